// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "engine/protocolswitches.h"
#include "gui/noticebar.h"

class QVBoxLayout;

namespace Turnstone {

/// The problems of every account, one banner each, under the toolbar. They come and go with the
/// account's state and never take the focus. What to do is a signal; the window does it.
class ProblemBanners : public QWidget {
    Q_OBJECT
public:
    explicit ProblemBanners(QWidget *parent = nullptr);

    void showState(const AccountState &state, const QString &accountName);
    void removeAccount(AccountId account);
    /// How a change of an account's protocol ended; stays until it was looked at.
    void showConclusion(const SwitchConclusion &conclusion);
    void removeConclusion(AccountId account);
    /// A failure that belongs to no account; stays until it is dismissed.
    void showError(const MailError &error);
    int count() const;
    QStringList texts() const;

Q_SIGNALS:
    void retryRequested(Turnstone::AccountId account);
    void passwordRequested(Turnstone::AccountId account, const QString &reason);
    void certificateRequested(Turnstone::AccountId account, const Turnstone::MailError &error);
    void settingsRequested(Turnstone::AccountId account);
    /// The user wants to see how it ended, or only knows it now.
    void conclusionRequested(const Turnstone::SwitchConclusion &conclusion);
    void conclusionDismissed(Turnstone::AccountId account);

private:
    void fill(NoticeBar &banner, const AccountState &state, const QString &accountName);

    QVBoxLayout *m_layout;
    QHash<AccountId, NoticeBar *> m_banners;
    QHash<AccountId, NoticeBar *> m_conclusions;
    QHash<AccountId, QString> m_dismissed; ///< the sentence that was put aside
    NoticeBar *m_general = nullptr;
};

} // namespace Turnstone
