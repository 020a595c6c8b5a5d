// SPDX-License-Identifier: MIT
#include "gui/pendingchangesdialog.h"

#include "engine/operationtext.h"
#include "gui/backgroundreader.h"
#include "gui/datetext.h"
#include "gui/emptystate.h"
#include "gui/icons.h"
#include "gui/messagewords.h"
#include "ui_pendingchangesdialog.h"

#include <QDateTime>
#include <QHeaderView>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace Turnstone {

namespace {

constexpr int operationRole = Qt::UserRole;
constexpr int iconRole = Qt::UserRole + 1;
constexpr qsizetype operationsShown = 2'000;
constexpr int clockMs = 15'000;
enum PendingColumn { WhatColumn, AccountColumn, SinceColumn, WhyColumn, NextColumn };

} // namespace

PendingChangesDialog::PendingChangesDialog(Store &store, Engine &engine,
                                           std::optional<AccountId> account, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::PendingChangesDialog>())
    , m_store(store)
    , m_engine(engine)
    , m_wanted(account)
    , m_empty(new EmptyState(this))
    , m_reader(std::make_unique<BackgroundReader>(store))
{
    m_ui->setupUi(this);
    m_ui->retryButton->setIcon(icon(QStringLiteral("view-refresh")));
    m_ui->discardButton->setIcon(icon(QStringLiteral("edit-undo")));
    m_ui->pages->addWidget(m_empty);
    m_empty->show(QStringLiteral("task-done"), tr("Nothing is waiting"),
                  tr("The servers have confirmed every change."));
    const int unit = fontMetrics().averageCharWidth();
    QHeaderView *header = m_ui->list->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(WhatColumn, QHeaderView::Stretch);
    header->resizeSection(AccountColumn, unit * 16);
    header->resizeSection(SinceColumn, unit * 19);
    header->resizeSection(WhyColumn, unit * 34);
    header->resizeSection(NextColumn, qMax(unit * 14, header->sectionSizeHint(NextColumn)));
    connect(m_ui->list, &QTreeWidget::itemSelectionChanged, this, [this] { updateButtons(); });
    connect(m_ui->accountBox, &QComboBox::activated, this, [this] { showLines(m_content); });
    connect(m_ui->retryButton, &QPushButton::clicked, this, [this] { retry(); });
    connect(m_ui->discardButton, &QPushButton::clicked, this, [this] { discard(); });
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&store.notifier(), &StoreNotifier::changed, this, [this](const ChangeSet &changes) {
        if (changes.operations || changes.accounts)
            read();
    });
    const auto again = [this] { showLines(m_content); };
    connect(&engine, &Engine::workOfflineChanged, this, again);
    connect(&engine, &Engine::stateChanged, this, again);
    connect(&m_clock, &QTimer::timeout, this, again);
    m_clock.start(clockMs);
    connect(m_reader.get(), &BackgroundReader::failed, this, [this](const MailError &error) {
        m_reading = false;
        m_ui->introText->setText(error.sentence);
    });
    updateButtons();
    read();
}

PendingChangesDialog::~PendingChangesDialog()
{
    // The list tells of its selection also while it goes, when what would hear it is gone.
    m_ui->list->disconnect(this);
    m_engine.disconnect(this);
    m_store.notifier().disconnect(this);
}

void PendingChangesDialog::read()
{
    if (m_reading) {
        m_readAgain = true;
        return;
    }
    m_reading = true;
    m_readAgain = false;
    m_reader->run(
        this,
        [](MailReader &reader) {
            Content content;
            content.accounts = reader.accounts();
            content.lines = pendingChanges(reader, operationsShown);
            content.all = content.lines.size() < operationsShown ? content.lines.size()
                                                                 : reader.operations().size();
            return content;
        },
        [this](const Content &content) {
            m_reading = false;
            take(content);
            if (m_readAgain)
                read();
        });
}

void PendingChangesDialog::take(const Content &content)
{
    m_content = content;
    fillAccounts(content.accounts);
    showLines(content);
}

void PendingChangesDialog::fillAccounts(const QList<Account> &accounts)
{
    const std::optional<AccountId> chosen = m_wanted ? m_wanted : account();
    m_wanted.reset();
    m_names.clear();
    m_ui->accountBox->clear();
    m_ui->accountBox->addItem(tr("All accounts"), qint64(0));
    for (const Account &each : accounts) {
        const QString name = MessageWords::oneLine(each.name);
        m_names.insert(each.id, name);
        m_ui->accountBox->addItem(name, each.id.value());
        if (chosen == each.id)
            m_ui->accountBox->setCurrentIndex(m_ui->accountBox->count() - 1);
    }
    m_ui->accountBox->setVisible(accounts.size() > 1);
    m_ui->accountLabel->setVisible(accounts.size() > 1);
    m_ui->list->setColumnHidden(AccountColumn, accounts.size() < 2);
}

std::optional<AccountId> PendingChangesDialog::account() const
{
    const AccountId id(m_ui->accountBox->currentData().toLongLong());
    return id ? std::optional(id) : std::nullopt;
}

bool PendingChangesDialog::isOffline(AccountId account) const
{
    return m_engine.isWorkingOffline() || !m_engine.state(account).isReachable();
}

