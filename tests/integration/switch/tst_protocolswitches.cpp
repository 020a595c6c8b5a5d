// SPDX-License-Identifier: MIT
// A change of protocol in a thread of the whole engine: what runs beside it, and what ends it.
#include "engine/drafts.h"
#include "engine/engine.h"
#include "engine/outbox.h"
#include "engine/protocolswitches.h"
#include "engine/sendingsettings.h"
#include "mail/rewriting.h"
#include "store/contactwriter.h"
#include "store/database.h"
#include "store/draftreader.h"
#include "store/outboxwriter.h"
#include "store/switchreader.h"
#include "support/faultproxy.h"
#include "support/mailserver.h"
#include "support/memorybackend.h"
#include "support/smtpscript.h"
#include "support/throwawayprofile.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

using Work = SwitchActivity::Work;
constexpr int patience = 20'000;
constexpr int mailboxes = 24;
QString alice; ///< each test has a mailbox of its own
const QString inbox = QStringLiteral("INBOX");
const QString imap = QStringLiteral("imap"), pop3 = QStringLiteral("pop3");

/// The engine on an account that is read by POP3, with messages that are only here.
struct SwitchProgram {
    explicit SwitchProgram(MailServer &mailServer, const QString &passwordCommand = {},
                           const QString &protocol = pop3)
        : server(mailServer)
        , store(profile.paths(), Store::Access::ReadWrite, Clock::system())
        , preferences(profile.paths().config)
        , writer(store)
    {
        for (int i = 1; i <= 6; ++i)
            server.deliver(alice, inbox, sampleMessage(i));
        start();
        Account account = server.account(protocol, alice);
        if (!passwordCommand.isEmpty()) {
            account.password.kind = PasswordSource::Kind::Command;
            account.password.command = passwordCommand;
        }
        engine->addAccount(account, Secret("secret"),
                           [this](const Engine::AddResult &result) { id = result.account; });
    }
    /// As the end of the program, and its next start.
    void start()
    {
        engine.reset();
        engine = std::make_unique<Engine>(store, registry, credentials, preferences);
        engine->start();
    }
    bool isQuiet() const
    {
        return engine->state(id).lastSyncUtc != 0
            && engine->state(id).phase == AccountState::Phase::Idle;
    }
    /// Three are filed here, and gone from the server.
    void prepare() { prepare(server.account(imap, alice).incoming); }
    void prepare(const IncomingServer &to)
    {
        QTRY_VERIFY_WITH_TIMEOUT(isQuiet() && rows().size() == 6, patience);
        engine->createFolder(id, QStringLiteral("Work"));
        QTRY_VERIFY(writer.folderByPath(id, QStringLiteral("Work")));
        const QList<MessageRow> here = rows();
        engine->move({here[0].id, here[1].id, here[2].id},
                     writer.folderByPath(id, QStringLiteral("Work"))->id);
        QTRY_COMPARE(rows(QStringLiteral("Work")).size(), 3);
        RawImap &other = server.client(alice);
        other.require("SELECT INBOX");
        other.require("UID STORE 4:6 +FLAGS (\\Deleted)");
        other.require("EXPUNGE");
        switches().preview(id, to);
        QTRY_VERIFY_WITH_TIMEOUT(!activity().isRunning(), patience);
        QVERIFY2(!activity().problem,
                 activity().problem ? qPrintable(activity().problem->sentence) : "");
        QVERIFY(SwitchReader(writer).preview(id).has_value());
    }
    void apply() { switches().apply(*SwitchReader(writer).preview(id)); }
    bool isDone()
    {
        const auto report = SwitchReader(writer).report(id);
        return !activity().isRunning() && report && report->state == SwitchState::Committed
            && report->stage == SwitchStage::Report;
    }
    ProtocolSwitches &switches() { return engine->protocolSwitches(); }
    SwitchActivity activity() { return switches().activity(id); }
    QString protocol()
    {
        const auto account = writer.account(id);
        return account ? account->incoming.protocol : QString();
    }
    QList<MessageRow> rows(const QString &path = inbox)
    {
        const auto folder = writer.folderByPath(id, path);
        ListQuery query;
        query.folders = {folder ? folder->id : FolderId()};
        return writer.page(query, 1'000);
    }

    MailServer &server;
    BackendRegistry registry = BackendRegistry::standard();
    ThrowAwayProfile profile;
    Store store;
    CredentialStore credentials;
    Preferences preferences;
    MailWriter writer;
    AccountId id;
    std::unique_ptr<Engine> engine;
};

/// What somebody writes while the account changes: one draft open in a window, one closed, and a
/// template.
struct Writing {
    explicit Writing(SwitchProgram &program)
        : p(program)
        , open(std::make_shared<DraftInHand>())
    {
        identity.name = QStringLiteral("Alice at work");
        identity.email = QStringLiteral("work@example.org");
        identity.signatureText = QStringLiteral("-- \nAlice");
        OutboxWriter outbox(p.writer);
        outbox.setIdentities(p.id, outbox.identities(p.id) + QList<Identity>{identity});
        identities = outbox.identities(p.id);
        Contact contact;
        contact.name = QStringLiteral("Ben");
        contact.emails = {{QStringLiteral("ben@example.org"), {}}};
        person = ContactWriter(p.writer).save(contact);
        save(std::make_shared<DraftInHand>(), QStringLiteral("finished"), true, false);
        save(std::make_shared<DraftInHand>(), QStringLiteral("template"), true, true);
        write();
    }
    void save(const DraftHandle &draft, const QString &text, bool closed, bool isTemplate)
    {
        DraftToSave what;
        what.draft = draft;
        what.account = p.id;
        what.isTemplate = isTemplate;
        what.closed = closed;
        what.composition.from = {QStringLiteral("Alice"), QStringLiteral("work@example.org")};
        what.composition.subject = QStringLiteral("Plans");
        what.composition.text = text + QLatin1Char('\n');
        ++saving;
        p.engine->drafts().save(
            what, p.engine.get(),
            [this](const DraftSaved &, const std::optional<MailError> &) { --saving; });
    }
    /// In the open one: some more.
    void write() { save(open, QStringLiteral("text %1").arg(++version), false, false); }
    QStringList texts() const
    {
        return {QStringLiteral("finished"), QStringLiteral("text %1").arg(version)};
    }
    static QString textOf(const QByteArray &message)
    {
        return compositionOf(message, RewritingPurpose::Draft).text.trimmed();
    }
    QStringList textsHere(const FolderId folder)
    {
        QStringList texts;
        ListQuery query;
        query.folders = {folder};
        const QList<MessageRow> rows = p.writer.page(query, 100);
        for (const MessageRow &row : rows)
            texts.append(textOf(p.writer.content(row.message, {}).value_or(QByteArray())));
        texts.sort();
        return texts;
    }
    QStringList textsThere()
    {
        QStringList texts;
        const QByteArrayList messages = p.server.messages(alice, QStringLiteral("Drafts"));
        for (const QByteArray &message : messages)
            texts.append(textOf(message));
        texts.sort();
        return texts;
    }
    /// Nothing of it is missing, doubled or changed.
    void check()
    {
        QTRY_COMPARE_WITH_TIMEOUT(saving, 0, patience);
        QCOMPARE(textsHere(p.writer.folderByRole(p.id, FolderRole::Drafts)->id), texts());
        QCOMPARE(textsHere(DraftReader(p.writer).templates(p.id)),
                 QStringList{QStringLiteral("template")});
        QCOMPARE(OutboxReader(p.writer).identities(p.id), identities);
        QCOMPARE(ContactReader(p.writer).byMailbox(QStringLiteral("ben@example.org")),
                 QList<ContactId>{person});
    }
    /// Some more at each stage of what `change` begins.
    void meanwhile(const std::function<void()> &change, const std::function<bool()> &done)
    {
        QSet<int> stages;
        const auto heard = QObject::connect(
            &p.switches(), &ProtocolSwitches::changed, [&](const SwitchActivity &activity) {
                if (activity.isRunning() && !stages.contains(int(activity.progress.stage))) {
                    stages.insert(int(activity.progress.stage));
                    write();
                }
            });
        change();
        QTRY_VERIFY_WITH_TIMEOUT(done(), patience);
        QObject::disconnect(heard);
        QVERIFY(stages.size() > 4);
        check();
    }

