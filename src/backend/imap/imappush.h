// SPDX-License-Identifier: MIT
#pragma once

#include "backend/imap/imapconnection.h"
#include "backend/mailbackend.h"

namespace Turnstone {

/// IDLE (RFC 2177). What comes while one ends is kept for the next.
class ImapPush : public PushSupport {
public:
    explicit ImapPush(ImapConnection &connection)
        : m_connection(connection)
    { }
    PushEvent wait(const FolderCursor &seen) override;

private:
    PushEvent idle();
    void end(Imap::CommandId command);
    bool differsFrom(const FolderCursor &seen) const;
    static bool tellsOfChange(const Imap::Event &event);

    ImapConnection &m_connection;
    bool m_changed = false; ///< something was told that nobody has been told of yet
};

} // namespace Turnstone
