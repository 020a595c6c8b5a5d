// SPDX-License-Identifier: MIT
#include "gui/addressbook/contactphoto.h"

#include "gui/inertimage.h"

#include <QBuffer>
#include <QFile>

namespace Turnstone {

namespace {
constexpr qint64 photoPixels = 40'000'000;
constexpr qint64 photoFileBytes = 64 * 1024 * 1024;
constexpr int keptSide = 512;
constexpr int keptQuality = 88;
} // namespace

QImage decodedPhoto(const QByteArray &bytes, int side)
{
    return inertImage(bytes, {side, side}, photoPixels);
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
