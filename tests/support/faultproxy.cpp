// SPDX-License-Identifier: MIT
#include "support/faultproxy.h"

#include <QtGlobal>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <deque>
#include <fcntl.h>
#include <list>
#include <mutex>
#include <netinet/tcp.h>
#include <optional>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace Turnstone::Test {

namespace {

using ProxyClock = std::chrono::steady_clock;
constexpr int readSize = 16 * 1024;
/// What may be on the way at once in one direction: then the sender has to wait, as on a real line.
constexpr qint64 onTheWay = 256 * 1024;

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int newSocket()
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        qFatal("The fault proxy gets no socket.");
    return fd;
}

void sendAtOnce(int fd)
{
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

struct Chunk {
    ProxyClock::time_point due;
    QByteArray bytes;
};

/// One direction of one connection.
struct Stream {
    int from = -1, to = -1;
    std::deque<Chunk> queue;
    qint64 queued = 0;
    ProxyClock::time_point lineFree;
    bool ended = false; ///< nothing more comes from `from`
    bool closed = false; ///< `to` was told so

    void close()
    {
        queue.clear();
        queued = 0;
        if (!closed)
            ::shutdown(to, SHUT_WR);
        closed = true;
    }
};

struct Line {
    int client = -1, server = -1;
    std::array<Stream, 2> streams; ///< by Direction
    bool connecting = true;
    bool dead = false; ///< what still comes is thrown away
    bool serverSpokeLast = true;
    QByteArray clientTail; ///< of what the client sent, where a trigger may have begun
    bool triggered = false;
    bool answered = false; ///< the server has spoken since
    bool exchanged = false; ///< and the client again
    QByteArray unsaid; ///< by the server: what a hidden word may begin with
};

} // namespace

struct FaultProxy::Private {
    explicit Private(quint16 serverPort);
    ~Private();

    void run();
    bool accept();
    void receive(Line &, Direction);
    void hide(Line &, QByteArray *bytes) const;
    qsizetype untilTrigger(Line &, const QByteArray &bytes);
    /// Sends what is due; returns when the next is.
    std::optional<ProxyClock::time_point> send(Line &, Direction);
    /// How many of these bytes may pass before the cut.
    qint64 allowed(const Line &, Direction, qint64 bytes) const;
    void passed(Line &, Direction, qint64 bytes);
    static void kill(Line &);
    void wake() const { ::eventfd_write(waker, 1); }

    int bound() const;
    void listenAgain();

    const quint16 target;
    quint16 port = 0;
    const int holder; ///< bound and never listening: keeps the port while connections are refused
    const int waker;
    mutable std::mutex mutex; ///< over all that follows
    int listener = -1; ///< -1: connections are refused
    std::list<Line> lines;
    Counts counts;
    int roundTripMs = 0;
    qint64 bytesPerSecond = 0;
    bool stalled = false, ending = false;
    QByteArray trigger; ///< empty: none is waited for
    bool triggerWanted = false; ///< counting and cutting is a matter of the triggered line alone
    std::array<qint64, 2> since{-1, -1};
    std::array<qint64, 2> cutIn{-1, -1}; ///< bytes that still pass; -1: no cut
    QByteArray farewell;
    QByteArrayList hidden;
    std::thread thread;
};

/// A socket on the proxy's port; 0: on any. The port stays ours while one of them is open.
int FaultProxy::Private::bound() const
{
    const int fd = newSocket();
    const int on = 1;
    const sockaddr_in address = loopback(port);
    if (::setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on)
        || ::bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address))
        qFatal("The fault proxy gets no port.");
    return fd;
}

void FaultProxy::Private::listenAgain()
{
    listener = bound();
    if (::listen(listener, 128))
        qFatal("The fault proxy can't listen.");
}

FaultProxy::Private::Private(quint16 serverPort)
    : target(serverPort)
    , holder(bound())
    , waker(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(holder, reinterpret_cast<sockaddr *>(&address), &size);
    port = ntohs(address.sin_port);
    listenAgain();
    thread = std::thread([this] { run(); });
}

