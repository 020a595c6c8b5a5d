// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayList>
#include <memory>

namespace Turnstone::Test {

/// A line to a server on loopback that can be slow, thin, cut, silent or half dead. It passes bytes
/// on and looks at none, so TLS goes through; only a trigger (see `cutAfter`) needs a plain line.
/// Runs in a thread of its own. Every function may be called from any thread, and holds for the
/// connections there are and for those to come.
class FaultProxy {
public:
    enum class Direction { ToServer, ToClient };

    struct Counts {
        qint64 toServer = 0, toClient = 0; ///< bytes that were passed on
        /// How often the client began to speak after the server had, plus one a connection where
        /// it spoke at all: what a latency is paid for.
        qint64 roundTrips = 0;
        int connections = 0;
        int cuts = 0; ///< made by cutAfter
    };

    /// To 127.0.0.1 at `server`. Nothing is wrong with the line at first.
    explicit FaultProxy(quint16 server);
    ~FaultProxy();

    /// Listens on 127.0.0.1.
    quint16 port() const;
    Counts counts() const;
    void clearCounts();

    /// Half of it each way; 0: none.
    void setRoundTripMs(int);
    /// In each direction and for each connection; 0: any.
    void setBytesPerSecond(qint64);

    /// Passes this many more bytes in that direction, and not one beyond; then both ends see the
    /// line closed and nothing passes any more. Once: what connects afterwards is whole. The bytes
    /// of all connections count together, from now on; or, where `trigger` is given, from the first
    /// byte of its next appearance in what a client sends, and only on that connection. The client
    /// is told `farewell` first, as if the server had said it.
    void cutAfter(Direction, qint64 bytes, const QByteArray &trigger = {},
                  const QByteArray &farewell = {});
    /// As cutAfter, without cutting: counts what is sent from the trigger on (`sinceTrigger`).
    /// Takes back a cut that didn't happen.
    void watch(const QByteArray &trigger);
    /// Bytes passed on in that direction from the trigger up to where the client spoke again after
    /// an answer: how long a command and its answer are. -1: the trigger didn't appear yet.
    qint64 sinceTrigger(Direction) const;

    /// What the server says is passed on with an X for the first letter of each of these words: of
    /// a capability, and of what comes with it, the client hears nothing.
    void hide(const QByteArrayList &words);

    /// Every connection stays as it is and nothing passes, until `stall(false)`.
    void stall(bool);
    /// Whoever receives in this direction sees the end of the stream, on every connection there is;
    /// the other direction still passes.
    void closeHalf(Direction);
    /// Who connects is refused, until `refuse(false)`; the connections there are stay.
    void refuse(bool);
    /// All connections there are end now, as if the cable was pulled and put back.
    void cutAll();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Turnstone::Test
