// SPDX-License-Identifier: MIT
#pragma once

#include "store/storetypes.h"

#include <QDialog>
#include <memory>

namespace Ui {
class FolderPicker;
}

namespace Turnstone {

/// Chooses the folder that messages are moved or copied to: type a part of its name, press Enter.
/// Use `open()`.
class FolderPicker : public QDialog {
    Q_OBJECT
public:
    FolderPicker(const QList<Account> &, const QList<Folder> &, const QString &title,
                 QWidget *parent = nullptr);
    ~FolderPicker() override;

Q_SIGNALS:
    void picked(Turnstone::FolderId folder);

protected:
    bool eventFilter(QObject *, QEvent *) override;

private:
    void filter(const QString &text);

    std::unique_ptr<Ui::FolderPicker> m_ui;
};

} // namespace Turnstone
