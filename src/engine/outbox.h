// SPDX-License-Identifier: MIT
#pragma once

#include "engine/drafts.h"
#include "engine/outboxsender.h"
#include "net/connectionthread.h"
#include "settings/credentialstore.h"
#include "settings/preferences.h"

#include <QObject>
#include <map>
#include <set>

namespace Turnstone {

class AccountWorker;
class SendingSettings;
class WritingThread;

/// A finished message: its bytes are RFC 5322 with CRLF and without Bcc (readyToSend, or what the
/// composer writes), its envelope is in `item`.
struct OutgoingDraft {
    NewOutboxItem item; ///< `notBeforeUtc` 0: after the time in which sending can be undone
    QByteArray bytes;
    /// What it was before, if anything: that goes, here and at the server, in the transaction by
    /// which this stands in the outbox.
    DraftHandle draft = {};
};

/// How an account's outbox is worked at; a value. What is in it: OutboxReader.
struct OutboxActivity {
    AccountId account;
    bool sending = false;
    qint64 nextUtc = 0; ///< when the next message is due, seconds; 0: none is
    std::optional<MailError> problem; ///< of the last run
    /// Where `problem` is a refused sign-in, or a password that isn't known: who wants another one.
    std::optional<OutgoingServer> refusedBy;
};

/// Sends what is in the outbox of each account: at once, at the time the user chose, once there is
/// a network again, and after pauses where a server wouldn't take it. Each account's in a thread of
/// its own, which lives as long as there is something due. A message whose outcome is unknown is
/// never sent again by this. Main thread; no call waits; what fails is told by
/// Engine::actionFailed.
class Outbox : public QObject {
    Q_OBJECT
public:
    struct Parts {
        Store &store;
        const BackendRegistry &registry;
        CredentialStore &credentials;
        Preferences &preferences;
        WritingThread &writing;
        std::function<AccountWorker *(AccountId)> worker; ///< null: none runs
        std::function<bool()> hasNetwork;
    };
    explicit Outbox(const Parts &, QObject *parent = nullptr);
    /// Cancels and waits (milliseconds).
    ~Outbox() override;

    /// Into the outbox, durably. `done` hears its id, or why not, in the main thread; it is dropped
    /// when `context` goes, the message isn't.
    void send(const OutgoingDraft &, QObject *context,
              std::function<void(OutboxId, std::optional<MailError>)> done);
    /// Takes back what isn't on its way, and returns its bytes: the composer opens again with them.
    /// `done` hears none where it was too late. `draft`: what it then is again; saved first, so
    /// that it is never in neither place.
    void takeBack(OutboxId, QObject *context, std::function<void(std::optional<QByteArray>)> done,
                  const std::optional<DraftToSave> &draft = {});

    // What the user decides of one; see OutboxWriter.
    void sendAgain(OutboxId);
    void hold(OutboxId);
    void discard(OutboxId);
    void confirmSent(OutboxId);
    /// Answered once by `checked`.
    void checkSent(OutboxId);

    OutboxActivity activity(AccountId) const;
    /// Of every account that has, or had, something to send.
    QList<OutboxActivity> activities() const;

    /// Identities and outgoing servers; main thread.
    SendingSettings &settings() { return *m_settings; }

    // By the engine.
    void wake(AccountId);
    /// Something of the account's runs, or may.
    bool has(AccountId account) const { return m_runners.contains(account); }
    /// What failed before may go now: a new password, another network.
    void retrySoon(AccountId);
    void setOffline(bool offline);
    /// `ended` runs once nothing of the account's runs any more, and nothing of it will.
    void end(AccountId, std::function<void()> ended);

Q_SIGNALS:
    void activityChanged(const Turnstone::OutboxActivity &activity);
    /// A run has ended, and sent so many.
    void sent(Turnstone::AccountId account, qint64 messages);
    void checked(Turnstone::OutboxId id, const Turnstone::SentCheck &result);

private:
    struct Runner;
    /// What the writing thread knows of an account's outbox.
    struct Look {
        std::optional<Account> account;
        std::optional<qint64> dueUtc;
        QList<OutgoingServer> withOwnPassword;
    };
    void looked(AccountId, const Look &);
    void findPasswords(AccountId, const std::shared_ptr<OutgoingPasswords> &,
                       QList<OutgoingServer> left);
    void run(AccountId, const OutgoingPasswords &);
    void runEnded(AccountId);
    void act(OutboxId, void (OutboxWriter::*)(OutboxId));
    void beginCheck(OutboxId, const Account &);
    void runCheck(OutboxId, const Account &, const Secret &);
    Runner &runner(AccountId);

    Parts m_parts;
    std::unique_ptr<SendingSettings> m_settings;
    bool m_offline = false;
    std::map<AccountId, std::unique_ptr<Runner>> m_runners;
    std::map<OutboxId, std::unique_ptr<ConnectionThread>> m_checks;
};

} // namespace Turnstone

Q_DECLARE_METATYPE(Turnstone::OutboxActivity)
Q_DECLARE_METATYPE(Turnstone::SentCheck)
