// SPDX-License-Identifier: MIT
// What lies between the stages of a change of protocol: what the user does meanwhile, servers that
// want to be left alone, what is compared again, and what an undo leaves behind.
#include "support/faultproxy.h"
#include "support/memorybackend.h"
#include "support/oddimap.h"
#include "support/switchfixture.h"

#include "store/contentdatabase.h"
#include "store/database.h"
#include "store/switchwriter.h"

#include <QTest>
#include <algorithm>
#include <atomic>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QString gapUser = QStringLiteral("alice"), gapInbox = QStringLiteral("INBOX");
const QString gapImap = QStringLiteral("imap"), gapPop3 = QStringLiteral("pop3");
const QString gapWork = QStringLiteral("Work");

/// As long as any other with a number of three digits.
QByteArray paddedMessage(int number)
{
    return "X-Padding: " + QByteArray(3000, 'x') + "\r\n" + sampleMessage(number);
}

bool isListed(RawImap &client, const QByteArray &folder)
{
    return !client.command("LIST \"\" " + folder).untagged.isEmpty();
}

/// Calls `once` as the switch comes to that stage.
void atStage(SwitchFixture &f, SwitchStage stage, const std::function<void()> &once)
{
    const auto done = std::make_shared<bool>(false);
    f.adapt = [stage, once, done](SwitchContext &context) {
        context.progress = [stage, once, done](const SwitchProgress &progress) {
            if (progress.stage == stage && !std::exchange(*done, true))
                once();
        };
    };
}

} // namespace

class SwitchGapsTest : public QObject {
    Q_OBJECT

    void deliver(const QString &folder, int first, int count)
    {
        for (int i = first; i < first + count; ++i)
            m_server->deliver(gapUser, folder, sampleMessage(i));
    }

private Q_SLOTS:
    void init() { m_server = std::make_unique<MailServer>(); }
    void cleanup() { m_server.reset(); }

    void undone_foldersThatWereMadeGoUnlessSomethingIsInThem()
    {
        deliver(gapInbox, 1, 2);
        RawImap &client = m_server->client();
        client.require("CREATE Before");
        SwitchFixture f(*m_server);
        f.profile.pass();
        f.onlyHere(QStringLiteral("Work"), {sampleMessage(20)});
        f.onlyHere(QStringLiteral("Work/Below/Deep"), {sampleMessage(21)});
        f.onlyHere(QStringLiteral("Kept"), {sampleMessage(22)});
        f.onlyHere(QStringLiteral("Before"), {sampleMessage(23)});
        f.onlyHere(QStringLiteral("Above"), {sampleMessage(24)});
        f.folder(QStringLiteral("Empty"));
        const HashList here = f.here();
        f.change(gapImap);
        QVERIFY(isListed(client, "Work"));
        QVERIFY(isListed(client, "Empty"));
        // It holds nothing itself, and is a folder all the same.
        const auto between = [&] {
            return *f.profile.writer->folderByPath(f.profile.account().id,
                                                   QStringLiteral("Work/Below"));
        };
        QVERIFY(between().onServer && between().selectable);
        QVERIFY(client.takes(QStringLiteral("Work/Below"), sampleMessage(25)));
        client.require("SELECT Work/Below");
        client.require("STORE 1 +FLAGS (\\Deleted)");
        client.require("EXPUNGE");
        client.leave();
        m_server->deliver(gapUser, QStringLiteral("Kept"), sampleMessage(50));
        client.require("CREATE Above/Theirs");
        const SwitchReport report = f.undo();
        QStringList stay;
        for (const SwitchException &one : report.exceptions) {
            QVERIFY(one.kind == SwitchException::Kind::FolderStays);
            QVERIFY(!one.why.isEmpty());
            stay.append(one.folder);
        }
        stay.sort();
        QCOMPARE(stay, (QStringList{QStringLiteral("Above"), QStringLiteral("Kept")}));
        QVERIFY(!between().onServer && between().selectable); // a folder of this computer
        QVERIFY(!isListed(client, "Empty"));
        QVERIFY(!isListed(client, "Work"));
        QVERIFY(!isListed(client, "Work/*"));
        QVERIFY(isListed(client, "Kept"));
        QVERIFY(isListed(client, "Before")); // it wasn't made for this, and is empty again
        QVERIFY(isListed(client, "Above/Theirs"));
        QCOMPARE(m_server->messages(gapUser, QStringLiteral("Kept")).size(), 1);
        QCOMPARE(without(here, f.here()), HashList());
        QCOMPARE(f.here().size(), here.size() + 1); // what was put into Kept
        // Once more: nothing is left that would be in the way.
        f.change(gapImap);
        QVERIFY(isListed(client, "Work"));
        QCOMPARE(f.profile.pass().added, 0);
        QCOMPARE(f.damage(), QString());
    }

