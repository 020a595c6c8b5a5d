// SPDX-License-Identifier: MIT
#pragma once

#include "engine/outbox.h"

#include <QPointer>
#include <QWidget>

class QVBoxLayout;

namespace Turnstone {

class BackgroundReader;
class Engine;
class NoticeBar;

/// Tells across the window that something could not be sent, or that nobody knows; and that an
/// outgoing server wants another password. Leads to the Outbox. Put aside, it says nothing of the
/// same message again. Main thread.
class OutboxNotice : public QWidget {
    Q_OBJECT
public:
    OutboxNotice(Store &, Engine &, BackgroundReader &, QWidget *parent = nullptr);

    /// The user has seen this one.
    void putAside(OutboxId id);
    QStringList texts() const;

Q_SIGNALS:
    void outboxRequested(Turnstone::OutboxId id);
    void passwordRequested(Turnstone::AccountId account, const Turnstone::OutgoingServer &server,
                           const QString &reason);

private:
    void read();
    void showUndecided(const QList<OutboxItem> &items);
    void showActivity(const OutboxActivity &activity);
    NoticeBar *make();
    void drop(QPointer<NoticeBar> &bar);

    Engine &m_engine;
    BackgroundReader &m_reader;
    QVBoxLayout *m_layout;
    QPointer<NoticeBar> m_undecided;
    QHash<AccountId, QPointer<NoticeBar>> m_refused;
    QHash<OutboxId, QString> m_aside; ///< with the sentence that was read
    QHash<OutboxId, QString> m_told;
    QHash<AccountId, QString> m_refusedAside;
    bool m_reading = false, m_changed = false;
};

} // namespace Turnstone
