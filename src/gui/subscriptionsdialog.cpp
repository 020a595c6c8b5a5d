// SPDX-License-Identifier: MIT
#include "gui/subscriptionsdialog.h"

#include "gui/foldersearch.h"
#include "gui/foldertreemodel.h"
#include "gui/icons.h"
#include "gui/messagewords.h"

#include "ui_subscriptionsdialog.h"

#include <QScopedValueRollback>

namespace Turnstone {

namespace {

constexpr int subscriptionFolderRole = Qt::UserRole;
constexpr int subscriptionPathRole = Qt::UserRole + 1;

} // namespace

SubscriptionsDialog::SubscriptionsDialog(Engine &engine, FolderTreeModel &model, AccountId account,
                                         QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::SubscriptionsDialog>())
    , m_engine(engine)
    , m_model(model)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    for (const Account &each : model.accounts()) {
        m_ui->accountBox->addItem(MessageWords::oneLine(each.name), each.id.value());
        if (each.id == account)
            m_ui->accountBox->setCurrentIndex(m_ui->accountBox->count() - 1);
    }
    const bool several = model.accounts().size() > 1;
    m_ui->accountBox->setVisible(several);
    m_ui->accountLabel->setVisible(several);
    connect(m_ui->accountBox, &QComboBox::currentIndexChanged, this, &SubscriptionsDialog::fill);
    connect(m_ui->filter, &QLineEdit::textChanged, this, &SubscriptionsDialog::filter);
    connect(m_ui->tree, &QTreeWidget::itemChanged, this, &SubscriptionsDialog::toggled);
    connect(&model, &FolderTreeModel::updated, this, &SubscriptionsDialog::follow);
    fill();
    m_ui->filter->setFocus();
}

SubscriptionsDialog::~SubscriptionsDialog() = default;

AccountId SubscriptionsDialog::account() const
{
    return AccountId(m_ui->accountBox->currentData().toLongLong());
}

void SubscriptionsDialog::fill()
{
    const QScopedValueRollback filling(m_filling, true);
    m_ui->tree->clear();
    m_items.clear();
    const QString name = m_model.accountName(account());
    QList<QTreeWidgetItem *> top;
    for (const Folder &folder : m_model.folders()) { // parents come first
        // A level that only holds others may be nothing at the server.
        if (folder.account != account() || (!folder.onServer && folder.selectable))
            continue;
        auto *item = new QTreeWidgetItem({FolderWords::title(folder)});
        item->setIcon(0, icon(folderIconName(folder.role)));
        item->setToolTip(0, FolderWords::path(folder).toHtmlEscaped());
        item->setData(0, subscriptionFolderRole, folder.id.value());
        item->setData(0, subscriptionPathRole, FolderWords::foldedPath(folder, name));
        if (folder.selectable)
            item->setCheckState(0, folder.subscribed ? Qt::Checked : Qt::Unchecked);
        if (QTreeWidgetItem *above = m_items.value(folder.parent))
            above->addChild(item);
        else
            top.append(item);
        m_items.insert(folder.id, item);
    }
    m_ui->tree->addTopLevelItems(top);
    m_ui->tree->expandAll();
    filter(m_ui->filter->text());
}

void SubscriptionsDialog::follow()
{
    QSet<FolderId> there;
    for (const Folder &folder : m_model.folders()) {
        if (folder.account == account() && (folder.onServer || !folder.selectable))
            there.insert(folder.id);
    }
    if (there != QSet<FolderId>(m_items.keyBegin(), m_items.keyEnd())) {
        fill();
        return;
    }
    const QScopedValueRollback filling(m_filling, true);
    for (const FolderId id : std::as_const(there)) {
        const auto folder = m_model.folder(id);
        if (folder && folder->selectable)
            m_items.value(id)->setCheckState(0, folder->subscribed ? Qt::Checked : Qt::Unchecked);
    }
}

void SubscriptionsDialog::filter(const QString &text)
{
    const FolderSearch search(text);
    bool any = false;
    const std::function<bool(QTreeWidgetItem *)> show = [&](QTreeWidgetItem *item) {
        bool fits = search.isEmpty() || search.fits(item->data(0, subscriptionPathRole).toString());
        for (int i = 0; i < item->childCount(); ++i)
            fits = show(item->child(i)) || fits;
        item->setHidden(!fits);
        any = any || fits;
        return fits;
    };
    for (int i = 0; i < m_ui->tree->topLevelItemCount(); ++i)
        show(m_ui->tree->topLevelItem(i));
    m_ui->noneText->setText(m_items.isEmpty() ? tr("The server has told of no folders yet.")
                                              : tr("No folder is called so."));
    m_ui->noneText->setVisible(!any);
}

void SubscriptionsDialog::toggled(QTreeWidgetItem *item)
{
    if (m_filling)
        return;
    m_engine.setSubscribed(FolderId(item->data(0, subscriptionFolderRole).toLongLong()),
                           item->checkState(0) == Qt::Checked);
}

} // namespace Turnstone
