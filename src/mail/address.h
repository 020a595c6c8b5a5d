// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

namespace Turnstone {

/// One mailbox of an address header (RFC 5322 3.4), decoded. Groups are flattened to their members.
struct Address {
    QString name; ///< display name, RFC 2047 decoded, may be empty
    QString mailbox; ///< addr-spec, "local@domain"; empty in a malformed header
    friend bool operator==(const Address &, const Address &) = default;
};
using AddressList = QList<Address>;

} // namespace Turnstone
