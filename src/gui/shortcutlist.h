// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

class QAction;

namespace Turnstone {

/// Every shortcut of the window, made from its actions so that it can't be wrong. Use `open()`.
class ShortcutList : public QDialog {
    Q_OBJECT
public:
    explicit ShortcutList(const QList<QAction *> &, QWidget *parent = nullptr);
};

} // namespace Turnstone
