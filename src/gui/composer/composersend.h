// SPDX-License-Identifier: MIT
#pragma once

#include "engine/drafts.h"
#include "engine/engine.h"
#include "gui/composer/composestart.h"
#include "mail/messagewriter.h"
#include "store/outboxtypes.h"

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

    using Done = std::function<void(OutboxId, std::optional<MailError>)>;
    /// `done` hears the outbox's id once the message is durable there, or why it isn't: then
    /// nothing is in the outbox. `atUtc`: seconds; 0: as soon as it can't be undone any more.
    /// Dropped when `context` goes; the message isn't.
    void send(const ComposeStart &state, const Sender &sender, qint64 atUtc, QObject *context,
              Done done);
    /// The same for what is written by `write`, in a pool thread, into its sink: a message passed
    /// on unchanged, a receipt. `item` has account, identity and what it answers.
    using Write = std::function<WrittenMessage(QIODevice &sink)>;
    using Size = std::function<qint64()>; ///< about how many bytes that will be; the same thread
    /// `before`: the draft that it was.
    void sendWritten(const NewOutboxItem &item, Write write, Size size, QObject *context, Done done,
                     const DraftHandle &before = {});
    /// Seconds of now, and how far this computer's clock is east of UTC, whole minutes.
    std::pair<qint64, int> now() const;

private:
    Engine &m_engine;
    const Clock &m_clock;
    QThreadPool m_pool;
};

} // namespace Turnstone
