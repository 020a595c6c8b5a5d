// SPDX-License-Identifier: MIT
#include "store/contactmerge.h"

#include "mail/charset.h"
#include "mail/mailbox.h"
#include "store/contacttypes.h"
#include "store/searchwords.h"

#include <QSet>
#include <QUuid>

namespace Turnstone {

namespace {

QString tidiedLine(const QString &text)
{
    return withoutControls(text).simplified().left(ContactLimits::textChars);
}

QString tidiedNotes(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.left(ContactLimits::notesChars).split(u'\n'))
        lines.append(withoutControls(line));
    return lines.join(u'\n').trimmed();
}

/// In order, each once, no blank ones.
QStringList tidiedLines(const QStringList &texts, qsizetype most, qsizetype chars)
{
    QStringList lines;
    QSet<QString> known;
    for (const QString &text : texts) {
        const QString line = withoutControls(text).trimmed().left(chars);
        if (line.isEmpty() || known.contains(line))
            continue;
        if (lines.size() >= most)
            break;
        known.insert(line);
        lines.append(line);
    }
    return lines;
}

void learn(QString &field, const QString &other)
{
    if (field.isEmpty())
        field = other;
}

} // namespace

Contact tidied(const Contact &given)
{
    Contact c = given;
    for (QString *field : {&c.uid, &c.name, &c.givenName, &c.familyName, &c.middleName, &c.prefix,
                           &c.suffix, &c.nickname, &c.organisation, &c.title})
        *field = tidiedLine(*field);
    c.notes = tidiedNotes(c.notes);
    c.categories = tidiedLines(c.categories, ContactLimits::categories, ContactLimits::textChars);
    c.members = tidiedLines(c.members, ContactLimits::members, ContactLimits::textChars);
    if (!c.isList)
        c.members.clear();
    // Whatever else a card has is kept to the letter; what a line end would break stands alone.
    QStringList others;
    for (QString other : std::as_const(c.otherProperties)) {
        other.removeIf([](QChar u) { return u.unicode() < 0x20 && u != u'\t'; });
        if (!other.isEmpty() && !others.contains(other))
            others.append(other);
    }
    c.otherProperties = others;

    QSet<QString> known;
    QList<ContactEmail> emails;
    bool preferred = false;
    for (const ContactEmail &email : std::as_const(c.emails)) {
        const QString mailbox = tidiedLine(email.mailbox);
        const QString key = comparableMailbox(mailbox);
        if (mailbox.isEmpty() || known.contains(key) || emails.size() >= ContactLimits::emails)
            continue;
        known.insert(key);
        emails.append({mailbox, tidiedLine(email.kind), email.preferred && !preferred});
        preferred = preferred || email.preferred;
    }
    c.emails = emails;
    c.name = shownName(c);
    QList<ContactPhone> phones;
    for (const ContactPhone &phone : std::as_const(c.phones)) {
        const ContactPhone one{tidiedLine(phone.number), tidiedLine(phone.kind)};
        if (!one.number.isEmpty() && !phones.contains(one) && phones.size() < ContactLimits::phones)
            phones.append(one);
    }
    c.phones = phones;
    if (c.photo.size() > ContactLimits::photoBytes)
        c.photo.clear();
    c.photoType = c.photo.isEmpty() ? QByteArray() : c.photoType.left(100);
    return c;
}

Contact mergedContact(const Contact &here, const Contact &other)
{
    Contact c = here;
    const bool isNamedByAddress =
        std::any_of(c.emails.begin(), c.emails.end(),
                    [&c](const ContactEmail &email) { return email.mailbox == c.name; });
    if (isNamedByAddress)
        c.name = other.name;
    for (const auto field : {&Contact::name, &Contact::givenName, &Contact::familyName,
                             &Contact::middleName, &Contact::prefix, &Contact::suffix,
                             &Contact::nickname, &Contact::organisation, &Contact::title})
        learn(c.*field, other.*field);
    if (!other.notes.isEmpty() && !c.notes.contains(other.notes))
        c.notes += (c.notes.isEmpty() ? QString() : QStringLiteral("\n")) + other.notes;
    const bool hasPreferred = std::any_of(c.emails.begin(), c.emails.end(),
                                          [](const ContactEmail &e) { return e.preferred; });
    for (ContactEmail email : other.emails) {
        email.preferred = email.preferred && !hasPreferred;
        c.emails.append(email); // those that are known go with tidying
    }
    const auto hasNumber = [&c](const QString &number) {
        return std::any_of(c.phones.begin(), c.phones.end(),
                           [&number](const ContactPhone &p) { return p.number == number; });
    };
    for (const ContactPhone &phone : other.phones) {
        if (!hasNumber(phone.number))
            c.phones.append(phone);
    }
    c.categories += other.categories;
    c.members += other.members;
    c.otherProperties += other.otherProperties;
    if (c.photo.isEmpty()) {
        c.photo = other.photo;
        c.photoType = other.photoType;
    }
    return c;
}

bool mayBeOnePerson(const QString &name, const QString &otherName)
{
    const auto words = [](const QString &text) {
        const QStringList list = text.contains(u'@') ? QStringList() : foldedWords(text);
        return QSet<QString>(list.begin(), list.end());
    };
    const QSet<QString> one = words(name), two = words(otherName);
    return one.contains(two) || two.contains(one);
}

QString uidOfContent(const Contact &c)
{
    QStringList parts{c.name, c.organisation, c.nickname,
                      c.isList ? QStringLiteral("list") : QString()};
    for (const ContactEmail &email : c.emails)
        parts.append(comparableMailbox(email.mailbox));
    for (const ContactPhone &phone : c.phones)
        parts.append(phone.number);
    parts += c.members;
    static const QUuid space(QStringLiteral("{0f8f6e44-51f0-4b51-9a8b-0d6a3a1c9a5e}"));
    return QUuid::createUuidV5(space, parts.join(u'\n')).toString(QUuid::WithoutBraces);
}

} // namespace Turnstone
