// SPDX-License-Identifier: MIT
#include "mail/contact.h"
#include "mail/vcardlines.h"

#include <QUuid>
#include <algorithm>

namespace Turnstone {

namespace {

constexpr qsizetype mostCards = 50'000;
constexpr qsizetype mostMembers = 20'000;
constexpr qsizetype mostOthers = 200;
constexpr qsizetype largestPhoto = 4 * 1024 * 1024; // larger ones stay as they came

QString kindOf(const QStringList &types, const QStringList &known)
{
    for (const QString &type : types) {
        if (known.contains(type))
            return type;
    }
    return {};
}

bool isPreferred(const VCardLine &line)
{
    return line.types().contains(QLatin1String("pref"))
        || !line.parameter(QStringLiteral("PREF")).isEmpty();
}

/// A urn:uuid, or an address behind "mailto:".
QString memberOf(QString value)
{
    for (const QString &prefix : {QStringLiteral("urn:uuid:"), QStringLiteral("mailto:")}) {
        if (value.startsWith(prefix, Qt::CaseInsensitive))
            return value.mid(prefix.size());
    }
    return value;
}

class CardReader {
public:
    void add(const VCardLine &line)
    {
        if (line.name == QLatin1String("X-ABLABEL")) {
            m_labels.append(line);
            return;
        }
        if (!takeText(line) && !takeReachable(line) && !takePhoto(line) && !takeList(line)
            && !isBookkeeping(line) && m_contact.otherProperties.size() < mostOthers)
            m_contact.otherProperties << line.whole;
    }

    Contact take()
    {
        for (const VCardLine &label : std::as_const(m_labels))
            m_contact.otherProperties << label.whole;
        if (m_contact.name.isEmpty() && !m_contact.isList)
            m_contact.name = shownName(m_contact);
        return std::move(m_contact);
    }

    static bool holdsSomething(const Contact &contact)
    {
        return !contact.name.isEmpty() || !contact.emails.isEmpty() || !contact.phones.isEmpty()
            || !contact.members.isEmpty();
    }

private:
    bool takeText(const VCardLine &line)
    {
        Contact &c = m_contact;
        const auto once = [&line](QString &field) {
            if (field.isEmpty())
                field = vcardText(line.value).trimmed();
            return true;
        };
        if (line.name == QLatin1String("FN"))
            return once(c.name);
        if (line.name == QLatin1String("UID")) {
            once(c.uid);
            c.uid = memberOf(c.uid);
            return true;
        }
        if (line.name == QLatin1String("NICKNAME"))
            return once(c.nickname);
        if (line.name == QLatin1String("TITLE"))
            return once(c.title);
        if (line.name == QLatin1String("NOTE")) {
            c.notes +=
                (c.notes.isEmpty() ? QString() : QStringLiteral("\n")) + vcardText(line.value);
            return true;
        }
        if (line.name == QLatin1String("ORG")) {
            if (c.organisation.isEmpty())
                c.organisation = vcardList(line.value, QLatin1Char(';')).join(QLatin1String(", "));
            while (c.organisation.endsWith(QLatin1String(", ")))
                c.organisation.chop(2);
            return true;
        }
        if (line.name == QLatin1String("CATEGORIES")) {
            c.categories += vcardList(line.value, QLatin1Char(','));
            c.categories.removeAll(QString());
            return true;
        }
        if (line.name == QLatin1String("N")) {
            const QStringList parts = vcardList(line.value, QLatin1Char(';'));
            c.familyName = parts.value(0);
            c.givenName = parts.value(1);
            c.middleName = parts.value(2);
            c.prefix = parts.value(3);
            c.suffix = parts.value(4);
            return true;
        }
        return false;
    }

    bool takeReachable(const VCardLine &line)
    {
        if (line.name == QLatin1String("EMAIL")) {
            const QString mailbox = memberOf(vcardText(line.value).trimmed());
            const QString kind =
                kindOf(line.types(),
                       {QStringLiteral("home"), QStringLiteral("work"), QStringLiteral("other")});
            if (!mailbox.isEmpty())
                m_contact.emails.append({mailbox, kind, isPreferred(line)});
            return true;
        }
        if (line.name == QLatin1String("TEL")) {
            QString number = vcardText(line.value).trimmed();
            if (number.startsWith(QLatin1String("tel:"), Qt::CaseInsensitive))
                number = number.mid(4);
            const QString kind =
                kindOf(line.types(),
                       {QStringLiteral("cell"), QStringLiteral("fax"), QStringLiteral("pager"),
                        QStringLiteral("home"), QStringLiteral("work")});
            if (!number.isEmpty())
                m_contact.phones.append({number, kind});
            return true;
        }
        return false;
    }

