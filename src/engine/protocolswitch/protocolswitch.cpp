// SPDX-License-Identifier: MIT
#include "engine/protocolswitch/protocolswitch.h"

#include "base/log.h"
#include "engine/outboxsender.h"
#include "engine/protocolswitch/switchrun.h"
#include "engine/protocolswitch/switchtext.h"
#include "engine/retrypolicy.h"
#include "settings/credentialstore.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace Turnstone {

namespace {

// A preview that is never applied holds back deletions for so long; one that is applied, until it
// is done: that may take days, where a server allows so much a day.
constexpr qint64 previewFrozenSeconds = 3600;
constexpr qint64 applyFrozenSeconds = qint64(30) * 24 * 3600;
/// What arrives while something is transferred is looked for again, so often.
constexpr int transferRounds = 3;
/// Of those that a server's wish began and that grow since, seconds.
constexpr qint64 longestOwnPause = 4 * 3600;

/// A failure stays in the journal, so that it can be told after a restart.
void keepError(SwitchWriter &switches, SwitchId journal, const QString &sentence)
{
    auto report = switches.report(journal);
    if (!report || report->error == sentence)
        return;
    report->error = sentence;
    switches.setReport(journal, *report);
}

/// Those that nothing can be undone by any more.
void removeSnapshots(const Store &store, SwitchReader &switches)
{
    const QStringList kept = switches.backupFolders();
    const QDir above(store.paths().data + QStringLiteral("/switch"));
    const QStringList folders = above.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &folder : folders) {
        // One that another account's switch is just writing isn't in its journal yet.
        const auto owner = switches.report(SwitchId(folder.toLongLong()));
        const bool isWritten = owner && owner->state == SwitchState::Open;
        if (!isWritten && !kept.contains(above.filePath(folder)))
            QDir(above.filePath(folder)).removeRecursively();
    }
}

/// In all runs of an undo that was interrupted.
qint64 takenOff(SwitchReader &switches, SwitchId journal)
{
    const QList<SwitchUpload> uploads = switches.uploads(journal);
    return std::count_if(uploads.cbegin(), uploads.cend(), [](const SwitchUpload &upload) {
        return upload.state == SwitchUpload::State::TakenOff;
    });
}

/// As long as the server asks for; else, and where it asks again and again, ever longer.
qint64 pauseAfter(const MailError &error, int failures)
{
    if (error.pauseSeconds <= 0)
        return RetryPolicy::pauseSeconds(failures);
    const qint64 grown =
        qMin(longestOwnPause, RetryPolicy::firstSeconds << qBound(0, failures - 1, 20));
    return qMax(error.pauseSeconds, grown);
}

/// Before, so that what a crash or the end of the program interrupts goes on by itself; after a
/// failure, with when.
template <typename Work>
SwitchReport journalled(const Store &store, SwitchWriter &switches, const SwitchReport &known,
                        Work work)
{
    const qint64 now = store.clock().utcSeconds();
    if (known.nextTryUtc == 0)
        switches.setNextTry(known.id, now, known.failures);
    try {
        SwitchReport report = work();
        if (switches.report(known.id)) // not given up
            switches.setNextTry(known.id, 0, 0);
        report.nextTryUtc = report.failures = 0;
        return report;
    } catch (MailError &error) {
        keepError(switches, known.id, error.sentence);
        const bool passes = error.retry != RetryClass::Never && error.kind != ErrorKind::Space;
        const int failures = known.failures + 1;
        error.pauseSeconds = passes ? pauseAfter(error, failures) : 0;
        switches.setNextTry(known.id, passes ? store.clock().utcSeconds() + error.pauseSeconds : 0,
                            failures);
        throw;
    }
}

} // namespace

bool sendingNeedsOwnPassword(const Account &account, const Secret &current, const Secret &other)
{
    // A token is another one each time, and the account's.
    return !account.password.isToken && current.reveal() != other.reveal();
}

QList<Account> keptForSending(const Account &account, const QList<OutgoingServer> &servers)
{
    QList<Account> kept;
    if (account.password.kind == PasswordSource::Kind::Command)
        return kept;
    for (OutgoingServer server : servers) {
        if (server.endpoint.host.isEmpty() || std::exchange(server.ownPassword, true))
            continue;
        server.passwordCommand.clear();
        kept.append(credentialsOf(account, server));
    }
    return kept;
}

