// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>
#include <optional>

namespace Turnstone {

/// Somebody's picture, whoever sent it: raster formats alone, nothing beyond 40 million pixels is
/// decoded, and the result is at most `side` pixels wide and high. Null where it can't be shown.
/// Takes milliseconds: not for the window's thread.
QImage decodedPhoto(const QByteArray &bytes, int side);

/// A picture file as the address book keeps it: upright, at most 512 pixels wide and high, without
/// whatever else the file tells (places, cameras). Absent where it is no picture that can be shown,
/// or larger than 64 MB. Not for the window's thread.
struct PreparedPhoto {
    QByteArray bytes;
    QByteArray type;
};
std::optional<PreparedPhoto> preparedPhoto(const QString &path);

} // namespace Turnstone
