// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace Turnstone {

/// RFC 2047 encoded words in otherwise UTF-8 text. Adjacent words of one charset are joined before
/// they are decoded, since senders cut characters in two; what is no proper word stays as written.
/// Words in the middle of text are understood, as many senders write them. Linear.
QString decodeEncodedWords(const QByteArray &utf8);

} // namespace Turnstone
