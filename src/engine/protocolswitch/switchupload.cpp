// SPDX-License-Identifier: MIT
// What is only here goes to the server: once, whatever happens in between.
#include "engine/protocolswitch/switchrun.h"

#include "base/log.h"
#include "engine/protocolswitch/switchtext.h"
#include "mail/headerhash.h"
#include "mail/messagereader.h"

#include <map>

namespace Turnstone {

namespace {

constexpr qint64 bytesSentAtOnce = 8 * 1024 * 1024;
constexpr int quotaRefusalsBelieved = 3;

/// When it was delivered: as it was told, else what the last server wrote, else what it says
/// itself.
qint64 deliveryTime(qint64 receivedUtc, const QByteArray &bytes)
{
    if (receivedUtc > 0)
        return receivedUtc;
    const QList<HeaderField> fields = readHeaderFields(headerBlock(bytes));
    qint64 date = 0;
    for (const HeaderField &field : fields) {
        if (field.name.compare("Received", Qt::CaseInsensitive) == 0) {
            const qsizetype semicolon = field.value.lastIndexOf(';');
            if (const qint64 at = semicolon < 0 ? 0 : parseDate(field.value.mid(semicolon + 1)))
                return at;
        } else if (date == 0 && field.name.compare("Date", Qt::CaseInsensitive) == 0) {
            date = parseDate(field.value);
        }
    }
    return date;
}

} // namespace

/// What was sent and never answered is looked for, from where it would show, by its header; what
/// isn't there was not taken and is forgotten. After a changed UIDVALIDITY everything is looked at.
void SwitchRun::reconcile()
{
    std::map<QByteArray, QList<SwitchUpload>> lost;
    std::map<QByteArray, QSet<QByteArray>> taken;
    for (const SwitchUpload &upload : std::as_const(m_uploads)) {
        if (upload.isOff())
            continue;
        const int folder = m_inventory->folderByPath(upload.path);
        const bool sameKeys =
            folder >= 0 && m_inventory->folders()[folder].uidValidity == upload.uidValidity;
        if (!upload.key.isEmpty() && sameKeys)
            taken[upload.path].insert(upload.key);
        else
            lost[upload.path].append(upload);
    }
    for (const auto &[path, uploads] : lost)
        reconcileFolder(path, uploads, taken[path]);
}

void SwitchRun::reconcileFolder(const QByteArray &path, QList<SwitchUpload> lost,
                                const QSet<QByteArray> &taken)
{
    QList<PlacementId> neverSent;
    QList<SwitchUpload> found;
    const int index = m_inventory->folderByPath(path);
    if (index >= 0) {
        const SurveyedFolder &folder = m_inventory->folders()[index];
        quint32 from = 1;
        bool sameValidity = true;
        for (const SwitchUpload &upload : std::as_const(lost))
            sameValidity = sameValidity && upload.uidValidity == folder.uidValidity;
        if (sameValidity) {
            from = std::numeric_limits<quint32>::max();
            for (const SwitchUpload &upload : std::as_const(lost))
                from = qMin(from, upload.uidNext);
        }
        QList<RememberedHashes::Wanted> candidates;
        for (int i = folder.first; i < folder.end; ++i) {
            const QByteArray key = m_inventory->side.key(i);
            if (key.toUInt() >= from && !taken.contains(key))
                candidates.append({m_inventory->keyOf(i), m_inventory->side.size(i)});
        }
        std::map<QByteArray, QByteArrayList> byHeader, byLoose;
        RememberedHashes(m_switches, m_toServer.id, m_context.pass.wakeup)
            .read([this]() -> MailBackend & { return there(); }, candidates, false,
                  [&](const RemoteKey &key, const SwitchReader::ReadMessage &known) {
                      byHeader[known.header].append(key.key);
                      byLoose[known.loose].append(key.key);
                  });
        for (SwitchUpload upload : std::as_const(lost)) {
            QByteArrayList &keys = byHeader[upload.headerHash];
            const auto after = std::find_if(keys.begin(), keys.end(), [&](const QByteArray &key) {
                return !sameValidity || key.toUInt() >= upload.uidNext;
            });
            if (after != keys.end()) {
                upload.key = *after;
                keys.erase(after);
            } else {
                upload.key = sameValidity ? rewritten(upload, index, byLoose) : QByteArray();
            }
            if (upload.key.isEmpty()) {
                neverSent.append(upload.placement);
                continue;
            }
            upload.uidValidity = folder.uidValidity;
            if (upload.state == SwitchUpload::State::Intended)
                upload.state = SwitchUpload::State::There;
            found.append(upload);
        }
    } else {
        for (const SwitchUpload &upload : std::as_const(lost))
            neverSent.append(upload.placement);
    }
    m_switches.settleUploads(journal, found);
    m_switches.forgetUploads(journal, neverSent);
    for (const SwitchUpload &upload : std::as_const(found))
        m_uploads.insert(upload.placement, upload);
    for (const PlacementId placement : std::as_const(neverSent))
        m_uploads.remove(placement);
}

/// Servers that write headers anew have it under another hash: then it is known by what it says of
/// itself, its body, and the time and flags that it was given. So sure that it may be deleted
/// again.
QByteArray SwitchRun::rewritten(const SwitchUpload &upload, int folder,
                                const std::map<QByteArray, QByteArrayList> &byLoose)
{
    const auto here =
        std::find_if(m_here->messages.cbegin(), m_here->messages.cend(),
                     [&](const auto &one) { return one.placement == upload.placement; });
    const auto bytes =
        here == m_here->messages.cend() ? std::nullopt : m_writer.content(here->message, {});
    const qint64 sentAs = bytes ? deliveryTime(here->receivedUtc, *bytes) : 0;
    const auto alike =
        bytes ? byLoose.find(looseFingerprint(readEnvelope(headerBlock(*bytes)))) : byLoose.cend();
    if (sentAs <= 0 || alike == byLoose.cend() || alike->first.isEmpty())
        return {};
    QList<RememberedHashes::Wanted> wanted;
    for (const QByteArray &key : alike->second) {
        const int found = m_inventory->find(folder, key);
        if (found >= 0 && key.toUInt() >= upload.uidNext
            && m_inventory->side.receivedUtc(found) == sentAs
            && m_inventory->flagsOf(found).flags == upload.flags.flags)
            wanted.append({m_inventory->keyOf(found), m_inventory->side.size(found)});
    }
    MessageHash hash;
    hash.add(*bytes);
    const QByteArray body = hash.result().body;
    QByteArrayList same;
    RememberedHashes(m_switches, m_toServer.id, m_context.pass.wakeup)
        .read([this]() -> MailBackend & { return there(); }, wanted, true,
              [&](const RemoteKey &key, const SwitchReader::ReadMessage &known) {
                  if (known.body == body)
                      same.append(key.key);
              });
    return same.size() == 1 ? same.first() : QByteArray();
}

bool SwitchRun::isToUpload(int index) const
{
    const SwitchReader::Here *here = m_here->at(index);
    const SwitchFolderPlan *plan = here ? planOf(here->folder) : nullptr;
    return plan && plan->choice == SwitchChoice::Upload && here->whole
        && !m_foldersRefused.contains(plan->folder) && !m_uploads.contains(here->placement)
        && (m_traits.largestAppend <= 0 || here->size <= m_traits.largestAppend);
}

/// What is sent of one folder: intents are journalled before they are handed over, some at a time,
/// and what came of them afterwards. What happens in between is found by `reconcile`.
class SwitchRun::Batch : public AppendBatch {
public:
    Batch(SwitchRun &run, const QList<int> &indexes, const SurveyedFolder &folder)
        : m_run(run)
        , m_indexes(indexes)
        , m_folder(folder)
    { }
    std::function<void(qint64 bytes)> onSettled;

