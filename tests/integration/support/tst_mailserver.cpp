// SPDX-License-Identifier: MIT
#include "support/mailserver.h"

#include <QFileInfo>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

class TestMailServer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void deliveredMessage_isGivenBackByteForByte()
    {
        MailServer server;
        const QByteArray message("Subject: {3}\r\n\r\n{12}\r\nfirst\r\n\r\n.\r\nlast\r\n");
        const QString folder = QStringLiteral("Entwürfe & \"mehr\"");
        QCOMPARE(
            server.deliver(QStringLiteral("alice"), folder, message, {QStringLiteral("\\Seen")}),
            1u);
        QCOMPARE(server.messages(QStringLiteral("alice"), folder), QByteArrayList{message});
        QCOMPARE(server.client().search(folder, "SEEN"), QList<quint32>{1});
    }

    void stoppedServer_startsAgainOnItsPortsWithItsMail()
    {
        MailServer server({.users = {QStringLiteral("bob@example.org:pass:word \"x\"")}});
        const QString bob = QStringLiteral("bob@example.org");
        const quint16 port = server.imap();
        server.deliver(bob, QStringLiteral("INBOX"), "Subject: kept\r\n\r\n\r\n");
        server.stop();
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        QVERIFY(!socket.waitForConnected());
        server.start();
        QCOMPARE(server.imap(), port);
        QCOMPARE(server.messages(bob, QStringLiteral("INBOX")).size(), 1);
    }

    void changedUidValidity_isSeenByTheNextClient()
    {
        MailServer server;
        server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), "Subject: x\r\n\r\n");
        server.setUidValidity(QStringLiteral("alice"), QStringLiteral("INBOX"), 4711);
        const auto reply = server.client().require("STATUS INBOX (UIDVALIDITY)");
        QVERIFY(reply.untagged.value(0).contains("UIDVALIDITY 4711"));
    }

    void serverThatGoes_removesItsFolder()
    {
        QString certificate;
        {
            MailServer server;
            certificate = server.certificateFile();
            QVERIFY(QFileInfo::exists(certificate));
        }
        QVERIFY(!QFileInfo::exists(QFileInfo(certificate).path()));
    }
};

QTEST_GUILESS_MAIN(TestMailServer)
#include "tst_mailserver.moc"
