// SPDX-License-Identifier: MIT
#include "gui/settingssearch.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGroupBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QScrollArea>
#include <QShortcut>
#include <QTabWidget>
#include <QToolButton>
#include <algorithm>

namespace Turnstone {

namespace {

/// A frame of the highlight's colour around what was found; lets every click through.
class FoundFrame : public QWidget {
public:
    explicit FoundFrame(QWidget *parent)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
        hide();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QColor colour = palette().color(QPalette::Highlight);
        painter.setPen(QPen(colour, 2));
        colour.setAlpha(40);
        painter.setBrush(colour);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
};

/// Case, accents and mnemonics don't matter.
QString foldedForSearch(const QString &text)
{
    QString folded;
    const QString apart = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    for (const QChar c : apart) {
        if (!c.isMark() && c != QLatin1Char('&'))
            folded.append(c);
    }
    return folded;
}

bool isSetting(const QWidget *widget)
{
    if (qobject_cast<const QToolButton *>(widget))
        return false; // help
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget)
        || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget)
        || qobject_cast<const QGroupBox *>(widget)
        || !widget->property("searchWords").toString().isEmpty();
}

bool isPartOfAnother(const QWidget *widget, const QWidget *root)
{
    for (const QWidget *parent = widget->parentWidget(); parent && parent != root;
         parent = parent->parentWidget()) {
        if (qobject_cast<const QComboBox *>(parent)
            || qobject_cast<const QAbstractSpinBox *>(parent)
            || qobject_cast<const QLineEdit *>(parent)
            || qobject_cast<const QDialogButtonBox *>(parent)
            || QByteArray(parent->metaObject()->className()) == "QTabBar")
            return true;
    }
    return false;
}

} // namespace

SettingsSearch::SettingsSearch(QLineEdit &field, QLabel &count, QWidget &root, QTabWidget *tabs)
    : QObject(&field)
    , m_field(field)
    , m_count(count)
    , m_root(root)
    , m_tabs(tabs)
    , m_frame(new FoundFrame(&root))
{
    m_count.hide();
    m_field.setClearButtonEnabled(true);
    m_field.installEventFilter(this);
    m_root.installEventFilter(this);
    connect(&m_field, &QLineEdit::textChanged, this, &SettingsSearch::search);
    if (m_tabs) // once the new page has its layout
        connect(m_tabs, &QTabWidget::currentChanged, this, &SettingsSearch::placeFrame,
                Qt::QueuedConnection);
    auto *key = new QShortcut(QKeySequence(QKeySequence::Find), m_field.window());
    connect(key, &QShortcut::activated, this, [this] {
        m_field.setFocus(Qt::ShortcutFocusReason);
        m_field.selectAll();
    });
}

QString SettingsSearch::wordsOf(const QWidget &widget) const
{
    QStringList words{widget.accessibleName(), widget.toolTip(),
                      widget.property("searchWords").toString()};
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        words.append(button->text());
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        words.append(label->text());
    if (const auto *group = qobject_cast<const QGroupBox *>(&widget))
        words.append(group->title());
    if (const auto *combo = qobject_cast<const QComboBox *>(&widget)) {
        for (int i = 0; i < combo->count(); ++i)
            words.append(combo->itemText(i));
    }
    const QList<QLabel *> labels = m_root.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->buddy() == &widget)
            words.append(label->text());
    }
    return foldedForSearch(words.join(QLatin1Char(' ')));
}

QList<SettingsSearch::Entry> SettingsSearch::entries() const
{
    QList<Entry> entries;
    const QList<QWidget *> widgets = m_root.findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        // Hidden by the dialog, and not only by another tab's being in front.
        bool shown = widget != &m_field && !widget->isHidden() && isSetting(widget)
            && !isPartOfAnother(widget, &m_root);
        QStringList around;
        int shownOn = 0;
        for (QWidget *at = widget->parentWidget(); shown && at && at != &m_root;
             at = at->parentWidget()) {
            const int page = m_tabs ? m_tabs->indexOf(at) : -1;
            if (page >= 0) {
                shown = m_tabs->isTabVisible(page);
                around.append(m_tabs->tabText(page));
                shownOn = page;
                break;
            }
            if (at->isHidden())
                shown = false;
            if (const auto *group = qobject_cast<const QGroupBox *>(at))
                around.append(group->title());
        }
        if (shown)
            entries.append({widget, wordsOf(*widget), foldedForSearch(around.join(u' ')), shownOn});
    }
    // As the tabs stand: pages lie in another order behind each other.
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry &a, const Entry &b) { return a.page < b.page; });
    return entries;
}

