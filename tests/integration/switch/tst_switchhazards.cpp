// SPDX-License-Identifier: MIT
// The oracle of a change of protocol where tst_switchkill doesn't look: on Cyrus, with its own
// UIDLs; on a server that takes one APPEND at a time; with a line that is cut anywhere; and undone
// from every step. In the end every message that was here is here, every one that was at the server
// is there, and beyond those there is just what was brought, each once.
#include "support/faultproxy.h"
#include "support/memorybackend.h"
#include "support/switchfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QString hazardUser = QStringLiteral("alice"), hazardInbox = QStringLiteral("INBOX");

/// What is easily lost, doubled or taken for another.
QByteArrayList hostileMessages(int from)
{
    const QByteArray n = QByteArray::number(from);
    const QByteArray twin = "From: a@example.org\r\nSubject: twin " + n + "\r\n\r\nthe same\r\n";
    return {
        sampleMessage(from),
        sampleMessage(from + 1),
        twin,
        twin,
        "From: a@example.org\r\nSubject: twin " + n + "\r\n\r\nnot same\r\n",
        "Subject: no id " + n + "\r\n\r\nwithout From, Date and Message-ID\r\n",
        "From: a@example.org\r\nSubject: 8-bit \xfc\xff " + n + "\r\nMessage-ID: <8" + n
            + "@bit>\r\n\r\n\xe4\xf6\r\n",
        "From: a@example.org\r\nSubject: bare \r CR " + n + "\r\n\r\none\rtwo\r\n",
        "From: a@example.org\r\nSubject: folded\r\n\t" + n
            + "\r\n \r\nX-UIDL: 7\r\nStatus: RO\r\n"
              "\r\nthe end\r\n",
    };
}

void compareMail(const HashList &is, const HashList &shouldBe)
{
    if (is != shouldBe)
        qWarning() << "missing" << without(shouldBe, is) << "more" << without(is, shouldBe);
    QCOMPARE(is, shouldBe);
}

qint64 uploadedBy(const SwitchReport &report)
{
    qint64 count = 0;
    for (const SwitchReport::FolderResult &folder : report.folders)
        count += folder.uploaded.messages;
    return count;
}

} // namespace

class TestSwitchHazards : public QObject {
    Q_OBJECT

