// SPDX-License-Identifier: MIT
#include "engine/protocolswitch/uidlformula.h"

#include <QCryptographicHash>
#include <algorithm>
#include <optional>

namespace Turnstone {

namespace {

constexpr qsizetype prefixLetters = 8;
constexpr qsizetype numberDigits = 10;
constexpr char separators[] = ".-_:/";
constexpr char gmailPrefix[] = "gmailid";

/// A number of 32 bits that isn't zero and is written as a server writes it: no sign, no blanks.
std::optional<quint32> uidlNumber(const QByteArray &text, int base)
{
    const bool good = !text.isEmpty() && text.size() <= numberDigits
        && std::all_of(text.begin(), text.end(), [base](char c) {
               return (c >= '0' && c <= '9') || (base == 16 && c >= 'a' && c <= 'f');
           });
    bool ok = false;
    const quint32 value = good ? text.toUInt(&ok, base) : 0;
    return ok && value != 0 ? std::optional(value) : std::nullopt;
}

QByteArray md5Of(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Md5).toHex();
}

/// A maildir file's name without its flags, and without sizes that are written into it.
QByteArray baseName(const QByteArray &guid)
{
    const auto end =
        std::find_if(guid.begin(), guid.end(), [](char c) { return c == ':' || c == ','; });
    return guid.left(end - guid.begin());
}

} // namespace

QByteArray UidlFormula::number(quint32 value) const
{
    switch (m_radix) {
    case Radix::Decimal:
        return QByteArray::number(value);
    case Radix::Hex:
        return QByteArray::number(value, 16);
    case Radix::Hex8:
        return QByteArray::number(value, 16).rightJustified(8, '0');
    }
    return {};
}

QByteArray UidlFormula::comparable(const QByteArray &uidl) const
{
    return (m_kind == Kind::Guid ? baseName(uidl) : uidl).toLower();
}

QByteArray UidlFormula::uidlOf(const UidlSource &source) const
{
    switch (m_kind) {
    case Kind::None:
        break;
    case Kind::Numbers: {
        if (source.uid == 0 || (hasUidValidity() && source.uidValidity == 0))
            break;
        const QByteArray separator = m_separator ? QByteArray(1, m_separator) : QByteArray();
        if (m_order == Order::UidThenValidity)
            return m_prefix + number(source.uid) + separator + number(source.uidValidity);
        if (m_order == Order::ValidityThenUid)
            return m_prefix + number(source.uidValidity) + separator + number(source.uid);
        return m_prefix + number(source.uid);
    }
    case Kind::Guid:
        return baseName(source.guid).toLower();
    case Kind::GuidMd5:
        return source.guid.isEmpty() ? QByteArray() : md5Of(source.guid);
    case Kind::EmailId:
        return source.emailId.toLower();
    case Kind::EmailIdHex: {
        bool ok = false;
        const quint64 id = source.emailId.toULongLong(&ok);
        return ok ? gmailPrefix + QByteArray::number(id, 16) : QByteArray();
    }
    case Kind::MessageIdItself:
        return source.messageId.toLower();
    case Kind::MessageIdMd5:
        return source.messageId.isEmpty() ? QByteArray() : md5Of(source.messageId);
    }
    return {};
}

