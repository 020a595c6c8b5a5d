// SPDX-License-Identifier: MIT
#include "support/imapevents.h"

#include "base/mailerror.h"

namespace Turnstone::Test {

using namespace Imap;

namespace {

QByteArray quoteless(QByteArray text)
{
    if (text.size() >= 2 && text.startsWith('"') && text.endsWith('"'))
        text = text.sliced(1, text.size() - 2);
    return text.replace("\\\"", "\"").replace("\\\\", "\\");
}

QByteArray told(const StatusResponse &status)
{
    static const char *const names[]{"ok", "no", "bad", "preauth", "bye"};
    QByteArray line = names[int(status.condition)];
    if (!status.code.name.isEmpty()) {
        line += " [" + escaped(status.code.name);
        if (status.code.number != 0)
            line += ' ' + QByteArray::number(status.code.number);
        for (const QByteArray &word : status.code.words)
            line += ' ' + escaped(word);
        line += ']';
    }
    if (!status.text.isEmpty())
        line += ' ' + escaped(status.text.toUtf8());
    return line;
}

QByteArray told(const FlagState &flags)
{
    QByteArrayList words;
    for (const QString &name : imapNames(flags))
        words.append(name.toUtf8());
    return words.join(',');
}

QByteArray told(const FetchData &fetch)
{
    QByteArray line = "fetch " + QByteArray::number(fetch.sequence);
    if (fetch.uid)
        line += " uid=" + QByteArray::number(*fetch.uid);
    if (fetch.flags)
        line += " flags=" + told(*fetch.flags);
    if (fetch.size)
        line += " size=" + QByteArray::number(*fetch.size);
    if (fetch.internalDate)
        line += " date=" + QByteArray::number(*fetch.internalDate);
    if (fetch.modSeq)
        line += " modseq=" + QByteArray::number(*fetch.modSeq);
    if (fetch.envelope)
        line += " subject=" + escaped(fetch.envelope->subject.toUtf8());
    if (fetch.structure) {
        line += " parts=";
        for (const BodyPart &part : fetch.structure->parts)
            line += part.section + ':' + part.type + ' ';
        line = line.trimmed();
    }
    for (const BodySection &section : fetch.sections) {
        line += " BODY[" + section.section
            + "]=" + (section.streamed ? QByteArray("streamed") : escaped(section.bytes));
    }
    return line + (fetch.damaged ? " damaged" : "");
}

QByteArray told(const Response &response)
{
    if (const auto *status = std::get_if<StatusResponse>(&response))
        return told(*status);
    if (const auto *capability = std::get_if<CapabilityData>(&response))
        return "capability " + capability->names.join(' ');
    if (const auto *enabled = std::get_if<EnabledData>(&response))
        return "enabled " + enabled->names.join(' ');
    if (const auto *flags = std::get_if<FlagsData>(&response))
        return "flags " + flags->names.join(' ');
    if (const auto *exists = std::get_if<ExistsData>(&response))
        return "exists " + QByteArray::number(exists->count);
    if (const auto *expunge = std::get_if<ExpungeData>(&response))
        return "expunge " + QByteArray::number(expunge->sequence);
    if (const auto *vanished = std::get_if<VanishedData>(&response))
        return "vanished " + vanished->uids.toString();
    if (const auto *list = std::get_if<ListData>(&response)) {
        QByteArray line = list->subscribedList ? "lsub " : "list ";
        line += escaped(list->path) + ' ';
        line += list->delimiter.isNull() ? QByteArray("NIL") : QString(list->delimiter).toUtf8();
        for (const QByteArray &attribute : list->attributes)
            line += ' ' + attribute;
        return line;
    }
    if (const auto *status = std::get_if<StatusData>(&response)) {
        QByteArray line = "status " + escaped(status->path);
        const auto add = [&line](const char *name, const auto &value) {
            if (value)
                line += ' ' + QByteArray(name) + '=' + QByteArray::number(*value);
        };
        add("messages", status->messages);
        add("unseen", status->unseen);
        add("uidnext", status->uidNext);
        add("uidvalidity", status->uidValidity);
        return line;
    }
    if (const auto *search = std::get_if<SearchData>(&response))
        return ("search " + search->found.toString()).trimmed();
    if (const auto *fetch = std::get_if<FetchData>(&response))
        return told(*fetch);
    if (const auto *other = std::get_if<OtherData>(&response))
        return "other " + escaped(other->name) + (other->damaged ? " damaged" : "");
    return "continuation";
}

Command commandFor(const QByteArray &verb, const QByteArray &rest)
{
    const QByteArrayList words = rest.split(' ');
    if (verb == "LOGIN")
        return Commands::login(quoteless(words.value(0)), Secret(quoteless(words.value(1))));
    if (verb == "AUTHENTICATE")
        return Commands::authenticate(
            words.value(0), words.size() > 1 ? std::optional(Secret(words[1])) : std::nullopt);
    if (verb == "IDLE")
        return Commands::idle();
    using Kind = Command::Kind;
    Kind kind = Kind::Selected;
    if (verb == "CAPABILITY" || verb == "NOOP" || verb == "ID")
        kind = Kind::Any;
    else if (verb == "STARTTLS")
        kind = Kind::StartTls;
    else if (verb == "LIST" || verb == "LSUB" || verb == "STATUS" || verb == "ENABLE")
        kind = Kind::Authenticated;
    else if (verb == "SELECT" || verb == "EXAMINE")
        kind = Kind::Select;
    else if (verb == "UNSELECT" || verb == "CLOSE")
        kind = Kind::Unselect;
    else if (verb == "LOGOUT")
        kind = Kind::Logout;
    Command command(kind, verb);
    if (!rest.isEmpty())
        command.text(rest);
    if (kind == Kind::Select)
        command.selecting(quoteless(words.first()));
    return command;
}

} // namespace

QByteArray ImapPlayer::write(const QByteArray &line)
{
    const QByteArray text = line.trimmed();
    const qsizetype space = text.indexOf(' ');
    if (text == "DONE") {
        m_session.idleDone();
    } else if (m_challenged) {
        m_challenged = false;
        m_session.answer(Secret(text));
    } else if (space > 0) {
        const QByteArray command = text.sliced(space + 1);
        const qsizetype end = command.indexOf(' ');
        m_session.send(commandFor(end < 0 ? command : command.first(end),
                                  end < 0 ? QByteArray() : command.sliced(end + 1)));
    }
    QByteArray written;
    for (const Session::Output &output : m_session.takeOutput())
        written += output.bytes;
    return written;
}

void ImapPlayer::takeEvents(QByteArrayList *events)
{
    while (const std::optional<Event> event = m_session.next()) {
        if (const auto *start = std::get_if<ContentStart>(&*event)) {
            events->append(
                "content"
                + (start->lead.uid ? " uid=" + QByteArray::number(*start->lead.uid) : QByteArray())
                + " [" + start->lead.sections.last().section + "] ");
        } else if (const auto *piece = std::get_if<ContentPiece>(&*event)) {
            events->last() += escaped(piece->bytes);
        } else if (const auto *go = std::get_if<Go>(&*event)) {
            m_challenged = true;
            events->append(("go " + escaped(go->text)).trimmed());
        } else if (const auto *completed = std::get_if<Completed>(&*event)) {
            m_challenged = false;
            events->append('T' + QByteArray::number(completed->command) + ' '
                           + (completed->lost ? QByteArray("lost") : told(completed->status)));
        } else if (const auto *untagged = std::get_if<Untagged>(&*event)) {
            events->append(told(untagged->response));
        }
    }
}

void ImapPlayer::hear(const QByteArray &bytes, const Cutter &cut, QByteArrayList *events)
{
    try {
        for (qsizetype at = 0; at < bytes.size() && !m_failed;) {
            const qsizetype size = cut(bytes.size() - at);
            m_session.receive(bytes.mid(at, size));
            at += size;
            takeEvents(events);
        }
    } catch (const MailError &error) {
        m_failed = true;
        events->append("error " + error.sentence.toUtf8());
    }
}

void ImapPlayer::hangUp(QByteArrayList *events)
{
    m_session.disconnected();
    takeEvents(events);
}

} // namespace Turnstone::Test