SwitchPreview previewSwitch(const SwitchContext &context, const Account &asked,
                            const IncomingServer &to, bool sameMailbox)
{
    MailWriter writer(context.pass.store);
    SwitchWriter switches(writer);
    const auto account = writer.account(asked.id);
    if (!account)
        throw SwitchText::nothingOpen();
    if (account->incoming.protocol == to.protocol)
        throw SwitchText::sameProtocol();
    const std::optional<SwitchPreview> before = switches.preview(account->id);
    // Signed in before anything is kept: what was typed may be wrong.
    IncomingServer wished = to;
    wished.id = {};
    {
        SwitchRun probe(context, writer, *account, wished);
        probe.probe();
        probe.closeConnections();
    }
    const IncomingServer prepared = switches.server(switches.prepareServer(account->id, wished));
    SwitchRun run(context, writer, *account, prepared);
    if (before && before->to.id == prepared.id)
        run.setDecided(*before);
    run.probe();
    run.lastFetch(SwitchStage::Freeze, previewFrozenSeconds);
    run.takeInventory();
    run.match();
    run.nameDeleted();
    SwitchPreview preview = run.plan(before && before->to.id == prepared.id ? &*before : nullptr);
    run.closeConnections();
    if (run.mayBeAnotherMailbox() && !sameMailbox) {
        switches.freeze(account->incoming.id, 0);
        throw SwitchText::anotherMailbox();
    }
    preview.id = switches.begin(preview);
    return preview;
}

void chooseSwitch(MailWriter &writer, const SwitchPreview &wished)
{
    SwitchWriter switches(writer);
    auto open = switches.preview(wished.account);
    if (!open || open->id != wished.id)
        throw SwitchText::nothingOpen();
    open->moveDeletedToTrash = wished.moveDeletedToTrash;
    open->thorough = wished.thorough;
    for (SwitchFolderPlan &plan : open->folders) {
        for (const SwitchFolderPlan &choice : wished.folders) {
            const bool same = plan.folder ? plan.folder == choice.folder
                                          : !choice.folder && plan.remotePath == choice.remotePath;
            if (same && plan.choices.contains(choice.choice))
                plan.choice = choice.choice;
        }
    }
    switches.choose(open->id, *open);
}

SwitchReport applySwitch(const SwitchContext &context, const Account &asked)
{
    MailWriter writer(context.pass.store);
    SwitchWriter switches(writer);
    const auto account = writer.account(asked.id);
    const auto known = account ? switches.report(account->id) : std::nullopt;
    if (!known || known->state == SwitchState::Undoing)
        throw SwitchText::nothingOpen();
    if (known->state != SwitchState::Open && known->stage == SwitchStage::Report) {
        if (known->nextTryUtc > 0) // it was cut at its very last word
            switches.setNextTry(known->id, 0, 0);
        return *switches.report(known->id);
    }
    if (known->state == SwitchState::Undone || known->state == SwitchState::Closed)
        throw SwitchText::nothingOpen();
    return journalled(context.pass.store, switches, *known, [&] {
        SwitchReport report = *known;
        report.error.clear();
        if (known->state == SwitchState::Open) {
            const SwitchPreview decided = *switches.preview(account->id);
            SwitchRun run(context, writer, *account, decided.to);
            run.journal = known->id;
            run.setDecided(decided);
            run.probe();
            run.noteBefore();
            run.lastFetch(SwitchStage::Freeze, applyFrozenSeconds);
            run.backUp();
            run.takeInventory();
            run.match();
            if (run.mayBeAnotherMailbox() && !decided.mayBeAnotherMailbox)
                throw SwitchText::anotherMailbox();
            run.plan(&decided);
            for (int round = 0; round < transferRounds; ++round) {
                run.transfer();
                run.lastFetch(SwitchStage::Inventory, applyFrozenSeconds);
                run.takeInventory();
                run.match();
                run.plan(&decided);
                if (!run.hasMoreToTransfer())
                    break;
            }
            run.requireLastFetch(decided);
            switches.setStage(known->id, SwitchStage::Verify);
            report.verified = 0;
            run.verify(report);
            run.fill(report);
            switches.setReport(known->id, report);
            run.commit(SwitchState::Committed);
            run.finish();
            run.closeConnections();
        } else { // cut after the commit
            SwitchContext after = context;
            after.newPassword = context.currentPassword;
            SwitchRun run(after, writer, *account, account->incoming);
            run.journal = known->id;
            run.finish();
            run.closeConnections();
        }
        removeSnapshots(context.pass.store, switches);
        switches.setReport(known->id, report);
        switches.setStage(known->id, SwitchStage::Report);
        return *switches.report(known->id);
    });
}

