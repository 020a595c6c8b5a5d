// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

#include <array>

namespace Turnstone {

/// MD5 (RFC 1321) of a few bytes, for keys that are stored and guard nothing: a fifth of what
/// QCryptographicHash takes for a Message-ID, of which each message has several. Any thread.
std::array<quint8, 16> md5(QByteArrayView bytes);

} // namespace Turnstone
