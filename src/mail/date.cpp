// SPDX-License-Identifier: MIT
#include "mail/messagereader.h"

#include <QDateTime>
#include <algorithm>
#include <array>
#include <optional>

namespace Turnstone {

namespace {

constexpr qsizetype dateBytes = 200; // no date is longer, whatever its comments

/// Words of a date, comments left out (RFC 5322 4.3), split at blanks and commas.
QByteArrayList dateWords(QByteArrayView value)
{
    QByteArray text;
    int depth = 0;
    for (const char c : value.first(std::min(value.size(), dateBytes))) {
        if (c == '(')
            ++depth;
        else if (c == ')' && depth > 0)
            --depth;
        else if (depth == 0)
            text.append(c == ',' ? ' ' : c);
    }
    QByteArrayList words;
    for (const QByteArray &word : text.simplified().split(' ')) {
        // 1-Jan-2024, as IMAP and old programs write it.
        const bool dashed =
            word.size() > 6 && word.at(0) >= '0' && word.at(0) <= '9' && word.count('-') == 2;
        if (dashed)
            words += word.split('-');
        else if (!word.isEmpty())
            words.append(word);
    }
    return words;
}

int monthNumber(const QByteArray &word)
{
    static constexpr std::array<const char *, 12> names{"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
    const QByteArray start = word.left(3).toLower();
    for (size_t i = 0; i < names.size(); ++i) {
        if (start == names.at(i))
            return static_cast<int>(i) + 1;
    }
    return 0;
}

/// RFC 5322 4.3.
int fullYear(int year, qsizetype digits)
{
    if (digits <= 2)
        return year < 50 ? 2000 + year : 1900 + year;
    return digits == 3 ? 1900 + year : year;
}

std::optional<int> secondsOfDay(const QByteArray &word)
{
    const QByteArrayList fields = word.split(':');
    if (fields.size() < 2 || fields.size() > 3)
        return {};
    std::array<int, 3> numbers{};
    for (qsizetype i = 0; i < fields.size(); ++i) {
        bool ok = false;
        numbers.at(static_cast<size_t>(i)) = fields.at(i).toInt(&ok);
        if (!ok || fields.at(i).size() > 2)
            return {};
    }
    const auto [hours, minutes, seconds] = numbers;
    // A leap second is a second.
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 60)
        return {};
    return hours * 3600 + minutes * 60 + seconds;
}

/// Seconds east of UTC. What isn't known counts as UTC (RFC 5322 4.3: "-0000").
int zoneOffset(const QByteArray &word)
{
    struct NamedZone {
        const char *name;
        int hours;
    };
    static constexpr std::array<NamedZone, 8> zones{{{"EST", -5},
                                                     {"EDT", -4},
                                                     {"CST", -6},
                                                     {"CDT", -5},
                                                     {"MST", -7},
                                                     {"MDT", -6},
                                                     {"PST", -8},
                                                     {"PDT", -7}}};
    for (const NamedZone &zone : zones) {
        if (word.compare(zone.name, Qt::CaseInsensitive) == 0)
            return zone.hours * 3600;
    }
    QByteArray digits = word.mid(1);
    digits.replace(':', "");
    bool ok = false;
    const int number = digits.toInt(&ok);
    if (!ok || digits.size() != 4 || number / 100 > 23 || number % 100 > 59 || number < 0)
        return 0;
    const int offset = number / 100 * 3600 + number % 100 * 60;
    return word.startsWith('-') ? -offset : offset;
}

bool isNumber(const QByteArray &word)
{
    return !word.isEmpty() && word.size() <= 4
        && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

qint64 parseDate(QByteArrayView value)
{
    int day = 0;
    int month = 0;
    int year = 0;
    std::optional<int> time;
    int offset = 0;
    for (const QByteArray &word : dateWords(value)) {
        if (isNumber(word)) {
            if (day == 0 && word.size() <= 2)
                day = word.toInt();
            else if (year == 0)
                year = fullYear(word.toInt(), word.size());
        } else if (word.startsWith('+') || word.startsWith('-')) {
            offset = zoneOffset(word);
        } else if (word.contains(':')) {
            if (time || !(time = secondsOfDay(word)))
                return 0;
        } else if (month == 0) {
            month = monthNumber(word); // or the day's name, which says nothing
        } else if (time) {
            offset = zoneOffset(word);
        }
    }
    const QDate date(year, month, day);
    if (!date.isValid() || year < 1970)
        return 0;
    const qint64 midnight = QDateTime(date, QTime(0, 0), Qt::UTC).toSecsSinceEpoch();
    return std::max<qint64>(0, midnight + time.value_or(0) - offset);
}

} // namespace Turnstone
