// SPDX-License-Identifier: MIT
// What is open and what is unfolded; pointer, keys and drops are in foldertreegestures.cpp.
#include "gui/foldertree.h"

#include "gui/folderdelegate.h"

#include <QPainter>
#include <QScopedValueRollback>

namespace Turnstone {

namespace {

constexpr int unfoldAfterMs = 600;
constexpr qsizetype foldingsKept = 2000;

} // namespace

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
    setDragDropMode(DragDrop);
    setDropIndicatorShown(false); // its own, which says more
    setDefaultDropAction(Qt::MoveAction);
    setAutoExpandDelay(-1); // by m_hover
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    // One shade behind the list; and the ground of a selected row is the delegate's, arrow
    // included.
    viewport()->setBackgroundRole(QPalette::Window);
    QPalette quiet;
    quiet.setColor(QPalette::Highlight, Qt::transparent);
    setPalette(quiet);
    setItemDelegate(new FolderDelegate(this));
    const QStringList expanded = preferences.get(Pref::expandedFolders);
    m_expanded = QSet<QString>(expanded.cbegin(), expanded.cend());
    m_hover.setSingleShot(true);
    m_hover.setInterval(unfoldAfterMs);
    connect(&m_hover, &QTimer::timeout, this, [this] {
        if (!m_hoverRow.isValid() || isExpanded(m_hoverRow) || !m_model.hasChildren(m_hoverRow))
            return;
        m_unfoldedByHover.append(m_hoverRow);
        const QScopedValueRollback updating(m_updating, true);
        expand(m_hoverRow);
    });
    setModel(&model);
    connect(&model, &FolderTreeModel::aboutToUpdate, this, [this] { m_updating = true; });
    connect(&model, &FolderTreeModel::updated, this, &FolderTree::restore);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { m_rowsCame = true; });
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this] { m_rowsCame = true; });
    connect(&model, &FolderTreeModel::newFolderHasMail, this, &FolderTree::showNewFolder);
    connect(this, &QTreeView::expanded, this,
            [this](const QModelIndex &index) { rememberFolding(index, true); });
    connect(this, &QTreeView::collapsed, this,
            [this](const QModelIndex &index) { rememberFolding(index, false); });
    if (model.isLoaded())
        restore();
}

bool FolderTree::isSection(const QModelIndex &index) const
{
    const auto kind = m_model.kind(index);
    return kind == FolderTreeModel::Kind::Account || kind == FolderTreeModel::Kind::Favourites;
}

void FolderTree::restore()
{
    m_updating = true;
    if (m_filtered && m_rowsCame)
        expandAll();
    else if (m_rowsCame)
        restoreFolding({});
    m_rowsCame = false;
    restoreOpen();
}

void FolderTree::restoreFolding(const QModelIndex &parent)
{
    const QStringList collapsed = m_preferences.get(Pref::collapsedAccounts);
    const std::function<void(const QModelIndex &)> walk = [&](const QModelIndex &above) {
        for (int row = 0; row < m_model.rowCount(above); ++row) {
            const QModelIndex index = m_model.index(row, 0, above);
            if (m_model.rowCount(index) == 0)
                continue;
            const bool wish = isSection(index) ? !collapsed.contains(index.data().toString())
                                               : m_expanded.contains(m_model.keyAt(index));
            if (wish != isExpanded(index))
                setExpanded(index, wish);
            walk(index);
        }
    };
    walk(parent);
}

void FolderTree::setFiltered(bool filtered)
{
    m_filtered = filtered;
}