FaultProxy::Private::~Private()
{
    {
        const std::lock_guard lock(mutex);
        ending = true;
    }
    wake();
    thread.join();
    for (Line &line : lines) {
        ::close(line.client);
        ::close(line.server);
    }
    if (listener >= 0)
        ::close(listener);
    ::close(holder);
    ::close(waker);
}

void FaultProxy::Private::run()
{
    std::vector<pollfd> watched;
    std::unique_lock lock(mutex);
    while (!ending) {
        std::optional<ProxyClock::time_point> next;
        watched = {{waker, POLLIN, 0}, {listener, POLLIN, 0}};
        for (auto line = lines.begin(); line != lines.end();) {
            if (!stalled && !line->connecting) {
                for (const Direction direction : {Direction::ToServer, Direction::ToClient}) {
                    if (const auto due = send(*line, direction))
                        next = next ? std::min(*next, *due) : due;
                }
            }
            const auto &[up, down] = line->streams;
            if (up.ended && down.ended && up.queue.empty() && down.queue.empty()) {
                ::close(line->client);
                ::close(line->server);
                line = lines.erase(line);
                continue;
            }
            short client = 0, server = line->connecting ? POLLOUT : 0;
            if (line->dead || !stalled) {
                if (!up.ended && up.queued < onTheWay)
                    client |= POLLIN;
                if (!down.ended && down.queued < onTheWay && !line->connecting)
                    server |= POLLIN;
                const auto now = ProxyClock::now();
                if (!up.queue.empty() && up.queue.front().due <= now && !line->connecting)
                    server |= POLLOUT;
                if (!down.queue.empty() && down.queue.front().due <= now)
                    client |= POLLOUT;
            }
            // One that isn't asked for anything must not be in the list: it would report its end
            // again and again.
            watched.push_back({client ? line->client : -1, client, 0});
            watched.push_back({server ? line->server : -1, server, 0});
            ++line;
        }
        int timeout = -1;
        if (next) {
            const auto wait =
                std::chrono::ceil<std::chrono::milliseconds>(*next - ProxyClock::now());
            timeout = std::max<int>(0, int(wait.count()));
        }
        lock.unlock();
        ::poll(watched.data(), watched.size(), timeout);
        lock.lock();
        eventfd_t ignored;
        ::eventfd_read(waker, &ignored);
        size_t index = 2;
        for (Line &line : lines) {
            const pollfd &client = watched.at(index), &server = watched.at(index + 1);
            index += 2;
            if (line.connecting && server.revents) {
                int error = 0;
                socklen_t size = sizeof error;
                ::getsockopt(line.server, SOL_SOCKET, SO_ERROR, &error, &size);
                line.connecting = false;
                if (error)
                    kill(line);
                continue;
            }
            if (client.revents & (POLLIN | POLLHUP | POLLERR))
                receive(line, Direction::ToServer);
            if (server.revents & (POLLIN | POLLHUP | POLLERR))
                receive(line, Direction::ToClient);
        }
        if (listener >= 0 && watched.at(1).revents)
            accept();
    }
}

