// SPDX-License-Identifier: MIT
#include "gui/inertimage.h"

#include <QBuffer>
#include <QImageReader>

namespace Turnstone {

QImage inertImage(const QByteArray &bytes, const QSize &most, qint64 pixels)
{
    if (bytes.isEmpty())
        return {};
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    static const QByteArrayList formats{"png", "jpeg", "jpg", "gif", "webp", "bmp", "ico"};
    if (!formats.contains(reader.format()))
        return {};
    const QSize size = reader.size();
    if (!size.isValid() || qint64(size.width()) * size.height() > pixels)
        return {};
    // A line of pixels would be scaled to none.
    if (size.width() > most.width() || size.height() > most.height())
        reader.setScaledSize(size.scaled(most, Qt::KeepAspectRatio).expandedTo(QSize(1, 1)));
    return reader.read();
}

} // namespace Turnstone
