// SPDX-License-Identifier: MIT
// What would be done with each message, counted by folder.
#include "engine/protocolswitch/switchrun.h"

#include "engine/protocolswitch/switchtext.h"

#include <algorithm>

namespace Turnstone {

namespace {

constexpr qint64 bytesASecond = 400'000; ///< a line at home, upwards
constexpr qint64 messagesASecond = 40;

bool keptUnlessAsked(FolderRole role)
{
    return role == FolderRole::Trash || role == FolderRole::Junk;
}

} // namespace

const SwitchFolderPlan *SwitchRun::planOf(FolderId folder) const
{
    for (const SwitchFolderPlan &plan : m_plan.folders) {
        if (folder && plan.folder == folder)
            return &plan;
    }
    return nullptr;
}

/// What stands in the server's Inbox was filed here since it came: the server follows. What stands
/// elsewhere was filed there (webmail, another device): it is so here too.
SwitchCommit::Filing SwitchRun::filing(FolderId here, int folderThere) const
{
    using Filing = SwitchCommit::Filing;
    if (!m_toFolders || !here || folderThere < 0 || m_folderHere[folderThere] == here)
        return Filing::AsHere;
    if (m_listed[folderThere].path.compare("INBOX", Qt::CaseInsensitive) != 0)
        return Filing::AsThere;
    const SwitchFolderPlan *plan = planOf(here);
    if (plan && plan->role == FolderRole::Trash)
        return m_plan.moveDeletedToTrash ? Filing::MoveThere : Filing::AsHere;
    const bool isThere = this->folderThere(here) >= 0;
    return isThere || (plan && plan->choice == SwitchChoice::Upload) ? Filing::MoveThere
                                                                     : Filing::AsHere;
}

SwitchException SwitchRun::exception(SwitchException::Kind kind, PlacementId placement,
                                     const QString &why)
{
    SwitchException exception;
    exception.kind = kind;
    exception.placement = placement;
    exception.why = why;
    if (const auto row = m_writer.row(placement)) {
        exception.subject = row->subject;
        exception.from = row->from.name.isEmpty() ? row->from.mailbox : row->from.name;
        exception.dateUtc = row->dateUtc;
        exception.bytes = row->size;
        for (const Folder &folder : std::as_const(m_local)) {
            if (folder.id == row->folder)
                exception.folder = folder.path;
        }
    }
    return exception;
}

void SwitchRun::note(QList<SwitchException> &list, SwitchException::Kind kind,
                     PlacementId placement, const QString &why)
{
    if (list.size() < switchExceptionsKept)
        list.append(exception(kind, placement, why));
}

SwitchPreview SwitchRun::plan(const SwitchPreview *before)
{
    using Kind = SwitchException::Kind;
    SwitchPreview preview;
    preview.account = m_account.id;
    preview.from = m_fromServer;
    preview.to = m_toServer;
    preview.madeUtc = m_context.pass.store.clock().utcSeconds();
    preview.uidlFormula = QString::fromLatin1(m_match.formula.toString());
    preview.largestAppend = m_traits.largestAppend;
    preview.mayBeAnotherMailbox = m_match.mayBeAnotherMailbox;
    preview.moveDeletedToTrash = before ? before->moveDeletedToTrash : true;
    preview.thorough = before && before->thorough;
    preview.deletedHereButThere = m_deletedThere.size();
    if (m_notAsked)
        preview.notAsked = m_notAsked->sentence;
    if (m_quota) {
        preview.quotaUsed = m_quota->used;
        if (m_quota->limit > 0)
            preview.quotaLimit = m_quota->limit;
    }

    const QSet<FolderId> partlyListed = m_toFolders ? QSet<FolderId>() : foldersPartlyListed();
    // A row for each folder here, then for those that are only there.
    QHash<FolderId, qsizetype> rowOf;
    QHash<int, qsizetype> rowThere;
    for (const Folder &folder : std::as_const(m_local)) {
        SwitchFolderPlan row;
        row.folder = folder.id;
        row.path = folder.path;
        row.role = folder.role;
        if (m_toFolders) {
            const int there = folderThere(folder.id);
            row.remoteExists = there >= 0;
            row.remoteName = nameThere(folder.id);
            if (there >= 0) {
                row.remotePath = m_listed[there].path;
                rowThere.insert(there, preview.folders.size());
            }
        } else {
            row.partlyListed = partlyListed.contains(folder.id);
            if (row.partlyListed)
                row.whyNot = SwitchText::partlyListed();
        }
        if (!m_toFolders && folder.role == FolderRole::Inbox) {
            row.remoteExists = true;
            row.remotePath = "INBOX";
            rowThere.insert(folderThere(folder.id), preview.folders.size());
        }
        rowOf.insert(folder.id, preview.folders.size());
        preview.folders.append(row);
    }
    for (int i = 0; i < int(m_listed.size()); ++i) {
        if (rowThere.contains(i) || m_inventory->folderByPath(m_listed[i].path) < 0)
            continue;
        SwitchFolderPlan row;
        row.path = m_listed[i].name;
        row.role = m_listed[i].role;
        row.remotePath = m_listed[i].path;
        row.remoteName = m_listed[i].name;
        row.remoteExists = true;
        rowThere.insert(i, preview.folders.size());
        preview.folders.append(row);
    }
    const auto rowOfHere = [&](const SwitchReader::Here &here) -> SwitchFolderPlan * {
        const auto found = rowOf.constFind(here.folder);
        return found == rowOf.cend() ? nullptr : &preview.folders[*found];
    };
    // By index into m_listed.
    QHash<QByteArray, int> listedByPath;
    for (int i = 0; i < int(m_listed.size()); ++i)
        listedByPath.insert(m_listed[i].path, i);
    const auto listedOf = [&](int message) {
        return listedByPath.value(
            m_inventory->folders()[m_inventory->folderOf(message)].remote.path, -1);
    };

    qint64 uploadBytes = 0, uploadMessages = 0;
    for (const int index : std::as_const(m_match.onlyHere)) {
        const SwitchReader::Here *here = m_here->at(index);
        SwitchFolderPlan *row = here ? rowOfHere(*here) : nullptr;
        if (!row)
            continue;
        row->onlyHere.add(here->size);
        if (!m_toFolders)
            continue;
        if (!here->whole)
            note(preview.exceptions, Kind::NoContent, here->placement, SwitchText::noContent());
        else if (row->role == FolderRole::Inbox)
            note(preview.exceptions, Kind::DeletedThere, here->placement,
                 SwitchText::deletedThere());
        if (preview.largestAppend > 0 && here->size > preview.largestAppend) {
            row->tooLarge.add(here->size);
            note(preview.exceptions, Kind::TooLarge, here->placement, SwitchText::tooLarge());
        }
    }
    for (const int index : std::as_const(m_match.ambiguous)) {
        const SwitchReader::Here *here = m_here->at(index);
        SwitchFolderPlan *row = here ? rowOfHere(*here) : nullptr;
        if (!row)
            continue;
        row->ambiguous.add(here->size);
        note(preview.exceptions, Kind::Ambiguous, here->placement, SwitchText::ambiguous());
    }
    for (const int index : std::as_const(m_match.onlyThere)) {
        const auto found = rowThere.constFind(listedOf(index));
        if (found != rowThere.cend() && !m_deletedThere.contains(index))
            preview.folders[*found].onlyServer.add(m_inventory->side.size(index));
    }
    for (const int index : std::as_const(m_deletedThere)) {
        SwitchException deleted;
        deleted.kind = Kind::DeletedHere;
        deleted.bytes = m_inventory->side.size(index);
        const auto named = m_deletedNames.constFind(index);
        if (named != m_deletedNames.cend()) {
            const Address from = named->from.value(0);
            deleted.subject = named->subject;
            deleted.from = from.name.isEmpty() ? from.mailbox : from.name;
            deleted.dateUtc = named->dateUtc;
        }
        const auto found = rowThere.constFind(listedOf(index));
        if (found != rowThere.cend())
            deleted.folder = preview.folders[*found].path;
        deleted.why = SwitchText::deletedHere();
        if (preview.exceptions.size() < switchExceptionsKept)
            preview.exceptions.append(deleted);
    }

    // What may be chosen.
    for (SwitchFolderPlan &row : preview.folders) {
        const SwitchFolderPlan *chosen = nullptr;
        for (qsizetype i = 0; before && i < before->folders.size(); ++i) {
            const SwitchFolderPlan &old = before->folders[i];
            if (row.folder ? old.folder == row.folder
                           : !old.folder && old.remotePath == row.remotePath)
                chosen = &old;
        }
        if (m_toFolders) {
            row.choice = SwitchChoice::KeepHere;
            if (row.folder) {
                row.choices = {SwitchChoice::Upload, SwitchChoice::KeepHere};
                const bool has = row.onlyHere.messages > 0;
                if (row.role == FolderRole::Inbox) {
                    row.whyNot = has ? SwitchText::inboxStays() : QString();
                } else if (!keptUnlessAsked(row.role)) {
                    row.choice = SwitchChoice::Upload;
                }
            }
        } else {
            row.choices = row.folder
                ? QList<SwitchChoice>{SwitchChoice::Download, SwitchChoice::LeaveThere}
                : QList<SwitchChoice>{};
            row.choice = SwitchChoice::Download;
        }
        if (chosen && row.choices.contains(chosen->choice))
            row.choice = chosen->choice;
    }
    m_plan = preview;
    for (const MatchPair &pair : std::as_const(m_match.pairs)) {
        const SwitchReader::Here *here = m_here->at(pair.here);
        SwitchFolderPlan *row = here ? rowOfHere(*here) : nullptr;
        if (!row)
            continue;
        row->onBoth.add(here->size);
        if (filing(here->folder, listedOf(pair.there)) != SwitchCommit::Filing::AsHere)
            row->toMove.add(here->size);
    }
    if (m_toFolders) {
        // In the order they are uploaded.
        qint64 room = std::numeric_limits<qint64>::max();
        if (preview.quotaLimit)
            room = qMax(qint64(0), *preview.quotaLimit - preview.quotaUsed.value_or(0));
        for (const int index : std::as_const(m_match.onlyHere)) {
            const SwitchReader::Here *here = m_here->at(index);
            SwitchFolderPlan *row = here ? rowOfHere(*here) : nullptr;
            if (!row || row->choice != SwitchChoice::Upload || !here->whole
                || (preview.largestAppend > 0 && here->size > preview.largestAppend))
                continue;
            if (here->size > room) {
                row->overQuota.add(here->size);
                note(preview.exceptions, Kind::OverQuota, here->placement, SwitchText::overQuota());
                continue;
            }
            room -= here->size;
            uploadBytes += here->size;
            ++uploadMessages;
        }
    } else {
        for (const SwitchReader::Here &here : m_here->messages) {
            SwitchFolderPlan *row = rowOfHere(here);
            if (!row || here.whole)
                continue;
            row->toDownload.add(here.size);
            if (row->choice == SwitchChoice::Download) {
                uploadBytes += here.size / 4; // downwards, lines are faster
                ++uploadMessages;
            }
        }
    }
    const QList<Operation> waiting = m_writer.operations(m_account.id);
    preview.operationsCarried = waiting.size();
    for (const Operation &operation : waiting)
        note(preview.exceptions, Kind::Pending, operation.placements.value(0),
             SwitchText::pending());
    preview.secondsEstimated = uploadBytes / bytesASecond + uploadMessages / messagesASecond + 1;
    preview.id = journal;
    m_plan = preview;
    return preview;
}

} // namespace Turnstone
