// SPDX-License-Identifier: MIT
#include "html/composedimages.h"

#include "base/sha256.h"
#include "html/composestyle.h"
#include "html/gumbodocument.h"
#include "html/runwriter.h"
#include "html/safelinks.h"

#include <QUrl>

namespace Turnstone {

namespace {

constexpr int composedImagePixels = 4'000;

QString pixelsOfImage(const GumboElement &img, const char *side)
{
    return wholeNumber(GumboDocument::attribute(img, side), 0, composedImagePixels);
}

QString alternativeText(const GumboElement &img)
{
    return GumboDocument::attribute(img, "alt").simplified();
}

} // namespace

ComposedImages::ComposedImages(std::optional<QSet<QString>> known)
    : m_known(std::move(known))
{ }

QString ComposedImages::tag(const GumboElement &img)
{
    const ImageSource source = readImageSource(GumboDocument::attribute(img, "src"));
    QString id = source.value;
    if (source.kind == ImageSource::Kind::Remote)
        m_found.hadRemoteContent = true;
    if (source.kind == ImageSource::Kind::Data)
        id = keepData(source.value);
    else if (source.kind != ImageSource::Kind::ContentId || (m_known && !m_known->contains(id)))
        return {};
    QString tag = QStringLiteral("<img src=\"cid:%1\" alt=\"%2\"")
                      .arg(QString::fromLatin1(QUrl::toPercentEncoding(id, "@$+=:!,;()*/")),
                           escapedHtml(alternativeText(img)));
    for (const char *side : {"width", "height"}) {
        const QString pixels = pixelsOfImage(img, side);
        if (!pixels.isEmpty())
            tag += QStringLiteral(" %1=\"%2\"").arg(QLatin1String(side), pixels);
    }
    if (!m_seen.contains(id)) {
        m_seen.insert(id);
        m_found.contentIds << id;
    }
    return tag + QLatin1Char('>');
}

QString ComposedImages::textInstead(const GumboElement &img)
{
    const auto isOne = [&img](const char *side) {
        return pixelsOfImage(img, side) == QLatin1String("1");
    };
    return isOne("width") || isOne("height") ? QString() : alternativeText(img);
}

/// An image that stood in the text gets an id of its own, made from what it is.
QString ComposedImages::keepData(const QString &dataUrl)
{
    const qsizetype comma = dataUrl.indexOf(QLatin1Char(','));
    Attachment image;
    const QByteArray bytes = QByteArray::fromBase64(dataUrl.mid(comma + 1).toLatin1());
    image.content = bytes;
    image.type = dataUrl.mid(5, dataUrl.indexOf(QLatin1Char(';')) - 5).toLatin1();
    image.disposition = Attachment::Disposition::Inline;
    Sha256 hash;
    hash.add(bytes);
    image.contentId = hash.result().left(16).toHex() + "@image.invalid";
    image.name =
        QLatin1String("image.") + QString::fromLatin1(image.type.mid(image.type.indexOf('/') + 1));
    const QString id = QString::fromLatin1(image.contentId);
    if (!m_seen.contains(id))
        m_found.images << image;
    return id;
}

} // namespace Turnstone
