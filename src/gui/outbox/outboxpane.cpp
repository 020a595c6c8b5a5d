// SPDX-License-Identifier: MIT
#include "gui/outbox/outboxpane.h"

#include "engine/connectivity.h"
#include "engine/engine.h"
#include "gui/backgroundreader.h"
#include "gui/emptystate.h"
#include "gui/flowlayout.h"
#include "gui/icons.h"
#include "gui/outbox/outboxrows.h"

#include <QAction>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace Turnstone {

namespace {
constexpr int outboxClockMs = 15'000;
}

OutboxPane::OutboxPane(Store &store, Engine &engine, BackgroundReader &reader, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_engine(engine)
    , m_reader(reader)
    , m_model(new OutboxModel(this))
    , m_list(new QListView(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_counts(new QLabel(this))
    , m_details(new QWidget(this))
    , m_state(new QLabel(this))
    , m_perRecipient(new QLabel(this))
{
    build();
    connect(&store.notifier(), &StoreNotifier::changed, this, [this](const ChangeSet &changes) {
        if (changes.outbox || changes.accounts)
            read();
    });
    connect(&reader, &BackgroundReader::failed, this, [this] {
        m_reading = false; // the next change reads it
    });
    connect(&engine.outbox(), &Outbox::checked, this, &OutboxPane::checked);
    connect(&engine.outbox(), &Outbox::activityChanged, this, &OutboxPane::updateNow);
    connect(&engine, &Engine::workOfflineChanged, this, &OutboxPane::updateNow);
    connect(&engine.connectivity(), &Connectivity::networkChanged, this, &OutboxPane::updateNow);
    m_clock.setInterval(outboxClockMs);
    connect(&m_clock, &QTimer::timeout, this, &OutboxPane::updateNow);
    showState();
}

OutboxPane::~OutboxPane() = default;

QAction *OutboxPane::add(const QString &text, const char *iconName, const QKeySequence &keys,
                         std::function<void(const OutboxItem &)> run)
{
    auto *action = new QAction(icon(QString::fromLatin1(iconName)), text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, [this, run = std::move(run)] {
        if (const auto item = current())
            run(*item);
    });
    addAction(action);
    return action;
}

void OutboxPane::build()
{
    Outbox &outbox = m_engine.outbox();
    m_send = add(tr("&Send Now"), "mail-send", QKeySequence(Qt::CTRL | Qt::Key_Return),
                 [this](const OutboxItem &item) {
                     m_engine.outbox().sendAgain(item.id);
                     if (m_engine.isWorkingOffline())
                         Q_EMIT remark(tr("It goes as soon as you are online again."));
                 });
    m_send->setObjectName(QStringLiteral("sendNow"));
    m_check = add(tr("Chec&k Sent"), "folder-sent", {}, [this](const OutboxItem &item) {
        m_checking = item.id;
        showState();
        m_engine.outbox().checkSent(item.id);
    });
    m_check->setObjectName(QStringLiteral("checkSent"));
    m_check->setToolTip(tr("Looks for it in the server's sent mail"));
    m_again = add(tr("Send A&gain…"), "mail-send", {},
                  [this](const OutboxItem &item) { askSendAgain(item); });
    m_again->setObjectName(QStringLiteral("sendAgain"));
    m_keep = add(tr("&Keep"), "task-pending", {}, [this](const OutboxItem &item) {
        m_engine.outbox().hold(item.id);
        Q_EMIT kept(item.id);
        Q_EMIT remark(tr("It stays in the outbox and isn't sent by itself."));
    });
    m_keep->setObjectName(QStringLiteral("keep"));
    m_keep->setToolTip(tr("Leaves it here and isn't told again"));
    m_confirm = add(tr("It &Was Sent"), "task-done", {},
                    [&outbox](const OutboxItem &item) { outbox.confirmSent(item.id); });
    m_confirm->setObjectName(QStringLiteral("confirmSent"));
    m_confirm->setToolTip(tr("Puts it into Sent: you know that it arrived"));
    m_edit = add(tr("&Edit"), "document-edit", {},
                 [this](const OutboxItem &item) { Q_EMIT editRequested(item.id); });
    m_edit->setObjectName(QStringLiteral("edit"));
    m_edit->setToolTip(tr("Takes it out of the outbox, to be written on"));
    m_hold = add(tr("&Hold"), "process-stop", {},
                 [&outbox](const OutboxItem &item) { outbox.hold(item.id); });
    m_hold->setObjectName(QStringLiteral("hold"));
    m_hold->setToolTip(tr("Isn't sent until you say so"));
    m_discard = add(tr("&Discard…"), "edit-delete", QKeySequence::Delete,
                    [this](const OutboxItem &item) { askDiscard(item); });
    m_discard->setObjectName(QStringLiteral("discard"));

    auto *title = new QLabel(tr("Outbox"), this);
    title->setTextFormat(Qt::PlainText);
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    m_counts->setTextFormat(Qt::PlainText);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 8);
    head->addWidget(title);
    head->addSpacing(8);
    head->addWidget(m_counts, 1);

    m_list->setObjectName(QStringLiteral("outboxList"));
    m_list->setAccessibleName(tr("Messages in the outbox"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setItemDelegate(new OutboxDelegate(m_list));
    m_list->setModel(m_model);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &OutboxPane::showCurrent);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &OutboxPane::showState);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &OutboxPane::showCurrent);
    connect(m_list, &QListView::activated, this, [this] { m_edit->trigger(); });
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        if (!current())
            return;
        QMenu menu(this);
        for (QAction *action : actions()) {
            if (action->isVisible())
                menu.addAction(action);
        }
        menu.exec(m_list->viewport()->mapToGlobal(at));
    });

    for (QLabel *label : {m_state, m_perRecipient}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_state->setObjectName(QStringLiteral("outboxState"));
    m_perRecipient->setObjectName(QStringLiteral("outboxRecipients"));
    auto *buttons = new FlowLayout;
    for (QAction *action : actions()) {
        auto *button = new QToolButton(m_details);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setAccessibleName(QString(action->text()).remove(u'&'));
        connect(action, &QAction::changed, button,
                [button, action] { button->setVisible(action->isVisible()); });
        buttons->addWidget(button);
    }
    m_words = new QScrollArea(m_details);
    m_words->setFrameShape(QFrame::NoFrame);
    m_words->setWidgetResizable(true);
    auto *words = new QWidget(m_words);
    auto *wordLines = new QVBoxLayout(words);
    wordLines->setContentsMargins(0, 0, 0, 0);
    wordLines->addWidget(m_state);
    wordLines->addWidget(m_perRecipient);
    m_words->setWidget(words);
    auto *details = new QVBoxLayout(m_details);
    details->setContentsMargins(12, 8, 12, 8);
    details->addWidget(m_words);
    details->addLayout(buttons);

    auto *filled = new QWidget(this);
    auto *column = new QVBoxLayout(filled);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_list, 1);
    column->addWidget(m_details);
    m_empty->show(QStringLiteral("folder-outbox"), tr("The outbox is empty"),
                  tr("Messages wait here until the server has taken them."));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(filled);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addLayout(head);
    outer->addWidget(m_stack, 1);
}

