// SPDX-License-Identifier: MIT
#pragma once

#include "mail/contact.h"

namespace Turnstone {

/// As it is kept: without controls, within ContactLimits, nothing twice, one value a line.
Contact tidied(const Contact &);
/// What `here` says, and of `other` what it doesn't say. Merged once more, nothing changes.
Contact mergedContact(const Contact &here, const Contact &other);
/// Whether two that share an address are one: one of the names is empty or no name but the address,
/// or all words of one are among those of the other.
bool mayBeOnePerson(const QString &name, const QString &otherName);
/// The same for the same content (RFC 4122 4.3).
QString uidOfContent(const Contact &);

} // namespace Turnstone
