// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/pop3/pop3session.h"
#include "support/transcript.h"

namespace Turnstone::Test {

/// Feeds `bytes` to a session in pieces and appends a line for each event:
///   "reply RETR 3 ok [CODE] text", "size 1 120", "uid 1 abc", "content RETR 3 …", "end RETR 3",
///   "malformed LIST", "challenge …", and "error …" with the sentence at the end of everything.
/// Neighbouring pieces of one message are one line. False after an error.
bool feedPop3(Pop3Session &session, QByteArrayView bytes, const Cutter &cut,
              QByteArrayList *events);

} // namespace Turnstone::Test
