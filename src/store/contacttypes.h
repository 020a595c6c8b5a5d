// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "mail/contact.h"

#include <QMetaType>

namespace Turnstone {

/// Somebody in the address book, or a list; a value.
struct StoredContact {
    ContactId id;
    Contact contact; ///< members by the uids that their contacts have here, where they are here
    qint64 changedUtc = 0; ///< seconds
};

/// What a list of contacts shows of one.
struct ContactRow {
    ContactId id;
    QString name;
    QString mailbox; ///< the preferred one, else the first; empty: none
    QString organisation;
    bool isList = false;
    int members = 0; ///< of a list
    bool hasPhoto = false;
};

/// One of a list's members, as the list names it.
struct ContactMember {
    QString member; ///< a uid or an address, as in Contact::members
    ContactId contact; ///< none: an address that is nobody's here, or somebody who isn't here
    QString name;
    QString mailbox; ///< whom mail goes to; empty: nobody
};

/// What an import did; sums.
struct ContactImport {
    qint64 added = 0;
    qint64 merged = 0; ///< were here, and know more now
    qint64 unchanged = 0; ///< were here with all of it
    qint64 unreadable = 0; ///< cards or rows that hold nothing to keep
    bool tooMany = false; ///< the rest was left out
    /// A CSV's first line on which a quotation mark stays open; 0: none.
    qint64 unclosedLine = 0;
    friend bool operator==(const ContactImport &, const ContactImport &) = default;
};

/// Bounds on one contact; what is longer is cut, and more than these are left out.
namespace ContactLimits {
inline constexpr qsizetype textChars = 1'000; ///< a name, an organisation, a number
inline constexpr qsizetype notesChars = 100'000;
inline constexpr qsizetype emails = 100;
inline constexpr qsizetype phones = 100;
inline constexpr qsizetype categories = 200;
inline constexpr qsizetype members = 20'000;
inline constexpr qsizetype photoBytes = 4 * 1024 * 1024;
inline constexpr qint64 imported = 100'000; ///< from one file
} // namespace ContactLimits

} // namespace Turnstone

Q_DECLARE_METATYPE(Turnstone::ContactImport)
