// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/imap/responses.h"

#include <QByteArrayView>

namespace Turnstone::Imap {

/// "OK", "NO", "BAD", "PREAUTH", "BYE", in any case; absent for another word.
std::optional<StatusResponse::Condition> conditionFromWord(QByteArrayView word);

/// What stands after the condition: "[CODE …] text". A malformed code is Code::Other.
void readStatusText(QByteArrayView text, StatusResponse *status);

/// Text of a server for people and the log: one line, bounded, no control characters.
QString plainServerText(QByteArrayView text);

} // namespace Turnstone::Imap
