// SPDX-License-Identifier: MIT
#pragma once

#include "store/storetypes.h"

namespace Turnstone {

using SwitchId = Id<struct SwitchTag>;

/// Stored: never renumber. In this order; what is undone goes back instead of what was to come.
enum class SwitchStage {
    Probe,
    Freeze,
    Inventory,
    Match,
    Preview,
    Backup,
    Transfer,
    Verify,
    Commit,
    Report
};
/// "probe", "freeze", …: turnstonectl's words.
QString toString(SwitchStage);

/// Stored: never renumber.
enum class SwitchState {
    Open, ///< previewed, or begun to be applied: `stage` says how far
    Committed, ///< the account reads by the new protocol; can be undone until it is closed
    Undoing, ///< begun to be undone
    Undone,
    Closed ///< the time to undo is over, or the user said so
};
/// "open", "committed", "undoing", "undone", "closed".
QString toString(SwitchState);

/// What is done with what stands only here (POP3 to IMAP), or isn't here whole (IMAP to POP3).
/// Stored.
enum class SwitchChoice {
    Upload, ///< it is put on the server
    KeepHere, ///< it stays on this computer alone
    Download, ///< it is brought here whole before the commit
    LeaveThere ///< what isn't here whole stays at the server alone; only its line in a list is here
};
/// "upload", "keep-here", "download", "leave-there".
QString toString(SwitchChoice);
bool fromString(const QString &word, SwitchChoice *choice);

struct SwitchExtent {
    qint64 messages = 0;
    qint64 bytes = 0;
    void add(qint64 size)
    {
        ++messages;
        bytes += size;
    }
    friend bool operator==(const SwitchExtent &, const SwitchExtent &) = default;
};

struct SwitchFolderPlan {
    FolderId folder; ///< none: only on the server so far
    QString path; ///< Folder::path here, or what it will be
    FolderRole role = FolderRole::None;
    QByteArray remotePath; ///< on the other server; empty: not there (yet)
    QString remoteName; ///< decoded; where it would be made, if it isn't there
    bool remoteExists = false;
    SwitchExtent onBoth, onlyHere, onlyServer;
    SwitchExtent ambiguous; ///< alike, but not surely the same: stays here, isn't uploaded
    SwitchExtent tooLarge; ///< of onlyHere: above APPENDLIMIT
    SwitchExtent overQuota; ///< of onlyHere: no room for it on the server
    SwitchExtent refused; ///< of onlyHere: the server would rewrite or refuse its bytes
    SwitchExtent
        toMove; ///< of onBoth: filed here elsewhere than there; will be filed there as here
    SwitchExtent toDownload; ///< IMAP to POP3: not here whole yet
    bool partlyListed = false; ///< IMAP to POP3: the server may have more than is known here
    SwitchChoice choice = SwitchChoice::KeepHere;
    QList<SwitchChoice> choices; ///< what may be chosen; one or none: nothing to choose
    QString whyNot; ///< why something can't be chosen, for people; empty mostly
    /// The server gets a folder for what is uploaded; one of the user's own also without mail.
    bool isToBeMade() const
    {
        return folder && !remoteExists && !remoteName.isEmpty() && choice == SwitchChoice::Upload
            && (role == FolderRole::None || onlyHere.messages > 0);
    }
};

struct SwitchException {
    /// Stored.
    enum class Kind {
        Ambiguous,
        TooLarge,
        OverQuota,
        Refused, ///< the server would change its bytes
        DeletedThere, ///< once in the Inbox of the server, and no longer
        DeletedHere, ///< deleted here, and still at the server
        NoContent, ///< not here whole, and at no server
        NotVerified,
        ChangedSince, ///< by an undo: not as it was put there, so it is left there
        NoUidExpunge, ///< by an undo: the server can't delete one message and no other
        Pending, ///< a change of the user's that couldn't be sent before
        FolderStays, ///< by an undo: a folder that was made there isn't removed
        FolderRefused ///< the server doesn't make it, so it stays a folder of this computer
    };
    Kind kind = Kind::Ambiguous;
    PlacementId placement; ///< none: of no one message
    QString folder; ///< Folder::path
    QString subject, from;
    qint64 dateUtc = 0, bytes = 0;
    QString why; ///< one sentence, for people
};

/// What a change of the protocol would do, folder by folder.
struct SwitchPreview {
    SwitchId id;
    AccountId account;
    IncomingServer from, to;
    qint64 madeUtc = 0;
    QList<SwitchFolderPlan> folders; ///< Inbox first, then as the folder list sorts them
    QString uidlFormula; ///< that was learned; empty: none, headers were compared
    std::optional<qint64> quotaUsed, quotaLimit; ///< bytes
    qint64 largestAppend = 0; ///< bytes; 0: not told
    qint64 secondsEstimated = 0;
    qint64 operationsCarried = 0; ///< the user's changes that couldn't be sent before
    qint64 deletedHereButThere = 0; ///< the new protocol would show them again: they go to Trash
    bool moveDeletedToTrash = true;
    bool thorough = false; ///< what is put on the server is read back whole
    bool mayBeAnotherMailbox = false;
    QString notAsked; ///< why the server in use wasn't asked for new mail; empty: it was
    QList<SwitchException> exceptions; ///< at most `switchExceptionsKept`
};
inline constexpr qsizetype switchExceptionsKept = 5000;

/// How a stage goes.
struct SwitchProgress {
    AccountId account;
    SwitchStage stage = SwitchStage::Probe;
    bool undoing = false;
    QString activity; ///< translated; may be empty
    qint64 done = 0, total = 0; ///< of the stage: messages; 0: unknown
    qint64 bytesDone = 0, bytesTotal = 0;
};

/// What became of it; kept with the account.
struct SwitchReport {
    SwitchId id;
    AccountId account;
    IncomingServer from, to;
    SwitchState state = SwitchState::Open;
    SwitchStage stage = SwitchStage::Probe;
    qint64 begunUtc = 0, committedUtc = 0, undoableUntilUtc = 0;
    struct FolderResult {
        SwitchFolderPlan plan; ///< as it was found when it was applied
        SwitchExtent uploaded, downloaded, keptHere;
    };
    QList<FolderResult> folders;
    qint64 verified = 0; ///< messages whose bytes were compared
    qint64 takenOff = 0; ///< by an undo: removed from the server
    QList<SwitchException> exceptions; ///< at most `switchExceptionsKept`
    QString error; ///< why it stands still, for people; empty: it doesn't
    /// When it goes on by itself, as the server asked or after a growing pause; in the past while
    /// it runs. 0: it doesn't.
    qint64 nextTryUtc = 0;
    int failures = 0; ///< in a row
};

/// A message that a switch puts on the server.
struct SwitchUpload {
    /// Stored.
    enum class State {
        Intended, ///< may have been sent
        There, ///< its key is known
        Verified, ///< and its bytes were compared
        Refused, ///< the server refused or rewrote it; it stays here
        TakenOff,
        NoRoom ///< over quota; it stays here
    };
    PlacementId placement;
    QByteArray path;
    quint32 uidValidity = 0;
    quint32 uidNext = 0; ///< before it was sent
    qint64 size = 0;
    QByteArray headerHash; ///< headerFingerprint
    FlagState flags; ///< as sent
    QByteArray key; ///< the UID in decimal; empty: not known
    State state = State::Intended;
    /// Whether it is not, or no longer, on the server.
    bool isOff() const
    {
        return state == State::TakenOff || state == State::NoRoom
            || (state == State::Refused && key.isEmpty());
    }
};

} // namespace Turnstone