QList<UidlFormula::Reading> UidlFormula::readings(const QByteArray &uidl)
{
    QList<Reading> found;
    if (uidl.size() > prefixLetters + 2 * numberDigits + 1)
        return found;
    const QByteArray text = uidl.toLower();
    const auto add = [&](const QByteArray &prefix, Order order, Radix radix, char separator,
                         std::optional<quint32> uid, std::optional<quint32> uidValidity) {
        if (!uid || (order != Order::Uid && !uidValidity))
            return;
        Reading reading;
        reading.formula.m_kind = Kind::Numbers;
        reading.formula.m_order = order;
        reading.formula.m_radix = radix;
        reading.formula.m_prefix = prefix;
        reading.formula.m_separator = separator;
        reading.uid = *uid;
        reading.uidValidity = order == Order::Uid ? 0 : *uidValidity;
        // Digits alone don't say how many of them belong to the form.
        if (reading.formula.uidlOf({reading.uidValidity, reading.uid, {}, {}, {}}) == text)
            found.append(reading);
    };
    const auto addPair = [&](const QByteArray &prefix, Radix radix, char separator,
                             const QByteArray &first, const QByteArray &second) {
        const int base = radix == Radix::Decimal ? 10 : 16;
        const auto a = uidlNumber(first, base), b = uidlNumber(second, base);
        add(prefix, Order::UidThenValidity, radix, separator, a, b);
        add(prefix, Order::ValidityThenUid, radix, separator, b, a);
    };
    const auto isLetter = [](char c) { return c >= 'a' && c <= 'z'; };
    const QByteArray prefix =
        text.left(std::find_if_not(text.begin(), text.end(), isLetter) - text.begin());
    if (prefix.size() <= prefixLetters) {
        const QByteArray rest = text.mid(prefix.size());
        add(prefix, Order::Uid, Radix::Decimal, 0, uidlNumber(rest, 10), {});
        for (const char *separator = separators; *separator; ++separator) {
            const qsizetype at = rest.indexOf(*separator);
            if (at > 0)
                addPair(prefix, Radix::Decimal, *separator, rest.left(at), rest.mid(at + 1));
        }
    }
    add({}, Order::Uid, Radix::Hex8, 0, uidlNumber(text, 16), {});
    add({}, Order::Uid, Radix::Hex, 0, uidlNumber(text, 16), {});
    if (text.size() == 16)
        addPair({}, Radix::Hex8, 0, text.left(8), text.mid(8));
    for (const char *separator = separators; *separator; ++separator) {
        const qsizetype at = text.indexOf(*separator);
        if (at <= 0)
            continue;
        addPair({}, Radix::Hex8, *separator, text.left(at), text.mid(at + 1));
        addPair({}, Radix::Hex, *separator, text.left(at), text.mid(at + 1));
    }
    return found;
}

QByteArray UidlFormula::toString() const
{
    switch (m_kind) {
    case Kind::None:
        break;
    case Kind::Numbers: {
        const QByteArray form = m_radix == Radix::Decimal ? "%"
            : m_radix == Radix::Hex                       ? "%x"
                                                          : "%08X";
        const QByteArray uid = form + 'u', validity = form + 'v';
        const QByteArray separator = m_separator ? QByteArray(1, m_separator) : QByteArray();
        if (m_order == Order::UidThenValidity)
            return m_prefix.toUpper() + uid + separator + validity;
        if (m_order == Order::ValidityThenUid)
            return m_prefix.toUpper() + validity + separator + uid;
        return m_prefix.toUpper() + uid;
    }
    case Kind::Guid:
        return "%g";
    case Kind::GuidMd5:
        return "%Mg";
    case Kind::EmailId:
        return "EMAILID";
    case Kind::EmailIdHex:
        return "GmailId";
    case Kind::MessageIdItself:
        return "Message-ID";
    case Kind::MessageIdMd5:
        return "MD5 Message-ID";
    }
    return {};
}

UidlFormula UidlFormula::fromString(const QByteArray &text)
{
    for (const Kind kind : {Kind::Guid, Kind::GuidMd5, Kind::EmailId, Kind::EmailIdHex,
                            Kind::MessageIdItself, Kind::MessageIdMd5}) {
        if (UidlFormula(kind).toString() == text)
            return UidlFormula(kind);
    }
    // What it would make of two numbers that can't be mistaken for one another is read again.
    constexpr quint32 uid = 0x9abcdef1, uidValidity = 0x9abcdef2;
    for (const Radix radix : {Radix::Decimal, Radix::Hex, Radix::Hex8}) {
        const QByteArray form = radix == Radix::Decimal ? "%" : radix == Radix::Hex ? "%x" : "%08X";
        const int base = radix == Radix::Decimal ? 10 : 16;
        QByteArray sample = text;
        sample.replace(form + 'u', QByteArray::number(uid, base));
        sample.replace(form + 'v', QByteArray::number(uidValidity, base));
        const QList<Reading> found = readings(sample);
        for (const Reading &reading : found) {
            if (reading.formula.toString() == text)
                return reading.formula;
        }
    }
    return {};
}

} // namespace Turnstone
