// SPDX-License-Identifier: MIT
#include "gui/folderpicker.h"

#include "gui/folderpickermodel.h"

#include "ui_folderpicker.h"

#include <QKeyEvent>
#include <QPushButton>

namespace Turnstone {

FolderPicker::FolderPicker(const FolderChoices &choices, const QString &title,
                           const QString &accept, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::FolderPicker>())
    , m_model(new FolderPickerModel(choices, this))
{
    m_ui->setupUi(this);
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->folders->setModel(m_model);
    m_ui->buttons->button(QDialogButtonBox::Ok)->setText(accept);
    m_ui->filter->installEventFilter(this);
    connect(m_ui->filter, &QLineEdit::textChanged, this, &FolderPicker::filter);
    connect(m_ui->folders, &QListView::activated, this, &QDialog::accept);
    connect(this, &QDialog::accepted, this, [this] {
        const QModelIndex current = m_ui->folders->currentIndex();
        if (!current.isValid())
            return;
        const auto [folder, account] = m_model->at(current.row());
        Q_EMIT picked(folder, account);
    });
    filter({});
    m_ui->filter->setFocus();
}

FolderPicker::~FolderPicker() = default;

void FolderPicker::filter(const QString &text)
{
    m_model->filter(text);
    const QModelIndex first = m_model->index(0);
    m_ui->folders->setCurrentIndex(first);
    m_ui->noneText->setVisible(!first.isValid());
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(first.isValid());
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
