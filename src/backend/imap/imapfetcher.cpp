// SPDX-License-Identifier: MIT
#include "backend/imap/imapfetcher.h"

#include "backend/imap/imaperror.h"
#include "base/log.h"
#include "mail/limits.h"

#include <algorithm>

namespace Turnstone {

using namespace Imap;

namespace {

constexpr size_t commandsAhead = 64;
constexpr qint64 bytesAhead = 16 * 1024 * 1024;
/// Asked for before it is known whether the mailbox has these messages: what is thrown away else.
constexpr qint64 bytesBehindSelect = 1024 * 1024;
constexpr qsizetype fetchedSetBytes = 4'000; ///< of a UID set in one command

bool isSectionName(const QByteArray &name)
{
    return !name.isEmpty() && name.size() < 500
        && std::all_of(name.begin(), name.end(),
                       [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

} // namespace

ImapFetcher::ImapFetcher(ImapConnection &connection, ContentSink &sink)
    : m_connection(connection)
    , m_sink(sink)
{ }

void ImapFetcher::run(const QList<FetchRequest> &requests)
{
    if (requests.isEmpty())
        return;
    for (const FetchRequest &request : requests) {
        Job job;
        job.request = request;
        job.uid = parseNzNumber(request.key.key).value_or(0);
        if (job.uid == 0 || items(request.selection).isEmpty())
            job.refusal = ImapError::messageGone();
        m_waiting.push_back(job);
    }
    open(requests.first().key);
    while (!m_waiting.empty() || !m_running.empty() || !m_alone.empty()) {
        sendAhead();
        settleFirst();
    }
}

/// Where another mailbox is open, this one is opened and asked in one breath. What comes counts
/// only once it is known to be this mailbox, under the UIDVALIDITY that the keys are of.
void ImapFetcher::open(const RemoteKey &first)
{
    const bool sizesKnown = std::all_of(m_waiting.begin(), m_waiting.end(), [](const Job &job) {
        return job.request.expectedSize > 0
            || job.request.selection.what == PartSelection::What::Headers;
    });
    if (m_connection.isSelected(first.folder) || !sizesKnown || !m_connection.mayAskBehind()) {
        m_connection.ensureSelected(first.folder, first.uidValidity);
        learnSizes();
        return;
    }
    learnSizes(); // nothing to ask for
    ImapConnection::Opening opening = m_connection.beginSelect(first.folder, {});
    sendAhead(&opening);
    m_connection.finishSelect(opening, first.uidValidity, {});
    if (first.uidValidity != 0 && m_connection.mailbox().uidValidity != first.uidValidity)
        throw ImapError::keysVoid();
    // What was answered too early, or forgotten with a SELECT that had to be said in another way.
    for (auto job = m_running.rbegin(); job != m_running.rend(); ++job) {
        if (job->refusal || opening.behind.contains(job->command))
            continue;
        m_bytesAhead -= job->request.expectedSize;
        job->behind = false;
        m_waiting.push_front(*job);
    }
    std::erase_if(m_running, [&](const Job &job) {
        return !job.refusal && !opening.behind.contains(job.command);
    });
}

/// A message beyond our bound is never asked for: its announcement alone would end the session.
void ImapFetcher::learnSizes()
{
    QList<quint32> unknown;
    for (const Job &job : m_waiting) {
        if (job.uid != 0 && job.request.expectedSize <= 0
            && job.request.selection.what != PartSelection::What::Headers)
            unknown.append(job.uid);
    }
    QHash<quint32, qint64> sizes;
    for (const QByteArray &set : UidSet::fromList(unknown).split(fetchedSetBytes)) {
        m_connection.run(Commands::uidFetch(set, "(UID RFC822.SIZE)"), ErrorScope::Folder,
                         [&sizes](const Event &event) {
                             const auto *untagged = std::get_if<Untagged>(&event);
                             const auto *fetch =
                                 untagged ? std::get_if<FetchData>(&untagged->response) : nullptr;
                             if (fetch && fetch->uid && fetch->size)
                                 sizes.insert(*fetch->uid, *fetch->size);
                         });
    }
    for (Job &job : m_waiting) {
        if (job.request.expectedSize <= 0)
            job.request.expectedSize = sizes.value(job.uid, 0);
        if (job.request.expectedSize > Limits::messageBytes
            && job.request.selection.what == PartSelection::What::Everything)
            job.refusal = ImapError::messageTooLarge();
    }
}

/// Empty where the selection can't be said.
QByteArray ImapFetcher::items(const PartSelection &selection)
{
    QByteArrayList items = {"UID"};
    switch (selection.what) {
    case PartSelection::What::Headers:
        items << "BODY.PEEK[HEADER]";
        break;
    case PartSelection::What::Everything:
    case PartSelection::What::Beginning: // not offered: parts can be had
        items << "BODY.PEEK[]";
        break;
    case PartSelection::What::Text:
        items << "BODY.PEEK[HEADER]";
        for (const QByteArray &section : selection.sections) {
            if (isSectionName(section))
                items << "BODY.PEEK[" + section + ".MIME]"
                      << "BODY.PEEK[" + section + ']';
        }
        break;
    case PartSelection::What::Section:
        if (!isSectionName(selection.sections.value(0)))
            return {};
        items << "BODY.PEEK[" + selection.sections.first() + ']';
        break;
    }
    return '(' + items.join(' ') + ')';
}

void ImapFetcher::sendAhead(ImapConnection::Opening *opening)
{
    std::deque<Job> &next = m_waiting.empty() ? m_alone : m_waiting;
    while (!next.empty()) {
        const bool alone = &next == &m_alone;
        const qint64 most = opening ? bytesBehindSelect : bytesAhead;
        const bool room = m_running.empty()
            || (!alone && m_running.size() < commandsAhead && m_bytesAhead < most);
        // Two answers for one UID couldn't be told apart.
        const bool twice = std::any_of(m_running.begin(), m_running.end(),
                                       [&](const Job &job) { return job.uid == next.front().uid; });
        if (!room || twice)
            return;
        Job job = next.front();
        next.pop_front();
        if (!job.refusal) {
            const Command command =
                Commands::uidFetch(QByteArray::number(job.uid), items(job.request.selection));
            job.behind = opening != nullptr;
            job.command =
                opening ? m_connection.sendBehind(*opening, command) : m_connection.send(command);
            m_bytesAhead += job.request.expectedSize;
        }
        m_running.push_back(job);
    }
}

qint64 ImapFetcher::allowance(const Job &job) const
{
    const ImapTimeouts &timeouts = m_connection.timeouts();
    return timeouts.content + job.request.expectedSize * 1000 / timeouts.slowest;
}

void ImapFetcher::settleFirst()
{
    StatusResponse status;
    if (!m_running.front().refusal) {
        m_connection.allow(allowance(m_running.front()));
        status = m_connection.settle(m_running.front().command,
                                     [this](const Event &event) { take(event); });
        m_bytesAhead -= m_running.front().request.expectedSize;
    }
    Job job = m_running.front();
    m_running.pop_front();
    finish(job, status);
}

void ImapFetcher::finish(Job &job, const StatusResponse &status)
{
    if (job.ended)
        return;
    const bool open = job.begun;
    if (open)
        m_open.reset();
    if (job.refusal) {
        endOpen();
        m_sink.missing(job.request.key, *job.refusal);
    } else if (job.behind && !open && status.condition == StatusResponse::Condition::Bad) {
        m_connection.quirks().notice(Quirk::NotWhileSelecting, status.text.toUtf8());
        job.behind = false;
        m_alone.push_back(job);
    } else if (const auto throttled = ImapError::throttled(status.text);
               throttled && !status.ok()) {
        throw *throttled;
    } else if (!status.ok() && status.code.code != Code::ExpungeIssued) {
        if (!open)
            endOpen();
        m_sink.missing(job.request.key,
                       ImapError::refused("UID FETCH", status, ErrorScope::Message));
    } else if (open) {
        m_sink.end();
    } else if (m_anonymous) {
        qCInfo(lcBackend) << "A message came without its UID; it is fetched again alone";
        m_alone.push_back(job);
        m_anonymous = !m_running.empty();
    } else {
        endOpen();
        m_sink.missing(job.request.key, ImapError::messageGone());
    }
}

/// Whose content it is; null where it isn't ours, or can't be told.
ImapFetcher::Job *ImapFetcher::jobOf(const FetchData &data)
{
    if (!data.uid) {
        // Alone on the line, a message needs no UID to be recognised.
        if (m_running.size() == 1 && !m_running.front().refusal)
            return &m_running.front();
        m_anonymous = true;
        return nullptr;
    }
    const auto found = std::find_if(m_running.begin(), m_running.end(), [&](const Job &job) {
        return job.uid == *data.uid && !job.refusal;
    });
    return found == m_running.end() ? nullptr : &*found;
}

/// False where the message has been ended: its sections came apart, and these are too late.
bool ImapFetcher::switchTo(Job &job)
{
    if (job.ended)
        return false;
    if (!job.begun) {
        endOpen();
        m_sink.begin(job.request.key);
        job.begun = true;
        m_open = job.uid;
    }
    return true;
}

void ImapFetcher::endOpen()
{
    if (!m_open)
        return;
    for (Job &job : m_running) {
        if (job.uid == *m_open)
            job.ended = true;
    }
    m_open.reset();
    m_sink.end();
}

void ImapFetcher::take(const Event &event)
{
    if (const auto *start = std::get_if<ContentStart>(&event)) {
        takeStart(*start);
    } else if (const auto *piece = std::get_if<ContentPiece>(&event)) {
        if (m_passing)
            m_sink.data(piece->bytes);
    } else if (std::holds_alternative<ContentEnd>(event)) {
        m_passing = false;
    } else if (const auto *untagged = std::get_if<Untagged>(&event)) {
        if (const auto *fetch = std::get_if<FetchData>(&untagged->response))
            takeFetch(*fetch);
    }
}

void ImapFetcher::takeStart(const ContentStart &start)
{
    m_passing = false;
    if (start.lead.sections.isEmpty())
        return;
    const QByteArray section = start.lead.sections.last().section;
    Job *job = jobOf(start.lead);
    if (!job || !isWanted(job->request.selection, section) || !switchTo(*job))
        return;
    m_sink.section(section);
    m_passing = true;
}

void ImapFetcher::takeFetch(const FetchData &data)
{
    if (data.sections.isEmpty())
        return; // flags that changed meanwhile: the next synchronise has them
    Job *job = jobOf(data);
    if (!job)
        return;
    // A part went by before anybody could know whose it was: all of it is fetched again.
    const bool lost = std::any_of(data.sections.begin(), data.sections.end(),
                                  [](const BodySection &section) { return section.streamed; });
    if (lost && !job->begun)
        return;
    for (const BodySection &section : data.sections) {
        if (section.nil || section.streamed || !isWanted(job->request.selection, section.section)
            || !switchTo(*job))
            continue;
        m_sink.section(section.section);
        if (!section.bytes.isEmpty())
            m_sink.data(section.bytes); // held, so far below a piece's bound
    }
}

bool ImapFetcher::isWanted(const PartSelection &selection, const QByteArray &section)
{
    switch (selection.what) {
    case PartSelection::What::Headers:
        return section == "HEADER";
    case PartSelection::What::Everything:
    case PartSelection::What::Beginning:
        return section.isEmpty();
    case PartSelection::What::Section:
        return section == selection.sections.value(0);
    case PartSelection::What::Text:
        break;
    }
    return section == "HEADER" || selection.sections.contains(section)
        || (section.endsWith(".MIME") && selection.sections.contains(section.chopped(5)));
}

} // namespace Turnstone
