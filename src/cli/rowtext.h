// SPDX-License-Identifier: MIT
#pragma once

#include "store/storetypes.h"

#include <QJsonObject>

namespace Turnstone {

// How turnstonectl writes values: words and shapes of its man page.
QString writtenTime(qint64 utcSeconds); ///< RFC 3339, UTC; empty for 0
QString writtenAddress(const Address &); ///< "Name <mailbox>"
QStringList flagWords(MessageFlags); ///< "seen", "flagged", …
QStringList rightWords(FolderRights); ///< "seen", "mark", "insert", …
QString operationWord(OperationKind);
QString operationWord(OperationState);

QJsonObject rowObject(const MessageRow &);
/// One line for people, harmless for a terminal.
QString rowLine(const MessageRow &);

} // namespace Turnstone
