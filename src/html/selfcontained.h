// SPDX-License-Identifier: MIT
#pragma once

#include "mail/composition.h"

namespace Turnstone {

/// HTML that is kept by itself, such as a signature: each "cid:" of one of `images` (PNG, JPEG, GIF
/// or WebP) becomes the picture as data:, which composeHtml takes out again. Others are left.
/// `html` as composeHtml gives it. Any thread.
QString withImagesInside(const QString &html, const QList<Attachment> &images);

} // namespace Turnstone
