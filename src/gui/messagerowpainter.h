// SPDX-License-Identifier: MIT
#pragma once

#include "gui/datetext.h"
#include "gui/theme.h"
#include "store/storetypes.h"

#include <QCache>
#include <QFont>
#include <QRect>
#include <QStaticText>

class QPainter;
class QWidget;

namespace Turnstone {

enum class ListLook {
    Cards, ///< two or three lines a message
    Table ///< one line, in columns
};
enum class ListColumn { Unread, Flag, From, Subject, Attachment, Date, Size };
inline constexpr int listColumnCount = 7;

/// Paints the rows of the message list. Text is shaped once for a row and a width, because shaping
/// is what a scrolled frame costs.
class MessageRowPainter {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::MessageRowPainter)
public:
    struct Settings {
        ListLook look = ListLook::Cards;
        bool preview = true;
        bool recipients = false; ///< a folder of outgoing mail
        friend bool operator==(const Settings &, const Settings &) = default;
    };
    struct State {
        bool selected = false;
        bool current = false;
        bool active = false; ///< the list has the focus
        bool hovered = false;
    };

    MessageRowPainter();
    void setSettings(const Settings &settings);
    const Settings &settings() const { return m_settings; }
    /// Takes font, colours and direction from `widget`; call when any of them changed.
    void prepare(const QWidget &widget);
    void setNow(const QDateTime &now);
    /// Left edge and width of each column, for the table.
    void setColumns(const QList<QPair<int, int>> &columns);

    int rowHeight() const { return m_rowHeight; }
    int groupHeight() const { return m_groupHeight; }
    QSize preferredSize() const;
    /// Where a click sets or clears the star, and where it marks as read; in the row's coordinates.
    QRect starRect(const QRect &row) const;
    QRect unreadRect(const QRect &row) const;

    void paint(QPainter &, const QRect &row, const MessageRow &, const State &);
    /// A row that is on its way.
    void paintPending(QPainter &, const QRect &row, const State &) const;
    void paintGroup(QPainter &, const QRect &rect, const QString &title) const;

private:
    struct Texts {
        size_t signature = 0;
        QStaticText from, subject, preview, date, size;
        int dateWidth = 0, sizeWidth = 0;
    };
    struct CardLines {
        QRect text; ///< without gutter and padding
        int first = 0, second = 0, third = 0; ///< tops
    };

    void paintGround(QPainter &, const QRect &row, const State &) const;
    void paintCard(QPainter &, const QRect &row, const MessageRow &, const State &, const Texts &);
    void paintTable(QPainter &, const QRect &row, const MessageRow &, const State &, const Texts &);
    void paintDot(QPainter &, const QRect &area) const;
    void paintIcon(QPainter &, const char *name, const QRect &area, qreal opacity = 1) const;
    const Texts &texts(const QRect &row, const MessageRow &);
    void layOutCard(Texts &, const QRect &row, const MessageRow &) const;
    void layOutTable(Texts &, const QRect &row, const MessageRow &) const;
    QStaticText shaped(const QString &text, const QFont &font, int width) const;
    CardLines cardLines(const QRect &row) const;
    int markCount(const MessageRow &) const;
    QRect mirrored(const QRect &rect, const QRect &row) const;
    QRect columnRect(ListColumn column, const QRect &row) const;
    void drawText(QPainter &, const QStaticText &, const QFont &, const QColor &, QRect area,
                  const QRect &row) const;

    Settings m_settings;
    QFont m_font, m_bold, m_small;
    QPalette m_palette;
    ThemeColours m_colours;
    bool m_rightToLeft = false;
    qreal m_ratio = 1;
    int m_rowHeight = 0, m_groupHeight = 0, m_line = 0, m_smallLine = 0;
    std::unique_ptr<DateText> m_dates;
    QList<QPair<int, int>> m_columns;
    QCache<qint64, Texts> m_texts;
};

} // namespace Turnstone
