// SPDX-License-Identifier: MIT
#include "mail/outgoingfile.h"

#include "mail/limits.h"
#include "mail/mailbox.h"
#include "mail/messagereader.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QUuid>

#include <algorithm>

namespace Turnstone {

namespace {

class OutgoingFileText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::OutgoingFile)
};

/// A header field with its line ends, as it stands in the file.
struct RawField {
    QByteArray name; ///< lower case
    QByteArray lines; ///< CRLF at each line's end
    QByteArray value() const { return lines.sliced(lines.indexOf(':') + 1); }
};

bool isFieldName(QByteArrayView name)
{
    return !name.isEmpty()
        && std::all_of(name.begin(), name.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool isPlainAscii(QByteArrayView bytes)
{
    return std::none_of(bytes.begin(), bytes.end(), [](char c) { return uchar(c) >= 0x80; });
}

/// The header's fields, and where the body begins; what is wrong with it, if anything.
QString splitHeader(QByteArrayView file, QList<RawField> *fields, qsizetype *body)
{
    qsizetype at = 0;
    if (file.startsWith("From "))
        at = qMax<qsizetype>(0, file.indexOf('\n') + 1);
    while (at < file.size()) {
        const qsizetype lf = file.indexOf('\n', at);
        const qsizetype end = lf < 0 ? file.size() : lf;
        QByteArrayView line = file.sliced(at, end - at);
        if (line.endsWith('\r'))
            line.chop(1);
        at = lf < 0 ? file.size() : lf + 1;
        if (line.isEmpty())
            break;
        if (line.contains('\r') || line.contains('\0'))
            return OutgoingFileText::tr("The message's header holds a character that none may.");
        if (at > Limits::headerBytes || fields->size() > Limits::headerFields)
            return OutgoingFileText::tr("The message's header has no end.");
        if ((line.front() == ' ' || line.front() == '\t') && !fields->isEmpty()) {
            fields->last().lines += line.toByteArray() + "\r\n";
            continue;
        }
        const qsizetype colon = line.indexOf(':');
        const QByteArrayView name = line.first(qMax<qsizetype>(0, colon)).trimmed();
        if (colon < 0 || !isFieldName(name))
            return OutgoingFileText::tr("This is no mail message: “%1” is no line of a header.")
                .arg(QString::fromUtf8(line.first(qMin<qsizetype>(line.size(), 60))));
        fields->append({name.toByteArray().toLower(), line.toByteArray() + "\r\n"});
    }
    *body = at;
    return {};
}

/// Whatever ends a line becomes CRLF.
void appendWithCrlf(QByteArray &to, QByteArrayView text)
{
    to.reserve(to.size() + text.size() + text.size() / 40 + 2);
    qsizetype from = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\r' && text[i] != '\n')
            continue;
        to += text.sliced(from, i - from);
        to += "\r\n";
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n')
            ++i;
        from = i + 1;
    }
    to += text.sliced(from);
    if (!text.isEmpty() && !to.endsWith("\r\n"))
        to += "\r\n";
}

/// An address with a blank within, outside of quotes and comments: a lenient reader takes one part
/// of it for the whole, and the message would go to somebody else. Empty: there is none.
QByteArray tornAddress(QByteArrayView value)
{
    QByteArray piece;
    const auto isTorn = [](QByteArrayView text) {
        const qsizetype open = text.lastIndexOf('<');
        if (open >= 0) {
            const qsizetype close = text.indexOf('>', open);
            if (close < 0 || !text.sliced(close + 1).trimmed().isEmpty())
                return true;
            text = text.sliced(open + 1, close - open - 1);
        }
        text = text.trimmed();
        return text.contains('@') && (text.contains(' ') || text.contains('\t'));
    };
    bool quoted = false;
    int comments = 0;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const char c = value[i];
        if (c == '\\' && (quoted || comments > 0)) {
            ++i;
        } else if (quoted) {
            quoted = c != '"';
        } else if (c == '(') {
            ++comments;
        } else if (comments > 0) {
            comments -= c == ')' ? 1 : 0;
        } else if (c == '"') {
            quoted = true;
            piece += 'q';
        } else if (c == ',' || c == ';') {
            if (isTorn(piece))
                return piece.trimmed();
            piece.clear();
        } else if (c == ':' && !piece.contains('<') && !piece.contains('@')) {
            piece.clear(); // a group's name
        } else {
            piece += c;
        }
    }
    return isTorn(piece) ? piece.trimmed() : QByteArray();
}

