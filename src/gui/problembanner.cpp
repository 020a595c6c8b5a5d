// SPDX-License-Identifier: MIT
#include "gui/problembanner.h"

#include "engine/pass.h"
#include "gui/helpwindow.h"
#include "settings/providers.h"

#include <QDesktopServices>
#include <QVBoxLayout>

namespace Turnstone {

namespace {

void say(NoticeBar &bar, NoticeBar::Tone tone, const QString &text)
{
    const char *name = tone == NoticeBar::Tone::Error ? "dialog-error"
        : tone == NoticeBar::Tone::Warning            ? "dialog-warning"
                                                      : "dialog-information";
    bar.setMessage(QString::fromLatin1(name), text, tone);
}

} // namespace

ProblemBanners::ProblemBanners(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(1);
}

void ProblemBanners::showState(const AccountState &state, const QString &accountName)
{
    const bool asks = state.phase == AccountState::Phase::NeedsPassword;
    if (!asks && !state.problem) {
        // A retry under way keeps the banner, or it would flicker with each attempt.
        if (state.phase == AccountState::Phase::Connecting)
            return;
        removeAccount(state.account);
        return;
    }
    const QString sentence = state.problem ? state.problem->sentence : QString();
    if (m_dismissed.contains(state.account) && m_dismissed.value(state.account) == sentence)
        return;
    NoticeBar *&banner = m_banners[state.account];
    if (!banner) {
        banner = new NoticeBar(this);
        banner->makeDismissible();
        m_layout->addWidget(banner);
        connect(banner, &NoticeBar::dismissed, this, [this, account = state.account] {
            const QString told = m_banners.value(account)->property("sentence").toString();
            removeAccount(account);
            m_dismissed.insert(account, told);
        });
    }
    fill(*banner, state, accountName);
}

void ProblemBanners::fill(NoticeBar &banner, const AccountState &state, const QString &accountName)
{
    const AccountId account = state.account;
    const bool asks = state.phase == AccountState::Phase::NeedsPassword;
    const QString sentence = state.problem ? state.problem->sentence : QString();
    const ErrorKind kind = state.problem ? state.problem->kind : ErrorKind::Authentication;
    QString text = sentence;
    if (asks && sentence.isEmpty())
        text = tr("The password is needed.");
    const bool network = !asks && kind == ErrorKind::Network;
    banner.setProperty("sentence", sentence);
    // With a part that failed, the account goes on.
    const bool mild = network || state.phase == AccountState::Phase::Idle;
    say(banner,
        asks       ? NoticeBar::Tone::Notice
            : mild ? NoticeBar::Tone::Warning
                   : NoticeBar::Tone::Error,
        tr("%1: %2", "account, problem").arg(accountName, text));
    banner.clearActions();
    if (const QUrl page = providerPageIn(sentence); !page.isEmpty())
        banner.addAction(tr("Open Web Page"), [page] { QDesktopServices::openUrl(page); });
    if (state.problem && state.problem->detail == takenElsewhereMark)
        banner.addAction(tr("Why?"),
                         [&banner] { HelpWindow::showTopic(HelpTopic::Missing, &banner); });
    if (asks || kind == ErrorKind::Authentication) {
        banner.addAction(tr("Enter Password…"), [this, account, sentence] {
            Q_EMIT passwordRequested(account, sentence);
        });
    }
    if (!asks && state.problem && !state.problem->certificateSha256.isEmpty()) {
        banner.addAction(tr("Show Certificate…"), [this, account, error = *state.problem] {
            Q_EMIT certificateRequested(account, error);
        });
    }
    if (!asks)
        banner.addAction(tr("Try Again"), [this, account] { Q_EMIT retryRequested(account); });
    if (!network)
        banner.addAction(tr("Account Settings…"),
                         [this, account] { Q_EMIT settingsRequested(account); });
}

void ProblemBanners::removeAccount(AccountId account)
{
    m_dismissed.remove(account);
    if (NoticeBar *banner = m_banners.take(account)) {
        m_layout->removeWidget(banner);
        banner->hide();
        banner->deleteLater();
    }
}

void ProblemBanners::showConclusion(const SwitchConclusion &conclusion)
{
    using End = SwitchConclusion::End;
    const AccountId account = conclusion.account;
    NoticeBar *&bar = m_conclusions[account];
    if (!bar) {
        bar = new NoticeBar(this);
        bar->makeDismissible();
        m_layout->addWidget(bar);
        connect(bar, &NoticeBar::dismissed, this,
                [this, account] { Q_EMIT conclusionDismissed(account); });
    }
    const bool stands = conclusion.end == End::Waits || conclusion.end == End::Stopped;
    say(*bar, stands ? NoticeBar::Tone::Warning : NoticeBar::Tone::Notice, conclusion.sentence);
    bar->clearActions();
    const QString show = conclusion.end == End::Previewed ? tr("Show Preview…")
        : stands || conclusion.end == End::GivenUp        ? tr("Show…", "how a change stands")
                                                          : tr("Show Report…");
    bar->addAction(show, [this, conclusion] { Q_EMIT conclusionRequested(conclusion); });
}

void ProblemBanners::removeConclusion(AccountId account)
{
    if (NoticeBar *bar = m_conclusions.take(account)) {
        m_layout->removeWidget(bar);
        bar->hide();
        bar->deleteLater(); // its own button may lead here
    }
}

void ProblemBanners::showError(const MailError &error)
{
    if (!m_general) {
        m_general = new NoticeBar(this);
        m_general->makeDismissible();
        m_layout->addWidget(m_general);
        connect(m_general, &NoticeBar::dismissed, this, [this] {
            m_general->hide();
            m_general->deleteLater();
            m_general = nullptr;
        });
    }
    say(*m_general, NoticeBar::Tone::Error, error.sentence);
}

int ProblemBanners::count() const
{
    return int(m_banners.size() + m_conclusions.size()) + (m_general ? 1 : 0);
}

QStringList ProblemBanners::texts() const
{
    QStringList texts;
    for (const NoticeBar *banner : m_banners)
        texts.append(banner->text());
    for (const NoticeBar *bar : m_conclusions)
        texts.append(bar->text());
    if (m_general)
        texts.append(m_general->text());
    return texts;
}

} // namespace Turnstone
