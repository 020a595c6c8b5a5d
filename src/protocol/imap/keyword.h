// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace Turnstone::Imap {

/// RFC 9051 9, flag-keyword: an atom, of a length that servers take.
bool isKeyword(const QByteArray &name);

/// What a tag is called on the wire. One that is an atom stays as it is; of others, what no atom
/// may hold (letters beyond ASCII, blanks, brackets) is written as mailbox names are (modified
/// UTF-7, RFC 3501 5.1.3): "später" is "sp&AOQ-ter", as Thunderbird calls it too, but for the
/// case of its letters, which keywords are compared without. May be no keyword all the same: too
/// long, or empty.
QByteArray keywordOf(const QString &tag);

/// The tag that a keyword stands for, in characters that can be seen; the keyword itself where it
/// isn't what `keywordOf` makes, and where its capitals seem to be lost: then nobody can tell what
/// it was. Never a system flag.
QString tagOf(const QByteArray &keyword);

} // namespace Turnstone::Imap
