// SPDX-License-Identifier: MIT
#pragma once

#include "engine/protocolswitch/matcher.h"
#include "engine/protocolswitch/switchinventory.h"
#include "engine/session.h"
#include "store/switchwriter.h"

namespace Turnstone {

/// What stands here, as one side of a match: every placement of the account, and after those what
/// was deleted here, as far as its server still has it or it is remembered.
struct SwitchHere {
    explicit SwitchHere(MatchSide::Keys keys)
        : side(keys)
    { }
    struct Deleted {
        RemoteKey key; ///< at the server in use
        bool removed = false; ///< that server lists it no more: deleted there too, or only hidden
    };
    std::vector<SwitchReader::Here> messages; ///< with their keys at the server in use
    std::vector<Deleted> deleted;
    MatchSide side;
    /// Null: only its key is left.
    const SwitchReader::Here *at(int index) const
    {
        return size_t(index) < messages.size() ? &messages[size_t(index)] : nullptr;
    }
    bool isRemoved(int index) const
    {
        return !at(index) && deleted[size_t(index) - messages.size()].removed;
    }
};

/// What a server's own bytes are: for each key header and body hash, and its size.
struct FetchedHashes {
    QByteArray header, body, loose;
    qint64 bytes = 0; ///< of what was fetched
    QByteArray sha256; ///< of what was fetched
};
/// Fetches headers, or whole messages, and hands over what they are; what is gone isn't told.
void fetchHashes(MailBackend &, const QList<RemoteKey> &, bool whole, Wakeup &,
                 const std::function<void(const RemoteKey &, const FetchedHashes &)> &told);

/// The same for comparing: what was read before under the same UIDVALIDITY, and is listed with the
/// same size, is known from the journal; what is fetched now is kept there as it comes.
class RememberedHashes {
public:
    using Told = std::function<void(const RemoteKey &, const SwitchReader::ReadMessage &)>;
    struct Wanted {
        RemoteKey key;
        qint64 size = 0; ///< as listed
    };
    RememberedHashes(SwitchWriter &switches, IncomingServerId server, Wakeup &wakeup)
        : m_switches(switches)
        , m_server(server)
        , m_wakeup(wakeup)
    { }
    /// `backend` is asked for only where something has to be fetched.
    void read(const std::function<MailBackend &()> &backend, const QList<Wanted> &, bool whole,
              const Told &told);

private:
    SwitchWriter &m_switches;
    const IncomingServerId m_server;
    Wakeup &m_wakeup;
};

/// Reads what a match asks for: here from the store, from the server in use what isn't here whole,
/// and there from the other server. One connection thread.
class SwitchSource : public MatchSource {
public:
    struct Other {
        IncomingServerId server;
        std::function<MailBackend &()> backend;
    };
    SwitchSource(MailReader &, SwitchWriter &, Session &inUse, IncomingServerId inUseServer,
                 const Other &there, const SwitchHere &, const SwitchInventory &, Wakeup &);
    void read(MatchSource::Side which, Depth depth, const QList<int> &indexes,
              MatchSide &side) override;

private:
    bool readStored(const SwitchReader::Here &, Depth depth, int index, MatchSide &side);
    MailReader &m_reader;
    Session &m_inUse;
    const Other m_there;
    RememberedHashes m_readInUse, m_readThere;
    const SwitchHere &m_here;
    const SwitchInventory &m_inventory;
    Wakeup &m_wakeup;
};

} // namespace Turnstone
