// SPDX-License-Identifier: MIT
#include "gui/foldertreeshape.h"

#include "gui/foldersearch.h"

#include <algorithm>

namespace Turnstone {

namespace {

/// Builds on indexes into the list: parents come before children, so one walk forward knows what
/// stands above, and one backward what stands below.
class FolderShapeBuilder {
public:
    FolderShapeBuilder(const QList<Account> &accounts, const QList<Folder> &folders,
                       const FolderTreeWish &wish)
        : m_accounts(accounts)
        , m_folders(folders)
        , m_wish(wish)
        , m_search(wish.filter)
        , m_parents(size_t(folders.size()), -1)
        , m_children(size_t(folders.size()))
        , m_owners(size_t(folders.size()))
        , m_shown(size_t(folders.size()), false)
    {
        findParents();
        findOwners();
        findShown();
    }

    std::vector<FolderTreeShape> build() const
    {
        std::vector<FolderTreeShape> rows;
        const bool filtered = !m_search.isEmpty();
        const auto shared = std::count_if(m_accounts.cbegin(), m_accounts.cend(),
                                          [](const Account &a) { return !a.inboxApart; });
        if (shared > 1 && !filtered)
            rows.push_back({FolderRowKind::AllInboxes, {}, {}, {}});
        if (!filtered)
            addFavourites(rows);
        if (m_wish.outbox && !filtered)
            rows.push_back({FolderRowKind::Outbox, {}, {}, {}});
        for (const Account &account : m_accounts) {
            FolderTreeShape row = accountRow(account.id);
            if (!filtered || !row.children.empty())
                rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    void findParents()
    {
        QHash<FolderId, int> places;
        for (qsizetype i = 0; i < m_folders.size(); ++i) {
            const int parent = places.value(m_folders[i].parent, -1);
            places.insert(m_folders[i].id, int(i));
            m_parents[size_t(i)] = parent;
            if (parent >= 0)
                m_children[size_t(parent)].push_back(int(i));
            else
                m_top.push_back(int(i));
        }
    }

    /// A row above that can't be opened is as what is below it, where that is all one.
    void findOwners()
    {
        for (qsizetype i = m_folders.size() - 1; i >= 0; --i) {
            const Folder &folder = m_folders[i];
            FolderOwner owner = folder.owner;
            const std::vector<int> &below = m_children[size_t(i)];
            if (owner == FolderOwner::User && !folder.selectable && !below.empty()) {
                const FolderOwner first = m_owners[size_t(below.front())];
                const bool same = std::all_of(below.begin(), below.end(), [&](int child) {
                    return m_owners[size_t(child)] == first;
                });
                if (same)
                    owner = first;
            }
            m_owners[size_t(i)] = owner;
        }
    }

    bool isWished(const Folder &folder) const
    {
        const bool listed = !m_wish.subscribedOnly || folder.subscribed
            || folder.role != FolderRole::None || folder.favourite > 0 || folder.id == m_wish.open
            || !folder.onServer;
        // A level that only holds others comes with them.
        return listed && (folder.selectable || !m_wish.subscribedOnly);
    }

    void findShown()
    {
        QHash<AccountId, QString> names;
        for (const Account &account : m_accounts)
            names.insert(account.id, account.name);
        for (qsizetype i = m_folders.size() - 1; i >= 0; --i) {
            const Folder &folder = m_folders[i];
            bool shown = isWished(folder);
            if (shown && !m_search.isEmpty())
                shown = m_search.fits(FolderWords::foldedPath(folder, names.value(folder.account)));
            if (shown)
                m_shown[size_t(i)] = true;
            if (m_shown[size_t(i)] && m_parents[size_t(i)] >= 0)
                m_shown[size_t(m_parents[size_t(i)])] = true;
        }
    }

    void addFavourites(std::vector<FolderTreeShape> &rows) const
    {
        QList<Folder> favourites;
        for (const Folder &folder : m_folders) {
            if (folder.favourite > 0)
                favourites.append(folder);
        }
        if (favourites.isEmpty() && !m_wish.favouritesAlways)
            return;
        std::stable_sort(
            favourites.begin(), favourites.end(),
            [](const Folder &a, const Folder &b) { return a.favourite < b.favourite; });
        FolderTreeShape section{FolderRowKind::Favourites, {}, {}, {}};
        for (const Folder &folder : std::as_const(favourites))
            section.children.push_back({FolderRowKind::Favourite, folder.account, folder.id, {}});
        rows.push_back(std::move(section));
    }

    FolderTreeShape accountRow(AccountId account) const
    {
        FolderTreeShape row{FolderRowKind::Account, account, {}, {}};
        FolderTreeShape others{FolderRowKind::OtherUsers, account, {}, {}};
        FolderTreeShape shared{FolderRowKind::Shared, account, {}, {}};
        for (const int i : m_top) {
            const Folder &folder = m_folders[i];
            if (folder.account != account || !m_shown[size_t(i)])
                continue;
            const FolderOwner owner = m_owners[size_t(i)];
            if (owner == FolderOwner::User) {
                row.children.push_back(folderRow(i, &others, &shared));
                continue;
            }
            FolderTreeShape &group = owner == FolderOwner::Other ? others : shared;
            if (folder.selectable)
                group.children.push_back(folderRow(i, nullptr, nullptr));
            else
                addChildren(i, group, nullptr, nullptr);
        }
        for (FolderTreeShape *group : {&others, &shared}) {
            if (!group->children.empty())
                row.children.push_back(std::move(*group));
        }
        return row;
    }

    FolderTreeShape folderRow(int i, FolderTreeShape *others, FolderTreeShape *shared) const
    {
        FolderTreeShape row{FolderRowKind::Folder, m_folders[i].account, m_folders[i].id, {}};
        addChildren(i, row, others, shared);
        return row;
    }

    /// `others` and `shared`: where those go that stand among the user's own; null: they stay.
    void addChildren(int i, FolderTreeShape &row, FolderTreeShape *others,
                     FolderTreeShape *shared) const
    {
        for (const int child : m_children[size_t(i)]) {
            if (!m_shown[size_t(child)])
                continue;
            FolderTreeShape *group = m_owners[size_t(child)] == FolderOwner::Other ? others
                : m_owners[size_t(child)] == FolderOwner::Shared                   ? shared
                                                                                   : nullptr;
            if (group)
                group->children.push_back(folderRow(child, nullptr, nullptr));
            else
                row.children.push_back(folderRow(child, others, shared));
        }
    }

    const QList<Account> &m_accounts;
    const QList<Folder> &m_folders;
    const FolderTreeWish &m_wish;
    FolderSearch m_search;
    std::vector<int> m_parents;
    std::vector<std::vector<int>> m_children;
    std::vector<FolderOwner> m_owners;
    std::vector<char> m_shown;
    std::vector<int> m_top;
};

} // namespace

std::vector<FolderTreeShape> folderTreeShape(const QList<Account> &accounts,
                                             const QList<Folder> &folders,
                                             const FolderTreeWish &wish)
{
    return FolderShapeBuilder(accounts, folders, wish).build();
}

} // namespace Turnstone
