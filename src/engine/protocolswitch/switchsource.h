// SPDX-License-Identifier: MIT
#pragma once

#include "engine/protocolswitch/matcher.h"
#include "engine/protocolswitch/switchinventory.h"
#include "engine/session.h"
#include "store/switchreader.h"

namespace Turnstone {

/// What stands here, as one side of a match: every placement of the account, and after those what
/// was deleted here and its server still has.
struct SwitchHere {
    explicit SwitchHere(MatchSide::Keys keys)
        : side(keys)
    { }
    struct Deleted {
        RemoteKey key; ///< at the server in use
    };
    std::vector<SwitchReader::Here> messages; ///< with their keys at the server in use
    std::vector<Deleted> deleted;
    MatchSide side;
    /// Null: only its key is left.
    const SwitchReader::Here *at(int index) const
    {
        return size_t(index) < messages.size() ? &messages[size_t(index)] : nullptr;
    }
};

/// Reads what a match asks for: here from the store, from the server in use what isn't here whole,
/// and there from the other server. One connection thread.
class SwitchSource : public MatchSource {
public:
    SwitchSource(MailReader &, Session &inUse, MailBackend &there, const SwitchHere &,
                 const SwitchInventory &, Wakeup &);
    void read(Side which, Depth depth, const QList<int> &indexes, MatchSide &side) override;

private:
    bool readStored(const SwitchReader::Here &, Depth depth, int index, MatchSide &side);
    MailReader &m_reader;
    Session &m_inUse;
    MailBackend &m_there;
    const SwitchHere &m_here;
    const SwitchInventory &m_inventory;
    Wakeup &m_wakeup;
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

} // namespace Turnstone
