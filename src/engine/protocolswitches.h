// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"
#include "base/secret.h"
#include "store/switchtypes.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <functional>
#include <map>
#include <memory>

namespace Turnstone {

class AccountWorker;
class BackendRegistry;
class Connectivity;
class CredentialStore;
class Preferences;
class Store;
class WritingThread;

/// How a change of an account's protocol is worked at; a value. What it would do and what it did is
/// in the journal (SwitchReader).
struct SwitchActivity {
    enum class Work {
        None, ///< nothing runs; an open switch waits until it is asked to go on
        Preview,
        Apply,
        Undo
    };
    AccountId account;
    Work work = Work::None;
    bool pausing = false; ///< asked to pause, and not at rest yet
    SwitchProgress progress;
    Work last = Work::None; ///< what ended
    std::optional<MailError> problem; ///< why it ended; absent: it was done, or paused
    bool mayBeAnotherMailbox = false; ///< the problem is that few messages match
    /// The password of that server isn't known: the problem says so.
    enum class Missing { None, OfServerInUse, OfOtherServer };
    Missing missing = Missing::None;
    qint64 nextTryUtc = 0; ///< it goes on by itself then; 0: it doesn't
    bool isRunning() const { return work != Work::None; }
};

/// How a piece of that work came to its end; a value, for whoever shows it while no window of the
/// switch is open. What it did is in the journal (SwitchReader).
struct SwitchConclusion {
    enum class End {
        Previewed, ///< what it would do can be looked at
        Committed, ///< the account reads by the new protocol
        Undone, ///< it reads as before again
        GivenUp, ///< before its commit: nothing was changed
        Waits, ///< it stands still, and goes on by itself at `nextTryUtc`
        Stopped ///< it stands still until the user does something
    };
    AccountId account;
    End end = End::Stopped;
    qint64 exceptions = 0; ///< that the report, or the preview, lists
    qint64 nextTryUtc = 0; ///< Waits
    QString sentence; ///< for people: the account's name, and how it ended; with why, if it didn't
};

/// What the user typed; what is absent is asked of the CredentialStore. The other server's is taken
/// to be the same where none is kept.
struct SwitchPasswords {
    std::optional<Secret> inUse, other;
};

/// Runs each account's change of protocol (protocolswitch.h) in a thread of its own. The account's
/// worker goes on but for its passes while messages are listed and compared, and all of it while
/// the change is committed. Nothing is lost when the program ends meanwhile: the journal has it,
/// and `resume` goes on. Main thread; no call waits.
class ProtocolSwitches : public QObject {
    Q_OBJECT
public:
    struct Parts {
        Store &store;
        const BackendRegistry &registry;
        CredentialStore &credentials;
        Preferences &preferences;
        const Connectivity &connectivity;
        WritingThread &writing;
        std::function<AccountWorker *(AccountId)> worker; ///< null: none runs
    };
    explicit ProtocolSwitches(const Parts &, QObject *parent = nullptr);
    /// Cancels and waits (milliseconds).
    ~ProtocolSwitches() override;

    /// What a change to that server would do. A password that it took is kept as the account's are.
    void preview(AccountId, const IncomingServer &to, const SwitchPasswords & = {},
                 bool sameMailbox = false);
    /// As previewed, with the choices as they are in `chosen`.
    void apply(const SwitchPreview &chosen, const SwitchPasswords & = {});
    /// The account's open switch goes on where it was, or its undoing.
    void resume(AccountId, const SwitchPasswords & = {});
    /// Ends what runs, or waits to be tried again; `resume` goes on.
    void pause(AccountId);
    /// Back to the server before; before the commit, the switch is given up.
    void undo(AccountId, const SwitchPasswords & = {});
    /// It shall not be undone any more; its snapshot goes.
    void close(AccountId);

    SwitchActivity activity(AccountId) const;
    /// What ended and nobody has looked at yet, the last of each account.
    QList<SwitchConclusion> conclusions() const;
    /// The user has seen how it ended, or is looking at it.
    void setSeen(AccountId);

    // By the engine.
    /// What stood still as the program ended goes on when it is time; what can't be undone any more
    /// is closed, now and every few hours.
    void start();
    /// `ended` runs once nothing of the account's runs any more.
    void end(AccountId, std::function<void()> ended);
    void setOffline(bool offline);

Q_SIGNALS:
    void changed(const Turnstone::SwitchActivity &activity);
    /// It ended: once for each `preview`, `apply`, `resume` and `undo` that wasn't paused, however
    /// that came to run; of several failures in a row, the first. Until it is seen, `conclusions`
    /// has it too.
    void concluded(const Turnstone::SwitchConclusion &conclusion);
    /// `setSeen`, or the user began something else with it.
    void seen(Turnstone::AccountId account);
    /// `close` was written.
    void closed(Turnstone::AccountId account);

private:
    struct Job;
    using Work = SwitchActivity::Work;
    Job *find(AccountId, int serial);
    void waitFor(AccountId, qint64 nextTryUtc);
    void forgetNextTry(AccountId);
    void closeOverdue();
    void goOn(AccountId, const SwitchPasswords &);
    Job *begin(AccountId, Work, const SwitchPasswords &);
    void look(AccountId, int serial, const std::optional<SwitchPreview> &chosen);
    void looked(AccountId, int serial, const std::optional<Account> &,
                const std::optional<SwitchReport> &, const QList<OutgoingServer> &);
    void findPasswords(AccountId, int serial);
    void askPassword(AccountId, int serial, bool other, const std::function<void()> &then);
    void keepForSending(AccountId, int serial);
    void run(AccountId, int serial);
    void grant(AccountId, int serial, int level, const std::function<void()> &granted);
    void adopt(AccountId, int serial, const Account &);
    void keepPassword(const Job &);
    void forgetPasswords(const QList<Account> &former);
    void forgetGivenUp(const Job &);
    void ended(AccountId, int serial);
    void finish(Job &);
    bool conclude(const Job &);
    void fail(AccountId, int serial, const MailError &);

    Parts m_parts;
    bool m_offline = false;
    QTimer m_overdue;
    /// By CredentialStore::keyFor: what was given in this run, where nothing else may keep it.
    QHash<QString, Secret> m_known;
    int m_lastSerial = 0;
    std::map<AccountId, std::unique_ptr<Job>> m_jobs;
    std::map<AccountId, SwitchConclusion> m_unseen;
};

} // namespace Turnstone

Q_DECLARE_METATYPE(Turnstone::SwitchActivity)
Q_DECLARE_METATYPE(Turnstone::SwitchConclusion)
