// SPDX-License-Identifier: MIT
#include "cli/clicontext.h"
#include "cli/clitext.h"
#include "cli/commands.h"
#include "cli/outgoingname.h"
#include "cli/rowtext.h"

#include "html/composehtml.h"
#include "html/selfcontained.h"
#include "mail/mailbox.h"
#include "store/outboxwriter.h"

#include <QFile>
#include <QStringDecoder>

namespace Turnstone {

namespace {

constexpr qint64 signatureFileBytes = 512 * 1024; ///< it goes with every message

/// An empty name is an empty signature.
QByteArray readSignatureFile(const QString &path)
{
    if (path.isEmpty())
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw CliError{ExitStatus::Failed,
                       Cli::tr("“%1” can't be read: %2").arg(path, file.errorString())};
    const QByteArray bytes = file.read(signatureFileBytes + 1);
    if (bytes.size() > signatureFileBytes)
        throw CliError{ExitStatus::Failed, Cli::tr("“%1” is too large for a signature.").arg(path)};
    return bytes;
}

void checkAddress(const QString &address)
{
    if (const AddressFault fault = mailboxFault(address); fault != AddressFault::None)
        throw CliError{ExitStatus::Usage, addressFaultText(fault, address)};
}

/// What an option says; the same words for `add` and, as keys, for `set`.
void setIdentityOption(CliContext &context, const Account &account, Identity &identity,
                       const QString &key, const QString &value)
{
    const auto refuse = [&] {
        throw CliError{ExitStatus::Usage,
                       Cli::tr("\"%1\" can't be the value of %2.").arg(value, key)};
    };
    if (key == QLatin1String("email")) {
        checkAddress(value.trimmed());
        identity.email = value.trimmed();
    } else if (key == QLatin1String("name")) {
        identity.name = value.simplified();
    } else if (key == QLatin1String("reply-to")) {
        const QList<TypedAddress> typed = parseTypedAddresses(value);
        for (const TypedAddress &address : typed) {
            if (address.fault != AddressFault::None)
                throw CliError{ExitStatus::Usage, addressFaultText(address.fault, address.typed)};
        }
        identity.replyTo = value.simplified();
    } else if (key == QLatin1String("signature")) {
        identity.signatureText = value;
    } else if (key == QLatin1String("signature-file")) {
        QString text = QString::fromUtf8(readSignatureFile(value));
        text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
        while (!text.isEmpty() && text.back().isSpace())
            text.chop(1);
        identity.signatureText = text;
    } else if (key == QLatin1String("signature-html-file")) {
        const QByteArray bytes = readSignatureFile(value);
        auto decoder = QStringDecoder::decoderForHtml(bytes);
        const QString page = decoder(bytes);
        const ComposedHtml safe = composeHtml(page);
        if (!bytes.isEmpty() && (safe.tooLarge || safe.html.isEmpty()))
            throw CliError{
                ExitStatus::Failed,
                Cli::tr("There is nothing in “%1” that a signature can show.").arg(value)};
        identity.signatureHtml = withImagesInside(safe.html, safe.images);
        if (safe.hadRemoteContent)
            context.output().complaint(
                Cli::tr("Pictures that would have been loaded from the web were left out."));
    } else if (key == QLatin1String("signature-place")) {
        if (value != QLatin1String("above") && value != QLatin1String("below"))
            refuse();
        identity.signatureAbove = value == QLatin1String("above");
    } else if (key == QLatin1String("outgoing")) {
        identity.outgoing = value.isEmpty() || value == QLatin1String("default")
            ? OutgoingServerId()
            : outgoingNamed(context, account, value).id;
    } else {
        throw CliError{ExitStatus::Usage, Cli::tr("An identity has no setting \"%1\".").arg(key)};
    }
}

QList<CliOption> identityOptions()
{
    return {
        {QStringLiteral("email"), QStringLiteral("ADDRESS"), Cli::tr("its mail address")},
        {QStringLiteral("name"), QStringLiteral("NAME"), Cli::tr("the person's name")},
        {QStringLiteral("reply-to"), QStringLiteral("ADDRESSES"),
         Cli::tr("where answers go, if not to the address")},
        {QStringLiteral("signature"), QStringLiteral("TEXT"), Cli::tr("what messages end with")},
        {QStringLiteral("signature-file"), QStringLiteral("FILE"),
         Cli::tr("the same, from a text file")},
        {QStringLiteral("signature-html-file"), QStringLiteral("FILE"),
         Cli::tr("what rich messages end with, from an HTML file")},
        {QStringLiteral("signature-place"), QStringLiteral("below|above"),
         Cli::tr("where it stands in an answer: below or above the quote")},
        {QStringLiteral("outgoing"), QStringLiteral("SERVER|default"),
         Cli::tr("the outgoing server, if not the account's own: its number or HOST:PORT")}};
}

QJsonObject identityObject(CliContext &context, const Account &account, const Identity &identity,
                           bool first)
{
    QString server;
    const QList<OutgoingServer> servers =
        OutboxReader(context.reader()).outgoingServers(account.id);
    for (const OutgoingServer &one : servers) {
        if (one.id == identity.outgoing)
            server = outgoingName(one);
    }
    return {{QStringLiteral("identity"), identity.id.value()},
            {QStringLiteral("account"), account.name},
            {QStringLiteral("name"), identity.name},
            {QStringLiteral("email"), identity.email},
            {QStringLiteral("reply_to"), identity.replyTo},
            {QStringLiteral("signature"), identity.signatureText},
            {QStringLiteral("signature_html"), identity.signatureHtml},
            {QStringLiteral("signature_place"),
             identity.signatureAbove ? QStringLiteral("above") : QStringLiteral("below")},
            {QStringLiteral("outgoing"), server.isEmpty() ? QJsonValue() : QJsonValue(server)},
            {QStringLiteral("default"), first}};
}

void printIdentity(CliContext &context, const Account &account, const Identity &identity,
                   bool first)
{
    const QJsonObject object = identityObject(context, account, identity, first);
    context.output().result(
        object,
        QStringLiteral("%1\t%2\t%3\t%4")
            .arg(identity.id.value())
            .arg(escapedLine(formatAddress({identity.name, identity.email})),
                 escapedLine(object.value(QLatin1String("outgoing")).toString()),
                 first ? Cli::tr("(by default)") : QString()));
}

/// By its number or its address.
qsizetype identityNamed(const QList<Identity> &identities, const QString &written)
{
    for (qsizetype i = 0; i < identities.size(); ++i) {
        if (QString::number(identities.at(i).id.value()) == written
            || comparableMailbox(identities.at(i).email) == comparableMailbox(written))
            return i;
    }
    throw CliError{ExitStatus::Failed, Cli::tr("The account has no identity \"%1\".").arg(written)};
}

ExitStatus listIdentities(CliContext &context, const CliArguments &arguments)
{
    const Account account = context.account(arguments.positional.first());
    const QList<Identity> identities = OutboxReader(context.reader()).identities(account.id);
    for (qsizetype i = 0; i < identities.size(); ++i)
        printIdentity(context, account, identities.at(i), i == 0);
    return ExitStatus::Done;
}

ExitStatus keepIdentities(CliContext &context, const Account &account,
                          const QList<Identity> &identities, const QString &email)
{
    OutboxWriter outbox(context.writer());
    outbox.setIdentities(account.id, identities);
    const QList<Identity> kept = outbox.identities(account.id);
    for (qsizetype i = 0; i < kept.size(); ++i) {
        if (kept.at(i).email == email)
            printIdentity(context, account, kept.at(i), i == 0);
    }
    return ExitStatus::Done;
}

ExitStatus addIdentity(CliContext &context, const CliArguments &arguments)
{
    MailWriter &writer = context.writer();
    const Account account = context.account(arguments.positional.first());
    QList<Identity> identities = OutboxReader(writer).identities(account.id);
    if (!arguments.has(QStringLiteral("email")))
        throw CliError{ExitStatus::Usage,
                       Cli::tr("The option --%1 is missing.").arg(QStringLiteral("email"))};
    Identity identity;
    identity.account = account.id;
    identity.name = identities.value(0).name;
    for (const CliOption &option : identityOptions()) {
        if (arguments.has(option.name))
            setIdentityOption(context, account, identity, option.name,
                              arguments.value(option.name));
    }
    for (const Identity &other : std::as_const(identities)) {
        if (comparableMailbox(other.email) == comparableMailbox(identity.email)
            && other.name == identity.name)
            throw CliError{ExitStatus::Failed, Cli::tr("The account has this identity already.")};
    }
    identities.insert(arguments.has(QStringLiteral("first")) ? 0 : identities.size(), identity);
    return keepIdentities(context, account, identities, identity.email);
}

ExitStatus setIdentity(CliContext &context, const CliArguments &arguments)
{
    MailWriter &writer = context.writer();
    const Account account = context.account(arguments.positional.first());
    QList<Identity> identities = OutboxReader(writer).identities(account.id);
    const qsizetype at = identityNamed(identities, arguments.positional.at(1));
    for (const QString &setting : arguments.positional.mid(2)) {
        if (!setting.contains(QLatin1Char('=')))
            throw CliError{ExitStatus::Usage, Cli::tr("\"%1\" is not KEY=VALUE.").arg(setting)};
        setIdentityOption(context, account, identities[at], setting.section(QLatin1Char('='), 0, 0),
                          setting.section(QLatin1Char('='), 1));
    }
    const QString email = identities.at(at).email;
    if (arguments.has(QStringLiteral("first")))
        identities.move(at, 0);
    return keepIdentities(context, account, identities, email);
}

ExitStatus removeIdentity(CliContext &context, const CliArguments &arguments)
{
    MailWriter &writer = context.writer();
    const Account account = context.account(arguments.positional.first());
    QList<Identity> identities = OutboxReader(writer).identities(account.id);
    const qsizetype at = identityNamed(identities, arguments.positional.at(1));
    if (identities.size() == 1)
        throw CliError{ExitStatus::Failed,
                       Cli::tr("An account needs an identity: its last one "
                               "can't be removed.")};
    const Identity gone = identities.takeAt(at);
    OutboxWriter(writer).setIdentities(account.id, identities);
    context.output().result({{QStringLiteral("identity"), gone.id.value()},
                             {QStringLiteral("account"), account.name},
                             {QStringLiteral("email"), gone.email}},
                            Cli::tr("The identity %1 was removed.").arg(escapedLine(gone.email)));
    return ExitStatus::Done;
}

} // namespace

QList<CliCommand> identityCommands()
{
    const auto word = QStringLiteral("identity");
    const CliOption first{
        QStringLiteral("first"), {}, Cli::tr("it is the one that is used by default")};
    QList<CliOption> options = identityOptions();
    options.append(first);
    return {
        {{word, QStringLiteral("list")},
         QStringLiteral("ACCOUNT"),
         1,
         1,
         Cli::tr("lists the names and addresses that an account writes as"),
         {},
         listIdentities},
        {{word, QStringLiteral("add")},
         QStringLiteral("ACCOUNT"),
         1,
         1,
         Cli::tr("adds one"),
         options,
         addIdentity},
        {{word, QStringLiteral("set")},
         QStringLiteral("ACCOUNT ADDRESS KEY=VALUE…"),
         2,
         -1,
         Cli::tr("changes one; the keys are the options of identity add"),
         {first},
         setIdentity},
        {{word, QStringLiteral("remove")},
         QStringLiteral("ACCOUNT ADDRESS"),
         2,
         2,
         Cli::tr("removes one; mail that was sent by it stays"),
         {},
         removeIdentity},
    };
}

} // namespace Turnstone
