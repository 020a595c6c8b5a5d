// SPDX-License-Identifier: MIT
// What both sides hold, and which message is which.
#include "engine/protocolswitch/switchrun.h"

#include "base/log.h"
#include "engine/protocolswitch/switchtext.h"

namespace Turnstone {

namespace {

constexpr qint64 toldMs = 150;

bool keepsFolders(const BackendRegistry &registry, const QString &protocol)
{
    const BackendRegistry::Entry *entry = registry.find(protocol);
    return entry && entry->traits.foldersOnServer;
}

} // namespace

SwitchRun::SwitchRun(const SwitchContext &context, MailWriter &writer, const Account &account,
                     const IncomingServer &to)
    : m_context(context)
    , m_writer(writer)
    , m_switches(writer)
    , m_account(account)
    , m_fromServer(account.incoming)
    , m_toServer(to)
    , m_toFolders(keepsFolders(context.pass.registry, to.protocol))
    , m_fromFolders(keepsFolders(context.pass.registry, account.incoming.protocol))
    , m_from(context.pass.registry, context.pass.certificates, account, context.currentPassword,
             context.pass.wakeup)
    , m_to(context.pass.registry, context.pass.certificates, withServer(account, to),
           context.newPassword, context.pass.wakeup)
{
    m_sinceTold.start();
}

SwitchRun::~SwitchRun() = default;

void SwitchRun::closeConnections()
{
    m_from.closeQuietly();
    m_to.closeQuietly();
}

void SwitchRun::tell(SwitchStage stage, const QString &activity, qint64 done, qint64 total,
                     qint64 bytesDone, qint64 bytesTotal)
{
    m_context.pass.wakeup.throwIfCancelled();
    const bool ends = done == 0 || done == total;
    if (!m_context.progress || !(ends || m_sinceTold.hasExpired(toldMs)))
        return;
    m_sinceTold.restart();
    m_context.progress(
        {m_account.id, stage, undoing, activity, done, total, bytesDone, bytesTotal});
}

/// Journalled before it begins.
void SwitchRun::stage(SwitchStage stage)
{
    if (journal)
        m_switches.setStage(journal, stage);
}

void SwitchRun::probe()
{
    tell(SwitchStage::Probe, SwitchText::signingIn());
    MailBackend &backend = there();
    m_traits = backend.traits();
    m_quota.reset();
    if (m_traits.quota && backend.folderChanges()) {
        try {
            m_quota = backend.folderChanges()->quota("INBOX");
        } catch (const MailError &error) {
            if (error.scope == ErrorScope::Session)
                throw;
            qCInfo(lcEngine) << "no quota is told:" << error.detail;
        }
    }
}

void SwitchRun::lastFetch(SwitchStage stage, qint64 frozenSeconds)
{
    tell(stage, SwitchText::lastFetch());
    m_switches.freeze(m_fromServer.id, m_context.pass.store.clock().utcSeconds() + frozenSeconds);
    m_from.closeQuietly(); // one session holds a POP3 mailbox
    PassOptions options;
    options.sendAtOnce = true;
    options.progress = [&](const AccountState &state) {
        tell(stage, state.activity, state.done, state.total);
    };
    const SyncSummary summary =
        runPass(m_context.pass, m_account, m_context.currentPassword, options);
    // A server that can't be asked any more may be why somebody changes. What is here is known.
    if (summary.error
        && (summary.error->kind == ErrorKind::Space || summary.error->kind == ErrorKind::Bug))
        throw *summary.error;
    m_notAsked.reset();
    if (summary.error
        && (summary.error->scope == ErrorScope::Session
            || summary.error->scope == ErrorScope::Account))
        m_notAsked = summary.error;
}

void SwitchRun::takeInventory()
{
    // A POP3 session tells what was there when it began, and either may have been cut for its
    // silence.
    if (m_inventory)
        m_to.closeQuietly();
    MailBackend &backend = there();
    m_listed = backend.folders();
    m_inventory = std::make_unique<SwitchInventory>(m_toFolders ? MatchSide::Keys::Uid
                                                                : MatchSide::Keys::Uidl);
    m_uploads.clear();
    if (journal && !undoing) { // what it put on a server is on the one that it led to
        const QList<SwitchUpload> uploads = m_switches.uploads(journal);
        for (const SwitchUpload &upload : uploads)
            m_uploads.insert(upload.placement, upload);
    }
    refreshLocal();
    for (const RemoteFolder &remote : std::as_const(m_listed)) {
        if (!remote.selectable)
            continue;
        const QString activity = SwitchText::listing(remote.name);
        tell(SwitchStage::Inventory, activity);
        try {
            m_inventory->survey(backend, remote, [&](qint64 count) {
                tell(SwitchStage::Inventory, activity, count, remote.messages.value_or(0));
            });
        } catch (const MailError &error) {
            // Somebody else's, and closed to us: nothing here is in it, nor is brought there.
            if (error.scope != ErrorScope::Folder || remote.owner == RemoteFolder::Owner::User)
                throw;
            qCInfo(lcEngine) << "a folder can't be listed:" << error.detail;
        }
    }
    buildHere();
}

void SwitchRun::buildHere()
{
    m_here =
        std::make_unique<SwitchHere>(m_fromFolders ? MatchSide::Keys::Uid : MatchSide::Keys::Uidl);
    const auto pathThere = [&](FolderId folder) {
        const int index = folderThere(folder);
        if (!m_toFolders) // one folder is there: what stands elsewhere here comes after
            return index >= 0 ? QByteArray("INBOX") : QByteArray();
        return index >= 0 ? m_listed[index].path : QByteArray();
    };
    m_switches.forEachHere(m_account.id, m_fromServer.id, [&](const SwitchReader::Here &here) {
        MatchMessage message;
        message.folder = pathThere(here.folder);
        message.key = here.remoteFolder ? here.key : here.removedKey;
        message.uidValidity = here.uidValidity;
        message.size = here.size;
        message.receivedUtc = here.receivedUtc;
        message.emailId = here.emailId;
        message.messageId = here.messageId;
        message.headerHash = here.headerHash;
        m_here->side.add(message);
        m_here->messages.push_back(here);
    });
    const auto addDeleted = [&](bool removed) {
        return [&, removed](const RemoteFolderRow &row, const QByteArray &key,
                            const QByteArray &headerHash) {
            MatchMessage message;
            message.folder = row.path;
            message.key = key;
            message.uidValidity = m_fromFolders ? row.uidValidity : 0;
            message.headerHash = headerHash;
            message.deleted = true;
            m_here->side.add(message);
            m_here->deleted.push_back({{row.path, key, message.uidValidity}, removed});
        };
    };
    m_switches.forEachDeleted(m_fromServer.id, addDeleted(false));
    m_switches.forEachRemoved(m_fromServer.id, addDeleted(true));
}

/// What was known before: keys from when this server was in use, what a match found, and what the
/// journal says was uploaded.
QList<MatchPair> SwitchRun::boundPairs()
{
    QHash<PlacementId, int> indexes;
    for (size_t i = 0; i < m_here->messages.size(); ++i)
        indexes.insert(m_here->messages[i].placement, int(i));
    QList<MatchPair> pairs;
    QSet<int> takenHere, takenThere;
    const auto pair = [&](PlacementId placement, const RemoteKey &key) {
        const int here = indexes.value(placement, -1);
        const int folder = m_inventory->folderByPath(key.folder);
        if (here < 0 || folder < 0 || takenHere.contains(here)
            || (m_toFolders && m_inventory->folders()[folder].uidValidity != key.uidValidity))
            return;
        const int found = m_inventory->find(folder, key.key);
        if (found < 0 || takenThere.contains(found))
            return;
        takenHere.insert(here);
        takenThere.insert(found);
        pairs.append({here, found, MatchRule::Bound});
    };
    for (const SwitchUpload &upload : std::as_const(m_uploads)) {
        if (!upload.key.isEmpty() && upload.state != SwitchUpload::State::TakenOff)
            pair(upload.placement, {upload.path, upload.key, upload.uidValidity});
    }
    for (auto it = m_paired.cbegin(); it != m_paired.cend(); ++it)
        pair(it.key(), it.value());
    m_switches.forEachHere(m_account.id, m_toServer.id, [&](const SwitchReader::Here &here) {
        if (here.remoteFolder)
            pair(here.placement, {here.remotePath, here.key, here.uidValidity});
    });
    return pairs;
}

void SwitchRun::match()
{
    tell(SwitchStage::Match, SwitchText::comparing());
    if (journal && !undoing)
        reconcile();
    // Deleted here while another server was in use, and known by the key it has here.
    QSet<int> deletedBefore;
    m_switches.forEachDeleted(
        m_toServer.id, [&](const RemoteFolderRow &row, const QByteArray &key, const QByteArray &) {
            const int folder = m_inventory->folderByPath(row.path);
            if (folder < 0
                || (m_toFolders && m_inventory->folders()[folder].uidValidity != row.uidValidity))
                return;
            const int found = m_inventory->find(folder, key);
            if (found >= 0)
                deletedBefore.insert(found);
        });
    MatchOptions options;
    options.bound = boundPairs();
    options.likely = UidlFormula::fromString(
        m_switches.uidlFormula((m_toFolders ? m_fromServer : m_toServer).id).toLatin1());
    options.progress = [&](qint64 done, qint64 total) {
        tell(SwitchStage::Match, SwitchText::comparing(), done, total);
    };
    SwitchSource source(m_writer, m_switches, m_from, m_fromServer.id,
                        {m_toServer.id, [this]() -> MailBackend & { return there(); }}, *m_here,
                        *m_inventory, m_context.pass.wakeup);
    m_match = matchMessages(m_here->side, m_inventory->side, source, options);
    confirmRemoved(source);
    m_from.closeQuietly();
    m_deletedThere.clear();
    m_paired.clear();
    for (const MatchPair &pair : std::as_const(m_match.pairs)) {
        if (const SwitchReader::Here *here = m_here->at(pair.here)) {
            m_paired.insert(here->placement, m_inventory->keyOf(pair.there));
            deletedBefore.remove(pair.there);
        } else {
            m_deletedThere.insert(pair.there);
        }
    }
    m_deletedThere.unite(deletedBefore);
    // Uploaded, and deleted here since.
    QSet<PlacementId> here;
    for (const SwitchReader::Here &one : m_here->messages)
        here.insert(one.placement);
    for (const SwitchUpload &upload : std::as_const(m_uploads)) {
        const int folder = m_inventory->folderByPath(upload.path);
        const bool known = folder >= 0 && !here.contains(upload.placement) && !upload.key.isEmpty()
            && m_inventory->folders()[folder].uidValidity == upload.uidValidity;
        if (const int found = known ? m_inventory->find(folder, upload.key) : -1; found >= 0)
            m_deletedThere.insert(found);
    }
    m_switches.setUidlFormula((m_toFolders ? m_fromServer : m_toServer).id,
                              QString::fromLatin1(m_match.formula.toString()));
}

} // namespace Turnstone