    /// Kills one run after the other, each at a later commit, until one ends by itself.
    static void sweep(SwitchFixture &f, const QString &what)
    {
        for (int kill = 1; kill < 300; kill += 1 + kill / 3) {
            if (f.killedAt(what, kill))
                return;
            QCOMPARE(f.damage(), QString());
        }
        QFAIL("It doesn't end.");
    }

private Q_SLOTS:
    void popToImap_killedAtEveryStep_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("one APPEND at a time")
            << QStringLiteral("dovecot")
            << QStringList{QStringLiteral("--disable"), QStringLiteral("MULTIAPPEND"),
                           QStringLiteral("--disable"), QStringLiteral("LITERAL+")};
        QTest::newRow("Cyrus") << QStringLiteral("cyrus") << QStringList();
    }
    void popToImap_killedAtEveryStep()
    {
        QFETCH(QString, kind);
        QFETCH(QStringList, arguments);
        MailServerOptions options;
        options.server = kind;
        options.arguments = arguments;
        MailServer server(options);
        for (const QByteArray &message : hostileMessages(1))
            server.deliver(hazardUser, hazardInbox, message);
        SwitchFixture f(server, QStringLiteral("pop3"), plainly(server));
        f.security = ConnectionSecurity::None;
        QCOMPARE(errorOf(f.profile.pass()), QString());
        const QByteArrayList brought = hostileMessages(100);
        f.onlyHere(QStringLiteral("Work/Q1"), brought);
        const HashList here = f.here(), there = f.there();
        const HashList onlyHere = without(here, there);
        QCOMPARE(onlyHere.size(), brought.size());

        const SwitchPreview preview = f.preview(QStringLiteral("imap"));
        QCOMPARE(f.planOf(preview, hazardInbox).onlyHere.messages, 0);
        QCOMPARE(f.planOf(preview, QStringLiteral("Work/Q1")).onlyHere.messages, brought.size());
        f.choose(preview, QStringLiteral("Work/Q1"), SwitchChoice::Upload);
        sweep(f, QStringLiteral("apply"));
        const SwitchReport report = f.apply();
        QVERIFY(report.state == SwitchState::Committed);
        compareMail(f.here(), here);
        const HashList after = f.there();
        compareMail(without(there, after), {}); // nothing is gone there
        const HashList added = without(after, there);
        compareMail(without(added, onlyHere), {}); // nothing is there twice, or in other bytes
        QCOMPARE(uploadedBy(report), added.size());
        compareMail(added, onlyHere);
        const SyncSummary pass = f.profile.pass();
        QCOMPARE(errorOf(pass), QString());
        QCOMPARE(pass.added, 0);
        compareMail(f.here(), here);
        QCOMPARE(f.damage(), QString());

        sweep(f, QStringLiteral("undo"));
        compareMail(f.here(), here);
        compareMail(f.there(), there);
        QCOMPARE(f.profile.account().incoming.protocol, QStringLiteral("pop3"));
        QCOMPARE(f.profile.pass().added, 0);
        compareMail(f.here(), here);
    }

    void undoneFromEveryStep_isAsItWas()
    {
        MailServer server;
        for (const QByteArray &message : hostileMessages(1))
            server.deliver(hazardUser, hazardInbox, message);
        SwitchFixture f(server, QStringLiteral("pop3"), plainly(server));
        f.security = ConnectionSecurity::None;
        f.profile.pass();
        f.onlyHere(QStringLiteral("Work"), hostileMessages(100));
        const HashList here = f.here(), there = f.there();
        bool ended = false;
        for (int kill = 1; kill < 300 && !ended; kill += 1 + kill / 4) {
            f.choose(f.preview(QStringLiteral("imap")), QStringLiteral("Work"),
                     SwitchChoice::Upload);
            ended = f.killedAt(QStringLiteral("apply"), kill);
            f.undo();
            QCOMPARE(f.profile.account().incoming.protocol, QStringLiteral("pop3"));
            compareMail(f.there(), there);
            compareMail(f.here(), here);
            QCOMPARE(f.damage(), QString());
        }
        QVERIFY(ended);
        QCOMPARE(f.profile.pass().added, 0);
        compareMail(f.here(), here);
    }

    void imapToPopOnCyrus_killedAtEveryStep()
    {
        MailServerOptions options;
        options.server = QStringLiteral("cyrus");
        MailServer server(options);
        for (const QByteArray &message : hostileMessages(1))
            server.deliver(hazardUser, hazardInbox, message);
        for (const QByteArray &message : hostileMessages(100))
            server.deliver(hazardUser, QStringLiteral("Sent"), message);
        SwitchFixture f(server, QStringLiteral("imap"), [&](Account &account) {
            account.keep = ContentLevel::Headers;
            plainly(server)(account);
        });
        f.security = ConnectionSecurity::None;
        QCOMPARE(errorOf(f.profile.pass()), QString());
        const HashList there = f.there();
        f.preview(QStringLiteral("pop3"));
        sweep(f, QStringLiteral("apply"));
        QVERIFY(f.apply().state == SwitchState::Committed);
        compareMail(f.here(), there);
        compareMail(f.there(), there);
        const SyncSummary pass = f.profile.pass();
        QCOMPARE(errorOf(pass), QString());
        QCOMPARE(pass.added, 0);
        compareMail(f.here(), there);

        sweep(f, QStringLiteral("undo"));
        QCOMPARE(f.profile.account().incoming.protocol, QStringLiteral("imap"));
        QCOMPARE(f.profile.pass().added, 0);
        compareMail(f.here(), there);
        compareMail(f.there(), there);
        QCOMPARE(f.damage(), QString());
    }

    void lineCutAnywhere_bringsEachOnce()
    {
        MailServer server;
        for (const QByteArray &message : hostileMessages(1))
            server.deliver(hazardUser, hazardInbox, message);
        SwitchFixture f(server);
        f.profile.pass();
        f.onlyHere(QStringLiteral("Work"), hostileMessages(100));
        const HashList here = f.here(), there = f.there();
        FaultProxy proxy(server.imaps());
        IncomingServer to = f.other(QStringLiteral("imap"));
        to.endpoint.port = proxy.port();
        Wakeup wakeup;
        const SwitchPreview preview = previewSwitch(f.context(wakeup), f.profile.account(), to);
        f.choose(preview, QStringLiteral("Work"), SwitchChoice::Upload);
        std::optional<SwitchReport> report;
        // What the server says from the sign-in on, up to more than all of it.
        for (int bytes = 2'500; !report && bytes < 200'000; bytes += 400) {
            proxy.cutAfter(FaultProxy::Direction::ToClient, bytes);
            try {
                report = f.apply();
            } catch (const MailError &error) {
                QCOMPARE(error.kind, ErrorKind::Network);
            }
            compareMail(without(there, f.there()), {});
        }
        QVERIFY(report);
        QVERIFY(report->state == SwitchState::Committed);
        compareMail(f.here(), here);
        HashList all = there + without(here, there);
        std::sort(all.begin(), all.end());
        compareMail(f.there(), all);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const auto killed = killedSwitchMain(QCoreApplication::arguments()))
        return *killed;
    TestSwitchHazards test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_switchhazards.moc"
