// SPDX-License-Identifier: MIT
#include "base/sha256.h"
#include "mail/limits.h"
#include "mail/messagereader.h"

namespace Turnstone {

namespace {

/// The next line from `at`, with its line break; moves `at` behind it.
QByteArrayView takeLine(QByteArrayView bytes, qsizetype &at)
{
    const qsizetype lineFeed = bytes.indexOf('\n', at);
    const qsizetype end = lineFeed < 0 ? bytes.size() : lineFeed + 1;
    const QByteArrayView line = bytes.sliced(at, end - at);
    at = end;
    return line;
}

QByteArrayView withoutLineBreak(QByteArrayView line)
{
    if (line.endsWith('\n'))
        line.chop(1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

bool isContinuation(QByteArrayView line)
{
    return line.startsWith(' ') || line.startsWith('\t');
}

/// The field name in front of the colon (RFC 5322 2.2, blanks before the colon by 4.5); empty where
/// the line is no header line, such as mbox's "From ".
QByteArrayView fieldName(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0)
        return {};
    QByteArrayView name = line.first(colon);
    while (name.endsWith(' ') || name.endsWith('\t'))
        name.chop(1);
    for (const char c : name) {
        if (c <= 32 || c == 127)
            return {};
    }
    return name;
}

} // namespace

QByteArrayView headerBlock(QByteArrayView message)
{
    qsizetype at = 0;
    while (at < message.size()) {
        if (withoutLineBreak(takeLine(message, at)).isEmpty())
            break;
    }
    return message.first(at);
}

QList<HeaderField> readHeaderFields(QByteArrayView headers)
{
    headers = headers.first(std::min(headers.size(), Limits::headerBytes));
    QList<HeaderField> fields;
    bool inField = false;
    qsizetype at = 0;
    while (at < headers.size()) {
        const QByteArrayView line = withoutLineBreak(takeLine(headers, at));
        if (line.isEmpty())
            break;
        if (isContinuation(line)) {
            if (inField)
                fields.last().value.append(line);
            continue;
        }
        const QByteArrayView name = fieldName(line);
        inField = !name.isEmpty() && fields.size() < Limits::headerFields;
        if (inField) {
            QByteArrayView value = line.sliced(line.indexOf(':') + 1);
            while (isContinuation(value)) // blanks in front, which are no part of it
                value = value.sliced(1);
            fields.append({name.toByteArray(), value.toByteArray()});
        }
    }
    for (HeaderField &field : fields)
        field.value = field.value.trimmed();
    return fields;
}

namespace {

// NUL between the fields: none of them can hold one.
void addIdentityField(Sha256 &hash, const QByteArray &field)
{
    hash.add(field);
    hash.add(QByteArrayView("\0", 1));
}

QByteArray foldedMailbox(const Address &address)
{
    return address.mailbox.toCaseFolded().toUtf8();
}

} // namespace

QByteArray envelopeFingerprint(const Envelope &envelope, qint64 sizeBytes)
{
    Sha256 hash;
    addIdentityField(hash, envelope.messageId);
    addIdentityField(hash, QByteArray::number(envelope.dateUtc));
    for (const Address &from : envelope.from)
        addIdentityField(hash, foldedMailbox(from));
    addIdentityField(hash, envelope.subject.simplified().toUtf8());
    addIdentityField(hash, QByteArray::number(sizeBytes));
    return hash.result();
}

QByteArray looseFingerprint(const Envelope &envelope)
{
    if (envelope.messageId.isEmpty() && (envelope.dateUtc == 0 || envelope.from.isEmpty()))
        return {};
    Sha256 hash;
    addIdentityField(hash, envelope.messageId);
    addIdentityField(hash, QByteArray::number(envelope.dateUtc));
    addIdentityField(hash,
                     envelope.from.isEmpty() ? QByteArray() : foldedMailbox(envelope.from.first()));
    addIdentityField(hash, envelope.subject.left(Limits::subjectChars).simplified().toUtf8());
    return hash.result();
}

} // namespace Turnstone