    bool takePhoto(const VCardLine &line)
    {
        if (line.name != QLatin1String("PHOTO") || !m_contact.photo.isEmpty()
            || line.value.size() > largestPhoto / 3 * 4 + 100)
            return false;
        QString data = line.value.trimmed();
        QByteArray type;
        if (data.startsWith(QLatin1String("data:image/"), Qt::CaseInsensitive)) {
            const qsizetype comma = data.indexOf(QLatin1Char(','));
            const QString head = data.left(comma).toLower();
            if (comma < 0 || !head.endsWith(QLatin1String(";base64")))
                return false;
            type = head.mid(5, head.indexOf(QLatin1Char(';')) - 5).toLatin1();
            data = data.mid(comma + 1);
        } else {
            const QString encoding = line.parameter(QStringLiteral("ENCODING")).value(0).toLower();
            if (encoding != QLatin1String("b") && encoding != QLatin1String("base64"))
                return false; // a link: nothing is fetched
            const QString word = line.types().value(0);
            type = word.contains(QLatin1Char('/')) ? word.toLatin1() : "image/" + word.toLatin1();
        }
        const QByteArray bytes = QByteArray::fromBase64(data.toLatin1());
        const QByteArray name = type.mid(type.indexOf('/') + 1);
        if (bytes.isEmpty())
            return false;
        m_contact.photo = bytes;
        m_contact.photoType = name.isEmpty() ? QByteArray("image/jpeg") : "image/" + name;
        return true;
    }

    bool takeList(const VCardLine &line)
    {
        if (line.name == QLatin1String("KIND")
            || line.name == QLatin1String("X-ADDRESSBOOKSERVER-KIND")) {
            m_contact.isList =
                line.value.trimmed().compare(QLatin1String("group"), Qt::CaseInsensitive) == 0;
            return m_contact.isList
                || line.value.trimmed().compare(QLatin1String("individual"), Qt::CaseInsensitive)
                == 0;
        }
        if (line.name == QLatin1String("MEMBER")
            || line.name == QLatin1String("X-ADDRESSBOOKSERVER-MEMBER")) {
            if (m_contact.members.size() < mostMembers)
                m_contact.members << memberOf(vcardText(line.value).trimmed());
            return true;
        }
        return false;
    }

    static bool isBookkeeping(const VCardLine &line)
    {
        return line.name == QLatin1String("VERSION") || line.name == QLatin1String("PRODID")
            || line.name == QLatin1String("REV") || line.name == QLatin1String("BEGIN")
            || line.name == QLatin1String("END");
    }

    Contact m_contact;
    QList<VCardLine> m_labels;
};

class CardWriter {
public:
    explicit CardWriter(VCardVersion version)
        : m_v4(version == VCardVersion::V4)
    { }

    void write(const Contact &c)
    {
        line(QStringLiteral("BEGIN"), QStringLiteral("VCARD"));
        line(QStringLiteral("VERSION"), m_v4 ? QStringLiteral("4.0") : QStringLiteral("3.0"));
        const QString uid =
            c.uid.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : c.uid;
        const bool isUuid = !QUuid::fromString(uid).isNull();
        line(QStringLiteral("UID"),
             m_v4 && isUuid ? QLatin1String("urn:uuid:") + uid : escapedVCardText(uid));
        if (c.isList)
            line(m_v4 ? QStringLiteral("KIND") : QStringLiteral("X-ADDRESSBOOKSERVER-KIND"),
                 QStringLiteral("group"));
        const QString name = shownName(c);
        text(QStringLiteral("FN"), name.isEmpty() ? QStringLiteral("?") : name);
        const QStringList parts{c.familyName, c.givenName, c.middleName, c.prefix, c.suffix};
        if (!parts.join(QString()).isEmpty() || !m_v4) {
            QStringList escaped;
            for (const QString &part : parts)
                escaped << escapedVCardText(part);
            line(QStringLiteral("N"), escaped.join(QLatin1Char(';')));
        }
        text(QStringLiteral("NICKNAME"), c.nickname);
        text(QStringLiteral("ORG"), c.organisation);
        text(QStringLiteral("TITLE"), c.title);
        for (const ContactEmail &email : c.emails)
            line(QStringLiteral("EMAIL") + typeParameter(email.kind, email.preferred),
                 escapedVCardText(email.mailbox));
        for (const ContactPhone &phone : c.phones)
            line(QStringLiteral("TEL") + typeParameter(phone.kind, false),
                 escapedVCardText(phone.number));
        text(QStringLiteral("NOTE"), c.notes);
        if (!c.categories.isEmpty()) {
            QStringList escaped;
            for (const QString &category : c.categories)
                escaped << escapedVCardText(category);
            line(QStringLiteral("CATEGORIES"), escaped.join(QLatin1Char(',')));
        }
        writePhoto(c);
        for (const QString &member : c.members)
            line(m_v4 ? QStringLiteral("MEMBER") : QStringLiteral("X-ADDRESSBOOKSERVER-MEMBER"),
                 (member.contains(QLatin1Char('@')) ? QLatin1String("mailto:")
                                                    : QLatin1String("urn:uuid:"))
                     + escapedVCardText(member));
        for (QString other : c.otherProperties) {
            // One line each, whatever came.
            other.removeIf([](QChar u) { return u.unicode() < 0x20 && u != QLatin1Char('\t'); });
            const qsizetype colon = other.indexOf(QLatin1Char(':'));
            const QString word = other.left(colon).section(QLatin1Char(';'), 0, 0).toUpper();
            if (colon > 0 && word != QLatin1String("BEGIN") && word != QLatin1String("END"))
                appendVCardLine(m_file, other);
        }
        line(QStringLiteral("END"), QStringLiteral("VCARD"));
    }

