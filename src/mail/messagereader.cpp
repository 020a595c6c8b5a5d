// SPDX-License-Identifier: MIT
#include "mail/messagereader.h"

#include "mail/charset.h"
#include "mail/encodedwords.h"
#include "mail/gmimelibrary.h"
#include "mail/limits.h"

#include <QRegularExpression>

#include <algorithm>
#include <cstring>

namespace Turnstone {

namespace {

constexpr qsizetype messageIdBytes = 998; // a header line (RFC 5322 2.1.1)
constexpr qsizetype longestPlainMailbox = 500;

bool isPrintableAscii(QByteArrayView value)
{
    return std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

/// Header text as GMime takes it: UTF-8, one line, no controls.
QByteArray headerAsUtf8(QByteArrayView value)
{
    QByteArray text = value.toByteArray();
    if (isPrintableAscii(value))
        return text;
    // Japanese mail of old writes ISO-2022-JP into headers as it is.
    const bool japanese = text.contains("\x1b$");
    text = decodeCharset(text, japanese ? QByteArray("iso-2022-jp") : QByteArray()).toUtf8();
    for (char &c : text) {
        if (c == '\r' || c == '\n' || c == '\t')
            c = ' ';
    }
    text.removeIf([](char c) { return (c >= 0 && c < ' ') || c == 127; });
    return text;
}

void limitColons(QByteArray &text)
{
    int colons = 0;
    for (char &c : text) {
        if (c == ':' && ++colons > Limits::addressColons)
            c = ' ';
    }
}

bool isPlainWord(QByteArrayView text, const char *also)
{
    return std::all_of(text.begin(), text.end(), [also](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || (c != '\0' && std::strchr(also, c));
    });
}

/// One mailbox written without anything that needs a grammar: "a.b@c", "Jane Doe <a.b@c>",
/// "\"Doe, Jane\" <a.b@c>". Absent for any other. Nearly all mail is this, and it costs a tenth.
std::optional<Address> plainMailbox(QByteArrayView text)
{
    if (text.size() > longestPlainMailbox)
        return {};
    Address address;
    QByteArrayView mailbox = text;
    if (text.endsWith('>')) {
        const qsizetype open = text.indexOf('<');
        if (open < 0)
            return {};
        mailbox = text.sliced(open + 1, text.size() - open - 2);
        QByteArrayView name = text.first(open);
        if (name.endsWith(' '))
            name.chop(1);
        const bool quoted = name.size() > 2 && name.startsWith('"') && name.endsWith('"');
        if (quoted)
            name = name.sliced(1, name.size() - 2);
        if (!isPlainWord(name, quoted ? " ,.'-" : " -") || name.startsWith(' ')
            || name.endsWith(' ') || name.contains("  "))
            return {};
        address.name = QString::fromLatin1(name);
    }
    const qsizetype at = mailbox.indexOf('@');
    const auto isDotAtom = [](QByteArrayView part) {
        return !part.isEmpty() && isPlainWord(part, ".-_+") && !part.startsWith('.')
            && !part.endsWith('.') && !part.contains("..");
    };
    if (at < 0 || !isDotAtom(mailbox.first(at)) || !isDotAtom(mailbox.sliced(at + 1))
        || mailbox.contains("xn--"))
        return {};
    address.mailbox = QString::fromLatin1(mailbox);
    return address;
}

Address readMailbox(InternetAddress *address)
{
    const auto *mailbox = INTERNET_ADDRESS_MAILBOX(address);
    Address result;
    result.name = withoutControls(QString::fromUtf8(internet_address_get_name(address)));
    result.mailbox = withoutControls(QString::fromUtf8(mailbox->addr));
    if (result.name.isEmpty() && !result.mailbox.contains(QLatin1Char('@')))
        result.name = std::exchange(result.mailbox, {});
    return result;
}

/// GMime's nesting is at most Limits::addressColons deep.
void flatten(InternetAddressList *list, AddressList &result)
{
    const int count = internet_address_list_length(list);
    for (int i = 0; i < count && result.size() < Limits::addressesKept; ++i) {
        InternetAddress *address = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_GROUP(address)) {
            flatten(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address)), result);
            continue;
        }
        result.append(readMailbox(address));
    }
}

