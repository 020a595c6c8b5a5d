// SPDX-License-Identifier: MIT
// The journal of a change of protocol, and the one transaction that is the change.
#include "support/storefiller.h"
#include "support/throwawayprofile.h"

#include "store/switchwriter.h"

#include <QDir>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr quint32 validity = 77;

class SwitchProfile {
public:
    SwitchProfile()
        : store(profile.paths(), Store::Access::ReadWrite, clock)
        , writer(store)
        , switches(writer)
        , account(
              writer.addAccount(exampleAccount(QStringLiteral("A"), QStringLiteral("pop3")), false))
        , pop3(writer.account(account)->incoming)
    {
        WriteTransaction transaction(writer);
        box = writer
                  .foldersSeen(pop3.id,
                               {{"INBOX", QStringLiteral("INBOX"), {}, FolderRole::Inbox, true}})
                  .first()
                  .id;
        transaction.commit();
    }

    PlacementId fetched(int n)
    {
        const MessageId message = writer.reserveMessageId();
        ContentWriter contents(store, account);
        contents.begin(message);
        contents.section("");
        contents.data(exampleBytes(n));
        const auto stored = contents.end();
        contents.commit();
        WriteTransaction transaction(writer);
        IncomingMessage incoming = exampleMessage(n);
        incoming.flags = {};
        const Binding binding =
            writer.messageFetched(box, "uidl-" + QByteArray::number(n), stored, incoming, {});
        transaction.commit();
        return binding.placement;
    }

    IncomingServer prepareImap()
    {
        IncomingServer imap = pop3;
        imap.protocol = QStringLiteral("imap");
        return switches.server(switches.prepareServer(account, imap));
    }

    SwitchId begin(const IncomingServer &from, const IncomingServer &to)
    {
        SwitchPreview preview;
        preview.account = account;
        preview.from = from;
        preview.to = to;
        return switches.begin(preview);
    }

    SwitchCommit toImap(const IncomingServer &imap)
    {
        SwitchCommit commit;
        commit.id = begin(pop3, imap);
        commit.account = account;
        commit.from = pop3.id;
        commit.to = imap.id;
        commit.flagsOnServer = commit.foldersOnServer = true;
        commit.undoableUntilUtc = clock.utcSeconds() + 1000;
        const std::array<std::pair<const char *, FolderRole>, 3> names{
            {{"INBOX", FolderRole::Inbox},
             {"Papierkorb", FolderRole::Trash},
             {"Work", FolderRole::None}}};
        for (const auto &[name, role] : names) {
            SwitchCommit::Folder folder;
            folder.seen = {name, QLatin1String(name), QLatin1Char('/'), role, true};
            folder.uidValidity = validity;
            folder.uidNext = 100;
            commit.folders.append(folder);
        }
        return commit;
    }

    SwitchCommit toPop3(const IncomingServer &imap)
    {
        SwitchCommit commit;
        commit.id = begin(imap, pop3);
        commit.account = account;
        commit.from = imap.id;
        commit.to = pop3.id;
        SwitchCommit::Folder inbox;
        inbox.seen = {"INBOX", QStringLiteral("INBOX"), {}, FolderRole::Inbox, true};
        inbox.uidValidity = 1;
        commit.folders.append(inbox);
        return commit;
    }

    QString damage() { return writer.verify(true).findings.join(u'\n'); }
    Folder folder(const char *path)
    {
        return *writer.folderByPath(account, QString::fromLatin1(path));
    }

    FixedClock clock{1'750'000'000};
    ThrowAwayProfile profile;
    Store store;
    MailWriter writer;
    SwitchWriter switches;
    AccountId account;
    IncomingServer pop3;
    RemoteFolderId box;
};

} // namespace

class SwitchStoreTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void committed_keysOfTheNewServerStandForTheSameMessages()
    {
        SwitchProfile p;
        const PlacementId same = p.fetched(1), alone = p.fetched(2), filed = p.fetched(3),
                          moved = p.fetched(4);
        p.writer.move({filed}, p.folder("Trash").id, {});
        p.writer.setFlags({same}, {Flag::Flagged, {}, {}, {}}, {});
        const IncomingServer imap = p.prepareImap();
        QCOMPARE(p.writer.account(p.account)->incoming.id, p.pop3.id);

        SwitchCommit commit = p.toImap(imap);
        using Filing = SwitchCommit::Filing;
        commit.bound = {{same, 0, "5", {Flag::Seen, {QStringLiteral("work")}}, Filing::AsHere},
                        {filed, 0, "6", {}, Filing::MoveThere},
                        {moved, 2, "7", {}, Filing::AsThere}};
        commit.known = {{0, "8"}};
        p.switches.commit(commit);

        QCOMPARE(p.writer.account(p.account)->incoming, imap);
        QCOMPARE(p.damage(), QString());
        const auto sameRow = *p.writer.row(same);
        QVERIFY(sameRow.onServer);
        QCOMPARE(sameRow.flags.flags, MessageFlags(Flag::Flagged)); // unread as it was here
        QCOMPARE(sameRow.flags.tags, QStringList(QStringLiteral("work")));
        QVERIFY(!p.writer.row(alone)->onServer);
        QCOMPARE(p.writer.row(moved)->folder, p.folder("Work").id);
        QCOMPARE(p.folder("INBOX").onlyHere, 1);
        QVERIFY(p.folder("Trash").onServer);
        const QList<Operation> operations = p.writer.operations();
        QCOMPARE(operations.size(), 2);
        QCOMPARE(operations[0].kind, OperationKind::SetFlags);
        QCOMPARE(operations[0].change.add, MessageFlags(Flag::Flagged));
        QCOMPARE(operations[0].change.remove, MessageFlags(Flag::Seen));
        QCOMPARE(operations[1].kind, OperationKind::Move);
        QCOMPARE(operations[1].destination, p.folder("Trash").id);
        // A next pass knows these keys.
        for (const RemoteFolderRow &row : p.writer.remoteFolders(imap.id)) {
            QCOMPARE(row.uidNext, 100u);
            QCOMPARE(p.writer.boundCount(row.id),
                     row.path == "INBOX"      ? 3
                         : row.path == "Work" ? 1
                                              : 0);
        }
        const auto report = *p.switches.report(p.account);
        QVERIFY(report.state == SwitchState::Committed);
        QCOMPARE(report.undoableUntilUtc, commit.undoableUntilUtc);
        QCOMPARE(p.switches.retiredServers(p.account), {p.pop3});
    }

    void switchedBack_nothingIsNewAndWhatWasDeletedStaysKnown()
    {
        SwitchProfile p;
        const PlacementId first = p.fetched(1), deleted = p.fetched(2);
        const IncomingServer imap = p.prepareImap();
        SwitchCommit commit = p.toImap(imap);
        commit.bound = {{first, 0, "5", {}, {}}, {deleted, 0, "6", {}, {}}};
        p.switches.commit(commit);
        // Another client deletes it: at the server before, its key stays known.
        const RemoteFolderRow inbox = p.writer.remoteFolders(imap.id).first();
        {
            WriteTransaction transaction(p.writer);
            p.writer.messagesVanished(inbox.id, {"6"});
            transaction.commit();
        }
        QByteArrayList known;
        p.switches.forEachDeleted(p.pop3.id,
                                  [&](const RemoteFolderRow &, const QByteArray &key,
                                      const QByteArray &) { known.append(key); });
        QCOMPARE(known, QByteArrayList{"uidl-2"});

        SwitchCommit back = p.toPop3(imap);
        QCOMPARE(p.switches.prepareServer(p.account, p.pop3), p.pop3.id); // the same row again
        back.bound = {{first, 0, "uidl-1", {}, {}}};
        back.known = {{0, "uidl-2"}};
        p.switches.commit(back);
        QCOMPARE(p.damage(), QString());
        QCOMPARE(p.writer.account(p.account)->incoming.protocol, QStringLiteral("pop3"));
        const RemoteFolderRow box = p.writer.remoteFolders(p.pop3.id).first();
        QVERIFY(p.writer.isBound(box.id, "uidl-1"));
        QVERIFY(p.writer.isBound(box.id, "uidl-2"));
        QVERIFY(p.writer.row(first)->onServer);
        QVERIFY(!p.folder("Work").onServer);
        // Its rule is for what comes from now on.
        QVERIFY(p.writer.fetchedBefore(p.pop3.id, p.clock.utcSeconds() + 1).isEmpty());
    }

    void whatARetiredServerReports_placesNothing()
    {
        SwitchProfile p;
        const PlacementId first = p.fetched(1);
        SwitchCommit commit = p.toImap(p.prepareImap());
        commit.bound = {{first, 0, "5", {}, {}}};
        p.switches.commit(commit);
        IncomingMessage late = exampleMessage(9);
        late.key = "uidl-9";
        WriteTransaction transaction(p.writer);
        QVERIFY_THROWS_EXCEPTION(MailError, p.writer.messagesAppeared(p.box, {late}));
        p.writer.messagesVanished(p.box, {"uidl-1"});
        transaction.commit();
        QVERIFY(p.writer.row(first));
        QCOMPARE(p.damage(), QString());
    }

    void deletedBetweenMatchAndCommit_itsKeyIsKnown()
    {
        SwitchProfile p;
        const PlacementId gone = p.fetched(1);
        const IncomingServer imap = p.prepareImap();
        SwitchCommit commit = p.toImap(imap);
        commit.bound = {{gone, 0, "5", {}, {}}};
        p.writer.remove({gone}, true, {});
        p.switches.commit(commit);
        QVERIFY(p.writer.isBound(p.writer.remoteFolders(imap.id).first().id, "5"));
        QCOMPARE(p.damage(), QString());
    }

    void anotherCommitMeanwhile_isRefusedAndNothingChanges()
    {
        SwitchProfile p;
        const IncomingServer imap = p.prepareImap();
        SwitchCommit commit = p.toImap(imap);
        commit.from = imap.id;
        QVERIFY_THROWS_EXCEPTION(MailError, p.switches.commit(commit));
        QCOMPARE(p.writer.account(p.account)->incoming.id, p.pop3.id);
        QVERIFY(p.switches.report(p.account)->state == SwitchState::Open);
    }

    void openSwitch_isReplacedUntilSomethingWasSent()
    {
        SwitchProfile p;
        const IncomingServer imap = p.prepareImap();
        const SwitchId first = p.begin(p.pop3, imap);
        const SwitchId second = p.begin(p.pop3, imap);
        QVERIFY(!p.switches.report(first));
        SwitchUpload upload;
        upload.placement = PlacementId(1);
        upload.path = "Sent";
        upload.headerHash = "hash";
        upload.flags.tags = {QStringLiteral("a"), QStringLiteral("b")};
        p.switches.noteUploads(second, {upload});
        QVERIFY_THROWS_EXCEPTION(MailError, p.begin(p.pop3, imap));
        upload.key = "12";
        upload.state = SwitchUpload::State::There;
        p.switches.settleUploads(second, {upload});
        QCOMPARE(p.switches.uploads(second).value(0).key, QByteArray("12"));
        QCOMPARE(p.switches.uploads(second).value(0).flags.tags, upload.flags.tags);
        p.switches.forget(second);
        QVERIFY(!p.switches.report(p.account));
        p.writer.removeAccount(p.account);
    }

    void previewAndReport_comeBackAsTheyWereWritten()
    {
        SwitchProfile p;
        const IncomingServer imap = p.prepareImap();
        SwitchPreview preview;
        preview.account = p.account;
        preview.from = p.pop3;
        preview.to = imap;
        preview.madeUtc = 5;
        preview.quotaLimit = 1000;
        SwitchFolderPlan plan;
        plan.folder = FolderId(3);
        plan.path = QStringLiteral("Größe/%2F😀");
        plan.role = FolderRole::Sent;
        plan.remotePath = QByteArray("a\0\xff", 3);
        plan.onlyHere = {3, 4000};
        plan.choice = SwitchChoice::Upload;
        plan.choices = {SwitchChoice::Upload, SwitchChoice::KeepHere};
        preview.folders = {plan};
        SwitchException exception;
        exception.kind = SwitchException::Kind::Refused;
        exception.subject = QStringLiteral("S");
        exception.bytes = 7;
        preview.exceptions = {exception};
        preview.id = p.switches.begin(preview);
        const SwitchPreview read = *p.switches.preview(p.account);
        QCOMPARE(read.from, preview.from);
        QCOMPARE(read.quotaLimit, preview.quotaLimit);
        QVERIFY(!read.quotaUsed);
        const SwitchFolderPlan planRead = read.folders.value(0);
        QCOMPARE(planRead.path, plan.path);
        QCOMPARE(planRead.remotePath, plan.remotePath);
        QCOMPARE(planRead.onlyHere, plan.onlyHere);
        QVERIFY(planRead.choice == plan.choice);
        QVERIFY(planRead.choices == plan.choices);
        QCOMPARE(read.exceptions.value(0).kind, exception.kind);

        SwitchReport report;
        report.folders = {{plan, {1, 2}, {}, {3, 4}}};
        report.verified = 9;
        report.error = QStringLiteral("why");
        p.switches.setReport(preview.id, report);
        const SwitchReport reportRead = *p.switches.report(p.account);
        QCOMPARE(reportRead.folders.value(0).uploaded, (SwitchExtent{1, 2}));
        QCOMPARE(reportRead.verified, 9);
        QCOMPARE(reportRead.error, report.error);
        QCOMPARE(reportRead.to, imap);
    }

    void frozen_untilItsTime()
    {
        SwitchProfile p;
        QVERIFY(!p.switches.isFrozen(p.pop3.id));
        p.switches.freeze(p.pop3.id, p.clock.utcSeconds() + 10);
        QVERIFY(p.switches.isFrozen(p.pop3.id));
        p.clock.advanceMs(10'000);
        QVERIFY(!p.switches.isFrozen(p.pop3.id));
    }

    void snapshot_holdsIndexAndContent()
    {
        SwitchProfile p;
        p.fetched(1);
        QVERIFY(p.switches.snapshotBytes(p.account) > 0);
        const QString folder = p.profile.directory() + QStringLiteral("/copy");
        QVERIFY(QDir().mkpath(folder));
        QVERIFY_THROWS_EXCEPTION(
            Cancelled, p.switches.writeSnapshot(p.account, folder, [] { throw Cancelled{}; }));
        QVERIFY(QDir(folder).isEmpty());
        p.switches.writeSnapshot(p.account, folder, {});
        QVERIFY(QFile::exists(folder + QStringLiteral("/mail.db")));
        QVERIFY(QFile::exists(folder + QStringLiteral("/content.db")));
    }

    void everyMessageHere_isToldOnceWithItsKeyAtThatServer()
    {
        SwitchProfile p;
        const PlacementId one = p.fetched(1), two = p.fetched(2);
        p.writer.copy({two}, p.folder("Archive").id, {});
        QList<SwitchReader::Here> all;
        p.switches.forEachHere(p.account, p.pop3.id,
                               [&](const SwitchReader::Here &here) { all.append(here); });
        QCOMPARE(all.size(), 3);
        QCOMPARE(all[0].placement, one);
        QCOMPARE(all[0].key, QByteArray("uidl-1"));
        QCOMPARE(all[0].size, exampleBytes(1).size());
        QVERIFY(all[0].whole);
        QCOMPARE(all[2].key, QByteArray());
        QCOMPARE(p.switches.placementCount(p.account), 3);
    }
};

QTEST_GUILESS_MAIN(SwitchStoreTest)
#include "tst_switchstore.moc"
