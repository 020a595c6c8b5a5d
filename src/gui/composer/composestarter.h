// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "gui/composer/composestart.h"

#include <QObject>
#include <functional>

namespace Turnstone {

class BackgroundReader;

/// Makes what a composer begins with: an answer to a message, a message passed on. Fetches what of
/// the original isn't here, and reads it away from the window's thread. Main thread.
class ComposeStarter : public QObject {
    Q_OBJECT
public:
    enum class Kind { Reply, ReplyAll, ReplyList, Forward, ForwardAttached, EditAsNew };
    ComposeStarter(Store &, Engine &, BackgroundReader &, QObject *parent = nullptr);

    /// Every identity of every account, in their order.
    QList<Sender> senders();
    /// An empty message from the account's first identity; none: the first account's.
    ComposeStart newMessage(AccountId);
    /// What a mailto: link asks for; absent where it is none. Files it names are not attached.
    std::optional<ComposeStart> fromLink(const QString &mailto);
    /// `selection`: what of the original is quoted, as text; empty: all of it. `done` runs in the
    /// main thread, with an error where the original can't be had.
    using Done = std::function<void(const ComposeStart &, const std::optional<MailError> &)>;
    void answer(Kind kind, PlacementId original, const QString &selection, Done done);
    /// Several, each as an attachment.
    void forwardAttached(const QList<PlacementId> &originals, Done done);

private:
    struct Original;
    void read(const QList<PlacementId> &originals, bool whole,
              std::function<void(QList<Original>, std::optional<MailError>)> done);
    void fetch(QList<Original> missing, bool whole,
               std::function<void(std::optional<MailError>)> done);

    Store &m_store;
    Engine &m_engine;
    BackgroundReader &m_reader;
};

} // namespace Turnstone
