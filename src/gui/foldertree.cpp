// SPDX-License-Identifier: MIT
#include "gui/foldertree.h"

#include "gui/folderdelegate.h"

#include <QContextMenuEvent>
#include <QPainter>

namespace Turnstone {

FolderTree::FolderTree(FolderTreeModel &model, Preferences &preferences, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
    , m_preferences(preferences)
{
    setAccessibleName(tr("Folders"));
    setHeaderHidden(true);
    setFrameShape(NoFrame);
    setUniformRowHeights(true);
    setIndentation(16);
    setRootIsDecorated(true);
    setExpandsOnDoubleClick(true);
    setEditTriggers(NoEditTriggers);
    setAcceptDrops(true);
    setDragDropMode(DropOnly);
    setDropIndicatorShown(true);
    setDefaultDropAction(Qt::MoveAction);
    setAutoExpandDelay(700);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    // One shade behind the list; and the ground of a selected row is the delegate's, arrow
    // included.
    viewport()->setBackgroundRole(QPalette::Window);
    QPalette quiet;
    quiet.setColor(QPalette::Highlight, Qt::transparent);
    setPalette(quiet);
    setItemDelegate(new FolderDelegate(this));
    setModel(&model);
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_restoring = true; });
    connect(&model, &FolderTreeModel::loaded, this, &FolderTree::restore);
    const auto folded = [this](const QModelIndex &index, bool expanded) {
        if (m_restoring)
            return;
        if (m_model.kind(index) == FolderTreeModel::Kind::Account)
            rememberCollapsed();
        else if (expanded)
            m_expandedFolders.insert(m_model.keyAt(index));
        else
            m_expandedFolders.remove(m_model.keyAt(index));
    };
    connect(this, &QTreeView::expanded, this, [folded](const QModelIndex &i) { folded(i, true); });
    connect(this, &QTreeView::collapsed, this,
            [folded](const QModelIndex &i) { folded(i, false); });
    if (model.isLoaded())
        restore();
}

void FolderTree::restore()
{
    m_restoring = true;
    const QStringList collapsed = m_preferences.get(Pref::collapsedAccounts);
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex index = m_model.index(row, 0);
        const QString name = index.data().toString();
        setExpanded(index, !collapsed.contains(name));
    }
    for (const QString &key : std::as_const(m_expandedFolders)) {
        const QModelIndex index = m_model.indexOfKey(key);
        if (index.isValid())
            expand(index);
    }
    m_restoring = false;
    if (m_openKey.isEmpty() || !open(m_model.indexOfKey(m_openKey)))
        openInitial();
}

void FolderTree::openInitial()
{
    if (open(m_model.indexOfKey(m_preferences.get(Pref::lastFolder))) || open(m_model.allInboxes()))
        return;
    for (const Folder &folder : m_model.folders()) {
        if (folder.role == FolderRole::Inbox && open(m_model.indexOf(folder.id)))
            return;
    }
    Q_EMIT folderOpened({});
}

bool FolderTree::open(const QModelIndex &index)
{
    if (!index.isValid())
        return false;
    setCurrentIndex(index);
    return true;
}

void FolderTree::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (m_restoring || !current.isValid())
        return;
    const QString key = m_model.keyAt(current);
    m_openKey = key;
    if (m_model.kind(current) != FolderTreeModel::Kind::Account)
        m_preferences.set(Pref::lastFolder, key);
    Q_EMIT folderOpened(current);
}

void FolderTree::rememberCollapsed()
{
    QStringList collapsed;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex index = m_model.index(row, 0);
        if (m_model.kind(index) == FolderTreeModel::Kind::Account && !isExpanded(index))
            collapsed.append(index.data().toString());
    }
    m_preferences.set(Pref::collapsedAccounts, collapsed);
}

void FolderTree::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    // The delegate paints the ground of the whole row; here is only the arrow.
    FolderDelegate::paintBranch(*painter, rect, *this, index);
}

void FolderTree::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index =
        event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    const QPoint position = event->reason() == QContextMenuEvent::Keyboard && index.isValid()
        ? viewport()->mapToGlobal(visualRect(index).center())
        : event->globalPos();
    Q_EMIT menuRequested(index, position);
}

} // namespace Turnstone
