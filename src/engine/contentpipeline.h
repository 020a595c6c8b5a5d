// SPDX-License-Identifier: MIT
#pragma once

#include "base/boundedqueue.h"
#include "engine/contentreceiver.h"

#include <atomic>
#include <variant>

class QThread;

namespace Turnstone {

/// Takes content off a connection and hands it to a thread of its own, where a ContentReceiver
/// reads, compresses and stores it while the connection goes on reading. What waits between the two
/// is bounded. Belongs to a connection thread; the other thread has a store connection of its own
/// and ends with this object.
class ContentPipeline : public ContentSink {
public:
    ContentPipeline(Store &, AccountId, RemoteFolderId, Wakeup &);
    /// Drops what isn't stored yet: it is asked for again.
    ~ContentPipeline() override;

    /// What the next fetch is asked for. Keys as in RemoteKey::key.
    void expect(const QByteArray &key, ContentReceiver::Target target);
    /// Called after each message, in the connection's thread, with how many have come.
    std::function<void(qint64 done)> onProgress;
    /// How many are stored and committed.
    qint64 stored() const { return m_stored; }
    /// Returns once everything whole is stored. Throws what storing threw.
    void finish();
    /// After `finish`.
    const ContentReceiver::Result &result() const { return m_result; }

    // Each throws what storing threw meanwhile, and Cancelled.
    void begin(const RemoteKey &) override;
    void section(const QByteArray &section) override;
    void data(QByteArrayView bytes) override;
    void end() override;
    void missing(const RemoteKey &, const MailError &why) override;

private:
    struct Expect {
        QByteArray key;
        ContentReceiver::Target target;
    };
    struct Begin {
        RemoteKey key;
    };
    struct Section {
        QByteArray section;
    };
    struct Data {
        qsizetype bytes = 0; ///< the next of the load's
    };
    struct End { };
    struct Missing {
        RemoteKey key;
        MailError why;
    };
    using Step = std::variant<Expect, Begin, Section, Data, End, Missing>;
    struct Load {
        std::vector<Step> steps;
        QByteArray bytes; ///< of all Data, one after the other: one allocation a load
    };

    void add(Step step);
    void hand();
    void run();
    static void perform(ContentReceiver &, Step &, QByteArrayView &bytes);

    Store &m_store;
    AccountId m_account;
    RemoteFolderId m_folder;
    Wakeup &m_wakeup;

    // The connection's thread.
    Load m_filling;
    QElapsedTimer m_sinceHanded;
    qint64 m_ended = 0;

    // Both.
    BoundedQueue<Load> m_loads;
    std::atomic<qint64> m_stored = 0;
    ContentReceiver::Result m_result; ///< the other thread's until that has ended
    std::unique_ptr<QThread> m_thread; ///< from the first load on
};

} // namespace Turnstone
