// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "engine/pendingchanges.h"

#include <QDialog>
#include <QTimer>
#include <memory>

class QTreeWidgetItem;

namespace Ui {
class PendingChangesDialog;
}

namespace Turnstone {

class BackgroundReader;
class EmptyState;

/// The user's changes that a server hasn't confirmed yet: what, since when, why it waits, and when
/// it is tried again; with *Try Again Now* and *Discard*, which says what it takes back. Read by a
/// worker; follows the store and the accounts while it is open, and keeps what is selected. Use
/// `open()`.
class PendingChangesDialog : public QDialog {
    Q_OBJECT
public:
    PendingChangesDialog(Store &, Engine &, std::optional<AccountId> account = {},
                         QWidget *parent = nullptr);
    ~PendingChangesDialog() override;

private:
    using Line = PendingChange;
    struct Content {
        QList<Account> accounts;
        QList<Line> lines;
        qsizetype all = 0; ///< also those that aren't shown
    };
    void read();
    void take(const Content &content);
    void showLines(const Content &content);
    void fillAccounts(const QList<Account> &accounts);
    void dress(QTreeWidgetItem *item, const Line &line);
    QString nextTry(const Operation &operation) const;
    bool isOffline(AccountId account) const;
    std::optional<AccountId> account() const;
    QList<OperationId> selected() const;
    void retry();
    void discard();
    void updateButtons();

    std::unique_ptr<Ui::PendingChangesDialog> m_ui;
    Store &m_store;
    Engine &m_engine;
    std::optional<AccountId> m_wanted; ///< until the accounts are known
    EmptyState *m_empty;
    QHash<AccountId, QString> m_names;
    QHash<OperationId, QTreeWidgetItem *> m_items;
    Content m_content;
    QTimer m_clock; ///< "in 2 minutes" grows old
    bool m_reading = false;
    bool m_readAgain = false;
    std::unique_ptr<BackgroundReader> m_reader; ///< last: it ends before what it fills
};

} // namespace Turnstone
