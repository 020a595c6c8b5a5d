// SPDX-License-Identifier: MIT
#pragma once

#include "mail/address.h"
#include "store/contactreader.h"
#include "store/seenaddresses.h"

namespace Turnstone {

/// Whom somebody who is typing may mean: an address, or a list of the address book.
struct AddressSuggestion {
    Address address; ///< of a list its name alone
    AddressList members; ///< of a list: whom mail to it goes to
    bool isInBook = false;
    bool isList() const { return !members.isEmpty(); }
    friend bool operator==(const AddressSuggestion &, const AddressSuggestion &) = default;
};

/// At most `limit`, the best first: whom one writes to, by how often and how lately; then lists and
/// who else is in the address book; then those that only wrote. Nobody twice, and who is in the
/// book under the name that stands there. Bounded work whatever was typed.
QList<AddressSuggestion> suggestAddresses(SeenAddresses &, ContactReader &, const QString &typed,
                                          int limit = 8);

} // namespace Turnstone
