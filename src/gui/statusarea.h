// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

#include <QStatusBar>
#include <QTimer>
#include <functional>

class QLabel;
class QProgressBar;
class QToolButton;

namespace Turnstone {

/// The bottom of the window: what is going on in a plain sentence with its progress, changes that
/// wait for a server, and the switch to work offline.
class StatusArea : public QStatusBar {
    Q_OBJECT
public:
    StatusArea(QAction &workOffline, QAction &pendingChanges, QAction &undo,
               QWidget *parent = nullptr);

    void showStates(const QList<AccountState> &states, const QHash<AccountId, QString> &names,
                    const Clock &clock);
    /// Beside the words, while an account waits for its next try.
    bool offersTryNow() const;
    void setLink(const QString &target);
    QString text() const;
    /// What was just done, with a button that takes it back; goes by itself after a while.
    void showDone(const QString &text);
    void hideDone();
    /// The same with a button of its own, for so long; 0: as long as what was done is told.
    void offer(const QString &text, const QString &action, std::function<void()> run,
               int milliseconds = 0);
    /// Empty: nothing is told.
    QString doneText() const;

Q_SIGNALS:
    void tryNowRequested();

private:
    static QString sentence(const QList<AccountState> &, const QHash<AccountId, QString> &,
                            const Clock &clock);

    QLabel *m_text;
    QLabel *m_link;
    QToolButton *m_tryNow;
    QProgressBar *m_progress;
    QToolButton *m_pending;
    QWidget *m_done;
    QLabel *m_doneText;
    QToolButton *m_takeBack;
    QToolButton *m_offer;
    std::function<void()> m_offered;
    QTimer m_doneTimer;
};

} // namespace Turnstone
