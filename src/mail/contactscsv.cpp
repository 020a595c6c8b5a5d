// SPDX-License-Identifier: MIT
#include "mail/charset.h"
#include "mail/contact.h"

#include <QHash>
#include <QRegularExpression>
#include <algorithm>
#include <array>

namespace Turnstone {

namespace {

constexpr qsizetype mostRows = 50'000;
constexpr qsizetype mostColumns = 500;

QString csvText(const QByteArray &file)
{
    if (file.startsWith("\xFF\xFE"))
        return decodeCharset(QByteArrayView(file).sliced(2), "utf-16le");
    if (file.startsWith("\xFE\xFF"))
        return decodeCharset(QByteArrayView(file).sliced(2), "utf-16be");
    const bool marked = file.startsWith("\xEF\xBB\xBF");
    return decodeCharset(QByteArrayView(file).sliced(marked ? 3 : 0), "utf-8");
}

/// The separator that the first row has most of, outside quotes.
QChar separatorOf(const QString &text)
{
    std::array<qsizetype, 3> counts{};
    static constexpr std::array<char16_t, 3> separators{u',', u';', u'\t'};
    bool quoted = false;
    for (const QChar c : text) {
        if (c == QLatin1Char('"'))
            quoted = !quoted;
        if (!quoted && c == QLatin1Char('\n'))
            break;
        for (size_t i = 0; i < separators.size(); ++i)
            counts.at(i) += !quoted && c == QChar(separators.at(i)) ? 1 : 0;
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return QChar(separators.at(static_cast<size_t>(most - counts.begin())));
}

/// RFC 4180 2, with any line ends.
QList<QStringList> csvRows(const QString &text, bool *tooMany)
{
    const QChar separator = separatorOf(text);
    QList<QStringList> rows;
    QStringList row;
    QString field;
    bool quoted = false;
    const auto endField = [&] {
        if (row.size() < mostColumns)
            row << field;
        field.clear();
    };
    const auto endRow = [&] {
        endField();
        const bool isBlank = std::all_of(row.begin(), row.end(),
                                         [](const QString &f) { return f.trimmed().isEmpty(); });
        if (!isBlank)
            rows << row;
        row.clear();
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (quoted) {
            if (c == QLatin1Char('"') && i + 1 < text.size() && text.at(i + 1) == c)
                field += text.at(++i);
            else if (c == QLatin1Char('"'))
                quoted = false;
            else if (c != QLatin1Char('\r'))
                field += c;
        } else if (c == QLatin1Char('"') && field.trimmed().isEmpty()) {
            field.clear();
            quoted = true;
        } else if (c == separator) {
            endField();
        } else if (c == QLatin1Char('\n') || c == QLatin1Char('\r')) {
            endRow();
            if (rows.size() > mostRows) { // with the header's
                *tooMany = true;
                return rows;
            }
        } else {
            field += c;
        }
    }
    endRow();
    return rows;
}

enum class Column {
    Unknown,
    Name,
    Given,
    Family,
    Middle,
    Prefix,
    Suffix,
    Nickname,
    Organisation,
    Title,
    Email,
    EmailKind,
    PhoneHome,
    PhoneWork,
    PhoneCell,
    PhoneFax,
    PhonePager,
    Phone,
    Notes,
    Categories
};

Column columnOf(const QString &header)
{
    // As Thunderbird, Outlook and Google call them; folded, only letters and digits left.
    static const QHash<QString, Column> names = [] {
        QHash<QString, Column> map;
        const auto add = [&map](Column column, const char *words) {
            for (const QString &word : QString::fromUtf8(words).split(QLatin1Char(' ')))
                map.insert(word, column);
        };
        add(Column::Name,
            "displayname name fullname anzeigename emaildisplayname fileas vollername");
        add(Column::Given, "firstname givenname vorname");
        add(Column::Family, "lastname familyname surname nachname");
        add(Column::Middle, "middlename additionalname zweitername weiterevornamen");
        add(Column::Prefix, "nameprefix honorificprefix anrede");
        add(Column::Suffix, "namesuffix honorificsuffix suffix");
        add(Column::Nickname, "nickname spitzname");
        add(Column::Organisation,
            "organization organisation company organizationname organization1name firma");
        add(Column::Title, "jobtitle title organizationtitle organization1title position");
        add(Column::Email,
            "email emailaddress primaryemail secondaryemail emailadresse primäreemailadresse "
            "zweiteemailadresse primäreemail sekundäreemail");
        add(Column::PhoneHome, "homephone privattelefon telefonprivat telefonnummerprivat");
        add(Column::PhoneWork, "workphone businessphone telefongeschäftlich diensttelefon");
        add(Column::PhoneCell, "mobilenumber mobilephone mobiltelefon mobiltelnr");
        add(Column::PhoneFax, "faxnumber businessfax homefax faxnummer");
        add(Column::PhonePager, "pagernumber pager");
        add(Column::Phone,
            "phone telephone telefon phone1value phone2value phone3value phone4value");
        add(Column::Notes, "notes notizen note");
        add(Column::Categories, "categories labels groupmembership kategorien");
        return map;
    }();
    QString folded = header.toCaseFolded();
    folded.removeIf([](QChar c) { return !c.isLetterOrNumber(); });
    static const QRegularExpression email(
        QStringLiteral("^email\\d{1,2}(address|value|adresse)?$"));
    static const QRegularExpression emailKind(QStringLiteral("^email\\d{1,2}(type|label)$"));
    if (email.match(folded).hasMatch())
        return Column::Email;
    if (emailKind.match(folded).hasMatch())
        return Column::EmailKind;
    return names.value(folded, Column::Unknown);
}

bool looksLikeAddress(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^[^\\s@]{1,64}@[^\\s@]{1,255}$"));
    return pattern.match(text.trimmed()).hasMatch();
}

/// An apostrophe that keeps a spreadsheet from running what follows.
QString withoutGuard(const QString &field)
{
    const bool guarded = field.size() > 1 && field.startsWith(QLatin1Char('\''))
        && QStringView(u"=+-@\t").contains(field.at(1));
    return guarded ? field.mid(1) : field;
}

/// Notes keep their lines, nothing else has any.
QString cleanField(const QString &field, Column column)
{
    const QString text = withoutGuard(field.trimmed());
    if (column != Column::Notes)
        return withoutControls(text);
    QStringList lines;
    for (const QString &line : text.split(QLatin1Char('\n')))
        lines << withoutControls(line);
    return lines.join(QLatin1Char('\n'));
}

class RowReader {
public:
    explicit RowReader(const QList<Column> &columns)
        : m_columns(columns)
    { }

    Contact read(const QStringList &row) const
    {
        Contact contact;
        QString kind;
        for (qsizetype i = 0; i < row.size() && i < m_columns.size(); ++i) {
            const QString value = cleanField(row.at(i), m_columns.at(i));
            if (m_columns.at(i) == Column::EmailKind)
                kind = value;
            else if (!value.isEmpty())
                add(contact, m_columns.at(i), value, kind);
        }
        contact.name = shownName(contact);
        return contact;
    }

private:
    static void addEmails(Contact &contact, const QString &value, QString kind)
    {
        // Google puts several into one field; "* " marks the preferred one.
        const bool preferred = kind.startsWith(QLatin1Char('*'));
        kind = kind.remove(QLatin1Char('*')).trimmed().toLower();
        for (const QString &one : value.split(QLatin1String(":::"))) {
            const QString mailbox = one.trimmed();
            const auto isSame = [&mailbox](const ContactEmail &email) {
                return email.mailbox.compare(mailbox, Qt::CaseInsensitive) == 0;
            };
            if (!mailbox.isEmpty()
                && std::none_of(contact.emails.begin(), contact.emails.end(), isSame))
                contact.emails.append({mailbox, kind, preferred});
        }
    }

    static void add(Contact &contact, Column column, const QString &value, const QString &kind)
    {
        const auto phone = [&](const char *which) {
            for (const QString &one : value.split(QLatin1String(":::")))
                contact.phones.append({one.trimmed(), QString::fromLatin1(which)});
        };
        const auto set = [&value](QString &field) {
            if (field.isEmpty())
                field = value;
        };
        switch (column) {
        case Column::Name:
            return set(contact.name);
        case Column::Given:
            return set(contact.givenName);
        case Column::Family:
            return set(contact.familyName);
        case Column::Middle:
            return set(contact.middleName);
        case Column::Prefix:
            return set(contact.prefix);
        case Column::Suffix:
            return set(contact.suffix);
        case Column::Nickname:
            return set(contact.nickname);
        case Column::Organisation:
            return set(contact.organisation);
        case Column::Title:
            return set(contact.title);
        case Column::Email:
            return addEmails(contact, value, kind);
        case Column::PhoneHome:
            return phone("home");
        case Column::PhoneWork:
            return phone("work");
        case Column::PhoneCell:
            return phone("cell");
        case Column::PhoneFax:
            return phone("fax");
        case Column::PhonePager:
            return phone("pager");
        case Column::Phone:
            return phone("");
        case Column::Notes:
            return set(contact.notes);
        case Column::Categories:
            for (const QString &one : value.split(QRegularExpression(QStringLiteral(":::|;")))) {
                const QString category = one.trimmed();
                if (!category.isEmpty() && !category.startsWith(QLatin1Char('*')))
                    contact.categories << category;
            }
            return;
        case Column::EmailKind:
        case Column::Unknown:
            return;
        }
    }

    const QList<Column> m_columns;
};

QString csvField(QString text, bool isPhone)
{
    // "+49 30 123" is a number and no formula.
    static const QRegularExpression number(QStringLiteral("^[+\\-0-9 ()/.]*$"));
    const bool runs = !text.isEmpty() && QStringView(u"=+-@\t").contains(text.front())
        && !(isPhone && number.match(text).hasMatch());
    if (runs)
        text.prepend(QLatin1Char('\''));
    text.replace(QLatin1Char('\n'), QLatin1String("\r\n"));
    const bool needsQuotes = std::any_of(
        text.begin(), text.end(), [](QChar c) { return QStringView(u"\",;\r\n\t").contains(c); });
    if (!needsQuotes)
        return text;
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\""))
        + QLatin1Char('"');
}

QString phoneOf(const Contact &contact, const QString &kind)
{
    QStringList numbers;
    for (const ContactPhone &phone : contact.phones) {
        const bool other = kind == QLatin1String("home") && phone.kind.isEmpty();
        if (phone.kind == kind || other)
            numbers << phone.number;
    }
    return numbers.join(QLatin1String(" ::: "));
}

} // namespace

