// SPDX-License-Identifier: MIT
#include "gui/folderpane.h"

#include "gui/icons.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

namespace Turnstone {

namespace {

/// So many fit a small window; beyond, finding by eye takes longer than typing.
constexpr int foldersWithoutField = 24;

} // namespace

FolderPane::FolderPane(FolderTreeModel &model, Preferences &preferences, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_fieldRoom(new QWidget(this))
    , m_field(new QLineEdit(m_fieldRoom))
    , m_tree(new FolderTree(model, preferences, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *fieldLayout = new QVBoxLayout(m_fieldRoom);
    fieldLayout->setContentsMargins(8, 8, 8, 4);
    fieldLayout->addWidget(m_field);
    layout->addWidget(m_fieldRoom);
    layout->addWidget(m_tree, 1);
    m_field->setPlaceholderText(tr("Find a folder"));
    m_field->setAccessibleName(tr("Find a folder"));
    m_field->setClearButtonEnabled(true);
    m_field->addAction(icon(QStringLiteral("edit-find")), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_tree->installEventFilter(this);
    setFocusProxy(m_tree);
    connect(m_field, &QLineEdit::textChanged, this, &FolderPane::filter);
    connect(&model, &FolderTreeModel::updated, this, &FolderPane::updateField);
    updateField();
}

void FolderPane::updateField()
{
    const bool many = m_model.folders().size() > foldersWithoutField;
    m_fieldRoom->setVisible(many || m_field->hasFocus() || !m_field->text().isEmpty());
}

void FolderPane::find()
{
    m_fieldRoom->show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FolderPane::filter(const QString &text)
{
    m_tree->setFiltered(!text.trimmed().isEmpty());
    m_model.setFilter(text);
}

void FolderPane::endFilter()
{
    m_field->clear();
    m_tree->setFocus();
    updateField();
    if (m_tree->opened().isValid())
        m_tree->scrollTo(m_tree->opened());
}

bool FolderPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::FocusOut)
        QMetaObject::invokeMethod(this, &FolderPane::updateField, Qt::QueuedConnection);
    const bool isKey =
        event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (!isKey)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape && (watched == m_field || m_model.isFiltered())) {
        if (event->type() == QEvent::ShortcutOverride)
            event->accept();
        else
            endFilter();
        return true;
    }
    if (watched != m_field || event->type() == QEvent::ShortcutOverride)
        return QWidget::eventFilter(watched, event);
    if (key == Qt::Key_Down || key == Qt::Key_PageDown) {
        m_tree->setFocus();
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        // The first row that is a folder of its own right, and not merely above one.
        for (QModelIndex row = m_model.index(0, 0); row.isValid(); row = m_tree->indexBelow(row)) {
            const auto folder = m_model.folderAt(row);
            if (!folder || !folder->selectable || !m_model.fitsFilter(*folder))
                continue;
            const FolderId id = folder->id;
            endFilter();
            m_tree->open(id);
            break;
        }
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace Turnstone
