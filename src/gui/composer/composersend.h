// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "gui/composer/composestart.h"

#include <QObject>
#include <QThreadPool>

namespace Turnstone {

/// From what a composer gives to what stands in the outbox. Files are read, and the message is
/// written, in a pool thread. Main thread.
class ComposerSend : public QObject {
    Q_OBJECT
public:
    ComposerSend(Engine &, const Clock &, QObject *parent = nullptr);
    /// Waits for a message being written.
    ~ComposerSend() override;

    /// `done` hears the outbox's id once the message is durable there, or why it isn't: then
    /// nothing is in the outbox. `atUtc`: seconds; 0: as soon as it can't be undone any more.
    /// Dropped when `context` goes; the message isn't.
    void send(const ComposeStart &state, const Sender &sender, qint64 atUtc, QObject *context,
              std::function<void(OutboxId, std::optional<MailError>)> done);

private:
    Engine &m_engine;
    const Clock &m_clock;
    QThreadPool m_pool;
};

} // namespace Turnstone
