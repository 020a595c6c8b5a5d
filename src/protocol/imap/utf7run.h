// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace Turnstone::Imap {

/// What stands between '&' and '-' in modified UTF-7 (RFC 3501 5.1.3), as UTF-16; absent where it
/// isn't what an encoder may write. May hold any character, also one that could stand for itself.
std::optional<QString> decodeUtf7Run(QByteArrayView run);

/// Adds '&', the text in modified base64, and '-'. Nothing for an empty text.
void appendUtf7Run(QByteArray &wire, QStringView text);

} // namespace Turnstone::Imap
