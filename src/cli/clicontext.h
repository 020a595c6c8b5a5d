// SPDX-License-Identifier: MIT
#pragma once

#include "cli/arguments.h"
#include "cli/output.h"

#include "engine/actions.h"
#include "engine/pass.h"
#include "settings/credentialstore.h"
#include "settings/preferences.h"
#include "store/mailwriter.h"

namespace Turnstone {

/// What a command works with: the profile, opened as it is first asked for, and ways to wait that a
/// signal ends. Everything throws CliError or MailError. Main thread.
class CliContext {
public:
    CliContext(const QString &profile, CliOutput &output);
    ~CliContext();

    CliOutput &output() { return m_output; }
    const BackendRegistry &registry() const { return m_registry; }
    CredentialStore &credentials();
    Preferences &preferences();

    /// Looks on, even while another program holds the profile.
    MailReader &reader();
    /// Takes the profile; throws ProfileInUse. A reader got before is of no more use.
    MailWriter &writer();
    /// The store, taken as by `writer`.
    Store &store();

    // What operands name; each throws where there is no such thing.
    Account account(const QString &name);
    Account account(AccountId);
    /// "A/Path/To/Folder"
    struct FolderName {
        Account account;
        QString path;
    };
    FolderName folderName(const QString &written);
    Folder folder(const QString &written);
    static PlacementId placementId(const QString &written);
    MessageRow row(PlacementId);
    /// "A/Path" of a folder.
    static QString written(const Account &, const Folder &);

    /// From the keyring, the command, or the terminal. Throws SignInRefused with what to do.
    Secret password(const Account &);
    /// With the account's caFile and the user's pins.
    CertificatePolicy certificates(const Account &);
    /// Runs `work` in a thread of its own, where connections may live, and returns or throws what
    /// it does. SIGINT and SIGTERM cancel it by the Wakeup.
    void runBlocking(const std::function<void(Wakeup &)> &work);
    /// Several at once; each settles by itself and none may throw but Cancelled.
    void runEach(const QList<std::function<void(Wakeup &)>> &works);
    /// Serves events until `done`, or a signal (false).
    bool runUntil(const std::function<bool()> &done);

private:
    Store &opened(Store::Access);

    ProfilePaths m_paths;
    CliOutput &m_output;
    BackendRegistry m_registry;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<CredentialStore> m_credentials;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<MailReader> m_reader; ///< or the writer
    MailWriter *m_writer = nullptr; ///< m_reader, where it is one
};

/// The status that an error stands for.
ExitStatus exitStatus(const MailError &);

} // namespace Turnstone
