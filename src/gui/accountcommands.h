// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "gui/switchguide.h"

namespace Turnstone {

class FolderTreeModel;
class ProblemBanners;
class WindowActions;

/// What the window does about accounts: its dialogs, what a banner offers, getting mail.
class AccountCommands : public QObject {
    Q_OBJECT
public:
    AccountCommands(Store &, Engine &, Preferences &, FolderTreeModel &, ProblemBanners &,
                    WindowActions &, QWidget &window);

    void addAccount();
    void showSettings(AccountId account);
    void showPendingChanges();
    void enterPassword(AccountId account, const QString &reason);
    void showCertificate(AccountId account, const MailError &error);
    void showPreferences();
    /// The account's guide, which may be open already.
    void showSwitch(AccountId account, SwitchGuide::Begin begin);

Q_SIGNALS:
    void accountAdded(Turnstone::AccountId account);

private:
    void connectSwitches(ProblemBanners &);
    const Account *find(AccountId account) const;
    /// That is shown now; null: none.
    SwitchGuide *guide(AccountId account) const;

    Store &m_store;
    Engine &m_engine;
    Preferences &m_preferences;
    FolderTreeModel &m_folders;
    QWidget &m_window;
};

} // namespace Turnstone
