// SPDX-License-Identifier: MIT
#include "protocol/pop3/pop3session.h"

#include "protocol/pop3/pop3error.h"

#include <algorithm>
#include <limits>

namespace Turnstone {

namespace {

constexpr qsizetype pop3CommandBytes = 255; // RFC 2449 4, with CRLF
constexpr qsizetype pop3Capabilities = 1000;
constexpr qint64 pop3LongestTerm = 100'000; // days of EXPIRE, seconds of LOGIN-DELAY

Pop3Shape pop3Shape(Pop3Verb verb)
{
    switch (verb) {
    case Pop3Verb::Capa:
    case Pop3Verb::List:
    case Pop3Verb::Uidl:
        return Pop3Shape::Lines;
    case Pop3Verb::Top:
    case Pop3Verb::Retr:
        return Pop3Shape::Message;
    case Pop3Verb::Auth:
        return Pop3Shape::Exchange;
    default:
        return Pop3Shape::Status;
    }
}

bool isPop3Sendable(const QByteArray &text)
{
    return !text.contains('\r') && !text.contains('\n') && !text.contains('\0');
}

/// A message's number and what follows it on a line of LIST or UIDL.
struct Pop3NumberedLine {
    quint32 number = 0;
    QByteArrayView rest;
};

std::optional<Pop3NumberedLine> readPop3NumberedLine(QByteArrayView line)
{
    line = line.trimmed();
    qsizetype end = 0;
    while (end < line.size() && line[end] != ' ' && line[end] != '\t')
        ++end;
    const std::optional<qint64> number =
        pop3Number(line.first(end), std::numeric_limits<qint32>::max(), 0);
    if (!number || *number == 0)
        return {};
    return Pop3NumberedLine{quint32(*number), line.sliced(end).trimmed()};
}

QByteArrayView pop3FirstWord(QByteArrayView text)
{
    qsizetype end = 0;
    while (end < text.size() && text[end] != ' ' && text[end] != '\t')
        ++end;
    return text.first(end);
}

} // namespace

QList<Pop3Session::Output> Pop3Session::takeOutput()
{
    return std::exchange(m_output, {});
}

void Pop3Session::say(const QByteArray &bytes, bool secret)
{
    if (!secret && !m_output.isEmpty() && !m_output.last().secret)
        m_output.last().bytes += bytes;
    else
        m_output.append({bytes, secret});
}

void Pop3Session::command(Pop3Verb verb, const QByteArray &line, quint32 number)
{
    say(line + "\r\n");
    m_expected.enqueue({verb, number});
}

void Pop3Session::user(const QByteArray &name)
{
    if (!isPop3Sendable(name))
        throw Pop3Error::unsendable();
    command(Pop3Verb::User, "USER " + name);
}

void Pop3Session::pass(const Secret &password)
{
    if (!isPop3Sendable(password.reveal()))
        throw Pop3Error::unsendable();
    say("PASS ");
    say(password.reveal(), true);
    say("\r\n");
    m_expected.enqueue({Pop3Verb::Pass, 0});
}

void Pop3Session::apop(const QByteArray &name, const Secret &digest)
{
    if (!isPop3Sendable(name))
        throw Pop3Error::unsendable();
    say("APOP " + name + ' ');
    say(digest.reveal(), true);
    say("\r\n");
    m_expected.enqueue({Pop3Verb::Apop, 0});
}

QByteArray Pop3Session::timestampOf(QByteArrayView greeting)
{
    const qsizetype open = greeting.indexOf('<');
    const qsizetype close = greeting.indexOf('>', open + 1);
    if (open < 0 || close < 0 || close - open > pop3CommandBytes)
        return {};
    const QByteArrayView inside = greeting.sliced(open + 1, close - open - 1);
    const qsizetype at = inside.indexOf('@');
    const bool plain = std::all_of(inside.begin(), inside.end(), [](char c) {
        return c > 0x20 && c < 0x7f && c != '<' && c != '"' && c != '\\';
    });
    if (!plain || at <= 0 || at + 1 == inside.size() || inside.indexOf('@', at + 1) >= 0)
        return {};
    return greeting.sliced(open, close - open + 1).toByteArray();
}

void Pop3Session::auth(const QByteArray &mechanism, const std::optional<Secret> &initial)
{
    const QByteArray line = "AUTH " + mechanism;
    m_initialIsOwed = false;
    say(line);
    if (initial) {
        if (line.size() + 1 + initial->reveal().size() + 2 <= pop3CommandBytes) {
            say(" ");
            say(initial->reveal(), true);
        } else {
            m_initialIsOwed = true;
        }
    }
    say("\r\n");
    m_expected.enqueue({Pop3Verb::Auth, 0});
}

void Pop3Session::respond(const Secret &base64)
{
    m_initialIsOwed = false;
    say(base64.reveal(), true);
    say("\r\n");
}

void Pop3Session::cancelAuth()
{
    m_initialIsOwed = false;
    say("*\r\n");
}

std::optional<Pop3Event> Pop3Session::next()
{
    for (;;) {
        if (m_expected.isEmpty()) {
            if (!m_parser.hasUnread())
                return {};
            // A server may say good-bye on its own; whatever it is, the connection is over.
            const Pop3Token token = m_parser.next(Pop3Shape::Status);
            const auto *status = std::get_if<Pop3StatusLine>(&token);
            if (!status)
                return {};
            throw Pop3Error::unasked(status->text);
        }
        const Expected expected = m_expected.head();
        const Pop3Shape shape = pop3Shape(expected.verb);
        const Pop3Token token = m_parser.next(shape);
        if (std::holds_alternative<Pop3NeedsBytes>(token))
            return {};
        if (const auto *status = std::get_if<Pop3StatusLine>(&token)) {
            if (status->kind == Pop3StatusLine::Kind::Challenge)
                return Pop3Challenge{status->text};
            const bool ok = status->kind == Pop3StatusLine::Kind::Ok;
            const bool more = ok && (shape == Pop3Shape::Lines || shape == Pop3Shape::Message);
            if (expected.verb == Pop3Verb::Capa && ok) {
                m_capabilities = {};
                m_capabilities.known = true;
            }
            m_lines = 0;
            if (!more)
                m_expected.dequeue();
            return Pop3Reply{expected.verb, expected.number, ok, status->code, status->text};
        }
        if (const auto *bytes = std::get_if<Pop3Bytes>(&token))
            return Pop3Content{expected.verb, expected.number, bytes->bytes};
        if (std::holds_alternative<Pop3Terminator>(token)) {
            m_expected.dequeue();
            return Pop3End{expected.verb, expected.number};
        }
        if (const auto event = readLine(std::get<Pop3Line>(token)))
            return event;
    }
}

std::optional<Pop3Event> Pop3Session::readLine(const Pop3Line &line)
{
    const Pop3Verb verb = m_expected.head().verb;
    if (++m_lines > (verb == Pop3Verb::Capa ? pop3Capabilities : Limits::listedMessages))
        throw Pop3Error::tooManyLines();
    if (verb == Pop3Verb::Capa) {
        readCapability(line.text);
        return {};
    }
    const std::optional<Pop3NumberedLine> numbered = readPop3NumberedLine(line.text);
    if (!numbered)
        return Pop3Malformed{verb};
    if (verb == Pop3Verb::Uidl)
        return Pop3Uid{numbered->number, numbered->rest.toByteArray()};
    const qint64 largest = std::numeric_limits<qint64>::max();
    return Pop3Size{numbered->number,
                    pop3Number(pop3FirstWord(numbered->rest), largest, largest).value_or(-1)};
}

void Pop3Session::readCapability(const QByteArray &line)
{
    const QByteArrayList words = line.simplified().toUpper().split(' ');
    const QByteArray &name = words.first();
    if (name == "TOP")
        m_capabilities.top = true;
    else if (name == "USER")
        m_capabilities.user = true;
    else if (name == "UIDL")
        m_capabilities.uidl = true;
    else if (name == "STLS")
        m_capabilities.stls = true;
    else if (name == "PIPELINING")
        m_capabilities.pipelining = true;
    else if (name == "UTF8")
        m_capabilities.utf8 = true;
    else if (name == "AUTH-RESP-CODE")
        m_capabilities.authRespCode = true;
    else if (name == "SASL")
        m_capabilities.sasl = words.sliced(1);
    else if (name == "EXPIRE" || name == "LOGIN-DELAY")
        readTerms(words);
    else if (name == "EXPIRENEVER") // GNU Mailutils, in one word
        m_capabilities.expireDays = -1;
}

/// "EXPIRE 30 USER", "EXPIRE NEVER", "LOGIN-DELAY 900 USER": nothing on what makes no sense.
void Pop3Session::readTerms(const QByteArrayList &words)
{
    const QByteArray value = words.value(1);
    const std::optional<qint64> number = pop3Number(value, pop3LongestTerm, pop3LongestTerm);
    if (words.contains("USER"))
        m_capabilities.termsAreTheUsers = true;
    if (words.first() == "LOGIN-DELAY")
        m_capabilities.loginDelaySeconds = number.value_or(0);
    else if (value == "NEVER")
        m_capabilities.expireDays = -1;
    else if (number)
        m_capabilities.expireDays = int(*number);
}

std::optional<Pop3Stat> Pop3Session::readStat(QByteArrayView text)
{
    const qint64 largest = std::numeric_limits<qint64>::max();
    text = text.trimmed();
    const QByteArrayView count = pop3FirstWord(text);
    const auto messages = pop3Number(count, std::numeric_limits<qint32>::max(), -1);
    if (!messages || *messages < 0)
        return {};
    const auto bytes =
        pop3Number(pop3FirstWord(text.sliced(count.size()).trimmed()), largest, largest);
    return Pop3Stat{*messages, bytes.value_or(0)};
}

} // namespace Turnstone
