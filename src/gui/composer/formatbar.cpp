// SPDX-License-Identifier: MIT
#include "gui/composer/formatbar.h"

#include "gui/composer/linkdialog.h"
#include "gui/composer/richeditor.h"
#include "gui/icons.h"

#include <QComboBox>
#include <QFileDialog>
#include <QSignalBlocker>
#include <QTextList>

namespace Turnstone {

FormatBar::FormatBar(RichEditor &editor, QWidget *parent)
    : QToolBar(parent)
    , m_editor(editor)
{
    setAccessibleName(tr("Formatting"));
    setIconSize(QSize(18, 18));
    setMovable(false);
    build();
    connect(&editor, &QTextEdit::currentCharFormatChanged, this, &FormatBar::showState);
    connect(&editor, &QTextEdit::cursorPositionChanged, this, &FormatBar::showState);
}

QAction *FormatBar::addTool(const QString &text, const char *iconName, const QKeySequence &keys,
                            bool checkable)
{
    auto *action = new QAction(icon(QString::fromLatin1(iconName)), text, this);
    action->setCheckable(checkable);
    if (!keys.isEmpty()) {
        action->setShortcut(keys);
        action->setToolTip(QStringLiteral("%1 (%2)").arg(QString(text).remove(u'&'),
                                                         keys.toString(QKeySequence::NativeText)));
    }
    action->setShortcutContext(Qt::WidgetShortcut);
    // Where the text has the focus, and not twice where two texts are open.
    m_editor.addAction(action);
    addAction(action);
    return action;
}

void FormatBar::build()
{
    m_style = new QComboBox(this);
    m_style->setAccessibleName(tr("Paragraph style"));
    m_style->setToolTip(tr("Paragraph style"));
    m_style->addItem(tr("Text", "paragraph style"), 0);
    m_style->addItem(tr("Heading 1"), 1);
    m_style->addItem(tr("Heading 2"), 2);
    m_style->addItem(tr("Heading 3"), 3);
    m_style->addItem(tr("Preformatted"), -1);
    connect(m_style, &QComboBox::activated, this, [this] {
        m_editor.setParagraphStyle(m_style->currentData().toInt());
        m_editor.setFocus();
    });
    addWidget(m_style);
    addSeparator();
    m_bold = addTool(tr("Bold"), "format-bold", QKeySequence(Qt::CTRL | Qt::Key_B), true);
    m_italic = addTool(tr("Italic"), "format-italic", QKeySequence(Qt::CTRL | Qt::Key_I), true);
    m_underlined =
        addTool(tr("Underlined"), "format-underline", QKeySequence(Qt::CTRL | Qt::Key_U), true);
    m_code = addTool(tr("Code"), "format-code", QKeySequence(Qt::CTRL | Qt::Key_E), true);
    connect(m_bold, &QAction::triggered, &m_editor, &RichEditor::setBold);
    connect(m_italic, &QAction::triggered, &m_editor, &RichEditor::setItalic);
    connect(m_underlined, &QAction::triggered, &m_editor, &RichEditor::setUnderlined);
    connect(m_code, &QAction::triggered, &m_editor, &RichEditor::setCode);
    addSeparator();
    m_bullets = addTool(tr("Bulleted List"), "format-bullets",
                        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_8), true);
    m_numbers = addTool(tr("Numbered List"), "format-numbers",
                        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_7), true);
    connect(m_bullets, &QAction::triggered, this, [this] { m_editor.toggleList(false); });
    connect(m_numbers, &QAction::triggered, this, [this] { m_editor.toggleList(true); });
    connect(addTool(tr("Quote"), "format-quote", {}, false), &QAction::triggered, this,
            [this] { m_editor.changeQuoteDepth(1); });
    connect(addTool(tr("Quote Less"), "format-unquote", {}, false), &QAction::triggered, this,
            [this] { m_editor.changeQuoteDepth(-1); });
    addSeparator();
    connect(addTool(tr("Link…"), "insert-link", QKeySequence(Qt::CTRL | Qt::Key_K), false),
            &QAction::triggered, this, &FormatBar::askForLink);
    connect(addTool(tr("Picture…"), "insert-image", {}, false), &QAction::triggered, this,
            &FormatBar::askForImage);
    connect(addTool(tr("Table"), "insert-table", {}, false), &QAction::triggered, this,
            [this] { m_editor.insertTable(3, 3); });
    addSeparator();
    connect(addTool(tr("Clear Formatting"), "format-clear", QKeySequence(Qt::CTRL | Qt::Key_Space),
                    false),
            &QAction::triggered, this, [this] { m_editor.clearFormatting(); });
}

void FormatBar::showState()
{
    const QTextCharFormat format = m_editor.currentCharFormat();
    m_bold->setChecked(format.fontWeight() >= QFont::DemiBold);
    m_italic->setChecked(format.fontItalic());
    m_underlined->setChecked(format.fontUnderline() && !format.isAnchor());
    m_code->setChecked(format.fontFixedPitch());
    const QTextList *list = m_editor.textCursor().currentList();
    const bool numbered = list && list->format().style() <= QTextListFormat::ListDecimal;
    m_bullets->setChecked(list && !numbered);
    m_numbers->setChecked(numbered);
    const QSignalBlocker blocker(m_style);
    m_style->setCurrentIndex(qMax(0, m_style->findData(m_editor.paragraphStyle())));
}

void FormatBar::askForLink()
{
    auto *dialog = new LinkDialog(m_editor.textCursor().selectedText(),
                                  m_editor.linkAtCursor().toString(), window());
    connect(dialog, &LinkDialog::chosen, &m_editor, &RichEditor::setLink);
    dialog->open();
}

void FormatBar::askForImage()
{
    auto *dialog = new QFileDialog(window(), tr("Insert a Picture"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setMimeTypeFilters({QStringLiteral("image/png"), QStringLiteral("image/jpeg"),
                                QStringLiteral("image/gif"), QStringLiteral("image/webp")});
    connect(dialog, &QFileDialog::filesSelected, &m_editor, [this](const QStringList &paths) {
        for (const QString &path : paths)
            m_editor.insertImageFile(path);
    });
    dialog->open();
}

} // namespace Turnstone
