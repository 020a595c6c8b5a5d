// SPDX-License-Identifier: MIT
#include "gui/outbox/outboxnotice.h"

#include "engine/engine.h"
#include "gui/backgroundreader.h"
#include "gui/noticebar.h"
#include "gui/outbox/outboxwords.h"

#include <QVBoxLayout>

namespace Turnstone {

OutboxNotice::OutboxNotice(Store &store, Engine &engine, BackgroundReader &reader, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_reader(reader)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(1);
    connect(&store.notifier(), &StoreNotifier::changed, this, [this](const ChangeSet &changes) {
        if (changes.outbox || changes.accounts)
            read();
    });
    connect(&reader, &BackgroundReader::failed, this, [this] { m_reading = false; });
    connect(&engine.outbox(), &Outbox::activityChanged, this, &OutboxNotice::showActivity);
    const QList<OutboxActivity> now = engine.outbox().activities();
    for (const OutboxActivity &activity : now)
        showActivity(activity);
    read();
}

NoticeBar *OutboxNotice::make()
{
    auto *bar = new NoticeBar(this);
    bar->makeDismissible();
    m_layout->addWidget(bar);
    return bar;
}

void OutboxNotice::drop(QPointer<NoticeBar> &bar)
{
    if (!bar)
        return;
    m_layout->removeWidget(bar);
    bar->hide();
    bar->deleteLater();
    bar = nullptr;
}

void OutboxNotice::putAside(OutboxId id)
{
    m_aside.insert(id, m_told.value(id));
    read();
}

void OutboxNotice::read()
{
    if (std::exchange(m_reading, true)) {
        m_changed = true;
        return;
    }
    m_changed = false;
    m_reader.run(
        this,
        [](MailReader &reader) {
            OutboxReader outbox(reader);
            const OutboxTally tally = outbox.tally();
            QList<OutboxItem> items;
            if (tally.unknown + tally.failed > 0)
                items = outbox.items();
            items.removeIf([](const OutboxItem &item) { return !OutboxWords::isUndecided(item); });
            return items;
        },
        [this](const QList<OutboxItem> &items) {
            m_reading = false;
            showUndecided(items);
            if (m_changed)
                read();
        });
}

void OutboxNotice::showUndecided(const QList<OutboxItem> &items)
{
    m_told.clear();
    QHash<OutboxId, QString> aside;
    QList<OutboxItem> told;
    for (const OutboxItem &item : items) {
        const QString why = toString(item.state) + item.error;
        m_told.insert(item.id, why);
        const auto before = m_aside.constFind(item.id);
        if (before != m_aside.cend() && (before->isEmpty() || *before == why))
            aside.insert(item.id, why);
        else
            told.append(item);
    }
    m_aside = aside; // what was decided since is forgotten
    if (told.isEmpty()) {
        drop(m_undecided);
        return;
    }
    if (!m_undecided) {
        m_undecided = make();
        m_undecided->setObjectName(QStringLiteral("undecidedNotice"));
        connect(m_undecided, &NoticeBar::dismissed, this, [this] {
            m_aside = m_told;
            drop(m_undecided);
        });
    }
    const OutboxItem &first = told.constFirst();
    const bool unknown = std::all_of(told.cbegin(), told.cend(), [](const OutboxItem &item) {
        return item.state == OutboxState::Unknown;
    });
    QString text;
    if (told.size() > 1)
        text =
            tr("%n message(s) could not be sent, or may not have been.", nullptr, int(told.size()));
    else if (unknown)
        text = tr("“%1” may have been sent: nobody knows. It is not sent again by itself.")
                   .arg(OutboxWords::subject(first));
    else if (first.filed)
        text = tr("“%1” was not taken for all its recipients. %2")
                   .arg(OutboxWords::subject(first), first.error);
    else
        text = tr("“%1” was not sent. %2").arg(OutboxWords::subject(first), first.error);
    m_undecided->setMessage(unknown ? QStringLiteral("dialog-warning")
                                    : QStringLiteral("dialog-error"),
                            text, unknown ? NoticeBar::Tone::Warning : NoticeBar::Tone::Error);
    m_undecided->clearActions();
    m_undecided->addAction(tr("Show Outbox"),
                           [this, id = first.id] { Q_EMIT outboxRequested(id); });
}

void OutboxNotice::showActivity(const OutboxActivity &activity)
{
    QPointer<NoticeBar> &bar = m_refused[activity.account];
    const bool refused = activity.refusedBy && activity.problem;
    if (!refused) {
        // While it is tried again what was told stands.
        if (!activity.sending)
            drop(bar);
        m_refusedAside.remove(activity.account);
        return;
    }
    const QString why = activity.problem->sentence;
    if (m_refusedAside.value(activity.account) == why)
        return;
    if (!bar) {
        bar = make();
        bar->setObjectName(QStringLiteral("refusedNotice"));
        connect(bar, &NoticeBar::dismissed, this, [this, account = activity.account, why] {
            m_refusedAside.insert(account, why);
            drop(m_refused[account]);
        });
    }
    bar->setMessage(
        QStringLiteral("dialog-password"),
        tr("Mail can't be sent by “%1”. %2").arg(activity.refusedBy->endpoint.host, why),
        NoticeBar::Tone::Error);
    bar->clearActions();
    // Where reading is refused too, it is the account's password that is wanted.
    const AccountState state = m_engine.state(activity.account);
    const bool accountAsks = state.phase == AccountState::Phase::NeedsPassword
        || (state.problem && state.problem->kind == ErrorKind::Authentication);
    if (!accountAsks || activity.refusedBy->ownPassword) {
        bar->addAction(tr("Enter Password…"),
                       [this, account = activity.account, server = *activity.refusedBy, why] {
                           Q_EMIT passwordRequested(account, server, why);
                       });
    }
    bar->addAction(tr("Show Outbox"), [this] { Q_EMIT outboxRequested({}); });
}

QStringList OutboxNotice::texts() const
{
    QStringList texts;
    const QList<NoticeBar *> bars = findChildren<NoticeBar *>();
    for (const NoticeBar *bar : bars) {
        if (!bar->isHidden())
            texts.append(bar->text());
    }
    return texts;
}

} // namespace Turnstone