    void comparedAgain_noHeaderIsReadTwiceUnlessTheFolderIsRenumbered()
    {
        const QString old = QStringLiteral("Old");
        QByteArrayList others;
        for (int i = 100; i < 140; ++i) {
            m_server->deliver(gapUser, old, paddedMessage(i));
            others.append(paddedMessage(i + 200));
        }
        SwitchFixture f(*m_server);
        f.profile.pass();
        f.bytesHere(QStringLiteral("Elsewhere"), others);
        FaultProxy proxy(m_server->imaps());
        IncomingServer to = f.other(gapImap);
        to.endpoint.port = proxy.port();
        const auto bytes = [&] {
            proxy.clearCounts();
            Wakeup wakeup;
            previewSwitch(f.context(wakeup), f.profile.account(), to, true);
            return proxy.counts().toClient;
        };
        const qint64 headers = 40 * 3000;
        QVERIFY(bytes() > headers);
        QVERIFY(bytes() < headers / 3);
        m_server->setUidValidity(gapUser, old, 4711);
        QVERIFY(bytes() > headers);
        // What is uploaded now is all that is new to whoever resumes.
        f.choose(*SwitchReader(*f.profile.writer).preview(f.profile.account().id),
                 QStringLiteral("Elsewhere"), SwitchChoice::KeepHere);
        proxy.clearCounts();
        QVERIFY(f.apply().state == SwitchState::Committed);
        QVERIFY(proxy.counts().toClient < headers / 2);
    }

    void lostMeanwhile_nothingIsCommitted()
    {
        deliver(gapInbox, 1, 4);
        SwitchFixture f(*m_server);
        f.profile.pass();
        f.preview(gapImap);
        const qint64 lost = f.profile.rows().first().id.value();
        atStage(f, SwitchStage::Verify, [&] {
            Database index(f.profile.store->paths().data + QStringLiteral("/mail.db"),
                           Database::Mode::ReadWrite, {});
            index.run("DELETE FROM remote_message WHERE placement = ?", lost);
            index.run("DELETE FROM placement WHERE id = ?", lost);
        });
        try {
            f.apply();
            QFAIL("It was committed.");
        } catch (const MailError &error) {
            QCOMPARE(error.kind, ErrorKind::Bug);
            QCOMPARE(error.retry, RetryClass::Never);
        }
        QCOMPARE(f.profile.account().incoming.protocol, gapPop3);
        const SwitchReport report = *SwitchReader(*f.profile.writer).report(f.profile.account().id);
        QCOMPARE(report.nextTryUtc, 0);
        QVERIFY(!report.error.isEmpty());
    }

    void deletedByTheUserMeanwhile_isNoLoss()
    {
        deliver(gapInbox, 1, 4);
        SwitchFixture f(*m_server);
        f.profile.pass();
        f.preview(gapImap);
        atStage(f, SwitchStage::Verify,
                [&] { f.profile.writer->remove({f.profile.rows().first().id}, true, {}); });
        QVERIFY(f.apply().state == SwitchState::Committed);
        f.profile.retryOperations();
        QCOMPARE(errorOf(f.profile.pass()), QString());
        QCOMPARE(f.profile.rows().size(), 3);
        QVERIFY2(f.profile.state() == stateOf(m_server->client()),
                 difference(f.profile.state(), stateOf(m_server->client())));
    }

