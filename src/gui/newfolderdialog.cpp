// SPDX-License-Identifier: MIT
#include "gui/newfolderdialog.h"

#include "gui/foldersearch.h"
#include "gui/messagewords.h"
#include "mail/limits.h"

#include "ui_newfolderdialog.h"

#include <QPushButton>

namespace Turnstone {

NewFolderDialog::NewFolderDialog(const QList<Account> &accounts, const QList<Folder> &folders,
                                 AccountId account, FolderId parent, QWidget *parentWidget)
    : QDialog(parentWidget)
    , m_ui(std::make_unique<Ui::NewFolderDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->buttons->button(QDialogButtonBox::Ok)->setText(tr("&Create"));
    m_ui->nameEdit->setMaxLength(int(Limits::folderNameBytes / 4)); // at most four bytes each
    int chosenPlace = 0;
    for (const Account &each : accounts) {
        if (each.id == account)
            chosenPlace = int(m_places.size());
        m_places.append({each.id, QString()});
        m_ui->placeBox->addItem(
            tr("%1 (top level)", "account").arg(MessageWords::oneLine(each.name)));
        for (const Folder &folder : folders) {
            if (folder.account != each.id)
                continue;
            m_taken.insert({each.id, folder.path});
            if (!folder.may(FolderRight::MakeBelow))
                continue;
            if (folder.id == parent)
                chosenPlace = int(m_places.size());
            m_places.append({each.id, folder.path + QLatin1Char('/')});
            m_ui->placeBox->addItem(FolderWords::pathWithin(folder, accounts));
        }
    }
    m_ui->placeBox->setCurrentIndex(chosenPlace);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, this, &NewFolderDialog::check);
    connect(m_ui->placeBox, &QComboBox::currentIndexChanged, this, &NewFolderDialog::check);
    connect(this, &QDialog::accepted, this, [this] {
        const auto [where, path] = wish();
        Q_EMIT chosen(where, path);
    });
    check();
    m_ui->nameEdit->setFocus();
}

NewFolderDialog::~NewFolderDialog() = default;

std::pair<AccountId, QString> NewFolderDialog::wish() const
{
    const auto &[account, above] = m_places.value(m_ui->placeBox->currentIndex());
    return {account, above + m_ui->nameEdit->text().trimmed()};
}

void NewFolderDialog::check()
{
    const QString name = m_ui->nameEdit->text().trimmed();
    const bool taken = m_taken.contains(wish());
    m_ui->problemText->setText(taken ? tr("There is already a folder called so.") : QString());
    m_ui->buttons->button(QDialogButtonBox::Ok)
        ->setEnabled(!taken && !QString(name).remove(QLatin1Char('/')).trimmed().isEmpty());
}

} // namespace Turnstone
