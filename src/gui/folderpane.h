// SPDX-License-Identifier: MIT
#pragma once

#include "gui/foldertree.h"

#include <QWidget>

class QLineEdit;

namespace Turnstone {

/// The folder list with the field that finds folders by typing above it. The field is there where
/// there are many folders, and elsewhere when it is asked for.
class FolderPane : public QWidget {
    Q_OBJECT
public:
    FolderPane(FolderTreeModel &, Preferences &, QWidget *parent = nullptr);

    FolderTree &tree() { return *m_tree; }
    /// Shows the field and goes there.
    void find();
    /// All folders again, and the focus among them.
    void endFilter();

protected:
    bool eventFilter(QObject *, QEvent *) override;

private:
    void filter(const QString &text);
    void updateField();

    FolderTreeModel &m_model;
    QWidget *m_fieldRoom;
    QLineEdit *m_field;
    FolderTree *m_tree;
};

} // namespace Turnstone
