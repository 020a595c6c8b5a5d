// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

#include <QDialog>
#include <memory>

class QTreeWidgetItem;

namespace Ui {
class SubscriptionsDialog;
}

namespace Turnstone {

class FolderTreeModel;

/// Which folders of an account the user is subscribed to: a tree with check boxes that is searched
/// by typing. A change is local at once and queued for the server, so it works offline. Use
/// `open()`.
class SubscriptionsDialog : public QDialog {
    Q_OBJECT
public:
    SubscriptionsDialog(Engine &, FolderTreeModel &, AccountId account, QWidget *parent = nullptr);
    ~SubscriptionsDialog() override;

private:
    void fill();
    void follow();
    void filter(const QString &text);
    void toggled(QTreeWidgetItem *item);
    AccountId account() const;

    std::unique_ptr<Ui::SubscriptionsDialog> m_ui;
    Engine &m_engine;
    FolderTreeModel &m_model;
    QHash<FolderId, QTreeWidgetItem *> m_items;
    bool m_filling = false;
};

} // namespace Turnstone
