// SPDX-License-Identifier: MIT
#pragma once

#include "gui/attachmentfiles.h"

#include <QMimeData>

namespace Turnstone {

/// An attachment of a message, dragged or copied within the program: where it is, not its bytes.
/// Another program sees nothing of it.
class AttachmentMime : public QMimeData {
    Q_OBJECT
public:
    /// `placement` is none for a message that stands in no folder: it is here whole then.
    AttachmentMime(const AttachmentOrigin &origin, PlacementId placement,
                   const ShownAttachment &attachment);

    const AttachmentOrigin &origin() const { return m_origin; }
    PlacementId placement() const { return m_placement; }
    const ShownAttachment &attachment() const { return m_attachment; }

private:
    AttachmentOrigin m_origin;
    PlacementId m_placement;
    ShownAttachment m_attachment;
};

/// Messages or an attachment of the program's own, which a composer takes as attachments.
bool holdsMail(const QMimeData &);

} // namespace Turnstone
