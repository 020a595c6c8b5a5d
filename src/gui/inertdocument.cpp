// SPDX-License-Identifier: MIT
#include "gui/inertdocument.h"

#include "gui/icons.h"
#include "gui/inertimage.h"

#include <limits>

namespace Turnstone {

namespace {

constexpr qint64 maxPixels = 60'000'000; ///< a picture of more isn't decoded
constexpr qsizetype maxDataUrlBytes = 1024 * 1024;

QImage emptyPicture()
{
    QImage image(1, 1, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}

QByteArray dataOf(const QUrl &url)
{
    const QByteArray encoded = url.toEncoded(QUrl::RemoveScheme);
    const qsizetype comma = encoded.indexOf(',');
    if (comma < 0 || encoded.size() > maxDataUrlBytes)
        return {};
    const QByteArray bytes = QByteArray::fromPercentEncoding(encoded.mid(comma + 1));
    return encoded.left(comma).toLower().contains(";base64") ? QByteArray::fromBase64(bytes)
                                                             : bytes;
}

} // namespace

InertDocument::InertDocument(QObject *parent)
    : QTextDocument(parent)
{
    setUndoRedoEnabled(false);
}

void InertDocument::setResolver(Resolver resolver)
{
    m_resolver = std::move(resolver);
}

QVariant InertDocument::loadResource(int type, const QUrl &url)
{
    return answer(type, url);
}

QVariant InertDocument::answer(int type, const QUrl &url)
{
    if (type == ImageResource && url.scheme() == QStringLiteral("cid")) {
        const QString contentId = url.path(QUrl::FullyDecoded);
        const QImage image = decoded(m_resolver ? m_resolver(contentId) : QByteArray());
        return image.isNull() ? QVariant(icon(QStringLiteral("image-blocked")).pixmap(24))
                              : QVariant(image);
    }
    if (type == ImageResource && url.scheme() == QStringLiteral("data")) {
        const QImage image = decoded(dataOf(url));
        return image.isNull() ? emptyPicture() : image;
    }
    ++m_refused;
    if (type == ImageResource)
        return emptyPicture();
    return QString(QLatin1Char(' '));
}

QImage InertDocument::decoded(const QByteArray &bytes) const
{
    return inertImage(bytes, {m_maxImageWidth, std::numeric_limits<int>::max()}, maxPixels);
}

} // namespace Turnstone
