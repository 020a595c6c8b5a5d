// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

#include <QDialog>
#include <memory>

namespace Ui {
class PendingChangesDialog;
}

namespace Turnstone {

/// The user's changes that a server hasn't confirmed yet: what, since when, why it waits; with
/// *Retry* and *Discard*. Follows the store while it is open. Use `open()`.
class PendingChangesDialog : public QDialog {
    Q_OBJECT
public:
    PendingChangesDialog(Store &, Engine &, std::optional<AccountId> account = {},
                         QWidget *parent = nullptr);
    ~PendingChangesDialog() override;

private:
    void reload();
    QList<OperationId> selected() const;
    void retry();
    void discard();
    void updateButtons();

    std::unique_ptr<Ui::PendingChangesDialog> m_ui;
    Store &m_store;
    Engine &m_engine;
    std::optional<AccountId> m_account;
    std::unique_ptr<MailReader> m_reader;
};

} // namespace Turnstone
