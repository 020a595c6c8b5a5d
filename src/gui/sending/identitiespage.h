// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "store/outboxtypes.h"

#include <QWidget>

namespace Ui {
class IdentitiesPage;
}

namespace Turnstone {

class BackgroundReader;

/// An account's names and addresses for outgoing mail, in their order, to be added to, changed and
/// removed. What is changed here is kept at once. Main thread.
class IdentitiesPage : public QWidget {
    Q_OBJECT
public:
    IdentitiesPage(Store &, Engine &, QWidget *parent = nullptr);
    ~IdentitiesPage() override;

    /// None: an empty page.
    void showAccount(AccountId account);
    /// What else is being changed in the account is kept before this page changes something: `run`
    /// gets what goes on then.
    using Before = std::function<void(std::function<void()>)>;
    void setBefore(Before run) { m_before = std::move(run); }

private:
    struct Facts {
        std::optional<Account> account;
        QList<Identity> identities;
        QList<OutgoingServer> servers;
    };
    void read();
    void take(const Facts &facts);
    void add();
    void edit();
    void askRemove();
    void move(int by);
    void openDialog(int row);
    void keep(const QList<Identity> &identities, int select);
    void updateButtons();
    int row() const;

    std::unique_ptr<Ui::IdentitiesPage> m_ui;
    std::unique_ptr<BackgroundReader> m_reader; ///< once an account is shown
    Store &m_store;
    Engine &m_engine;
    Before m_before;
    AccountId m_account;
    Facts m_facts;
    int m_select = 0; ///< once they are read again
};

} // namespace Turnstone
