// SPDX-License-Identifier: MIT
#include "cli/clicontext.h"
#include "cli/clitext.h"
#include "cli/commands.h"
#include "cli/storepassword.h"

#include "engine/connectivity.h"
#include "engine/engine.h"
#include "engine/foldercopy.h"
#include "engine/outbox.h"
#include "engine/protocolswitch/protocolswitch.h"
#include "settings/writingpreferences.h"

namespace Turnstone {

namespace {

QList<Account> namedAccounts(CliContext &context, const QStringList &names)
{
    if (names.isEmpty())
        return context.reader().accounts();
    QList<Account> accounts;
    for (const QString &name : names)
        accounts.append(context.account(name));
    return accounts;
}

void printSummary(CliOutput &output, const SyncSummary &summary)
{
    const QJsonObject object{
        {QStringLiteral("account"), summary.name},
        {QStringLiteral("folders"), summary.folders},
        {QStringLiteral("new"), summary.added},
        {QStringLiteral("changed"), summary.changed},
        {QStringLiteral("removed"), summary.removed},
        {QStringLiteral("sent"), summary.sent},
        {QStringLiteral("operations_done"), summary.operationsDone},
        {QStringLiteral("operations_left"), summary.operationsLeft},
        {QStringLiteral("bytes_in"), summary.counts.bytesIn},
        {QStringLiteral("bytes_out"), summary.counts.bytesOut},
        {QStringLiteral("round_trips"), summary.counts.roundTrips},
        {QStringLiteral("seconds"), summary.seconds},
        {QStringLiteral("taken_elsewhere"), summary.takenElsewhere},
        {QStringLiteral("error"),
         summary.error ? QJsonValue(summary.error->sentence) : QJsonValue()},
    };
    output.result(object,
                  Cli::tr("%1: %2 new, %3 changed, %4 removed, %5 changes sent, %6 waiting, %7 "
                          "messages sent")
                      .arg(escapedLine(summary.name))
                      .arg(summary.added)
                      .arg(summary.changed)
                      .arg(summary.removed)
                      .arg(summary.operationsDone)
                      .arg(summary.operationsLeft)
                      .arg(summary.sent));
    if (summary.takenElsewhere > 0)
        output.complaint(summary.name + QLatin1String(": ") + takenElsewhereText(summary));
    if (summary.error)
        output.complaint(summary.name + QLatin1String(": ") + summary.error->sentence);
}

/// A failure of one message or folder leaves the rest done.
ExitStatus summaryStatus(const SyncSummary &summary, qint64 undecided)
{
    if (!summary.error)
        return summary.operationsLeft > 0 || undecided > 0 ? ExitStatus::DoneInPart
                                                           : ExitStatus::Done;
    const ErrorScope scope = summary.error->scope;
    return scope == ErrorScope::Message || scope == ErrorScope::Folder ? ExitStatus::DoneInPart
                                                                       : exitStatus(*summary.error);
}

/// One status for all: what they share, else "done in part".
ExitStatus sharedStatus(const QList<ExitStatus> &statuses)
{
    ExitStatus shared = statuses.value(0, ExitStatus::Done);
    for (const ExitStatus status : statuses) {
        if (status != shared)
            shared = ExitStatus::DoneInPart;
    }
    return shared;
}

/// What goes from one account to another is done in turns: bytes here, upload there, deletion here.
QSet<AccountId> accountsToFollow(CliContext &context)
{
    QSet<AccountId> accounts;
    const qint64 now = context.store().clock().utcSeconds();
    const QList<Operation> operations = context.reader().operations();
    for (const Operation &operation : operations) {
        const bool between = operation.kind == OperationKind::Transfer
            || operation.kind == OperationKind::Delete
            || operation.kind == OperationKind::RemoveFolder;
        if (between && operation.state == OperationState::Waiting && operation.notBeforeUtc <= now)
            accounts.insert(operation.account);
    }
    return accounts;
}

void add(SyncSummary &sum, const SyncSummary &more)
{
    sum.operationsDone += more.operationsDone;
    sum.operationsLeft = more.operationsLeft;
    sum.counts.bytesIn += more.counts.bytesIn;
    sum.counts.bytesOut += more.counts.bytesOut;
    sum.counts.roundTrips += more.counts.roundTrips;
    sum.seconds += more.seconds;
    sum.error = more.error;
}

/// Those of servers with a password of their own are only asked for where something is to be sent.
OutgoingPasswords outgoingPasswords(CliContext &context, const Account &account,
                                    const Secret &password)
{
    OutgoingPasswords passwords;
    passwords.account = password;
    OutboxReader outbox(context.reader());
    if (!outbox.nextDueUtc(account.id))
        return passwords;
    const QList<OutgoingServer> servers = outbox.outgoingServers(account.id);
    for (const OutgoingServer &server : servers) {
        if (server.ownPassword)
            passwords.own.insert(server.id, context.password(credentialsOf(account, server)));
    }
    return passwords;
}

/// The outbox first; what waited for the folders to be known after it.
SyncSummary sendAndSync(const PassContext &context, const Account &account,
                        const OutgoingPasswords &passwords, const PassOptions &options,
                        qint64 *undecided)
{
    OutboxSummary outbox = sendOutbox(context, account, passwords);
    SyncSummary summary = runPass(context, account, *passwords.account, options);
    if (!summary.error && !outbox.error && outbox.sent == 0 && outbox.waiting > 0) {
        outbox = sendOutbox(context, account, passwords);
        if (outbox.sent > 0) {
            PassOptions operationsOnly = options;
            operationsOnly.extent = PassExtent::Operations;
            add(summary, runPass(context, account, *passwords.account, operationsOnly));
        }
    }
    summary.sent = outbox.sent;
    summary.counts.bytesIn += outbox.counts.bytesIn;
    summary.counts.bytesOut += outbox.counts.bytesOut;
    summary.counts.roundTrips += outbox.counts.roundTrips;
    if (outbox.error && !summary.error) {
        summary.error = outbox.error;
        summary.error->scope = ErrorScope::Message; // all else is done
    }
    *undecided = outbox.undecided;
    return summary;
}

ExitStatus syncOnce(CliContext &context, const QList<Account> &accounts, const PassOptions &options)
{
    struct Pass {
        Account account;
        Secret password;
        OutgoingPasswords outgoing;
        CertificatePolicy certificates;
        std::optional<SyncSummary> summary;
        qint64 undecided = 0;
    };
    std::vector<Pass> passes;
    for (const Account &account : accounts) {
        SyncSummary refused;
        refused.account = account.id;
        refused.name = account.name;
        try {
            const Secret password = context.password(account);
            passes.push_back({account,
                              password,
                              outgoingPasswords(context, account, password),
                              context.certificates(account),
                              {}});
            continue;
        } catch (const CliError &error) {
            refused.error = MailError{ErrorScope::Account,
                                      ErrorKind::Authentication,
                                      RetryClass::Never,
                                      error.sentence,
                                      {}};
        }
        passes.push_back({account, {}, {}, {}, refused});
    }
    Store &store = context.store();
    continueFolderTransfers(context.writer(), context.registry());
    const bool collects = context.preferences().get(Pref::collectAddresses);
    QList<std::function<void(Wakeup &)>> works;
    for (Pass &pass : passes) {
        if (!pass.summary)
            works.append([&](Wakeup &wakeup) {
                PassContext passContext{store, context.registry(), pass.certificates, wakeup};
                passContext.collectsRecipients = collects;
                pass.summary =
                    sendAndSync(passContext, pass.account, pass.outgoing, options, &pass.undecided);
            });
    }
    context.runEach(works);
    constexpr int turns = 4;
    for (int turn = 0; turn < turns; ++turn) {
        continueFolderTransfers(context.writer(), context.registry());
        const QSet<AccountId> following = accountsToFollow(context);
        PassOptions operationsOnly = options;
        operationsOnly.extent = PassExtent::Operations;
        works.clear();
        for (Pass &pass : passes) {
            if (!pass.summary || pass.summary->error || !following.contains(pass.account.id))
                continue;
            works.append([&](Wakeup &wakeup) {
                const PassContext passContext{store, context.registry(), pass.certificates, wakeup};
                add(*pass.summary,
                    runPass(passContext, pass.account, pass.password, operationsOnly));
            });
        }
        if (works.isEmpty())
            break;
        context.runEach(works);
    }
    QList<ExitStatus> statuses;
    for (const Pass &pass : passes) {
        if (!pass.summary)
            throw Cancelled{};
        printSummary(context.output(), *pass.summary);
        statuses.append(summaryStatus(*pass.summary, pass.undecided));
    }
    return sharedStatus(statuses);
}

/// Prints each pass as it ends, until a signal.
ExitStatus syncAndWatch(CliContext &context, const QList<Account> &accounts)
{
    QSet<AccountId> watched;
    for (const Account &account : accounts)
        watched.insert(account.id);
    Engine engine(context.store(), context.registry(), context.credentials(),
                  context.preferences());
    CliOutput &output = context.output();
    QHash<AccountId, qint64> sent; // since the last pass that was printed
    QObject::connect(&engine.outbox(), &Outbox::sent, &engine,
                     [&](AccountId account, qint64 messages) { sent[account] += messages; });
    QObject::connect(&engine, &Engine::passFinished, &engine, [&](const SyncSummary &pass) {
        if (!watched.contains(pass.account))
            return;
        SyncSummary summary = pass;
        summary.sent = sent.take(pass.account);
        printSummary(output, summary);
        output.flush();
    });
    engine.watchNetwork();
    engine.start();
    context.runUntil([] { return false; });
    return ExitStatus::Done;
}

ExitStatus sync(CliContext &context, const CliArguments &arguments)
{
    context.store();
    const QList<Account> accounts = namedAccounts(context, arguments.positional);
    if (accounts.isEmpty())
        throw CliError{ExitStatus::Failed,
                       Cli::tr("There is no account yet. See turnstonectl account add --help.")};
    Connectivity connectivity(context.preferences());
    connectivity.watch();
    PassOptions options;
    options.isMetered = [&connectivity] { return connectivity.isMetered(); };
    options.full = arguments.has(QStringLiteral("full"));
    options.sendAtOnce = true; // what the window let wait for an undo: that is over
    if (!arguments.has(QStringLiteral("watch"))) {
        // As the engine does: what can't be undone any more needs neither copy nor password.
        const QList<Account> former = closeOverdueSwitches(context.store(), context.writer());
        for (const Account &left : former)
            forgetPassword(context, left);
        return syncOnce(context, accounts, options);
    }
    return syncAndWatch(context, accounts);
}

} // namespace

QList<CliCommand> syncCommands()
{
    return {{{QStringLiteral("sync")},
             QStringLiteral("[ACCOUNT…]"),
             0,
             -1,
             Cli::tr("sends waiting changes and fetches what is new, from every folder"),
             {{QStringLiteral("watch"), {}, Cli::tr("stay, and follow what the servers report")},
              {QStringLiteral("full"), {}, Cli::tr("also read folders that seem unchanged")}},
             sync}};
}

} // namespace Turnstone
