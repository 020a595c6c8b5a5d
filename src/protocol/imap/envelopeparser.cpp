// SPDX-License-Identifier: MIT
#include "protocol/imap/envelopeparser.h"

#include "mail/limits.h"
#include "mail/messagereader.h"

#include <QDateTime>
#include <array>

namespace Turnstone::Imap {

namespace {

constexpr std::array<const char *, 12> monthNames = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// What servers write for a half of an address that isn't there: UW and Courier, Dovecot.
bool standsForMissing(const QByteArray &text)
{
    return text == ".MISSING-HOST-NAME." || text == "MISSING_DOMAIN" || text == "MISSING_MAILBOX"
        || text == ".SYNTAX-ERROR.";
}

AddressList addresses(const Value &list)
{
    AddressList result;
    for (const Value &item : list.items) {
        if (result.size() >= Limits::addressesKept)
            break;
        if (!item.isList() || item.items.size() < 4)
            continue;
        const Value &mailbox = item.items[2];
        const Value &host = item.items[3];
        // A group's start has no host, its end no mailbox either (RFC 9051 7.5.2): members only.
        if (!host.isText() || host.text.isEmpty())
            continue;
        Address address;
        address.name = decodedHeader(item.items[0].text);
        if (!mailbox.text.isEmpty() && !standsForMissing(mailbox.text)
            && !standsForMissing(host.text))
            address.mailbox = decodedHeader(mailbox.text + '@' + host.text);
        if (!address.name.isEmpty() || !address.mailbox.isEmpty())
            result.append(address);
    }
    return result;
}

int twoDigits(QByteArrayView text)
{
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

} // namespace

Envelope envelopeFromValue(const Value &value)
{
    Envelope envelope;
    const auto item = [&value](int index) {
        return index < value.items.size() ? value.items[index] : Value{};
    };
    envelope.dateUtc = parseDate(item(0).text);
    envelope.subject = decodedHeader(item(1).text).left(Limits::subjectChars);
    envelope.from = addresses(item(2));
    envelope.sender = addresses(item(3));
    envelope.replyTo = addresses(item(4));
    envelope.to = addresses(item(5));
    envelope.cc = addresses(item(6));
    envelope.bcc = addresses(item(7));
    envelope.inReplyTo = parseMessageIds(item(8).text);
    envelope.messageId = parseMessageIds(item(9).text).value(0);
    return envelope;
}

std::optional<qint64> parseInternalDate(QByteArrayView text)
{
    text = text.trimmed();
    if (text.size() == 25) // "7-Jul-…": a day without its leading space
        return parseInternalDate(QByteArray("0" + text.toByteArray()));
    if (text.size() != 26 || text[2] != '-' || text[6] != '-' || text[11] != ' ' || text[14] != ':'
        || text[17] != ':' || text[20] != ' ' || (text[21] != '+' && text[21] != '-'))
        return {};
    const int day = text[0] == ' ' ? twoDigits(text.sliced(1, 1)) : twoDigits(text.first(2));
    int month = 0;
    for (int i = 0; i < 12; ++i) {
        if (qstrnicmp(text.data() + 3, monthNames[size_t(i)], 3) == 0)
            month = i + 1;
    }
    const QDate date(twoDigits(text.sliced(7, 4)), month, day);
    const QTime time(twoDigits(text.sliced(12, 2)), twoDigits(text.sliced(15, 2)),
                     qMin(59, twoDigits(text.sliced(18, 2)))); // a leap second is its neighbour
    const int hours = twoDigits(text.sliced(22, 2)), minutes = twoDigits(text.sliced(24, 2));
    if (!date.isValid() || !time.isValid() || hours < 0 || minutes < 0)
        return {};
    const qint64 offset = (hours * 60 + minutes) * 60;
    return QDateTime(date, time, Qt::UTC).toSecsSinceEpoch() + (text[21] == '-' ? offset : -offset);
}

QByteArray internalDateText(qint64 utcSeconds)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(utcSeconds, Qt::UTC);
    return time.toString(QStringLiteral("dd-")).toLatin1()
        + monthNames[size_t(time.date().month() - 1)]
        + time.toString(QStringLiteral("-yyyy hh:mm:ss")).toLatin1() + " +0000";
}

} // namespace Turnstone::Imap
