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

bool isWord(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
}

/// A date as nearly every program writes it, "Mon, 1 Jan 2024 10:20:30 +0100", perhaps with the
/// zone's name behind it in brackets; absent for any other: that is read the long way.
class UsualDate {
public:
    explicit UsualDate(QByteArrayView text)
        : m_rest(text)
    { }
    std::optional<qint64> read()
    {
        if (m_rest.size() > 4 && m_rest[3] == ',' && m_rest[4] == ' ') {
            const QByteArrayView day = m_rest.first(3);
            if (!isWord(day) || monthNumber(day.toByteArray()) != 0)
                return {};
            m_rest = m_rest.sliced(5);
        }
        const int day = number(1, 2, ' ');
        if (day < 1 || m_rest.size() < 4 || m_rest[3] != ' ')
            return {};
        const int month = monthNumber(m_rest.first(3).toByteArray());
        m_rest = m_rest.sliced(4);
        const int year = number(4, 4, ' ');
        const int hours = number(2, 2, ':');
        const int minutes = number(2, 2, ':');
        const int seconds = number(2, 2, ' ');
        if (month < 1 || year < 1971 || hours < 0 || hours > 23 || minutes < 0 || minutes > 59
            || seconds < 0 || seconds > 59 || m_rest.size() < 5)
            return {};
        const char sign = m_rest.front();
        m_rest = m_rest.sliced(1);
        const QByteArrayView zone = m_rest.first(4);
        m_rest = zone;
        const int offset = number(4, 4, '\0');
        if ((sign != '+' && sign != '-') || offset < 0 || offset / 100 > 23 || offset % 100 > 59)
            return {};
        const QDate date(year, month, day);
        if (!date.isValid())
            return {};
        const qint64 days = date.toJulianDay() - 2440588; // of 1970-01-01
        const qint64 east = offset / 100 * 3600 + offset % 100 * 60;
        return days * 86400 + hours * 3600 + minutes * 60 + seconds - (sign == '-' ? -east : east);
    }

private:
    /// Of so many digits, with `end` behind them; -1 where it is none.
    int number(qsizetype fewest, qsizetype most, char end)
    {
        int value = 0;
        qsizetype digits = 0;
        while (digits < most && digits < m_rest.size() && m_rest[digits] >= '0'
               && m_rest[digits] <= '9')
            value = value * 10 + (m_rest[digits++] - '0');
        const bool ended =
            end == '\0' ? digits == m_rest.size() : digits < m_rest.size() && m_rest[digits] == end;
        if (digits < fewest || !ended)
            return -1;
        m_rest = m_rest.sliced(end == '\0' ? digits : digits + 1);
        return value;
    }

    QByteArrayView m_rest;
};

/// What may stand behind a usual date and say nothing: "(CEST)".
bool isZoneName(QByteArrayView text)
{
    if (text.isEmpty())
        return true;
    return text.size() > 3 && text.startsWith(" (") && text.endsWith(')')
        && isWord(text.sliced(2, text.size() - 3));
}

} // namespace

qint64 parseDate(QByteArrayView value)
{
    const qsizetype zone = value.lastIndexOf(':') + 9; // behind ":30 +0100"
    if (zone > 9 && zone <= value.size() && isZoneName(value.sliced(zone))) {
        if (const auto seconds = UsualDate(value.first(zone)).read())
            return *seconds;
    }
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
