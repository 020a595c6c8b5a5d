// SPDX-License-Identifier: MIT
#include "backend/imap/imapappender.h"

#include "backend/imap/imaperror.h"
#include "base/log.h"
#include "protocol/imap/keyword.h"

#include <algorithm>

namespace Turnstone {

using namespace Imap;

namespace {

constexpr qint64 appendBytesInFlight = 4 * 1024 * 1024;
constexpr size_t appendCommandsInFlight = 64;
constexpr size_t manyCommandsInFlight = 2; ///< one is stored while the next comes
constexpr size_t messagesOfMany = 100;
constexpr qint64 bytesOfMany = 1024 * 1024;

bool saysNothing(const StatusResponse &status)
{
    return status.code.code == Code::None || status.code.code == Code::Other;
}

/// A refusal that no single message of several can be the reason of.
bool isOfFolder(Code code)
{
    switch (code) {
    case Code::TryCreate:
    case Code::NonExistent:
    case Code::NoPerm:
    case Code::ReadOnly:
        return true;
    default:
        return false;
    }
}

} // namespace

/// RFC 7889: for the whole server, or a folder's own, which is asked for once.
std::optional<qint64> ImapAppender::appendLimit(const QByteArray &folder)
{
    if (const auto all = m_connection.session().capabilities().number("APPENDLIMIT"))
        return all;
    if (!m_connection.offers("APPENDLIMIT"))
        return {};
    if (const auto known = m_appendLimits.constFind(folder); known != m_appendLimits.constEnd())
        return *known;
    std::optional<qint64> limit;
    const StatusResponse status =
        m_connection.ask(Commands::appendLimit(folder), [&limit](const Event &event) {
            const auto *untagged = std::get_if<Untagged>(&event);
            const auto *told = untagged ? std::get_if<StatusData>(&untagged->response) : nullptr;
            if (told && told->appendLimit.value_or(-1) >= 0)
                limit = told->appendLimit;
        });
    m_appendLimits.insert(folder, limit); // a refusal too: it would be one for each message
    return limit;
}

void ImapAppender::throwIfUnfit(const QByteArray &folder, const QByteArray &message)
{
    const std::optional<qint64> limit = appendLimit(folder);
    if (limit && message.size() > *limit)
        throw ImapError::messageAboveLimit(message.size(), *limit);
    if (message.contains('\0') && !m_connection.offers("BINARY"))
        throw ImapError::messageWithNul();
}

ImapAppender::Item ImapAppender::prepared(const QByteArray &folder, const AppendItem &item,
                                          int number) const
{
    Item result{number, item.message, {}, {}, item.receivedUtc};
    const bool isOpen = m_connection.session().state() == Session::State::Selected
        && m_connection.mailbox().path == folder;
    const QStringList flags = imapNames({item.flags.flags, {}});
    QByteArrayList names;
    for (const QString &flag : flags)
        names.append(flag.toLatin1());
    for (const QString &tag : item.flags.tags)
        names.append(keywordOf(tag));
    for (const QByteArray &wire : std::as_const(names)) {
        if (wire.startsWith('\\'))
            result.systemFlags.append(wire);
        else if (!isKeyword(wire) || (isOpen && !m_connection.mailbox().mayStore(wire)))
            continue;
        result.flags.append(wire);
    }
    return result;
}

Command ImapAppender::command(const QByteArray &folder, const std::deque<Item> &items)
{
    QList<Commands::Appended> messages;
    for (const Item &item : items)
        messages.append({item.flags, item.receivedUtc, item.message});
    return Commands::append(folder, messages);
}

/// The time an upload takes grows with its size.
qint64 ImapAppender::allowance(qint64 bytes) const
{
    return m_connection.timeouts().content + bytes * 1000 / m_connection.timeouts().slowest;
}

/// Some servers refuse a message for a keyword that they can't keep. Without a code that says
/// something else, it is tried without.
bool ImapAppender::isWorthLess(const StatusResponse &status, const Item &item)
{
    return !status.ok() && saysNothing(status) && item.flags != item.systemFlags;
}

/// One for each message, in their order (RFC 4315 3); where the server tells another number of
/// them it tells nothing.
QList<std::optional<RemoteKey>> ImapAppender::keys(const QByteArray &folder,
                                                   const StatusResponse &status, qsizetype count)
{
    QList<std::optional<RemoteKey>> result(count);
    const auto uids = status.code.code == Code::AppendUid ? expanded(status.code.to, count)
                                                          : std::optional<QList<quint32>>();
    if (uids && uids->size() == count) {
        for (qsizetype i = 0; i < count; ++i)
            result[i] =
                RemoteKey{folder, QByteArray::number(uids->at(i)), quint32(status.code.number)};
    }
    return result;
}

std::optional<RemoteKey> ImapAppender::append(const QByteArray &folder, const QByteArray &message,
                                              const FlagState &flags, qint64 receivedUtc)
{
    throwIfUnfit(folder, message);
    Item item = prepared(folder, {message, flags, receivedUtc}, 0);
    const auto send = [&] {
        m_connection.allow(allowance(message.size()));
        return m_connection.settle(m_connection.send(command(folder, {item})));
    };
    StatusResponse status = send();
    if (isWorthLess(status, item)) {
        item.flags = item.systemFlags;
        status = send();
    }
    if (!status.ok())
        throw ImapError::refused("APPEND", status, ErrorScope::Message);
    return keys(folder, status, 1).first();
}

FolderSupport::Replacement ImapAppender::replace(const QByteArray &folder, quint32 former,
                                                 const QByteArray &message, const FlagState &flags,
                                                 qint64 receivedUtc)
{
    throwIfUnfit(folder, message);
    const Item item = prepared(folder, {message, flags, receivedUtc}, 0);
    // APPENDUID comes before the message that it replaces is told to be gone, in an OK of its own
    // (RFC 8508 3.4).
    std::optional<RemoteKey> told;
    const auto listen = [&](const Event &event) {
        const auto *untagged = std::get_if<Untagged>(&event);
        const auto *ok = untagged ? std::get_if<StatusResponse>(&untagged->response) : nullptr;
        if (ok && ok->ok() && ok->code.code == Code::AppendUid)
            told = keys(folder, *ok, 1).first();
    };
    m_connection.allow(allowance(message.size()));
    const StatusResponse status = m_connection.ask(
        Commands::uidReplace(former, folder, {item.flags, item.receivedUtc, item.message}), listen);
    if (!status.ok()) {
        qCInfo(lcBackend) << "a message could not be replaced:" << status.text;
        return {};
    }
    if (const auto tagged = keys(folder, status, 1).first())
        told = tagged;
    return {true, told};
}

void ImapAppender::appendAll(const QByteArray &folder, AppendBatch &batch)
{
    m_ready.clear();
    m_alone.clear();
    m_inFlight.clear();
    m_bytesInFlight = 0;
    m_taken = 0;
    m_atEnd = false;
    m_many = m_connection.offers("MULTIAPPEND");
    for (;;) {
        while (sendNext(folder, batch)) { }
        if (m_inFlight.empty())
            return;
        settleFirst(folder, batch);
    }
}

/// False where there is nothing more to take.
bool ImapAppender::takeNext(const QByteArray &folder, AppendBatch &batch)
{
    while (!m_atEnd) {
        const std::optional<AppendItem> item = batch.next();
        if (!item) {
            m_atEnd = true;
            break;
        }
        const int number = m_taken++;
        try {
            throwIfUnfit(folder, item->message);
        } catch (const MailError &error) {
            if (error.scope != ErrorScope::Message)
                throw;
            batch.refused(number, error);
            continue;
        }
        m_ready.push_back(prepared(folder, *item, number));
        return true;
    }
    return false;
}

/// True where a command was sent.
bool ImapAppender::sendNext(const QByteArray &folder, AppendBatch &batch)
{
    const size_t most = m_many ? manyCommandsInFlight : appendCommandsInFlight;
    if (!m_inFlight.empty()
        && (m_inFlight.size() >= most || m_bytesInFlight >= appendBytesInFlight))
        return false;
    Sent sent;
    if (!m_alone.empty()) {
        sent.items.push_back(std::move(m_alone.front()));
        m_alone.pop_front();
        sent.bytes = sent.items.front().message.size();
    } else {
        const size_t wanted = m_many ? messagesOfMany : 1;
        while (sent.items.size() < wanted && sent.bytes < bytesOfMany
               && (!m_ready.empty() || takeNext(folder, batch))) {
            // A literal8 goes by itself: how it goes among others is nowhere said.
            const bool binary = m_ready.front().message.contains('\0');
            if (binary && !sent.items.empty())
                break;
            sent.bytes += m_ready.front().message.size();
            sent.items.push_back(std::move(m_ready.front()));
            m_ready.pop_front();
            if (binary)
                break;
        }
    }
    if (sent.items.empty())
        return false;
    m_connection.allow(allowance(m_bytesInFlight + sent.bytes));
    sent.command = m_connection.send(command(folder, sent.items));
    m_bytesInFlight += sent.bytes;
    m_inFlight.push_back(std::move(sent));
    return true;
}

void ImapAppender::settleFirst(const QByteArray &folder, AppendBatch &batch)
{
    m_connection.allow(allowance(m_bytesInFlight));
    const StatusResponse status = m_connection.settle(m_inFlight.front().command);
    Sent sent = std::move(m_inFlight.front());
    m_inFlight.pop_front();
    m_bytesInFlight -= sent.bytes;
    if (status.ok()) {
        const auto told = keys(folder, status, qsizetype(sent.items.size()));
        for (size_t i = 0; i < sent.items.size(); ++i)
            batch.appended(sent.items[i].number, told[qsizetype(i)]);
        return;
    }
    if (sent.items.size() > 1 && !isOfFolder(status.code.code)) {
        // Which of them it was isn't said. Where there is no room, or no such command in spite of
        // what is offered, the next would fare no better together.
        if (status.code.code == Code::OverQuota
            || status.condition == StatusResponse::Condition::Bad)
            m_many = false;
        qCInfo(lcBackend) << sent.items.size()
                          << "messages were refused together and are sent one by one:"
                          << status.text;
        std::move(sent.items.begin(), sent.items.end(), std::back_inserter(m_alone));
        return;
    }
    for (Item &item : sent.items) {
        if (sent.items.size() == 1 && isWorthLess(status, item)) {
            item.flags = item.systemFlags;
            m_alone.push_back(std::move(item));
        } else {
            batch.refused(item.number, ImapError::refused("APPEND", status, ErrorScope::Message));
        }
    }
}

} // namespace Turnstone