    // What the user does while nothing may be deleted there.

    void changedWhileFrozen_towardsImap_isSentAfterwards()
    {
        deliver(gapInbox, 1, 8);
        SwitchFixture f(*m_server, gapPop3, [](Account &account) {
            account.incoming.leaveOnServer = {LeaveOnServer::Rule::UntilDeleted, 0};
        });
        f.profile.pass();
        f.preview(gapImap);
        MailWriter &writer = *f.profile.writer;
        const QList<MessageRow> rows = f.profile.rows();
        writer.remove({rows[0].id}, true, f.profile.traits());
        writer.move({rows[1].id}, f.folder(gapWork), f.profile.traits());
        writer.setFlags({rows[2].id}, {Flag::Flagged, {}, {}, {}}, f.profile.traits());
        f.profile.pass(); // as the window's would
        QCOMPARE(f.there().size(), 8);
        atStage(f, SwitchStage::Verify, [&] {
            writer.remove({rows[3].id}, true, f.profile.traits());
            writer.move({rows[4].id}, f.folder(gapWork), f.profile.traits());
            writer.setFlags({rows[5].id}, {Flag::Flagged, {}, {}, {}}, f.profile.traits());
        });
        QVERIFY(f.apply().state == SwitchState::Committed);
        f.profile.retryOperations();
        QCOMPARE(errorOf(f.profile.pass()), QString());
        QCOMPARE(errorOf(f.profile.pass()), QString());
        QCOMPARE(f.profile.rows().size(), 4);
        QCOMPARE(f.profile.rows(gapWork).size(), 2);
        QVERIFY(writer.operations().isEmpty());
        QCOMPARE(f.there().size(), 6);
        QCOMPARE(m_server->client().search(gapInbox, "FLAGGED").size(), 2);
        const MailState there = stateOf(m_server->client());
        QVERIFY2(f.profile.state() == there, difference(f.profile.state(), there));
    }

    void changedWhileFrozen_towardsPop3_isSentOrWaitsAndIsSentByAnUndo()
    {
        deliver(gapInbox, 1, 8);
        deliver(gapWork, 20, 3);
        SwitchFixture f(*m_server, gapImap);
        f.profile.pass();
        f.preview(gapPop3);
        MailWriter &writer = *f.profile.writer;
        const QList<MessageRow> rows = f.profile.rows();
        const QList<MessageRow> work = f.profile.rows(gapWork);
        const FolderId archive = f.folder(QStringLiteral("Archive"));
        writer.remove({rows[0].id, work[0].id}, true, f.profile.traits());
        writer.move({rows[1].id}, archive, f.profile.traits());
        f.profile.pass();
        QCOMPARE(f.there().size(), 11); // nothing is deleted there
        atStage(f, SwitchStage::Verify, [&] {
            writer.remove({rows[3].id, work[1].id}, true, f.profile.traits());
            writer.move({rows[4].id}, archive, f.profile.traits());
            writer.setFlags({rows[5].id}, {Flag::Flagged, {}, {}, {}}, f.profile.traits());
        });
        QVERIFY(f.apply().state == SwitchState::Committed);
        for (int i = 0; i < 2; ++i) {
            f.profile.retryOperations();
            QCOMPARE(errorOf(f.profile.pass()), QString());
            QCOMPARE(f.profile.rows().size(), 4); // nothing comes back
            QCOMPARE(f.profile.rows(gapWork).size(), 1);
            QCOMPARE(f.profile.rows(QStringLiteral("Archive")).size(), 2);
        }
        QCOMPARE(f.damage(), QString());
        f.undo();
        for (int i = 0; i < 2; ++i) {
            f.profile.retryOperations();
            QCOMPARE(errorOf(f.profile.pass()), QString());
        }
        QCOMPARE(f.profile.rows().size(), 4);
        QCOMPARE(f.profile.rows(gapWork).size(), 1);
        QCOMPARE(f.profile.rows(QStringLiteral("Archive")).size(), 2);
        QVERIFY(writer.row(rows[5].id)->flags.flags.testFlag(Flag::Flagged));
        const MailState there = stateOf(m_server->client());
        QVERIFY2(f.profile.state() == there, difference(f.profile.state(), there));
        QCOMPARE(f.damage(), QString());
    }

