// SPDX-License-Identifier: MIT
#pragma once

#include "backend/imap/imapconnection.h"
#include "backend/remote.h"
#include "protocol/imap/uidset.h"

namespace Turnstone {

/// Which messages of a folder are still there as it is changed: a command by UID passes over those
/// that are gone and says OK (RFC 9051 6.4.9). Asked along with that command, so that it costs no
/// round trip of its own.
class ImapPresence {
public:
    /// Opens the folder. Throws as ImapConnection::ensureSelected does.
    ImapPresence(ImapConnection &, const QByteArray &folder, quint32 uidValidity);

    /// Before the command that changes this set is sent. One at a time.
    void ask(const QByteArray &set);
    /// That command; what else is said meanwhile is for `handler`, too. Throws where it is refused,
    /// with nothing left on its way.
    Imap::StatusResponse run(const Imap::Command &, const ImapConnection::Handler &handler = {});
    /// After that command was answered. Nothing where the server can't say.
    QList<RemoteKey> gone();

private:
    void take(const Imap::Event &);
    ImapConnection &m_connection;
    QByteArray m_folder;
    quint32 m_uidValidity;
    Imap::CommandId m_noop = 0, m_question = 0;
    Imap::UidSet m_asked, m_found;
    bool m_damaged = false;
};

} // namespace Turnstone
