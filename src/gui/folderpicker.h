// SPDX-License-Identifier: MIT
#pragma once

#include "store/storetypes.h"

#include <QDialog>
#include <functional>
#include <memory>

class QAbstractItemView;

namespace Ui {
class FolderPicker;
}

namespace Turnstone {

class FolderPickerModel;

/// What a FolderPicker offers.
struct FolderChoices {
    QList<Account> accounts;
    QList<Folder> folders; ///< those that may be picked
    bool accountsToo = false; ///< also an account itself, for its top level
    QList<FolderId> recent; ///< first while nothing is typed, newest first
};

/// Chooses a folder: type parts of its name, in any order and from any of its levels, press Enter.
/// What fits best stands first. Use `open()`.
class FolderPicker : public QDialog {
    Q_OBJECT
public:
    FolderPicker(const FolderChoices &, const QString &title, const QString &accept,
                 QWidget *parent = nullptr);
    ~FolderPicker() override;

Q_SIGNALS:
    /// `folder` none: the account's top level.
    void picked(Turnstone::FolderId folder, Turnstone::AccountId account);

protected:
    bool eventFilter(QObject *, QEvent *) override;

private:
    void filter(const QString &text);

    std::unique_ptr<Ui::FolderPicker> m_ui;
    FolderPickerModel *m_model;
};

} // namespace Turnstone