    void changedWhileUndone_isSentToTheServerBefore()
    {
        deliver(gapInbox, 1, 6);
        SwitchFixture f(*m_server, gapPop3, [](Account &account) {
            account.incoming.leaveOnServer = {LeaveOnServer::Rule::UntilDeleted, 0};
        });
        f.profile.pass();
        f.onlyHere(gapWork, {sampleMessage(30), sampleMessage(31)});
        f.change(gapImap);
        f.profile.pass();
        MailWriter &writer = *f.profile.writer;
        const QList<MessageRow> rows = f.profile.rows();
        writer.remove({rows[0].id}, true, f.profile.traits()); // not sent before the undo begins
        atStage(f, SwitchStage::Verify,
                [&] { writer.remove({rows[1].id}, true, f.profile.traits()); });
        QVERIFY(f.undo().state == SwitchState::Undone);
        f.profile.retryOperations();
        QCOMPARE(errorOf(f.profile.pass()), QString());
        QCOMPARE(f.profile.rows().size(), 4);
        QCOMPARE(f.there().size(), 4);
        QVERIFY(writer.operations().isEmpty());
        QCOMPARE(f.profile.rows(gapWork).size(), 2);
        QCOMPARE(f.damage(), QString());
    }

    // What goes to the server, and what doesn't.

    void uploaded_hasItsFlagsAndTheTimeOfItsDelivery()
    {
        SwitchFixture f(*m_server);
        f.profile.pass();
        f.bytesHere(gapWork,
                    {"Received: from b by c; Tue, 1 Feb 2022 03:04:05 +0100\r\nReceived: from a by "
                     "b; Mon, 31 Jan 2022 03:04:05 +0100\r\n"
                         + sampleMessage(20),
                     sampleMessage(21)}); // by its Date
        const QList<MessageRow> rows = f.profile.rows(gapWork);
        FlagChange change{Flag::Flagged | Flag::Answered | Flag::Seen, {}, {}, {}};
        change.addTags = {QStringLiteral("todo")};
        f.profile.writer->setFlags({rows[0].id, rows[1].id}, change, {});
        f.change(gapImap);
        RawImap &client = m_server->client();
        client.require("SELECT Work");
        const QByteArray told = client.require("FETCH 1:* (INTERNALDATE FLAGS)").untagged.join();
        QVERIFY2(told.contains("01-Feb-2022 02:04:05 +0000"), told.constData());
        QVERIFY2(told.contains("14-Nov-2023 22:34:20 +0000"), told.constData());
        for (const char *flag : {"\\Flagged", "\\Answered", "\\Seen", "todo"})
            QCOMPARE(told.count(flag), 2);
    }

    void tooLargeForTheServer_staysHereAndIsTold()
    {
        m_server.reset();
        m_server = std::make_unique<MailServer>(MailServerOptions{
            .arguments = {QStringLiteral("--capability"),
                          QStringLiteral("IMAP4rev1 UIDPLUS LITERAL+ MULTIAPPEND SPECIAL-USE "
                                         "APPENDLIMIT=2000")}});
        SwitchFixture f(*m_server);
        f.profile.pass();
        const QByteArray large = sampleMessage(21, QByteArray(3000, 'x') + "\r\n");
        f.bytesHere(gapWork, {sampleMessage(20), large});
        const HashList here = f.here();
        const SwitchPreview preview = f.preview(gapImap);
        QCOMPARE(f.planOf(preview, gapWork).onlyHere.messages, 2);
        QCOMPARE(f.planOf(preview, gapWork).tooLarge.messages, 1);
        const SwitchReport report = f.apply();
        QVERIFY(report.state == SwitchState::Committed);
        QCOMPARE(m_server->messages(gapUser, gapWork), QByteArrayList{sampleMessage(20)});
        QCOMPARE(f.here(), here);
        QCOMPARE(report.exceptions.size(), 1);
        QVERIFY(report.exceptions.first().kind == SwitchException::Kind::TooLarge);
        QCOMPARE(report.exceptions.first().subject, QStringLiteral("Message 21"));
        QCOMPARE(f.profile.pass().added, 0);
        QCOMPARE(f.here(), here);
    }

