// SPDX-License-Identifier: MIT
#include "gui/attachmentmime.h"

#include "gui/placementmime.h"

namespace Turnstone {

AttachmentMime::AttachmentMime(const AttachmentOrigin &origin, PlacementId placement,
                               const ShownAttachment &attachment)
    : m_origin(origin)
    , m_placement(placement)
    , m_attachment(attachment)
{
    // Without any format nothing could be dragged.
    setData(QStringLiteral("application/x-turnstone-attachment"), QByteArray());
}

bool holdsMail(const QMimeData &mime)
{
    return hasPlacements(mime) || qobject_cast<const AttachmentMime *>(&mime);
}

} // namespace Turnstone
