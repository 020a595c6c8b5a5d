// SPDX-License-Identifier: MIT
#pragma once

#include "support/mailserver.h"

#include <map>
#include <memory>

namespace Turnstone::Test {

/// A suite over every real server there is: each is started once, and each test has a mailbox of
/// its own on it.
class EveryServer {
protected:
    /// Rows for each kind of server, as column "kind".
    static void everyServer();
    /// A mailbox that nobody used on a server of that kind.
    void use(const QString &kind);
    /// Of all sizes, with lines that a server might bend.
    static QByteArray body(int number);
    /// Puts message `number` there, with that body.
    void deliver(int number, const QString &folder = QStringLiteral("INBOX"));

    MailServer *m_server = nullptr;
    QString m_user;

private:
    std::map<QString, std::unique_ptr<MailServer>> m_servers;
    std::map<QString, int> m_used;
};

} // namespace Turnstone::Test