QList<QPointer<QWidget>> SettingsSearch::matches() const
{
    const QStringList typed =
        foldedForSearch(m_field.text()).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (typed.isEmpty())
        return {};
    // What says it itself comes before what is only in a group or on a tab of that name.
    QList<QPointer<QWidget>> found, around;
    const QList<Entry> all = entries();
    for (const Entry &entry : all) {
        const QString both = entry.own + QLatin1Char(' ') + entry.around;
        const auto within = [&](const QString &words) {
            return std::all_of(typed.begin(), typed.end(),
                               [&](const QString &word) { return words.contains(word); });
        };
        if (within(entry.own))
            found.append(entry.widget);
        else if (within(both))
            around.append(entry.widget);
    }
    return found + around;
}

void SettingsSearch::search()
{
    m_matches = matches();
    m_at = m_matches.isEmpty() ? -1 : 0;
    showMatch();
}

void SettingsSearch::refresh()
{
    if (m_field.text().isEmpty())
        return;
    const bool foundNothing = m_matches.isEmpty();
    m_matches = matches();
    m_at = int(m_matches.indexOf(m_found));
    if (foundNothing && !m_matches.isEmpty()) { // it was only not there yet
        m_at = 0;
        showMatch();
        return;
    }
    // Another page doesn't come to the front under somebody's hands.
    if (m_at < 0)
        m_found = nullptr;
    sayCount();
    placeFrame();
}

void SettingsSearch::say(const QString &found)
{
    m_count.setText(found);
    m_count.setVisible(!found.isEmpty()); // else there is a gap beside the field
    m_count.setAccessibleName(found); // else what was found before is read out
}

void SettingsSearch::sayCount()
{
    if (m_field.text().trimmed().isEmpty())
        say({});
    else if (m_matches.isEmpty())
        say(tr("No such setting"));
    else
        say(tr("%1 of %2", "settings found").arg(m_at + 1).arg(m_matches.size()));
}

void SettingsSearch::step(int by)
{
    if (m_matches.isEmpty())
        return;
    const qsizetype count = m_matches.size();
    m_at = m_at < 0 ? (by > 0 ? 0 : int(count - 1)) : int((m_at + by + count) % count);
    showMatch();
}

void SettingsSearch::showMatch()
{
    m_found = m_at >= 0 ? m_matches.at(m_at) : nullptr;
    for (QWidget *at = m_found; at && at != &m_root; at = at->parentWidget()) {
        if (m_tabs && m_tabs->indexOf(at) >= 0)
            m_tabs->setCurrentWidget(at);
        if (auto *area = qobject_cast<QScrollArea *>(at))
            area->ensureWidgetVisible(m_found);
    }
    sayCount();
    placeFrame();
}

void SettingsSearch::placeFrame()
{
    const bool shown = m_found && m_found->isVisibleTo(&m_root);
    if (shown) {
        const QPoint corner = m_found->mapTo(&m_root, QPoint());
        m_frame->setGeometry(QRect(corner, m_found->size()).adjusted(-4, -4, 4, 4));
        m_frame->raise();
    }
    m_frame->setVisible(shown);
}

void SettingsSearch::enter()
{
    if (!m_found)
        return;
    QWidget *target = m_found;
    // A text can't be entered: what comes after it can.
    while (target && !(target->focusPolicy() & Qt::TabFocus)) {
        QWidget *next = target->nextInFocusChain();
        if (next == m_found)
            return;
        target = next;
    }
    if (target)
        target->setFocus(Qt::ShortcutFocusReason);
}

bool SettingsSearch::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_root && (event->type() == QEvent::Resize || event->type() == QEvent::Show)) {
        // After the layout has moved what is framed.
        QMetaObject::invokeMethod(
            this, [this] { placeFrame(); }, Qt::QueuedConnection);
        return false;
    }
    if (watched != &m_field || event->type() != QEvent::KeyPress)
        return QObject::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        enter();
        return true; // not the dialog's default button
    case Qt::Key_Escape:
        if (m_field.text().isEmpty())
            return false; // closes the dialog
        m_field.clear();
        return true;
    default:
        return false;
    }
}

} // namespace Turnstone
