// SPDX-License-Identifier: MIT
#include "protocol/imap/responseparser.h"

#include "protocol/imap/extensionparser.h"
#include "protocol/imap/fetchparser.h"
#include "protocol/imap/protocolfault.h"
#include "protocol/imap/statusparser.h"

#include <limits>

namespace Turnstone::Imap {

namespace {

constexpr qint64 maxSize = std::numeric_limits<qint64>::max();

QByteArrayList upperWords(QByteArrayView text)
{
    QByteArrayList words = text.toByteArray().toUpper().split(' ');
    words.removeAll(QByteArray());
    return words;
}

ListData readList(Reader &reader, bool subscribedList)
{
    ListData list;
    list.subscribedList = subscribedList;
    for (const QByteArray &attribute : reader.wordList())
        list.attributes.append(attribute.toLower());
    reader.skipSpaces();
    const std::optional<QByteArray> delimiter = reader.nstring();
    if (delimiter && !delimiter->isEmpty())
        list.delimiter = QLatin1Char(delimiter->front());
    reader.require(' ');
    const bool bare = !reader.atLiteral() && reader.peek() != '"';
    list.path = reader.string();
    // A bare name with a space or a parenthesis in it: seen from servers that never quote.
    const QByteArrayView rest = reader.rest();
    if (bare && !rest.isEmpty() && !rest.trimmed().startsWith('('))
        list.path += rest.toByteArray();
    return list;
}

StatusData readMailboxStatus(Reader &reader)
{
    StatusData status;
    status.path = reader.string();
    reader.skipSpaces();
    reader.require('(');
    reader.skipSpaces();
    while (!reader.take(')')) {
        const QByteArray name = reader.word().toByteArray().toUpper();
        reader.skipSpaces();
        // Each number for itself: a wrong one (negative, 64 bits) is as if it weren't there.
        const QByteArrayView value = reader.word();
        const std::optional<quint64> number = parseNumber64(value);
        const auto small =
            number && *number <= 0xffffffffu ? std::optional(quint32(*number)) : std::nullopt;
        if (name == "MESSAGES")
            status.messages = small;
        else if (name == "UNSEEN")
            status.unseen = small;
        else if (name == "UIDNEXT")
            status.uidNext = parseNzNumber(value);
        else if (name == "UIDVALIDITY")
            status.uidValidity = parseNzNumber(value);
        else if (name == "HIGHESTMODSEQ")
            status.highestModSeq = number;
        else if (name == "SIZE" && number && *number <= quint64(maxSize))
            status.bytes = qint64(*number);
        else if (name == "APPENDLIMIT")
            status.appendLimit = number && *number <= quint64(maxSize) ? qint64(*number) : -1;
        reader.skipSpaces();
    }
    return status;
}

SearchData readSearch(Reader &reader)
{
    SearchData search;
    QList<quint32> found;
    for (;;) {
        reader.skipSpaces();
        if (reader.atEnd() || reader.peek() == '(') // "(MODSEQ n)" ends it (RFC 7162 3.1.5)
            break;
        found.append(reader.nzNumber());
    }
    search.found = UidSet::fromList(found);
    return search;
}

UidSet readUids(Reader &reader)
{
    const auto ranges = parseUidRanges(reader.word());
    if (!ranges)
        throw Malformed{};
    return UidSet::fromRanges(*ranges);
}

SearchData readExtendedSearch(Reader &reader)
{
    SearchData search;
    reader.skipSpaces();
    if (reader.peek() == '(')
        reader.skipValue(); // the tag
    for (;;) {
        reader.skipSpaces();
        if (reader.atEnd())
            return search;
        const QByteArray name = reader.word().toByteArray().toUpper();
        if (name == "UID")
            continue;
        reader.skipSpaces();
        if (name == "ALL") {
            search.found = readUids(reader);
        } else if (name == "PARTIAL") {
            // "(-1:-500 1:7,9)": the range that was asked for, and what is in it (RFC 9394 3.1)
            reader.require('(');
            reader.word();
            reader.skipSpaces();
            if (reader.peek() != 'N' && reader.peek() != 'n')
                search.found = readUids(reader);
            else
                reader.word();
            reader.require(')');
        } else if (name == "COUNT") {
            const quint64 count = reader.number();
            if (count > 0xffffffffu)
                throw Malformed{};
            search.count = quint32(count);
        } else {
            reader.skipValue();
        }
    }
}

VanishedData readVanished(Reader &reader)
{
    VanishedData vanished;
    reader.skipSpaces();
    if (reader.peek() == '(') {
        vanished.earlier = reader.wordList().value(0).toUpper() == "EARLIER";
        reader.skipSpaces();
    }
    vanished.uids = readUids(reader);
    return vanished;
}

/// "* 23 EXISTS", "* 3 EXPUNGE", "* 5 FETCH (…)".
Response readNumbered(Reader &reader, QByteArrayView number)
{
    reader.skipSpaces();
    const QByteArray name = reader.word().toByteArray().toUpper();
    if (name == "EXISTS") {
        const std::optional<quint64> count = parseNumber64(number);
        if (!count || *count > 0xffffffffu)
            throw Malformed{};
        return ExistsData{quint32(*count)};
    }
    const std::optional<quint32> sequence = parseNzNumber(number);
    if ((name == "EXPUNGE" || name == "EXPUNGED") && sequence) // GNU Mailutils says the latter
        return ExpungeData{*sequence};
    if (name == "FETCH" && sequence) {
        reader.skipSpaces();
        return readFetch(reader, *sequence);
    }
    return OtherData{name};
}

Response readData(Reader &reader, const QByteArray &name)
{
    reader.skipSpaces();
    if (name == "CAPABILITY")
        return CapabilityData{upperWords(reader.rest())};
    if (name == "ENABLED")
        return EnabledData{upperWords(reader.rest())};
    if (name == "FLAGS")
        return FlagsData{reader.wordList()};
    if (name == "LIST" || name == "XLIST")
        return readList(reader, false);
    if (name == "LSUB")
        return readList(reader, true);
    if (name == "STATUS")
        return readMailboxStatus(reader);
    if (name == "SEARCH")
        return readSearch(reader);
    if (name == "ESEARCH")
        return readExtendedSearch(reader);
    if (name == "VANISHED")
        return readVanished(reader);
    if (name == "NAMESPACE")
        return readNamespaces(reader);
    if (name == "QUOTA")
        return readQuota(reader);
    if (name == "QUOTAROOT")
        return readQuotaRoot(reader);
    if (name == "MYRIGHTS")
        return readMyRights(reader);
    return OtherData{name};
}

Response readUntagged(Reader &reader)
{
    QByteArray name;
    try {
        const QByteArrayView first = reader.word();
        if (const auto condition = conditionFromWord(first)) {
            StatusResponse status;
            status.condition = *condition;
            readStatusText(reader.rest(), &status);
            return status;
        }
        if ((first[0] >= '0' && first[0] <= '9') || first[0] == '-')
            return readNumbered(reader, first);
        name = first.toByteArray().toUpper();
        return readData(reader, name);
    } catch (const Malformed &) {
        return OtherData{name, true};
    }
}

Response readTagged(Reader &reader)
{
    try {
        StatusResponse status;
        status.tag = reader.word().toByteArray();
        reader.require(' ');
        reader.skipSpaces();
        const auto condition = conditionFromWord(reader.word());
        if (!condition || *condition == StatusResponse::Condition::PreAuth
            || *condition == StatusResponse::Condition::Bye)
            throw Malformed{};
        status.condition = *condition;
        readStatusText(reader.rest(), &status);
        return status;
    } catch (const Malformed &) {
        throw ProtocolFault::notImap(QStringLiteral("a line that is no response"));
    }
}

} // namespace

Response parseResponse(const RawResponse &raw)
{
    Reader reader(raw);
    if (raw.bytes.isEmpty())
        return OtherData{}; // a stray empty line says nothing
    if (raw.bytes.startsWith("* ") || raw.bytes == "*") {
        reader.take('*');
        reader.skipSpaces();
        return readUntagged(reader);
    }
    if (raw.bytes.startsWith('+')) {
        reader.take('+');
        reader.take(' ');
        return Continuation{reader.rest().toByteArray()};
    }
    return readTagged(reader);
}

FetchData parseFetchLead(const RawResponse &lead)
{
    // A literal that hasn't arrived ends the items early; that is no damage.
    const Response response = parseResponse(lead);
    if (const auto *fetch = std::get_if<FetchData>(&response))
        return *fetch;
    return {};
}

} // namespace Turnstone::Imap
