// SPDX-License-Identifier: MIT
#include "support/pop3events.h"

#include "base/mailerror.h"

#include <random>

namespace Turnstone::Test {

namespace {

QByteArray verbName(Pop3Verb verb)
{
    static const char *const names[]{"GREETING", "CAPA", "STLS", "USER", "PASS", "AUTH", "STAT",
                                     "LIST",     "UIDL", "TOP",  "RETR", "DELE", "QUIT"};
    return names[int(verb)];
}

QByteArray numbered(Pop3Verb verb, quint32 number)
{
    return number == 0 ? verbName(verb) : verbName(verb) + ' ' + QByteArray::number(number);
}

void describe(const Pop3Event &event, QByteArrayList *events)
{
    QByteArray line;
    if (const auto *reply = std::get_if<Pop3Reply>(&event)) {
        line = "reply " + numbered(reply->verb, reply->number) + (reply->ok ? " ok" : " err");
        if (!reply->code.isEmpty())
            line += " [" + escaped(reply->code) + ']';
        if (!reply->text.isEmpty())
            line += ' ' + escaped(reply->text);
    } else if (const auto *challenge = std::get_if<Pop3Challenge>(&event)) {
        line = "challenge";
        if (!challenge->base64.isEmpty())
            line += ' ' + escaped(challenge->base64);
    } else if (const auto *size = std::get_if<Pop3Size>(&event)) {
        line = "size " + QByteArray::number(size->number) + ' ' + QByteArray::number(size->size);
    } else if (const auto *uid = std::get_if<Pop3Uid>(&event)) {
        line = "uid " + QByteArray::number(uid->number) + ' ' + escaped(uid->uid);
    } else if (const auto *malformed = std::get_if<Pop3Malformed>(&event)) {
        line = "malformed " + verbName(malformed->verb);
    } else if (const auto *end = std::get_if<Pop3End>(&event)) {
        line = "end " + numbered(end->verb, end->number);
    } else if (const auto *content = std::get_if<Pop3Content>(&event)) {
        const QByteArray start = "content " + numbered(content->verb, content->number) + ' ';
        if (!events->isEmpty() && events->last().startsWith(start)) {
            events->last() += escaped(content->bytes);
            return;
        }
        line = start + escaped(content->bytes);
    }
    events->append(line);
}

} // namespace

QByteArray escaped(QByteArrayView bytes)
{
    QByteArray text;
    for (const char c : bytes) {
        if (uchar(c) < 0x20 || uchar(c) > 0x7e || c == '\\')
            text += "\\x" + QByteArray(1, c).toHex();
        else
            text += c;
    }
    return text;
}

QByteArray unescaped(QByteArrayView text)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 3 < text.size() && text[i + 1] == 'x') {
            bytes += QByteArray::fromHex(text.sliced(i + 2, 2).toByteArray());
            i += 3;
        } else {
            bytes += text[i];
        }
    }
    return bytes;
}

Cutter whole()
{
    return [](qsizetype left) { return left; };
}

Cutter byteByByte()
{
    return [](qsizetype) { return qsizetype(1); };
}

Cutter cutAtRandom(quint32 seed)
{
    return [random = std::mt19937(seed)](qsizetype left) mutable {
        return qMin<qsizetype>(left, 1 + qsizetype(random() % 40));
    };
}

bool feedPop3(Pop3Session &session, QByteArrayView bytes, const Cutter &cut, QByteArrayList *events)
{
    try {
        while (!bytes.isEmpty()) {
            const qsizetype size = cut(bytes.size());
            session.feed(bytes.first(size));
            bytes = bytes.sliced(size);
            while (const auto event = session.next())
                describe(*event, events);
        }
    } catch (const MailError &error) {
        events->append("error " + error.sentence.toUtf8());
        return false;
    }
    return true;
}

} // namespace Turnstone::Test