QModelIndex FolderTree::opened() const
{
    using Kind = FolderTreeModel::Kind;
    if (!m_open.any)
        return {};
    const QModelIndex current = currentIndex();
    if (current.isValid() && m_model.kind(current) == m_open.kind
        && m_model.accountAt(current) == m_open.account) {
        const auto folder = m_model.folderAt(current);
        if ((folder ? folder->id : FolderId()) == m_open.folder)
            return current;
    }
    switch (m_open.kind) {
    case Kind::AllInboxes:
        return m_model.allInboxes();
    case Kind::Favourite: {
        const auto folder = m_model.folder(m_open.folder);
        const QModelIndex favourite = folder
            ? m_model.indexOfKey(QLatin1Char('*') + m_model.accountName(folder->account)
                                 + QLatin1Char('/') + folder->path)
            : QModelIndex();
        return favourite.isValid() ? favourite : m_model.indexOf(m_open.folder);
    }
    case Kind::Folder:
        return m_model.indexOf(m_open.folder);
    case Kind::Account:
        return m_model.indexOf(m_open.account);
    case Kind::Outbox:
        return m_model.outbox();
    default:
        return {};
    }
}

void FolderTree::restoreOpen()
{
    using Kind = FolderTreeModel::Kind;
    const QModelIndex index = opened();
    if (index.isValid()) {
        if (index != currentIndex()) {
            // Without unfolding what the user has folded.
            selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
        }
        m_updating = false;
        const QSet<FolderId> folders = m_model.foldersAt(index);
        if (folders != m_open.folders) {
            m_open.folders = folders;
            Q_EMIT folderOpened(index);
        }
        return;
    }
    m_updating = false;
    const bool there = m_open.folder ? m_model.folder(m_open.folder).has_value()
                                     : m_open.any && m_open.kind != Kind::AllInboxes
            && !m_model.accountName(m_open.account).isEmpty();
    if (there || (m_open.any && m_filtered)) {
        selectionModel()->clear(); // it is only not shown
        return;
    }
    openInitial();
}

void FolderTree::openInitial()
{
    m_open = {};
    selectionModel()->clear();
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

bool FolderTree::open(FolderId folder)
{
    const QModelIndex index = m_model.indexOf(folder);
    if (!open(index))
        return false;
    scrollTo(index); // which unfolds
    return true;
}

void FolderTree::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (m_updating || !current.isValid())
        return;
    const auto folder = m_model.folderAt(current);
    m_open = {m_model.kind(current), m_model.accountAt(current), folder ? folder->id : FolderId(),
              m_model.foldersAt(current), true};
    m_model.setOpenFolder(m_open.folder);
    m_model.setOutboxOpen(m_open.kind == FolderTreeModel::Kind::Outbox);
    if (!m_open.folders.isEmpty())
        m_preferences.set(Pref::lastFolder, m_model.keyAt(current));
    Q_EMIT folderOpened(current);
}

void FolderTree::rememberFolding(const QModelIndex &index, bool expanded)
{
    if (m_updating || m_filtered)
        return;
    if (isSection(index)) {
        QStringList collapsed = m_preferences.get(Pref::collapsedAccounts);
        collapsed.removeAll(index.data().toString());
        if (!expanded)
            collapsed.append(index.data().toString());
        m_preferences.set(Pref::collapsedAccounts, collapsed);
        return;
    }
    if (expanded)
        m_expanded.insert(m_model.keyAt(index));
    else
        m_expanded.remove(m_model.keyAt(index));
    if (m_expanded.size() > foldingsKept) {
        // Those of folders that are gone since.
        erase_if(m_expanded,
                 [this](const QString &key) { return !m_model.indexOfKey(key).isValid(); });
    }
    m_preferences.set(Pref::expandedFolders, QStringList(m_expanded.cbegin(), m_expanded.cend()));
}

void FolderTree::showNewFolder(const QModelIndex &index)
{
    // Only as far as nobody has folded an account away: its number says it then.
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent()) {
        if (isSection(above) && !isExpanded(above))
            return;
    }
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
        expand(above);
}

bool FolderTree::rename(const QModelIndex &index)
{
    if (!index.isValid() || !m_model.flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    scrollTo(index);
    edit(index);
    return true;
}

void FolderTree::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    // The delegate paints the ground of the whole row; here is only the arrow.
    FolderDelegate::paintBranch(*painter, rect, *this, index);
}

} // namespace Turnstone