void OutboxPane::setOpen(bool open)
{
    if (std::exchange(m_open, open) == open)
        return;
    m_shown = {};
    if (!open) {
        m_clock.stop();
        m_model->setItems({});
        return;
    }
    m_clock.start();
    updateNow();
    read();
}

void OutboxPane::select(OutboxId id)
{
    m_wanted = id;
    choose();
}

std::optional<OutboxItem> OutboxPane::current() const
{
    return m_model->at(m_list->currentIndex());
}

QString OutboxPane::explanation() const
{
    return m_perRecipient->text().isEmpty()
        ? m_state->text()
        : m_state->text() + QLatin1Char('\n') + m_perRecipient->text();
}

void OutboxPane::read()
{
    if (!m_open)
        return;
    if (std::exchange(m_reading, true)) {
        m_changed = true;
        return;
    }
    m_changed = false;
    m_reader.run(
        this, [](MailReader &reader) { return OutboxReader(reader).items(); },
        [this](const QList<OutboxItem> &items) {
            m_reading = false;
            if (m_open)
                take(items);
            if (m_changed)
                read();
        });
}

void OutboxPane::take(const QList<OutboxItem> &items)
{
    m_model->setItems(items);
    choose();
    showCurrent();
}

void OutboxPane::choose()
{
    const QModelIndex wanted = m_model->indexOf(m_wanted);
    if (wanted.isValid()) {
        m_wanted = {};
        m_list->setCurrentIndex(wanted);
    } else if (!m_list->currentIndex().isValid() && m_model->rowCount() > 0) {
        m_list->setCurrentIndex(m_model->index(0));
    }
}

