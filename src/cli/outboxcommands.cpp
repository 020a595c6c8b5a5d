// SPDX-License-Identifier: MIT
#include "cli/clicontext.h"
#include "cli/clitext.h"
#include "cli/commands.h"
#include "cli/outgoingmessage.h"
#include "cli/rowtext.h"

#include "engine/outboxsender.h"
#include "mail/limits.h"
#include "mail/messagereader.h"
#include "mail/outgoingfile.h"
#include "protocol/smtp/smtperror.h"
#include "protocol/smtp/smtpsession.h"
#include "settings/writingpreferences.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>

namespace Turnstone {

namespace {

/// "2026-11-22T18:00:00Z", or with an offset; seconds UTC.
qint64 readTime(const QString &written)
{
    const QDateTime time = QDateTime::fromString(written, Qt::ISODate);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime)
        throw CliError{ExitStatus::Usage,
                       Cli::tr("“%1” is no time like 2026-11-22T18:00:00Z.").arg(written)};
    return time.toSecsSinceEpoch();
}

QJsonObject outboxObject(CliContext &context, const OutboxItem &item)
{
    QJsonArray recipients;
    for (const OutboxRecipient &recipient : item.recipients)
        recipients.append(QJsonObject{{QStringLiteral("address"), recipient.address},
                                      {QStringLiteral("state"), toString(recipient.state)},
                                      {QStringLiteral("reply"), recipient.reply}});
    return {{QStringLiteral("outbox"), item.id.value()},
            {QStringLiteral("account"), context.account(item.account).name},
            {QStringLiteral("state"), toString(item.state)},
            {QStringLiteral("error"), item.error.isEmpty() ? QJsonValue() : QJsonValue(item.error)},
            {QStringLiteral("message_id"), QString::fromUtf8(item.messageId)},
            {QStringLiteral("subject"), item.subject},
            {QStringLiteral("sender"), item.sender},
            {QStringLiteral("recipients"), recipients},
            {QStringLiteral("size"), item.size},
            {QStringLiteral("attempts"), item.attempts},
            {QStringLiteral("created"), writtenTime(item.createdUtc)},
            {QStringLiteral("not_before"), writtenTime(item.notBeforeUtc)}};
}

void printItem(CliContext &context, const OutboxItem &item)
{
    QStringList recipients;
    for (const OutboxRecipient &recipient : item.recipients)
        recipients.append(recipient.address);
    QString line =
        QStringLiteral("%1  %2  %3  → %4  %5")
            .arg(item.id.value())
            .arg(toString(item.state), escapedLine(context.account(item.account).name),
                 escapedLine(recipients.join(QStringLiteral(", "))), escapedLine(item.subject));
    if (!item.error.isEmpty())
        line += QStringLiteral("\n    ") + escapedLine(item.error);
    for (const OutboxRecipient &recipient : item.recipients) {
        if (!recipient.reply.isEmpty())
            line += QStringLiteral("\n    %1: %2")
                        .arg(escapedLine(recipient.address), escapedLine(recipient.reply));
    }
    context.output().result(outboxObject(context, item), line);
}

ExitStatus send(CliContext &context, const CliArguments &arguments)
{
    const qint64 at =
        arguments.has(QStringLiteral("at")) ? readTime(arguments.value(QStringLiteral("at"))) : 0;
    const bool isDraft = arguments.has(QStringLiteral("draft"));
    if (isDraft != arguments.positional.isEmpty()
        || (isDraft && arguments.has(QStringLiteral("account"))))
        throw CliError{ExitStatus::Usage,
                       Cli::tr("Say what to send: a file, or --draft and its number.")};
    if (isDraft) {
        sendDraft(context, CliContext::placementId(arguments.value(QStringLiteral("draft"))), at);
        return ExitStatus::Done;
    }
    const QByteArray file = readMessageFile(arguments.positional.first());
    const CliSender sender = senderOf(context, arguments.value(QStringLiteral("account")),
                                      readEnvelope(headerBlock(file)).from);
    const OutgoingFile ready = readyToSend(file, sender.from, context.store().clock().utcSeconds());
    if (!ready.fault.isEmpty())
        throw CliError{ExitStatus::Failed, ready.fault};
    NewOutboxItem item;
    item.account = sender.account.id;
    item.identity = sender.identity;
    item.sender = ready.sender;
    item.recipients = ready.recipients;
    item.eightBit = ready.eightBit;
    item.utf8Header = ready.utf8Header;
    item.chosenTimeUtc = at;
    queueAndPrint(context, item, ready.bytes);
    return ExitStatus::Done;
}

QList<OutboxItem> namedItems(OutboxReader &outbox, const QString &written)
{
    if (written == QLatin1String("all"))
        return outbox.items();
    bool isNumber = false;
    const OutboxId id(written.toLongLong(&isNumber));
    const std::optional<OutboxItem> item = isNumber ? outbox.item(id) : std::nullopt;
    if (!item)
        throw CliError{isNumber ? ExitStatus::Failed : ExitStatus::Usage,
                       Cli::tr("There is no message “%1” in the outbox.").arg(written)};
    return {*item};
}

bool check(CliContext &context, OutboxReader &outbox, const OutboxItem &item)
{
    const Account account = context.account(item.account);
    const Secret password = context.password(account);
    SentCheck result;
    context.runBlocking([&](Wakeup &wakeup) {
        const CertificatePolicy certificates = context.certificates(account);
        PassContext how{context.store(), context.registry(), certificates, wakeup};
        how.collectsRecipients = context.preferences().get(Pref::collectAddresses);
        result = checkSent(how, account, password, item.id);
    });
    if (result.error)
        throw *result.error;
    const std::optional<OutboxItem> left = outbox.item(item.id);
    QJsonObject object = outboxObject(context, left.value_or(item));
    object.insert(QStringLiteral("found"), result.found);
    if (result.found && !left)
        object.insert(QStringLiteral("state"), QStringLiteral("sent"));
    context.output().result(object,
                            result.found
                                ? Cli::tr("It was sent: the server has it in its sent mail.")
                                : Cli::tr("It isn't in the server's sent mail."));
    return result.found;
}

ExitStatus outboxCommand(CliContext &context, const CliArguments &arguments)
{
    const QString action = arguments.oneOf({QStringLiteral("retry"), QStringLiteral("check"),
                                            QStringLiteral("discard"), QStringLiteral("hold"),
                                            QStringLiteral("sent")});
    if (action.isEmpty()) {
        const QList<OutboxItem> items = OutboxReader(context.reader()).items();
        for (const OutboxItem &item : items)
            printItem(context, item);
        return ExitStatus::Done;
    }
    MailWriter &writer = context.writer();
    OutboxWriter outbox(writer);
    outbox.recover(); // the profile is ours, so nobody is sending
    const QList<OutboxItem> items = namedItems(outbox, arguments.value(action));
    bool allFound = true;
    for (const OutboxItem &item : items) {
        if (action == QLatin1String("check")) {
            allFound = check(context, outbox, item) && allFound;
            continue;
        }
        QJsonObject object{{QStringLiteral("outbox"), item.id.value()}};
        QString line;
        if (action == QLatin1String("retry")) {
            outbox.sendAgain(item.id);
            line = Cli::tr("It will be sent with the next sync.");
        } else if (action == QLatin1String("hold")) {
            outbox.hold(item.id);
            line = Cli::tr("It stays in the outbox until it is tried again.");
        } else if (action == QLatin1String("sent")) {
            const Account account = context.account(item.account);
            outbox.confirmSent(item.id,
                               sentFiling(writer, account,
                                          actionTraits(account, context.registry()),
                                          context.preferences().get(Pref::collectAddresses)));
            line = Cli::tr("It counts as sent.");
        } else {
            outbox.discard(item.id);
            line = Cli::tr("It was removed from the outbox.");
        }
        const std::optional<OutboxItem> left = outbox.item(item.id);
        object.insert(QStringLiteral("state"),
                      left                                  ? toString(left->state)
                          : action == QLatin1String("sent") ? QStringLiteral("sent")
                                                            : QStringLiteral("discarded"));
        context.output().result(object, line);
    }
    return allFound ? ExitStatus::Done : ExitStatus::Failed;
}

} // namespace

