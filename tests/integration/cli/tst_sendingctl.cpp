// SPDX-License-Identifier: MIT
// `identity` and `outgoing` of turnstonectl, with a real submission server and a scripted one.
#include "support/mailserver.h"
#include "support/smtpscript.h"
#include "support/turnstonectl.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QString sendingAccount = QStringLiteral("A");

QStringList sendingWords(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '));
}

} // namespace

class TestSendingCtl : public QObject {
    Q_OBJECT

    SmtpScript m_behind; ///< what Dovecot hands mail to
    std::unique_ptr<ScriptedServer> m_relay;
    std::unique_ptr<MailServer> m_server;
    std::unique_ptr<Turnstonectl> m_ctl;

    QString written(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_ctl->profile() + QLatin1Char('/') + name);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("can't write %s", qPrintable(file.fileName()));
        return file.fileName();
    }
    QStringList emails()
    {
        QStringList emails;
        const QList<QJsonObject> listed = m_ctl->json(sendingWords("identity list A")).objects();
        for (const QJsonObject &one : listed)
            emails.append(one.value(QLatin1String("email")).toString());
        return emails;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_relay = std::make_unique<ScriptedServer>(std::vector{m_behind.script()});
        MailServerOptions options;
        options.arguments = {QStringLiteral("--submission"), QString::number(m_relay->port())};
        m_server = std::make_unique<MailServer>(options);
    }
    void cleanupTestCase()
    {
        m_server.reset();
        m_relay.reset();
    }
    void init()
    {
        m_ctl = std::make_unique<Turnstonectl>();
        const auto added = m_ctl->run(Turnstonectl::addWords(*m_server, QStringLiteral("imap")));
        QVERIFY2(added.status == 0, added.complaints);
    }

    void draft_isKeptReplacedSentOnceAndGone()
    {
        SmtpScript smtp;
        ScriptedServer scripted({smtp.script()});
        const auto outgoing = m_ctl->run(
            {QStringLiteral("outgoing"), QStringLiteral("add"), sendingAccount,
             QStringLiteral("--host"), scripted.endpoint().host, QStringLiteral("--port"),
             QString::number(scripted.endpoint().port), QStringLiteral("--security"),
             QStringLiteral("none"), QStringLiteral("--default"), QStringLiteral("--no-check")});
        QVERIFY2(outgoing.status == 0, outgoing.complaints);
        const QString user = QStringLiteral("alice"), drafts = QStringLiteral("Drafts");
        const auto inDrafts = [&] { return m_server->messages(user, drafts); };
        const auto listed = [&](const QString &folder) {
            return m_ctl->json({QStringLiteral("list"), sendingAccount + u'/' + folder}).objects();
        };
        const auto synced = [&] {
            const auto result = m_ctl->run({QStringLiteral("sync")});
            return result.status == 0 ? QByteArray() : result.complaints + " sync";
        };
        const auto file = [this](const char *body) {
            return written(QStringLiteral("draft.eml"),
                           QByteArray("To: B <b@example.org>\nBcc: hidden@example.org\nSubject: "
                                      "Plans\nIn-Reply-To: <asked@example.org>\nContent-Type: "
                                      "text/plain; charset=utf-8\n\n")
                               + body + "\n");
        };
        m_server->deliver(user, QStringLiteral("INBOX"),
                          "From: b@example.org\r\nSubject: Plans?\r\nMessage-ID: "
                          "<asked@example.org>\r\n\r\nWell?\r\n");
        QCOMPARE(synced(), QByteArray());
        auto made = m_ctl->json({QStringLiteral("draft"), file("one Grüße")});
        QVERIFY2(made.status == 0, made.complaints);
        const qint64 id = made.objects().at(0).value(QLatin1String("id")).toInteger();
        QCOMPARE(listed(drafts).size(), 1);
        QCOMPARE(synced(), QByteArray());
        QCOMPARE(inDrafts().size(), 1);
        QVERIFY(inDrafts().at(0).contains("\r\nBcc: hidden@example.org\r\n"));
        made = m_ctl->json({QStringLiteral("draft"), file("two"), QStringLiteral("--replace"),
                            QString::number(id)});
        QVERIFY2(made.status == 0, made.complaints);
        QCOMPARE(made.objects().at(0).value(QLatin1String("id")).toInteger(), id);
        QCOMPARE(synced(), QByteArray());
        QCOMPARE(inDrafts().size(), 1);
        QVERIFY(inDrafts().at(0).contains("two"));
        const auto shown =
            m_ctl->run({QStringLiteral("show"), QString::number(id), QStringLiteral("--text")});
        QVERIFY(shown.output.contains("two"));

        // What isn't a draft, or not said clearly, is refused, and nothing happens.
        const qint64 inbox =
            listed(QStringLiteral("INBOX")).at(0).value(QLatin1String("id")).toInteger();
        QCOMPARE(
            m_ctl->run({QStringLiteral("send"), QStringLiteral("--draft"), QString::number(inbox)})
                .status,
            1);
        QCOMPARE(m_ctl
                     ->run({QStringLiteral("send"), file("x"), QStringLiteral("--draft"),
                            QString::number(id)})
                     .status,
                 2);
        QCOMPARE(m_ctl->run({QStringLiteral("send")}).status, 2);
        QVERIFY(m_ctl->json({QStringLiteral("outbox")}).objects().isEmpty());

        const auto sent =
            m_ctl->json({QStringLiteral("send"), QStringLiteral("--draft"), QString::number(id)});
        QVERIFY2(sent.status == 0, sent.complaints);
        QVERIFY(listed(drafts).isEmpty());
        QCOMPARE(synced(), QByteArray());
        QCOMPARE(smtp.messages().size(), 1);
        const SmtpScript::Message message = smtp.messages().last();
        QVERIFY(message.bytes.contains("two") && !message.bytes.contains("hidden@example.org"));
        QVERIFY(message.bytes.contains("In-Reply-To: <asked@example.org>"));
        QVERIFY(!message.bytes.contains("X-Turnstone"));
        QVERIFY(message.recipients.contains("hidden@example.org"));
        QCOMPARE(synced(), QByteArray());
        QVERIFY(inDrafts().isEmpty());
        QCOMPARE(listed(QStringLiteral("Sent")).size(), 1);
        QVERIFY(listed(QStringLiteral("INBOX"))
                    .at(0)
                    .value(QLatin1String("flags"))
                    .toArray()
                    .contains(QStringLiteral("answered")));
        // One more, thrown away.
        made = m_ctl->json({QStringLiteral("draft"), file("three")});
        QCOMPARE(synced(), QByteArray());
        QCOMPARE(inDrafts().size(), 1);
        QCOMPARE(
            m_ctl
                ->run({QStringLiteral("delete"),
                       QString::number(made.objects().at(0).value(QLatin1String("id")).toInteger()),
                       QStringLiteral("--forever")})
                .status,
            0);
        QCOMPARE(synced(), QByteArray());
        QVERIFY(inDrafts().isEmpty());
    }

    void identities_areAddedChangedOrderedAndRemoved()
    {
        const QString html = written(QStringLiteral("sig.html"),
                                     "<p onclick='x'><b>Ann</b><script>bad()</script></p>");
        const QString text = written(QStringLiteral("sig.txt"), "Ann\r\nOffice\r\n\r\n");
        const auto added = m_ctl->json(
            {QStringLiteral("identity"), QStringLiteral("add"), sendingAccount,
             QStringLiteral("--email"), QStringLiteral("ann@work.example"),
             QStringLiteral("--name"), QStringLiteral("Ann Work"), QStringLiteral("--reply-to"),
             QStringLiteral("team@work.example"), QStringLiteral("--signature-file"), text,
             QStringLiteral("--signature-html-file"), html, QStringLiteral("--signature-place"),
             QStringLiteral("above")});
        QVERIFY2(added.status == 0, added.complaints);
        const QJsonObject one = added.object();
        QCOMPARE(one.value(QLatin1String("signature")).toString(), QStringLiteral("Ann\nOffice"));
        QCOMPARE(one.value(QLatin1String("signature_place")).toString(), QStringLiteral("above"));
        const QString kept = one.value(QLatin1String("signature_html")).toString();
        QVERIFY2(kept.contains(QLatin1String("<b>Ann</b>"))
                     && !kept.contains(QLatin1String("script"))
                     && !kept.contains(QLatin1String("onclick")),
                 qPrintable(kept));
        QCOMPARE(one.value(QLatin1String("default")).toBool(), false);
        QCOMPARE(emails().size(), 2);
        QCOMPARE(
            m_ctl->run(sendingWords("identity set A ann@work.example --first name=Ann")).status, 0);
        QCOMPARE(emails().first(), QStringLiteral("ann@work.example"));
        QCOMPARE(m_ctl->json(sendingWords("account show A")).object().value(QLatin1String("email")),
                 QStringLiteral("ann@work.example"));
        // What makes no sense is refused, and changes nothing.
        for (const char *wrong :
             {"identity set A ann@work.example email=ann", "identity add A --email a@",
              "identity add A", "identity set A ann@work.example reply-to=nobody",
              "identity set A ann@work.example signature-place=left",
              "identity set A ann@work.example shoe=42"})
            QCOMPARE(m_ctl->run(sendingWords(wrong)).status, 2);
        QCOMPARE(m_ctl->run(sendingWords("identity remove A other@work.example")).status, 1);
        QCOMPARE(m_ctl->run(sendingWords("identity remove A ann@work.example")).status, 0);
        QCOMPARE(emails().size(), 1);
        QCOMPARE(m_ctl
                     ->run({QStringLiteral("identity"), QStringLiteral("remove"), sendingAccount,
                            emails().first()})
                     .status,
                 1); // the last one
    }

    void outgoing_isCheckedByARealServerBeforeItIsKept()
    {
        const Endpoint real = m_server->endpoint(QStringLiteral("submission"));
        const auto add = [&](const QString &password) {
            return m_ctl->json({QStringLiteral("outgoing"), QStringLiteral("add"), sendingAccount,
                                QStringLiteral("--host"), real.host, QStringLiteral("--port"),
                                QString::number(real.port), QStringLiteral("--user"),
                                QStringLiteral("alice"), QStringLiteral("--password-command"),
                                QStringLiteral("echo ") + password, QStringLiteral("--default")});
        };
        const auto refused = add(QStringLiteral("wrong"));
        QVERIFY2(refused.status == 4, refused.complaints);
        QVERIFY(m_ctl->json(sendingWords("outgoing list A")).objects().isEmpty());
        const auto kept = add(QStringLiteral("secret"));
        QVERIFY2(kept.status == 0, kept.complaints);
        QCOMPARE(kept.object().value(QLatin1String("password")).toString(),
                 QStringLiteral("command"));
        QCOMPARE(kept.object().value(QLatin1String("default")).toBool(), true);
        QCOMPARE(m_ctl->json(sendingWords("outgoing list A")).objects().size(), 1);
        QCOMPARE(m_ctl->run(sendingWords("outgoing remove A default")).status, 1);
        const auto changed = m_ctl->json(sendingWords("outgoing set A default user=al port=2525"));
        QVERIFY2(changed.status == 0, changed.complaints);
        QCOMPARE(changed.object().value(QLatin1String("port")).toInt(), 2525);
        QCOMPARE(m_ctl->run(sendingWords("outgoing set A default port=0")).status, 2);
        QCOMPARE(m_ctl->run(sendingWords("outgoing set A nowhere.example port=25")).status, 1);
    }

    void message_goesByTheServerAndPasswordOfItsIdentity()
    {
        SmtpScript script;
        QByteArrayList signIns;
        QMutex mutex;
        script.bend = [&](const QByteArray &line) {
            const QMutexLocker lock(&mutex);
            if (line.startsWith("AUTH PLAIN "))
                signIns.append(QByteArray::fromBase64(line.mid(11)));
            return QByteArray();
        };
        ScriptedServer scripted(std::vector{script.script()});
        const QString host =
            QStringLiteral("%1:%2").arg(scripted.endpoint().host).arg(scripted.endpoint().port);
        const auto server = m_ctl->run(
            {QStringLiteral("outgoing"), QStringLiteral("add"), sendingAccount,
             QStringLiteral("--host"), scripted.endpoint().host, QStringLiteral("--port"),
             QString::number(scripted.endpoint().port), QStringLiteral("--security"),
             QStringLiteral("none"), QStringLiteral("--user"), QStringLiteral("ann"),
             QStringLiteral("--password-command"), QStringLiteral("echo other"),
             QStringLiteral("--no-check")});
        QVERIFY2(server.status == 0, server.complaints);
        // The account's own one is another, which isn't to be asked.
        QCOMPARE(m_ctl->run(sendingWords("outgoing add A --host smtp.invalid --default --no-check"))
                     .status,
                 0);
        const auto identity =
            m_ctl->run({QStringLiteral("identity"), QStringLiteral("add"), sendingAccount,
                        QStringLiteral("--email"), QStringLiteral("ann@work.example"),
                        QStringLiteral("--outgoing"), host});
        QVERIFY2(identity.status == 0, identity.complaints);
        const QString file =
            written(QStringLiteral("mail.eml"),
                    "From: Ann <ann@work.example>\r\nTo: b@example.org\r\n"
                    "Subject: x\r\nMessage-ID: <i1@work.example>\r\n\r\nhello\r\n");
        QCOMPARE(m_ctl->run({QStringLiteral("send"), file}).status, 0);
        const auto synchronised = m_ctl->run(sendingWords("sync"));
        QVERIFY2(synchronised.status == 0, synchronised.complaints);
        QCOMPARE(script.copiesOf("i1@work.example"), 1);
        const QMutexLocker lock(&mutex);
        QCOMPARE(signIns, QByteArrayList{QByteArray("\0ann\0other", 10)});
        // Removed, what used it uses the account's own.
        const auto removed = m_ctl->json(
            {QStringLiteral("outgoing"), QStringLiteral("remove"), sendingAccount, host});
        QVERIFY2(removed.status == 0, removed.complaints);
        QCOMPARE(removed.object().value(QLatin1String("identities")).toInt(), 1);
    }

    void smtpPasswordCommand_isASettingOfTheAccount()
    {
        QCOMPARE(m_ctl
                     ->run({QStringLiteral("account"), QStringLiteral("set"), sendingAccount,
                            QStringLiteral("smtp-password-command=echo other")})
                     .status,
                 0);
        const auto shown = [&] { return m_ctl->json(sendingWords("account show A")).object(); };
        QCOMPARE(shown().value(QLatin1String("smtp_password")).toString(),
                 QStringLiteral("command"));
        QCOMPARE(shown().value(QLatin1String("smtp_password_command")).toString(),
                 QStringLiteral("echo other"));
        QCOMPARE(m_ctl->run(sendingWords("account set A smtp-password-command=")).status, 0);
        QCOMPARE(shown().value(QLatin1String("smtp_password")).toString(),
                 QStringLiteral("incoming"));
    }
};

QTEST_GUILESS_MAIN(TestSendingCtl)
#include "tst_sendingctl.moc"