ReadContacts readContactsCsv(const QByteArray &file)
{
    ReadContacts result;
    QList<QStringList> rows = csvRows(csvText(file), &result.tooMany);
    if (rows.isEmpty())
        return result;
    QList<Column> columns;
    for (const QString &header : rows.first())
        columns << columnOf(header);
    const bool known = std::any_of(columns.begin(), columns.end(),
                                   [](Column column) { return column != Column::Unknown; });
    const bool isData = std::any_of(rows.first().begin(), rows.first().end(), looksLikeAddress);
    if (known && !isData) {
        rows.removeFirst();
    } else if (!known) {
        // Nobody's headers, or none: what holds addresses is told by what stands in it.
        const QStringList &sample = rows.size() > 1 && !isData ? rows.at(1) : rows.first();
        columns.fill(Column::Unknown, sample.size());
        bool named = false;
        for (qsizetype i = 0; i < sample.size(); ++i) {
            if (looksLikeAddress(sample.at(i)))
                columns[i] = Column::Email;
            else if (!std::exchange(named, true))
                columns[i] = Column::Name;
        }
        if (!isData)
            rows.removeFirst();
    }
    const RowReader reader(columns);
    for (const QStringList &row : std::as_const(rows)) {
        Contact contact = reader.read(row);
        if (contact.name.isEmpty() && contact.emails.isEmpty())
            ++result.unreadable;
        else
            result.contacts << std::move(contact);
    }
    return result;
}

