// SPDX-License-Identifier: MIT
#pragma once

#include "gui/folderpicker.h"

#include <QAbstractListModel>

namespace Turnstone {

/// The folders that fit what was typed, the best first; without a word all, the recent ones first.
class FolderPickerModel : public QAbstractListModel {
    Q_OBJECT
public:
    FolderPickerModel(const FolderChoices &, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    void filter(const QString &typed);
    std::pair<FolderId, AccountId> at(int row) const;

private:
    struct Choice {
        FolderId folder;
        AccountId account;
        QString text;
        QString folded;
        QString iconName;
    };
    QList<Choice> m_choices;
    QList<int> m_recent; ///< into m_choices
    QList<int> m_shown; ///< into m_choices
};

} // namespace Turnstone
