// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QImage>

namespace Turnstone {

/// A picture that somebody else made, decoded to no more than `most` pixels either way; null where
/// it is none, or has more than `pixels`. Raster formats only: an SVG may name other files. Any
/// thread.
QImage inertImage(const QByteArray &bytes, const QSize &most, qint64 pixels);

} // namespace Turnstone
