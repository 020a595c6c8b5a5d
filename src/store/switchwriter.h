// SPDX-License-Identifier: MIT
#pragma once

#include "store/mailwriter.h"
#include "store/switchreader.h"

namespace Turnstone {

/// What changes with a commit: which server's keys stand for the account's messages.
struct SwitchCommit {
    SwitchId id;
    AccountId account;
    IncomingServerId from, to;
    SwitchState becomes = SwitchState::Committed; ///< or Undone
    qint64 undoableUntilUtc = 0;
    bool flagsOnServer = false, foldersOnServer = false; ///< of `to`
    /// Outgoing servers that sign in by the incoming server's password have another one now: they
    /// go on with the one they had, which is kept as their own, or printed by this command.
    bool sendsByOwnPassword = false;
    QString sendingCommand = {};

    /// A folder at the server that comes into use, as it was surveyed.
    struct Folder {
        MailWriter::SeenFolder seen;
        FolderId here; ///< what it stands for; none: its name and role decide
        quint32 uidValidity = 0, uidNext = 0;
        bool hasUnknown = false; ///< messages that aren't here, to be read by the next pass
    };
    QList<Folder> folders; ///< all that were listed
    enum class Filing {
        AsHere, ///< stays where it stands, whatever folder its key is in
        AsThere, ///< its placement goes to the folder of its key
        MoveThere ///< stays; a move is queued, so that the server files it as here
    };
    struct Bound {
        PlacementId placement;
        int folder = 0; ///< its key's: of `folders`
        QByteArray key;
        FlagState there; ///< as surveyed
        Filing filing = Filing::AsHere;
        QByteArray emailId = {}; ///< as RemoteMessage::emailId: one message in all its folders
        FolderId matchedIn = {}; ///< where it stood here as that was decided; moved since, it stays
    };
    QList<Bound> bound;
    /// Keys that are known and not wanted: deleted here.
    struct Known {
        int folder = 0;
        QByteArray key;
    };
    QList<Known> known;
    /// What came into these folders after that placement was the newest, and stands here alone, is
    /// queued to be uploaded: mail that was sent while the last comparison was made.
    QList<FolderId> uploadedTo;
    PlacementId newestCompared;
};

/// Writing the journal of an account's change of protocol, and its commit. Shares the writer's
/// connection and thread. Each call is a transaction of its own, and throws as MailWriter does.
class SwitchWriter : public SwitchReader {
public:
    explicit SwitchWriter(MailWriter &);

    /// The row of a server that the account may change to; not in use, and one that was retired is
    /// taken again with all its keys: the same protocol, host and user are the same server.
    IncomingServerId prepareServer(AccountId, const IncomingServer &);
    /// Until then nothing is deleted there; 0: the mark goes.
    void freeze(IncomingServerId, qint64 untilUtc);
    void setUidlFormula(IncomingServerId, const QString &);

    /// Journals what was previewed as the account's open switch, in place of one that is open and
    /// has put nothing on a server yet. Throws Permission where one is under way.
    SwitchId begin(const SwitchPreview &);
    /// The user's choices, before it is applied: `choice` of each folder, `moveDeletedToTrash`
    /// and `thorough`.
    void choose(SwitchId, const SwitchPreview &);
    /// Written before the stage begins.
    void setStage(SwitchId, SwitchStage);
    void setState(SwitchId, SwitchState);
    void setReport(SwitchId, const SwitchReport &);
    void setBackup(SwitchId, const QString &folder);
    /// The switch was given up before its commit: journal, prepared mark and freeze go. Keys that
    /// it knows at the server stay for another time.
    void forget(SwitchId);
    /// It can't be undone any more.
    void close(SwitchId);
    /// It was undone, and so long ago that it is no longer among the overdue.
    void forgetUndone(SwitchId);

    /// When it goes on by itself; 0: when somebody says so. `failures`: in a row.
    void setNextTry(SwitchId, qint64 nextTryUtc, int failures);
    /// What is here now, for `lostSince`; nothing where that is written already.
    void noteBefore(SwitchId, AccountId);

    /// Before it is made (no path), and after.
    void noteFolder(SwitchId, const QString &name, const QByteArray &path = {});
    void forgetFolder(SwitchId, const QString &name);
    /// In a profile that was made of a snapshot: what waits to be sent is sent by the other one.
    void sendNothing(AccountId);
    /// What was read of a server's messages.
    void keepRead(IncomingServerId, const QList<ReadMessage> &);

    /// Before they are sent.
    void noteUploads(SwitchId, const QList<SwitchUpload> &);
    /// What is known of them now: `state`, `key`, `uidValidity`.
    void settleUploads(SwitchId, const QList<SwitchUpload> &);
    /// They were never sent.
    void forgetUploads(SwitchId, const QList<PlacementId> &);

    /// The account reads from another server. One transaction: the servers' rows, folders, keys,
    /// where messages stand, their flags (read or not as here; flagged, answered and tags of both),
    /// operations that tell the server what differs, and the journal. Operations that wait stay.
    void commit(const SwitchCommit &);

    /// Called before and after each commit of the journal with the step's name ("stage transfer",
    /// "intend 0 17", "commit"), so that a test can end the process there. Null in the program.
    using StepHook = void (*)(const QByteArray &step, bool committed);
    static StepHook stepHook;

private:
    void forgetWork(SwitchId);
    void refreshAllBound(AccountId, IncomingServerId);
    void retryOperations(AccountId);
    MailWriter &m_writer;
};

} // namespace Turnstone
