// SPDX-License-Identifier: MIT
#include "support/smtpscript.h"

namespace Turnstone::Test {

namespace {
QByteArray pathIn(const QByteArray &line)
{
    const qsizetype from = line.indexOf('<') + 1;
    return line.sliced(from, line.indexOf('>', from) - from);
}
} // namespace

QList<SmtpScript::Message> SmtpScript::messages() const
{
    const QMutexLocker lock(&m_mutex);
    return m_messages;
}

int SmtpScript::copiesOf(const QByteArray &messageId) const
{
    const QMutexLocker lock(&m_mutex);
    return int(std::count_if(m_messages.begin(), m_messages.end(), [&](const Message &message) {
        return message.bytes.contains('<' + messageId + '>');
    }));
}

ScriptedServer::Script SmtpScript::script()
{
    return [this](ScriptedConnection &connection) { play(connection); };
}

bool SmtpScript::keep(ScriptedConnection &connection, const Message &message)
{
    const bool goesOn = !taken || taken(connection);
    const QMutexLocker lock(&m_mutex);
    m_messages.append(message);
    return goesOn;
}

void SmtpScript::play(ScriptedConnection &connection)
{
    connection.send("220 scripted.example ESMTP\r\n");
    Message message;
    QByteArray chunks;
    for (;;) {
        const QByteArray line = connection.readLine();
        const QByteArray verb = line.left(4).toUpper();
        const QByteArray bent = bend ? bend(line) : QByteArray();
        if (verb == "BDAT") {
            const QByteArrayList words = line.split(' ');
            chunks += connection.readBytes(words.value(1).toInt());
            if (bent.isEmpty() && words.value(2) == "LAST") {
                message.bytes = std::exchange(chunks, {});
                if (!keep(connection, std::exchange(message, {})))
                    connection.close();
            }
            connection.send(bent.isEmpty() ? QByteArray("250 2.0.0 taken\r\n") : bent + "\r\n");
            continue;
        }
        if (!bent.isEmpty()) {
            connection.send(bent + "\r\n");
            if (bent.startsWith("421"))
                connection.close();
            if (!bent.startsWith("354"))
                continue;
        }
        if (verb == "EHLO") {
            QByteArray answer = "250-scripted.example\r\n";
            for (const QByteArray &capability : capabilities)
                answer += "250-" + capability + "\r\n";
            connection.send(answer + "250 HELP\r\n");
        } else if (verb == "AUTH") {
            connection.send("235 2.7.0 welcome\r\n");
        } else if (verb == "MAIL") {
            message = {pathIn(line), {}, {}};
            connection.send("250 2.1.0 sender\r\n");
        } else if (verb == "RCPT") {
            message.recipients.append(pathIn(line));
            connection.send("250 2.1.5 recipient\r\n");
        } else if (verb == "DATA") {
            if (bent.isEmpty())
                connection.send(message.recipients.isEmpty() ? "503 5.5.1 whom to?\r\n"
                                                             : "354 go on\r\n");
            if (message.recipients.isEmpty() && bent.isEmpty())
                continue;
            for (;;) {
                const QByteArray text = connection.readLine();
                if (text == ".")
                    break;
                message.bytes += (text.startsWith('.') ? text.sliced(1) : text) + "\r\n";
            }
            if (message.recipients.isEmpty()) {
                connection.send("554 5.5.1 no recipients\r\n");
                continue;
            }
            if (!keep(connection, std::exchange(message, {})))
                connection.close();
            const QByteArray end = bend ? bend(".") : QByteArray();
            connection.send(end.isEmpty() ? QByteArray("250 2.0.0 taken\r\n") : end + "\r\n");
        } else if (verb == "QUIT") {
            connection.send("221 2.0.0 bye\r\n");
            connection.close();
        } else {
            connection.send("250 2.0.0 ok\r\n");
        }
    }
}

} // namespace Turnstone::Test
