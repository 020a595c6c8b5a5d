// SPDX-License-Identifier: MIT
#pragma once

#include "backend/backendregistry.h"

#include <QMutex>
#include <QSet>
#include <atomic>
#include <functional>
#include <memory>

namespace Turnstone::Test {

/// A mail server in memory, shared by every backend made for it: what an engine's test changes,
/// breaks and asks. Any thread; a test's hook is called without the lock.
class MemoryServer {
public:
    enum class Style { Imap, Pop3 };
    struct Message {
        quint32 uid = 0;
        QByteArray bytes;
        FlagState flags;
        qint64 receivedUtc = 0;
        bool damaged = false; ///< every fetch of it fails
        QByteArray emailId; ///< where `emailIds` or `labels`: the same in all its folders
    };
    struct Folder {
        QByteArray path;
        FolderRole role = FolderRole::None;
        quint32 uidValidity = 1;
        quint32 uidNext = 1;
        QList<Message> messages;
        qint64 changes = 0; ///< whatever happened in it
        QByteArray mailboxId; ///< where `mailboxIds`
    };

    explicit MemoryServer(Style style = Style::Imap);

    Style style() const { return m_style; }
    /// "memory", with a factory that connects here.
    BackendRegistry registry();
    Account account() const;

    // What other clients do. They return what the server then has.
    QByteArray deliver(const QByteArray &folder, const QByteArray &message,
                       const FlagState &flags = {});
    void addFolder(const QByteArray &path, FolderRole role = FolderRole::None);
    void removeFolder(const QByteArray &path);
    /// With what is below it; its messages, UIDs and UIDVALIDITY stay.
    void renameFolder(const QByteArray &path, const QByteArray &newPath);
    /// As by a client that moves it: with another UID in another folder.
    void moveMessage(const QByteArray &folder, const QByteArray &key, const QByteArray &to);
    /// UIDVALIDITY alone: a server that gives several folders the same.
    void setOnlyUidValidity(const QByteArray &folder, quint32 value);
    void expunge(const QByteArray &folder, const QByteArray &key);
    void setFlags(const QByteArray &folder, const QByteArray &key, const FlagState &);
    void setDamaged(const QByteArray &folder, const QByteArray &key, bool damaged = true);
    void setUidValidity(const QByteArray &folder, quint32 value);
    /// What is delivered next has this one: a server that gives a key to another message.
    void setNextUid(const QByteArray &folder, quint32 uid);
    /// Another UIDVALIDITY, and the same UIDs for other messages.
    void renumberBackwards(const QByteArray &folder);
    QList<Folder> folders() const;
    Folder folder(const QByteArray &path) const;

    /// Called by every backend before each step ("open", "folders", "synchronise", "batch",
    /// "fetch", "message", "flags", "move", "moved", "copy", "copied", "remove", "append",
    /// "appended", "quit", …), in its thread. What it throws the server has said.
    std::function<void(const QByteArray &step)> hook;
    static MailError closedConnection();

    /// The message stands in `to` as well, as itself. Returns its key there.
    QByteArray addLabel(const QByteArray &folder, const QByteArray &key, const QByteArray &to);

    /// A server that lies: all its messages have this name.
    void nameAll(const QByteArray &emailId);

    // Behaviour, set before anything connects.
    bool emailIds = false; ///< messages are named (OBJECTID)
    bool mailboxIds = false; ///< so are folders
    bool keepsTags = true; ///< else a new tag is refused
    /// As Gmail: named, one set of flags a message, in each folder at most once; a move to
    /// Trash or Junk takes it out of every other folder, any other one puts it into All Mail.
    bool labels = false;
    QByteArray password = "secret";
    bool uidplus = true;
    bool originalsStay = false; ///< with a MOVE that isn't at once: the removal is refused
    bool movesAtOnce = true; ///< else MOVE is a copy, "copied", and a removal
    bool replaces = false; ///< REPLACE (RFC 8508); steps "replace", "replaced"
    bool altersBodies = false; ///< of what is appended, its last letter; the size stays
    bool rewritesUploads = false; ///< what is appended gets a line more
    std::atomic<qint64> quota = 0; ///< bytes that an append may have; 0: any
    int batch = 100; ///< messages a report or checkpoint
    std::atomic<bool> quitFails = false;
    std::atomic<bool> quitAnswerLost = false; ///< POP3: what was marked goes, and nobody is told
    /// POP3: so many sessions end with an OK before anything is removed, and crash over it.
    std::atomic<int> forgetsToDelete = 0;
    QByteArray refusesToDelete; ///< POP3: DELE of this key
    bool headersAlone = true; ///< POP3: there is a TOP
    int beginningLines = 20; ///< POP3: so many by TOP
    std::optional<int> expireDays; ///< EXPIRE
    qint64 loginDelaySeconds = 0; ///< LOGIN-DELAY
    QByteArray uidlPrefix = "uidl-"; ///< POP3; another one after a migration
    std::atomic<bool> listsNothing = false; ///< POP3: an empty mailbox for a while
    bool tellsOfAll = false; ///< push tells of every folder
    int connectionsAllowed = 3; ///< said in the traits; before `registry` is asked for
    /// Beyond so many at once a connection is refused as too many.
    std::atomic<int> connectionLimit = 1000;
    std::atomic<bool> listHalf = false; ///< LIST and listings of messages lack every second

    // Counted.
    std::atomic<int> connections = 0, openConnections = 0, maxOpenConnections = 0;
    std::atomic<qint64> messagesFetched = 0, listings = 0, folderLists = 0;
    std::atomic<qint64> headersFetched = 0; ///< POP3: by TOP; not among messagesFetched

private:
    friend class MemoryBackend;
    Folder *find(const QByteArray &path);
    void add(const QByteArray &path, FolderRole role);
    void rename(const QByteArray &path, const QByteArray &newPath);
    void shareFlags(const Message &);
    void changed(Folder &folder);

    Style m_style;
    mutable QMutex m_mutex;
    QList<Folder> m_folders;
    QSet<QByteArray> m_unsubscribed;
    quint32 m_lastUidl = 0;
    quint32 m_lastEmailId = 0;
    quint32 m_lastUidValidity = 1;
    qint64 m_changes = 0, m_listChanges = 0;
};

/// A believable small message with a number in it.
QByteArray sampleMessage(int number, const QByteArray &body = {});

} // namespace Turnstone::Test
