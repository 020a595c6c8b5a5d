// SPDX-License-Identifier: MIT
#include "support/rawimap.h"

#include <QRegularExpression>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <utility>

namespace Turnstone::Test {

namespace {

constexpr int answerMs = 30'000;

QByteArray modifiedUtf7(const QString &name)
{
    QByteArray out;
    QByteArray utf16;
    const auto flush = [&] {
        if (utf16.isEmpty())
            return;
        QByteArray coded = utf16.toBase64(QByteArray::OmitTrailingEquals);
        out += '&' + coded.replace('/', ',') + '-';
        utf16.clear();
    };
    for (const QChar c : name) {
        if (c >= u' ' && c <= u'~') {
            flush();
            out += c == u'&' ? QByteArray("&-") : QByteArray(1, c.toLatin1());
        } else {
            utf16 += char(c.unicode() >> 8);
            utf16 += char(c.unicode() & 0xff);
        }
    }
    flush();
    return out;
}

QByteArray quotedString(QByteArray text)
{
    return '"' + text.replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

} // namespace

RawImap::RawImap(quint16 port, const QString &user, const QString &password)
{
    m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    if (!m_socket.waitForConnected(answerMs))
        qFatal("The second client can't connect: %s", qPrintable(m_socket.errorString()));
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    QByteArrayList literals;
    // Dovecot may say that it is waiting for its own authentication process first.
    while (readResponse(&literals).contains("Waiting")) { }
    require("LOGIN " + quotedString(user.toUtf8()) + ' ' + quotedString(password.toUtf8()));
    const Reply capabilities = require("CAPABILITY");
    for (const QByteArray &line : capabilities.untagged)
        m_capabilities += line.toUpper().split(' ');
    if (!can("NAMESPACE"))
        return;
    static const QRegularExpression own(
        QStringLiteral("^NAMESPACE \\(\\(\"([^\"]*)\" \"([^\"]*)\""));
    const auto match = own.match(QString::fromLatin1(require("NAMESPACE").untagged.value(0)));
    if (match.hasMatch()) {
        m_prefix = match.captured(1);
        m_delimiter = match.captured(2);
    }
}

RawImap::~RawImap() = default;

QByteArray RawImap::quoted(const QString &folder)
{
    return quotedString(modifiedUtf7(folder));
}

QByteArray RawImap::own(const QString &folder) const
{
    if (folder.compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0)
        return quoted(folder);
    return quoted(m_prefix + QString(folder).replace(QLatin1Char('/'), m_delimiter));
}

QString RawImap::folderName(const QByteArray &listed) const
{
    QString name;
    for (qsizetype i = 0; i < listed.size(); ++i) {
        const qsizetype end = listed.at(i) == '&' ? listed.indexOf('-', i) : -1;
        if (end < 0) {
            name += QLatin1Char(listed.at(i));
            continue;
        }
        if (end == i + 1)
            name += QLatin1Char('&');
        const QByteArray utf16 =
            QByteArray::fromBase64(listed.mid(i + 1, end - i - 1).replace(',', '/'));
        for (qsizetype j = 0; j + 1 < utf16.size(); j += 2)
            name += QChar(quint16(quint8(utf16.at(j)) << 8 | quint8(utf16.at(j + 1))));
        i = end;
    }
    if (!m_prefix.isEmpty() && name.startsWith(m_prefix))
        name.remove(0, m_prefix.size());
    return name.replace(m_delimiter, QLatin1String("/"));
}

RawImap::Reply RawImap::command(const QByteArray &line)
{
    const QByteArray tag = 't' + QByteArray::number(++m_tag);
    m_socket.write(tag + ' ' + line + "\r\n");
    return readReply(tag);
}

RawImap::Reply RawImap::require(const QByteArray &line)
{
    Reply reply = command(line);
    if (!reply.ok())
        qFatal("The second client said %s and was answered %s", line.left(200).constData(),
               reply.tagged.constData());
    return reply;
}

quint32 RawImap::append(const QString &folder, const QByteArray &message, const QStringList &flags,
                        const QByteArray &internalDate)
{
    QByteArray line = "APPEND " + own(folder);
    if (!flags.isEmpty())
        line += " (" + flags.join(QLatin1Char(' ')).toUtf8() + ')';
    if (!internalDate.isEmpty())
        line += " \"" + internalDate + '"';
    line += " {" + QByteArray::number(message.size()) + '}';
    Reply reply = commandWithLiteral(line, message);
    // Not each server says TRYCREATE.
    if (!reply.ok() && command("CREATE " + own(folder)).ok())
        reply = commandWithLiteral(line, message);
    if (!reply.ok())
        qFatal("The second client can't append: %s", reply.tagged.constData());
    static const QRegularExpression uid(QStringLiteral("\\[APPENDUID \\d+ (\\d+)\\]"));
    return uid.match(QString::fromLatin1(reply.tagged)).captured(1).toUInt();
}

bool RawImap::takes(const QString &folder, const QByteArray &message)
{
    return commandWithLiteral(
               "APPEND " + own(folder) + " {" + QByteArray::number(message.size()) + '}', message)
        .ok();
}

void RawImap::appendMany(const QString &folder, const QByteArrayList &messages)
{
    QByteArray line = "APPEND " + own(folder);
    for (const QByteArray &message : messages)
        line += " {" + QByteArray::number(message.size()) + "+}\r\n" + message;
    require(line);
}

RawImap::Reply RawImap::commandWithLiteral(const QByteArray &line, const QByteArray &literal)
{
    const QByteArray tag = 't' + QByteArray::number(++m_tag);
    m_socket.write(tag + ' ' + line + "\r\n");
    Reply reply;
    while (true) {
        const QByteArray response = readResponse(&reply.literals);
        if (response.startsWith('+'))
            break;
        if (response.startsWith(tag + ' ')) {
            reply.tagged = response.mid(tag.size() + 1);
            return reply;
        }
    }
    m_socket.write(literal + "\r\n");
    return readReply(tag);
}

void RawImap::leave()
{
    if (can("UNSELECT")) {
        require("UNSELECT");
    } else {
        require("EXAMINE INBOX");
        require("CLOSE");
    }
}

quint32 RawImap::uidValidity(const QString &folder)
{
    static const QRegularExpression value(QStringLiteral("UIDVALIDITY (\\d+)"));
    const Reply reply = require("STATUS " + own(folder) + " (UIDVALIDITY)");
    return value.match(QString::fromLatin1(reply.untagged.join('\n'))).captured(1).toUInt();
}

void RawImap::renumber(const QString &folder)
{
    const QByteArrayList kept = messages(folder);
    const quint32 before = uidValidity(folder);
    do { // some make it of the time in seconds
        require("DELETE " + own(folder));
        require("CREATE " + own(folder));
    } while (uidValidity(folder) == before);
    for (const QByteArray &message : kept)
        append(folder, message);
}

QByteArrayList RawImap::messages(const QString &folder)
{
    require("EXAMINE " + own(folder));
    // Not every server takes "1:*" of an empty folder for nothing.
    const bool empty = require("UID SEARCH ALL").untagged.join('\n').trimmed() == "SEARCH";
    QByteArrayList found;
    if (!empty)
        found = require("UID FETCH 1:* BODY.PEEK[]").literals;
    leave();
    return found;
}

void RawImap::idle(const QString &folder, std::function<void(const QByteArray &line)> heard)
{
    require("SELECT " + quoted(folder));
    m_socket.write('t' + QByteArray::number(++m_tag) + " IDLE\r\n");
    QByteArrayList literals;
    while (!readResponse(&literals).startsWith('+')) { }
    m_buffer.remove(0, std::exchange(m_read, 0));
    QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this, heard] {
        m_buffer += m_socket.readAll();
        for (qsizetype end; (end = m_buffer.indexOf("\r\n")) >= 0;) {
            const QByteArray line = m_buffer.left(end);
            m_buffer.remove(0, end + 2);
            heard(line);
        }
    });
}

