// SPDX-License-Identifier: MIT
#include "gui/icons.h"

#include "gui/theme.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

// A resource of a static library is registered by hand, from outside any namespace.
static void registerIconResource()
{
    Q_INIT_RESOURCE(icons);
}

namespace Turnstone {

namespace {

QByteArray iconSource(const QString &name)
{
    static const bool registered = (registerIconResource(), true);
    Q_UNUSED(registered);
    QFile file(QStringLiteral(":/icons/") + name + QStringLiteral(".svg"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QColor inkFor(QIcon::Mode mode)
{
    const QPalette palette = QGuiApplication::palette();
    switch (mode) {
    case QIcon::Disabled:
        return palette.color(QPalette::Disabled, QPalette::ButtonText);
    case QIcon::Selected:
        return palette.color(QPalette::Active, QPalette::HighlightedText);
    case QIcon::Normal:
    case QIcon::Active:
        break;
    }
    // A line icon in full black is heavier than the text beside it.
    QColor ink = palette.color(QPalette::Active, QPalette::ButtonText);
    ink.setAlphaF(0.86F);
    return ink;
}

QByteArray recoloured(QByteArray svg, QIcon::Mode mode)
{
    const bool dark = isDark(QGuiApplication::palette());
    const bool quiet = mode == QIcon::Disabled || mode == QIcon::Selected;
    const QColor ink = inkFor(mode);
    const auto put = [&svg, quiet, ink](const char *token, const QColor &colour) {
        svg.replace(token, (quiet ? ink : colour).name(QColor::HexRgb).toLatin1());
    };
    put("currentColor", ink);
    const ThemeColours colours = Theme::colours(QGuiApplication::palette());
    put("accent-color", colours.accent);
    put("star-color", colours.flag);
    put("warning-color", dark ? QColor(0xf0b04a) : QColor(0xb26a00));
    put("error-color", dark ? QColor(0xff7b72) : QColor(0xc4302b));
    return svg;
}

/// Draws the SVG anew for each size, mode and palette; Qt's own SVG engine can't recolour.
class LineIconEngine : public QIconEngine {
public:
    LineIconEngine(QString name, QByteArray svg)
        : m_name(std::move(name))
        , m_svg(std::move(svg))
    { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        QSvgRenderer renderer(recoloured(m_svg, mode));
        const int side = qMin(rect.width(), rect.height());
        QRectF square(0, 0, side, side);
        square.moveCenter(QRectF(rect).center());
        painter->save();
        // The application's icon has colours of its own, in full.
        if (m_svg.contains("currentColor"))
            painter->setOpacity(painter->opacity() * inkFor(mode).alphaF());
        renderer.render(painter, square);
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        const QString key = QStringLiteral("turnstone-icon/%1/%2x%3/%4/%5/%6")
                                .arg(m_name)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(int(mode))
                                .arg(inkFor(mode).name(QColor::HexArgb),
                                     QGuiApplication::palette().color(QPalette::Highlight).name());
        QPixmap result;
        if (QPixmapCache::find(key, &result))
            return result;
        result = QPixmap(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(), size), mode, state);
        painter.end();
        QPixmapCache::insert(key, result);
        return result;
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return pixmap(size, mode, state); // `size` is in device pixels already
    }

    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override { return size; }
    QIconEngine *clone() const override { return new LineIconEngine(m_name, m_svg); }
    QString key() const override { return QStringLiteral("turnstone-line-icon"); }
    QString iconName() override { return m_name; }
    bool isNull() override { return m_svg.isEmpty(); }

private:
    QString m_name;
    QByteArray m_svg;
};

} // namespace

QIcon icon(const QString &name)
{
    static QHash<QString, QIcon> known;
    const auto found = known.constFind(name);
    if (found != known.cend())
        return *found;
    const QByteArray svg = iconSource(name);
    const QIcon made = svg.isEmpty() ? QIcon() : QIcon(new LineIconEngine(name, svg));
    known.insert(name, made);
    return made;
}

QIcon applicationIcon()
{
    return icon(QStringLiteral("turnstone"));
}

QStringList iconNames()
{
    iconSource(QStringLiteral("turnstone")); // registers the resource
    QStringList names = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
    for (QString &name : names)
        name.chop(4);
    return names;
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::WindowText).lightness()
        > palette.color(QPalette::Window).lightness();
}

} // namespace Turnstone
