// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "gui/composer/composebeginning.h"

#include <QObject>
#include <functional>

namespace Turnstone {

class BackgroundReader;

/// Makes what a composer begins with: an answer to a message, a message passed on. Fetches what of
/// the original isn't here, and reads it away from the window's thread. Main thread; nothing here
/// waits, and what `done` functions hear runs there too.
class ComposeStarter : public QObject {
    Q_OBJECT
public:
    using Kind = AnswerKind;
    ComposeStarter(Store &, Engine &, BackgroundReader &, QObject *parent = nullptr);

    /// Every identity of every account, in their order. Any thread.
    static QList<Sender> readSenders(MailReader &);
    void senders(std::function<void(const QList<Sender> &)> done);

    /// With an error where the original can't be had; without senders where there is no account.
    using Done = std::function<void(const ComposeStart &, const std::optional<MailError> &)>;
    /// An empty message from the account's first identity; none: the first account's.
    void newMessage(AccountId, bool rich, Done done);
    /// What a mailto: link asks for, in plain text; false where it is none. Files it names are not
    /// attached.
    bool fromLink(const QString &mailto, Done done);
    void answer(const AnswerWish &wish, PlacementId original, Done done);
    /// A message that stands in no folder: a file's, or one attached to `account`'s mail.
    void answerRaw(const AnswerWish &wish, const QByteArray &message, AccountId account, Done done);
    /// Several, each as an attachment.
    void forwardAttached(const QList<PlacementId> &originals, Done done);
    /// Whole messages; those that are gone meanwhile are left out.
    using Messages = std::function<void(const QList<OriginalMessage> &messages,
                                        const std::optional<MailError> &error)>;
    void readWhole(const QList<PlacementId> &, Messages done);

Q_SIGNALS:
    /// Something is being fetched for an answer; false: no longer.
    void fetching(bool begun);

private:
    struct Reading;
    void look(std::shared_ptr<Reading> reading, bool fetched);
    void fetchNext(std::shared_ptr<Reading> reading);
    template <typename Make> void begin(Make make, Done done);

    Store &m_store;
    Engine &m_engine;
    BackgroundReader &m_reader;
};

} // namespace Turnstone