QByteArray readMessageFile(const QString &path)
{
    QFile file(path);
    const bool open = path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly)
                                                 : file.open(QIODevice::ReadOnly);
    if (!open)
        throw CliError{ExitStatus::Failed,
                       Cli::tr("“%1” can't be read: %2").arg(path, file.errorString())};
    const QByteArray bytes = file.read(Limits::messageBytes + 1);
    if (bytes.size() > Limits::messageBytes)
        throw CliError{ExitStatus::Failed, Cli::tr("“%1” is too large for a message.").arg(path)};
    return bytes;
}

CliSender senderOf(CliContext &context, const QString &named, const AddressList &from)
{
    const QList<Account> accounts =
        named.isEmpty() ? context.reader().accounts() : QList<Account>{context.account(named)};
    OutboxReader outbox(context.reader());
    for (const Account &account : accounts) {
        const QList<Identity> identities = outbox.identities(account.id);
        for (const Identity &identity : identities) {
            if (!from.isEmpty()
                && identity.email.compare(from.first().mailbox, Qt::CaseInsensitive) == 0)
                return {account, identity.id, {identity.name, identity.email}};
        }
    }
    if (accounts.isEmpty())
        throw CliError{ExitStatus::Failed,
                       Cli::tr("There is no account yet. See turnstonectl account add --help.")};
    if (accounts.size() > 1)
        throw CliError{ExitStatus::Usage,
                       Cli::tr("By which account? None has the sender's address; name one with "
                               "--account.")};
    const QList<Identity> identities = outbox.identities(accounts.first().id);
    return {accounts.first(),
            identities.value(0).id,
            {accounts.first().displayName, accounts.first().email}};
}