QList<quint32> RawImap::search(const QString &folder, const QByteArray &criteria)
{
    require("EXAMINE " + own(folder));
    QList<quint32> uids;
    const Reply reply = require("UID SEARCH " + criteria);
    for (const QByteArray &response : reply.untagged) {
        if (!response.startsWith("SEARCH"))
            continue;
        const QByteArrayList words = response.split(' ');
        for (const QByteArray &word : words.mid(1))
            uids.append(word.toUInt());
    }
    leave();
    return uids;
}

RawImap::Reply RawImap::readReply(const QByteArray &tag)
{
    Reply reply;
    while (true) {
        const QByteArray response = readResponse(&reply.literals);
        if (response.startsWith("* ")) {
            reply.untagged.append(response.mid(2));
        } else if (response.startsWith(tag + ' ')) {
            reply.tagged = response.mid(tag.size() + 1);
            return reply;
        }
    }
}

/// One response with all its literals, without the last CRLF.
QByteArray RawImap::readResponse(QByteArrayList *literals)
{
    m_buffer.remove(0, m_read);
    m_read = 0;
    qsizetype lineStart = 0;
    while (true) {
        qsizetype end = m_buffer.indexOf("\r\n", lineStart);
        for (qsizetype searched = lineStart; end < 0; end = m_buffer.indexOf("\r\n", searched)) {
            searched = qMax(lineStart, m_buffer.size() - 1);
            waitForMore();
        }
        const qsizetype brace = m_buffer.lastIndexOf('{', end);
        bool isLiteral = brace >= lineStart && m_buffer.at(end - 1) == '}';
        const qsizetype size =
            isLiteral ? m_buffer.mid(brace + 1, end - brace - 2).toLongLong(&isLiteral) : 0;
        if (!isLiteral) {
            m_read = end + 2;
            return m_buffer.left(end);
        }
        while (m_buffer.size() < end + 2 + size)
            waitForMore();
        literals->append(m_buffer.mid(end + 2, size));
        lineStart = end + 2 + size;
    }
}

void RawImap::waitForMore()
{
    if (!m_socket.bytesAvailable() && !m_socket.waitForReadyRead(answerMs))
        qFatal("The second client lost its server: %s", qPrintable(m_socket.errorString()));
    m_buffer += m_socket.readAll();
    // GNU Mailutils says the rest of an answer when it hears that its beginning has come.
    const int on = 1;
    ::setsockopt(int(m_socket.socketDescriptor()), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

} // namespace Turnstone::Test
