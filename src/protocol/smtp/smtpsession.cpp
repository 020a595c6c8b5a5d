// SPDX-License-Identifier: MIT
#include "protocol/smtp/smtpsession.h"

#include "mail/limits.h"
#include "mail/mailbox.h"
#include "protocol/smtp/smtperror.h"

#include <algorithm>

namespace Turnstone {

namespace {

constexpr qsizetype smtpCommandBytes = 512; // RFC 5321 4.5.3.1.4, with CRLF
constexpr int smtpReplyLines = 1000;
constexpr qsizetype smtpReplyBytes = 64 * 1024;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// "5.1.1" at the beginning of a line; its length, 0 where there is none.
qsizetype enhancedStatusLength(QByteArrayView text, int code)
{
    if (text.size() < 5 || text[0] != char('0' + code / 100) || text[1] != '.')
        return 0;
    qsizetype at = 2;
    for (int part = 0; part < 2; ++part) {
        const qsizetype from = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        if (at == from || at - from > 3)
            return 0;
        if (part == 0 && (at >= text.size() || text[at++] != '.'))
            return 0;
    }
    return at == text.size() || text[at] == ' ' ? at : 0;
}

std::optional<qint64> plainNumber(QByteArrayView digits)
{
    if (digits.isEmpty() || digits.size() > 18
        || !std::all_of(digits.begin(), digits.end(), isDigit))
        return {};
    return digits.toByteArray().toLongLong();
}

QByteArray notifyWords(SmtpNotifies notify)
{
    QByteArrayList words;
    if (notify.testFlag(SmtpNotify::Success))
        words.append("SUCCESS");
    if (notify.testFlag(SmtpNotify::Failure))
        words.append("FAILURE");
    if (notify.testFlag(SmtpNotify::Delay))
        words.append("DELAY");
    return words.join(',');
}

/// RFC 3461 4.
QByteArray xtext(const QByteArray &text)
{
    QByteArray encoded;
    for (const char c : text) {
        if (c > 0x20 && c < 0x7f && c != '+' && c != '=')
            encoded += c;
        else
            encoded += '+' + QByteArray(1, c).toHex().toUpper();
    }
    return encoded;
}

} // namespace

QList<SmtpSession::Output> SmtpSession::takeOutput()
{
    return std::exchange(m_output, {});
}

void SmtpSession::say(QByteArrayView bytes, bool secret)
{
    if (!secret && !m_output.isEmpty() && !m_output.last().secret)
        m_output.last().bytes += bytes;
    else
        m_output.append({bytes.toByteArray(), secret});
}

void SmtpSession::command(SmtpVerb verb, const QByteArray &line)
{
    if (line.contains('\r') || line.contains('\n') || line.contains('\0'))
        throw SmtpError::addressUnsendable(QString::fromUtf8(line)); // no second command, ever
    say(line + "\r\n");
    m_expected.enqueue(verb);
}

void SmtpSession::ehlo()
{
    // An address literal (RFC 5321 4.1.4): whoever is signed in needs to tell no name of a
    // computer.
    command(SmtpVerb::Ehlo, "EHLO [127.0.0.1]");
}

void SmtpSession::auth(const QByteArray &mechanism, const std::optional<Secret> &initial)
{
    const QByteArray line = "AUTH " + mechanism;
    m_initialIsOwed = false;
    say(line);
    if (initial) {
        if (line.size() + 1 + initial->reveal().size() + 2 <= smtpCommandBytes) {
            say(" ");
            say(initial->reveal(), true);
        } else {
            m_initialIsOwed = true;
        }
    }
    say("\r\n");
    m_expected.enqueue(SmtpVerb::Auth);
}

void SmtpSession::respond(const Secret &base64)
{
    m_initialIsOwed = false;
    say(base64.reveal(), true);
    say("\r\n");
}

void SmtpSession::cancelAuth()
{
    m_initialIsOwed = false;
    say("*\r\n");
}

void SmtpSession::mail(const SmtpEnvelope &envelope)
{
    QByteArray line = "MAIL FROM:<" + envelope.sender + '>';
    if (m_capabilities.size && envelope.size > 0)
        line += " SIZE=" + QByteArray::number(envelope.size);
    if (m_capabilities.eightBitMime && envelope.eightBit)
        line += " BODY=8BITMIME";
    if (m_capabilities.smtpUtf8 && envelope.utf8)
        line += " SMTPUTF8";
    if (m_capabilities.dsn && envelope.notify)
        line += " RET=HDRS";
    command(SmtpVerb::Mail, line);
}

void SmtpSession::rcpt(const QByteArray &address, SmtpNotifies notify)
{
    QByteArray line = "RCPT TO:<" + address + '>';
    if (m_capabilities.dsn && notify) {
        line += " NOTIFY=" + notifyWords(notify);
        if (!needsSmtpUtf8(address))
            line += " ORCPT=rfc822;" + xtext(address);
    }
    command(SmtpVerb::Rcpt, line);
}

void SmtpSession::content(QByteArrayView piece)
{
    QByteArray stuffed;
    stuffed.reserve(piece.size() + piece.size() / 64 + 2);
    qsizetype from = 0;
    for (qsizetype i = 0; i < piece.size(); ++i) {
        const char c = piece[i];
        if (m_afterCr) {
            m_afterCr = false;
            if (c != '\n')
                stuffed += '\n'; // it was a bare CR
            m_atLineStart = true;
            if (c == '\n') {
                stuffed += '\n';
                from = i + 1;
                continue;
            }
        }
        if (m_atLineStart && c == '.')
            stuffed += '.';
        m_atLineStart = false;
        if (c != '\r' && c != '\n')
            continue;
        stuffed += piece.sliced(from, i - from);
        from = i + 1;
        stuffed += '\r';
        if (c == '\r') {
            m_afterCr = true;
        } else {
            stuffed += '\n';
            m_atLineStart = true;
        }
    }
    stuffed += piece.sliced(from);
    say(stuffed);
}

void SmtpSession::endContent()
{
    if (std::exchange(m_afterCr, false))
        say("\n");
    else if (!m_atLineStart)
        say("\r\n");
    m_atLineStart = true;
    say(".\r\n");
    m_expected.enqueue(SmtpVerb::Content);
}

void SmtpSession::chunk(QByteArrayView bytes, bool last)
{
    say("BDAT " + QByteArray::number(bytes.size()) + (last ? " LAST\r\n" : "\r\n"));
    say(bytes);
    m_expected.enqueue(last ? SmtpVerb::LastChunk : SmtpVerb::Chunk);
}

void SmtpSession::feed(QByteArrayView bytes)
{
    if (m_at > 0) {
        m_buffer.remove(0, m_at);
        m_searched = qMax<qsizetype>(0, m_searched - m_at);
        m_at = 0;
    }
    m_buffer.append(bytes);
}

bool SmtpSession::takeLine(QByteArray *line)
{
    const qsizetype end = m_buffer.indexOf('\n', qMax(m_at, m_searched));
    m_searched = m_buffer.size();
    if ((end < 0 ? m_buffer.size() : end) - m_at > Limits::lineBytes)
        throw SmtpError::endlessLine();
    if (end < 0)
        return false;
    *line = m_buffer.sliced(m_at, end - m_at);
    if (line->endsWith('\r'))
        line->chop(1);
    m_at = m_searched = end + 1;
    return true;
}

std::optional<SmtpEvent> SmtpSession::next()
{
    QByteArray line;
    while (takeLine(&line)) {
        const bool isReply = line.size() >= 3 && line[0] >= '2' && line[0] <= '5'
            && isDigit(line[1]) && isDigit(line[2])
            && (line.size() == 3 || line[3] == ' ' || line[3] == '-');
        if (!isReply)
            throw SmtpError::notSmtp(line);
        const int code = line.first(3).toInt();
        if (m_lines > 0 && code != m_reply.code)
            throw SmtpError::notSmtp(line); // RFC 5321 4.2.1: the same code on each line
        if (m_lines == 0)
            m_reply = {};
        m_reply.code = code;
        QByteArrayView text = QByteArrayView(line).sliced(qMin<qsizetype>(4, line.size()));
        if (const qsizetype length = enhancedStatusLength(text, code)) {
            if (m_reply.status.isEmpty())
                m_reply.status = text.first(length).toByteArray();
            text = text.sliced(length).trimmed();
        }
        if (++m_lines > smtpReplyLines || m_reply.text.size() + text.size() > smtpReplyBytes)
            throw SmtpError::tooManyLines();
        if (m_lines > 1)
            m_reply.text += '\n';
        m_reply.text += text;
        if (line.size() > 3 && line[3] == '-')
            continue;
        m_lines = 0;
        if (m_expected.isEmpty())
            throw SmtpError::unasked(m_reply); // most often 421: it closes by itself
        m_reply.verb = m_expected.head();
        if (m_reply.verb == SmtpVerb::Auth && code == 334)
            return SmtpChallenge{m_reply.text};
        if (code == 354 ? m_reply.verb != SmtpVerb::Data : code / 100 == 3)
            throw SmtpError::notSmtp(line);
        m_expected.dequeue();
        if (m_reply.verb == SmtpVerb::Ehlo && m_reply.isPositive())
            readCapabilities(m_reply.text);
        if (m_reply.verb == SmtpVerb::Data && m_reply.wantsContent()) {
            m_atLineStart = true;
            m_afterCr = false;
        }
        return m_reply;
    }
    return {};
}

void SmtpSession::readCapabilities(const QByteArray &text)
{
    m_capabilities = {};
    const QByteArrayList lines = text.split('\n');
    for (const QByteArray &line : lines.sliced(1)) { // the first is the server's name
        const QByteArrayList words = line.simplified().toUpper().split(' ');
        const QByteArray &name = words.first();
        if (name == "STARTTLS")
            m_capabilities.startTls = true;
        else if (name == "PIPELINING")
            m_capabilities.pipelining = true;
        else if (name == "8BITMIME")
            m_capabilities.eightBitMime = true;
        else if (name == "SMTPUTF8")
            m_capabilities.smtpUtf8 = true;
        else if (name == "CHUNKING")
            m_capabilities.chunking = true;
        else if (name == "DSN")
            m_capabilities.dsn = true;
        else if (name == "ENHANCEDSTATUSCODES")
            m_capabilities.enhancedStatusCodes = true;
        else if (name == "SIZE") {
            m_capabilities.size = true;
            m_capabilities.largest = plainNumber(words.value(1)).value_or(0);
        } else if (name == "AUTH") {
            m_capabilities.sasl += words.sliced(1);
        } else if (name.startsWith("AUTH=")) { // as it was before RFC 4954; old servers say both
            m_capabilities.sasl += name.sliced(5);
            m_capabilities.sasl += words.sliced(1);
        } else if (name == "LIMITS") {
            for (const QByteArray &word : words) {
                if (word.startsWith("RCPTMAX="))
                    m_capabilities.mostRecipients = plainNumber(word.sliced(8)).value_or(0);
            }
        }
    }
}

std::optional<QByteArray> smtpAddress(const QString &address)
{
    const QString trimmed = address.trimmed();
    QString wire = wireMailbox(trimmed);
    const qsizetype at = trimmed.lastIndexOf(u'@');
    if (wire.isNull() && at > 0) { // what it holds may stand in quotes, if not so (RFC 5321 4.1.2)
        QString local = trimmed.first(at);
        local.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
        wire = wireMailbox(u'"' + local + u'"' + trimmed.sliced(at));
    }
    if (wire.isNull())
        return {};
    return wire.toUtf8();
}

bool needsSmtpUtf8(const QByteArray &smtpAddress)
{
    return std::any_of(smtpAddress.begin(), smtpAddress.end(),
                       [](char c) { return uchar(c) >= 0x80; });
}

} // namespace Turnstone
