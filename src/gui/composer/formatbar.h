// SPDX-License-Identifier: MIT
#pragma once

#include <QToolBar>

class QComboBox;

namespace Turnstone {

class RichEditor;

/// What can be done to rich text, and what it is where the cursor stands. Each has its shortcut.
class FormatBar : public QToolBar {
    Q_OBJECT
public:
    FormatBar(RichEditor &editor, QWidget *parent = nullptr);

private:
    QAction *addTool(const QString &text, const char *iconName, const QKeySequence &keys,
                     bool checkable);
    void build();
    void showState();
    void askForLink();
    void askForImage();

    RichEditor &m_editor;
    QComboBox *m_style = nullptr;
    QAction *m_bold = nullptr, *m_italic = nullptr, *m_underlined = nullptr, *m_code = nullptr;
    QAction *m_bullets = nullptr, *m_numbers = nullptr;
};

} // namespace Turnstone
