// SPDX-License-Identifier: MIT
#include "protocol/imap/fetchparser.h"

#include "mail/limits.h"
#include "protocol/imap/envelopeparser.h"
#include "protocol/imap/keyword.h"

#include <algorithm>

namespace Turnstone::Imap {

namespace {

BodySection readContent(Reader &reader, const QByteArray &section)
{
    BodySection content;
    content.section = section;
    if (reader.atLiteral()) {
        content.size = reader.literal().size;
        content.streamed = reader.literal().streamed;
    }
    const std::optional<QByteArray> bytes = reader.nstring();
    content.nil = !bytes;
    content.bytes = bytes.value_or(QByteArray());
    if (!content.streamed)
        content.size = content.bytes.size();
    return content;
}

void readFlags(Reader &reader, FetchData &fetch)
{
    FlagState state;
    for (const QByteArray &name : reader.wordList())
        addImapFlag(state, tagOf(name));
    fetch.flags = state;
}

void readModSeq(Reader &reader, FetchData &fetch)
{
    reader.require('(');
    fetch.modSeq = reader.number();
    reader.require(')');
}

void readItem(Reader &reader, FetchData &fetch)
{
    const QByteArrayView name = reader.word("[");
    const auto is = [name](QByteArrayView other) {
        return name.compare(other, Qt::CaseInsensitive) == 0;
    };
    if (reader.take('[')) {
        const QByteArray section = reader.until(']').toByteArray().toUpper();
        if (reader.take('<'))
            reader.until('>');
        reader.skipSpaces();
        fetch.sections.append(readContent(reader, section));
        return;
    }
    reader.skipSpaces();
    bool tooDeep = false;
    if (is("UID")) {
        fetch.uid = reader.nzNumber();
    } else if (is("FLAGS")) {
        readFlags(reader, fetch);
    } else if (is("INTERNALDATE")) {
        fetch.internalDate = parseInternalDate(reader.nstring().value_or(QByteArray()));
    } else if (is("RFC822.SIZE")) {
        // Some servers tell a negative one: the size is then unknown, and the message still comes.
        if (const std::optional<quint64> size = parseNumber64(reader.word()))
            fetch.size = qint64(*size);
    } else if (is("MODSEQ")) {
        readModSeq(reader, fetch);
    } else if (is("EMAILID")) {
        reader.require('(');
        fetch.emailId = objectId(reader.word(")").toByteArray());
        reader.require(')');
    } else if (is("X-GM-MSGID")) {
        if (const std::optional<quint64> id = parseNumber64(reader.word()))
            fetch.emailId = QByteArray::number(*id);
    } else if (is("X-GUID")) {
        const QByteArray guid = reader.nstring().value_or(QByteArray());
        if (guid.size() <= Limits::uidlBytes)
            fetch.guid = guid;
    } else if (is("PREVIEW")) {
        fetch.preview = reader.nstring();
    } else if (is("ENVELOPE")) {
        const Value value = reader.value(&tooDeep);
        fetch.envelope = tooDeep ? Envelope{} : envelopeFromValue(value);
    } else if (is("BODYSTRUCTURE") || is("BODY")) {
        const Value value = reader.value(&tooDeep);
        fetch.structure = tooDeep ? BodyStructure{} : structureFromValue(value);
    } else if (is("RFC822")) {
        fetch.sections.append(readContent(reader, ""));
    } else if (is("RFC822.HEADER")) {
        fetch.sections.append(readContent(reader, "HEADER"));
    } else if (is("RFC822.TEXT")) {
        fetch.sections.append(readContent(reader, "TEXT"));
    } else {
        reader.skipValue();
    }
}

} // namespace

QByteArray objectId(const QByteArray &id)
{
    const bool good = id.size() <= 255 && std::all_of(id.begin(), id.end(), [](char c) {
                          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                              || (c >= '0' && c <= '9') || c == '-' || c == '_';
                      });
    return good ? id : QByteArray();
}

FetchData readFetch(Reader &reader, quint32 sequence)
{
    FetchData fetch;
    fetch.sequence = sequence;
    try {
        reader.require('(');
        reader.skipSpaces();
        while (!reader.take(')')) {
            readItem(reader, fetch);
            reader.skipSpaces();
        }
    } catch (const Malformed &) {
        fetch.damaged = true;
    }
    return fetch;
}

} // namespace Turnstone::Imap
