// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "gui/composer/composestart.h"
#include "store/outboxtypes.h"

namespace Turnstone {

class BackgroundReader;

/// Takes a message out of the outbox to be written on: what a composer then begins with. Main
/// thread.
class OutboxEdit : public QObject {
    Q_OBJECT
public:
    OutboxEdit(Engine &, BackgroundReader &, QObject *parent = nullptr);

    /// Answered by one of the signals.
    void edit(OutboxId id);

Q_SIGNALS:
    /// It has left the outbox.
    void taken(const Turnstone::ComposeStart &start);
    /// It is on its way, or gone: nothing was changed. A sentence.
    void refused(const QString &why);

private:
    Engine &m_engine;
    BackgroundReader &m_reader;
};

/// What a composer begins with for a message of the outbox: from the identity it was sent by, with
/// those in Bcc who stand in no header, and without who has it already. Any thread.
ComposeStart startFromOutbox(const OutboxItem &, const QList<OutboxOriginal> &,
                             const QByteArray &message, const QList<Sender> &senders);

} // namespace Turnstone
