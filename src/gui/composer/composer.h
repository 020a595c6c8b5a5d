// SPDX-License-Identifier: MIT
#pragma once

#include "gui/attachmentfiles.h"
#include "gui/composer/composestart.h"

#include <QWidget>
#include <memory>

class QActionGroup;
class QLabel;
class QMenu;
class QMimeData;
class QToolBar;

namespace Ui {
class Composer;
}

namespace Turnstone {

class AddressCompleter;
class BodyEditor;
class NoticeBar;
class SpellCheck;
class SpellingService;

/// A message being written, whole: whom it is from and to, its text, what travels with it. A
/// Composition goes in and one comes out, so that a draft, a reply and a discarded message are the
/// same to it. Stands in a window of its own or below the message it answers. It sends nothing by
/// itself: `sendRequested` tells what is to be sent. Main thread.
class Composer : public QWidget {
    Q_OBJECT
public:
    Composer(const QList<Sender> &senders, const ComposeStart &start,
             AddressCompleter *completer = nullptr, QWidget *parent = nullptr);
    ~Composer() override;

    /// As it stands now, in a form that another composer begins with.
    ComposeStart state() const;
    /// Finished for sending: with its date and Message-ID still to be given.
    Composition composition() const;
    const Sender &sender() const;
    /// Something was written since it was opened.
    bool isModified() const;
    /// The subject, or what a message without one is called.
    QString title() const;
    /// To where writing begins: the first empty of To and subject, else the text.
    void focusFirst();
    BodyEditor &body();
    /// File, edit, insert and format menus, for a window's bar.
    QList<QMenu *> menus() const { return m_menus; }
    void addNotice(const QString &iconName, const QString &text);
    void attach(const QStringList &paths);
    void attach(const Attachment &attachment);
    /// Something is being fetched, or made, to be attached: `words` stand above the text until it
    /// ends, nothing can be sent meanwhile, and the user can give it up (isAttaching is then
    /// false).
    int beginAttaching(const QString &words);
    bool isAttaching(int work) const;
    void endAttaching(int work);
    /// Waves under misspelt words; `candidates`: the languages people here write in.
    void checkSpelling(SpellingService &, const QStringList &candidates);
    SpellCheck *spelling() const { return m_spelling; }
    /// Sends after the questions; what "Send" does.
    void requestSend(qint64 atUtc);
    /// While it is being handed over nothing can be changed.
    void setBusy(bool busy);

    // Its being kept (DraftKeeper).
    /// As it was opened.
    const ComposeStart &start() const;
    /// "Saved 12:04"; and why not, or not all, where something stands against it.
    void showKept(const QString &words, const QString &problem);

Q_SIGNALS:
    /// All questions were answered. `atUtc`: seconds, 0: as soon as possible.
    void sendRequested(qint64 atUtc);
    void discardRequested();
    /// A recipient is to be in the address book, or looked at there.
    void bookRequested(const Turnstone::Address &address);
    void closeRequested();
    /// From below a message into a window.
    void windowRequested();
    void titleChanged(const QString &title);
    // Mail dragged here or pasted, which whoever hears it attaches.
    void messagesOffered(const QList<Turnstone::PlacementId> &messages);
    void attachmentOffered(const Turnstone::AttachmentOrigin &origin,
                           Turnstone::PlacementId placement,
                           const Turnstone::ShownAttachment &attachment);
    /// What is selected in the main window is to be attached.
    void selectedMessagesRequested();
    /// Something was written.
    void edited();
    /// What stands here is to be kept as a template.
    void templateRequested();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Actions;
    void makeActions();
    void makeMenus();
    void fillToolBar();
    void connectParts();
    void load(const ComposeStart &start);
    void showRecipientRow(int row, bool shown);
    void changeSender(int index);
    void setSignature(const Sender &of);
    bool setPlainSignature(const QString &signature, bool above);
    void fillSignatures();
    void askForFiles();
    void askForTime();
    void askBeforeSending(qint64 atUtc);
    void pictureQuestion();
    void putAway(NoticeBar *notice);
    void takeMail(const QMimeData &mime);
    void noteModified();

    std::unique_ptr<Ui::Composer> m_ui;
    std::unique_ptr<Actions> m_actions;
    QList<QMenu *> m_menus;
    QList<Sender> m_senders;
    ComposeStart m_start;
    int m_sender = 0;
    bool m_modified = false;
    NoticeBar *m_pictures = nullptr;
    QHash<int, NoticeBar *> m_attaching; ///< by what beginAttaching returned
    int m_lastAttaching = 0;
    SpellCheck *m_spelling = nullptr;
    QLabel *m_kept = nullptr;
    QString m_keptProblem;
};

} // namespace Turnstone
