// SPDX-License-Identifier: MIT
#include "protocol/imap/command.h"

#include "base/mailerror.h"
#include "protocol/imap/envelopeparser.h"

#include <QCoreApplication>
#include <algorithm>

namespace Turnstone::Imap {

namespace {

constexpr qsizetype quotedBytes = 1000; ///< what is longer goes as a literal

MailError unsendable()
{
    MailError error;
    error.scope = ErrorScope::Message;
    error.kind = ErrorKind::Protocol;
    error.retry = RetryClass::Never;
    error.sentence = QCoreApplication::translate(
        "Turnstone::Imap::Command",
        "It contains a character (NUL) that can't be sent to an IMAP server.");
    return error;
}

bool canBeQuoted(const QByteArray &bytes)
{
    return bytes.size() <= quotedBytes && std::all_of(bytes.begin(), bytes.end(), [](char c) {
               return c != '\r' && c != '\n' && c != '\0' && uchar(c) < 0x80;
           });
}

QByteArray quotedForm(const QByteArray &bytes)
{
    QByteArray text = "\"";
    for (const char c : bytes) {
        if (c == '"' || c == '\\')
            text += '\\';
        text += c;
    }
    return text + '"';
}

QByteArray statusItems(const Commands::ListReturn &returned)
{
    QByteArray items = "STATUS (MESSAGES UNSEEN UIDVALIDITY UIDNEXT";
    if (returned.modSeqs)
        items += " HIGHESTMODSEQ";
    if (returned.sizes)
        items += " SIZE";
    return items + ')';
}

QByteArray flagList(const QByteArrayList &flags)
{
    return '(' + flags.join(' ') + ')';
}

} // namespace

Command::Command(Kind kind, const QByteArray &verb)
    : m_kind(kind)
    , m_verb(verb)
{
    append(verb);
}

void Command::append(const QByteArray &bytes, Piece::Form form, bool secret)
{
    if (form == Piece::Form::Text && !secret && !m_pieces.isEmpty()
        && m_pieces.last().form == Piece::Form::Text && !m_pieces.last().secret) {
        m_pieces.last().plain += bytes;
        return;
    }
    if (secret)
        m_pieces.append({{}, Secret(bytes), form, true});
    else
        m_pieces.append({bytes, {}, form, false});
}

Command &Command::text(const QByteArray &text)
{
    append(' ' + text);
    return *this;
}

Command &Command::string(const QByteArray &bytes)
{
    if (canBeQuoted(bytes))
        return text(quotedForm(bytes));
    return literal(bytes);
}

Command &Command::secret(const QByteArray &bytes)
{
    append(" ");
    if (bytes.contains('\0'))
        throw unsendable();
    if (canBeQuoted(bytes))
        append(quotedForm(bytes), Piece::Form::Text, true);
    else
        append(bytes, Piece::Form::Literal, true);
    return *this;
}

Command &Command::secretText(const QByteArray &base64)
{
    append(" ");
    append(base64, Piece::Form::Text, true);
    return *this;
}

Command &Command::literal(const QByteArray &bytes, bool binary)
{
    if (!binary && bytes.contains('\0'))
        throw unsendable();
    append(" ");
    append(bytes, binary ? Piece::Form::Binary : Piece::Form::Literal);
    return *this;
}

Command &Command::selecting(const QByteArray &path)
{
    m_path = path;
    return *this;
}

namespace Commands {

Command capability()
{
    return {Command::Kind::Any, "CAPABILITY"};
}

Command noop()
{
    return {Command::Kind::Any, "NOOP"};
}

Command id(const QByteArray &name, const QByteArray &version)
{
    return Command(Command::Kind::Any, "ID")
        .text("(\"name\" " + quotedForm(name) + " \"version\" " + quotedForm(version) + ')');
}

Command compress()
{
    return Command(Command::Kind::Authenticated, "COMPRESS").text("DEFLATE");
}

Command startTls()
{
    return {Command::Kind::StartTls, "STARTTLS"};
}

Command login(const QByteArray &user, const Secret &password)
{
    return Command(Command::Kind::Login, "LOGIN").string(user).secret(password.reveal());
}

Command authenticate(const QByteArray &mechanism, const std::optional<Secret> &initialResponse)
{
    Command command(Command::Kind::Login, "AUTHENTICATE");
    command.text(mechanism);
    if (initialResponse)
        command.secretText(initialResponse->reveal());
    return command;
}

Command logout()
{
    return {Command::Kind::Logout, "LOGOUT"};
}

Command enable(const QByteArrayList &capabilities)
{
    return Command(Command::Kind::Authenticated, "ENABLE").text(capabilities.join(' '));
}

Command list(const QByteArray &reference, const QByteArray &pattern)
{
    return Command(Command::Kind::Authenticated, "LIST").string(reference).string(pattern);
}

Command listExtended(const QByteArray &pattern, const ListReturn &returned)
{
    QByteArrayList options;
    if (returned.subscribed)
        options << "SUBSCRIBED";
    if (returned.specialUse)
        options << "SPECIAL-USE";
    if (returned.status)
        options << statusItems(returned);
    return list("", pattern).text("RETURN " + flagList(options));
}

Command namespaces()
{
    return {Command::Kind::Authenticated, "NAMESPACE"};
}

Command quotaRoot(const QByteArray &mailbox)
{
    return Command(Command::Kind::Authenticated, "GETQUOTAROOT").string(mailbox);
}

Command myRights(const QByteArray &mailbox)
{
    return Command(Command::Kind::Authenticated, "MYRIGHTS").string(mailbox);
}

Command appendLimit(const QByteArray &mailbox)
{
    return Command(Command::Kind::Authenticated, "STATUS").string(mailbox).text("(APPENDLIMIT)");
}

Command lsub(const QByteArray &pattern)
{
    return Command(Command::Kind::Authenticated, "LSUB").string("").string(pattern);
}

Command statusUidValidity(const QByteArray &mailbox)
{
    return Command(Command::Kind::Authenticated, "STATUS").string(mailbox).text("(UIDVALIDITY)");
}

Command status(const QByteArray &mailbox, bool modSeq)
{
    return Command(Command::Kind::Authenticated, "STATUS")
        .string(mailbox)
        .text(modSeq ? "(MESSAGES UNSEEN UIDVALIDITY UIDNEXT HIGHESTMODSEQ)"
                     : "(MESSAGES UNSEEN UIDVALIDITY UIDNEXT)");
}

Command create(const QByteArray &mailbox, const QByteArray &specialUse)
{
    Command command = Command(Command::Kind::Authenticated, "CREATE").string(mailbox);
    if (!specialUse.isEmpty())
        command.text("(USE (" + specialUse + "))");
    return command;
}

Command rename(const QByteArray &from, const QByteArray &to)
{
    return Command(Command::Kind::Authenticated, "RENAME").string(from).string(to);
}

Command remove(const QByteArray &mailbox)
{
    return Command(Command::Kind::Authenticated, "DELETE").string(mailbox);
}

Command subscribe(const QByteArray &mailbox, bool on)
{
    return Command(Command::Kind::Authenticated, on ? "SUBSCRIBE" : "UNSUBSCRIBE").string(mailbox);
}

namespace {
void addAppended(Command &command, const Appended &message)
{
    if (!message.flags.isEmpty())
        command.text(flagList(message.flags));
    if (message.utcSeconds != 0)
        command.text('"' + internalDateText(message.utcSeconds) + '"');
    command.literal(message.message, message.message.contains('\0'));
}
} // namespace

Command append(const QByteArray &mailbox, const QList<Appended> &messages)
{
    Command command = Command(Command::Kind::Authenticated, "APPEND").string(mailbox);
    for (const Appended &message : messages)
        addAppended(command, message);
    return command;
}

Command uidReplace(quint32 uid, const QByteArray &mailbox, const Appended &message)
{
    Command command = Command(Command::Kind::Selected, "UID REPLACE")
                          .text(QByteArray::number(uid))
                          .string(mailbox);
    addAppended(command, message);
    return command;
}

Command select(const QByteArray &mailbox, const SelectParameters &parameters)
{
    Command command = Command(Command::Kind::Select, "SELECT").string(mailbox).selecting(mailbox);
    if (parameters.resynchronises()) {
        // Known UIDs aren't named: that is 1:* then, and says it in fewer bytes (RFC 7162 3.2.5).
        command.text("(QRESYNC (" + QByteArray::number(parameters.uidValidity) + ' '
                     + QByteArray::number(parameters.sinceModSeq) + "))");
    } else if (parameters.condstore) {
        command.text("(CONDSTORE)");
    }
    return command;
}

Command examine(const QByteArray &mailbox)
{
    return Command(Command::Kind::Select, "EXAMINE").string(mailbox).selecting(mailbox);
}

Command unselect()
{
    return {Command::Kind::Unselect, "UNSELECT"};
}

Command fetchSequence(quint32 first, quint32 last, const QByteArray &items)
{
    return Command(Command::Kind::Selected, "FETCH")
        .text(QByteArray::number(first) + ':' + QByteArray::number(last))
        .text(items);
}

Command uidFetch(const QByteArray &set, const QByteArray &items)
{
    return Command(Command::Kind::Selected, "UID FETCH").text(set).text(items);
}

Command uidFetchChanged(const QByteArray &set, quint64 sinceModSeq)
{
    return Command(Command::Kind::Selected, "UID FETCH")
        .text(set)
        .text("(UID FLAGS) (CHANGEDSINCE " + QByteArray::number(sinceModSeq) + ')');
}

Command uidStore(const QByteArray &set, const QByteArray &operation, const QByteArrayList &flags)
{
    return Command(Command::Kind::Selected, "UID STORE")
        .text(set)
        .text(operation)
        .text(flagList(flags));
}

Command uidSearch(const QByteArray &criteria, bool extended)
{
    Command command(Command::Kind::Selected, "UID SEARCH");
    if (extended)
        command.text("RETURN (ALL)");
    return command.text(criteria);
}

Command uidSearchHighest(const QByteArray &criteria, qint64 count)
{
    return Command(Command::Kind::Selected, "UID SEARCH")
        .text("RETURN (PARTIAL -1:-" + QByteArray::number(count) + ')')
        .text(criteria);
}

Command uidSearchText(const QByteArray &words)
{
    return Command(Command::Kind::Selected, "UID SEARCH").text("CHARSET UTF-8 TEXT").string(words);
}

Command uidCopy(const QByteArray &set, const QByteArray &mailbox)
{
    return Command(Command::Kind::Selected, "UID COPY").text(set).string(mailbox);
}

Command uidMove(const QByteArray &set, const QByteArray &mailbox)
{
    return Command(Command::Kind::Selected, "UID MOVE").text(set).string(mailbox);
}

Command uidExpunge(const QByteArray &set)
{
    return Command(Command::Kind::Selected, "UID EXPUNGE").text(set);
}

Command expunge()
{
    return {Command::Kind::Selected, "EXPUNGE"};
}

Command idle()
{
    return {Command::Kind::Idle, "IDLE"};
}

Command notifySet(const QByteArray &events, bool status)
{
    return Command(Command::Kind::Authenticated, "NOTIFY")
        .text(status ? "SET STATUS" : "SET")
        .text(events);
}

} // namespace Commands

} // namespace Turnstone::Imap
