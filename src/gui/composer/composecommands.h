// SPDX-License-Identifier: MIT
#pragma once

#include "gui/attachmentfiles.h"
#include "gui/composer/composersend.h"
#include "gui/composer/composestarter.h"
#include "gui/composer/draftstate.h"

#include <QPointer>

namespace Turnstone {

class AddressCompleter;
class Composer;
class ComposeWindow;
class DraftKeeper;
class MessageListView;
class MessageView;
class MessageWindow;
class RedirectDialog;
struct Redirection;
class SpellingService;
class StatusArea;
class WindowActions;

/// Writing, as the main window's actions begin it: new messages, answers, messages passed on. Keeps
/// the composers that are open, and what was discarded last until it is too late to want it back.
class ComposeCommands : public QObject {
    Q_OBJECT
public:
    struct Parts {
        Store &store;
        Engine &engine;
        Preferences &preferences;
        BackgroundReader &reader;
        MessageListView &list;
        MessageView &message;
        WindowActions &actions;
        StatusArea &status;
        QWidget &window;
    };
    explicit ComposeCommands(const Parts &parts);
    ~ComposeCommands() override;

    /// Which account a new message is from: the open folder's.
    void setAccount(AccountId account) { m_account = account; }
    void updateActions();
    void open(const ComposeStart &start);
    /// A draft is written on, a template begins a message; what is neither is told to `otherwise`.
    void openWritten(PlacementId, std::function<void()> otherwise);
    void openDraft(PlacementId, DraftState::Purpose purpose);
    /// A composer for a "mailto:" link; false where it is none.
    bool openLink(const QString &link);
    /// A new message to these.
    void writeTo(const AddressList &to);
    /// What proposes recipients; lives as long as this.
    AddressCompleter &completer() { return *m_completer; }
    /// The window's message, and those attached to it, can be answered from now on.
    void adopt(MessageWindow *window);

Q_SIGNALS:
    void failed(const Turnstone::MailError &error);
    void bookRequested(const Turnstone::Address &address); ///< by a composer
    /// By a window that shows an attached message or a file; MessageHeader::addressMenuRequested.
    void addressMenuRequested(const QList<Turnstone::Address> &addresses, const QString &copied,
                              const QPoint &globalPosition);

private:
    void answer(ComposeStarter::Kind kind, bool below = false);
    AnswerWish wish(ComposeStarter::Kind kind) const;
    void show(const ComposeStart &start);
    void openBelow(const ComposeStart &start);
    Composer *make(const ComposeStart &start, QWidget *parent);
    void leaveBelow();
    void discard(Composer *composer);
    void closeBelow();
    void close(Composer *composer);
    void send(Composer *composer, qint64 atUtc);
    /// `again`: opens what was sent once more, after it was taken back; `draft`: as that it is kept
    /// before.
    void offerToTakeBack(OutboxId id, qint64 atUtc, std::function<void()> again,
                         const std::optional<DraftToSave> &draft = {});
    void answerReceipt(PlacementId id, bool send);
    void redirect(PlacementId id);
    void openRedirect(const OriginalMessage &original, const QList<Sender> &senders,
                      const Redirection &before);
    void sendRedirect(RedirectDialog *dialog);
    void addSpelling(Composer &composer);
    void connectAttaching(Composer *composer);
    void attachMessages(Composer *composer, const QList<PlacementId> &ids);
    void attachPart(Composer *composer, const AttachmentOrigin &origin, PlacementId placement,
                    const ShownAttachment &part);
    DraftKeeper *keeperOf(const Composer &composer) const;
    void keepClosing(Composer &composer);
    void offerRecovered(const QList<PlacementId> &drafts);
    void fillTemplates();

    Parts m_parts;
    ComposeStarter m_starter;
    ComposerSend m_send;
    AttachmentFiles m_files;
    AddressCompleter *m_completer = nullptr;
    SpellingService *m_spelling = nullptr; ///< made with the first composer
    QList<QPointer<ComposeWindow>> m_windows;
    QPointer<Composer> m_below; ///< the answer under the message that is shown
    PlacementId m_belowMessage;
    AccountId m_account;
    bool m_hasSenders = false;
};

} // namespace Turnstone
