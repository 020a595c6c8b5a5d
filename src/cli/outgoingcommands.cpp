// SPDX-License-Identifier: MIT
#include "cli/clicontext.h"
#include "cli/clitext.h"
#include "cli/commands.h"
#include "cli/outgoingname.h"
#include "cli/rowtext.h"
#include "cli/storepassword.h"
#include "cli/terminal.h"

#include "engine/outboxsender.h"

namespace Turnstone {

namespace {

/// An endpoint's option says something that makes sense, or throws.
void setOutgoingOption(OutgoingServer &server, const QString &key, const QString &value)
{
    bool fits = true;
    if (key == QLatin1String("host")) {
        server.endpoint.host = value.trimmed();
        fits = !server.endpoint.host.isEmpty() && !server.endpoint.host.contains(QLatin1Char(' '))
            && !server.endpoint.host.contains(QLatin1Char('/'));
    } else if (key == QLatin1String("port")) {
        const int number = value.toInt(&fits);
        fits = fits && number > 0 && number < 65536;
        server.endpoint.port = quint16(number);
    } else if (key == QLatin1String("security")) {
        const ConnectionSecurity before = server.endpoint.security;
        fits = fromString(value, &server.endpoint.security);
        if (before != server.endpoint.security
            && (server.endpoint.port == 465 || server.endpoint.port == 587))
            server.endpoint.port = 0; // nobody chose it
    } else if (key == QLatin1String("user")) {
        server.user = value;
    } else if (key == QLatin1String("password-command")) {
        server.ownPassword = !value.isEmpty();
        server.passwordCommand = value;
    } else if (key == QLatin1String("password")) {
        fits = value == QLatin1String("incoming");
        server.ownPassword = false;
        server.passwordCommand.clear();
    } else {
        throw CliError{ExitStatus::Usage,
                       Cli::tr("An outgoing server has no setting \"%1\".").arg(key)};
    }
    if (!fits)
        throw CliError{ExitStatus::Usage,
                       Cli::tr("\"%1\" can't be the value of %2.").arg(value, key)};
}

QList<CliOption> outgoingOptions()
{
    return {{QStringLiteral("host"), QStringLiteral("HOST"), Cli::tr("the outgoing server")},
            {QStringLiteral("port"), QStringLiteral("PORT"),
             Cli::tr("its port; 465, or 587 with starttls and none")},
            {QStringLiteral("security"), QStringLiteral("tls|starttls|none"),
             Cli::tr("how the connection is protected; tls if not given")},
            {QStringLiteral("user"), QStringLiteral("USER"),
             Cli::tr("who signs in there, if not the same")},
            {QStringLiteral("password-file"), QStringLiteral("FILE|-"),
             Cli::tr("its first line is the server's own password, which goes to the keyring")},
            {QStringLiteral("password-command"), QStringLiteral("COMMAND"),
             Cli::tr("prints the server's own password at each need")}};
}

void printOutgoing(CliContext &context, const Account &account, const OutgoingServer &server)
{
    const bool isDefault = server.id == account.outgoing.id;
    const qint64 largest = OutboxReader(context.reader()).largest(server.id);
    const QString password = !server.ownPassword ? QStringLiteral("incoming")
        : server.passwordCommand.isEmpty()       ? QStringLiteral("own")
                                                 : QStringLiteral("command");
    const QJsonObject object{
        {QStringLiteral("outgoing"), server.id.value()},
        {QStringLiteral("account"), account.name},
        {QStringLiteral("host"), server.endpoint.host},
        {QStringLiteral("port"), server.endpoint.port},
        {QStringLiteral("security"), toString(server.endpoint.security)},
        {QStringLiteral("user"), server.user.isEmpty() ? account.incoming.user : server.user},
        {QStringLiteral("password"), password},
        {QStringLiteral("password_command"), server.passwordCommand},
        {QStringLiteral("size_limit"), largest > 0 ? QJsonValue(largest) : QJsonValue()},
        {QStringLiteral("default"), isDefault}};
    context.output().result(object,
                            QStringLiteral("%1\t%2\t%3\t%4\t%5")
                                .arg(server.id.value())
                                .arg(escapedLine(outgoingName(server)),
                                     toString(server.endpoint.security),
                                     escapedLine(object.value(QLatin1String("user")).toString()),
                                     isDefault ? Cli::tr("(by default)") : QString()));
}

ExitStatus listOutgoing(CliContext &context, const CliArguments &arguments)
{
    const Account account = context.account(arguments.positional.first());
    const QList<OutgoingServer> servers =
        OutboxReader(context.reader()).outgoingServers(account.id);
    for (const OutgoingServer &server : servers) {
        if (!server.endpoint.host.isEmpty())
            printOutgoing(context, account, server);
    }
    return ExitStatus::Done;
}

/// Signs in unless told not to, keeps the password, then the server.
ExitStatus keepOutgoing(CliContext &context, const Account &account, OutgoingServer server,
                        const std::optional<Secret> &given, bool byDefault, bool unchecked)
{
    if (server.endpoint.port == 0)
        server.endpoint.port = server.endpoint.security == ConnectionSecurity::Tls ? 465 : 587;
    if (!unchecked) {
        const Secret password = given ? *given : context.password(credentialsOf(account, server));
        Account typed = account;
        typed.outgoing = server;
        const CertificatePolicy certificates = context.certificates(account);
        CheckResult result;
        context.runBlocking(
            [&](Wakeup &wakeup) { result = checkOutgoing(certificates, typed, password, wakeup); });
        if (result.error)
            throw *result.error;
        context.output().complaint(result.detail);
    }
    if (given)
        storePassword(context, credentialsOf(account, server), *given,
                      QStringLiteral("--password-command"));
    OutboxWriter outbox(context.writer());
    const OutgoingServerId id = outbox.setOutgoingServer(account.id, server);
    if (byDefault)
        outbox.setDefaultOutgoingServer(account.id, id);
    server.id = id;
    printOutgoing(context, context.account(account.id), server);
    return ExitStatus::Done;
}

ExitStatus addOutgoing(CliContext &context, const CliArguments &arguments)
{
    context.writer();
    const Account account = context.account(arguments.positional.first());
    if (!arguments.has(QStringLiteral("host")))
        throw CliError{ExitStatus::Usage,
                       Cli::tr("The option --%1 is missing.").arg(QStringLiteral("host"))};
    arguments.oneOf({QStringLiteral("password-file"), QStringLiteral("password-command")});
    OutgoingServer server;
    std::optional<Secret> given;
    for (const CliOption &option : outgoingOptions()) {
        if (!arguments.has(option.name))
            continue;
        const QString value = arguments.value(option.name);
        if (option.name == QLatin1String("password-file")) {
            given = readPasswordFile(value);
            server.ownPassword = true;
        } else {
            setOutgoingOption(server, option.name, value);
        }
    }
    const bool noneYet = account.outgoing.endpoint.host.isEmpty();
    if (noneYet)
        server.id = account.outgoing.id; // the one that was never set up
    return keepOutgoing(context, account, server, given, arguments.has(QStringLiteral("default")),
                        arguments.has(QStringLiteral("no-check")));
}

ExitStatus setOutgoing(CliContext &context, const CliArguments &arguments)
{
    context.writer();
    const Account account = context.account(arguments.positional.first());
    OutgoingServer server = outgoingNamed(context, account, arguments.positional.at(1));
    const OutgoingServer before = server;
    std::optional<Secret> given;
    for (const QString &setting : arguments.positional.mid(2)) {
        const QString key = setting.section(QLatin1Char('='), 0, 0);
        const QString value = setting.section(QLatin1Char('='), 1);
        if (!setting.contains(QLatin1Char('=')))
            throw CliError{ExitStatus::Usage, Cli::tr("\"%1\" is not KEY=VALUE.").arg(setting)};
        if (key == QLatin1String("password-file")) {
            given = readPasswordFile(value);
            server.ownPassword = true;
            server.passwordCommand.clear();
        } else {
            setOutgoingOption(server, key, value);
        }
    }
    // The keyring knows a password by server and user: with those changed it must be told again.
    const bool kept = server.ownPassword && before.ownPassword && server.passwordCommand.isEmpty()
        && before.passwordCommand.isEmpty();
    const bool otherPlace = CredentialStore::keyFor(credentialsOf(account, server))
        != CredentialStore::keyFor(credentialsOf(account, before));
    if (kept && !given && otherPlace)
        given = context.password(credentialsOf(account, before));
    return keepOutgoing(context, account, server, given, arguments.has(QStringLiteral("default")),
                        !arguments.has(QStringLiteral("check")));
}

ExitStatus removeOutgoing(CliContext &context, const CliArguments &arguments)
{
    OutboxWriter outbox(context.writer());
    const Account account = context.account(arguments.positional.first());
    const OutgoingServer server = outgoingNamed(context, account, arguments.positional.at(1));
    qint64 users = 0;
    const QList<Identity> identities = outbox.identities(account.id);
    for (const Identity &identity : identities)
        users += identity.outgoing == server.id ? 1 : 0;
    outbox.removeOutgoingServer(server.id);
    if (server.ownPassword)
        forgetPassword(context, credentialsOf(account, server));
    QString line = Cli::tr("The outgoing server %1 was removed.").arg(outgoingName(server));
    if (users > 0)
        line += QLatin1Char(' ')
            + Cli::tr("%Ln identity(s) that used it use %1 now.", nullptr, int(users))
                  .arg(outgoingName(account.outgoing));
    context.output().result({{QStringLiteral("outgoing"), server.id.value()},
                             {QStringLiteral("account"), account.name},
                             {QStringLiteral("identities"), users}},
                            line);
    return ExitStatus::Done;
}

} // namespace

QString outgoingName(const OutgoingServer &server)
{
    return QStringLiteral("%1:%2").arg(server.endpoint.host).arg(server.endpoint.port);
}

OutgoingServer outgoingNamed(CliContext &context, const Account &account, const QString &written)
{
    if (written == QLatin1String("default"))
        return account.outgoing;
    QList<OutgoingServer> found;
    const QList<OutgoingServer> servers =
        OutboxReader(context.reader()).outgoingServers(account.id);
    for (const OutgoingServer &server : servers) {
        if (server.endpoint.host.isEmpty())
            continue;
        if (QString::number(server.id.value()) == written
            || outgoingName(server).compare(written, Qt::CaseInsensitive) == 0)
            return server;
        if (server.endpoint.host.compare(written, Qt::CaseInsensitive) == 0)
            found.append(server);
    }
    if (found.size() > 1)
        throw CliError{
            ExitStatus::Usage,
            Cli::tr("There are several servers \"%1\"; name one by its number.").arg(written)};
    if (found.isEmpty())
        throw CliError{ExitStatus::Failed,
                       Cli::tr("The account has no outgoing server \"%1\".").arg(written)};
    return found.first();
}

QList<CliCommand> outgoingCommands()
{
    const auto word = QStringLiteral("outgoing");
    const CliOption byDefault{
        QStringLiteral("default"), {}, Cli::tr("identities that name no other use it from now on")};
    QList<CliOption> options = outgoingOptions();
    options.append(byDefault);
    options.append({QStringLiteral("no-check"), {}, Cli::tr("don't try to sign in first")});
    return {
        {{word, QStringLiteral("list")},
         QStringLiteral("ACCOUNT"),
         1,
         1,
         Cli::tr("lists the servers that an account's mail is sent by"),
         {},
         listOutgoing},
        {{word, QStringLiteral("add")},
         QStringLiteral("ACCOUNT"),
         1,
         1,
         Cli::tr("adds one, once signing in has worked"),
         options,
         addOutgoing},
        {{word, QStringLiteral("set")},
         QStringLiteral("ACCOUNT SERVER KEY=VALUE…"),
         2,
         -1,
         Cli::tr("changes one; the keys are the options of outgoing add, and password=incoming"),
         {byDefault, {QStringLiteral("check"), {}, Cli::tr("only if signing in works")}},
         setOutgoing},
        {{word, QStringLiteral("remove")},
         QStringLiteral("ACCOUNT SERVER"),
         2,
         2,
         Cli::tr("removes one; identities that use it use the account's own"),
         {},
         removeOutgoing},
    };
}

} // namespace Turnstone