QByteArray cleanMessageId(QByteArrayView id)
{
    id = id.first(std::min(id.size(), messageIdBytes));
    const auto isBlank = [](char c) { return static_cast<unsigned char>(c) <= 32 || c == 127; };
    QByteArray result = id.toByteArray();
    if (std::any_of(id.begin(), id.end(), isBlank))
        result.removeIf(isBlank);
    return result;
}

QString readListId(QByteArrayView value)
{
    const qsizetype open = value.lastIndexOf('<');
    const qsizetype close = open < 0 ? -1 : value.indexOf('>', open);
    const QByteArrayView id = close < 0 ? value : value.sliced(open + 1, close - open - 1);
    return withoutControls(decodedHeader(id.first(std::min<qsizetype>(id.size(), messageIdBytes))));
}

/// The first thread matters (its id is the conversation's) and the latest ones.
void limitReferences(QByteArrayList &references)
{
    if (references.size() > Limits::referencesKept)
        references.remove(1, references.size() - Limits::referencesKept);
}

void appendAddresses(AddressList &list, QByteArrayView value)
{
    list += parseAddresses(value);
    if (list.size() > Limits::addressesKept)
        list.resize(Limits::addressesKept);
}

QByteArrayView firstBytes(QByteArrayView value, qsizetype most)
{
    return value.first(std::min(value.size(), most));
}

QString readSubject(QByteArrayView value)
{
    // Enough for Limits::subjectChars in any encoding.
    QString subject = decodedHeader(firstBytes(value, Limits::addressHeaderBytes));
    subject.truncate(Limits::subjectChars);
    if (!subject.isEmpty() && subject.back().isHighSurrogate())
        subject.chop(1);
    return subject;
}

QString normalisedLineEnds(QString text)
{
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    text.replace(QLatin1Char('\r'), QLatin1Char('\n'));
    return text;
}

/// HTML says its charset within itself (WHATWG's prescan, the part that mail uses).
QByteArray metaCharset(const QByteArray &html)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{1,40}))"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(QString::fromLatin1(html.left(1024)));
    const QByteArray name = match.captured(1).toLatin1().toLower();
    // It was read as ASCII, so it isn't what it may claim to be.
    return name.startsWith("utf-16") ? QByteArray("utf-8") : name;
}

} // namespace

QString decodedHeader(QByteArrayView value)
{
    if (isPrintableAscii(value) && value.size() <= Limits::headerBytes && !value.contains("=?"))
        return QString::fromLatin1(value).trimmed();
    return withoutControls(
        decodeEncodedWords(headerAsUtf8(firstBytes(value, Limits::headerBytes))));
}

namespace {

/// Adjacent encoded words of a name as one: GMime takes the padding within it for the name's end.
QByteArray withWordsJoined(const QByteArray &text)
{
    if (!text.contains("?="))
        return text;
    static const QRegularExpression adjacent(QStringLiteral(
        R"(=\?[^?\s]{1,80}\?[bBqQ]\?[^?\s]*\?=(?:\s+=\?[^?\s]{1,80}\?[bBqQ]\?[^?\s]*\?=)+)"));
    const QString all = QString::fromUtf8(text);
    QString result;
    qsizetype at = 0;
    auto matches = adjacent.globalMatch(all);
    while (matches.hasNext()) {
        const auto match = matches.next();
        result += QStringView(all).sliced(at, match.capturedStart() - at);
        const QByteArray name = decodeEncodedWords(match.captured().toUtf8()).toUtf8();
        result += QLatin1String("=?utf-8?b?") + QString::fromLatin1(name.toBase64())
            + QLatin1String("?=");
        at = match.capturedEnd();
    }
    result += QStringView(all).sliced(at);
    return result.toUtf8();
}

} // namespace

