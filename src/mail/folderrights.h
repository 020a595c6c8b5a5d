// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QFlags>

namespace Turnstone {

/// What a server may not let its user do in a folder (RFC 4314 2.1). The numbers are the
/// database's.
enum class FolderRight {
    Seen = 0x01, ///< s: mark as read
    Mark = 0x02, ///< w: every other flag and tag
    Insert = 0x04, ///< i: put messages there
    Delete = 0x08, ///< t and e: take messages away
    MakeBelow = 0x10, ///< k: make folders below it
    Remove = 0x20 ///< x: remove or rename it
};
Q_DECLARE_FLAGS(FolderRights, FolderRight)
Q_DECLARE_OPERATORS_FOR_FLAGS(FolderRights)

/// Those that are missing in the answer to MYRIGHTS (RFC 4314 3.5), also where an old server says
/// "c" and "d" for several of them (2.1.1). Letters that aren't known say nothing.
FolderRights missingRights(QByteArrayView rights);

} // namespace Turnstone
