// SPDX-License-Identifier: MIT
#pragma once

#include "backend/backendregistry.h"
#include "mail/composition.h"
#include "store/draftwriter.h"
#include "store/outboxtypes.h"

#include <QObject>
#include <QTimer>
#include <functional>
#include <map>
#include <memory>

namespace Turnstone {

class WritingThread;

/// One message that is being written, from its first save to its end. Shared by all that save or
/// send it, because the first save may still be on its way when the next is asked for; what is in
/// it belongs to the writing thread.
struct DraftInHand {
    PlacementId placement; ///< none until it was saved
    AccountId account;
    QByteArray messageId; ///< of all its versions; what is sent gets another one
    qint64 lastDateUtc = 0; ///< of its Date: each version has a later one
};
using DraftHandle = std::shared_ptr<DraftInHand>;

struct DraftToSave {
    DraftHandle draft;
    AccountId account;
    bool isTemplate = false; ///< kept among the templates, and uploaded by nobody
    /// With what is to be kept beside a message (X-Turnstone- fields) in its extraHeaders.
    Composition composition;
    /// Completes the composition, away from the window's thread (finishRichText).
    std::function<void(Composition &)> finish = {};
    /// Attachments are as they were at the last save: where they are large the text alone is
    /// written, and the message with the next save that says otherwise.
    bool sameAttachments = false;
    /// What it answers or forwards, which gets its flag once this is sent.
    QList<OutboxOriginal> originals = {};
    /// No window has it any more: it is written whole, and uploaded at once.
    bool closed = false;
};

struct DraftSaved {
    PlacementId placement;
    qint64 savedUtc = 0; ///< seconds
    bool wasGone = false; ///< it had been deleted or moved away meanwhile: this is a new one
    std::optional<MailError> problem; ///< an attachment that couldn't be read, and isn't in it
};

/// Messages being written: kept here as they are typed, and brought to the server of their account
/// after a pause or once their window is closed. Lives in the main thread; no call waits; every
/// save is done in the order in which it was asked for, also at the end of the program.
class Drafts : public QObject {
    Q_OBJECT
public:
    struct Parts {
        Store &store;
        const BackendRegistry &registry;
        WritingThread &writing;
        std::function<void(AccountId)> tellQueued; ///< main thread
    };
    explicit Drafts(const Parts &, QObject *parent = nullptr);

    /// `done` runs in the main thread and is dropped when `context` goes; the save isn't. On an
    /// error the draft is as it was.
    using Done = std::function<void(const DraftSaved &, const std::optional<MailError> &)>;
    void save(const DraftToSave &, QObject *context, Done done);
    /// Its window is closed without anything more to be saved.
    void close(const DraftHandle &);
    /// Goes, here and at the server. The handle may then be saved anew.
    void discard(const DraftHandle &);
    /// Once at the start: what a crash left of a text that wasn't whole is put together. `done`
    /// hears which drafts were being written when the program ended without closing them.
    void recover(QObject *context, std::function<void(const QList<PlacementId> &)> done);
    /// The user was told that it was changed elsewhere.
    void toldOfChange(PlacementId);

private:
    void uploadLater(AccountId);
    std::function<void(AccountId)> teller();

    Parts m_parts;
    std::map<AccountId, std::unique_ptr<QTimer>> m_uploads;
};

/// What is typed is kept here after so many seconds at most, and uploaded after so many without a
/// save.
constexpr int draftSaveSeconds = 3;
constexpr int draftUploadPauseSeconds = 30;

/// What a draft of the account answers or forwards, also where it was begun on another computer or
/// by another program. Reads every message of the account for those. Any thread; throws as
/// MailReader does.
QList<OutboxOriginal> draftOriginals(MailReader &, AccountId, const Composition &);

/// What `Drafts::save` does. In the writer's thread; throws as MailWriter does.
DraftSaved saveDraft(MailWriter &, const DraftToSave &, const ActionTraits &, qint64 nowUtc);

/// A text that was saved alone becomes part of its message again. In the writer's thread.
void mendDraft(MailWriter &, PlacementId, const ActionTraits &);

} // namespace Turnstone
