// SPDX-License-Identifier: MIT
#include "backend/imap/imappush.h"

#include "backend/imap/imaperror.h"
#include "base/clock.h"
#include "base/log.h"
#include "mail/limits.h"
#include "protocol/imap/mailboxname.h"

#include <algorithm>

namespace Turnstone {

using namespace Imap;

namespace {

/// An IDLE that ends by itself sooner was none; a server that does so time and again has none.
constexpr qint64 earlyEndMs = 1'000;
constexpr int earlyEnds = 3;

/// What is asked of NOTIFY, the most first: a server that doesn't know one of the events refuses
/// all (BADEVENT, RFC 5465 3.1). FlagChange and the first two go together only (5465 5).
constexpr const char *wantedEvents[] = {
    "(selected-delayed (MessageNew MessageExpunge FlagChange)) "
    "(personal (MessageNew MessageExpunge FlagChange MailboxName SubscriptionChange))",
    "(selected-delayed (MessageNew MessageExpunge FlagChange)) "
    "(personal (MessageNew MessageExpunge FlagChange))",
    "(selected-delayed (MessageNew MessageExpunge FlagChange)) "
    "(personal (MessageNew MessageExpunge))",
};
/// After an overflow nothing is told at all, not even of the open mailbox (RFC 5465 5.8).
constexpr const char *openFolderEvents =
    "(selected-delayed (MessageNew MessageExpunge FlagChange))";

QByteArray pushKey(const QByteArray &path)
{
    return isInbox(path) ? QByteArray("INBOX") : path;
}

template <typename T> const T *untaggedOf(const Event &event)
{
    const auto *untagged = std::get_if<Untagged>(&event);
    return untagged ? std::get_if<T>(&untagged->response) : nullptr;
}

/// A number that either side doesn't know says nothing.
bool numbersDiffer(const SeenFolder &seen, const FolderNews &now)
{
    const FolderCursor &cursor = seen.cursor;
    if (cursor.uidValidity == 0)
        return false;
    const auto other = [](const auto &told, auto before) {
        return told.value_or(0) != 0 && before != 0 && *told != before;
    };
    return other(now.uidValidity, cursor.uidValidity) || other(now.uidNext, cursor.uidNext)
        || other(now.highestModSeq, cursor.highestModSeq)
        || (now.messages && seen.messages && *now.messages != *seen.messages);
}

} // namespace

bool ImapPush::isOffered(const ImapConnection &connection)
{
    return connection.offers("IDLE") || connection.offers("NOTIFY");
}

bool ImapPush::tellsOfChanges(const ImapConnection &connection)
{
    return connection.offers("NOTIFY") || connection.offers("UIDPLUS")
        || connection.offers("CONDSTORE");
}

PushNews ImapPush::wait(const QList<SeenFolder> &seen, const ListenOptions &options)
{
    prepare(seen, options);
    for (;;) {
        // What has arrived together is told together.
        while (const std::optional<Event> event = m_connection.session().next()) {
            if (!idleCompleted(*event))
                hear(*event);
        }
        m_connection.throwIfEnded();
        if (const std::optional<PushNews> news = heard())
            return *news;
        begin(options);
        const qint64 left = m_renewalAt - Clock::system().monotonicMs();
        if (left <= 0) {
            renew();
            return heard().value_or(PushNews{});
        }
        std::optional<Event> event;
        try {
            // Until the server says that it idles, DONE isn't its to understand.
            const bool wakeable = m_idling || !m_idle;
            event = m_connection.wait(wakeable, wakeable ? left : 0);
        } catch (const MailError &) {
            if (!m_connection.transport().isOpen())
                throw;
            continue; // it is time to renew
        }
        if (!event) {
            PushNews woken;
            woken.event = PushNews::Event::Woken;
            return woken;
        }
        if (!idleCompleted(*event))
            hear(*event);
    }
}

void ImapPush::prepare(const QList<SeenFolder> &seen, const ListenOptions &options)
{
    const bool selected = m_connection.session().state() == Session::State::Selected;
    const bool all = m_scope == Scope::All && !options.oneFolder;
    const bool sameFolder =
        selected && pushKey(m_connection.mailbox().path) == pushKey(seen.first().cursor.folder);
    if (!selected || (!all && !sameFolder))
        openFolder(seen.first());
    else if (m_connection.session().takeChanged()) // while other commands ran
        noteFolder({m_connection.mailbox().path, {}, {}, {}, {}, {}});
    if (m_scope == Scope::OpenFolder && !options.oneFolder && m_connection.offers("NOTIFY"))
        agreeOnAll(seen);
}

/// The server tells of what comes from now on; what came since `seen` is told by its numbers.
void ImapPush::openFolder(const SeenFolder &seen)
{
    m_connection.select(seen.cursor.folder);
    m_connection.session().takeChanged();
    const OpenMailbox &opened = m_connection.mailbox();
    FolderNews now;
    now.path = seen.cursor.folder;
    now.messages = opened.exists;
    now.uidValidity = opened.uidValidity;
    if (opened.uidNext != 0)
        now.uidNext = opened.uidNext;
    now.highestModSeq = opened.highestModSeq;
    // Without mod-sequences a flag that was changed doesn't show, nor a message that made room for
    // another: then it is looked at once more, now that the rest is told.
    const bool comparable = opened.highestModSeq != 0 && seen.cursor.highestModSeq != 0;
    if (numbersDiffer(seen, now) || (seen.cursor.uidValidity != 0 && !comparable))
        noteFolder(now);
}

void ImapPush::agreeOnAll(const QList<SeenFolder> &seen)
{
    Known known;
    for (const SeenFolder &folder : seen)
        known.insert(pushKey(folder.cursor.folder), folder);
    m_paths = {known.keyBegin(), known.keyEnd()};
    for (const char *events : wantedEvents) {
        if (setNotify(events, true, known)) {
            m_scope = Scope::All;
            return;
        }
    }
    m_scope = Scope::OpenFolderOnly;
    qCInfo(lcBackend) << "NOTIFY is offered and refused";
}

bool ImapPush::setNotify(const QByteArray &events, bool status, const Known &known)
{
    m_connection.allow(m_connection.timeouts().batch);
    const CommandId command = m_connection.send(Commands::notifySet(events, status));
    const StatusResponse answer = m_connection.settle(command, [&](const Event &event) {
        const auto *told = untaggedOf<StatusData>(event);
        if (!told) {
            hear(event);
            return;
        }
        const FolderNews now{wirePath(told->path), told->messages, told->unseen,
                             told->uidValidity,    told->uidNext,  told->highestModSeq};
        const auto before = known.constFind(pushKey(now.path));
        if (before == known.constEnd())
            m_listChanged = true;
        else if (numbersDiffer(*before, now))
            noteFolder(now);
    });
    m_connection.allow(0);
    return answer.ok();
}

void ImapPush::begin(const ListenOptions &options)
{
    const qint64 now = Clock::system().monotonicMs();
    const qint64 renewal =
        options.renewAfterMs > 0 ? options.renewAfterMs : m_connection.timeouts().idleRenewal;
    if (m_idle)
        return;
    if (!m_connection.offers("IDLE")) {
        if (m_renewalAt == 0)
            m_renewalAt = now + renewal;
        return;
    }
    m_begunAt = now;
    m_renewalAt = now + renewal;
    m_connection.allow(m_connection.timeouts().idleEnd);
    m_idle = m_connection.send(Commands::idle());
    m_idling = false;
    m_connection.setInterrupt([this] { endIdle(); });
}

/// The answer also proves that the line was alive: a dead one throws here.
void ImapPush::renew()
{
    m_renewalAt = 0;
    if (m_idle) {
        m_connection.setInterrupt(nullptr);
        endIdle();
        return;
    }
    m_connection.allow(m_connection.timeouts().idleEnd);
    m_connection.settle(m_connection.send(Commands::noop()),
                        [this](const Event &event) { hear(event); });
    m_connection.allow(0);
}

void ImapPush::endIdle()
{
    if (!m_idle)
        return;
    m_connection.allow(m_connection.timeouts().idleEnd);
    while (m_idle && !m_idling) { // DONE is understood only by a server that idles
        const std::optional<Event> event = m_connection.wait();
        if (event && !idleCompleted(*event))
            hear(*event);
    }
    if (m_idle) {
        const CommandId command = *std::exchange(m_idle, std::nullopt);
        m_idling = false;
        m_connection.session().idleDone();
        m_connection.settle(command, [this](const Event &event) { hear(event); });
    }
    m_connection.allow(0);
}

/// True for the end of the IDLE that runs: a server may end it by itself.
bool ImapPush::idleCompleted(const Event &event)
{
    const auto *completed = std::get_if<Completed>(&event);
    if (!completed || !m_idle || completed->command != *m_idle)
        return false;
    m_idle.reset();
    m_idling = false;
    m_connection.setInterrupt(nullptr);
    m_connection.allow(0);
    if (!completed->status.ok())
        throw ImapError::refused("IDLE", completed->status, ErrorScope::Folder);
    const bool early = Clock::system().monotonicMs() - m_begunAt < earlyEndMs;
    m_endedEarly = early ? m_endedEarly + 1 : 0;
    if (m_endedEarly >= earlyEnds)
        throw ImapError::incompleteAnswer(ErrorScope::Session);
    return true;
}

std::optional<PushNews> ImapPush::heard()
{
    if (m_folders.isEmpty() && !m_listChanged && !m_overflow)
        return {};
    PushNews news;
    news.event = PushNews::Event::Changed;
    news.folders = std::exchange(m_folders, {}).values();
    news.listChanged = std::exchange(m_listChanged, false);
    news.overflow = std::exchange(m_overflow, false);
    m_connection.session().takeChanged();
    if (news.overflow) {
        m_scope = Scope::OpenFolderOnly;
        setNotify(openFolderEvents, false, {});
    }
    return news;
}

void ImapPush::hear(const Event &event)
{
    if (std::holds_alternative<Go>(event)) {
        m_idling = m_idle.has_value();
        m_connection.allow(0);
        return;
    }
    if (const auto *told = untaggedOf<StatusData>(event)) {
        noteFolder({wirePath(told->path), told->messages, told->unseen, told->uidValidity,
                    told->uidNext, told->highestModSeq});
    } else if (untaggedOf<ListData>(event)) {
        m_listChanged = true;
    } else if (const auto *status = untaggedOf<StatusResponse>(event)) {
        m_overflow = m_overflow || status->code.name == "NOTIFICATIONOVERFLOW";
    } else if (untaggedOf<ExistsData>(event) || untaggedOf<ExpungeData>(event)
               || untaggedOf<VanishedData>(event) || untaggedOf<FetchData>(event)) {
        noteFolder({m_connection.mailbox().path, {}, {}, {}, {}, {}});
    }
}

/// The folder's path as LIST gives it.
QByteArray ImapPush::wirePath(const QByteArray &told)
{
    const bool eightBit =
        std::any_of(told.begin(), told.end(), [](char c) { return quint8(c) >= 0x80; });
    if (!eightBit || m_paths.contains(told))
        return told;
    m_connection.quirks().notice(Quirk::Utf8InStatus, told);
    return encodeMailboxName(QString::fromUtf8(told));
}

void ImapPush::noteFolder(const FolderNews &news)
{
    if (m_folders.size() < Limits::folders || m_folders.contains(pushKey(news.path)))
        m_folders.insert(pushKey(news.path), news);
    else
        m_listChanged = true;
}

} // namespace Turnstone
