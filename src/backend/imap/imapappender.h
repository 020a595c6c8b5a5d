// SPDX-License-Identifier: MIT
#pragma once

#include "backend/imap/imapconnection.h"
#include "backend/mailbackend.h"

#include <deque>

namespace Turnstone {

/// Puts messages into folders: one, or many with several on their way. Where the server offers
/// MULTIAPPEND (RFC 3502) many go by one command, which does all or nothing: what it refuses is
/// sent once more one by one, so that one message doesn't cost the others.
class ImapAppender {
public:
    explicit ImapAppender(ImapConnection &connection)
        : m_connection(connection)
    { }
    /// FolderSupport::append.
    std::optional<RemoteKey> append(const QByteArray &folder, const QByteArray &message,
                                    const FlagState &flags, qint64 receivedUtc);
    /// FolderSupport::replace, in the mailbox that is selected.
    FolderSupport::Replacement replace(const QByteArray &folder, quint32 former,
                                       const QByteArray &message, const FlagState &flags,
                                       qint64 receivedUtc);
    /// FolderSupport::appendAll.
    void appendAll(const QByteArray &folder, AppendBatch &batch);

    /// RFC 7889: for the whole server, or a folder's own, which is asked for once; bytes.
    std::optional<qint64> appendLimit(const QByteArray &folder);

private:
    /// A message with the flags that are tried, and those that any server can keep.
    struct Item {
        int number = 0;
        QByteArray message;
        QByteArrayList flags, systemFlags;
        qint64 receivedUtc = 0;
    };
    struct Sent {
        Imap::CommandId command = 0;
        std::deque<Item> items;
        qint64 bytes = 0;
    };

    void throwIfUnfit(const QByteArray &folder, const QByteArray &message);
    Item prepared(const QByteArray &folder, const AppendItem &item, int number) const;
    bool takeNext(const QByteArray &folder, AppendBatch &batch);
    bool sendNext(const QByteArray &folder, AppendBatch &batch);
    void settleFirst(const QByteArray &folder, AppendBatch &batch);
    static bool isWorthLess(const Imap::StatusResponse &status, const Item &item);
    static Imap::Command command(const QByteArray &folder, const std::deque<Item> &items);
    static QList<std::optional<RemoteKey>>
    keys(const QByteArray &folder, const Imap::StatusResponse &status, qsizetype count);
    qint64 allowance(qint64 bytes) const;

    ImapConnection &m_connection;
    QHash<QByteArray, std::optional<qint64>> m_appendLimits; ///< told by STATUS; absent: none
    // While appendAll runs.
    std::deque<Item> m_ready; ///< taken, not sent
    std::deque<Item> m_alone; ///< to be sent in a command of their own
    std::deque<Sent> m_inFlight;
    qint64 m_bytesInFlight = 0;
    int m_taken = 0;
    bool m_atEnd = false;
    bool m_many = false; ///< several in a command
};

} // namespace Turnstone
