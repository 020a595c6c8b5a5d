// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "gui/switchguide.h"
#include "store/mailreader.h"

#include <QDialog>
#include <memory>

namespace Ui {
class AccountSettingsDialog;
}

namespace Turnstone {

class BackgroundReader;
class IdentitiesPage;
class OutgoingPage;
class ProtocolPage;
class ServerForm;
class SettingsSearch;

/// The settings of every account: identities, servers, storage, what stays on a POP3 server,
/// removal.
/// Opens on `account`, or on the first one. What is changed is kept by *OK* or *Apply*. Use
/// `open()`.
class AccountSettingsDialog : public QDialog {
    Q_OBJECT
public:
    AccountSettingsDialog(Store &, Engine &, Preferences &, AccountId account = {},
                          QWidget *parent = nullptr);
    ~AccountSettingsDialog() override;

Q_SIGNALS:
    void accountRemoved(Turnstone::AccountId account);
    void addAccountRequested();
    /// The dialog closes: the account can be used while its protocol changes.
    void switchRequested(Turnstone::AccountId account, Turnstone::SwitchGuide::Begin begin);

private:
    void connectWidgets();
    void reload(AccountId select, std::function<void()> then = {});
    void take(const QList<Account> &accounts, AccountId select);
    void selectRow(int row);
    void showAccount(int row);
    void edited();
    Account typedAccount() const;
    QString problem() const;
    /// `then` runs once everything typed is kept; not after a refusal, which is shown.
    void apply(std::function<void()> then);
    void askForOld(std::function<void()> then);
    void keep(std::function<void()> then, bool alsoOld);
    struct StorageFacts {
        AccountId account; ///< none: not read yet
        MailReader::Storage storage;
        ServerLimits limits;
        ServerTerms terms;
        qint64 takenElsewhereUtc = 0;
    };
    void readStorage(AccountId account);
    void showStorage(const StorageFacts &facts);
    void setAsking(bool asking);
    void applied(const Engine::AddResult &result, const std::function<void()> &then);
    void askRemove();
    void remove(AccountId account);
    QWidget *scrolled(QWidget *page, const QString &name);
    void showProblem(const QString &sentence);
    void updateButtons();

    std::unique_ptr<Ui::AccountSettingsDialog> m_ui;
    std::unique_ptr<BackgroundReader> m_reader;
    Store &m_store;
    Engine &m_engine;
    ServerForm *m_incoming = nullptr;
    IdentitiesPage *m_identities = nullptr;
    OutgoingPage *m_outgoing = nullptr;
    ProtocolPage *m_protocol = nullptr;
    SettingsSearch *m_search = nullptr;
    QList<Account> m_accounts;
    int m_row = -1;
    int m_reloads = 0;
    bool m_filling = false;
    bool m_dirty = false;
    bool m_busy = false;
    AccountId m_storageOf;
    bool m_asking = false; ///< it is counted what a question is about
    bool m_alsoOld = false; ///< the new leave-on-server rule is for old mail too
};

} // namespace Turnstone