    void trashAndJunk_stayHereUnlessChosen()
    {
        const QString trash = QStringLiteral("Trash"), junk = QStringLiteral("Junk");
        SwitchFixture f(*m_server);
        f.profile.pass();
        f.bytesHere(trash, {sampleMessage(20)});
        f.bytesHere(junk, {sampleMessage(21)});
        const HashList here = f.here();
        const SwitchPreview preview = f.preview(gapImap);
        for (const QString &path : {trash, junk}) {
            QCOMPARE(f.planOf(preview, path).onlyHere.messages, 1);
            QVERIFY(f.planOf(preview, path).choice == SwitchChoice::KeepHere);
        }
        f.choose(preview, junk, SwitchChoice::Upload);
        f.apply();
        QCOMPARE(f.profile.pass().added, 0);
        QCOMPARE(m_server->messages(gapUser, trash).size(), 0);
        QCOMPARE(m_server->messages(gapUser, junk).size(), 1);
        QCOMPARE(f.here(), here);
    }

    void changedThereSince_staysAtTheUndo()
    {
        SwitchFixture f(*m_server);
        f.profile.pass();
        f.bytesHere(gapWork, {sampleMessage(20), sampleMessage(21)});
        const HashList here = f.here();
        f.change(gapImap);
        RawImap &client = m_server->client();
        client.require("SELECT Work");
        client.require("STORE 1 +FLAGS (\\Flagged)");
        client.leave();
        const SwitchReport report = f.undo();
        QCOMPARE(report.takenOff, 1);
        QCOMPARE(m_server->messages(gapUser, gapWork).size(), 1);
        QVERIFY(
            std::any_of(report.exceptions.begin(), report.exceptions.end(), [](const auto &one) {
                return one.kind == SwitchException::Kind::ChangedSince && !one.why.isEmpty();
            }));
        QCOMPARE(f.here(), here);
        f.change(gapImap); // and it is one with the one here again
        QCOMPARE(f.profile.pass().added, 0);
        QCOMPARE(f.here(), here);
        QCOMPARE(m_server->messages(gapUser, gapWork).size(), 2);
    }

    void cutBeforeTheExpunge_isTakenOffByTheNextUndo()
    {
        SwitchFixture f(*m_server);
        f.profile.pass();
        f.bytesHere(gapWork, {sampleMessage(20), sampleMessage(21)});
        const HashList here = f.here();
        f.change(gapImap);
        RawImap &client = m_server->client();
        client.require("SELECT Work");
        client.require("STORE 1:2 +FLAGS (\\Deleted)"); // as far as it came
        client.leave();
        QCOMPARE(f.undo().takenOff, 2);
        QVERIFY(!isListed(client, "Work"));
        QCOMPARE(f.here(), here);
    }

