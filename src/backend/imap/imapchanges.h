// SPDX-License-Identifier: MIT
#pragma once

#include "backend/imap/imapappender.h"
#include "backend/imap/imapconnection.h"
#include "backend/imap/imapfolders.h"
#include "backend/imap/imappresence.h"
#include "backend/mailbackend.h"

namespace Turnstone {

/// Flags, by UID STORE.
class ImapFlags : public FlagSupport {
public:
    explicit ImapFlags(ImapConnection &connection)
        : m_connection(connection)
    { }
    FlagOutcome change(const QList<RemoteKey> &keys, const FlagChange &change) override;

private:
    void store(const QByteArray &set, const QByteArray &operation, const QByteArrayList &flags,
               ImapPresence &presence);
    void refuseUnkept(const FlagChange &) const;
    QByteArrayList storable(MessageFlags flags, const QStringList &tags, bool *tagsLost) const;

    ImapConnection &m_connection;
};

/// Removing, moving and copying messages; making, renaming and removing folders. What a replay does
/// a second time succeeds: a folder that is there already is made, one that is gone is removed.
class ImapChanges : public FolderSupport {
public:
    ImapChanges(ImapConnection &connection, ImapFolders &folders);

    /// By UID EXPUNGE. Without UIDPLUS only where no other message is marked \Deleted; else ours
    /// stay marked and Permission (later) is thrown.
    void removeMessages(const QList<RemoteKey> &keys);

    QByteArray create(const QString &name, FolderRole role = FolderRole::None) override;
    QByteArray rename(const QByteArray &path, const QString &newName) override;
    void remove(const QByteArray &path) override;
    Relocation move(const QList<RemoteKey> &keys, const QByteArray &destination) override;
    Relocation copy(const QList<RemoteKey> &keys, const QByteArray &destination) override;
    void subscribe(const QByteArray &path, bool subscribed) override;
    /// By opening it: Cyrus 3.6 has garbage in what STATUS tells of it along with LIST.
    QByteArray mailboxId(const QByteArray &path) override;
    quint32 uidValidity(const QByteArray &path) override;
    /// Of the bound that is nearest, where several hold (RFC 9208 4.1.2).
    std::optional<MailboxQuota> quota(const QByteArray &path) override;
    QHash<QByteArray, FolderRights> missingRights(const QByteArrayList &paths) override;
    std::optional<qint64> largestAppend(const QByteArray &path) override
    {
        return m_appender.appendLimit(path);
    }
    std::optional<RemoteKey> append(const QByteArray &folder, const QByteArray &message,
                                    const FlagState &flags, qint64 receivedUtc) override;
    void appendAll(const QByteArray &folder, AppendBatch &batch) override;
    bool replaces() const override { return m_connection.offers("REPLACE"); }
    Replacement replace(const RemoteKey &former, const QByteArray &message, const FlagState &flags,
                        qint64 receivedUtc) override;

private:
    enum class Verb { Move, Copy };
    Relocation relocate(const QList<RemoteKey> &keys, const QByteArray &destination, Verb verb);
    void refuseUntakeable() const;
    void expunge(const Imap::UidSet &uids);
    void unmark(const QByteArrayList &sets);
    bool stillThere(const QByteArrayList &sets);
    void refuseToExpungeOthers(const Imap::UidSet &ours);
    QByteArray wireName(const QString &name);
    void subscribeAlong(const QByteArray &path, bool on);

    ImapConnection &m_connection;
    ImapFolders &m_folders;
    ImapAppender m_appender;
};

} // namespace Turnstone