void queueAndPrint(CliContext &context, const NewOutboxItem &item, const QByteArray &message,
                   const std::function<void()> &also)
{
    for (const QString &address : item.recipients + QStringList{item.sender}) {
        if (!smtpAddress(address))
            throw CliError{ExitStatus::Failed, SmtpError::addressUnsendable(address).sentence};
    }
    OutboxWriter outbox(context.writer());
    const qint64 largest =
        outbox.largest(outbox.serverFor(context.account(item.account), item.identity).id);
    if (largest > 0 && message.size() > largest)
        throw SmtpError::tooLarge(message.size(), largest);
    const OutboxId id = queueMessage(outbox, item, message, also);
    if (const auto queued = outbox.item(id))
        printItem(context, *queued);
}

QList<CliCommand> outboxCommands()
{
    return {
        {{QStringLiteral("send")},
         QStringLiteral("FILE"),
         0,
         1,
         Cli::tr("puts a mail message, or a draft, into the outbox; sync sends it"),
         {{QStringLiteral("account"), QStringLiteral("ACCOUNT"),
           Cli::tr("by this account; else by the one with the sender's address")},
          {QStringLiteral("draft"), QStringLiteral("ID"),
           Cli::tr("this draft, in place of a file; it leaves Drafts at once")},
          {QStringLiteral("at"), QStringLiteral("TIME"),
           Cli::tr("not before this time, as in 2026-11-22T18:00:00Z")}},
         send},
        {{QStringLiteral("outbox")},
         {},
         0,
         0,
         Cli::tr("lists messages that are to be sent, or whose sending isn't settled"),
         {{QStringLiteral("retry"), QStringLiteral("N"),
           Cli::tr("sends one again with the next sync, or \"all\"")},
          {QStringLiteral("check"), QStringLiteral("N"),
           Cli::tr("looks for one in the server's sent mail")},
          {QStringLiteral("sent"), QStringLiteral("N"), Cli::tr("takes one for sent")},
          {QStringLiteral("hold"), QStringLiteral("N"), Cli::tr("keeps one back")},
          {QStringLiteral("discard"), QStringLiteral("N"),
           Cli::tr("removes one without sending it")}},
         outboxCommand},
    };
}

} // namespace Turnstone