QByteArray writtenFrom(const Address &from)
{
    if (from.name.isEmpty())
        return from.mailbox.toUtf8();
    QByteArray name = from.name.simplified().toUtf8();
    if (!isPlainAscii(name))
        return "=?utf-8?B?" + name.first(qMin<qsizetype>(name.size(), 45)).toBase64() + "?= <"
            + from.mailbox.toUtf8() + '>';
    name.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + name + "\" <" + from.mailbox.toUtf8() + '>';
}

} // namespace

OutgoingFile readyToSend(const QByteArray &file, const Address &from, qint64 nowUtc)
{
    OutgoingFile ready;
    QList<RawField> fields;
    qsizetype body = 0;
    ready.fault = splitHeader(file, &fields, &body);
    if (ready.fault.isEmpty() && fields.isEmpty())
        ready.fault = OutgoingFileText::tr("The file holds no mail message.");
    const QByteArrayView text = QByteArrayView(file).sliced(qMin(body, file.size()));
    if (ready.fault.isEmpty() && text.contains('\0'))
        ready.fault = OutgoingFileText::tr(
            "The message holds a NUL character, which can't be sent unless it is encoded.");
    if (!ready.fault.isEmpty())
        return ready;

    const auto has = [&fields](QByteArrayView name) {
        return std::any_of(fields.begin(), fields.end(),
                           [name](const RawField &field) { return field.name == name; });
    };
    // A redirected message goes where its newest Resent- block says; that stands first.
    QList<RawField> addressed;
    bool resent = false;
    for (const RawField &field : std::as_const(fields)) {
        if (!field.name.startsWith("resent-")) {
            if (resent)
                break;
            continue;
        }
        if (resent && field.name == "resent-from"
            && std::any_of(addressed.begin(), addressed.end(),
                           [](const RawField &seen) { return seen.name == "from"; }))
            break; // an older block
        resent = true;
        addressed.append({field.name.sliced(7), field.lines});
    }
    if (!resent)
        addressed = fields;

    QSet<QString> known;
    QString sender;
    for (const RawField &field : std::as_const(addressed)) {
        const bool names = field.name == "to" || field.name == "cc" || field.name == "bcc";
        if (!names && field.name != "from" && field.name != "sender")
            continue;
        const AddressList addresses = parseAddresses(field.value().trimmed());
        if (field.name == "from")
            ready.from += addresses;
        else if (field.name == "sender" && !addresses.isEmpty())
            sender = addresses.first().mailbox;
        if (!names)
            continue;
        const QByteArray torn = tornAddress(field.value().simplified());
        if (!torn.isEmpty() && ready.fault.isEmpty())
            ready.fault =
                addressFaultText(AddressFault::BadDomain,
                                 QString::fromUtf8(torn.first(qMin<qsizetype>(torn.size(), 100))));
        for (const Address &address : addresses) {
            const AddressFault fault = mailboxFault(address.mailbox);
            if (fault != AddressFault::None && ready.fault.isEmpty())
                ready.fault = addressFaultText(fault, address.mailbox);
        }
        for (const Address &address : addresses) {
            if (!address.mailbox.isEmpty() && !known.contains(address.mailbox.toLower())) {
                known.insert(address.mailbox.toLower());
                ready.recipients.append(address.mailbox);
            }
        }
    }
    if (!has("from")) {
        ready.from = {from};
        fields.append({"from", "From: " + writtenFrom(from) + "\r\n"});
    }
    ready.sender = !sender.isEmpty() ? sender
        : ready.from.isEmpty()       ? from.mailbox
                                     : ready.from.first().mailbox;
    if (!has("date")) {
        const QDateTime now = QDateTime::fromSecsSinceEpoch(nowUtc);
        fields.append({"date", "Date: " + now.toString(Qt::RFC2822Date).toLatin1() + "\r\n"});
    }
    if (!has("message-id")) {
        const QString domain = ready.sender.section(u'@', -1);
        const bool plain = !domain.isEmpty() && isPlainAscii(domain.toUtf8());
        fields.append({"message-id",
                       "Message-ID: <" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces) + '@'
                           + (plain ? domain.toLatin1() : QByteArray("localhost")) + ">\r\n"});
    }
    for (const RawField &field : std::as_const(fields)) {
        // What a draft keeps for its writer is nobody else's.
        if (field.name != "bcc" && field.name != "resent-bcc" && field.name != "return-path"
            && !field.name.startsWith("x-turnstone-"))
            ready.bytes += field.lines;
    }
    ready.utf8Header = !isPlainAscii(ready.bytes);
    ready.eightBit = !isPlainAscii(text);
    ready.bytes += "\r\n";
    appendWithCrlf(ready.bytes, text);
    if (ready.recipients.isEmpty() && ready.fault.isEmpty())
        ready.fault = OutgoingFileText::tr("The message names no recipient.");
    return ready;
}

} // namespace Turnstone