QByteArray writeContactsCsv(const QList<Contact> &contacts)
{
    qsizetype addresses = 2;
    for (const Contact &contact : contacts)
        addresses = std::max(addresses, contact.isList ? 0 : contact.emails.size());
    QStringList headers{QStringLiteral("First Name"),    QStringLiteral("Last Name"),
                        QStringLiteral("Display Name"),  QStringLiteral("Nickname"),
                        QStringLiteral("Primary Email"), QStringLiteral("Secondary Email"),
                        QStringLiteral("Work Phone"),    QStringLiteral("Home Phone"),
                        QStringLiteral("Fax Number"),    QStringLiteral("Pager Number"),
                        QStringLiteral("Mobile Number"), QStringLiteral("Job Title"),
                        QStringLiteral("Organization"),  QStringLiteral("Notes"),
                        QStringLiteral("Categories")};
    for (qsizetype i = 3; i <= addresses; ++i)
        headers << QStringLiteral("E-mail %1 Address").arg(i);
    QString text = headers.join(QLatin1Char(',')) + QLatin1String("\r\n");
    for (const Contact &c : contacts) {
        if (c.isList)
            continue;
        QList<ContactEmail> emails = c.emails;
        std::stable_partition(emails.begin(), emails.end(),
                              [](const ContactEmail &email) { return email.preferred; });
        const auto email = [&emails](qsizetype i) {
            return i < emails.size() ? csvField(emails.at(i).mailbox, false) : QString();
        };
        const auto phone = [&c](const char *kind) {
            return csvField(phoneOf(c, QString::fromLatin1(kind)), true);
        };
        QStringList row{csvField(c.givenName, false),
                        csvField(c.familyName, false),
                        csvField(shownName(c), false),
                        csvField(c.nickname, false),
                        email(0),
                        email(1),
                        phone("work"),
                        phone("home"),
                        phone("fax"),
                        phone("pager"),
                        phone("cell"),
                        csvField(c.title, false),
                        csvField(c.organisation, false),
                        csvField(c.notes, false),
                        csvField(c.categories.join(QLatin1String(" ::: ")), false)};
        for (qsizetype i = 2; i < addresses; ++i)
            row << email(i);
        text += row.join(QLatin1Char(',')) + QLatin1String("\r\n");
    }
    return text.toUtf8();
}

} // namespace Turnstone
