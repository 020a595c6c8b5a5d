// SPDX-License-Identifier: MIT
#pragma once

#include "mail/address.h"

#include <optional>

namespace Turnstone {

/// What is wrong with an address as somebody wrote it.
enum class AddressFault {
    None,
    NoAddress, ///< a name, or nothing
    NoAt, ///< "ann"
    NoLocalPart, ///< "@example.org"
    NoDomain, ///< "ann@"
    BadLocalPart, ///< a blank, a control or another character that may not stand there
    BadDomain, ///< no name of a host, nor an address in brackets
    TooLong ///< RFC 5321 4.5.3.1
};

/// Checks "local@domain" (RFC 5322 3.4.1, with RFC 6532's letters and IDN domains). Two dots
/// together and other words that only stand in quotes are accepted: they are quoted when written.
AddressFault mailboxFault(const QString &mailbox);
/// For people, translated: one sentence that names the address.
QString addressFaultText(AddressFault, const QString &address);

/// The address as it goes over the wire: the domain in ASCII (RFC 5890) and lower case, the local
/// part quoted where it must be. Unchanged local part else; null where mailboxFault finds one.
QString wireMailbox(const QString &mailbox);

/// To compare by: case folded, the domain in ASCII. Two addresses that are one to every server in
/// use are equal by this. Never to be sent to.
QString comparableMailbox(const QString &mailbox);
/// `comparableMailbox` without what follows a plus ("ann+shop@…" is ann's).
QString comparableWithoutTag(const QString &mailbox);

/// "Ann Lee <ann@example.org>" for a text field, quoted so that parseTypedAddresses reads the same.
QString formatAddress(const Address &);
QString formatAddresses(const AddressList &);

/// One of several addresses that somebody typed or pasted.
struct TypedAddress {
    Address address;
    AddressFault fault = AddressFault::None;
    QString typed; ///< what was written, trimmed, for the user to correct
    friend bool operator==(const TypedAddress &, const TypedAddress &) = default;
};

/// Reads what people type and paste into a recipients' field: separated by commas, semicolons (as
/// Outlook has it), line ends and their forms in other scripts; "Doe, Jane <jane@…>" as one, with
/// quotes or without; a name in front, in quotes or in a comment behind; "mailto:" before an
/// address; groups ("Friends: a@…, b@…;") as their members. Names lose controls, encoded words in
/// them are read. Blank input gives nothing. Linear in size.
QList<TypedAddress> parseTypedAddresses(const QString &text);

} // namespace Turnstone
