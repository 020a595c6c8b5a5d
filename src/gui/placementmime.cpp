// SPDX-License-Identifier: MIT
#include "gui/placementmime.h"

#include "gui/icons.h"
#include "gui/theme.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QIODevice>
#include <QLocale>
#include <QMimeData>
#include <QPainter>
#include <QWidget>

namespace Turnstone {

namespace {

/// Names this process too: ids mean nothing in another one with another profile.
QString placementMimeType()
{
    return QStringLiteral("application/x-turnstone-messages-%1")
        .arg(QCoreApplication::applicationPid());
}

QString sourceMimeType()
{
    return placementMimeType() + QStringLiteral("-from");
}

} // namespace

QMimeData *makePlacementMime(const QList<PlacementId> &ids, const QSet<FolderId> &folders)
{
    const auto packed = [](const auto &values) {
        QByteArray bytes;
        QDataStream stream(&bytes, QIODevice::WriteOnly);
        for (const auto value : values)
            stream << value.value();
        return bytes;
    };
    auto *data = new QMimeData;
    data->setData(placementMimeType(), packed(ids));
    data->setData(sourceMimeType(), packed(folders));
    return data;
}

bool hasPlacements(const QMimeData &data)
{
    return data.hasFormat(placementMimeType());
}

QList<PlacementId> placementsOf(const QMimeData &data)
{
    QList<PlacementId> ids;
    QDataStream stream(data.data(placementMimeType()));
    while (!stream.atEnd()) {
        qint64 value = 0;
        stream >> value;
        ids.append(PlacementId(value));
    }
    return ids;
}

QSet<FolderId> sourceFolders(const QMimeData &data)
{
    QSet<FolderId> folders;
    QDataStream stream(data.data(sourceMimeType()));
    while (!stream.atEnd()) {
        qint64 value = 0;
        stream >> value;
        folders.insert(FolderId(value));
    }
    return folders;
}

QPixmap placementDragPixmap(qsizetype count, const QWidget &source)
{
    const qreal ratio = source.devicePixelRatioF();
    const QString text = QLocale().toString(qlonglong(count));
    const QFontMetrics metrics(source.font());
    const QSize size(16 + 3 * 8 + metrics.horizontalAdvance(text), qMax(16, metrics.height()) + 12);
    QPixmap pixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColours colours = Theme::colours(source.palette());
    painter.setPen(colours.line);
    painter.setBrush(source.palette().base());
    painter.drawRoundedRect(QRectF(QPointF(0.5, 0.5), QSizeF(size) - QSizeF(1, 1)), 6, 6);
    icon(QStringLiteral("mail-message"))
        .paint(&painter, QRect(8, (size.height() - 16) / 2, 16, 16));
    painter.setFont(source.font());
    painter.setPen(source.palette().color(QPalette::Text));
    painter.drawText(QRect(32, 0, size.width() - 40, size.height()), Qt::AlignVCenter, text);
    return pixmap;
}

} // namespace Turnstone
