// SPDX-License-Identifier: MIT
#pragma once

#include "backend/imap/imapconnection.h"

namespace Turnstone {

/// Which UIDs are there between two, the highest first, window by window: no answer grows with the
/// folder, and the newest of a million are known as soon as those of a thousand. By SEARCH, with
/// PARTIAL (RFC 9394) and ESEARCH (RFC 4731) where offered; by FETCH where SEARCH is of no use or
/// its one line might pass the bound of a response.
class ImapUidScan {
public:
    enum class Extent {
        Windows, ///< some thousands of messages each
        AtOnce ///< as much as an answer may hold: where nothing is done between two windows
    };
    /// `exists`: messages in the whole mailbox.
    ImapUidScan(ImapConnection &, Imap::UidRange range, quint32 exists, Extent = Extent::Windows);

    struct Window {
        Imap::UidRange range;
        Imap::UidSet uids;
    };
    /// Sends the question for the next window, if there is one and it hasn't been sent: the answer
    /// may come beside other commands' answers, and is taken by `take`.
    void ask();
    /// Waits for the next window. `others` is given everything that comes meanwhile, and must hand
    /// it to `take`. Not to be called `atEnd`.
    Window next(const ImapConnection::Handler &others);
    /// Hears out what was asked and isn't wanted any more.
    void abandon(const ImapConnection::Handler &others);
    bool atEnd() const { return m_range.last < m_range.first; }
    void take(const Imap::Event &);

private:
    enum class Way { Partial, Search, Fetch };

    Way way() const;
    void choose();
    qint64 aim() const;

    ImapConnection &m_connection;
    Imap::UidRange m_range; ///< not yet asked for
    quint32 m_exists;
    Extent m_extent;
    qint64 m_width = 0; ///< UIDs a window
    Imap::UidRange m_window;
    Way m_way = Way::Search;
    Imap::CommandId m_command = 0; ///< 0: not asked
    Imap::UidSet m_found;
    bool m_damaged = false;
};

} // namespace Turnstone
