// SPDX-License-Identifier: MIT
#include "support/everyserver.h"

#include "support/memorybackend.h"

#include <QTest>

namespace Turnstone::Test {

namespace {
constexpr int mailboxesAServer = 12;
}

void EveryServer::everyServer()
{
    QTest::addColumn<QString>("kind");
    for (const QString &kind : MailServer::kinds())
        QTest::newRow(qPrintable(kind)) << kind;
}

void EveryServer::use(const QString &kind)
{
    auto &server = m_servers[kind];
    if (!server) {
        MailServerOptions options;
        options.server = kind;
        options.users.clear();
        for (int i = 0; i < mailboxesAServer; ++i)
            options.users.append(QStringLiteral("user%1:secret").arg(i));
        server = std::make_unique<MailServer>(options);
    }
    m_server = server.get();
    m_user = QStringLiteral("user%1").arg(m_used[kind]++);
}

QByteArray EveryServer::body(int number)
{
    const QByteArray body = "Text " + QByteArray::number(number) + "\r\n.\r\n..\r\n\xc3\xa4\r\n";
    return body + QByteArray("0123456789abcdef.\r\n").repeated((number * 37) % 500);
}

void EveryServer::deliver(int number, const QString &folder)
{
    m_server->deliver(m_user, folder, sampleMessage(number, body(number)));
}

} // namespace Turnstone::Test
