// SPDX-License-Identifier: MIT
// turnstonectl sends by Postfix, and by Dovecot's submission service; Postfix delivers into
// Dovecot.
#include "support/mailserver.h"
#include "support/scriptedserver.h"
#include "support/turnstonectl.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QString alice = QStringLiteral("alice@example.org"), bob = QStringLiteral("bob@example.org");

QStringList dovecotArguments(quint16 auth, quint16 relay)
{
    return {QStringLiteral("--lmtp"),
            QStringLiteral("--submission"),
            QString::number(relay),
            QStringLiteral("--option"),
            QStringLiteral("auth_mechanisms=plain login scram-sha-256"),
            QStringLiteral("--config"),
            QStringLiteral("service auth {\n inet_listener {\n address = 127.0.0.1\n port = %1\n "
                           "}\n}")
                .arg(auth)};
}

QByteArray numbered(int number, const QByteArray &text)
{
    return "From: Alice <alice@example.org>\r\nTo: bob@example.org\r\nDate: Sun, 22 Nov 2026 "
           "10:00:00 +0000\r\nMessage-ID: <real"
        + QByteArray::number(number) + "@example.org>\r\nSubject: number "
        + QByteArray::number(number)
        + "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
          "Content-Transfer-Encoding: 8bit\r\n\r\n"
        + text;
}

} // namespace

class TestSubmissionServers : public QObject {
    Q_OBJECT

    const quint16 authPort = ScriptedServer::refusedPort();
    const quint16 relayPort = ScriptedServer::refusedPort();
    std::unique_ptr<MailServer> dovecot, postfix;
    QTemporaryDir files;
    QString caFile;

