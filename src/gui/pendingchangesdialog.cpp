// SPDX-License-Identifier: MIT
#include "gui/pendingchangesdialog.h"

#include "gui/datetext.h"
#include "gui/icons.h"
#include "gui/operationtext.h"
#include "ui_pendingchangesdialog.h"

#include <QDateTime>
#include <QHeaderView>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

namespace Turnstone {

namespace {
constexpr int operationRole = Qt::UserRole;
constexpr qsizetype operationsShown = 2'000;
} // namespace

PendingChangesDialog::PendingChangesDialog(Store &store, Engine &engine,
                                           std::optional<AccountId> account, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::PendingChangesDialog>())
    , m_store(store)
    , m_engine(engine)
    , m_account(account)
{
    m_ui->setupUi(this);
    m_ui->retryButton->setIcon(icon(QStringLiteral("view-refresh")));
    m_ui->discardButton->setIcon(icon(QStringLiteral("edit-undo")));
    m_ui->list->header()->setSectionResizeMode(0, QHeaderView::Interactive);
    m_ui->list->setColumnWidth(0, fontMetrics().averageCharWidth() * 40);
    m_ui->list->setColumnWidth(1, fontMetrics().averageCharWidth() * 18);
    m_ui->list->setColumnWidth(2, fontMetrics().averageCharWidth() * 17);
    connect(m_ui->list, &QTreeWidget::itemSelectionChanged, this, [this] { updateButtons(); });
    connect(m_ui->retryButton, &QPushButton::clicked, this, [this] { retry(); });
    connect(m_ui->discardButton, &QPushButton::clicked, this, [this] { discard(); });
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&store.notifier(), &StoreNotifier::changed, this, [this](const ChangeSet &changes) {
        if (changes.operations || changes.accounts)
            reload();
    });
    connect(&engine, &Engine::workOfflineChanged, this, [this] { reload(); });
    reload();
}

PendingChangesDialog::~PendingChangesDialog() = default;

void PendingChangesDialog::reload()
{
    const QList<OperationId> before = selected();
    m_ui->list->clear();
    try {
        if (!m_reader)
            m_reader = std::make_unique<MailReader>(m_store);
        const DateText dates(QDateTime::currentDateTime(), QLocale());
        QHash<AccountId, QString> names;
        for (const Account &account : m_reader->accounts())
            names.insert(account.id, account.name);
        for (const Operation &operation : m_reader->operations(m_account).mid(0, operationsShown)) {
            const bool offline = m_engine.isWorkingOffline()
                || m_engine.state(operation.account).phase == AccountState::Phase::Offline;
            const QString why = OperationText::why(operation, offline);
            auto *item = new QTreeWidgetItem(m_ui->list,
                                             {OperationText::what(operation, *m_reader),
                                              names.value(operation.account),
                                              dates.dayAndTime(operation.createdUtc), why});
            item->setData(0, operationRole, operation.id.value());
            const bool failed = operation.state == OperationState::Failed;
            item->setIcon(
                0,
                icon(failed ? QStringLiteral("dialog-warning") : QStringLiteral("task-pending")));
            item->setToolTip(3, QStringLiteral("<p>%1</p>").arg(why.toHtmlEscaped()));
            item->setSelected(before.contains(operation.id));
        }
        m_ui->introText->setText(
            m_ui->list->topLevelItemCount() == 0
                ? tr("Nothing is waiting: the servers have confirmed every change.")
                : tr("These changes have been made on this computer. The server hasn't confirmed "
                     "them yet."));
    } catch (const MailError &error) {
        m_ui->introText->setText(error.sentence);
    }
    updateButtons();
}

QList<OperationId> PendingChangesDialog::selected() const
{
    QList<OperationId> ids;
    for (const QTreeWidgetItem *item : m_ui->list->selectedItems())
        ids.append(OperationId(item->data(0, operationRole).toLongLong()));
    return ids;
}

void PendingChangesDialog::updateButtons()
{
    const QList<QTreeWidgetItem *> items = m_ui->list->selectedItems();
    m_ui->retryButton->setEnabled(!items.isEmpty());
    m_ui->discardButton->setEnabled(!items.isEmpty());
    m_ui->detailText->setText(items.size() == 1 ? items.constFirst()->text(3) : QString());
    m_ui->detailText->setVisible(items.size() == 1);
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
    box->setInformativeText(
        tr("What was done here is undone, and the server is not told of it. Marks "
           "and folders are again as the server has them."));
    QPushButton *button = box->addButton(tr("&Discard"), QMessageBox::DestructiveRole);
    connect(button, &QPushButton::clicked, this, [this, ids] {
        for (const OperationId id : ids)
            m_engine.discardOperation(id);
    });
    box->open();
}

} // namespace Turnstone
