// SPDX-License-Identifier: MIT
#include "cli/storepassword.h"

#include "cli/clitext.h"

namespace Turnstone {

void storePassword(CliContext &context, const Account &account, const Secret &password,
                   const QString &option)
{
    std::optional<CredentialStore::Failure> failure;
    bool done = false;
    context.credentials().write(account, password, [&](std::optional<CredentialStore::Failure> f) {
        failure = std::move(f);
        done = true;
    });
    if (!context.runUntil([&done] { return done; }))
        throw Cancelled{};
    if (failure)
        throw CliError{ExitStatus::Failed,
                       failure->sentence + QLatin1Char(' ')
                           + Cli::tr("Without a keyring, give %1.").arg(option)};
}

void forgetPassword(CliContext &context, const Account &account)
{
    bool done = false;
    context.credentials().remove(account, [&done] { done = true; });
    context.runUntil([&done] { return done; });
}

} // namespace Turnstone
