// SPDX-License-Identifier: MIT
#include "cli/accountsettings.h"
#include "cli/clicontext.h"
#include "cli/clitext.h"
#include "cli/commands.h"
#include "cli/storepassword.h"
#include "cli/terminal.h"
#include "engine/protocolswitch/protocolswitch.h"

#include "engine/outboxsender.h"

#include <QDateTime>

namespace Turnstone {

namespace {

/// Without a running engine only what the store knows: "new" was never synchronised, "attention"
/// has a change that failed for good, "pending" has changes the server hasn't confirmed.
QString accountState(MailReader &reader, const Account &account)
{
    const QList<Operation> operations = reader.operations(account.id);
    for (const Operation &operation : operations) {
        if (operation.state == OperationState::Failed)
            return QStringLiteral("attention");
    }
    if (!operations.isEmpty())
        return QStringLiteral("pending");
    for (const Folder &folder : reader.folders(account.id)) {
        if (folder.onServer)
            return QStringLiteral("ready");
    }
    return QStringLiteral("new");
}

QJsonObject accountObject(MailReader &reader, const Account &account)
{
    const Endpoint &endpoint = account.incoming.endpoint;
    return {{QStringLiteral("account"), account.name},
            {QStringLiteral("email"), account.email},
            {QStringLiteral("protocol"), account.incoming.protocol},
            {QStringLiteral("host"), endpoint.host},
            {QStringLiteral("port"), endpoint.port},
            {QStringLiteral("security"), toString(endpoint.security)},
            {QStringLiteral("state"), accountState(reader, account)}};
}

QString passwordWord(const PasswordSource &source)
{
    switch (source.kind) {
    case PasswordSource::Kind::Keyring:
        return QStringLiteral("keyring");
    case PasswordSource::Kind::Command:
        return QStringLiteral("command");
    case PasswordSource::Kind::AskEachStart:
        break;
    }
    return QStringLiteral("ask");
}

/// The settings by the names that `account set` takes them by.
QList<QPair<QString, QString>> accountSettings(const Account &account)
{
    const Endpoint &out = account.outgoing.endpoint;
    QList<QPair<QString, QString>> settings{
        {QStringLiteral("user"), account.incoming.user},
        {QStringLiteral("smtp-host"), out.host},
        {QStringLiteral("smtp-port"), out.host.isEmpty() ? QString() : QString::number(out.port)},
        {QStringLiteral("smtp-security"), out.host.isEmpty() ? QString() : toString(out.security)},
        {QStringLiteral("smtp-user"), account.outgoing.user},
        {QStringLiteral("smtp-password"),
         !account.outgoing.ownPassword                    ? QStringLiteral("incoming")
             : account.outgoing.passwordCommand.isEmpty() ? QStringLiteral("own")
                                                          : QStringLiteral("command")},
        {QStringLiteral("smtp-password-command"), account.outgoing.passwordCommand},
        {QStringLiteral("sent-mail"), toString(account.sentFiling)},
        {QStringLiteral("password"), passwordWord(account.password)},
        {QStringLiteral("password-command"), account.password.command},
        {QStringLiteral("ca-file"), account.caFile},
        {QStringLiteral("keep"), toString(account.keep)},
        {QStringLiteral("keep-days"), QString::number(account.keepDays)},
        {QStringLiteral("largest-kept"), QString::number(account.largestKept)},
        {QStringLiteral("less-on-metered"),
         account.lessOnMetered ? QStringLiteral("yes") : QStringLiteral("no")},
        {QStringLiteral("inbox"),
         account.inboxApart ? QStringLiteral("separate") : QStringLiteral("shared")},
        {QStringLiteral("sign-in"),
         account.password.isToken ? QStringLiteral("oauth2") : QStringLiteral("password")},
    };
    if (account.incoming.protocol == QLatin1String("pop3"))
        settings.append(
            {QStringLiteral("leave-on-server"), toString(account.incoming.leaveOnServer)});
    return settings;
}

Secret passwordFor(CliContext &context, const Account &account, const CliArguments &arguments)
{
    if (account.password.kind == PasswordSource::Kind::Command)
        return context.password(account);
    if (arguments.has(QStringLiteral("password-file")))
        return readPasswordFile(arguments.value(QStringLiteral("password-file")));
    if (const auto typed = askPassword(Cli::tr("Password of %1: ").arg(account.name)))
        return *typed;
    throw CliError{ExitStatus::Usage,
                   Cli::tr("Give the password by --password-file or --password-command.")};
}

void requireCheck(CliContext &context, const Account &account, const Secret &password)
{
    CheckResult result;
    const CertificatePolicy certificates = context.certificates(account);
    context.runBlocking([&](Wakeup &wakeup) {
        result = checkAccount(context.registry(), certificates, account, password, wakeup);
    });
    if (result.error)
        throw *result.error;
    context.output().complaint(result.detail);
}

bool isPasswordFile(const QString &option)
{
    return option == QLatin1String("password-file")
        || option == QLatin1String("smtp-password-file");
}

ExitStatus addAccount(CliContext &context, const CliArguments &arguments)
{
    Account account;
    for (const CliOption &option : accountOptions()) {
        if (arguments.has(option.name) && !isPasswordFile(option.name))
            setAccountOption(account, option.name, arguments.value(option.name));
    }
    arguments.oneOf({QStringLiteral("password-file"), QStringLiteral("password-command")});
    arguments.oneOf(
        {QStringLiteral("smtp-password-file"), QStringLiteral("smtp-password-command")});
    std::optional<Secret> smtpPassword;
    if (arguments.has(QStringLiteral("smtp-password-file"))) {
        smtpPassword = readPasswordFile(arguments.value(QStringLiteral("smtp-password-file")));
        account.outgoing.ownPassword = true;
    }
    requireComplete(account);
    fillPorts(account, context.registry());

    // Taken first: with the profile in use, nobody should be asked for a password.
    MailWriter &writer = context.writer();
    if (writer.accountByName(account.name))
        throw CliError{ExitStatus::Failed,
                       Cli::tr("There is an account \"%1\" already.").arg(account.name)};
    const Secret password = passwordFor(context, account, arguments);
    if (!arguments.has(QStringLiteral("no-check")))
        requireCheck(context, account, password);
    storePassword(context, account, password, QStringLiteral("--password-command"));
    if (smtpPassword)
        storePassword(context, credentialsOf(account, account.outgoing), *smtpPassword,
                      QStringLiteral("--smtp-password-command"));
    const bool foldersOnServer =
        context.registry().find(account.incoming.protocol)->traits.foldersOnServer;
    writer.addAccount(account, foldersOnServer);
    context.output().result({{QStringLiteral("account"), account.name}},
                            Cli::tr("The account %1 was added.").arg(escapedLine(account.name)));
    return ExitStatus::Done;
}

ExitStatus listAccounts(CliContext &context, const CliArguments &)
{
    const QList<Account> accounts = context.reader().accounts();
    for (const Account &account : accounts) {
        const QJsonObject object = accountObject(context.reader(), account);
        const Endpoint &endpoint = account.incoming.endpoint;
        context.output().result(
            object,
            QStringLiteral("%1\t%2\t%3\t%4:%5\t%6\t%7")
                .arg(escapedLine(account.name), escapedLine(account.email),
                     account.incoming.protocol, escapedLine(endpoint.host))
                .arg(endpoint.port)
                .arg(toString(endpoint.security), object.value(QLatin1String("state")).toString()));
    }
    return ExitStatus::Done;
}

/// What the server last said of itself, where it said anything.
void addServerTerms(MailReader &reader, AccountId account, QJsonObject &object, QStringList &lines)
{
    const auto add = [&](const QString &key, const QJsonValue &value) {
        object.insert(key, value);
        lines.append(QString(key).replace(QLatin1Char('_'), QLatin1Char('-')) + QLatin1Char('=')
                     + value.toVariant().toString());
    };
    const ServerTerms terms = reader.serverTerms(account);
    if (terms.expireDays)
        add(QStringLiteral("expire_days"),
            *terms.expireDays < 0 ? QJsonValue(QStringLiteral("never"))
                                  : QJsonValue(*terms.expireDays));
    if (terms.loginDelaySeconds > 0)
        add(QStringLiteral("login_delay"), terms.loginDelaySeconds);
    const ServerLimits limits = reader.serverLimits(account);
    if (limits.quotaUsed && limits.quotaLimit) {
        add(QStringLiteral("quota_used"), *limits.quotaUsed);
        add(QStringLiteral("quota_limit"), *limits.quotaLimit);
    }
    if (limits.largestAppend)
        add(QStringLiteral("append_limit"), *limits.largestAppend);
    if (const qint64 since = reader.takenElsewhereUtc(account))
        add(QStringLiteral("taken_elsewhere_since"),
            QDateTime::fromSecsSinceEpoch(since, Qt::UTC).toString(Qt::ISODate));
}

ExitStatus showAccount(CliContext &context, const CliArguments &arguments)
{
    const Account account = context.account(arguments.positional.first());
    QJsonObject object = accountObject(context.reader(), account);
    QStringList lines;
    for (const QString &key :
         {QStringLiteral("account"), QStringLiteral("email"), QStringLiteral("protocol"),
          QStringLiteral("host"), QStringLiteral("port"), QStringLiteral("security"),
          QStringLiteral("state")})
        lines.append(key + QLatin1Char('=')
                     + escapedLine(object.value(key).toVariant().toString()));
    const auto settings = accountSettings(account);
    for (const auto &[key, value] : settings) {
        const bool isNumber = key == QLatin1String("smtp-port") || key == QLatin1String("keep-days")
            || key == QLatin1String("largest-kept");
        object.insert(QString(key).replace(QLatin1Char('-'), QLatin1Char('_')),
                      isNumber ? QJsonValue(value.toLongLong()) : QJsonValue(value));
        lines.append(key + QLatin1Char('=') + escapedLine(value));
    }
    addServerTerms(context.reader(), account.id, object, lines);
    context.output().result(object, lines.join(QLatin1Char('\n')));
    return ExitStatus::Done;
}

/// A port that was the usual one of the security before is not what the user chose: another
/// security gets its own.
void forgetUsualPorts(Account &account, const Account &before, const BackendRegistry &registry)
{
    const auto forget = [&](Endpoint &now, const Endpoint &then, const Endpoint &usual) {
        if (now.security != then.security && now.port == then.port && now.port == usual.port)
            now.port = 0;
    };
    Account usual = before;
    usual.incoming.endpoint.port = usual.outgoing.endpoint.port = 0;
    fillPorts(usual, registry);
    forget(account.incoming.endpoint, before.incoming.endpoint, usual.incoming.endpoint);
    forget(account.outgoing.endpoint, before.outgoing.endpoint, usual.outgoing.endpoint);
}

/// An outgoing server's own password is known by server and user, too.
void keepSmtpPassword(CliContext &context, const Account &before, const Account &account,
                      std::optional<Secret> given)
{
    const auto isKept = [](const OutgoingServer &server) {
        return server.ownPassword && server.passwordCommand.isEmpty();
    };
    const Account now = credentialsOf(account, account.outgoing);
    const Account then = credentialsOf(before, before.outgoing);
    if (!given && isKept(account.outgoing) && isKept(before.outgoing)
        && CredentialStore::keyFor(now) != CredentialStore::keyFor(then))
        given = context.password(then);
    if (given)
        storePassword(context, now, *given, QStringLiteral("--smtp-password-command"));
}

ExitStatus setAccount(CliContext &context, const CliArguments &arguments)
{
    MailWriter &writer = context.writer();
    Account account = context.account(arguments.positional.first());
    const Account before = account;
    std::optional<Secret> password, smtpPassword;
    for (const QString &setting : arguments.positional.mid(1)) {
        const QString key = setting.section(QLatin1Char('='), 0, 0);
        const QString value = setting.section(QLatin1Char('='), 1);
        if (!setting.contains(QLatin1Char('=')))
            throw CliError{ExitStatus::Usage, Cli::tr("\"%1\" is not KEY=VALUE.").arg(setting)};
        if (key == QLatin1String("protocol") && value != account.incoming.protocol)
            throw CliError{ExitStatus::Usage, Cli::tr("The protocol of an account can't be set.")};
        if (key == QLatin1String("password-file"))
            password = readPasswordFile(value);
        else if (key == QLatin1String("smtp-password-file")) {
            smtpPassword = readPasswordFile(value);
            account.outgoing.ownPassword = true;
            account.outgoing.passwordCommand.clear();
        } else
            setAccountOption(account, key, value);
    }
    forgetUsualPorts(account, before, context.registry());
    fillPorts(account, context.registry());
    if (account.name != before.name && writer.accountByName(account.name))
        throw CliError{ExitStatus::Failed,
                       Cli::tr("There is an account \"%1\" already.").arg(account.name)};
    // The keyring knows a password by server and user: with those changed it must be told again.
    const bool otherPlace = !(account.incoming.endpoint == before.incoming.endpoint)
        || account.incoming.user != before.incoming.user;
    if (!password && otherPlace && account.password == before.password
        && account.password.kind == PasswordSource::Kind::Keyring)
        password = context.password(before);
    if (password)
        storePassword(context, account, *password, QStringLiteral("--password-command"));
    keepSmtpPassword(context, before, account, smtpPassword);
    const bool toOld = arguments.has(QStringLiteral("apply-to-old"));
    const LeaveExtent old = writer.leaveExtent(account.id, account.incoming.leaveOnServer);
    const bool otherRule = !(account.incoming.leaveOnServer == before.incoming.leaveOnServer);
    writer.updateAccount(account);
    if (toOld)
        writer.applyLeaveRuleToOld(account.id);
    QJsonObject object{{QStringLiteral("account"), account.name}};
    if (otherRule || toOld) {
        object.insert(QStringLiteral("old_concerned"), old.concerned);
        object.insert(QStringLiteral("old_at_once"), old.atOnce);
        object.insert(QStringLiteral("applied_to_old"), toOld);
        if (old.concerned > 0)
            context.output().complaint(
                toOld ? Cli::tr("The rule now covers %Ln message(s) already on the server, too.",
                                nullptr, int(old.concerned))
                      : Cli::tr("%Ln message(s) already on the server stay there; with "
                                "--apply-to-old the rule covers them, too.",
                                nullptr, int(old.concerned)));
    }
    context.output().result(object,
                            Cli::tr("The account %1 was changed.").arg(escapedLine(account.name)));
    return ExitStatus::Done;
}

ExitStatus removeAccount(CliContext &context, const CliArguments &arguments)
{
    MailWriter &writer = context.writer();
    const Account account = context.account(arguments.positional.first());
    const QList<OutgoingServer> servers = OutboxReader(writer).outgoingServers(account.id);
    const QList<Account> former = atFormerServers(writer, account);
    writer.removeAccount(account.id);
    forgetPassword(context, account);
    for (const Account &there : former)
        forgetPassword(context, there);
    for (const OutgoingServer &server : servers) {
        if (server.ownPassword)
            forgetPassword(context, credentialsOf(account, server));
    }
    context.output().result({{QStringLiteral("account"), account.name}},
                            Cli::tr("The account %1 and its mail on this computer were removed.")
                                .arg(escapedLine(account.name)));
    return ExitStatus::Done;
}

} // namespace

QList<CliCommand> accountCommands()
{
    QList<CliOption> addOptions = accountOptions();
    addOptions.append({QStringLiteral("no-check"), {}, Cli::tr("don't try to sign in first")});
    const auto word = QStringLiteral("account");
    return {
        {{word, QStringLiteral("add")},
         {},
         0,
         0,
         Cli::tr("adds an account, once signing in has worked"),
         addOptions,
         addAccount},
        {{word, QStringLiteral("list")}, {}, 0, 0, Cli::tr("lists the accounts"), {}, listAccounts},
        {{word, QStringLiteral("show")},
         QStringLiteral("ACCOUNT"),
         1,
         1,
         Cli::tr("shows an account's settings, and what its server said of itself: quota, limits"),
         {},
         showAccount},
        {{word, QStringLiteral("set")},
         QStringLiteral("ACCOUNT KEY=VALUE…"),
         1,
         -1,
         Cli::tr("changes settings; the keys are the options of account add"),
         {{QStringLiteral("apply-to-old"),
           {},
           Cli::tr("the leave-on-server rule is also for mail that was fetched before")}},
         setAccount},
        {{word, QStringLiteral("remove")},
         QStringLiteral("ACCOUNT"),
         1,
         1,
         Cli::tr("removes an account and its mail on this computer; the server keeps its own"),
         {},
         removeAccount},
    };
}

} // namespace Turnstone
