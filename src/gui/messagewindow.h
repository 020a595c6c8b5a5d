// SPDX-License-Identifier: MIT
#pragma once

#include "gui/messageview.h"

namespace Turnstone {

/// A message in a window of its own; deletes itself when it is closed.
class MessageWindow : public QWidget {
    Q_OBJECT
public:
    MessageWindow(Store &, Engine &, Preferences &, QWidget *parent = nullptr);
    MessageView *view() const { return m_view; }

private:
    void addShortcut(const QKeySequence &keys, std::function<void()> action);
    MessageView *m_view = nullptr;
};

} // namespace Turnstone
