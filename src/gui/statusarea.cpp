// SPDX-License-Identifier: MIT
#include "gui/statusarea.h"

#include "gui/datetext.h"

#include <QAccessible>
#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace Turnstone {

namespace {

constexpr int doneShownMs = 10'000; // long enough to read it and to find the button

} // namespace

StatusArea::StatusArea(QAction &workOffline, QAction &pendingChanges, QAction &undo,
                       QWidget *parent)
    : QStatusBar(parent)
    , m_text(new QLabel(this))
    , m_link(new QLabel(this))
    , m_tryNow(new QToolButton(this))
    , m_progress(new QProgressBar(this))
    , m_pending(new QToolButton(this))
    , m_done(new QWidget(this))
    , m_doneText(new QLabel(m_done))
    , m_takeBack(new QToolButton(m_done))
    , m_offer(new QToolButton(m_done))
{
    setAccessibleName(tr("Status"));
    setSizeGripEnabled(false);
    setContentsMargins(8, 0, 4, 0);
    for (QLabel *label : {m_text, m_link}) {
        label->setTextFormat(Qt::PlainText);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    m_link->hide();
    m_progress->setMaximumWidth(160);
    m_progress->setMaximumHeight(8);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->hide();
    m_tryNow->setText(tr("Try Now", "to reach the mail server"));
    m_tryNow->setToolTip(tr("Try to reach the mail servers now"));
    m_tryNow->setAutoRaise(true);
    m_tryNow->setFocusPolicy(Qt::TabFocus);
    m_tryNow->hide();
    connect(m_tryNow, &QToolButton::clicked, this, &StatusArea::tryNowRequested);
    m_pending->setDefaultAction(&pendingChanges);
    m_pending->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_pending->setAutoRaise(true);
    m_pending->hide();
    auto *offline = new QToolButton(this);
    offline->setDefaultAction(&workOffline);
    offline->setAutoRaise(true);
    offline->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_doneText->setTextFormat(Qt::PlainText);
    auto *takeBack = m_takeBack;
    takeBack->setText(tr("Undo"));
    takeBack->setAutoRaise(true);
    takeBack->setAccessibleName(tr("Undo"));
    connect(takeBack, &QToolButton::clicked, &undo, &QAction::trigger);
    auto *doneLayout = new QHBoxLayout(m_done);
    doneLayout->setContentsMargins(0, 0, 0, 0);
    doneLayout->addWidget(m_doneText);
    doneLayout->addWidget(takeBack);
    doneLayout->addWidget(m_offer);
    doneLayout->addStretch(1);
    m_done->hide();
    m_doneTimer.setSingleShot(true);
    m_doneTimer.setInterval(doneShownMs);
    connect(&m_doneTimer, &QTimer::timeout, this, &StatusArea::hideDone);
    m_offer->setAutoRaise(true);
    m_offer->setFocusPolicy(Qt::TabFocus);
    m_offer->hide();
    connect(m_offer, &QToolButton::clicked, this, [this] {
        const auto run = m_offered;
        hideDone();
        if (run)
            run();
    });
    addWidget(m_done, 1);
    addWidget(m_text, 1);
    addWidget(m_link, 1);
    addPermanentWidget(m_tryNow);
    addPermanentWidget(m_progress);
    addPermanentWidget(m_pending);
    addPermanentWidget(offline);
}

QString StatusArea::sentence(const QList<AccountState> &states,
                             const QHash<AccountId, QString> &names, const Clock &clock)
{
    using Phase = AccountState::Phase;
    const auto withName = [&](const AccountState &state, const QString &text) {
        return tr("%1: %2", "account, activity").arg(names.value(state.account), text);
    };
    for (const AccountState &state : states) {
        if (state.phase == Phase::Synchronising)
            return withName(state, state.activity.isEmpty() ? tr("Getting mail…") : state.activity);
    }
    for (const AccountState &state : states) {
        if (state.phase == Phase::Connecting)
            return withName(state, state.activity.isEmpty() ? tr("Connecting…") : state.activity);
    }
    for (const AccountState &state : states) {
        if (state.phase == Phase::NeedsPassword)
            return withName(state, tr("A password is needed."));
        if (state.phase == Phase::Failed && state.isReachable())
            return withName(state,
                            state.problem ? state.problem->sentence
                                          : tr("Mail could not be collected."));
    }
    if (names.isEmpty())
        return tr("No account yet");
    if (states.isEmpty())
        return {};
    const DateText dates(QDateTime::fromSecsSinceEpoch(clock.utcSeconds()), QLocale());
    qint64 last = 0, next = 0;
    bool offline = true;
    for (const AccountState &state : states) {
        last = qMax(last, state.lastSyncUtc);
        offline = offline && !state.isReachable();
        if (!state.isReachable() && state.nextTryUtc != 0)
            next = next == 0 ? state.nextTryUtc : qMin(next, state.nextTryUtc);
    }
    const bool cutOff = offline && states.size() > 1; // the network is gone, not a server
    for (const AccountState &state : states) {
        if (state.problem && !cutOff)
            return withName(state, state.problem->sentence);
    }
    if (offline && next != 0)
        return tr("Offline – will try again at %1", "time of day").arg(dates.brief(next));
    if (offline)
        return tr("Offline. What is on this computer can be read; changes wait for the server.");
    if (last == 0)
        return {};
    return tr("Up to date. Last checked: %1", "time or day").arg(dates.brief(last));
}

void StatusArea::showStates(const QList<AccountState> &states,
                            const QHash<AccountId, QString> &names, const Clock &clock)
{
    const QString text = sentence(states, names, clock);
    m_text->setText(text);
    m_text->setToolTip(text.toHtmlEscaped());
    qint64 done = 0, total = 0, waiting = 0;
    bool working = false, waits = false;
    for (const AccountState &state : states) {
        waiting += state.operationsWaiting;
        waits = waits || (!state.isReachable() && state.nextTryUtc != 0);
        if (state.phase != AccountState::Phase::Synchronising)
            continue;
        working = true;
        done += state.done;
        total += state.total;
    }
    m_progress->setVisible(working);
    m_progress->setRange(0, total > 0 ? 1000 : 0);
    if (total > 0)
        m_progress->setValue(int(1000.0 * double(qMin(done, total)) / double(total)));
    m_tryNow->setVisible(waits);
    m_pending->setText(tr("%Ln changes waiting", nullptr, int(waiting)));
    m_pending->setVisible(waiting > 0);
}

void StatusArea::showDone(const QString &text)
{
    m_doneText->setText(text);
    m_takeBack->show();
    m_offer->hide();
    m_done->show();
    m_text->hide();
    m_doneTimer.start(doneShownMs);
    // Where nobody looks at the bottom of the window, it is read out.
    QAccessibleEvent said(m_doneText, QAccessible::Alert);
    QAccessible::updateAccessibility(&said);
}

void StatusArea::offer(const QString &text, const QString &action, std::function<void()> run,
                       int milliseconds)
{
    showDone(text);
    m_doneTimer.start(milliseconds > 0 ? milliseconds : doneShownMs);
    m_takeBack->hide();
    m_offer->setText(action);
    m_offer->show();
    m_offered = std::move(run);
}

void StatusArea::hideDone()
{
    m_doneTimer.stop();
    m_done->hide();
    m_text->setVisible(m_link->isHidden());
}

QString StatusArea::doneText() const
{
    return m_done->isHidden() ? QString() : m_doneText->text();
}

bool StatusArea::offersTryNow() const
{
    return !m_tryNow->isHidden();
}

void StatusArea::setLink(const QString &target)
{
    m_link->setText(target);
    m_link->setVisible(!target.isEmpty());
    m_text->setVisible(target.isEmpty() && m_done->isHidden());
}

QString StatusArea::text() const
{
    return m_text->text();
}

} // namespace Turnstone
