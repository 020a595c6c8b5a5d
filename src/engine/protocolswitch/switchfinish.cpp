// SPDX-License-Identifier: MIT
// The commit and what follows it, and the way back.
#include "engine/protocolswitch/switchrun.h"

#include "base/log.h"
#include "engine/protocolswitch/switchtext.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QStorageInfo>

#include <algorithm>

namespace Turnstone {

namespace {

constexpr qint64 roomToSpare = 16 * 1024 * 1024;

/// The account's command as it is run now, whichever server is in use when it is asked.
QString commandFor(const Account &account)
{
    const IncomingServer &server = account.incoming;
    const auto quoted = [](QString text) {
        return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QLatin1String("'\\''"))
            + QLatin1Char('\'');
    };
    return QStringLiteral("export TURNSTONE_PROTOCOL=%1 TURNSTONE_HOST=%2 TURNSTONE_PORT=%3 "
                          "TURNSTONE_USER=%4; ")
               .arg(quoted(server.protocol), quoted(server.endpoint.host),
                    QString::number(server.endpoint.port), quoted(server.user))
        + account.password.command;
}

qint64 systemBytesAvailable(const QString &folder)
{
    return QStorageInfo(folder).bytesAvailable();
}

} // namespace

void SwitchRun::noteBefore()
{
    m_switches.noteBefore(journal, m_account.id);
}