    std::optional<AppendItem> next() override
    {
        m_run.m_context.pass.wakeup.throwIfCancelled();
        if (m_run.m_quotaReached)
            return std::nullopt;
        if (m_ready.isEmpty())
            readSome();
        if (m_ready.isEmpty())
            return std::nullopt;
        const Ready ready = m_ready.takeFirst();
        m_sent.append(ready.journal);
        return ready.item;
    }
    void appended(int number, const std::optional<RemoteKey> &key) override
    {
        SwitchUpload upload = m_sent.at(number);
        if (key && key->uidValidity != 0) {
            upload.key = key->key;
            upload.uidValidity = key->uidValidity;
            upload.state = SwitchUpload::State::There;
        }
        m_quotaRefusals = 0;
        settle(upload);
    }
    void refused(int number, const MailError &why) override
    {
        qCInfo(lcEngine) << "a message stays here:" << why.detail;
        SwitchUpload upload = m_sent.at(number);
        const bool noRoom = why.kind == ErrorKind::Space && why.scope == ErrorScope::Folder;
        upload.state = noRoom ? SwitchUpload::State::NoRoom : SwitchUpload::State::Refused;
        m_quotaRefusals = noRoom ? m_quotaRefusals + 1 : 0;
        m_run.m_quotaReached = m_run.m_quotaReached || m_quotaRefusals >= quotaRefusalsBelieved;
        settle(upload);
    }
    /// What is known of those sent, also after a failure.
    void flush()
    {
        m_run.m_switches.settleUploads(m_run.journal, m_settled);
        for (const SwitchUpload &upload : std::as_const(m_settled))
            m_run.m_uploads.insert(upload.placement, upload);
        m_settled.clear();
    }
    /// There is no room for the rest: it stays here.
    void leaveTheRest()
    {
        QList<SwitchUpload> rest;
        for (const Ready &ready : std::as_const(m_ready))
            rest.append(ready.journal);
        for (; m_next < m_indexes.size(); ++m_next) {
            const SwitchReader::Here &here = *m_run.m_here->at(m_indexes[m_next]);
            SwitchUpload upload;
            upload.placement = here.placement;
            upload.path = m_folder.remote.path;
            upload.size = here.size;
            rest.append(upload);
        }
        for (SwitchUpload &upload : rest) {
            upload.state = SwitchUpload::State::NoRoom;
            m_run.m_uploads.insert(upload.placement, upload);
        }
        m_run.m_switches.noteUploads(m_run.journal, rest);
    }

private:
    struct Ready {
        SwitchUpload journal;
        AppendItem item;
    };
    void settle(const SwitchUpload &upload)
    {
        m_settled.append(upload);
        if (m_settled.size() >= m_run.m_context.messagesAtOnce)
            flush();
        onSettled(upload.size);
    }
    void readSome()
    {
        QList<SwitchUpload> intents;
        qint64 bytes = 0;
        while (m_next < m_indexes.size() && intents.size() < m_run.m_context.messagesAtOnce
               && bytes < bytesSentAtOnce) {
            const SwitchReader::Here &here = *m_run.m_here->at(m_indexes[m_next++]);
            const auto row = m_run.m_writer.row(here.placement);
            const auto content = row ? m_run.m_writer.content(here.message, {}) : std::nullopt;
            if (!content)
                continue; // deleted meanwhile, or damaged: verify says so
            Ready ready;
            ready.item.message = *content;
            ready.item.receivedUtc = deliveryTime(here.receivedUtc, *content);
            ready.item.flags = row->flags;
            ready.item.flags.flags.setFlag(Flag::Deleted, false);
            ready.journal.placement = here.placement;
            ready.journal.path = m_folder.remote.path;
            ready.journal.uidValidity = m_folder.uidValidity;
            ready.journal.uidNext = qMax(1U, m_folder.uidNext);
            ready.journal.size = content->size();
            ready.journal.headerHash = headerFingerprint(headerBlock(*content));
            ready.journal.flags = ready.item.flags;
            bytes += content->size();
            intents.append(ready.journal);
            m_ready.append(std::move(ready));
        }
        m_run.m_switches.noteUploads(m_run.journal, intents);
    }

