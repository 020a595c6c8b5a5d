// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/pop3/pop3session.h"

#include <functional>

namespace Turnstone::Test {

/// Bytes as text: what isn't printable ASCII, and the backslash, as "\xHH".
QByteArray escaped(QByteArrayView bytes);
QByteArray unescaped(QByteArrayView text);

/// How a server's bytes are cut: the size of the next piece, given what is left.
using Cutter = std::function<qsizetype(qsizetype left)>;
Cutter whole();
Cutter byteByByte();
/// The same pieces for the same seed.
Cutter cutAtRandom(quint32 seed);

/// Feeds `bytes` to a session in pieces and appends a line for each event:
///   "reply RETR 3 ok [CODE] text", "size 1 120", "uid 1 abc", "content RETR 3 …", "end RETR 3",
///   "malformed LIST", "challenge …", and "error …" with the sentence at the end of everything.
/// Neighbouring pieces of one message are one line. False after an error.
bool feedPop3(Pop3Session &session, QByteArrayView bytes, const Cutter &cut,
              QByteArrayList *events);

} // namespace Turnstone::Test