void SwitchRun::backUp()
{
    stage(SwitchStage::Backup);
    if (!m_switches.backupFolder(journal).isEmpty())
        return;
    tell(SwitchStage::Backup, SwitchText::backingUp());
    const Store &store = m_context.pass.store;
    const QString above = store.paths().data + QStringLiteral("/switch");
    const QString folder = QStringLiteral("%1/%2").arg(above).arg(journal.value());
    QDir(folder).removeRecursively(); // one that was cut
    if (!QDir().mkpath(folder))
        throw SwitchText::noRoom(0);
    QFile::setPermissions(above, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const qint64 needed = m_switches.snapshotBytes(m_account.id) + roomToSpare;
    const qint64 room =
        m_context.bytesAvailable ? m_context.bytesAvailable(folder) : systemBytesAvailable(folder);
    if (room < needed) {
        QDir(folder).removeRecursively();
        throw SwitchText::noRoom(needed - room);
    }
    // The account's settings are in the index.
    m_switches.writeSnapshot(m_account.id, folder,
                             [&] { m_context.pass.wakeup.throwIfCancelled(); });
    m_switches.setBackup(journal, folder);
}

void SwitchRun::transfer()
{
    stage(SwitchStage::Transfer);
    if (m_toFolders)
        upload();
    else
        download();
}

void SwitchRun::commit(SwitchState becomes)
{
    stage(SwitchStage::Commit);
    tell(SwitchStage::Commit, SwitchText::committing());
    SwitchCommit commit;
    commit.id = journal;
    commit.account = m_account.id;
    commit.from = m_fromServer.id;
    commit.to = m_toServer.id;
    commit.becomes = becomes;
    commit.undoableUntilUtc =
        m_context.pass.store.clock().utcSeconds() + qint64(m_context.undoDays) * 24 * 3600;
    if (sendingNeedsOwnPassword(m_account, m_context.currentPassword, m_context.newPassword)) {
        commit.sendsByOwnPassword = true;
        if (m_account.password.kind == PasswordSource::Kind::Command)
            commit.sendingCommand = commandFor(m_account);
    }
    commit.flagsOnServer = m_traits.flagsOnServer;
    commit.foldersOnServer = m_toFolders;
    QHash<QByteArray, int> byPath;
    for (int i = 0; i < int(m_listed.size()); ++i) {
        const RemoteFolder &remote = m_listed[i];
        SwitchCommit::Folder folder;
        folder.seen = {remote.path,
                       remote.name,
                       remote.delimiter,
                       remote.role,
                       remote.selectable,
                       remote.subscribed,
                       FolderOwner(int(remote.owner))};
        folder.here = m_folderHere[i];
        const int surveyed = m_inventory->folderByPath(remote.path);
        if (surveyed >= 0) {
            folder.uidValidity = m_inventory->folders()[surveyed].uidValidity;
            folder.uidNext = m_inventory->folders()[surveyed].uidNext;
        }
        byPath.insert(remote.path, i);
        commit.folders.append(folder);
    }
    const auto folderOf = [&](int message) {
        return byPath.value(m_inventory->folders()[m_inventory->folderOf(message)].remote.path);
    };
    QSet<int> taken;
    for (const MatchPair &pair : std::as_const(m_match.pairs)) {
        const SwitchReader::Here *here = m_here->at(pair.here);
        if (!here || !m_paired.contains(here->placement))
            continue; // what was taken off again
        taken.insert(pair.there);
        const int folder = folderOf(pair.there);
        commit.bound.append({here->placement, folder, m_inventory->side.key(pair.there),
                             m_inventory->flagsOf(pair.there), filing(here->folder, folder),
                             m_inventory->side.at(pair.there).emailId, here->folder});
    }
    const bool known = m_plan.moveDeletedToTrash || !m_toFolders;
    for (int i = 0; i < m_inventory->side.count(); ++i) {
        if (taken.contains(i))
            continue;
        if (known && m_deletedThere.contains(i))
            commit.known.append({folderOf(i), m_inventory->side.key(i)});
        else
            commit.folders[folderOf(i)].hasUnknown = true;
    }
    for (const SwitchReader::Here &here : m_here->messages)
        commit.newestCompared = std::max(commit.newestCompared, here.placement);
    for (const SwitchFolderPlan &plan : std::as_const(m_plan.folders)) {
        if (m_toFolders && plan.folder && plan.choice == SwitchChoice::Upload)
            commit.uploadedTo.append(plan.folder);
    }
    if (m_context.committing)
        m_context.committing(true);
    const auto after = qScopeGuard([&] {
        if (m_context.committing)
            m_context.committing(false);
    });
    m_switches.commit(commit);
    m_account = *m_writer.account(m_account.id);
}

void SwitchRun::finish()
{
    if (!m_toFolders || !there().folderChanges())
        return;
    std::optional<RemoteFolderRow> trash;
    const QList<RemoteFolderRow> rows = m_writer.remoteFolders(m_toServer.id);
    const auto folder = m_writer.folderByRole(m_account.id, FolderRole::Trash);
    for (const RemoteFolderRow &row : rows) {
        if (folder && row.folder == folder->id)
            trash = row;
    }
    if (!trash)
        return; // known, and so shown nowhere
    QHash<RemoteFolderId, QList<RemoteKey>> deleted;
    m_switches.forEachDeleted(
        m_toServer.id, [&](const RemoteFolderRow &row, const QByteArray &key, const QByteArray &) {
            if (row.id != trash->id)
                deleted[row.id].append({row.path, key, row.uidValidity});
        });
    for (auto it = deleted.cbegin(); it != deleted.cend(); ++it) {
        try {
            there().folderChanges()->move(it.value(), trash->path);
        } catch (const MailError &error) {
            if (error.scope == ErrorScope::Session || error.scope == ErrorScope::Account)
                throw;
            qCInfo(lcEngine) << "what was deleted here stays where it is:" << error.detail;
            continue;
        }
        WriteTransaction transaction(m_writer);
        for (const RemoteKey &key : it.value())
            m_writer.forgetKey(it.key(), key.key);
        transaction.commit();
    }
}

/// Only what is as it was put there: by UIDVALIDITY, size, header and flags.
void SwitchRun::takeOff(SwitchReport &report, const Account &account, const Secret &password)
{
    QHash<QByteArray, QList<SwitchUpload>> byFolder;
    const QList<SwitchUpload> uploads = m_switches.uploads(journal);
    for (const SwitchUpload &upload : uploads) {
        if (!upload.isOff())
            byFolder[upload.path].append(upload);
    }
    if (byFolder.isEmpty() && m_switches.madeFolders(journal).isEmpty())
        return;
    tell(SwitchStage::Transfer, SwitchText::takingOff());
    Session session(m_context.pass.registry, m_context.pass.certificates, account, password,
                    m_context.pass.wakeup);
    MailBackend &backend = session.backend();
    if (!byFolder.isEmpty() && !backend.traits().uidExpunge) {
        note(report.exceptions, SwitchException::Kind::NoUidExpunge, {},
             SwitchText::noUidExpunge());
        byFolder.clear();
    }
    refreshLocal();
    const QList<RemoteFolderRow> rows = m_writer.remoteFolders(account.incoming.id, true);
    const QList<RemoteFolder> listed = backend.folders();
    qint64 done = 0;
    for (auto it = byFolder.cbegin(); it != byFolder.cend(); ++it) {
        SwitchInventory inventory(MatchSide::Keys::Uid);
        for (const RemoteFolder &remote : listed) {
            if (remote.path == it.key())
                inventory.survey(backend, remote);
        }
        if (inventory.folders().isEmpty())
            continue;
        const SurveyedFolder &folder = inventory.folders().first();
        QHash<QByteArray, SwitchUpload> byKey;
        QList<RemoteKey> toCompare;
        QList<SwitchUpload> lost, gone;
        const auto changed = [&](const SwitchUpload &upload) {
            note(report.exceptions, SwitchException::Kind::ChangedSince, upload.placement,
                 SwitchText::changedSince());
        };
        const auto asSent = [&](const SwitchUpload &upload, int found) {
            // Marked as deleted it is where this was cut between the mark and the expunge.
            FlagState flags = inventory.flagsOf(found);
            flags.flags.setFlag(Flag::Deleted, false);
            return inventory.side.size(found) == upload.size && flags == upload.flags;
        };
        for (const SwitchUpload &upload : it.value()) {
            if (folder.uidValidity != upload.uidValidity) {
                changed(upload); // which one it is can't be told for sure any more
                continue;
            }
            if (upload.key.isEmpty()) {
                lost.append(upload);
                continue;
            }
            const int found = inventory.find(0, upload.key);
            if (found < 0) { // taken off before an interruption, or not ours any more
                gone.append(upload);
                gone.last().state = SwitchUpload::State::TakenOff;
                continue;
            }
            if (!asSent(upload, found)) {
                changed(upload);
                continue;
            }
            byKey.insert(upload.key, upload);
            toCompare.append(inventory.keyOf(found));
        }
        if (!gone.isEmpty())
            m_switches.settleUploads(journal, gone);
        // Sent, perhaps, and never answered.
        QHash<QByteArray, QList<SwitchUpload>> lostByHeader;
        quint32 from = std::numeric_limits<quint32>::max();
        for (const SwitchUpload &upload : std::as_const(lost)) {
            lostByHeader[upload.headerHash].append(upload);
            from = qMin(from, upload.uidNext);
        }
        for (int i = 0; i < inventory.side.count() && !lost.isEmpty(); ++i) {
            const QByteArray key = inventory.side.key(i);
            if (key.toUInt() >= from && !byKey.contains(key))
                toCompare.append(inventory.keyOf(i));
        }
        QList<RemoteKey> ours;
        fetchHashes(backend, toCompare, false, m_context.pass.wakeup,
                    [&](const RemoteKey &key, const FetchedHashes &fetched) {
                        const auto known = byKey.constFind(key.key);
                        if (known != byKey.cend()) {
                            if (fetched.header == known->headerHash)
                                ours.append(key);
                            return;
                        }
                        QList<SwitchUpload> &alike = lostByHeader[fetched.header];
                        const auto same =
                            std::find_if(alike.begin(), alike.end(), [&](const auto &upload) {
                                return key.key.toUInt() >= upload.uidNext
                                    && asSent(upload, inventory.find(0, key.key));
                            });
                        if (same == alike.end())
                            return;
                        same->key = key.key;
                        byKey.insert(key.key, *same);
                        alike.erase(same);
                        ours.append(key);
                    });
        if (ours.isEmpty())
            continue;
        backend.remove(ours);
        QList<SwitchUpload> takenOff;
        WriteTransaction transaction(m_writer);
        for (const RemoteKey &key : std::as_const(ours)) {
            SwitchUpload upload = byKey.value(key.key);
            upload.state = SwitchUpload::State::TakenOff;
            takenOff.append(upload);
            for (const RemoteFolderRow &row : rows) {
                if (row.path == key.folder)
                    m_writer.forgetKey(row.id, key.key);
            }
        }
        transaction.commit();
        m_switches.settleUploads(journal, takenOff);
        done += takenOff.size();
        tell(SwitchStage::Transfer, SwitchText::takingOff(), done, uploads.size());
    }
    removeMade(report, backend);
    session.closeQuietly();
}

/// Folders that the journal made, with nothing in them: the deepest first. Looked at again right
/// before, because whoever removes a folder removes what is in it.
void SwitchRun::removeMade(SwitchReport &report, MailBackend &backend)
{
    const QList<SwitchReader::MadeFolder> made = m_switches.madeFolders(journal);
    if (made.isEmpty() || !backend.folderChanges())
        return;
    QList<RemoteFolder> listed = backend.folders();
    for (const SwitchReader::MadeFolder &folder : made) {
        const auto found =
            std::find_if(listed.cbegin(), listed.cend(), [&](const RemoteFolder &remote) {
                return folder.path.isEmpty() ? remote.name == folder.name
                                             : remote.path == folder.path;
            });
        if (found == listed.cend()) {
            m_switches.forgetFolder(journal, folder.name);
            continue;
        }
        const RemoteFolder remote = *found;
        const auto stays = [&](const QString &why) {
            SwitchException exception;
            exception.kind = SwitchException::Kind::FolderStays;
            exception.folder = remote.name;
            exception.why = why;
            report.exceptions.append(exception);
        };
        const QString below = remote.name + remote.delimiter;
        bool holds = std::any_of(listed.cbegin(), listed.cend(), [&](const RemoteFolder &other) {
            // Levels without a folder go with what is below them.
            return other.selectable && !remote.delimiter.isNull() && other.name.startsWith(below);
        });
        try {
            if (!holds && remote.selectable) {
                SwitchInventory inventory(MatchSide::Keys::Uid);
                inventory.survey(backend, remote);
                holds = inventory.side.count() > 0;
            }
            if (holds) {
                stays(SwitchText::folderStays());
                continue;
            }
            backend.folderChanges()->remove(remote.path);
        } catch (const MailError &error) {
            if (error.scope == ErrorScope::Session || error.scope == ErrorScope::Account)
                throw;
            if (error.kind != ErrorKind::NotFound) { // a level may go with what was below it
                qCInfo(lcEngine) << "a folder stays on the server:" << error.detail;
                stays(SwitchText::folderNotRemoved());
                continue;
            }
        }
        listed.erase(found);
        m_switches.forgetFolder(journal, folder.name);
    }
}

void SwitchRun::fill(SwitchReport &report)
{
    using Kind = SwitchException::Kind;
    report.folders.clear();
    report.exceptions = m_plan.exceptions;
    // What there was no room for is known now.
    report.exceptions.removeIf([](const auto &one) { return one.kind == Kind::OverQuota; });
    QHash<FolderId, qsizetype> rowOf;
    for (const SwitchFolderPlan &plan : std::as_const(m_plan.folders)) {
        if (plan.folder)
            rowOf.insert(plan.folder, report.folders.size());
        SwitchReport::FolderResult result;
        result.plan = plan;
        report.folders.append(result);
    }
    for (const SwitchReader::Here &here : m_here->messages) {
        const auto row = rowOf.constFind(here.folder);
        if (row == rowOf.cend())
            continue;
        SwitchReport::FolderResult &result = report.folders[*row];
        const auto upload = m_uploads.constFind(here.placement);
        const bool sent = upload != m_uploads.cend();
        if (sent && upload->state == SwitchUpload::State::Verified)
            result.uploaded.add(here.size);
        else if (!m_paired.contains(here.placement))
            result.keptHere.add(here.size);
        if (m_wasNotWhole.contains(here.placement) && here.whole)
            result.downloaded.add(here.size);
        if (sent && upload->state == SwitchUpload::State::Refused)
            note(report.exceptions, Kind::Refused, here.placement,
                 upload->key.isEmpty() ? SwitchText::rewritten() : SwitchText::rewrittenAndThere());
        else if (sent && upload->state == SwitchUpload::State::NoRoom)
            note(report.exceptions, Kind::OverQuota, here.placement, SwitchText::overQuota());
        else if (sent && upload->state == SwitchUpload::State::There)
            note(report.exceptions, Kind::NotVerified, here.placement, SwitchText::notVerified());
    }
    for (const SwitchFolderPlan &plan : std::as_const(m_plan.folders)) {
        if (!m_foldersRefused.contains(plan.folder))
            continue;
        SwitchException refused;
        refused.kind = Kind::FolderRefused;
        refused.folder = plan.path;
        refused.why = SwitchText::folderRefused();
        report.exceptions.append(refused);
    }
    for (const int index : std::as_const(m_match.onlyHere)) {
        if (m_toFolders && isToUpload(index))
            note(report.exceptions, Kind::NotVerified, m_here->at(index)->placement,
                 SwitchText::notVerified());
    }
}

} // namespace Turnstone