    QByteArray take() { return std::move(m_file); }

private:
    void line(const QString &name, const QString &value)
    {
        appendVCardLine(m_file, name + QLatin1Char(':') + value);
    }
    void text(const QString &name, const QString &value)
    {
        if (!value.isEmpty())
            line(name, escapedVCardText(value));
    }

    QString typeParameter(const QString &kind, bool preferred) const
    {
        QString result;
        const bool isWord = !kind.isEmpty() && std::all_of(kind.begin(), kind.end(), [](QChar c) {
            return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == QLatin1Char('-'));
        });
        if (isWord)
            result += QLatin1String(";TYPE=") + kind;
        if (preferred)
            result += m_v4 ? QStringLiteral(";PREF=1") : QStringLiteral(";TYPE=pref");
        return result;
    }

    void writePhoto(const Contact &c)
    {
        if (c.photo.isEmpty())
            return;
        QString type = QString::fromLatin1(c.photoType.mid(c.photoType.indexOf('/') + 1));
        type.removeIf([](QChar u) { return !u.isLetterOrNumber() || u.unicode() >= 0x80; });
        const QString data = QString::fromLatin1(c.photo.toBase64());
        if (m_v4)
            line(QStringLiteral("PHOTO"),
                 QStringLiteral("data:image/%1;base64,")
                         .arg(type.isEmpty() ? QStringLiteral("jpeg") : type)
                     + data);
        else
            line(QStringLiteral("PHOTO;ENCODING=b;TYPE=") + type.toUpper(), data);
    }

    const bool m_v4;
    QByteArray m_file;
};

} // namespace

QString shownName(const Contact &contact)
{
    if (!contact.name.isEmpty())
        return contact.name;
    const QStringList parts{contact.prefix, contact.givenName, contact.middleName,
                            contact.familyName, contact.suffix};
    const QString joined = parts.join(QLatin1Char(' ')).simplified();
    if (!joined.isEmpty())
        return joined;
    if (!contact.nickname.isEmpty())
        return contact.nickname;
    if (!contact.organisation.isEmpty())
        return contact.organisation;
    return contact.emails.isEmpty() ? QString() : contact.emails.first().mailbox;
}

ReadContacts readVCards(const QByteArray &file)
{
    ReadContacts result;
    CardReader card;
    bool open = false;
    const auto finish = [&] {
        Contact contact = std::exchange(card, {}).take();
        if (!CardReader::holdsSomething(contact))
            ++result.unreadable;
        else if (result.contacts.size() < mostCards)
            result.contacts << std::move(contact);
        else
            result.tooMany = true;
    };
    for (const VCardLine &line : readVCardLines(file)) {
        const bool isCard =
            line.value.trimmed().compare(QLatin1String("VCARD"), Qt::CaseInsensitive) == 0;
        if (line.name == QLatin1String("BEGIN") && isCard) {
            if (open)
                finish(); // the one before was cut off
            open = true;
        } else if (line.name == QLatin1String("END") && isCard) {
            if (open)
                finish();
            open = false;
        } else if (open) {
            card.add(line);
        }
    }
    if (open)
        finish();
    return result;
}

QByteArray writeVCards(const QList<Contact> &contacts, VCardVersion version)
{
    CardWriter writer(version);
    for (const Contact &contact : contacts)
        writer.write(contact);
    return writer.take();
}

} // namespace Turnstone
