// SPDX-License-Identifier: MIT
// An account changes its protocol in place, over a real server, and back: nothing is lost, doubled
// or fetched twice, on either side.
#include "support/memorybackend.h"
#include "support/switchfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QString alice = QStringLiteral("alice"), inbox = QStringLiteral("INBOX");
const QString imap = QStringLiteral("imap"), pop3 = QStringLiteral("pop3");

QByteArrayList samples(int first, int count)
{
    QByteArrayList messages;
    for (int i = first; i < first + count; ++i)
        messages.append(sampleMessage(i));
    return messages;
}

void deliverAll(MailServer &server, const QString &folder, const QByteArrayList &messages)
{
    for (const QByteArray &message : messages)
        server.deliver(alice, folder, message);
}

void compare(const HashList &is, const HashList &shouldBe)
{
    if (is != shouldBe)
        qWarning() << "missing" << without(shouldBe, is) << "more" << without(is, shouldBe);
    QCOMPARE(is, shouldBe);
}

qint64 newIn(const SyncSummary &summary)
{
    return summary.added;
}

} // namespace

class SwitchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_server = std::make_unique<MailServer>(); }
    void cleanup() { m_server.reset(); }

    void popToImap_everythingIsWhereItWasAndNothingComesTwice()
    {
        MailServer &server = *m_server;
        deliverAll(server, inbox, samples(1, 30));
        deliverAll(server, QStringLiteral("Sent"), samples(100, 2));
        SwitchFixture f(server);
        QCOMPARE(errorOf(f.profile.pass()), QString());
        f.onlyHere(QStringLiteral("Work/2023/Q1"), samples(200, 3));
        f.onlyHere(QStringLiteral("Sent"), samples(101, 2)); // one of them is in Sent already
        const QList<MessageRow> rows = f.profile.rows();
        f.profile.writer->move({rows[0].id}, f.folder(QStringLiteral("Trash")), {});
        f.profile.writer->move({rows[1].id}, f.folder(QStringLiteral("Archive")), {});
        f.profile.writer->setFlags({rows[2].id}, {Flag::Flagged, {}, {QStringLiteral("todo")}, {}},
                                   {});
        const HashList here = f.here(), there = f.there();

        const SwitchPreview preview = f.preview(imap);
        QCOMPARE(f.profile.account().incoming.protocol, pop3);
        compare(f.there(), there); // nothing is written
        QCOMPARE(f.planOf(preview, inbox).onBoth.messages, 28);
        QCOMPARE(f.planOf(preview, QStringLiteral("Work/2023/Q1")).onlyHere.messages, 3);
        QCOMPARE(f.planOf(preview, QStringLiteral("Sent")).onBoth.messages, 1);
        QCOMPARE(f.planOf(preview, QStringLiteral("Sent")).onlyHere.messages, 1);
        QCOMPARE(f.planOf(preview, QStringLiteral("Sent")).onlyServer.messages, 1);
        QCOMPARE(f.planOf(preview, QStringLiteral("Archive")).toMove.messages, 1);

        const SwitchReport report = f.apply();
        QCOMPARE(report.error, QString());
        QVERIFY(report.state == SwitchState::Committed);
        QCOMPARE(f.profile.account().incoming.protocol, imap);
        QCOMPARE(f.damage(), QString());
        compare(f.here(), here);
        QCOMPARE(f.there().size(), there.size() + 4);

        const SyncSummary first = f.profile.pass();
        QCOMPARE(errorOf(first), QString());
        QCOMPARE(newIn(first), 1); // what was in the server's Sent alone
        const SyncSummary second = f.profile.pass();
        QCOMPARE(newIn(second), 0);
        QCOMPARE(f.damage(), QString());
        const MailState both = f.profile.state();
        QVERIFY2(both == stateOf(server.client()), difference(both, stateOf(server.client())));
        QVERIFY(f.profile.writer->operations().isEmpty());
    }

    void undone_theServerHasWhatItHadAndWhatArrivedSinceIsKept()
    {
        MailServer &server = *m_server;
        deliverAll(server, inbox, samples(1, 10));
        SwitchFixture f(server);
        f.profile.pass();
        f.onlyHere(QStringLiteral("Work"), samples(200, 3));
        const HashList there = f.there();
        f.change(imap);
        QCOMPARE(f.there().size(), there.size() + 3);
        server.deliver(alice, inbox, sampleMessage(50));
        f.profile.pass();
        server.deliver(alice, inbox, sampleMessage(51));
        const HashList here = f.here();

        const SwitchReport report = f.undo();
        QVERIFY(report.state == SwitchState::Undone);
        for (const SwitchException &one : report.exceptions)
            qWarning() << one.folder << one.subject << one.why;
        QCOMPARE(report.takenOff, 3);
        QCOMPARE(f.profile.account().incoming.protocol, pop3);
        QCOMPARE(f.there().size(), there.size() + 2);
        QCOMPARE(errorOf(f.profile.pass()), QString());
        QCOMPARE(f.here().size(), here.size() + 1);
        QCOMPARE(without(f.here(), here).size(), 1);
        QCOMPARE(f.damage(), QString());
    }

    void imapToPop_bodiesComeFirstAndFoldersStay()
    {
        MailServer &server = *m_server;
        deliverAll(server, inbox, samples(1, 25));
        deliverAll(server, QStringLiteral("Work"), samples(100, 5));
        SwitchFixture f(server, imap, [](Account &a) { a.keep = ContentLevel::Headers; });
        f.profile.pass();
        const HashList there = f.there();
        const SwitchPreview preview = f.preview(pop3);
        QCOMPARE(f.planOf(preview, inbox).onBoth.messages, 25);
        QCOMPARE(f.planOf(preview, QStringLiteral("Work")).toDownload.messages, 5);
        const SwitchReport report = f.apply();
        QVERIFY(report.state == SwitchState::Committed);
        QCOMPARE(f.profile.account().incoming.protocol, pop3);
        compare(f.here(), there);
        compare(f.there(), there);
        const SyncSummary pass = f.profile.pass();
        QCOMPARE(errorOf(pass), QString());
        QCOMPARE(newIn(pass), 0);
        compare(f.here(), there);
        server.deliver(alice, inbox, sampleMessage(60));
        QCOMPARE(newIn(f.profile.pass()), 1);
        QCOMPARE(f.damage(), QString());
        QCOMPARE(f.there().size(), there.size() + 1); // nothing was deleted there
    }

    void tenSwitches_changeNothing()
    {
        MailServer &server = *m_server;
        const QByteArray body = QByteArray("0123456789abcdef\r\n").repeated(3000);
        for (int i = 1; i <= 12; ++i)
            server.deliver(alice, inbox, sampleMessage(i, body));
        SwitchFixture f(server);
        f.profile.pass();
        f.onlyHere(QStringLiteral("Work/2024"),
                   {sampleMessage(200, body), sampleMessage(201, body)});
        f.change(imap);
        f.profile.pass();
        const HashList here = f.here(), there = f.there();
        for (int i = 0; i < 9; ++i) {
            f.change(i % 2 == 0 ? pop3 : imap);
            const SyncSummary pass = f.profile.pass();
            QCOMPARE(newIn(pass), 0);
            QVERIFY2(pass.counts.bytesIn < body.size(), "a message was fetched again");
            compare(f.here(), here);
            compare(f.there(), there);
            QCOMPARE(f.damage(), QString());
        }
    }

    void foldersOfAllNames_areMadeAndFoundAgain()
    {
        MailServer &server = *m_server;
        deliverAll(server, inbox, samples(1, 2));
        SwitchFixture f(server);
        f.profile.pass();
        const QStringList paths{QStringLiteral("a/b/c"), QStringLiteral("with.dot%2Fslash"),
                                QStringLiteral("😀 Größe"), QStringLiteral("بريد وارد/קודם"),
                                QStringLiteral("&amp; \"quoted\" *%")};
        int number = 200;
        for (const QString &path : paths)
            f.onlyHere(path, samples(++number, 1));
        const MailState before = f.profile.state();
        QVERIFY(f.change(imap).state == SwitchState::Committed);
        QVERIFY2(f.profile.state() == before, difference(f.profile.state(), before));
        for (int i = 0; i < 2; ++i) {
            const SyncSummary pass = f.profile.pass();
            QCOMPARE(errorOf(pass), QString());
            QCOMPARE(newIn(pass), 0);
        }
        QVERIFY2(f.profile.state() == before, difference(f.profile.state(), before));
        for (const QString &path : paths)
            QVERIFY2(f.profile.writer->folderByPath(f.profile.account().id, path)->onServer,
                     qPrintable(path));
        QCOMPARE(f.here(), f.there());
    }

    void movedInWebmail_isFollowedAndNotUploaded()
    {
        MailServer &server = *m_server;
        deliverAll(server, inbox, samples(1, 5));
        SwitchFixture f(server);
        f.profile.pass();
        RawImap &client = server.client();
        client.require("CREATE Projects");
        client.require("SELECT INBOX");
        client.require("UID MOVE 1:2 Projects");
        client.leave();
        f.profile.pass();
        const HashList here = f.here(), there = f.there();
        f.change(imap);
        compare(f.there(), there);
        compare(f.here(), here);
        QCOMPARE(f.profile.rows(QStringLiteral("Projects")).size(), 2);
        QCOMPARE(newIn(f.profile.pass()), 0);
        QVERIFY2(f.profile.state() == stateOf(client),
                 difference(f.profile.state(), stateOf(client)));
    }

    void deletedInWebmail_isNotPutBackUnlessChosen()
    {
        MailServer &server = *m_server;
        deliverAll(server, inbox, samples(1, 4));
        SwitchFixture f(server);
        f.profile.pass();
        f.onlyHere(inbox, samples(50, 2));
        const HashList there = f.there();
        const SwitchPreview preview = f.preview(imap);
        const SwitchFolderPlan plan = f.planOf(preview, inbox);
        QCOMPARE(plan.onlyHere.messages, 2);
        QVERIFY(plan.choice == SwitchChoice::KeepHere);
        QVERIFY(plan.choices.contains(SwitchChoice::Upload));
        QCOMPARE(preview.exceptions.size(), 2);
        f.apply();
        compare(f.there(), there);
        QCOMPARE(f.profile.rows().size(), 6);
        f.undo();
        f.choose(f.preview(imap), inbox, SwitchChoice::Upload);
        f.apply();
        QCOMPARE(f.there().size(), there.size() + 2);
        QCOMPARE(newIn(f.profile.pass()), 0);
    }

    void deletedHereAndStillThere_goesToTrashAndNeverIntoTheInbox()
    {
        MailServer &server = *m_server;
        deliverAll(server, inbox, samples(1, 6));
        SwitchFixture f(server);
        f.profile.pass();
        const QList<MessageRow> rows = f.profile.rows();
        f.profile.writer->remove({rows[0].id}, true, {}); // for good
        f.profile.writer->remove({rows[1].id}, false, {}); // into the Trash here
        f.profile.pass();
        QCOMPARE(f.preview(imap).deletedHereButThere, 1);
        f.apply();
        QCOMPARE(errorOf(f.profile.pass()), QString());
        QCOMPARE(f.profile.rows().size(), 4);
        QCOMPARE(f.profile.rows(QStringLiteral("Trash")).size(), 2);
        QVERIFY2(f.profile.state() == stateOf(server.client()),
                 difference(f.profile.state(), stateOf(server.client())));
    }

    void frozen_nothingIsDeletedThereUntilItIsDone()
    {
        MailServer &server = *m_server;
        deliverAll(server, inbox, samples(1, 3));
        SwitchFixture f(server, pop3, [](Account &a) {
            a.incoming.leaveOnServer = {LeaveOnServer::Rule::No, 0};
        });
        f.preview(imap); // nothing was fetched before: the last fetch does, and leaves it there
        QCOMPARE(f.there().size(), 3);
        QCOMPARE(errorOf(f.profile.pass()), QString()); // as the window's would
        QCOMPARE(f.there().size(), 3);
        f.undo();
        QCOMPARE(errorOf(f.profile.pass()), QString());
        QCOMPARE(f.there().size(), 0);
        QCOMPARE(f.here().size(), 3);
    }

    void changesThatWait_areCarriedOverAndSent()
    {
        MailServer &server = *m_server;
        deliverAll(server, inbox, samples(1, 3));
        SwitchFixture f(server, pop3, [](Account &a) {
            a.incoming.leaveOnServer = {LeaveOnServer::Rule::UntilDeleted, 0};
        });
        f.profile.pass();
        f.profile.writer->remove({f.profile.rows().first().id}, true, f.profile.traits());
        QCOMPARE(f.profile.writer->operations().size(), 1);
        const SwitchPreview preview = f.preview(imap);
        QCOMPARE(preview.operationsCarried, 1);
        QCOMPARE(f.there().size(), 3);
        f.apply();
        f.profile.retryOperations();
        QCOMPARE(errorOf(f.profile.pass()), QString());
        QCOMPARE(f.there().size(), 2);
        QCOMPARE(f.here().size(), 2);
        QVERIFY(f.profile.writer->operations().isEmpty());
    }

    void onOtherServers_nothingIsLostDoubledOrFetchedTwice_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("Cyrus") << QStringLiteral("cyrus");
        QTest::newRow("Courier") << QStringLiteral("courier");
    }

    void onOtherServers_nothingIsLostDoubledOrFetchedTwice()
    {
        QFETCH(QString, kind);
        m_server.reset();
        MailServer server(MailServerOptions{.server = kind});
        deliverAll(server, inbox, samples(1, 22));
        SwitchFixture f(server);
        QCOMPARE(errorOf(f.profile.pass()), QString());
        f.onlyHere(QStringLiteral("Work/Below"), samples(200, 2));
        const HashList here = f.here(), there = f.there();
        const SwitchPreview preview = f.preview(imap);
        QCOMPARE(f.planOf(preview, inbox).onBoth.messages, 22);
        QVERIFY(kind == QLatin1String("courier") || !preview.uidlFormula.isEmpty());
        const SwitchReport report = f.apply();
        QCOMPARE(report.exceptions.size(), 0);
        compare(f.here(), here);
        QCOMPARE(f.there().size(), there.size() + 2);
        QCOMPARE(newIn(f.profile.pass()), 0);
        QVERIFY(f.change(pop3).state == SwitchState::Committed);
        QCOMPARE(newIn(f.profile.pass()), 0);
        compare(f.here(), here);
        QCOMPARE(f.there().size(), there.size() + 2);
        QCOMPARE(f.damage(), QString());
    }

    void anotherMailbox_stopsAndAsks()
    {
        MailServer &server = *m_server;
        deliverAll(server, inbox, samples(1, 20));
        SwitchFixture f(server);
        f.profile.pass();
        RawImap &client = server.client();
        client.require("SELECT INBOX");
        client.require("UID STORE 1:* +FLAGS (\\Deleted)");
        client.require("EXPUNGE");
        client.leave();
        deliverAll(server, inbox, samples(500, 30));
        f.profile.pass();
        // Of what is here, only what was just fetched is there: made other by taking it away.
        client.require("SELECT INBOX");
        client.require("UID STORE 1:* +FLAGS (\\Deleted)");
        client.require("EXPUNGE");
        client.leave();
        deliverAll(server, QStringLiteral("Other"), samples(900, 40));
        QVERIFY_THROWS_EXCEPTION(MailError, f.preview(imap));
        QVERIFY(!SwitchReader(*f.profile.writer).preview(f.profile.account().id));
        QVERIFY(f.preview(imap, true).mayBeAnotherMailbox);
    }

    void previewOnly_andGivenUp_leavesNoTrace()
    {
        MailServer &server = *m_server;
        deliverAll(server, inbox, samples(1, 5));
        SwitchFixture f(server);
        f.profile.pass();
        const auto state = f.profile.state();
        f.preview(imap);
        SwitchReader reader(*f.profile.writer);
        QVERIFY(reader.isFrozen(f.profile.account().incoming.id));
        f.undo();
        QVERIFY(!reader.isFrozen(f.profile.account().incoming.id));
        QVERIFY(!reader.report(f.profile.account().id));
        QVERIFY(f.profile.state() == state);
        QVERIFY_THROWS_EXCEPTION(MailError, f.undo());
    }

    void noRoomForTheSnapshot_saysHowMuchIsMissing()
    {
        MailServer &server = *m_server;
        deliverAll(server, inbox, samples(1, 3));
        SwitchFixture f(server);
        f.profile.pass();
        f.preview(imap);
        f.adapt = [](SwitchContext &context) {
            context.bytesAvailable = [](const QString &) { return qint64(1000); };
        };
        try {
            f.apply();
            QFAIL("It went on without room.");
        } catch (const MailError &error) {
            QVERIFY(error.kind == ErrorKind::Space);
            QVERIFY(error.sentence.contains(QLatin1String("MiB")));
        }
        QCOMPARE(f.profile.account().incoming.protocol, pop3);
        QVERIFY(!SwitchReader(*f.profile.writer).report(f.profile.account().id)->error.isEmpty());
        f.adapt = {};
        QVERIFY(f.apply().state == SwitchState::Committed);
    }

private:
    std::unique_ptr<MailServer> m_server;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const auto killed = killedSwitchMain(QCoreApplication::arguments()))
        return *killed;
    SwitchTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_switch.moc"
