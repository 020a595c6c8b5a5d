// SPDX-License-Identifier: MIT
#include "gui/folderpickermodel.h"

#include "gui/foldersearch.h"
#include "gui/icons.h"
#include "gui/messagewords.h"

#include <algorithm>

namespace Turnstone {

FolderPickerModel::FolderPickerModel(const FolderChoices &choices, QObject *parent)
    : QAbstractListModel(parent)
{
    QHash<FolderId, int> places;
    for (const Account &account : choices.accounts) {
        const QString name = MessageWords::oneLine(account.name);
        if (choices.accountsToo)
            m_choices.append({{},
                              account.id,
                              tr("%1 (top level)", "account").arg(name),
                              FolderWords::folded(name),
                              QStringLiteral("account")});
        for (const Folder &folder : choices.folders) {
            if (folder.account != account.id)
                continue;
            places.insert(folder.id, int(m_choices.size()));
            m_choices.append({folder.id, account.id,
                              FolderWords::pathWithin(folder, choices.accounts),
                              FolderWords::foldedPath(folder, name), folderIconName(folder.role)});
        }
    }
    for (const FolderId id : choices.recent) {
        if (const auto place = places.constFind(id); place != places.constEnd())
            m_recent.append(*place);
    }
    filter({});
}

int FolderPickerModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant FolderPickerModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_shown.size())
        return {};
    const Choice &choice = m_choices[m_shown[index.row()]];
    switch (role) {
    case Qt::DisplayRole:
        return choice.text;
    case Qt::ToolTipRole:
        return choice.text.toHtmlEscaped();
    case Qt::DecorationRole:
        return icon(choice.iconName);
    default:
        return {};
    }
}

void FolderPickerModel::filter(const QString &typed)
{
    const FolderSearch search(typed);
    beginResetModel();
    m_shown.clear();
    if (search.isEmpty()) {
        m_shown = m_recent;
        for (int i = 0; i < m_choices.size(); ++i) {
            if (!m_recent.contains(i))
                m_shown.append(i);
        }
    } else {
        std::vector<std::pair<int, int>> found; // -score, so that equals keep their order
        for (int i = 0; i < m_choices.size(); ++i) {
            const int score = search.score(m_choices[i].folded);
            // Where somebody has moved mail before, mail will go again.
            if (score >= 0)
                found.emplace_back(-(score + (m_recent.contains(i) ? 150 : 0)), i);
        }
        std::sort(found.begin(), found.end());
        for (const auto &[score, i] : found)
            m_shown.append(i);
    }
    endResetModel();
}

std::pair<FolderId, AccountId> FolderPickerModel::at(int row) const
{
    if (row < 0 || row >= m_shown.size())
        return {};
    const Choice &choice = m_choices[m_shown[row]];
    return {choice.folder, choice.account};
}

} // namespace Turnstone