    QString fileWith(const QByteArray &bytes)
    {
        QFile file(files.filePath(QStringLiteral("message.eml")));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no file");
        return file.fileName();
    }
    QStringList accountWords(const QString &protocol, const Endpoint &smtp)
    {
        const Endpoint incoming = dovecot->endpoint(protocol);
        return {QStringLiteral("account"),
                QStringLiteral("add"),
                QStringLiteral("--name"),
                QStringLiteral("A"),
                QStringLiteral("--email"),
                alice,
                QStringLiteral("--protocol"),
                protocol,
                QStringLiteral("--host"),
                incoming.host,
                QStringLiteral("--port"),
                QString::number(incoming.port),
                QStringLiteral("--user"),
                alice,
                QStringLiteral("--smtp-host"),
                smtp.host,
                QStringLiteral("--smtp-port"),
                QString::number(smtp.port),
                QStringLiteral("--smtp-security"),
                toString(smtp.security),
                QStringLiteral("--ca-file"),
                caFile,
                QStringLiteral("--password-command"),
                QStringLiteral("echo secret")};
    }
    /// Nothing else comes for him.
    QByteArrayList bobsMail(qsizetype count)
    {
        QByteArrayList mail;
        (void)QTest::qWaitFor(
            [&] {
                mail = dovecot->messages(bob, QStringLiteral("INBOX"));
                return mail.size() >= count;
            },
            20'000);
        return mail;
    }
    void emptyBoxes()
    {
        dovecot->command(QStringLiteral("doveadm expunge -u %1 mailbox '*' all").arg(alice));
        dovecot->command(QStringLiteral("doveadm expunge -u %1 mailbox '*' all").arg(bob));
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QStringList users{alice + QStringLiteral(":secret"), bob + QStringLiteral(":secret")};
        dovecot = std::make_unique<MailServer>(
            MailServerOptions{users, dovecotArguments(authPort, relayPort)});
        postfix = std::make_unique<MailServer>(MailServerOptions{
            users,
            {QStringLiteral("--option"), QStringLiteral("lmtp=%1").arg(dovecot->lmtp()),
             QStringLiteral("--option"), QStringLiteral("auth=%1").arg(authPort),
             QStringLiteral("--option"), QStringLiteral("relay=%1").arg(relayPort)},
            QStringLiteral("postfix")});
        caFile = files.filePath(QStringLiteral("ca.pem"));
        QFile all(caFile);
        QVERIFY(all.open(QIODevice::WriteOnly));
        for (const MailServer *server : {dovecot.get(), postfix.get()}) {
            QFile one(server->caFile());
            QVERIFY(one.open(QIODevice::ReadOnly));
            all.write(one.readAll());
        }
    }
    void init() { emptyBoxes(); }

    void sentMail_arrivesByteForByteAndIsFiledOnce_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<QString>("smtp");
        QTest::addColumn<int>("security");
        const auto row = [](const char *name, const char *protocol, const char *smtp,
                            ConnectionSecurity security) {
            QTest::newRow(name) << QString::fromLatin1(protocol) << QString::fromLatin1(smtp)
                                << int(security);
        };
        row("IMAP, Postfix, TLS", "imap", "smtp", ConnectionSecurity::Tls);
        row("IMAP, Postfix, STARTTLS", "imap", "smtp", ConnectionSecurity::StartTls);
        row("IMAP, Dovecot, TLS", "imap", "submission", ConnectionSecurity::Tls);
        row("POP3, Dovecot, STARTTLS", "pop3", "submission", ConnectionSecurity::StartTls);
        row("POP3, Postfix, TLS", "pop3", "smtp", ConnectionSecurity::Tls);
    }
    void sentMail_arrivesByteForByteAndIsFiledOnce()
    {
        QFETCH(QString, protocol);
        QFETCH(QString, smtp);
        QFETCH(int, security);
        const bool imap = protocol == QLatin1String("imap");
        MailServer &outgoing = smtp == QLatin1String("smtp") ? *postfix : *dovecot;
        const Turnstonectl ctl;
        const auto added =
            ctl.run(accountWords(protocol, outgoing.endpoint(smtp, ConnectionSecurity(security))));
        QVERIFY2(added.status == 0, added.complaints.constData());

        const QByteArrayList messages{
            numbered(0, "hello\r\n"),
            numbered(1, ".\r\n..\r\n. x\r\n\r\n.\r\nQUIT\r\n"),
            numbered(2, ""),
            numbered(3,
                     "Gr\xc3\xbc\xc3\x9f"
                     "e, \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xf0\x9f\x90\xa6\r\n"),
            numbered(4, QByteArray(900, 'x') + "\r\n" + QByteArray(76, 'y') + "\r\n"),
            numbered(5, QByteArray("0123456789abcdefghijklmnopqrstuvwxyz\r\n").repeated(60'000)),
        };
        for (const QByteArray &message : messages) {
            const auto sent = ctl.json({QStringLiteral("send"), fileWith(message)});
            QVERIFY2(sent.status == 0, sent.complaints.constData());
            QCOMPARE(sent.object().value(u"state").toString(), QStringLiteral("queued"));
        }
        QCOMPARE(ctl.json({QStringLiteral("outbox")}).objects().size(), messages.size());
        const auto sync = ctl.json({QStringLiteral("sync")});
        QVERIFY2(sync.status == 0, sync.complaints.constData());
        QCOMPARE(sync.object().value(u"sent").toInt(), messages.size());
        QCOMPARE(sync.object().value(u"operations_left").toInt(), 0);
        QCOMPARE(ctl.json({QStringLiteral("outbox")}).objects().size(), 0);

        const QByteArrayList arrived = bobsMail(messages.size());
        QCOMPARE(arrived.size(), messages.size());
        for (const QByteArray &message : messages) {
            int copies = 0;
            for (const QByteArray &one : arrived)
                copies += one.endsWith(message) ? 1 : 0;
            QCOMPARE(copies, 1);
        }
        // Found under Sent, here and, where there are folders, at the server, once.
        QCOMPARE(ctl.ids(QStringLiteral("A/Sent")).size(), messages.size());
        const auto again = ctl.json({QStringLiteral("sync")});
        QCOMPARE(again.status, 0);
        QCOMPARE(again.object().value(u"sent").toInt(), 0);
        QCOMPARE(ctl.ids(QStringLiteral("A/Sent")).size(), messages.size());
        const QByteArrayList filed = dovecot->messages(alice, QStringLiteral("Sent"));
        QCOMPARE(filed.size(), imap ? messages.size() : 0);
        for (const QByteArray &one : filed)
            QVERIFY(messages.contains(one));
        QCOMPARE(ctl.json({QStringLiteral("verify"), QStringLiteral("--deep")})
                     .object()
                     .value(u"damaged")
                     .toInt(),
                 0);
        QCOMPARE(dovecot->messages(bob, QStringLiteral("INBOX")).size(), messages.size());
    }

    void serverFilesByItself_noSecondCopyIsPutThere()
    {
        for (const char *filing : {"auto", "append", "server"}) {
            emptyBoxes();
            const Turnstonectl ctl;
            QCOMPARE(ctl.run(accountWords(QStringLiteral("imap"),
                                          postfix->endpoint(QStringLiteral("smtp"))))
                         .status,
                     0);
            QCOMPARE(ctl.run({QStringLiteral("account"), QStringLiteral("set"), QStringLiteral("A"),
                              QStringLiteral("sent-mail=") + QLatin1String(filing)})
                         .status,
                     0);
            QCOMPARE(ctl.run({QStringLiteral("sync")}).status, 0);
            QCOMPARE(ctl.run({QStringLiteral("send"), fileWith(numbered(7, "x\r\n"))}).status, 0);
            // As a provider does: with a header of its own.
            dovecot->deliver(alice, QStringLiteral("Sent"),
                             "X-Filed: by the server\r\n" + numbered(7, "x\r\n"));
            const auto sync = ctl.json({QStringLiteral("sync")});
            QVERIFY2(sync.status == 0, sync.complaints.constData());
            QCOMPARE(dovecot->messages(alice, QStringLiteral("Sent")).size(), 1);
            QCOMPARE(ctl.ids(QStringLiteral("A/Sent")).size(), 1);
        }
    }

    void refusedRecipient_isToldAndTheOthersHaveIt()
    {
        const Turnstonectl ctl;
        QCOMPARE(
            ctl.run(accountWords(QStringLiteral("pop3"), postfix->endpoint(QStringLiteral("smtp"))))
                .status,
            0);
        QByteArray message = numbered(8, "x\r\n");
        message.replace("To: bob@example.org", "To: nobody@example.org\r\nBcc: bob@example.org");
        QCOMPARE(ctl.run({QStringLiteral("send"), fileWith(message)}).status, 0);
        QCOMPARE(ctl.run({QStringLiteral("sync")}).status, 7);
        const QJsonObject left = ctl.json({QStringLiteral("outbox")}).object();
        QCOMPARE(left.value(u"state").toString(), QStringLiteral("failed"));
        const QJsonArray recipients = left.value(u"recipients").toArray();
        QCOMPARE(recipients.at(0).toObject().value(u"state").toString(), QStringLiteral("refused"));
        QVERIFY(!recipients.at(0).toObject().value(u"reply").toString().isEmpty());
        QCOMPARE(recipients.at(1).toObject().value(u"state").toString(),
                 QStringLiteral("accepted"));
        const QByteArrayList arrived = bobsMail(1);
        QCOMPARE(arrived.size(), 1);
        QVERIFY(!arrived.first().contains("Bcc:"));
        QCOMPARE(ctl.run({QStringLiteral("outbox"), QStringLiteral("--discard"),
                          QString::number(left.value(u"outbox").toInt())})
                     .status,
                 0);
        QCOMPARE(ctl.run({QStringLiteral("sync")}).status, 0);
    }

    void unknown_isLookedForInTheServersSentMail()
    {
        const Turnstonectl ctl;
        const auto sqlite = [&](const QString &statement) {
            QProcess python;
            python.start(QStringLiteral("python3"),
                         {QStringLiteral("-c"),
                          QStringLiteral("import sqlite3,sys,glob\nc=sqlite3.connect(glob.glob("
                                         "sys.argv[1]+'/**/mail.db',recursive=True)[0])\n"
                                         "c.execute(sys.argv[2])\nc.commit()"),
                          ctl.profile(), statement});
            return python.waitForFinished() && python.exitCode() == 0;
        };
        QCOMPARE(
            ctl.run(accountWords(QStringLiteral("imap"), postfix->endpoint(QStringLiteral("smtp"))))
                .status,
            0);
        QCOMPARE(ctl.run({QStringLiteral("sync")}).status, 0);
        const QJsonObject queued =
            ctl.json({QStringLiteral("send"), fileWith(numbered(9, "x\r\n"))}).object();
        const QString id = QString::number(queued.value(u"outbox").toInt());
        // As a kill leaves it behind, that came between the final dot and the answer.
        QVERIFY(sqlite(QStringLiteral("UPDATE outbox SET state = 2")));
        QVERIFY(sqlite(QStringLiteral("UPDATE outbox_recipient SET state = 1")));
        QCOMPARE(ctl.run({QStringLiteral("sync")}).status, 7);
        QCOMPARE(ctl.json({QStringLiteral("outbox")}).object().value(u"state").toString(),
                 QStringLiteral("unknown"));
        QCOMPARE(dovecot->messages(bob, QStringLiteral("INBOX")).size(), 0);
        QCOMPARE(ctl.run({QStringLiteral("outbox"), QStringLiteral("--check"), id}).status, 1);
        dovecot->deliver(alice, QStringLiteral("Sent"), numbered(9, "x\r\n"));
        const auto found = ctl.json({QStringLiteral("outbox"), QStringLiteral("--check"), id});
        QCOMPARE(found.status, 0);
        QCOMPARE(found.object().value(u"found").toBool(), true);
        QCOMPARE(ctl.json({QStringLiteral("outbox")}).objects().size(), 0);
        QCOMPARE(ctl.run({QStringLiteral("sync")}).status, 0);
        QCOMPARE(dovecot->messages(alice, QStringLiteral("Sent")).size(), 1);
        QCOMPARE(ctl.ids(QStringLiteral("A/Sent")).size(), 1);
        QCOMPARE(dovecot->messages(bob, QStringLiteral("INBOX")).size(), 0);
    }

    void file_isMadeFitToBeSentOrRefused()
    {
        const Turnstonectl ctl;
        QCOMPARE(
            ctl.run(accountWords(QStringLiteral("pop3"), postfix->endpoint(QStringLiteral("smtp"))))
                .status,
            0);
        // Bare LF, no Date, Message-ID or From.
        QCOMPARE(ctl.run({QStringLiteral("send"),
                          fileWith("Subject: plain\nBcc: bob@example.org\n\nline\n.\nlast")})
                     .status,
                 0);
        QCOMPARE(ctl.run({QStringLiteral("sync")}).status, 0);
        const QByteArray arrived = bobsMail(1).value(0);
        QVERIFY(arrived.endsWith("\r\n\r\nline\r\n.\r\nlast\r\n"));
        QVERIFY(arrived.contains("\r\nFrom: alice@example.org\r\n"));
        QVERIFY(arrived.contains("\r\nMessage-ID: <"));
        QVERIFY(arrived.contains("\r\nDate: "));
        QVERIFY(!arrived.contains("Bcc"));
        for (const QByteArray &bad :
             {QByteArray("To: b@example.org\rBcc: victim@example.org\n\nx\n"),
              QByteArray("To: b@example.org\nno header line\n\nx\n"), QByteArray("\n\nx\n"),
              QByteArray("Subject: nobody\n\nx\n"), QByteArray("To: b@example.org\n\nx\0y\n", 24),
              QByteArray("To: b@exam ple.org\n\nx\n")}) {
            const auto refused = ctl.run({QStringLiteral("send"), fileWith(bad)});
            QCOMPARE(refused.status, 1);
            QVERIFY(!refused.complaints.isEmpty());
        }
        QCOMPARE(ctl.run({QStringLiteral("send"), fileWith(numbered(1, "x")),
                          QStringLiteral("--at"), QStringLiteral("tomorrow")})
                     .status,
                 2);
        QCOMPARE(ctl.json({QStringLiteral("outbox")}).objects().size(), 0);
        const auto later =
            ctl.json({QStringLiteral("send"), fileWith(numbered(1, "x")), QStringLiteral("--at"),
                      QStringLiteral("2099-01-01T00:00:00Z")});
        QCOMPARE(later.object().value(u"not_before").toString(),
                 QStringLiteral("2099-01-01T00:00:00Z"));
        QCOMPARE(ctl.json({QStringLiteral("sync")}).object().value(u"sent").toInt(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSubmissionServers)
#include "tst_submissionservers.moc"
