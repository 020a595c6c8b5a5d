// SPDX-License-Identifier: MIT
#pragma once

#include "gui/composer/composer.h"

#include <QMainWindow>

namespace Turnstone {

/// A message being written, in a window of its own; deletes itself when it is closed.
class ComposeWindow : public QMainWindow {
    Q_OBJECT
public:
    /// Takes the composer over.
    explicit ComposeWindow(Composer *composer, QWidget *parent = nullptr);
    Composer &composer() { return *m_composer; }
    /// What stands in it was sent, or discarded.
    void closeAtOnce();

Q_SIGNALS:
    /// By its user, or at the end of the program: what stands in it is to be kept.
    void closing();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    Composer *m_composer;
    bool m_mayClose = false;
};

} // namespace Turnstone
