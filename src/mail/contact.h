// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace Turnstone {

struct ContactEmail {
    QString mailbox; ///< "local@domain", as it was written
    QString kind = {}; ///< "home", "work" or another word; may be empty
    bool preferred = false;
    friend bool operator==(const ContactEmail &, const ContactEmail &) = default;
};

struct ContactPhone {
    QString number;
    QString kind = {}; ///< "home", "work", "cell", "fax" …; may be empty
    friend bool operator==(const ContactPhone &, const ContactPhone &) = default;
};

/// Somebody in an address book, or a list of them. A plain value; text is Unicode with '\n' line
/// ends and no other controls.
struct Contact {
    QString uid; ///< stable across programs (RFC 6350 6.7.6); empty: none yet
    QString name; ///< as it is shown; made of the parts below where they are all there is
    QString givenName, familyName, middleName, prefix, suffix;
    QString nickname;
    QString organisation;
    QString title;
    QList<ContactEmail> emails;
    QList<ContactPhone> phones;
    QString notes;
    QStringList categories;
    QByteArray photo; ///< the picture's bytes, as they came
    QByteArray photoType; ///< "image/jpeg"; empty without a photo
    bool isList = false;
    QStringList members; ///< of a list: uids of contacts, or mail addresses
    /// Properties of a vCard that nothing here understands, unfolded, to be written again.
    QStringList otherProperties;
    friend bool operator==(const Contact &, const Contact &) = default;
};

/// The name to show: `name`, else what its parts, the nickname, the organisation or the first
/// address give.
QString shownName(const Contact &);

/// What came of an import.
struct ReadContacts {
    QList<Contact> contacts;
    int unreadable = 0; ///< cards or rows that hold nothing to keep
    bool tooMany = false; ///< there were more than are taken from one file
};

enum class VCardVersion { V3, V4 };

/// Reads vCards, versions 2.1 to 4.0 mixed (RFC 2426, RFC 6350; 2.1 as telephones write it): folded
/// lines, escapes, groups, charsets, several addresses, an embedded PHOTO, lists by KIND:group (and
/// as Apple writes them). Nothing is fetched: a photo that is a link stays one among the other
/// properties. Damaged cards give what can be read. At most 50,000 cards. Any thread; linear.
ReadContacts readVCards(const QByteArray &file);
/// UTF-8, CRLF, lines folded at 75 bytes between characters. Every contact gets a uid: one without
/// is written with a new one.
QByteArray writeVCards(const QList<Contact> &, VCardVersion = VCardVersion::V4);

/// Reads CSV (RFC 4180) with a row of headers as Thunderbird, Outlook and Google write them, in
/// English or German; separated by commas, semicolons or tabs; UTF-8, UTF-16 with its mark, or
/// Windows-1252. Without known headers a column that holds addresses is one. At most 50,000 rows.
ReadContacts readContactsCsv(const QByteArray &file);
/// UTF-8 with CRLF and Thunderbird's headers, which the others read too. Lists and photos can't be
/// written and are left out. A value that a spreadsheet would run as a formula has an apostrophe in
/// front, which readContactsCsv takes away.
QByteArray writeContactsCsv(const QList<Contact> &);

} // namespace Turnstone
