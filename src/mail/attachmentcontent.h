// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"
#include "mail/composition.h"

#include <QByteArrayView>
#include <functional>
#include <optional>

namespace Turnstone {

/// Hands an attachment's decoded bytes to `take` in blocks of at most 64 KB, in order, until `take`
/// returns false. Absent where all were given, or `take` wanted no more; else why they can't be
/// read (NotFound, Permission). Any thread.
using TakeBlock = std::function<bool(QByteArrayView)>;
std::optional<MailError> readAttachment(const AttachmentContent &, const TakeBlock &take);

/// Bytes it has, decoded: exact for files and bytes, an estimate for an encoded section. -1 where
/// it can't be read.
qint64 attachmentSize(const AttachmentContent &);

} // namespace Turnstone