void OutboxPane::showCurrent()
{
    if (!m_open)
        return;
    showState();
    const auto item = current();
    const OutboxId id = item ? item->id : OutboxId();
    if (id == m_shown && id)
        return;
    m_shown = id;
    if (!item) {
        Q_EMIT messageRead({});
        return;
    }
    m_reader.run(
        this,
        [message = item->message](MailReader &reader) {
            return reader.content(message, {}).value_or(QByteArray());
        },
        [this, id](const QByteArray &bytes) {
            if (m_open && m_shown == id)
                Q_EMIT messageRead(bytes);
        });
}

void OutboxPane::updateNow()
{
    if (!m_open)
        return;
    const bool byChoice = m_engine.isWorkingOffline();
    m_model->setNow({m_store.clock().utcSeconds(),
                     !byChoice && m_engine.connectivity().hasNetwork(), byChoice});
}

void OutboxPane::showState()
{
    const auto count = int(m_model->items().size());
    m_counts->setText(count > 0 ? tr("%n message(s)", nullptr, count) : QString());
    m_stack->setCurrentIndex(count > 0 ? 1 : 0);
    const auto item = current();
    const bool any = item.has_value();
    const bool unknown = any && item->state == OutboxState::Unknown;
    const bool free = any && !OutboxWords::isOnItsWay(*item);
    m_send->setVisible(!unknown);
    m_send->setEnabled(free);
    for (QAction *action : {m_check, m_again, m_keep, m_confirm}) {
        action->setVisible(unknown);
        action->setEnabled(unknown);
    }
    m_check->setEnabled(unknown && m_checking != item->id);
    m_hold->setVisible(!unknown);
    m_hold->setEnabled(free && item->state != OutboxState::Held);
    m_edit->setEnabled(free);
    m_discard->setEnabled(free);
    QString state = any ? OutboxWords::state(*item, m_model->now()) : QString();
    if (unknown && m_checking == item->id)
        state += QLatin1Char(' ') + tr("Looking for it in the server's sent mail…");
    else if (unknown && m_answered == item->id)
        state += QLatin1Char(' ') + m_answer;
    m_state->setText(state);
    m_perRecipient->setText(any ? OutboxWords::perRecipient(*item).join(QLatin1Char('\n'))
                                : QString());
    m_perRecipient->setVisible(!m_perRecipient->text().isEmpty());
    fitWords();
}

/// As high as its sentences are, up to a third of the pane.
void OutboxPane::fitWords()
{
    const QLayout *const lines = m_words->widget()->layout();
    const int wanted = lines->totalHeightForWidth(qMax(1, m_words->viewport()->width()));
    const int most = qMax(height() / 3, 4 * fontMetrics().lineSpacing());
    m_words->setFixedHeight(qBound(fontMetrics().lineSpacing(), wanted, most));
}

void OutboxPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitWords();
}

void OutboxPane::checked(OutboxId id, const SentCheck &result)
{
    if (id != m_checking)
        return;
    m_checking = {};
    m_answered = id;
    m_answer = result.found ? tr("It was sent: the server has it.")
        : result.error      ? result.error->sentence
                            : tr("It isn't in the server's sent mail.");
    showState();
    if (m_open)
        Q_EMIT remark(m_answer);
}

void OutboxPane::askDiscard(const OutboxItem &item)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Discard Message"),
                                tr("Discard “%1”?").arg(OutboxWords::subject(item)),
                                QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("discardQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(item.state == OutboxState::Unknown
                                ? tr("It may have been sent. It leaves the outbox and isn't kept.")
                                : item.filed
                                ? tr("Those who don't have it won't get it. It stays in Sent.")
                                : tr("It isn't sent and isn't kept."));
    QPushButton *button = box->addButton(tr("&Discard"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(button, &QPushButton::clicked, this,
            [this, id = item.id] { m_engine.outbox().discard(id); });
    box->open();
}

void OutboxPane::askSendAgain(const OutboxItem &item)
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Send Again"),
                                tr("Send “%1” again?").arg(OutboxWords::subject(item)),
                                QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("sendAgainQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("The server may have taken it before the connection was lost. Then "
                               "its recipients get it twice."));
    QPushButton *button = box->addButton(tr("Send &Again"), QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(button, &QPushButton::clicked, this,
            [this, id = item.id] { m_engine.outbox().sendAgain(id); });
    box->open();
}

} // namespace Turnstone
