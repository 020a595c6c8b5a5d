// SPDX-License-Identifier: MIT
#pragma once

#include "store/storetypes.h"

#include <QDialog>
#include <memory>

namespace Ui {
class NewFolderDialog;
}

namespace Turnstone {

/// Asks for the name of a new folder and what it stands in. Use `open()`.
class NewFolderDialog : public QDialog {
    Q_OBJECT
public:
    NewFolderDialog(const QList<Account> &, const QList<Folder> &, AccountId account,
                    FolderId parent, QWidget *parentWidget = nullptr);
    ~NewFolderDialog() override;

Q_SIGNALS:
    /// `path` as in Folder::path.
    void chosen(Turnstone::AccountId account, const QString &path);

private:
    void check();
    std::pair<AccountId, QString> wish() const;

    std::unique_ptr<Ui::NewFolderDialog> m_ui;
    QList<std::pair<AccountId, QString>> m_places; ///< the entries: account, path with '/' or empty
    QSet<std::pair<AccountId, QString>> m_taken;
};

} // namespace Turnstone
