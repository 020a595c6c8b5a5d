// SPDX-License-Identifier: MIT
#include "support/pop3events.h"

#include "base/mailerror.h"

namespace Turnstone::Test {

namespace {

QByteArray verbName(Pop3Verb verb)
{
    static const char *const names[]{"GREETING", "CAPA", "STLS", "USER", "PASS", "AUTH",
                                     "STAT",     "LIST", "UIDL", "TOP",  "RETR", "DELE",
                                     "NOOP",     "APOP", "UTF8", "QUIT"};
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
