// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace Turnstone {

/// One sentence across the window with what can be done about it, and a way to put it aside.
class Banner : public QFrame {
    Q_OBJECT
public:
    enum class Tone { Notice, Warning, Error };
    explicit Banner(QWidget *parent = nullptr);

    void setMessage(Tone tone, const QString &text);
    QString text() const;
    void clearActions();
    void addAction(const QString &text, std::function<void()> action);

    /// Takes its colours anew from the application's palette.
    void applyColours();

Q_SIGNALS:
    void dismissed();

private:
    Tone m_tone = Tone::Notice;
    QLabel *m_icon;
    QLabel *m_text;
    QHBoxLayout *m_actions;
};

/// The problems of every account, one banner each, under the toolbar. They come and go with the
/// account's state and never take the focus. What to do is a signal; the window does it.
class ProblemBanners : public QWidget {
    Q_OBJECT
public:
    explicit ProblemBanners(QWidget *parent = nullptr);

    void showState(const AccountState &state, const QString &accountName);
    void removeAccount(AccountId account);
    /// A failure that belongs to no account; stays until it is dismissed.
    void showError(const MailError &error);
    int count() const;
    QStringList texts() const;

Q_SIGNALS:
    void retryRequested(Turnstone::AccountId account);
    void passwordRequested(Turnstone::AccountId account, const QString &reason);
    void certificateRequested(Turnstone::AccountId account, const Turnstone::MailError &error);
    void settingsRequested(Turnstone::AccountId account);

protected:
    void changeEvent(QEvent *) override;

private:
    void fill(Banner &banner, const AccountState &state, const QString &accountName);

    QVBoxLayout *m_layout;
    QHash<AccountId, Banner *> m_banners;
    QHash<AccountId, QString> m_dismissed; ///< the sentence that was put aside
    Banner *m_general = nullptr;
};

} // namespace Turnstone