    SwitchProgram &p;
    DraftHandle open;
    Identity identity;
    QList<Identity> identities;
    ContactId person;
    int version = 0, saving = 0;
};

/// How many messages the server has in a folder; -1: it has no such folder.
int countThere(MailServer &server, const QByteArray &folder)
{
    const auto reply = server.client(alice).command("STATUS " + folder + " (MESSAGES)");
    const QByteArray text = reply.untagged.join();
    const qsizetype at = text.indexOf("(MESSAGES ");
    return at < 0 ? -1 : text.mid(at + 10, text.indexOf(')', at) - at - 10).toInt();
}

} // namespace

class ProtocolSwitchesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        MailServerOptions options;
        options.users.clear();
        for (int i = 0; i < mailboxes; ++i)
            options.users.append(QStringLiteral("alice%1:secret").arg(i));
        m_server = std::make_unique<MailServer>(options);
    }
    void init()
    {
        QVERIFY(m_mailbox < mailboxes);
        alice = QStringLiteral("alice%1").arg(m_mailbox++);
    }
    void cleanupTestCase() { m_server.reset(); }

    void pausedAtAStage_goesOnFromThere_data()
    {
        QTest::addColumn<int>("stage");
        QTest::newRow("freeze") << int(SwitchStage::Freeze);
        QTest::newRow("inventory") << int(SwitchStage::Inventory);
        QTest::newRow("transfer") << int(SwitchStage::Transfer);
        QTest::newRow("verify") << int(SwitchStage::Verify);
    }
    void pausedAtAStage_goesOnFromThere()
    {
        QFETCH(const int, stage);
        SwitchProgram p(*m_server);
        p.prepare();
        bool paused = false;
        connect(&p.switches(), &ProtocolSwitches::changed, this,
                [&](const SwitchActivity &activity) {
                    if (!paused && activity.isRunning() && int(activity.progress.stage) >= stage) {
                        paused = true;
                        p.switches().pause(p.id);
                    }
                });
        p.apply();
        QTRY_VERIFY_WITH_TIMEOUT(paused && !p.activity().isRunning(), patience);
        p.switches().disconnect(this);
        QVERIFY(!p.activity().problem);
        if (!p.isDone()) // who pauses it knows
            QVERIFY(p.switches().conclusions().isEmpty());
        if (!p.isDone()) { // the last word may have been said already
            QVERIFY(SwitchReader(p.writer).report(p.id)->state == SwitchState::Open);
            QCOMPARE(p.protocol(), pop3);
            p.switches().resume(p.id);
        }
        QTRY_VERIFY_WITH_TIMEOUT(p.isDone(), patience);
        QCOMPARE(p.protocol(), imap);
        QCOMPARE(countThere(*m_server, "Work"), 3);
        QCOMPARE(p.rows(QStringLiteral("Work")).size(), 3);
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
        p.switches().undo(p.id);
        QTRY_VERIFY_WITH_TIMEOUT(!p.activity().isRunning() && p.protocol() == pop3, patience);
        QVERIFY(SwitchReader(p.writer).report(p.id)->state == SwitchState::Undone);
        QCOMPARE(countThere(*m_server, "Work"), -1); // with the folder that was made
        QCOMPARE(p.rows(QStringLiteral("Work")).size(), 3);
        QCOMPARE(p.rows().size(), 3);
    }

    void whatHappensMeanwhile_isThereOnceAfterwards()
    {
        SwitchProgram p(*m_server);
        p.prepare();
        const PlacementId starred = p.rows().first().id;
        bool done = false;
        connect(&p.switches(), &ProtocolSwitches::changed, this,
                [&](const SwitchActivity &activity) {
                    if (done || activity.progress.stage != SwitchStage::Transfer)
                        return;
                    done = true;
                    FlagChange star;
                    star.add = Flag::Flagged;
                    p.engine->setFlags({starred}, star);
                    m_server->deliver(alice, inbox, sampleMessage(77));
                    p.engine->syncNow(p.id);
                });
        p.apply();
        QTRY_VERIFY_WITH_TIMEOUT(p.isDone(), patience);
        p.switches().disconnect(this);
        QVERIFY(done);
        QTRY_COMPARE_WITH_TIMEOUT(p.rows().size(), 4, patience);
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet() && p.engine->state(p.id).operationsWaiting == 0,
                                 patience);
        QCOMPARE(p.rows().size(), 4);
        QVERIFY(p.writer.row(starred)->flags.flags.testFlag(Flag::Flagged));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->client(alice).search(inbox, "FLAGGED").size(), 1,
                                  patience);
    }

    void sentMeanwhile_goesOnceAndIsFiledOnce()
    {
        SmtpScript smtp;
        ScriptedServer outgoing(std::vector{smtp.script()});
        SwitchProgram p(*m_server);
        p.prepare();
        p.preferences.set(Pref::undoSendSeconds, 0);
        OutgoingServer server = p.writer.account(p.id)->outgoing;
        server.endpoint = outgoing.endpoint();
        bool updated = false;
        p.engine->outbox().settings().setOutgoingServer(
            p.id, server, {}, true, this,
            [&](const std::optional<MailError> &error) { updated = !error; });
        QTRY_VERIFY_WITH_TIMEOUT(updated, patience);
        QByteArrayList ids;
        const auto send = [&] {
            ids.append("<sent" + QByteArray::number(ids.size()) + "@example.org>");
            OutgoingDraft draft;
            draft.item.account = p.id;
            draft.item.sender = QStringLiteral("alice@example.org");
            draft.item.recipients = {QStringLiteral("b@example.org")};
            draft.bytes = "From: alice@example.org\r\nTo: b@example.org\r\nSubject: sent\r\n"
                          "Message-ID: "
                + ids.last() + "\r\n\r\ntext\r\n";
            p.engine->outbox().send(draft, this, [](OutboxId, const std::optional<MailError> &) {});
        };
        send();
        QSet<int> stages;
        connect(&p.switches(), &ProtocolSwitches::changed, this,
                [&](const SwitchActivity &activity) {
                    if (activity.isRunning() && !stages.contains(int(activity.progress.stage))) {
                        stages.insert(int(activity.progress.stage));
                        send();
                    }
                });
        p.apply();
        QTRY_VERIFY_WITH_TIMEOUT(p.isDone(), patience);
        p.switches().disconnect(this);
        send();
        QVERIFY(ids.size() > 5);
        QTRY_COMPARE_WITH_TIMEOUT(smtp.messages().size(), ids.size(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(OutboxReader(p.writer).items().isEmpty(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(p.rows(QStringLiteral("Sent")).size(), ids.size(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(countThere(*m_server, "Sent"), int(ids.size()), patience);
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet() && p.writer.operations().isEmpty(), patience);
        for (const QByteArray &id : std::as_const(ids))
            QCOMPARE(smtp.copiesOf(id.mid(1, id.size() - 2)), 1);
        QCOMPARE(p.rows(QStringLiteral("Sent")).size(), ids.size());
        QCOMPARE(countThere(*m_server, "Sent"), int(ids.size()));
        for (const QByteArray &id : std::as_const(ids))
            QCOMPARE(m_server->client(alice)
                         .search(QStringLiteral("Sent"), "HEADER Message-ID " + id)
                         .size(),
                     1);
    }

    void writtenMeanwhile_draftsAndWhatOneWritesWithStay_data()
    {
        QTest::addColumn<QString>("from");
        QTest::newRow("from POP3") << pop3;
        QTest::newRow("from IMAP") << imap;
    }
    void writtenMeanwhile_draftsAndWhatOneWritesWithStay()
    {
        QFETCH(QString, from);
        const QString to = from == pop3 ? imap : pop3;
        SwitchProgram p(*m_server, {}, from);
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet() && p.rows().size() == 6, patience);
        FlagChange tag;
        tag.addTags = {QStringLiteral("todo")};
        const PlacementId tagged = p.rows().first().id;
        p.engine->setFlags({tagged}, tag);
        Writing w(p);
        w.check();
        Account before = *p.writer.account(p.id);
        const auto change = [&] {
            p.switches().preview(p.id, m_server->account(to, alice).incoming);
            QTRY_VERIFY_WITH_TIMEOUT(!p.activity().isRunning(), patience);
            w.meanwhile([&] { p.apply(); }, [&] { return p.isDone(); });
            QCOMPARE(p.protocol(), to);
        };
        const auto quiet = [&] {
            p.engine->syncNow(p.id);
            QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
            w.check();
        };
        change();
        quiet();
        w.write();
        w.meanwhile([&] { p.switches().undo(p.id); },
                    [&] { return !p.activity().isRunning() && p.protocol() == from; });
        quiet();
        w.write();
        change();
        quiet();
        if (from == imap) {
            p.switches().undo(p.id);
            QTRY_VERIFY_WITH_TIMEOUT(!p.activity().isRunning() && p.protocol() == imap, patience);
        }
        // Its window closes: it goes to the server, in place of all that was there of it.
        w.write();
        p.engine->drafts().close(w.open);
        QTRY_COMPARE_WITH_TIMEOUT(w.textsThere(), w.texts(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet() && p.writer.operations().isEmpty(), patience);
        quiet();
        QCOMPARE(w.textsThere(), w.texts());
        QVERIFY(p.writer.row(tagged)->flags.tags.contains(QStringLiteral("todo")));
        Account now = *p.writer.account(p.id);
        now.incoming = before.incoming = {};
        QVERIFY(now == before);
        QVERIFY(p.writer.verify(true).findings.isEmpty());
    }

    void offlineMeanwhile_goesOnOnceConnected()
    {
        SwitchProgram p(*m_server);
        p.prepare();
        p.engine->setWorkOffline(true);
        p.apply();
        QTRY_VERIFY_WITH_TIMEOUT(!p.activity().isRunning(), patience);
        QVERIFY(p.activity().problem);
        QCOMPARE(p.protocol(), pop3);
        p.engine->setWorkOffline(false);
        QTRY_VERIFY_WITH_TIMEOUT(p.isDone(), patience);
        QCOMPARE(p.protocol(), imap);
    }

    void serverAway_isTriedAgainByItself()
    {
        SwitchProgram p(*m_server);
        p.prepare();
        m_server->stop();
        p.apply();
        QTRY_VERIFY_WITH_TIMEOUT(!p.activity().isRunning() && p.activity().nextTryUtc > 0,
                                 patience);
        QVERIFY(p.activity().problem->kind == ErrorKind::Network);
        m_server->start();
        QTRY_VERIFY_WITH_TIMEOUT(p.isDone(), 2 * patience);
        QCOMPARE(countThere(*m_server, "Work"), 3);
    }

    void closed_isNotUndoneAnyMore()
    {
        SwitchProgram p(*m_server);
        p.prepare();
        p.apply();
        QTRY_VERIFY_WITH_TIMEOUT(p.isDone(), patience);
        const QDir snapshots(p.profile.paths().data + QStringLiteral("/switch"));
        const auto kept = QDir::Dirs | QDir::NoDotAndDotDot;
        QCOMPARE(snapshots.entryList(kept).size(), 1);
        QSignalSpy closed(&p.switches(), &ProtocolSwitches::closed);
        p.switches().close(p.id);
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, patience);
        QVERIFY(SwitchReader(p.writer).report(p.id)->state == SwitchState::Closed);
        QVERIFY(snapshots.entryList(kept).isEmpty());
        p.switches().undo(p.id);
        QTRY_VERIFY_WITH_TIMEOUT(!p.activity().isRunning(), patience);
        QVERIFY(p.activity().problem && p.activity().problem->kind == ErrorKind::NotFound);
        QCOMPARE(p.activity().nextTryUtc, 0);
        QCOMPARE(p.protocol(), imap);
    }

    void endedWithNoWindowOpen_isToldOnceAndStaysUntilItIsSeen()
    {
        using End = SwitchConclusion::End;
        SwitchProgram p(*m_server);
        QList<SwitchConclusion> told;
        connect(&p.switches(), &ProtocolSwitches::concluded, this,
                [&](const SwitchConclusion &one) { told.append(one); });
        QSignalSpy seen(&p.switches(), &ProtocolSwitches::seen);
        p.prepare();
        QCOMPARE(told.size(), 1);
        QVERIFY(told.last().end == End::Previewed);
        m_server->stop();
        p.apply();
        QCOMPARE(seen.size(), 1); // what was previewed, by going on
        QTRY_VERIFY_WITH_TIMEOUT(p.activity().nextTryUtc > 0, patience);
        QCOMPARE(told.size(), 2);
        QVERIFY(told.last().end == End::Waits);
        QCOMPARE(told.last().nextTryUtc, p.activity().nextTryUtc);
        QVERIFY(told.last().sentence.contains(p.activity().problem->sentence));
        m_server->start();
        QTRY_VERIFY_WITH_TIMEOUT(p.isDone(), 2 * patience);
        QCOMPARE(told.size(), 3); // however often it was tried
        QVERIFY(told.last().end == End::Committed);
        QCOMPARE(told.last().account, p.id);
        QVERIFY(told.last().sentence.contains(QLatin1String("IMAP")));
        QCOMPARE(p.switches().conclusions().size(), 1); // for a window that is opened now
        p.switches().setSeen(p.id);
        QCOMPARE(seen.size(), 2);
        QVERIFY(p.switches().conclusions().isEmpty());
        p.switches().undo(p.id);
        QTRY_VERIFY_WITH_TIMEOUT(!p.activity().isRunning(), patience);
        QVERIFY(told.last().end == End::Undone);
        p.switches().disconnect(this);
    }

    void serverWantsAPause_itGoesOnByItselfAlsoAfterARestart()
    {
        FaultProxy proxy(m_server->imap());
        SwitchProgram p(*m_server, QStringLiteral("printf secret"));
        IncomingServer to = m_server->account(imap, alice).incoming;
        to.endpoint = {to.endpoint.host, proxy.port(), ConnectionSecurity::None};
        p.prepare(to);
        if (QTest::currentTestFailed())
            return;
        proxy.cutAfter(FaultProxy::Direction::ToClient, 0, "APPEND",
                       "* BYE Suggested Backoff Time: 2000\r\n");
        p.apply();
        QTRY_VERIFY_WITH_TIMEOUT(p.activity().nextTryUtc > 0, patience);
        QCOMPARE(p.protocol(), pop3);
        // The account is of use meanwhile.
        m_server->deliver(alice, inbox, sampleMessage(60));
        p.engine->syncNow(p.id);
        QTRY_COMPARE_WITH_TIMEOUT(p.rows().size(), 4, patience);
        QTRY_VERIFY_WITH_TIMEOUT(p.isDone(), patience);
        QCOMPARE(countThere(*m_server, "Work"), 3);
        QCOMPARE(p.protocol(), imap);

        proxy.cutAfter(FaultProxy::Direction::ToClient, 0, "EXPUNGE",
                       "* BYE Suggested Backoff Time: 2000\r\n");
        p.switches().undo(p.id);
        QTRY_VERIFY_WITH_TIMEOUT(p.activity().nextTryUtc > 0, patience);
        QVERIFY(SwitchReader(p.writer).report(p.id)->state == SwitchState::Undoing);
        p.start();
        QTRY_VERIFY_WITH_TIMEOUT(SwitchReader(p.writer).report(p.id)->state == SwitchState::Undone
                                     && !p.activity().isRunning(),
                                 patience);
        QCOMPARE(SwitchReader(p.writer).report(p.id)->nextTryUtc, 0);
        QCOMPARE(p.protocol(), pop3);
        QCOMPARE(countThere(*m_server, "Work"), -1);
        QCOMPARE(p.rows().size() + p.rows(QStringLiteral("Work")).size(), 7);
    }

    void pausedByTheUser_aRestartDoesNotGoOn()
    {
        SwitchProgram p(*m_server, QStringLiteral("printf secret"));
        p.prepare();
        m_server->stop();
        p.apply();
        QTRY_VERIFY_WITH_TIMEOUT(p.activity().nextTryUtc > 0, patience);
        p.switches().pause(p.id);
        QTRY_COMPARE_WITH_TIMEOUT(SwitchReader(p.writer).report(p.id)->nextTryUtc, 0, patience);
        m_server->start();
        p.start();
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
        QCOMPARE(p.activity().nextTryUtc, 0);
        QVERIFY(SwitchReader(p.writer).report(p.id)->state == SwitchState::Open);
        p.switches().resume(p.id);
        QTRY_VERIFY_WITH_TIMEOUT(p.isDone(), patience);
    }

    void timeToUndoIsOver_itsSnapshotGoesAtTheNextStart()
    {
        SwitchProgram p(*m_server, QStringLiteral("printf secret"));
        p.preferences.set(Pref::switchUndoDays, 1);
        p.prepare();
        p.apply();
        QTRY_VERIFY_WITH_TIMEOUT(p.isDone(), patience);
        const QDir snapshots(p.profile.paths().data + QStringLiteral("/switch"));
        const auto kept = QDir::Dirs | QDir::NoDotAndDotDot;
        QCOMPARE(snapshots.entryList(kept).size(), 1);
        p.start();
        QTRY_VERIFY_WITH_TIMEOUT(p.isQuiet(), patience);
        QCOMPARE(snapshots.entryList(kept).size(), 1); // it isn't yet
        Database(p.profile.paths().data + QStringLiteral("/mail.db"), Database::Mode::ReadWrite, {})
            .run("UPDATE switch_journal SET undoable_until = 1");
        p.start();
        QTRY_VERIFY_WITH_TIMEOUT(snapshots.entryList(kept).isEmpty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(SwitchReader(p.writer).report(p.id)->state == SwitchState::Closed,
                                 patience);
        QCOMPARE(p.protocol(), imap);
    }

    void accountRemovedMeanwhile_endsFirst()
    {
        SwitchProgram p(*m_server);
        p.prepare();
        p.apply();
        bool removed = false;
        p.engine->removeAccount(p.id, [&] { removed = true; });
        QTRY_VERIFY_WITH_TIMEOUT(removed, patience);
        QVERIFY(!p.activity().isRunning());
        QVERIFY(p.writer.accounts().isEmpty());
        const QDir snapshots(p.profile.paths().data + QStringLiteral("/switch"));
        QVERIFY(snapshots.entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
    }

private:
    std::unique_ptr<MailServer> m_server;
    int m_mailbox = 0;
};

QTEST_GUILESS_MAIN(ProtocolSwitchesTest)
#include "tst_protocolswitches.moc"