void PendingChangesDialog::showLines(const Content &content)
{
    const std::optional<AccountId> only = account();
    QHash<OperationId, QTreeWidgetItem *> before;
    before.swap(m_items);
    qsizetype failed = 0;
    int row = 0;
    for (const Line &line : content.lines) {
        if (only && line.operation.account != *only)
            continue;
        QTreeWidgetItem *item = before.take(line.operation.id);
        if (!item) {
            item = new QTreeWidgetItem;
            item->setData(WhatColumn, operationRole, line.operation.id.value());
            m_ui->list->insertTopLevelItem(row, item);
        }
        m_items.insert(line.operation.id, item);
        dress(item, line);
        failed += line.operation.state == OperationState::Failed;
        ++row;
    }
    qDeleteAll(before); // those that left the queue
    QString intro = tr("These changes have been made on this computer. The server hasn't confirmed "
                       "them yet.");
    if (failed > 0)
        intro =
            tr("%Ln change(s) can't be made at the server and wait for you.", nullptr, int(failed));
    if (content.all > content.lines.size())
        intro += QLatin1Char(' ')
            + tr("%Ln change(s) wait; the oldest are shown.", nullptr, int(content.all));
    m_ui->introText->setText(intro);
    m_ui->introText->setVisible(row > 0);
    m_ui->pages->setCurrentWidget(row > 0 ? static_cast<QWidget *>(m_ui->listPage) : m_empty);
    updateButtons();
}

QString PendingChangesDialog::nextTry(const Operation &operation) const
{
    if (operation.state == OperationState::Failed)
        return tr("When you say so");
    if (operation.state == OperationState::Running)
        return tr("Now");
    if (isOffline(operation.account))
        return tr("When online");
    const qint64 now = m_store.clock().utcSeconds();
    const qint64 next = qMax(operation.notBeforeUtc, m_engine.state(operation.account).nextTryUtc);
    const qint64 seconds = next - now;
    if (seconds <= 0)
        return tr("Soon");
    if (seconds < 90)
        return tr("In %Ln second(s)", nullptr, int(seconds));
    if (seconds < 90 * 60)
        return tr("In %Ln minute(s)", nullptr, int((seconds + 30) / 60));
    const DateText dates(QDateTime::fromSecsSinceEpoch(now), QLocale());
    return dates.dayAndTime(next);
}

void PendingChangesDialog::dress(QTreeWidgetItem *item, const Line &line)
{
    const Operation &operation = line.operation;
    const DateText dates(QDateTime::fromSecsSinceEpoch(m_store.clock().utcSeconds()), QLocale());
    const QString why = OperationText::why(operation, isOffline(operation.account));
    item->setText(WhatColumn, line.what);
    item->setText(AccountColumn, m_names.value(operation.account));
    item->setText(SinceColumn, dates.dayAndTime(operation.createdUtc));
    item->setText(WhyColumn, why);
    item->setText(NextColumn, nextTry(operation));
    item->setToolTip(WhatColumn, QStringLiteral("<p>%1</p>").arg(line.what.toHtmlEscaped()));
    item->setToolTip(WhyColumn, QStringLiteral("<p>%1</p>").arg(why.toHtmlEscaped()));
    // Only where it changes: accounts tell of themselves many times a second while they work.
    const QString name = operation.state == OperationState::Failed
        ? QStringLiteral("dialog-warning")
        : QStringLiteral("task-pending");
    if (item->data(WhatColumn, iconRole) != name) {
        item->setData(WhatColumn, iconRole, name);
        item->setIcon(WhatColumn, icon(name));
    }
}

QList<OperationId> PendingChangesDialog::selected() const
{
    QList<OperationId> ids;
    for (const QTreeWidgetItem *item : m_ui->list->selectedItems())
        ids.append(OperationId(item->data(WhatColumn, operationRole).toLongLong()));
    return ids;
}

void PendingChangesDialog::updateButtons()
{
    const QList<OperationId> ids = selected();
    m_ui->retryButton->setEnabled(!ids.isEmpty());
    m_ui->discardButton->setEnabled(!ids.isEmpty());
    QString detail;
    for (const Line &line : std::as_const(m_content.lines)) {
        if (ids.size() == 1 && line.operation.id == ids.constFirst())
            detail = tr("%1\nIf discarded: %2")
                         .arg(OperationText::why(line.operation, isOffline(line.operation.account)),
                              line.takesBack);
    }
    m_ui->detailText->setText(detail);
    m_ui->detailText->setVisible(!detail.isEmpty());
}

void PendingChangesDialog::retry()
{
    for (const OperationId id : selected())
        m_engine.retryOperation(id);
}

void PendingChangesDialog::discard()
{
    const QList<OperationId> ids = selected();
    if (ids.isEmpty())
        return;
    auto *box = new QMessageBox(QMessageBox::Question, tr("Discard Changes"),
                                tr("Discard %n change(s)?", nullptr, int(ids.size())),
                                QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QStringList effects;
    for (const Line &line : std::as_const(m_content.lines)) {
        if (ids.contains(line.operation.id) && !effects.contains(line.takesBack))
            effects.append(line.takesBack);
    }
    constexpr qsizetype effectsTold = 6;
    if (effects.size() > effectsTold)
        effects = {tr("What was done here is undone, and the server is not told of it.")};
    box->setInformativeText(effects.join(QLatin1Char('\n')));
    QPushButton *button = box->addButton(tr("&Discard"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(button, &QPushButton::clicked, this, [this, ids] {
        for (const OperationId id : ids)
            m_engine.discardOperation(id);
    });
    box->open();
}

} // namespace Turnstone
