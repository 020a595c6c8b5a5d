// SPDX-License-Identifier: MIT
#include "gui/folderpicker.h"

#include "gui/foldertreemodel.h"
#include "gui/icons.h"
#include "gui/messagewords.h"

#include "ui_folderpicker.h"

#include <QKeyEvent>
#include <QPushButton>

namespace Turnstone {

FolderPicker::FolderPicker(const QList<Account> &accounts, const QList<Folder> &folders,
                           const QString &title, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::FolderPicker>())
{
    m_ui->setupUi(this);
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    for (const Account &account : accounts) {
        for (const Folder &folder : folders) {
            if (folder.account != account.id || !folder.selectable)
                continue;
            QStringList levels = folder.path.split(QLatin1Char('/'));
            levels.last() = FolderTreeModel::title(folder);
            for (QString &level : levels)
                level =
                    MessageWords::oneLine(level).replace(QLatin1String("%2F"), QLatin1String("/"));
            const QString path = levels.join(tr(" › ", "between the levels of a folder"));
            auto *item = new QListWidgetItem(
                accounts.size() > 1 ? tr("%1 › %2", "account, folder").arg(account.name, path)
                                    : path,
                m_ui->folders);
            item->setIcon(icon(QStringLiteral("folder")));
            item->setData(Qt::UserRole, QVariant::fromValue(folder.id));
        }
    }
    m_ui->filter->installEventFilter(this);
    connect(m_ui->filter, &QLineEdit::textChanged, this, &FolderPicker::filter);
    connect(m_ui->folders, &QListWidget::itemActivated, this, &QDialog::accept);
    connect(this, &QDialog::accepted, this, [this] {
        if (const QListWidgetItem *item = m_ui->folders->currentItem())
            Q_EMIT picked(item->data(Qt::UserRole).value<FolderId>());
    });
    filter({});
    m_ui->filter->setFocus();
}

FolderPicker::~FolderPicker() = default;

void FolderPicker::filter(const QString &text)
{
    QListWidgetItem *first = nullptr;
    for (int row = 0; row < m_ui->folders->count(); ++row) {
        QListWidgetItem *item = m_ui->folders->item(row);
        const bool fits = item->text().contains(text, Qt::CaseInsensitive);
        item->setHidden(!fits);
        if (fits && !first)
            first = item;
    }
    m_ui->folders->setCurrentItem(first);
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(first != nullptr);
}

bool FolderPicker::eventFilter(QObject *watched, QEvent *event)
{
    // The arrow keys move in the list while the text is being typed.
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp
            || key == Qt::Key_PageDown) {
            QCoreApplication::sendEvent(m_ui->folders, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace Turnstone
