// SPDX-License-Identifier: MIT
#include "gui/problembanner.h"

#include "gui/icons.h"
#include "gui/theme.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace Turnstone {

Banner::Banner(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_actions(new QHBoxLayout)
{
    setAutoFillBackground(true);
    m_icon->setAccessibleName(tr("Problem"));
    // A server's words are never markup.
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *close = new QToolButton(this);
    close->setIcon(icon(QStringLiteral("window-close")));
    close->setAutoRaise(true);
    close->setToolTip(tr("Dismiss"));
    close->setAccessibleName(tr("Dismiss"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 5, 6, 5);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_actions);
    layout->addWidget(close);
    connect(close, &QToolButton::clicked, this, &Banner::dismissed);
}

void Banner::setMessage(Tone tone, const QString &text)
{
    m_tone = tone;
    m_text->setText(text);
    setAccessibleName(text);
    applyColours();
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::clearActions()
{
    while (QLayoutItem *item = m_actions->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
}

void Banner::addAction(const QString &text, std::function<void()> action)
{
    auto *button = new QPushButton(text, this);
    connect(button, &QPushButton::clicked, this, [action = std::move(action)] { action(); });
    button->setMinimumWidth(button->sizeHint().width() + 12);
    m_actions->addWidget(button);
}

void Banner::applyColours()
{
    const QPalette application = QApplication::palette();
    const ThemeColours colours = Theme::colours(application);
    QPalette own = application;
    const bool error = m_tone == Tone::Error;
    const bool warning = m_tone == Tone::Warning;
    own.setColor(QPalette::Window,
                 error         ? colours.errorGround
                     : warning ? colours.warningGround
                               : colours.noticeGround);
    own.setColor(QPalette::WindowText,
                 error         ? colours.errorText
                     : warning ? colours.warningText
                               : colours.noticeText);
    setPalette(own);
    const char *name = error ? "dialog-error" : warning ? "dialog-warning" : "dialog-information";
    m_icon->setPixmap(icon(QString::fromLatin1(name)).pixmap(QSize(16, 16), devicePixelRatioF()));
}

ProblemBanners::ProblemBanners(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(1);
}

void ProblemBanners::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (Banner *banner : findChildren<Banner *>())
        banner->applyColours();
}

void ProblemBanners::showState(const AccountState &state, const QString &accountName)
{
    const bool asks = state.phase == AccountState::Phase::NeedsPassword;
    const bool failed = state.phase == AccountState::Phase::Failed && state.problem;
    if (!asks && !failed) {
        // A retry under way keeps the banner, or it would flicker with each attempt.
        if (state.phase == AccountState::Phase::Connecting)
            return;
        removeAccount(state.account);
        return;
    }
    const QString sentence = state.problem ? state.problem->sentence : QString();
    if (m_dismissed.contains(state.account) && m_dismissed.value(state.account) == sentence)
        return;
    Banner *&banner = m_banners[state.account];
    if (!banner) {
        banner = new Banner(this);
        m_layout->addWidget(banner);
        connect(banner, &Banner::dismissed, this, [this, account = state.account] {
            const QString told = m_banners.value(account)->property("sentence").toString();
            removeAccount(account);
            m_dismissed.insert(account, told);
        });
    }
    fill(*banner, state, accountName);
}

void ProblemBanners::fill(Banner &banner, const AccountState &state, const QString &accountName)
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
    banner.setMessage(asks          ? Banner::Tone::Notice
                          : network ? Banner::Tone::Warning
                                    : Banner::Tone::Error,
                      tr("%1: %2", "account, problem").arg(accountName, text));
    banner.clearActions();
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
    if (Banner *banner = m_banners.take(account)) {
        m_layout->removeWidget(banner);
        banner->hide();
        banner->deleteLater();
    }
}

void ProblemBanners::showError(const MailError &error)
{
    if (!m_general) {
        m_general = new Banner(this);
        m_layout->addWidget(m_general);
        connect(m_general, &Banner::dismissed, this, [this] {
            m_general->hide();
            m_general->deleteLater();
            m_general = nullptr;
        });
    }
    m_general->setMessage(Banner::Tone::Error, error.sentence);
}

int ProblemBanners::count() const
{
    return int(m_banners.size()) + (m_general ? 1 : 0);
}

QStringList ProblemBanners::texts() const
{
    QStringList texts;
    for (const Banner *banner : m_banners)
        texts.append(banner->text());
    if (m_general)
        texts.append(m_general->text());
    return texts;
}

} // namespace Turnstone
