// SPDX-License-Identifier: MIT
#include "gui/addressbook/contactphoto.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>

namespace Turnstone {

namespace {
constexpr qint64 photoPixels = 40'000'000;
constexpr qint64 photoFileBytes = 64 * 1024 * 1024;
constexpr int keptSide = 512;
constexpr int keptQuality = 88;
} // namespace

QImage decodedPhoto(const QByteArray &bytes, int side)
{
    if (bytes.isEmpty())
        return {};
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    // As with the pictures of a message: an SVG may name other files.
    static const QByteArrayList formats{"png", "jpeg", "jpg", "gif", "webp", "bmp"};
    if (!formats.contains(reader.format()))
        return {};
    const QSize size = reader.size();
    if (!size.isValid() || qint64(size.width()) * size.height() > photoPixels)
        return {};
    // A line of pixels would be scaled to none.
    if (size.width() > side || size.height() > side)
        reader.setScaledSize(size.scaled(side, side, Qt::KeepAspectRatio).expandedTo(QSize(1, 1)));
    return reader.read();
}

std::optional<PreparedPhoto> preparedPhoto(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.isSequential() || file.size() > photoFileBytes)
        return std::nullopt;
    const QImage image = decodedPhoto(file.readAll(), keptSide);
    if (image.isNull())
        return std::nullopt;
    PreparedPhoto photo;
    QBuffer buffer(&photo.bytes);
    buffer.open(QIODevice::WriteOnly);
    const bool seeThrough = image.hasAlphaChannel();
    photo.type = seeThrough ? "image/png" : "image/jpeg";
    if (!image.save(&buffer, seeThrough ? "PNG" : "JPEG", seeThrough ? -1 : keptQuality))
        return std::nullopt;
    return photo;
}

} // namespace Turnstone
