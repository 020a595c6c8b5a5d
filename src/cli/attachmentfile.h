// SPDX-License-Identifier: MIT
#pragma once

#include "mail/bodystructure.h"

namespace Turnstone {

/// A file name made of what a message calls an attachment: one level, visible, no control or
/// reordering characters, at most 200 bytes; something sensible where nothing is left.
QString attachmentFileName(const BodyPart &);

/// Writes a new file into `directory` and returns its path; a name that is taken gets a number.
/// Throws CliError; no part of a file stays behind.
QString saveAttachment(const QString &directory, const BodyPart &, const QByteArray &bytes);

} // namespace Turnstone
