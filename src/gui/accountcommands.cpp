// SPDX-License-Identifier: MIT
#include "gui/accountcommands.h"

#include "gui/accountsettingsdialog.h"
#include "gui/addaccountdialog.h"
#include "gui/certificatedialog.h"
#include "gui/foldertreemodel.h"
#include "gui/passworddialog.h"
#include "gui/pendingchangesdialog.h"
#include "gui/preferencesdialog.h"
#include "gui/problembanner.h"
#include "gui/windowactions.h"

namespace Turnstone {

AccountCommands::AccountCommands(Store &store, Engine &engine, Preferences &preferences,
                                 FolderTreeModel &folders, ProblemBanners &banners,
                                 WindowActions &actions, QWidget &window)
    : QObject(&window)
    , m_store(store)
    , m_engine(engine)
    , m_preferences(preferences)
    , m_folders(folders)
    , m_window(window)
{
    connect(&banners, &ProblemBanners::retryRequested, &engine,
            [&engine](AccountId account) { engine.syncNow(account); });
    connect(&banners, &ProblemBanners::passwordRequested, this, &AccountCommands::enterPassword);
    connect(&banners, &ProblemBanners::certificateRequested, this,
            &AccountCommands::showCertificate);
    connect(&banners, &ProblemBanners::settingsRequested, this, &AccountCommands::showSettings);
    connectSwitches(banners);
    connect(actions.addAccount, &QAction::triggered, this, &AccountCommands::addAccount);
    connect(actions.accountSettings, &QAction::triggered, this, [this] { showSettings({}); });
    connect(actions.pendingChanges, &QAction::triggered, this,
            &AccountCommands::showPendingChanges);
    connect(actions.preferences, &QAction::triggered, this, &AccountCommands::showPreferences);
}

/// How a change of protocol ended is told in the window where its guide isn't open.
void AccountCommands::connectSwitches(ProblemBanners &banners)
{
    ProtocolSwitches &switches = m_engine.protocolSwitches();
    const auto tell = [this, &banners, &switches](const SwitchConclusion &conclusion) {
        if (guide(conclusion.account))
            switches.setSeen(conclusion.account);
        else
            banners.showConclusion(conclusion);
    };
    connect(&switches, &ProtocolSwitches::concluded, this, tell);
    connect(&switches, &ProtocolSwitches::seen, &banners, &ProblemBanners::removeConclusion);
    connect(&banners, &ProblemBanners::conclusionDismissed, this,
            [&switches](AccountId account) { switches.setSeen(account); });
    connect(&banners, &ProblemBanners::conclusionRequested, this,
            [this](const SwitchConclusion &conclusion) {
                using End = SwitchConclusion::End;
                showSwitch(conclusion.account,
                           conclusion.end == End::Previewed ? SwitchGuide::Begin::Change
                               : conclusion.end == End::Committed || conclusion.end == End::Undone
                               ? SwitchGuide::Begin::Report
                               : SwitchGuide::Begin::Continue);
            });
    const QList<SwitchConclusion> before = switches.conclusions();
    for (const SwitchConclusion &conclusion : before)
        tell(conclusion);
}

const Account *AccountCommands::find(AccountId wanted) const
{
    for (const Account &account : m_folders.accounts()) {
        if (account.id == wanted)
            return &account;
    }
    return nullptr;
}

void AccountCommands::addAccount()
{
    auto *dialog = new AddAccountDialog(m_store, m_engine, m_preferences, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AddAccountDialog::accountAdded, this, &AccountCommands::accountAdded);
    dialog->open();
}

void AccountCommands::showSettings(AccountId account)
{
    auto *dialog = new AccountSettingsDialog(m_store, m_engine, m_preferences, account, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AccountSettingsDialog::addAccountRequested, this,
            &AccountCommands::addAccount);
    connect(dialog, &AccountSettingsDialog::switchRequested, this, &AccountCommands::showSwitch);
    dialog->open();
}

void AccountCommands::showSwitch(AccountId account, SwitchGuide::Begin begin)
{
    m_engine.protocolSwitches().setSeen(account);
    if (SwitchGuide *const shown = guide(account)) {
        shown->raise();
        shown->activateWindow();
        return;
    }
    auto *made = new SwitchGuide(m_store, m_engine, m_preferences, account, begin, &m_window);
    made->setAttribute(Qt::WA_DeleteOnClose);
    made->show();
}

SwitchGuide *AccountCommands::guide(AccountId account) const
{
    const QList<SwitchGuide *> guides = m_window.findChildren<SwitchGuide *>();
    for (SwitchGuide *one : guides) {
        if (one->account() == account && one->isVisible())
            return one;
    }
    return nullptr;
}

void AccountCommands::showPendingChanges()
{
    auto *dialog = new PendingChangesDialog(m_store, m_engine, {}, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void AccountCommands::enterPassword(AccountId id, const QString &reason)
{
    const Account *account = find(id);
    if (!account)
        return;
    auto *dialog = new PasswordDialog(*account, reason, m_engine, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void AccountCommands::showCertificate(AccountId id, const MailError &error)
{
    const Account *account = find(id);
    if (!account)
        return;
    auto *dialog =
        new CertificateDialog(account->incoming.endpoint, error, m_preferences, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, &m_engine, [this, id] { m_engine.syncNow(id); });
    dialog->open();
}

void AccountCommands::showPreferences()
{
    auto *dialog = new PreferencesDialog(m_preferences, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace Turnstone