    SwitchRun &m_run;
    const QList<int> m_indexes;
    const SurveyedFolder m_folder;
    qsizetype m_next = 0; ///< of m_indexes
    QList<Ready> m_ready;
    QList<SwitchUpload> m_sent, m_settled;
    int m_quotaRefusals = 0;
};

void SwitchRun::upload()
{
    std::map<FolderId, QList<int>> byFolder;
    qint64 total = 0, bytesTotal = 0, done = 0, bytesDone = 0;
    for (const int index : std::as_const(m_match.onlyHere)) {
        if (!isToUpload(index))
            continue;
        const SwitchReader::Here *here = m_here->at(index);
        byFolder[here->folder].append(index);
        ++total;
        bytesTotal += here->size;
    }
    // Also where nothing is uploaded. A copy: what a server doesn't take is named anew in the plan.
    const QList<SwitchFolderPlan> plans = m_plan.folders;
    for (const SwitchFolderPlan &plan : plans) {
        if (isToMake(plan))
            makeThere(plan.folder);
    }
    for (const SwitchFolderPlan &plan : plans) {
        const auto found = byFolder.find(plan.folder);
        if (found == byFolder.end())
            continue;
        const std::optional<RemoteFolder> remote = makeThere(plan.folder);
        const int surveyed = remote ? m_inventory->folderByPath(remote->path) : -1;
        if (surveyed < 0)
            continue; // it couldn't be made, or listed
        const QString activity = SwitchText::uploading(remote->name);
        tell(SwitchStage::Transfer, activity, done, total, bytesDone, bytesTotal);
        Batch batch(*this, found->second, m_inventory->folders()[surveyed]);
        batch.onSettled = [&](qint64 bytes) {
            bytesDone += bytes;
            tell(SwitchStage::Transfer, activity, ++done, total, bytesDone, bytesTotal);
        };
        try {
            if (!m_quotaReached)
                there().folderChanges()->appendAll(remote->path, batch);
        } catch (...) {
            batch.flush();
            throw;
        }
        batch.flush();
        if (m_quotaReached)
            batch.leaveTheRest();
    }
}

} // namespace Turnstone