bool FaultProxy::Private::accept()
{
    const int client = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (client < 0)
        return false;
    const int server = newSocket();
    sendAtOnce(client);
    sendAtOnce(server);
    const sockaddr_in address = loopback(target);
    ::connect(server, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    Line &line = lines.emplace_back();
    line.client = client;
    line.server = server;
    line.streams[0].from = line.streams[1].to = client;
    line.streams[0].to = line.streams[1].from = server;
    ++counts.connections;
    return true;
}

/// Both ends are told that it is over, and what they still say is read and dropped: bytes that were
/// left unread would make the kernel throw away those that had passed.
void FaultProxy::Private::kill(Line &line)
{
    line.dead = true;
    for (Stream &stream : line.streams)
        stream.close();
}

/// How many bytes of this piece may go before what a trigger says holds. Notices the trigger.
qsizetype FaultProxy::Private::untilTrigger(Line &line, const QByteArray &bytes)
{
    const qsizetype before = line.clientTail.size();
    const qsizetype at = (line.clientTail + bytes).indexOf(trigger);
    if (at < 0)
        return bytes.size();
    if (at > before)
        return at - before;
    trigger.clear();
    line.clientTail.clear();
    line.triggered = true;
    line.answered = line.exchanged = false;
    since = {before - at, 0}; // it may have begun in what was sent already
    return bytes.size();
}

void FaultProxy::Private::receive(Line &line, Direction direction)
{
    Stream &stream = line.streams[size_t(direction)];
    if (stream.ended)
        return;
    QByteArray bytes(readSize, Qt::Uninitialized);
    const ssize_t count = ::recv(stream.from, bytes.data(), size_t(bytes.size()), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0) {
        if (direction == Direction::ToClient && !line.unsaid.isEmpty()) {
            stream.queued += line.unsaid.size();
            stream.queue.push_back({ProxyClock::now(), std::exchange(line.unsaid, {})});
        }
        stream.ended = true;
        if (stream.queue.empty())
            stream.close();
        return;
    }
    if (line.dead || stream.closed)
        return;
    bytes.truncate(count);
    if (direction == Direction::ToClient && !hidden.isEmpty()) {
        hide(line, &bytes);
        if (bytes.isEmpty())
            return;
    }
    const auto now = ProxyClock::now();
    auto due = now;
    if (bytesPerSecond > 0) {
        const std::chrono::nanoseconds takes(count * 1'000'000'000 / bytesPerSecond);
        stream.lineFree = std::max(stream.lineFree, now) + takes;
        due = stream.lineFree;
    }
    due += std::chrono::microseconds(roundTripMs * 500);
    stream.queue.push_back({due, bytes});
    stream.queued += bytes.size();
}

/// Keeps back what may go on as a hidden word with the next piece.
void FaultProxy::Private::hide(Line &line, QByteArray *bytes) const
{
    bytes->prepend(std::exchange(line.unsaid, {}));
    qsizetype kept = 0;
    for (const QByteArray &word : hidden) {
        for (qsizetype at = 0; (at = bytes->indexOf(word, at)) >= 0;)
            (*bytes)[at] = 'X';
        qsizetype begun = qMin(word.size() - 1, bytes->size());
        while (begun > 0 && !word.startsWith(bytes->last(begun)))
            --begun;
        kept = qMax(kept, begun);
    }
    line.unsaid = bytes->last(kept);
    bytes->chop(kept);
}

qint64 FaultProxy::Private::allowed(const Line &line, Direction direction, qint64 bytes) const
{
    const qint64 left = cutIn[size_t(direction)];
    if (left < 0 || (triggerWanted && !line.triggered))
        return bytes;
    return std::min(left, bytes);
}

void FaultProxy::Private::passed(Line &line, Direction direction, qint64 bytes)
{
    (direction == Direction::ToServer ? counts.toServer : counts.toClient) += bytes;
    if (direction == Direction::ToServer && line.serverSpokeLast && bytes > 0)
        ++counts.roundTrips;
    line.serverSpokeLast = direction == Direction::ToClient;
    if (line.triggered && bytes > 0) {
        line.answered = line.answered || direction == Direction::ToClient;
        line.exchanged = line.exchanged || (line.answered && direction == Direction::ToServer);
        if (!line.exchanged)
            since[size_t(direction)] += bytes;
    }
    if (cutIn[size_t(direction)] >= 0 && (!triggerWanted || line.triggered))
        cutIn[size_t(direction)] -= bytes;
}

std::optional<ProxyClock::time_point> FaultProxy::Private::send(Line &line, Direction direction)
{
    Stream &stream = line.streams[size_t(direction)];
    while (!stream.queue.empty()) {
        Chunk &chunk = stream.queue.front();
        if (chunk.due > ProxyClock::now())
            return chunk.due;
        qint64 count = chunk.bytes.size();
        const bool waiting = direction == Direction::ToServer && !trigger.isEmpty();
        if (waiting)
            count = untilTrigger(line, chunk.bytes);
        const qint64 may = allowed(line, direction, count);
        ssize_t sent = 0;
        if (may > 0) {
            sent = ::send(stream.to, chunk.bytes.constData(), size_t(may), MSG_NOSIGNAL);
            if (sent < 0 && (errno == EAGAIN || errno == EINTR))
                return {};
            if (sent < 0) {
                kill(line);
                return {};
            }
        }
        if (waiting && !trigger.isEmpty())
            line.clientTail = (line.clientTail + chunk.bytes.left(sent)).right(trigger.size() - 1);
        passed(line, direction, sent);
        chunk.bytes.remove(0, sent);
        stream.queued -= sent;
        if (chunk.bytes.isEmpty())
            stream.queue.pop_front();
        if (cutIn[size_t(direction)] == 0 && (!triggerWanted || line.triggered)) {
            cutIn = {-1, -1};
            triggerWanted = false;
            line.triggered = false;
            ++counts.cuts;
            if (!farewell.isEmpty())
                ::send(line.client, farewell.constData(), size_t(farewell.size()), MSG_NOSIGNAL);
            kill(line);
            return {};
        }
    }
    if (stream.ended)
        stream.close();
    return {};
}

FaultProxy::FaultProxy(quint16 server)
    : d(std::make_unique<Private>(server))
{ }

FaultProxy::~FaultProxy() = default;

quint16 FaultProxy::port() const
{
    return d->port;
}

FaultProxy::Counts FaultProxy::counts() const
{
    const std::lock_guard lock(d->mutex);
    return d->counts;
}

void FaultProxy::clearCounts()
{
    const std::lock_guard lock(d->mutex);
    d->counts = {};
}

void FaultProxy::setRoundTripMs(int milliseconds)
{
    const std::lock_guard lock(d->mutex);
    d->roundTripMs = milliseconds;
}

void FaultProxy::setBytesPerSecond(qint64 bytes)
{
    const std::lock_guard lock(d->mutex);
    d->bytesPerSecond = bytes;
}

void FaultProxy::cutAfter(Direction direction, qint64 bytes, const QByteArray &trigger,
                          const QByteArray &farewell)
{
    watch(trigger);
    const std::lock_guard lock(d->mutex);
    d->farewell = farewell;
    d->triggerWanted = !trigger.isEmpty();
    d->cutIn[size_t(direction)] = bytes;
    d->wake();
}

void FaultProxy::watch(const QByteArray &trigger)
{
    const std::lock_guard lock(d->mutex);
    d->trigger = trigger;
    d->since = d->cutIn = {-1, -1};
    d->triggerWanted = false;
    for (Line &line : d->lines) {
        line.clientTail.clear();
        line.triggered = false;
    }
}

qint64 FaultProxy::sinceTrigger(Direction direction) const
{
    const std::lock_guard lock(d->mutex);
    return d->since[size_t(direction)];
}

void FaultProxy::hide(const QByteArrayList &words)
{
    const std::lock_guard lock(d->mutex);
    d->hidden = words;
}

void FaultProxy::stall(bool on)
{
    const std::lock_guard lock(d->mutex);
    d->stalled = on;
    d->wake();
}

void FaultProxy::closeHalf(Direction direction)
{
    const std::lock_guard lock(d->mutex);
    for (Line &line : d->lines)
        line.streams[size_t(direction)].close();
    d->wake();
}

void FaultProxy::refuse(bool on)
{
    const std::lock_guard lock(d->mutex);
    if (on && d->listener >= 0) {
        while (d->accept()) { } // for whom they are connections already
        // Closing alone would end it only once the proxy's thread has left its poll() on it.
        ::shutdown(d->listener, SHUT_RDWR);
        ::close(d->listener);
        d->listener = -1;
    } else if (!on && d->listener < 0) {
        d->listenAgain();
    }
    d->wake();
}

void FaultProxy::cutAll()
{
    const std::lock_guard lock(d->mutex);
    for (Line &line : d->lines)
        Private::kill(line);
    d->wake();
}

} // namespace Turnstone::Test
