// SPDX-License-Identifier: MIT
// The oracle: a process that changes an account's protocol is killed (SIGKILL) again and again,
// each time some commits later, against a server that has a hazard of its own; once it ends by
// itself, both sides hold what they held before, and the server also what the preview promised.
#include "support/memorybackend.h"
#include "support/switchfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QString killAlice = QStringLiteral("alice"), killInbox = QStringLiteral("INBOX");
const QString killImap = QStringLiteral("imap"), killPop3 = QStringLiteral("pop3");
constexpr int livesAtMost = 400;

/// Every commit is hooked twice, before and after.
constexpr int stride = 9;

QByteArray withHeader(int number, const QByteArray &line)
{
    return line + sampleMessage(number);
}

} // namespace

class SwitchKillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void toImap_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("hazard");
        const QString quota = QStringLiteral(
            "mail_plugins = quota\nprotocol imap {\n  mail_plugins = quota imap_quota\n}\nplugin "
            "{\n  quota = count:User quota\n  quota_vsizes = yes\n  quota_rule = "
            "*:storage=24K\n  quota_grace = 0\n}\n");
        QTest::newRow("plain") << QStringList() << QString();
        QTest::newRow("no UIDPLUS")
            << QStringList{QStringLiteral("--disable"), QStringLiteral("UIDPLUS")} << QString();
        QTest::newRow("UIDVALIDITY changes") << QStringList() << QStringLiteral("validity");
        QTest::newRow("quota") << QStringList{QStringLiteral("--config"), quota}
                               << QStringLiteral("quota");
        QTest::newRow("twins") << QStringList() << QStringLiteral("twins");
        QTest::newRow("CR CR LF, bare LF, 8-bit headers, no Message-ID")
            << QStringList() << QStringLiteral("bytes");
        QTest::newRow("UIDLs of GUIDs")
            << QStringList{QStringLiteral("--option"), QStringLiteral("pop3_uidl_format=%g")}
            << QString();
        QTest::newRow("Cyrus") << QStringList() << QStringLiteral("cyrus");
    }

    void toImap()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, hazard);
        MailServerOptions options;
        options.arguments = arguments;
        if (hazard == QLatin1String("cyrus"))
            options.server = hazard;
        MailServer server(options);
        for (int i = 1; i <= 6; ++i)
            server.deliver(killAlice, killInbox, sampleMessage(i));
        SwitchFixture f(server);
        QCOMPARE(errorOf(f.profile.pass()), QString());
        f.onlyHere(QStringLiteral("Work"), {sampleMessage(20), sampleMessage(21)});
        f.onlyHere(QStringLiteral("Work/Below"), {sampleMessage(22)});
        if (hazard == QLatin1String("validity"))
            server.client().require("CREATE Work");
        if (hazard == QLatin1String("twins")) {
            f.onlyHere(QStringLiteral("Work"), {sampleMessage(20), sampleMessage(1)});
            server.deliver(killAlice, QStringLiteral("Work"), sampleMessage(20));
        } else if (hazard == QLatin1String("bytes")) {
            f.bytesHere(QStringLiteral("Work"),
                        {sampleMessage(30, "one\r\r\ntwo\r\n"), sampleMessage(31, "one\ntwo\r\n"),
                         withHeader(32, "X-Eight: gr\xc3\xbc\xdf\r\n"),
                         "From: a@example.org\r\nSubject: no id\r\n\r\nno id\r\n",
                         "no header at all\r\n", sampleMessage(33, QByteArray("n\0l\r\n", 5))});
        } else if (hazard == QLatin1String("quota")) {
            f.bytesHere(QStringLiteral("Work"),
                        {sampleMessage(40, QByteArray("0123456789\r\n").repeated(900)),
                         sampleMessage(41, QByteArray("0123456789\r\n").repeated(900)),
                         sampleMessage(42, QByteArray("0123456789\r\n").repeated(900))});
        }
        f.profile.writer->setFlags({f.profile.rows().first().id}, {Flag::Flagged, {}, {}, {}}, {});
        const HashList here = f.here(), there = f.there();
        const SwitchPreview preview = f.preview(killImap);
        qint64 promised = 0;
        for (const SwitchFolderPlan &plan : preview.folders) {
            if (plan.choice == SwitchChoice::Upload)
                promised += plan.onlyHere.messages;
        }

        int lives = 1;
        while (!f.killedAt(QStringLiteral("apply"), lives * stride)) {
            QVERIFY(++lives < livesAtMost);
            if (hazard == QLatin1String("validity") && lives % 3 == 0) {
                server.setUidValidity(killAlice, QStringLiteral("Work"), quint32(1000 + lives));
            }
        }
        QVERIFY(lives > 3);
        SwitchReader reader(*f.profile.writer);
        const SwitchReport report = *reader.report(f.profile.account().id);
        QVERIFY(report.state == SwitchState::Committed);
        QCOMPARE(report.error, QString());
        QCOMPARE(f.damage(), QString());
        QCOMPARE(f.here(), here);
        qint64 refused = 0, uploaded = 0;
        for (const SwitchException &one : report.exceptions) {
            if (one.kind == SwitchException::Kind::Refused
                || one.kind == SwitchException::Kind::OverQuota)
                ++refused;
        }
        for (const SwitchReport::FolderResult &result : report.folders)
            uploaded += result.uploaded.messages;
        QCOMPARE(uploaded, promised - refused);
        if (hazard != QLatin1String("bytes"))
            QCOMPARE(refused > 0, hazard == QLatin1String("quota"));
        const HashList now = f.there();
        const HashList more = without(now, there);
        QCOMPARE(without(there, now), HashList()); // nothing is gone
        QCOMPARE(more.size(), uploaded);
        QCOMPARE(without(more, here), HashList()); // and what is new has the bytes it has here

        const SyncSummary pass = f.profile.pass();
        QCOMPARE(errorOf(pass), QString());
        QCOMPARE(pass.added, 0);
        QCOMPARE(f.here(), here);
        QCOMPARE(f.there(), now);

        // And back, killed as well: what was uploaded goes, and nothing else.
        lives = 1;
        while (!f.killedAt(QStringLiteral("undo"), lives * 2 * stride))
            QVERIFY(++lives < livesAtMost);
        QCOMPARE(f.profile.account().incoming.protocol, killPop3);
        QCOMPARE(f.here(), here);
        QCOMPARE(f.damage(), QString());
        if (arguments.contains(QLatin1String("UIDPLUS")))
            QCOMPARE(f.there(), now);
        else if (hazard != QLatin1String("validity"))
            QCOMPARE(f.there(), there);
        QCOMPARE(f.profile.pass().added, 0);
        QCOMPARE(f.here(), here);
    }

    void toPop3_bodiesBeforeTheCommit()
    {
        MailServer server;
        for (int i = 1; i <= 8; ++i)
            server.deliver(killAlice, killInbox, sampleMessage(i % 6));
        for (int i = 20; i < 24; ++i)
            server.deliver(killAlice, QStringLiteral("Work/Below"), sampleMessage(i));
        SwitchFixture f(server, killImap, [](Account &a) { a.keep = ContentLevel::Headers; });
        QCOMPARE(errorOf(f.profile.pass()), QString());
        const HashList there = f.there();
        f.preview(killPop3);
        int lives = 1;
        while (!f.killedAt(QStringLiteral("apply"), lives * stride)) {
            QVERIFY(++lives < livesAtMost);
            QCOMPARE(f.there(), there);
        }
        QCOMPARE(f.profile.account().incoming.protocol, killPop3);
        QCOMPARE(f.here(), there);
        QCOMPARE(f.there(), there);
        QCOMPARE(f.profile.pass().added, 0);
        lives = 1;
        while (!f.killedAt(QStringLiteral("undo"), lives * 2 * stride))
            QVERIFY(++lives < livesAtMost);
        QCOMPARE(f.profile.account().incoming.protocol, killImap);
        QCOMPARE(f.profile.pass().added, 0);
        QCOMPARE(f.here(), there);
        QCOMPARE(f.there(), there);
        QCOMPARE(f.damage(), QString());
    }

    void givenUpBeforeTheCommit_theServerIsAsItWas()
    {
        MailServer server;
        server.deliver(killAlice, killInbox, sampleMessage(1));
        SwitchFixture f(server);
        f.profile.pass();
        f.onlyHere(QStringLiteral("Work"), {sampleMessage(20), sampleMessage(21)});
        const HashList here = f.here(), there = f.there();
        f.preview(killImap);
        int lives = 1;
        // As far as something was uploaded, and no answer noted.
        while (f.there() == there && !f.killedAt(QStringLiteral("apply"), lives * 2))
            QVERIFY(++lives < livesAtMost);
        QVERIFY(f.there() != there);
        f.undo();
        QCOMPARE(f.there(), there);
        QCOMPARE(f.here(), here);
        QVERIFY(!SwitchReader(*f.profile.writer).report(f.profile.account().id));
        QCOMPARE(f.profile.account().incoming.protocol, killPop3);
        QCOMPARE(f.profile.pass().added, 0);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const auto killed = killedSwitchMain(QCoreApplication::arguments()))
        return *killed;
    SwitchKillTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_switchkill.moc"
