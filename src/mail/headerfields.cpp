// SPDX-License-Identifier: MIT
#include "base/sha256.h"
#include "mail/limits.h"
#include "mail/messagereader.h"

#include <array>

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

// What delivery, mbox and POP3 servers add or change: not part of what a message is.
constexpr std::array<const char *, 10> volatileFields{
    "content-length", "return-path", "status", "x-status",   "x-keywords",
    "x-uid",          "x-uidl",      "x-imap", "x-imapbase", "x-message-flag",
};

bool isVolatile(QByteArrayView name)
{
    for (const char *field : volatileFields) {
        if (name.compare(field, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

/// Hashes a line without its carriage returns, and ends it by one line feed.
void addLine(Sha256 &hash, QByteArrayView line)
{
    if (line.endsWith('\n'))
        line.chop(1);
    qsizetype from = 0;
    while (from < line.size()) {
        qsizetype to = line.indexOf('\r', from);
        if (to < 0)
            to = line.size();
        hash.add(line.sliced(from, to - from));
        from = to + 1;
    }
    hash.add(QByteArrayView("\n", 1));
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
            const QByteArrayView value = line.sliced(line.indexOf(':') + 1);
            fields.append({name.toByteArray(), value.toByteArray()});
        }
    }
    for (HeaderField &field : fields)
        field.value = field.value.trimmed();
    return fields;
}

QByteArray headerFingerprint(QByteArrayView headers)
{
    Sha256 hash;
    bool keep = false;
    qsizetype at = 0;
    while (at < headers.size()) {
        const QByteArrayView line = takeLine(headers, at);
        const QByteArrayView text = withoutLineBreak(line);
        if (text.isEmpty())
            break;
        if (isContinuation(line)) {
            if (keep && !text.trimmed().isEmpty())
                addLine(hash, line);
            continue;
        }
        const QByteArrayView name = fieldName(text);
        keep = !name.isEmpty() && !isVolatile(name);
        if (keep)
            addLine(hash, line);
    }
    return hash.result();
}

QByteArray envelopeFingerprint(const Envelope &envelope, qint64 sizeBytes)
{
    Sha256 hash;
    // NUL between the fields: none of them can hold one.
    const auto add = [&](const QByteArray &field) {
        hash.add(field);
        hash.add(QByteArrayView("\0", 1));
    };
    add(envelope.messageId);
    add(QByteArray::number(envelope.dateUtc));
    for (const Address &from : envelope.from)
        add(from.mailbox.toCaseFolded().toUtf8());
    add(envelope.subject.simplified().toUtf8());
    add(QByteArray::number(sizeBytes));
    return hash.result();
}

} // namespace Turnstone
