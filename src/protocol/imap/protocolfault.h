// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"

#include <QCoreApplication>

namespace Turnstone::Imap {

/// What is thrown when a server breaks the protocol or one of our bounds. Session scope: what
/// follows on this connection can't be trusted to be what it seems.
class ProtocolFault {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::Imap::ProtocolFault)
public:
    /// `detail` is for the log and names what was wrong, never what a message held.
    static MailError notImap(const QString &detail);
    static MailError tooLarge(const QString &detail);
};

} // namespace Turnstone::Imap