SwitchReport undoSwitch(const SwitchContext &context, const Account &asked)
{
    MailWriter writer(context.pass.store);
    SwitchWriter switches(writer);
    auto account = writer.account(asked.id);
    const auto known = account ? switches.report(account->id) : std::nullopt;
    if (known && known->state == SwitchState::Undone && known->nextTryUtc > 0) {
        // Cut as everything was done.
        removeSnapshots(context.pass.store, switches);
        switches.setStage(known->id, SwitchStage::Report);
        switches.setNextTry(known->id, 0, 0);
        return *switches.report(known->id);
    }
    if (!known || known->state == SwitchState::Undone || known->state == SwitchState::Closed)
        throw SwitchText::nothingToUndo();
    const qint64 now = context.pass.store.clock().utcSeconds();
    if (known->state == SwitchState::Committed && known->undoableUntilUtc < now)
        throw SwitchText::nothingToUndo();
    Account there = *account;
    there.incoming = known->to;
    return journalled(context.pass.store, switches, *known, [&] {
        SwitchReport report = *known;
        report.error.clear();
        report.takenOff = 0;
        if (known->state == SwitchState::Open) {
            SwitchRun run(context, writer, *account, known->to);
            run.journal = known->id;
            run.undoing = true;
            run.takeOff(report, there, context.newPassword);
            report.takenOff = takenOff(switches, known->id);
            switches.forget(known->id);
            removeSnapshots(context.pass.store, switches);
            report.state = SwitchState::Undone;
            return report;
        }
        report.exceptions.clear();
        Secret uploadsPassword = context.currentPassword;
        if (account->incoming.id == known->to.id) {
            switches.setState(known->id, SwitchState::Undoing);
            SwitchRun run(context, writer, *account, known->from);
            run.journal = known->id;
            run.undoing = true;
            run.probe();
            run.noteBefore();
            run.lastFetch(SwitchStage::Freeze, applyFrozenSeconds);
            run.takeInventory();
            run.match();
            SwitchPreview everything = run.plan(nullptr);
            for (SwitchFolderPlan &plan : everything.folders)
                plan.choice = plan.choices.contains(SwitchChoice::Download)
                    ? SwitchChoice::Download
                    : SwitchChoice::KeepHere;
            run.setDecided(everything);
            if (run.hasMoreToTransfer()) {
                run.transfer();
                run.lastFetch(SwitchStage::Inventory, applyFrozenSeconds);
                run.takeInventory();
                run.match();
            }
            run.verify(report);
            run.commit(SwitchState::Undoing);
            run.finish();
            run.closeConnections();
            account = writer.account(account->id);
        } else {
            uploadsPassword = context.newPassword; // resumed after the flip: the other one is there
        }
        {
            SwitchRun run(context, writer, *account, known->to);
            run.journal = known->id;
            run.undoing = true;
            run.takeOff(report, there, uploadsPassword);
            report.takenOff = takenOff(switches, known->id);
        }
        switches.setReport(known->id, report);
        switches.setState(known->id, SwitchState::Undone);
        switches.setStage(known->id, SwitchStage::Report);
        removeSnapshots(context.pass.store, switches);
        return *switches.report(known->id);
    });
}

RestoredSnapshot restoreSwitchSnapshot(MailReader &reader, AccountId account,
                                       const QString &directory, const Clock &clock,
                                       const std::function<void()> &mayGoOn)
{
    SwitchReader switches(reader);
    const auto last = switches.last(account);
    const QString snapshot = last ? switches.backupFolder(*last) : QString();
    if (snapshot.isEmpty() || !QFile::exists(snapshot + QStringLiteral("/mail.db")))
        throw SwitchText::noSnapshot();
    const QFileInfo target(directory);
    if (target.exists() && (!target.isDir() || !QDir(directory).isEmpty()))
        throw SwitchText::folderNotEmpty(directory);
    return restoreSnapshot(snapshot, account, directory, clock, mayGoOn);
}

QList<Account> closeOverdueSwitches(Store &store, MailWriter &writer)
{
    SwitchWriter switches(writer);
    const QList<SwitchId> overdue = switches.overdue();
    QList<Account> former;
    for (const SwitchId id : overdue) {
        const auto report = switches.report(id);
        const auto account = report ? writer.account(report->account) : std::nullopt;
        if (report && report->state == SwitchState::Undone)
            switches.forgetUndone(id);
        else
            switches.close(id);
        if (account)
            former += leftForGood(writer, *account);
    }
    if (!overdue.isEmpty())
        removeSnapshots(store, switches);
    return former;
}

QList<Account> closeSwitch(Store &store, MailWriter &writer, AccountId id)
{
    SwitchWriter switches(writer);
    const auto known = switches.report(id);
    if (known && (known->state == SwitchState::Open || known->state == SwitchState::Undoing))
        return {};
    if (known)
        switches.close(known->id);
    removeSnapshots(store, switches);
    const auto account = known ? writer.account(id) : std::nullopt;
    return account ? leftForGood(writer, *account) : QList<Account>();
}

QList<Account> leftForGood(MailReader &reader, const Account &account)
{
    const auto last = SwitchReader(reader).report(account.id);
    const bool isOver =
        !last || last->state == SwitchState::Closed || last->state == SwitchState::Undone;
    return isOver ? atFormerServers(reader, account) : QList<Account>();
}

QList<Account> atFormerServers(MailReader &reader, const Account &account)
{
    SwitchReader switches(reader);
    QList<IncomingServer> servers = switches.retiredServers(account.id);
    if (const auto open = switches.preview(account.id))
        servers.append(open->to);
    QSet<QString> inUse;
    const QList<Account> accounts = reader.accounts();
    for (const Account &other : accounts)
        inUse.insert(CredentialStore::keyFor(other));
    QList<Account> former;
    for (const IncomingServer &server : std::as_const(servers)) {
        const Account there = withServer(account, server);
        if (!inUse.contains(CredentialStore::keyFor(there)))
            former.append(there);
    }
    return former;
}

} // namespace Turnstone
