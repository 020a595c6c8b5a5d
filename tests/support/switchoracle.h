// SPDX-License-Identifier: MIT
#pragma once

#include "support/faultproxy.h"
#include "support/switchfixture.h"

namespace Turnstone::Test {

/// What a change of protocol must come through, killed at every step of its journal.
enum class SwitchHazard {
    None,
    NoUidPlus, ///< the server doesn't tell under which UID it took a message
    LineCut, ///< the answer to an APPEND, or to a FETCH of messages, never comes
    UidValidity, ///< a folder is renumbered meanwhile
    Quota, ///< there isn't room for all
    Messages ///< twins, CR CR LF, bare LF, 8-bit headers, no Message-ID, NUL, no header at all
};

struct SwitchOracle {
    QString server = QStringLiteral("dovecot");
    QStringList arguments = {};
    SwitchHazard hazard = SwitchHazard::None;

    /// From POP3 to IMAP and back by an undo; what is wrong afterwards, empty: nothing.
    QString toImap() const;
    /// From IMAP to POP3 and back.
    QString toPop3() const;

private:
    MailServerOptions options() const;
    std::unique_ptr<FaultProxy> between(const MailServer &) const;
    QString live(SwitchFixture &, const QString &what,
                 const std::function<void(int)> &before) const;
};

} // namespace Turnstone::Test

Q_DECLARE_METATYPE(Turnstone::Test::SwitchHazard)
