// SPDX-License-Identifier: MIT
#include "support/storefiller.h"
#include "support/throwawayprofile.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const ActionTraits imapTraits{true, true, true};
const ActionTraits pop3Traits{false, false, false};

QList<PlacementId> placementIds(const QList<Binding> &bindings)
{
    QList<PlacementId> ids;
    for (const Binding &binding : bindings)
        ids.append(binding.placement);
    return ids;
}

} // namespace

/// One profile a test: an IMAP account with an Inbox, an Archive and a Trash, all bound.
class TestMailWriter : public QObject {
    Q_OBJECT

    std::optional<ThrowAwayProfile> profile;
    FixedClock clock{1'700'000'000};
    std::optional<Store> store;
    std::optional<StoreFiller> filler;
    AccountId account;
    RemoteFolderRow inbox, archive, trash;

    MailWriter &writer() { return filler->writer(); }

    QList<Binding> appear(const RemoteFolderRow &folder, const QList<IncomingMessage> &messages)
    {
        WriteTransaction transaction(writer());
        const QList<Binding> bindings = writer().messagesAppeared(folder.id, messages);
        transaction.commit();
        return bindings;
    }
    QList<Binding> appear(const RemoteFolderRow &folder, qint64 first, qint64 count)
    {
        QList<IncomingMessage> messages;
        for (qint64 n = first; n < first + count; ++n)
            messages.append(exampleMessage(n));
        return appear(folder, messages);
    }
    void vanish(const RemoteFolderRow &folder, const QList<QByteArray> &keys)
    {
        WriteTransaction transaction(writer());
        writer().messagesVanished(folder.id, keys);
        transaction.commit();
    }
    void unbind(const RemoteFolderRow &folder)
    {
        WriteTransaction transaction(writer());
        writer().unbindAll(folder.id);
        transaction.commit();
    }
    qint64 total(FolderId folder) { return writer().folder(folder)->total; }
    void verifyIsClean()
    {
        const MailReader::VerifyReport report = writer().verify(true);
        QCOMPARE(report.findings, QStringList());
        QCOMPARE(report.damaged, 0);
        QCOMPARE(report.orphaned, 0);
    }
    static IncomingMessage withKey(IncomingMessage message, const QByteArray &key)
    {
        message.key = key;
        return message;
    }

private Q_SLOTS:
    void init()
    {
        profile.emplace();
        store.emplace(profile->paths(), Store::Access::ReadWrite, clock);
        filler.emplace(*store);
        account = filler->addAccount(QStringLiteral("A"));
        const IncomingServerId server = writer().account(account)->incoming.id;
        WriteTransaction transaction(writer());
        const auto rows = writer().foldersSeen(
            server,
            {{"INBOX", QStringLiteral("INBOX"), QLatin1Char('/'), FolderRole::Inbox, true},
             {"Archive", QStringLiteral("Archive"), QLatin1Char('/'), FolderRole::Archive, true},
             {"Trash", QStringLiteral("Trash"), QLatin1Char('/'), FolderRole::Trash, true}});
        transaction.commit();
        QCOMPARE(rows.size(), 3);
        inbox = rows.at(0);
        archive = rows.at(1);
        trash = rows.at(2);
    }
    void cleanup()
    {
        if (!QTest::currentTestFailed())
            verifyIsClean();
        filler.reset();
        store.reset();
        profile.reset();
    }

    void accountStored_readsBackAsGiven()
    {
        Account given = exampleAccount(QStringLiteral("Work"), QStringLiteral("pop3"));
        given.incoming.leaveOnServer = {LeaveOnServer::Rule::Days, 14};
        given.outgoing.endpoint = {QStringLiteral("smtp.invalid"), 465,
                                   ConnectionSecurity::StartTls};
        given.password = {PasswordSource::Kind::Command, QStringLiteral("pass show work")};
        given.keep = ContentLevel::Text;
        given.keepDays = 90;
        given.outgoing.ownPassword = true;
        given.sentFiling = SentFiling::ByServer;
        const AccountId id = writer().addAccount(given, false);
        given.id = id;
        given.incoming.id = writer().account(id)->incoming.id;
        given.outgoing.id = writer().account(id)->outgoing.id;
        QCOMPARE(*writer().accountByName(QStringLiteral("Work")), given);
        QVERIFY(writer().folderByRole(id, FolderRole::Trash));

        given.displayName = QStringLiteral("Countess");
        given.incoming.endpoint.port = 995;
        writer().updateAccount(given);
        QCOMPARE(*writer().account(id), given);
    }

    void accountNameTakenEmptyOrWithSlash_isRefused()
    {
        for (const char *name : {"A", "", "a/b"}) {
            try {
                writer().addAccount(exampleAccount(QString::fromLatin1(name)), true);
                QFAIL("was accepted");
            } catch (const MailError &error) {
                QCOMPARE(error.kind, ErrorKind::Protocol);
                QVERIFY(error.sentence.endsWith(u'.'));
            }
        }
    }

    void accountRemoved_takesItsMailAndContentAlong()
    {
        appear(inbox, 0, 5);
        filler->fillContent(inbox, 5);
        const QString content = profile->paths().data + QStringLiteral("/content/1.db");
        QVERIFY(QFile::exists(content));
        writer().removeAccount(account);
        QVERIFY(writer().folders().isEmpty());
        QVERIFY(!QFile::exists(content));
        QCOMPARE(writer().verify(false).messages, 0);
        QVERIFY(filler->addAccount(QStringLiteral("B")) > account);
    }

    void messageAppearsTwice_isThereOnce()
    {
        const QList<Binding> first = appear(inbox, 0, 3);
        QCOMPARE(first.size(), 3);
        QCOMPARE(appear(inbox, 0, 3).size(), 0);
        QCOMPARE(total(inbox.folder), 3);
        const auto detail = writer().detail(first.at(2).placement);
        QCOMPARE(detail->envelope, exampleMessage(2).envelope);
        QCOMPARE(detail->structure, exampleMessage(2).structure);
        QCOMPARE(detail->row.from, exampleMessage(2).envelope.from.first());
    }

    // Invariant 4.
    void uidValidityChanges_messagesAreMatchedAgainNotDoubled()
    {
        const QList<Binding> before = appear(inbox, 0, 20);
        filler->fillContent(inbox, 20);
        unbind(inbox);
        QVERIFY(!writer().row(before.first().placement)->onServer);
        QCOMPARE(total(inbox.folder), 20);
        QList<IncomingMessage> again;
        for (int n = 0; n < 20; ++n)
            again.append(withKey(exampleMessage(n), QByteArray::number(1000 + n)));
        const QList<Binding> after = appear(inbox, again);
        QCOMPARE(placementIds(after), placementIds(before));
        QCOMPARE(total(inbox.folder), 20);
        QVERIFY(writer().wantedContent(inbox.id, ContentLevel::Everything, 0, 10).isEmpty());
        QVERIFY(writer().row(before.first().placement)->onServer);
    }

    void identicalTwins_pairByCount()
    {
        const IncomingMessage one = exampleMessage(1);
        appear(inbox, {one, withKey(one, "77")});
        QCOMPARE(total(inbox.folder), 2);
        unbind(inbox);
        // Three there, two here: two pairs and one that is new.
        const QList<Binding> again =
            appear(inbox, {withKey(one, "5"), withKey(one, "6"), withKey(one, "7")});
        QCOMPARE(
            QSet<PlacementId>({again.at(0).placement, again.at(1).placement, again.at(2).placement})
                .size(),
            3);
        QCOMPARE(total(inbox.folder), 3);
    }

    // Invariant 4.
    void folderVanishes_itsMailStays()
    {
        const PlacementId id = appear(archive, 0, 1).first().placement;
        WriteTransaction transaction(writer());
        writer().folderVanished(archive.id);
        transaction.commit();
        QVERIFY(!writer().folder(archive.folder)->onServer);
        QCOMPARE(total(archive.folder), 1);
        QVERIFY(!writer().row(id)->onServer);
    }

    // Invariant 3: the store's part of it.
    void vanishedAtRetiredServerOrMovedHere_takesNothing()
    {
        const PlacementId id = appear(inbox, 0, 1).first().placement;
        writer().move({id}, archive.folder, imapTraits);
        vanish(inbox, {"1"});
        QCOMPARE(writer().row(id)->folder, archive.folder);
        QVERIFY(!writer().row(id)->onServer);
    }

    void vanishedWhereItStands_isGoneWithItsContent()
    {
        const Binding binding = appear(inbox, 0, 1).first();
        filler->fillContent(inbox, 1);
        vanish(inbox, {"1"});
        QVERIFY(!writer().row(binding.placement));
        QVERIFY(!writer().content(binding.message, ""));
        QCOMPARE(writer().folder(inbox.folder)->bytesOnComputer, 0);
    }

    // Invariant 1.
    void flagSet_isLocalAtOnceAndQueued()
    {
        const PlacementId id = appear(inbox, 1, 1).first().placement;
        FlagChange change;
        change.add = Flag::Flagged;
        change.addTags = {QStringLiteral("later")};
        const QList<OperationId> queued = writer().setFlags({id}, change, imapTraits);
        QCOMPARE(queued.size(), 1);
        const MessageRow row = *writer().row(id);
        QVERIFY(row.flags.flags.testFlag(Flag::Flagged));
        QVERIFY(row.pending);
        const Operation operation = writer().operations().first();
        QCOMPARE(operation.change, change);
        QCOMPARE(operation.placements, QList<PlacementId>({id}));
        QCOMPARE(operation.source, inbox.folder);
        QVERIFY(writer().setFlags({id}, change, imapTraits).isEmpty());
        QVERIFY(writer().setFlags({id}, {Flag::Answered, {}, {}, {}}, pop3Traits).isEmpty());
    }

    void serverSaysOtherwise_waitingFlagKeepsTheUsersValue()
    {
        const PlacementId id = appear(inbox, 0, 1).first().placement; // unread
        const OperationId operation =
            writer().setFlags({id}, {Flag::Seen, {}, {}, {}}, imapTraits).first();
        {
            WriteTransaction transaction(writer());
            writer().flagsSeen(inbox.id, {{"1", {Flag::Answered, {}}}});
            transaction.commit();
        }
        QCOMPARE(writer().row(id)->flags.flags, Flag::Seen | Flag::Answered);
        writer().discardOperation(operation);
        QCOMPARE(writer().row(id)->flags.flags, MessageFlags(Flag::Answered));
        QVERIFY(writer().operations().isEmpty());
        QCOMPARE(writer().folder(inbox.folder)->unread, 1);
    }

    void serverCameToTheWaitingFlagItself_takingItBackIsStillSaid()
    {
        IncomingMessage message = exampleMessage(1);
        message.flags = {};
        const PlacementId id = appear(inbox, {message}).first().placement;
        const FlagChange read{MessageFlags(Flag::Seen), {}, {QStringLiteral("work")}, {}};
        const FlagChange unread{{}, MessageFlags(Flag::Seen), {}, {QStringLiteral("work")}};
        writer().setFlags({id}, read, imapTraits);
        writer().setFlags({id}, unread, imapTraits);
        QVERIFY(writer().operations().isEmpty()); // nobody has heard of it
        writer().setFlags({id}, read, imapTraits);
        {
            WriteTransaction transaction(writer());
            writer().flagsSeen(
                inbox.id,
                {{exampleMessage(1).key, {MessageFlags(Flag::Seen), {QStringLiteral("work")}}}});
            transaction.commit();
        }
        writer().setFlags({id}, unread, imapTraits);
        const QList<Operation> waiting = writer().operations();
        QCOMPARE(waiting.size(), 1);
        QVERIFY(waiting.first().change == unread);
        verifyIsClean();
    }

    void moved_placesAtOnceAndBindsInTheDestinationNotDoubled()
    {
        const PlacementId id = appear(inbox, 0, 1).first().placement;
        const OperationId operation = writer().move({id}, archive.folder, imapTraits).first();
        QCOMPARE(writer().row(id)->folder, archive.folder);
        QCOMPARE(writer().binding(id)->remoteFolder, inbox.id);
        QVERIFY(writer().takeOperation(account, clock.utcSeconds()));
        // Without UIDPLUS: the server moved it and does not say where to.
        writer().relocated(id, archive.id, {});
        writer().operationDone(operation);
        QVERIFY(!writer().binding(id));
        const QList<Binding> bound = appear(archive, {withKey(exampleMessage(0), "50")});
        QCOMPARE(placementIds(bound), QList<PlacementId>({id}));
        vanish(inbox, {"1"});
        QCOMPARE(total(archive.folder), 1);
        QCOMPARE(total(inbox.folder), 0);
    }

    void moveAnswerLost_destinationReadFirst_isNotDoubled()
    {
        const PlacementId id = appear(inbox, 0, 1).first().placement;
        const OperationId operation = writer().move({id}, archive.folder, imapTraits).first();
        writer().takeOperation(account, clock.utcSeconds());
        writer().resetRunning(account);
        QCOMPARE(appear(archive, {withKey(exampleMessage(0), "50")}).first().placement, id);
        vanish(inbox, {"1"});
        QCOMPARE(writer().binding(id)->key, QByteArray("50"));
        writer().operationDone(operation);
        QCOMPARE(total(archive.folder), 1);
        QCOMPARE(total(inbox.folder), 0);
    }

    void movedWithUidPlus_isBoundToItsNewKey()
    {
        const PlacementId id = appear(inbox, 0, 1).first().placement;
        const OperationId operation = writer().move({id}, archive.folder, imapTraits).first();
        writer().relocated(id, archive.id, "9");
        writer().operationDone(operation);
        QCOMPARE(writer().binding(id)->key, QByteArray("9"));
        QVERIFY(appear(archive, {withKey(exampleMessage(0), "9")}).isEmpty());
        QCOMPARE(total(archive.folder), 1);
    }

    void sourceUidValidityChangesWhileMoveWaits_isNotShownTwice()
    {
        const PlacementId id = appear(inbox, 0, 1).first().placement;
        writer().move({id}, archive.folder, imapTraits);
        unbind(inbox);
        QCOMPARE(appear(inbox, {withKey(exampleMessage(0), "500")}).first().placement, id);
        QCOMPARE(writer().row(id)->folder, archive.folder);
        QCOMPARE(writer().binding(id)->key, QByteArray("500"));
        QCOMPARE(total(inbox.folder), 0);
    }

    void moveDiscarded_goesBack()
    {
        const PlacementId id = appear(inbox, 0, 1).first().placement;
        const OperationId operation = writer().move({id}, archive.folder, imapTraits).first();
        writer().discardOperation(operation);
        QCOMPARE(writer().row(id)->folder, inbox.folder);
        QVERIFY(writer().row(id)->onServer);
    }

    void copied_twinIsBoundInTheDestination()
    {
        const Binding original = appear(inbox, 0, 1).first();
        filler->fillContent(inbox, 1);
        const OperationId id =
            writer().copy({original.placement}, archive.folder, imapTraits).first();
        const Operation operation = *writer().takeOperation(account, clock.utcSeconds());
        const PlacementId copy = operation.placements.first();
        QVERIFY(copy != original.placement);
        QCOMPARE(writer().row(copy)->folder, archive.folder);
        QCOMPARE(writer().bindings({copy}).first().key, original.key);
        writer().relocated(copy, archive.id, "12");
        writer().operationDone(id);
        QCOMPARE(writer().binding(copy)->key, QByteArray("12"));
        QCOMPARE(writer().binding(original.placement)->key, original.key);
        // One content for both; it goes with the last of them.
        vanish(inbox, {original.key});
        QVERIFY(writer().content(original.message, ""));
    }

    void deletedForGood_isHiddenUntilConfirmedAndDiscardBringsItBack()
    {
        const Binding binding = appear(inbox, 0, 1).first();
        filler->fillContent(inbox, 1);
        const OperationId first = writer().remove({binding.placement}, true, imapTraits).first();
        QVERIFY(!writer().row(binding.placement));
        QCOMPARE(total(inbox.folder), 0);
        QCOMPARE(writer().binding(binding.placement)->key, binding.key);
        // A listing meanwhile still shows it.
        QVERIFY(appear(inbox, 0, 1).isEmpty());
        writer().discardOperation(first);
        QCOMPARE(writer().row(binding.placement)->folder, inbox.folder);
        QVERIFY(writer().content(binding.message, ""));

        const OperationId second = writer().remove({binding.placement}, true, imapTraits).first();
        writer().removedOnServer(inbox.id, {binding.key});
        writer().operationDone(second);
        QVERIFY(!writer().isBound(inbox.id, binding.key));
        QCOMPARE(writer().verify(false).messages, 0);
    }

    void deletedForGoodWhenUidValidityChanges_staysDeleted()
    {
        const Binding binding = appear(inbox, 0, 1).first();
        writer().remove({binding.placement}, true, imapTraits);
        unbind(inbox);
        QCOMPARE(appear(inbox, {withKey(exampleMessage(0), "900")}).size(), 1);
        QCOMPARE(total(inbox.folder), 0);
        QCOMPARE(writer().binding(binding.placement)->key, QByteArray("900"));
    }

    void deleted_goesToTrashThenForGood()
    {
        const PlacementId id = appear(inbox, 0, 1).first().placement;
        QCOMPARE(writer().remove({id}, false, imapTraits).size(), 1);
        QCOMPARE(writer().row(id)->folder, trash.folder);
        QCOMPARE(writer().remove({id}, false, imapTraits).size(), 1);
        QVERIFY(!writer().row(id));
        QCOMPARE(writer().operations().last().kind, OperationKind::Delete);
        // The second never overtakes the first.
        QCOMPARE(writer().takeOperation(account, clock.utcSeconds())->kind, OperationKind::Move);
        QVERIFY(!writer().takeOperation(account, clock.utcSeconds()));
    }

    void pop3Deleted_keyIsRememberedAndNeverFetchedAgain()
    {
        const AccountId pop3 =
            writer().addAccount(exampleAccount(QStringLiteral("P"), QStringLiteral("pop3")), false);
        const RemoteFolderRow box = filler->folder(pop3);
        const MessageId message = writer().reserveMessageId();
        ContentWriter contents(*store, pop3);
        contents.begin(message);
        contents.section("");
        contents.data(exampleBytes(3));
        const auto stored = contents.end();
        contents.commit();
        WriteTransaction transaction(writer());
        const Binding binding =
            writer().messageFetched(box.id, "uidl-3", stored, exampleMessage(3), {});
        transaction.commit();
        QCOMPARE(binding.message, message);
        QCOMPARE(writer()
                     .fetchedBefore(writer().account(pop3)->incoming.id, clock.utcSeconds() + 1)
                     .size(),
                 1);
        writer().remove({binding.placement}, true, pop3Traits);
        QVERIFY(writer().isBound(box.id, "uidl-3"));
        const QList<BoundKey> keys = writer().boundKeys(box.id, {}, 10);
        QCOMPARE(keys.size(), 1);
        QVERIFY(!keys.first().message);
        QCOMPARE(writer().deletedHere(writer().account(pop3)->incoming.id).size(), 1);
        {
            WriteTransaction forget(writer());
            writer().rememberKey(box.id, "unwanted");
            forget.commit();
        }
        QCOMPARE(writer().deletedHere(writer().account(pop3)->incoming.id).size(), 1);
    }

    void keys_comeInTheServersOrder()
    {
        appear(inbox,
               {withKey(exampleMessage(1), "10"), withKey(exampleMessage(2), "9"),
                withKey(exampleMessage(3), "4294967295"), withKey(exampleMessage(4), "100")});
        QByteArrayList keys;
        for (const BoundKey &key : writer().boundKeys(inbox.id, "10", 10))
            keys.append(key.key);
        QCOMPARE(keys, QByteArrayList({"10", "100", "4294967295"}));
    }

    void rolledBack_leavesNothing()
    {
        {
            WriteTransaction transaction(writer());
            writer().messagesAppeared(inbox.id, {exampleMessage(0)});
            writer().setCursor(inbox.id, 1, 99, 0, 0);
        }
        QCOMPARE(total(inbox.folder), 0);
        QCOMPARE(writer().remoteFolders(inbox.server).first().uidNext, 0u); // invariant 2
    }

    void serverSideFolders_rolesAndParentsAreMade()
    {
        WriteTransaction transaction(writer());
        writer().foldersSeen(
            inbox.server,
            {{"INBOX", QStringLiteral("inbox"), QLatin1Char('.'), FolderRole::Inbox, true},
             {"a.b.c", QStringLiteral("a.b.c"), QLatin1Char('.'), FolderRole::None, true},
             {"x/y", QStringLiteral("x/y"), QLatin1Char('.'), FolderRole::None, true},
             {"bad", QStringLiteral("quote\" back\\ nul") + QChar(0), QLatin1Char('.'),
              FolderRole::Sent, true},
             {"Trash2", QStringLiteral("Papierkorb"), QLatin1Char('.'), FolderRole::Trash, true}});
        transaction.commit();
        QCOMPARE(writer().folderByPath(account, QStringLiteral("a/b/c"))->parent,
                 writer().folderByPath(account, QStringLiteral("a/b"))->id);
        QVERIFY(!writer().folderByPath(account, QStringLiteral("a"))->selectable);
        QCOMPARE(writer().folderByPath(account, QStringLiteral("x%2Fy"))->name,
                 QStringLiteral("x/y"));
        QVERIFY(writer().folderByPath(account, QStringLiteral("inBOX")));
        QVERIFY(!writer().folderByRole(account, FolderRole::Sent)->path.contains(QChar(0)));
        QCOMPARE(writer().folderByRole(account, FolderRole::Trash)->id, trash.folder);
        QVERIFY(writer().folders(account).first().role == FolderRole::Inbox);
    }

    void folderListed_ownerAndSubscriptionFollowTheServer()
    {
        const auto seen = [this](bool subscribed, FolderOwner owner) {
            WriteTransaction transaction(writer());
            writer().foldersSeen(inbox.server,
                                 {{"Archive", QStringLiteral("Archive"), QLatin1Char('/'),
                                   FolderRole::Archive, true, subscribed, owner}});
            transaction.commit();
        };
        QVERIFY(writer().folder(archive.folder)->subscribed);
        seen(false, FolderOwner::Shared);
        QVERIFY(!writer().folder(archive.folder)->subscribed);
        QVERIFY(writer().folder(archive.folder)->owner == FolderOwner::Shared);
        seen(true, FolderOwner::User);
        QVERIFY(writer().folder(archive.folder)->subscribed);
        QVERIFY(writer().folder(archive.folder)->owner == FolderOwner::User);
    }

    void favourites_areTheseInThisOrderAndNoOthers()
    {
        writer().setFavourites({trash.folder, inbox.folder});
        QCOMPARE(writer().folder(trash.folder)->favourite, 1);
        QCOMPARE(writer().folder(inbox.folder)->favourite, 2);
        QCOMPARE(writer().folder(archive.folder)->favourite, 0);
        writer().setFavourites({archive.folder});
        QCOMPARE(writer().folder(trash.folder)->favourite, 0);
        QCOMPARE(writer().folder(archive.folder)->favourite, 1);
    }

    void folderRenamedAtTheServer_keepsItsBindings()
    {
        const PlacementId id = appear(archive, 0, 1).first().placement;
        writer().renameFolder(archive.folder, QStringLiteral("Old mail"), imapTraits);
        QCOMPARE(writer().operations().first().name, QStringLiteral("Old mail"));
        writer().operationDone(writer().takeOperation(account, 0).value_or(Operation()).id);
        WriteTransaction transaction(writer());
        const auto rows = writer().foldersSeen(
            inbox.server,
            {{"INBOX", QStringLiteral("INBOX"), QLatin1Char('/'), FolderRole::Inbox, true},
             {"Old mail", QStringLiteral("Old mail"), QLatin1Char('/'), FolderRole::None, true}});
        transaction.commit();
        QCOMPARE(writer().binding(id)->remoteFolder, archive.id);
        QVERIFY(std::any_of(rows.begin(), rows.end(),
                            [](const RemoteFolderRow &row) { return row.path == "Old mail"; }));
    }

    void folderCreatedAndRemoved_isQueuedAndCanBeTakenBack()
    {
        const FolderId made = writer().createFolder(account, QStringLiteral("New"), imapTraits);
        QCOMPARE(writer().operations().first().kind, OperationKind::CreateFolder);
        // What is moved there waits for the folder.
        const QList<Binding> came = appear(inbox, 0, 2);
        const PlacementId id = came[0].placement, arrived = came[1].placement;
        QCOMPARE(writer().move({id, arrived}, made, imapTraits).size(), 1);
        QCOMPARE(writer().takeOperation(account, clock.utcSeconds())->kind,
                 OperationKind::CreateFolder);
        QVERIFY(!writer().takeOperation(account, clock.utcSeconds()));
        writer().operationDone(writer().operations().first().id);
        writer().relocated(arrived, filler->folder(account, QStringLiteral("New")).id, "9");

        QVERIFY_THROWS_EXCEPTION(MailError, writer().removeFolder(made, false, imapTraits));
        QVERIFY_THROWS_EXCEPTION(MailError, writer().removeFolder(inbox.folder, true, imapTraits));
        writer().removeFolder(made, true, imapTraits);
        QVERIFY(!writer().folder(made));
        writer().discardOperation(writer().operations().last().id);
        QCOMPARE(writer().folder(made)->path, QStringLiteral("New"));
        writer().removeFolder(made, true, imapTraits);
        writer().operationDone(writer().operations().last().id);
        QVERIFY(!writer().row(arrived));
        // The other was never moved there: the server has it where it was.
        QCOMPARE(writer().row(id)->folder, inbox.folder);
        QVERIFY(writer().operations().isEmpty());
    }

    void failedOperation_staysVisibleAndCanBeRetried()
    {
        const PlacementId id = appear(inbox, 0, 1).first().placement;
        const OperationId operation =
            writer().setFlags({id}, {Flag::Seen, {}, {}, {}}, imapTraits).first();
        writer().takeOperation(account, clock.utcSeconds());
        MailError error{ErrorScope::Message,
                        ErrorKind::Network,
                        RetryClass::Later,
                        QStringLiteral("Not now."),
                        {}};
        writer().operationFailed(operation, error, clock.utcSeconds() + 60);
        QVERIFY(!writer().takeOperation(account, clock.utcSeconds()));
        QVERIFY(writer().takeOperation(account, clock.utcSeconds() + 60));
        error.retry = RetryClass::Never;
        writer().operationFailed(operation, error, 0);
        QCOMPARE(writer().operations().first().state, OperationState::Failed);
        QCOMPARE(writer().operations().first().error, QStringLiteral("Not now."));
        QVERIFY(!writer().takeOperation(account, clock.utcSeconds() + 999));
        writer().retryOperation(operation);
        QCOMPARE(writer().takeOperation(account, clock.utcSeconds())->attempts, 3);
    }

    void threads_joinWhenALinkArrives()
    {
        const auto message = [](qint64 n, const QByteArray &id, const QByteArrayList &references) {
            IncomingMessage one = exampleMessage(n);
            one.envelope.messageId = id;
            one.envelope.inReplyTo.clear();
            one.envelope.references = references;
            return one;
        };
        const auto ids = placementIds(appear(
            inbox, {message(0, "a@x", {}), message(1, "d@x", {"c@x"}), message(2, "z@x", {})}));
        QVERIFY(writer().row(ids[0])->thread != writer().row(ids[1])->thread);
        // b answers a, and c answers b: c joins them.
        appear(inbox, {message(3, "c@x", {"a@x", "b@x"})});
        QCOMPARE(writer().row(ids[0])->thread, writer().row(ids[1])->thread);
        QVERIFY(writer().row(ids[0])->thread != writer().row(ids[2])->thread);
    }

    void contentArrives_countersAndLevelsFollow()
    {
        const Binding binding = appear(inbox, 0, 1).first();
        ContentWriter contents(*store, account);
        contents.begin(binding.message);
        contents.section("HEADER");
        contents.data("Subject: x\r\n\r\n");
        contents.section("1");
        contents.data("text");
        const auto stored = contents.end();
        contents.commit();
        {
            WriteTransaction transaction(writer());
            writer().contentStored(stored, ContentLevel::Text, QStringLiteral("text"));
            transaction.commit();
        }
        QCOMPARE(*writer().content(binding.message, "1"), QByteArray("text"));
        QVERIFY(!writer().content(binding.message, ""));
        QCOMPARE(writer().folder(inbox.folder)->onComputer, 0); // the account keeps everything
        QCOMPARE(writer().wantedContent(inbox.id, ContentLevel::Text, 0, 9).size(), 0);
        QCOMPARE(writer().wantedContent(inbox.id, ContentLevel::Everything, 0, 9).size(), 1);
        storeWhole(*store, writer(), account, binding.message, exampleBytes(0));
        QCOMPARE(writer().folder(inbox.folder)->onComputer, 1);
        QCOMPARE(writer().folder(inbox.folder)->bytesOnComputer, exampleBytes(0).size());
        QCOMPARE(*writer().content(binding.message, ""), exampleBytes(0));
        QVERIFY(writer().content(binding.message, "HEADER")->endsWith("\r\n\r\n"));
        Account changed = *writer().account(account);
        changed.keep = ContentLevel::Headers;
        writer().updateAccount(changed);
    }
};

QTEST_GUILESS_MAIN(TestMailWriter)
#include "tst_mailwriter.moc"
