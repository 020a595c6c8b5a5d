// SPDX-License-Identifier: MIT
#include "cli/accountsettings.h"

#include "cli/clitext.h"

#include <QFileInfo>

namespace Turnstone {

namespace {

/// False where the value makes no sense.
using AccountSetter = bool (*)(Account &, const QString &);

bool setPort(quint16 &port, const QString &value)
{
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    port = quint16(number);
    return isNumber && number > 0 && number < 65536;
}

bool setHost(QString &host, const QString &value)
{
    host = value.trimmed();
    return !host.contains(QLatin1Char(' ')) && !host.contains(QLatin1Char('/'));
}

bool setKeepDays(Account &account, const QString &value)
{
    bool isNumber = false;
    account.keepDays = value.toInt(&isNumber);
    return isNumber && account.keepDays >= 0;
}

bool setLargestKept(Account &account, const QString &value)
{
    qint64 unit = 1;
    QString digits = value;
    const qsizetype suffix =
        value.isEmpty() ? -1 : QStringLiteral("KMG").indexOf(value.back().toUpper());
    if (suffix >= 0) {
        unit = qint64(1) << (10 * (suffix + 1));
        digits.chop(1);
    }
    bool isNumber = false;
    const qint64 number = digits.toLongLong(&isNumber);
    const bool fits = isNumber && number >= 0 && number <= (qint64(1) << 50) / unit;
    if (fits)
        account.largestKept = number * unit;
    return fits;
}

bool setCaFile(Account &account, const QString &value)
{
    account.caFile = value.isEmpty() ? QString() : QFileInfo(value).absoluteFilePath();
    return value.isEmpty() || QFileInfo(value).isReadable();
}

bool setPasswordCommand(Account &account, const QString &value)
{
    account.password.kind =
        value.isEmpty() ? PasswordSource::Kind::Keyring : PasswordSource::Kind::Command;
    account.password.command = value;
    return true;
}

struct AccountKey {
    const char *name;
    const char *value;
    const char *help;
    AccountSetter set;
};

const QList<AccountKey> &accountKeys()
{
    static const QList<AccountKey> keys{
        {"name", "NAME", QT_TRANSLATE_NOOP("Turnstone::Cli", "what the account is called"),
         [](Account &a, const QString &v) {
             a.name = v;
             return !v.isEmpty() && !v.contains(QLatin1Char('/'));
         }},
        {"email", "ADDRESS", QT_TRANSLATE_NOOP("Turnstone::Cli", "its mail address"),
         [](Account &a, const QString &v) {
             a.email = v;
             return v.indexOf(QLatin1Char('@')) > 0 && !v.endsWith(QLatin1Char('@'));
         }},
        {"protocol", "imap|pop3", QT_TRANSLATE_NOOP("Turnstone::Cli", "how mail is fetched"),
         [](Account &a, const QString &v) {
             a.incoming.protocol = v;
             return true;
         }},
        {"host", "HOST", QT_TRANSLATE_NOOP("Turnstone::Cli", "the incoming server"),
         [](Account &a, const QString &v) {
             return setHost(a.incoming.endpoint.host, v) && !v.isEmpty();
         }},
        {"port", "PORT",
         QT_TRANSLATE_NOOP("Turnstone::Cli", "its port, if not the protocol's usual one"),
         [](Account &a, const QString &v) { return setPort(a.incoming.endpoint.port, v); }},
        {"security", "tls|starttls|none",
         QT_TRANSLATE_NOOP("Turnstone::Cli", "how the connection is protected; tls if not given"),
         [](Account &a, const QString &v) { return fromString(v, &a.incoming.endpoint.security); }},
        {"user", "USER", QT_TRANSLATE_NOOP("Turnstone::Cli", "who signs in"),
         [](Account &a, const QString &v) {
             a.incoming.user = v;
             return !v.isEmpty();
         }},
        {"smtp-host", "HOST", QT_TRANSLATE_NOOP("Turnstone::Cli", "the outgoing server"),
         [](Account &a, const QString &v) { return setHost(a.outgoing.endpoint.host, v); }},
        {"smtp-port", "PORT",
         QT_TRANSLATE_NOOP("Turnstone::Cli", "its port; 465, or 587 with starttls and none"),
         [](Account &a, const QString &v) { return setPort(a.outgoing.endpoint.port, v); }},
        {"smtp-security", "tls|starttls|none",
         QT_TRANSLATE_NOOP("Turnstone::Cli", "how that connection is protected"),
         [](Account &a, const QString &v) { return fromString(v, &a.outgoing.endpoint.security); }},
        {"smtp-user", "USER",
         QT_TRANSLATE_NOOP("Turnstone::Cli", "who signs in there, if not the same"),
         [](Account &a, const QString &v) {
             a.outgoing.user = v;
             return true;
         }},
        {"smtp-password-command", "COMMAND",
         QT_TRANSLATE_NOOP("Turnstone::Cli",
                           "prints the outgoing server's own password, at each need; empty: it is "
                           "the same as the incoming server's"),
         [](Account &a, const QString &v) {
             a.outgoing.ownPassword = !v.isEmpty();
             a.outgoing.passwordCommand = v;
             return true;
         }},
        {"sent-mail", "auto|append|server",
         QT_TRANSLATE_NOOP("Turnstone::Cli",
                           "whether sent mail is put into the server's Sent folder: where it isn't "
                           "there by itself, always looked for and put there, or never (IMAP)"),
         [](Account &a, const QString &v) { return fromString(v, &a.sentFiling); }},
        {"password-command", "COMMAND",
         QT_TRANSLATE_NOOP("Turnstone::Cli",
                           "prints the password on its first line, at each need; nothing is kept"),
         setPasswordCommand},
        {"ca-file", "FILE",
         QT_TRANSLATE_NOOP("Turnstone::Cli", "certificate authorities to trust as well, PEM"),
         setCaFile},
        {"leave-on-server", "forever|until-deleted|until-moved|DAYS|no",
         QT_TRANSLATE_NOOP("Turnstone::Cli", "what becomes of fetched mail, POP3 only"),
         [](Account &a, const QString &v) { return fromString(v, &a.incoming.leaveOnServer); }},
        {"keep", "headers|text|everything",
         QT_TRANSLATE_NOOP("Turnstone::Cli", "how much of each message is kept here"),
         [](Account &a, const QString &v) {
             return fromString(v, &a.keep) && a.keep != ContentLevel::None;
         }},
        {"keep-days", "DAYS",
         QT_TRANSLATE_NOOP("Turnstone::Cli", "only for messages as young as this; 0: for all"),
         setKeepDays},
        {"largest-kept", "BYTES",
         QT_TRANSLATE_NOOP(
             "Turnstone::Cli",
             "attachments of larger messages (POP3: all but their first lines) wait until "
             "asked for; 0: no limit; K, M, G may follow"),
         setLargestKept},
        {"less-on-metered", "yes|no",
         QT_TRANSLATE_NOOP(
             "Turnstone::Cli",
             "on a network that is paid by the byte, only headers and what is opened"),
         [](Account &a, const QString &v) {
             a.lessOnMetered = v == QLatin1String("yes");
             return a.lessOnMetered || v == QLatin1String("no");
         }},
        {"inbox", "shared|separate",
         QT_TRANSLATE_NOOP("Turnstone::Cli",
                           "whether its Inbox is among those that the window shows together"),
         [](Account &a, const QString &v) {
             a.inboxApart = v == QLatin1String("separate");
             return a.inboxApart || v == QLatin1String("shared");
         }},
        {"sign-in", "password|oauth2",
         QT_TRANSLATE_NOOP("Turnstone::Cli",
                           "what the keyring or the command gives: a password, or an access token"),
         [](Account &a, const QString &v) {
             a.password.isToken = v == QLatin1String("oauth2");
             return a.password.isToken || v == QLatin1String("password");
         }},
    };
    return keys;
}

} // namespace

QList<CliOption> accountOptions()
{
    QList<CliOption> options;
    for (const AccountKey &key : accountKeys())
        options.append({QLatin1String(key.name), QLatin1String(key.value), Cli::tr(key.help)});
    options.append({QStringLiteral("password-file"), QStringLiteral("FILE|-"),
                    Cli::tr("its first line is the password, which goes to the keyring")});
    options.append({QStringLiteral("smtp-password-file"), QStringLiteral("FILE|-"),
                    Cli::tr("the same of the outgoing server, where it is another one")});
    return options;
}

void setAccountOption(Account &account, const QString &key, const QString &value)
{
    for (const AccountKey &known : accountKeys()) {
        if (key != QLatin1String(known.name))
            continue;
        if (!known.set(account, value))
            throw CliError{ExitStatus::Usage,
                           Cli::tr("\"%1\" can't be the value of %2.").arg(value, key)};
        return;
    }
    throw CliError{ExitStatus::Usage, Cli::tr("An account has no setting \"%1\".").arg(key)};
}

void fillPorts(Account &account, const BackendRegistry &registry)
{
    const BackendRegistry::Entry *entry = registry.find(account.incoming.protocol);
    if (!entry)
        throw CliError{
            ExitStatus::Usage,
            Cli::tr("There is no protocol \"%1\"; there are: %2.")
                .arg(account.incoming.protocol, registry.protocols().join(QLatin1String(", ")))};
    Endpoint &incoming = account.incoming.endpoint;
    if (incoming.port == 0)
        incoming.port = incoming.security == ConnectionSecurity::Tls
            ? entry->traits.defaultTlsPort
            : entry->traits.defaultStartTlsPort;
    Endpoint &outgoing = account.outgoing.endpoint;
    if (outgoing.port == 0 && !outgoing.host.isEmpty())
        outgoing.port = outgoing.security == ConnectionSecurity::Tls ? 465 : 587;
}

void requireComplete(const Account &account)
{
    const auto require = [](const QString &value, const char *option) {
        if (value.isEmpty())
            throw CliError{ExitStatus::Usage,
                           Cli::tr("The option --%1 is missing.").arg(QLatin1String(option))};
    };
    require(account.name, "name");
    require(account.email, "email");
    require(account.incoming.protocol, "protocol");
    require(account.incoming.endpoint.host, "host");
    require(account.incoming.user, "user");
}

} // namespace Turnstone
