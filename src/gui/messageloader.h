// SPDX-License-Identifier: MIT
#pragma once

#include "gui/shownmessage.h"
#include "store/store.h"

#include <QObject>
#include <QThread>
#include <atomic>
#include <memory>

namespace Turnstone {

/// Reads, decodes and sanitises messages in a thread with a store connection of its own, so that no
/// message holds up the window. Only the answer to the latest request is given. Main thread.
class MessageLoader : public QObject {
    Q_OBJECT
public:
    explicit MessageLoader(Store &, QObject *parent = nullptr);
    /// Waits for the message being read; each is bounded.
    ~MessageLoader() override;

    void load(PlacementId, const RenderOptions &);
    void loadRaw(const QByteArray &message, const RenderOptions &);
    /// What is on its way is not wanted any more.
    void forget();

Q_SIGNALS:
    void loaded(const Turnstone::ShownMessage &message);

private:
    class Worker;
    void post(std::function<ShownMessage(Worker &)> job);

    QThread m_thread;
    std::unique_ptr<Worker> m_worker;
    std::shared_ptr<std::atomic<quint64>> m_latest;
};

} // namespace Turnstone
