// SPDX-License-Identifier: MIT
#include "engine/protocolswitch/switchsource.h"

#include "base/log.h"
#include "mail/headerhash.h"
#include "mail/limits.h"
#include "mail/messagereader.h"

#include <map>

namespace Turnstone {

namespace {

constexpr qsizetype messagesHashedAtOnce = 400;

/// Hashes content as it comes, in bounded memory.
class HashingSink : public ContentSink {
public:
    using Told = std::function<void(const RemoteKey &, const FetchedHashes &)>;
    explicit HashingSink(const Told &told)
        : m_told(told)
    { }
    void begin(const RemoteKey &key) override
    {
        m_key = key;
        m_hash = MessageHash();
        m_all.restart();
        m_header.clear();
        m_bytes = 0;
        m_any = false;
    }
    void section(const QByteArray &) override { m_any = true; }
    void data(QByteArrayView bytes) override
    {
        m_hash.add(bytes);
        m_all.add(bytes);
        m_bytes += bytes.size();
        const qsizetype room = Limits::headerBytes - m_header.size();
        if (room > 0)
            m_header.append(bytes.first(qMin(bytes.size(), room)));
    }
    void end() override
    {
        if (!m_any)
            return;
        FetchedHashes fetched;
        const MessageHash::Hashes hashes = m_hash.result();
        fetched.header = hashes.header;
        fetched.body = hashes.body;
        fetched.loose = looseFingerprint(readEnvelope(headerBlock(m_header)));
        fetched.bytes = m_bytes;
        fetched.sha256 = m_all.result();
        m_told(m_key, fetched);
    }
    void missing(const RemoteKey &, const MailError &) override { }

private:
    const Told &m_told;
    RemoteKey m_key;
    MessageHash m_hash;
    Sha256 m_all;
    QByteArray m_header;
    qint64 m_bytes = 0;
    bool m_any = false;
};

} // namespace

void fetchHashes(MailBackend &backend, const QList<RemoteKey> &keys, bool whole, Wakeup &wakeup,
                 const std::function<void(const RemoteKey &, const FetchedHashes &)> &told)
{
    std::map<QByteArray, QList<RemoteKey>> byFolder;
    for (const RemoteKey &key : keys)
        byFolder[key.folder].append(key);
    HashingSink sink(told);
    for (const auto &[folder, all] : byFolder) {
        for (qsizetype from = 0; from < all.size(); from += messagesHashedAtOnce) {
            wakeup.throwIfCancelled();
            QList<FetchRequest> requests;
            for (const RemoteKey &key : all.mid(from, messagesHashedAtOnce)) {
                FetchRequest request;
                request.key = key;
                request.selection.what =
                    whole ? PartSelection::What::Everything : PartSelection::What::Headers;
                requests.append(request);
            }
            backend.fetch(requests, sink);
        }
    }
}

void RememberedHashes::read(const std::function<MailBackend &()> &backend,
                            const QList<Wanted> &wanted, bool whole, const Told &told)
{
    QList<RemoteKey> unknown;
    QHash<std::pair<QByteArray, QByteArray>, qint64> sizes;
    for (const Wanted &one : wanted) {
        const RemoteKey &key = one.key;
        const auto known =
            m_switches.readBefore(m_server, key.folder, key.uidValidity, key.key, one.size);
        if (known && !(whole ? known->body : known->header).isEmpty()) {
            told(key, *known);
            continue;
        }
        unknown.append(key);
        sizes.insert({key.folder, key.key}, one.size);
    }
    if (unknown.isEmpty())
        return;
    QList<SwitchReader::ReadMessage> fresh;
    const auto keep = [&] {
        m_switches.keepRead(m_server, fresh);
        fresh.clear();
    };
    try {
        fetchHashes(backend(), unknown, whole, m_wakeup,
                    [&](const RemoteKey &key, const FetchedHashes &fetched) {
                        const SwitchReader::ReadMessage message{key.folder,
                                                                key.key,
                                                                key.uidValidity,
                                                                sizes.value({key.folder, key.key}),
                                                                fetched.loose,
                                                                fetched.header,
                                                                whole ? fetched.body
                                                                      : QByteArray()};
                        told(key, message);
                        fresh.append(message);
                        if (fresh.size() >= messagesHashedAtOnce)
                            keep();
                    });
    } catch (...) {
        keep();
        throw;
    }
    keep();
}

SwitchSource::SwitchSource(MailReader &reader, SwitchWriter &switches, Session &inUse,
                           IncomingServerId inUseServer, const Other &there, const SwitchHere &here,
                           const SwitchInventory &inventory, Wakeup &wakeup)
    : m_reader(reader)
    , m_inUse(inUse)
    , m_there(there)
    , m_readInUse(switches, inUseServer, wakeup)
    , m_readThere(switches, there.server, wakeup)
    , m_here(here)
    , m_inventory(inventory)
    , m_wakeup(wakeup)
{ }

bool SwitchSource::readStored(const SwitchReader::Here &here, Depth depth, int index,
                              MatchSide &side)
{
    if (!here.whole && depth == Depth::Whole)
        return false;
    MessageHash hash;
    QByteArray header;
    HeaderHash end;
    const bool found = m_reader.readContent(
        here.message, here.whole ? QByteArray() : QByteArray("HEADER"), [&](QByteArrayView bytes) {
            hash.add(bytes);
            const qsizetype room = Limits::headerBytes - header.size();
            if (room > 0)
                header.append(bytes.first(qMin(bytes.size(), room)));
            if (depth == Depth::Whole)
                return true;
            end.add(bytes);
            return !end.hasEnded();
        });
    if (!found && header.isEmpty())
        return false;
    const MessageHash::Hashes hashes = hash.result();
    side.tell(index, looseFingerprint(readEnvelope(headerBlock(header))), hashes.header,
              depth == Depth::Whole ? hashes.body : QByteArray());
    return true;
}

void SwitchSource::read(MatchSource::Side which, Depth depth, const QList<int> &indexes,
                        MatchSide &side)
{
    QList<RememberedHashes::Wanted> wanted;
    std::map<std::pair<QByteArray, QByteArray>, int> byKey;
    const auto want = [&](const RemoteKey &key, int index) {
        wanted.append({key, side.size(index)});
        byKey[{key.folder, key.key}] = index;
    };
    if (which == MatchSource::Side::There) {
        for (const int index : indexes)
            want(m_inventory.keyOf(index), index);
    } else {
        for (const int index : indexes) {
            m_wakeup.throwIfCancelled();
            const SwitchReader::Here *here = m_here.at(index);
            if (here && readStored(*here, depth, index, side))
                continue;
            if (!here) {
                want(m_here.deleted[size_t(index) - m_here.messages.size()].key, index);
            } else if (here->remoteFolder && !here->key.isEmpty()) {
                const MatchMessage known = side.at(index);
                want({here->remotePath, here->key, known.uidValidity}, index);
            }
        }
    }
    if (wanted.isEmpty())
        return;
    const bool whole = depth == Depth::Whole;
    const auto tell = [&](const RemoteKey &key, const SwitchReader::ReadMessage &known) {
        const auto found = byKey.find({key.folder, key.key});
        if (found != byKey.end())
            side.tell(found->second, known.loose, known.header, known.body);
    };
    if (which == MatchSource::Side::There) {
        m_readThere.read(m_there.backend, wanted, whole, tell);
        return;
    }
    try {
        m_readInUse.read([this]() -> MailBackend & { return m_inUse.backend(); }, wanted, whole,
                         tell);
    } catch (const MailError &error) {
        // It may be why somebody changes. What isn't told counts as not to be had.
        qCInfo(lcEngine) << "the server in use tells nothing:" << error.detail;
        m_inUse.drop();
    }
}

} // namespace Turnstone
