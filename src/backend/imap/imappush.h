// SPDX-License-Identifier: MIT
#pragma once

#include "backend/imap/imapconnection.h"
#include "backend/mailbackend.h"

#include <QMap>

namespace Turnstone {

/// Listens: by NOTIFY (RFC 5465) to every folder where that is offered, and by IDLE (RFC 2177) to
/// the one that is open. A NOTIFY without IDLE is listened to in silence, and proven alive by NOOP.
class ImapPush : public PushSupport {
public:
    explicit ImapPush(ImapConnection &connection)
        : m_connection(connection)
    { }
    static bool isOffered(const ImapConnection &);
    /// GNU Mailutils looks for new messages only while a client idles, and at nothing else; it is
    /// known by what it doesn't offer beside IDLE.
    static bool tellsOfChanges(const ImapConnection &);

    PushNews wait(const QList<SeenFolder> &seen, const ListenOptions &options) override;
    bool tellsOfAll() const override { return m_scope == Scope::All; }

private:
    enum class Scope {
        OpenFolder, ///< as ever: the mailbox that is selected
        All, ///< NOTIFY has been agreed on
        OpenFolderOnly ///< NOTIFY was refused, or given up by the server
    };
    using Known = QHash<QByteArray, SeenFolder>;

    void prepare(const QList<SeenFolder> &seen, const ListenOptions &options);
    void openFolder(const SeenFolder &seen);
    void agreeOnAll(const QList<SeenFolder> &seen);
    bool setNotify(const QByteArray &events, bool status, const Known &known);
    void begin(const ListenOptions &options);
    void renew();
    void endIdle();
    std::optional<PushNews> heard();
    void hear(const Imap::Event &event);
    void noteFolder(const FolderNews &news);
    QByteArray wirePath(const QByteArray &told);
    bool idleCompleted(const Imap::Event &event);

    ImapConnection &m_connection;
    Scope m_scope = Scope::OpenFolder;
    std::optional<Imap::CommandId> m_idle;
    bool m_idling = false; ///< the server has said that it idles
    int m_endedEarly = 0; ///< IDLEs in a row that the server ended at once
    qint64 m_begunAt = 0, m_renewalAt = 0; ///< monotonic ms
    QSet<QByteArray> m_paths; ///< of the folders that NOTIFY was agreed on with
    QMap<QByteArray, FolderNews> m_folders; ///< heard, and told to nobody yet
    bool m_listChanged = false, m_overflow = false;
};

} // namespace Turnstone