    void anotherProgramDeletesMeanwhile_isNoticedBeforeTheCommit()
    {
        deliver(gapInbox, 1, 5);
        SwitchFixture f(*m_server);
        f.profile.pass();
        f.onlyHere(gapWork, {sampleMessage(20)});
        const HashList here = f.here();
        f.preview(gapImap);
        atStage(f, SwitchStage::Transfer, [&] {
            RawImap &other = m_server->client();
            other.require("SELECT INBOX");
            other.require("UID STORE 1:2 +FLAGS (\\Deleted)");
            other.require("EXPUNGE");
            other.leave();
        });
        QVERIFY(f.apply().state == SwitchState::Committed);
        QCOMPARE(f.here(), here); // what is here may be the only copy now
        const HashList there = f.there();
        QCOMPARE(there.size(), 4);
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(errorOf(f.profile.pass()), QString());
            QCOMPARE(f.here(), here);
        }
        QCOMPARE(f.there(), there); // and not put back
        const QList<MessageRow> rows = f.profile.rows();
        QCOMPARE(std::count_if(rows.begin(), rows.end(),
                               [](const MessageRow &row) { return row.onServer; }),
                 3);
    }

    void towardsPop3_aRuleDeletesNothingThatIsThere()
    {
        deliver(gapInbox, 1, 4);
        SwitchFixture f(*m_server, gapImap);
        f.profile.pass();
        IncomingServer to = f.other(gapPop3);
        to.leaveOnServer = {LeaveOnServer::Rule::No, 0};
        Wakeup wakeup;
        previewSwitch(f.context(wakeup), f.profile.account(), to);
        QVERIFY(f.apply().state == SwitchState::Committed);
        QVERIFY(f.profile.account().incoming.leaveOnServer.rule == LeaveOnServer::Rule::No);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(errorOf(f.profile.pass()), QString());
        QCOMPARE(f.profile.rows().size(), 4);
        QCOMPARE(f.there().size(), 4);
    }

    // What must not be committed.

    void bodyNotToBeHad_nothingIsCommitted()
    {
        deliver(gapInbox, 1, 3);
        OddImap odd;
        odd.folders = {{"INBOX", {sampleMessage(1), sampleMessage(2), sampleMessage(3)}}};
        std::atomic<bool> refuses = true;
        odd.bend = [&refuses](const QByteArray &line, const QByteArray &answer) {
            return refuses && line.contains("BODY.PEEK[]") ? QByteArray("TAG NO not now\r\n")
                                                           : answer;
        };
        const ScriptedServer scripted({odd.script()});
        SwitchFixture f(*m_server, gapImap, [&](Account &account) {
            account.keep = ContentLevel::Headers;
            account.incoming.endpoint = scripted.endpoint();
        });
        QCOMPARE(errorOf(f.profile.pass()), QString());
        f.preview(gapPop3);
        QVERIFY_THROWS_EXCEPTION(MailError, f.apply());
        QCOMPARE(f.profile.account().incoming.protocol, gapImap);
        QVERIFY(SwitchReader(*f.profile.writer).report(f.profile.account().id)->state
                == SwitchState::Open);
        QCOMPARE(f.profile.rows().size(), 3);
        refuses = false;
        QVERIFY(f.apply().state == SwitchState::Committed);
        HashList shouldBe = f.there();
        QCOMPARE(f.here(), shouldBe);
    }

    void damagedHere_nothingIsCommitted()
    {
        deliver(gapInbox, 1, 3);
        SwitchFixture f(*m_server);
        f.profile.pass();
        f.preview(gapImap);
        const AccountId id = f.profile.account().id;
        Database content(contentDatabasePath(f.profile.directory.paths(), id),
                         Database::Mode::ReadWrite, {});
        content.run("UPDATE chunk SET data = zeroblob(length(data)) WHERE content = 1");
        try {
            f.apply();
            QFAIL("It was committed.");
        } catch (const MailError &error) {
            QVERIFY(!error.sentence.isEmpty());
            QCOMPARE(error.retry, RetryClass::Never);
        }
        QCOMPARE(f.profile.account().incoming.protocol, gapPop3);
        QCOMPARE(f.there().size(), 3);
    }

    // Servers that allow so much a day.

    void serverWantsAPause_itIsAsLongAsItSaysAndNothingIsLost_data()
    {
        QTest::addColumn<QByteArray>("farewell");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("a time") << QByteArray("* BYE Suggested Backoff Time: 7200000\r\n")
                                << qint64(7200);
        QTest::newRow("no time") << QByteArray(
            "* BYE [OVERQUOTA] Account exceeded command or bandwidth limits.\r\n")
                                 << qint64(900);
    }
    void serverWantsAPause_itIsAsLongAsItSaysAndNothingIsLost()
    {
        QFETCH(QByteArray, farewell);
        QFETCH(qint64, seconds);
        deliver(gapInbox, 1, 2);
        SwitchFixture f(*m_server);
        f.profile.pass();
        f.onlyHere(gapWork, {sampleMessage(20), sampleMessage(21)});
        const HashList here = f.here(), there = f.there();
        FaultProxy proxy(m_server->imap());
        IncomingServer to = f.other(gapImap);
        to.endpoint = {to.endpoint.host, proxy.port(), ConnectionSecurity::None};
        Wakeup wakeup;
        previewSwitch(f.context(wakeup), f.profile.account(), to);
        const AccountId account = f.profile.account().id;
        SwitchReader reader(*f.profile.writer);
        qint64 pause = 0;
        for (int i = 1; i <= 12; ++i) { // in the midst of it, and before a word was said
            proxy.cutAfter(FaultProxy::Direction::ToClient, 0, i == 1 ? "APPEND" : "", farewell);
            const qint64 before = f.profile.store->clock().utcSeconds();
            try {
                f.apply();
                QFAIL("It wasn't told.");
            } catch (const MailError &error) {
                QCOMPARE(error.kind, ErrorKind::Network);
                QVERIFY(error.pauseSeconds >= qMax(seconds, pause));
                pause = error.pauseSeconds;
            }
            const SwitchReport report = *reader.report(account);
            QVERIFY(report.nextTryUtc >= before + pause);
            QCOMPARE(report.failures, i);
            QVERIFY(!report.error.isEmpty());
            QCOMPARE(f.profile.account().incoming.protocol, gapPop3);
            QCOMPARE(errorOf(f.profile.pass()), QString()); // the account is of use meanwhile
        }
        if (seconds < 3600)
            QVERIFY(pause > seconds); // it grows where the server doesn't say
        QVERIFY(pause <= 4 * 3600);
        QVERIFY(f.apply().state == SwitchState::Committed);
        QCOMPARE(reader.report(account)->nextTryUtc, 0);
        QCOMPARE(reader.report(account)->failures, 0);
        QCOMPARE(f.here(), here);
        QCOMPARE(without(f.there(), there), without(here, there));
    }

    void refusedCommand_saysHowLongToWait()
    {
        deliver(gapInbox, 1, 1);
        SwitchFixture f(*m_server);
        f.profile.pass();
        OddImap odd;
        odd.folders = {{"INBOX", {sampleMessage(1)}}};
        odd.bend = [](const QByteArray &line, const QByteArray &answer) {
            return line.contains("FETCH")
                ? QByteArray("TAG NO Request is throttled. Suggested Backoff Time: 299961 "
                             "milliseconds\r\n")
                : answer;
        };
        const ScriptedServer server({odd.script()});
        IncomingServer to = f.other(gapImap);
        to.endpoint = server.endpoint();
        Wakeup wakeup;
        try {
            previewSwitch(f.context(wakeup), f.profile.account(), to);
            QFAIL("It wasn't told.");
        } catch (const MailError &error) {
            QCOMPARE(error.kind, ErrorKind::Network);
            QCOMPARE(error.pauseSeconds, 300);
        }
    }

    void pop3ServerIsBusy_isWaitedFor()
    {
        deliver(gapInbox, 1, 2);
        SwitchFixture f(*m_server, gapImap);
        f.profile.pass();
        FaultProxy proxy(m_server->pop3());
        IncomingServer to = f.other(gapPop3);
        to.endpoint = {to.endpoint.host, proxy.port(), ConnectionSecurity::None};
        Wakeup wakeup;
        previewSwitch(f.context(wakeup), f.profile.account(), to);
        proxy.cutAfter(FaultProxy::Direction::ToClient, 0, {},
                       "-ERR [SYS/TEMP] Temporary system problem. Please try again later.\r\n");
        QVERIFY_THROWS_EXCEPTION(MailError, f.apply());
        const AccountId account = f.profile.account().id;
        SwitchReader reader(*f.profile.writer);
        QVERIFY(reader.report(account)->nextTryUtc > f.profile.store->clock().utcSeconds() + 60);
        QVERIFY(f.apply().state == SwitchState::Committed);
    }

private:
    std::unique_ptr<MailServer> m_server;
};

QTEST_GUILESS_MAIN(SwitchGapsTest)
#include "tst_switchgaps.moc"