AddressList parseAddresses(QByteArrayView value)
{
    if (const auto plain = plainMailbox(value))
        return {*plain};
    ensureGMime();
    if (value.size() > Limits::addressHeaderBytes) {
        value = value.first(Limits::addressHeaderBytes);
        // Not half an address, which would be somebody else's.
        value = value.first(std::max<qsizetype>(value.lastIndexOf(','), 0));
    }
    QByteArray text = withWordsJoined(headerAsUtf8(value));
    limitColons(text);
    AddressList result;
    const GObjectPtr<InternetAddressList> list(
        internet_address_list_parse(nullptr, text.constData()));
    if (list)
        flatten(list.get(), result);
    else if (!text.contains(':'))
        result.append({decodedHeader(text), {}}); // "From: Jane" names somebody, if nowhere
    result.removeIf([](const Address &a) { return a.name.isEmpty() && a.mailbox.isEmpty(); });
    return result;
}

QByteArrayList parseMessageIds(QByteArrayView value)
{
    value = firstBytes(value, Limits::headerBytes);
    QByteArrayList ids;
    const auto add = [&](QByteArrayView id) {
        const QByteArray clean = cleanMessageId(id);
        if (!clean.isEmpty())
            ids.append(clean);
    };
    qsizetype open = value.indexOf('<');
    while (open >= 0) {
        const qsizetype close = value.indexOf('>', open);
        if (close < 0)
            break;
        add(value.sliced(open + 1, close - open - 1));
        open = value.indexOf('<', close);
    }
    if (ids.isEmpty()) {
        for (const QByteArray &word : value.toByteArray().simplified().split(' ')) {
            if (word.contains('@'))
                add(word);
        }
    }
    return ids;
}

Envelope readEnvelope(QByteArrayView headers)
{
    Envelope envelope;
    bool hasSubject = false;
    for (const HeaderField &field : readHeaderFields(headers)) {
        const QByteArray &value = field.value;
        const auto is = [&field](QByteArrayView name) {
            return field.name.size() == name.size()
                && field.name.compare(name, Qt::CaseInsensitive) == 0;
        };
        // A field that may stand once counts where it stands first; recipients add up.
        if (is("message-id") && envelope.messageId.isEmpty()) {
            const QByteArrayList ids = parseMessageIds(value);
            envelope.messageId = ids.isEmpty() ? cleanMessageId(value) : ids.first();
        } else if (is("in-reply-to") && envelope.inReplyTo.isEmpty()) {
            envelope.inReplyTo = parseMessageIds(value);
            limitReferences(envelope.inReplyTo);
        } else if (is("references") && envelope.references.isEmpty()) {
            envelope.references = parseMessageIds(value);
            limitReferences(envelope.references);
        } else if (is("from") && envelope.from.isEmpty()) {
            envelope.from = parseAddresses(value);
        } else if (is("sender") && envelope.sender.isEmpty()) {
            envelope.sender = parseAddresses(value);
        } else if (is("reply-to") && envelope.replyTo.isEmpty()) {
            envelope.replyTo = parseAddresses(value);
        } else if (is("to")) {
            appendAddresses(envelope.to, value);
        } else if (is("cc")) {
            appendAddresses(envelope.cc, value);
        } else if (is("bcc")) {
            appendAddresses(envelope.bcc, value);
        } else if (is("subject") && !std::exchange(hasSubject, true)) {
            envelope.subject = readSubject(value);
        } else if (is("list-id") && envelope.listId.isEmpty()) {
            envelope.listId = readListId(value);
        } else if (is("date") && envelope.dateUtc == 0) {
            envelope.dateUtc = parseDate(value);
        }
    }
    return envelope;
}

QString decodedText(QByteArrayView encoded, const BodyPart &part)
{
    return normalisedLineEnds(decodeCharset(decodedBytes(encoded, part.encoding), part.charset));
}

QString decodedHtml(QByteArrayView encoded, const BodyPart &part)
{
    const QByteArray bytes = decodedBytes(encoded, part.encoding);
    const QByteArray charset = part.charset.isEmpty() ? metaCharset(bytes) : part.charset;
    return normalisedLineEnds(decodeCharset(bytes, charset));
}

} // namespace Turnstone
