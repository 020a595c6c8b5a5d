// SPDX-License-Identifier: MIT
#pragma once

#include "backend/imap/imapconnection.h"
#include "backend/imap/imapnamespaces.h"
#include "backend/remote.h"

namespace Turnstone {

/// The server's folders: LIST with all it can say in one answer, or LIST, LSUB and STATUS; the
/// user's own, and those of others and shared ones that the user may see (NAMESPACE).
class ImapFolders {
public:
    explicit ImapFolders(ImapConnection &connection);
    /// At most Limits::folders and the Inbox, without doubles, always with an Inbox.
    QList<RemoteFolder> list();
    /// The same by LIST and LSUB alone: for a second look at what a richer answer lacked.
    QList<RemoteFolder> listPlainly();
    /// '/' and the like; asked for once.
    QChar delimiter();
    bool exists(const QByteArray &path);
    /// Asked for once; what isn't answered says that all names are the user's.
    const ImapNamespaces &namespaces();

private:
    void take(const Imap::ListData &);
    void take(const Imap::StatusData &);
    void take(const Imap::Event &);
    QList<RemoteFolder> ask(bool plainly);
    bool tellsModSeqs() const;
    void askAll(bool plainly);
    bool askExtended(const QByteArrayList &patterns);
    void askPlain(const QByteArrayList &patterns);
    QByteArrayList unlistedPrefixes() const;
    QString decoded(const QByteArray &name, QChar delimiter) const;
    QByteArray nameBelowPersonal(const QByteArray &path) const;
    void askStatus();
    void assignRoles();
    void assignDeclaredRoles(QSet<FolderRole> &given);
    void assignSuggestedRoles(QSet<FolderRole> &given);

    ImapConnection &m_connection;
    QList<RemoteFolder> m_folders;
    QHash<QByteArray, qsizetype> m_index; ///< path to place in m_folders
    QHash<qsizetype, QList<FolderRole>> m_declared; ///< special uses, by place
    QSet<QByteArray> m_subscribed;
    bool m_subscriptionsKnown = false;
    qint64 m_leftOut = 0;
    qsizetype m_lastCount = 0; ///< folders that the richer answer told of last
    std::optional<QChar> m_delimiter;
    ImapNamespaces m_namespaces;
    bool m_namespacesKnown = false;
    bool m_listedBefore = false;
};

} // namespace Turnstone
