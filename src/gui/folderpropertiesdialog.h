// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

#include <QDialog>
#include <memory>

namespace Ui {
class FolderPropertiesDialog;
}

namespace Turnstone {

class BackgroundReader;

/// What a folder holds, where its mail is, and what of it is kept on this computer. Follows the
/// store while it is open; the rule is changed by *OK*, which asks where that takes content away.
/// Use `open()`.
class FolderPropertiesDialog : public QDialog {
    Q_OBJECT
public:
    /// `name` as the window shows it.
    FolderPropertiesDialog(const Folder &, const Account &, const QString &name, Store &, Engine &,
                           BackgroundReader &, QWidget *parent = nullptr);
    ~FolderPropertiesDialog() override;

private:
    void refresh();
    void showFolder(const Folder &folder);
    void showQuota();
    void fillRule();
    void ruleEdited();
    std::optional<ContentLevel> typedLevel() const;
    std::optional<int> typedDays() const;
    void apply();

    std::unique_ptr<Ui::FolderPropertiesDialog> m_ui;
    Folder m_folder;
    QString m_quota; ///< a sentence; empty where none is told
    const Account m_account;
    Engine &m_engine;
    BackgroundReader &m_reader;
};

/// What a level keeps, as choices say it.
QString levelWords(ContentLevel level);

} // namespace Turnstone
