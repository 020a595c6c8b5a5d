// SPDX-License-Identifier: MIT
#include "html/selfcontained.h"

#include "mail/attachmentcontent.h"

namespace Turnstone {

QString withImagesInside(const QString &html, const QList<Attachment> &images)
{
    static const QByteArrayList known{"image/png", "image/jpeg", "image/gif", "image/webp"};
    QString inside = html;
    for (const Attachment &image : images) {
        if (image.contentId.isEmpty() || !known.contains(image.type))
            continue;
        QByteArray bytes;
        const auto unreadable = readAttachment(image.content, [&bytes](QByteArrayView block) {
            bytes += block;
            return true;
        });
        if (!unreadable)
            inside.replace(QStringLiteral("\"cid:%1\"").arg(QLatin1String(image.contentId)),
                           QStringLiteral("\"data:%1;base64,%2\"")
                               .arg(QLatin1String(image.type), QLatin1String(bytes.toBase64())));
    }
    return inside;
}

} // namespace Turnstone
