// SPDX-License-Identifier: MIT
#include "support/oddimap.h"

#include <QCryptographicHash>

namespace Turnstone::Test {

namespace {

QByteArray literal(const QByteArray &bytes)
{
    return '{' + QByteArray::number(bytes.size()) + "}\r\n" + bytes;
}

/// "SELECT INBOX (CONDSTORE)", "STATUS \"a b\" (…)": the mailbox as it stands, quotes undone.
QByteArray mailboxOf(const QByteArray &arguments)
{
    if (!arguments.startsWith('"'))
        return arguments.split(' ').first();
    QByteArray name;
    for (qsizetype at = 1; at < arguments.size() && arguments[at] != '"'; ++at) {
        if (arguments[at] == '\\')
            ++at;
        if (at < arguments.size())
            name += arguments[at];
    }
    return name;
}

QByteArray quotedName(const QByteArray &name)
{
    QByteArray text = name;
    return '"' + text.replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

QList<int> numbers(const QByteArray &set, qsizetype most)
{
    QList<int> result;
    const QByteArrayList items = set.split(',');
    for (const QByteArray &item : items) {
        const QByteArrayList ends = item.split(':');
        const auto number = [most](const QByteArray &text) {
            return text == "*" ? qint64(most) : text.toLongLong();
        };
        const qint64 first = number(ends.first());
        const qint64 last = qMin(number(ends.last()), qint64(most));
        for (qint64 i = qMax<qint64>(first, 1); i <= last; ++i)
            result.append(int(i));
    }
    return result;
}

QByteArray headerOf(const QByteArray &message)
{
    const qsizetype end = message.indexOf("\r\n\r\n");
    return end < 0 ? message : message.first(end + 4);
}

} // namespace

QByteArray OddImap::fetch(const QByteArray &line, const QByteArrayList &messages) const
{
    QByteArray result;
    const QList<int> wanted =
        numbers(line.mid(line.indexOf("FETCH ") + 6).split(' ').first(), messages.size());
    for (const int number : wanted) {
        const QByteArray &message = messages[number - 1];
        const QByteArray size = QByteArray::number(message.size());
        QByteArrayList items{"UID " + QByteArray::number(number)};
        if (line.contains("FLAGS"))
            items << "FLAGS ()";
        if (line.contains("INTERNALDATE"))
            items << "INTERNALDATE \"21-Nov-2020 10:00:00 +0000\"";
        if (line.contains("RFC822.SIZE"))
            items << "RFC822.SIZE " + size;
        if (line.contains("X-GM-MSGID")) // one message has one in all its folders
            items << "X-GM-MSGID "
                    + QByteArray::number(QCryptographicHash::hash(message, QCryptographicHash::Md5)
                                             .toHex()
                                             .first(14)
                                             .toULongLong(nullptr, 16));
        if (line.contains("BODYSTRUCTURE"))
            items << "BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL NIL \"8BIT\" " + size + " 1)";
        for (qsizetype at = line.indexOf("BODY.PEEK["); at >= 0;
             at = line.indexOf("BODY.PEEK[", at + 1)) {
            const QByteArray section = line.mid(at + 10, line.indexOf(']', at) - at - 10);
            const QByteArray bytes = section.isEmpty() ? message
                : section.startsWith("HEADER")         ? headerOf(message)
                                                       : message.mid(headerOf(message).size());
            items << "BODY[" + section + "] " + literal(bytes);
        }
        result += "* " + QByteArray::number(number) + " FETCH (" + items.join(' ') + ")\r\n";
    }
    return result;
}

QByteArray OddImap::answer(const QByteArray &line, QByteArray *selected) const
{
    const QByteArray ok = "TAG OK done\r\n";
    const QByteArrayList words = line.split(' ');
    const QByteArray verb = words.first().toUpper();
    const QByteArray arguments = line.mid(verb.size() + 1);
    if (verb == "LOGIN")
        return "TAG OK [CAPABILITY " + capabilities + "] in\r\n";
    if (verb == "CAPABILITY")
        return "* CAPABILITY " + capabilities + "\r\n" + ok;
    if (verb == "LOGOUT")
        return "* BYE see you\r\n" + ok;
    if (verb == "LIST") {
        QByteArray lines = list;
        for (auto it = folders.begin(); list.isEmpty() && it != folders.end(); ++it)
            lines += "* LIST () \"/\" " + quotedName(it.key()) + "\r\n";
        return lines + ok;
    }
    const QByteArrayList open = folders.value(*selected);
    if (verb == "STATUS" || verb == "SELECT") {
        const QByteArray name = mailboxOf(arguments);
        if (!folders.contains(name))
            return "TAG NO there is no such folder\r\n";
        const QByteArray count = QByteArray::number(folders.value(name).size());
        const QByteArray next = QByteArray::number(folders.value(name).size() + 1);
        if (verb == "STATUS")
            return "* STATUS " + quotedName(name) + " (MESSAGES " + count + " UIDNEXT " + next
                + " UIDVALIDITY 1 UNSEEN " + count + ")\r\n" + ok;
        *selected = name;
        return "* " + count + " EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT " + next
            + "] x\r\nTAG OK [READ-WRITE] done\r\n";
    }
    if (line.contains("FETCH "))
        return fetch(line, open) + ok;
    if (line.contains("SEARCH")) {
        QByteArray found = "* SEARCH";
        for (qsizetype i = 1; i <= open.size(); ++i)
            found += ' ' + QByteArray::number(i);
        return found + "\r\n" + ok;
    }
    return ok;
}

ScriptedServer::Script OddImap::script() const
{
    return [this](ScriptedConnection &connection) {
        if (cutAfter)
            connection.cutAfter(*cutAfter);
        connection.send(greeting.isEmpty() ? "* OK [CAPABILITY " + capabilities + "] ready\r\n"
                                           : greeting);
        QByteArray selected;
        for (;;) {
            const QByteArray line = connection.readLine();
            const qsizetype space = line.indexOf(' ');
            const QByteArray tag = line.first(qMax<qsizetype>(space, 0));
            const QByteArray command = line.mid(space + 1);
            QByteArray said = answer(command, &selected);
            if (bend)
                said = bend(command, said);
            if (said.startsWith("TAG "))
                said.replace(0, 3, tag);
            said.replace("\r\nTAG ", "\r\n" + tag + ' ');
            if (!slowFrom.isEmpty() && command.startsWith(slowFrom))
                connection.sendSlowly(said, msBetween);
            else
                connection.send(said);
            if (!said.endsWith('\n'))
                connection.hang();
        }
    };
}

} // namespace Turnstone::Test
