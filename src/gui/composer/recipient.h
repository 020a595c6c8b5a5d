// SPDX-License-Identifier: MIT
#pragma once

#include "mail/address.h"

namespace Turnstone {

/// One of whom a message is written to: an address, or what was typed and is none.
struct Recipient {
    Address address;
    QString text; ///< as typed, where it is no address
    QString problem; ///< why it is none, a sentence; empty: it can be written to

    bool isValid() const { return problem.isEmpty(); }
    /// As it is typed and copied: `Name <mailbox>`, the name quoted where it has to be.
    QString written() const;
    friend bool operator==(const Recipient &, const Recipient &) = default;
};

/// What was typed or pasted, in order; what is no address keeps its text and says why. At most
/// 2,000 of one text.
QList<Recipient> readRecipients(const QString &text);
/// With its problem, where it can't be written to.
Recipient checkedRecipient(const Address &);
/// Whether a separator typed now would belong to the address: within a quote or brackets.
bool isOpenAddress(const QString &text);

} // namespace Turnstone
