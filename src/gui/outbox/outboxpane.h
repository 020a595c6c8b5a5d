// SPDX-License-Identifier: MIT
#pragma once

#include "engine/outbox.h"
#include "gui/outbox/outboxwords.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QListView;
class QScrollArea;
class QStackedWidget;

namespace Turnstone {

class BackgroundReader;
class EmptyState;
class Engine;
class OutboxModel;

/// The Outbox as a folder of the window: what waits to be sent, why, and what can be done about it.
/// Reads the store by a worker; works offline. The window shows the message itself. Main thread.
class OutboxPane : public QWidget {
    Q_OBJECT
public:
    OutboxPane(Store &, Engine &, BackgroundReader &, QWidget *parent = nullptr);
    ~OutboxPane() override;

    /// It stands in the window, or doesn't: nothing is read for nobody.
    void setOpen(bool open);
    bool isOpen() const { return m_open; }
    /// Selects it once it is read.
    void select(OutboxId id);
    std::optional<OutboxItem> current() const;

    QListView &list() { return *m_list; }
    OutboxModel &model() { return *m_model; }
    /// Why the selected message waits, and what each recipient got, as it stands there.
    QString explanation() const;

Q_SIGNALS:
    /// The selected message's bytes; null: none is selected, or they are damaged.
    void messageRead(const QByteArray &message);
    void editRequested(Turnstone::OutboxId id);
    /// What was just done or found out, for the status area.
    void remark(const QString &text);
    /// Unknown, and the user leaves it so: told no more.
    void kept(Turnstone::OutboxId id);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    QAction *add(const QString &text, const char *iconName, const QKeySequence &keys,
                 std::function<void(const OutboxItem &)> run);
    void read();
    void take(const QList<OutboxItem> &items);
    void showCurrent();
    void choose();
    void showState();
    void fitWords();
    void updateNow();
    void askDiscard(const OutboxItem &item);
    void askSendAgain(const OutboxItem &item);
    void checked(OutboxId id, const SentCheck &result);

    Store &m_store;
    Engine &m_engine;
    BackgroundReader &m_reader;
    OutboxModel *m_model;
    QListView *m_list;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QLabel *m_counts;
    QWidget *m_details;
    QScrollArea *m_words = nullptr; ///< in m_details: two hundred recipients are read by scrolling
    QLabel *m_state;
    QLabel *m_perRecipient;
    QAction *m_send = nullptr, *m_hold = nullptr, *m_edit = nullptr, *m_discard = nullptr;
    QAction *m_check = nullptr, *m_again = nullptr, *m_keep = nullptr, *m_confirm = nullptr;
    QTimer m_clock; ///< sentences that name a time grow old
    OutboxId m_wanted; ///< to be selected
    OutboxId m_shown; ///< whose bytes were asked for
    OutboxId m_checking;
    OutboxId m_answered; ///< what m_answer is about
    QString m_answer; ///< of the last check
    bool m_open = false;
    bool m_reading = false;
    bool m_changed = false; ///< since it is being read
};

} // namespace Turnstone
