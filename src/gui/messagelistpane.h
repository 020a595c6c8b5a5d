// SPDX-License-Identifier: MIT
#pragma once

#include "gui/messagelistmodel.h"
#include "gui/messagelistview.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace Turnstone {

class EmptyState;
class NoticeBar;
class Preferences;

/// The middle of the window: which folder this is, how many messages, the unread filter and the
/// sorting; below it the list, or why it is empty.
class MessageListPane : public QWidget {
    Q_OBJECT
public:
    /// What is open, as far as words and empty states need it.
    struct Subject {
        QSet<FolderId> folders;
        QString title;
        bool recipients = false; ///< Drafts, Sent
    };
    enum class Situation { Normal, NoAccount, NothingOpen, NeverSynchronised };

    MessageListPane(MessageListModel &, Preferences &, QAction &unreadOnly, QMenu &sortMenu,
                    QWidget *parent = nullptr);

    MessageListView &view() { return *m_view; }
    void open(const Subject &subject);
    void setCounts(qint64 total, qint64 unread);
    void setSituation(Situation situation);
    void setUnreadOnly(bool unreadOnly);
    bool unreadOnly() const { return m_unreadOnly; }
    const QSet<FolderId> &folders() const { return m_subject.folders; }
    /// How many messages of a server's folder no server has; above 0 it stands over the list.
    void setOnlyHere(qint64 messages);
    /// The server lost all that the folder held: its copies here wait for the user's word. Stands
    /// in the other's place; 0 takes it away.
    void setEmptied(const QString &folder, qint64 messages);
    /// From the preferences: order, groups, preview, layout.
    void applyPreferences();

Q_SIGNALS:
    void addAccountRequested();
    void synchroniseRequested();
    void showAllRequested();
    /// The user wants what is only here to be put on the server.
    void uploadRequested();
    /// The user's word on what the server lost.
    void putBackRequested();
    void letGoRequested();

private:
    void query();
    void updateState();
    void setOnlyHereShown(bool shown);
    void emptyAction();

    MessageListModel &m_model;
    Preferences &m_preferences;
    MessageListView *m_view;
    QWidget *m_head;
    QLabel *m_title;
    QLabel *m_counts;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    NoticeBar *m_onlyHere;
    NoticeBar *m_emptied;
    qint64 m_onlyHereCount = 0;
    bool m_onlyHereShown = false; ///< the list holds those alone
    QTimer m_patience; ///< "Loading" is said only to who waits
    Subject m_subject;
    Situation m_situation = Situation::Normal;
    bool m_unreadOnly = false;
};

/// The order the preferences hold, with the word they hold it by.
SortKey sortKeyFromWord(const QString &word);
QString sortKeyWord(SortKey key);

} // namespace Turnstone
