// SPDX-License-Identifier: MIT
#include "mail/mailbox.h"

#include <QCoreApplication>
#include <QUrl>
#include <algorithm>

namespace Turnstone {

namespace {

constexpr qsizetype longestLocalPartBytes = 64; // RFC 5321 4.5.3.1.1
constexpr qsizetype longestDomainBytes = 255; // 4.5.3.1.2
constexpr qsizetype longestPathBytes = 254; // 4.5.3.1.3, without its brackets

bool isAtomChar(QChar c)
{
    const char16_t u = c.unicode();
    if (u < 0x80)
        return c.isLetterOrNumber() || QLatin1String("!#$%&'*+-/=?^_`{|}~").contains(c);
    return true; // judged by isMailboxText
}

/// Nothing that isn't text: controls, blanks of any script, halves of characters.
bool isMailboxText(const QString &text)
{
    const QList<uint> codes = text.toUcs4();
    return std::all_of(codes.begin(), codes.end(), [](uint code) {
        switch (QChar::category(code)) {
        case QChar::Other_Control:
        case QChar::Other_Surrogate:
        case QChar::Other_NotAssigned:
        case QChar::Other_PrivateUse:
        case QChar::Separator_Space:
        case QChar::Separator_Line:
        case QChar::Separator_Paragraph:
            return code == ' ';
        case QChar::Other_Format:
            return code == 0x200C || code == 0x200D; // joiners, which some scripts are written with
        default:
            return code != QChar::ReplacementCharacter;
        }
    });
}

bool isQuoted(const QString &local)
{
    return local.size() >= 2 && local.startsWith(QLatin1Char('"'))
        && local.endsWith(QLatin1Char('"'));
}

bool isDotAtom(const QString &local)
{
    return !local.startsWith(QLatin1Char('.')) && !local.endsWith(QLatin1Char('.'))
        && !local.contains(QLatin1String(".."));
}

bool isLocalPart(const QString &local)
{
    if (!isMailboxText(local))
        return false;
    if (!isQuoted(local))
        return std::all_of(local.begin(), local.end(),
                           [](QChar c) { return c == QLatin1Char('.') || isAtomChar(c); });
    for (qsizetype i = 1; i + 1 < local.size(); ++i) {
        if (local.at(i) == QLatin1Char('\\'))
            ++i;
        else if (local.at(i) == QLatin1Char('"'))
            return false;
        if (i + 1 == local.size())
            return false; // its closing quote is escaped
    }
    return true;
}

bool isLiteral(const QString &domain)
{
    if (domain.size() < 3 || !domain.startsWith(QLatin1Char('['))
        || !domain.endsWith(QLatin1Char(']')))
        return false;
    return std::all_of(domain.begin() + 1, domain.end() - 1, [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || QLatin1String(".:-").contains(c));
    });
}

/// Null where it's no domain.
QString asciiDomain(const QString &domain)
{
    if (isLiteral(domain))
        return domain;
    if (domain.isEmpty() || !isMailboxText(domain))
        return {};
    const QString ascii = QString::fromLatin1(QUrl::toAce(domain)).toLower();
    for (const QString &label : ascii.split(QLatin1Char('.'))) {
        const bool isName = !label.isEmpty() && label.size() <= 63
            && !label.startsWith(QLatin1Char('-')) && !label.endsWith(QLatin1Char('-'))
            && std::all_of(label.begin(), label.end(), [](QChar c) {
                   return c.unicode() < 0x80
                       && (c.isLetterOrNumber() || c == QLatin1Char('-')
                           || c == QLatin1Char('_')); // which hosts at home have
               });
        if (!isName)
            return {};
    }
    return ascii;
}

struct MailboxParts {
    QString local, domain;
};
MailboxParts partsOf(const QString &mailbox)
{
    const qsizetype at = mailbox.lastIndexOf(QLatin1Char('@'));
    return at < 0 ? MailboxParts{mailbox, {}} : MailboxParts{mailbox.left(at), mailbox.mid(at + 1)};
}

} // namespace

AddressFault mailboxFault(const QString &mailbox)
{
    if (mailbox.isEmpty())
        return AddressFault::NoAddress;
    if (!mailbox.contains(QLatin1Char('@')))
        return AddressFault::NoAt;
    const auto [local, domain] = partsOf(mailbox);
    if (local.isEmpty())
        return AddressFault::NoLocalPart;
    if (domain.isEmpty())
        return AddressFault::NoDomain;
    if (local.toUtf8().size() > longestLocalPartBytes || domain.size() > longestDomainBytes)
        return AddressFault::TooLong;
    if (!isLocalPart(local))
        return AddressFault::BadLocalPart;
    const QString ascii = asciiDomain(domain);
    if (ascii.isEmpty())
        return AddressFault::BadDomain;
    const qsizetype bytes = local.toUtf8().size() + 1 + ascii.size();
    return bytes > longestPathBytes ? AddressFault::TooLong : AddressFault::None;
}

QString addressFaultText(AddressFault fault, const QString &address)
{
    const auto text = [&address](const char *sentence) {
        return QCoreApplication::translate("Turnstone::Mailbox", sentence)
            .replace(QLatin1String("%1"), address);
    };
    switch (fault) {
    case AddressFault::None:
        break;
    case AddressFault::NoAddress:
    case AddressFault::NoAt:
        return text(QT_TRANSLATE_NOOP(
            "Turnstone::Mailbox", "“%1” is no address: it has no “@”, as name@example.org has."));
    case AddressFault::NoLocalPart:
        return text(QT_TRANSLATE_NOOP("Turnstone::Mailbox",
                                      "The address “%1” lacks what stands before the “@”."));
    case AddressFault::NoDomain:
        return text(QT_TRANSLATE_NOOP("Turnstone::Mailbox",
                                      "The address “%1” lacks what stands behind the “@”."));
    case AddressFault::BadLocalPart:
        return text(QT_TRANSLATE_NOOP(
            "Turnstone::Mailbox",
            "Before its “@”, the address “%1” holds something that can't stand there."));
    case AddressFault::BadDomain:
        return text(QT_TRANSLATE_NOOP(
            "Turnstone::Mailbox", "What stands behind the “@” of “%1” is no name of a server."));
    case AddressFault::TooLong:
        return text(QT_TRANSLATE_NOOP("Turnstone::Mailbox", "The address “%1” is too long."));
    }
    return {};
}

QString wireMailbox(const QString &mailbox)
{
    if (mailboxFault(mailbox) != AddressFault::None)
        return {};
    auto [local, domain] = partsOf(mailbox);
    // The characters were checked, so only its dots can be why it needs quotes.
    if (!isQuoted(local) && !isDotAtom(local))
        local = QLatin1Char('"') + local + QLatin1Char('"');
    return local + QLatin1Char('@') + asciiDomain(domain);
}

QString comparableMailbox(const QString &mailbox)
{
    auto [local, domain] = partsOf(mailbox.trimmed());
    if (isQuoted(local) && local.size() > 2)
        local = local.mid(1, local.size() - 2);
    const QString ascii = asciiDomain(domain);
    return local.toCaseFolded() + QLatin1Char('@')
        + (ascii.isEmpty() ? domain.toCaseFolded() : ascii);
}

QString comparableWithoutTag(const QString &mailbox)
{
    const QString comparable = comparableMailbox(mailbox);
    const qsizetype at = comparable.lastIndexOf(QLatin1Char('@'));
    const qsizetype plus = comparable.indexOf(QLatin1Char('+'));
    return plus > 0 && plus < at ? comparable.left(plus) + comparable.mid(at) : comparable;
}

} // namespace Turnstone
