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

/// About how many bytes `encoded` bytes stand for. Base64 in lines of 76 characters, as nearly all
/// of it is: at most two more than there are.
qint64 decodedSize(qint64 encoded, const QByteArray &transferEncoding);

/// Bytes it has, decoded: exact for files and bytes, `decodedSize` for an encoded section. -1 where
/// it can't be read.
qint64 attachmentSize(const AttachmentContent &);

} // namespace Turnstone
