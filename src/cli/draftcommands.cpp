// SPDX-License-Identifier: MIT
#include "cli/clicontext.h"
#include "cli/clitext.h"
#include "cli/commands.h"
#include "cli/outgoingmessage.h"

#include "engine/actions.h"
#include "engine/drafts.h"
#include "engine/outboxsender.h"
#include "html/composehtml.h"
#include "mail/mailbox.h"
#include "mail/messagewriter.h"

#include <QBuffer>

namespace Turnstone {

namespace {

/// The row of a draft; throws CliError where it is none.
MessageRow draftRow(CliContext &context, PlacementId id)
{
    const MessageRow row = context.row(id);
    const auto folder = context.reader().folder(row.folder);
    if (!folder || folder->role != FolderRole::Drafts)
        throw CliError{ExitStatus::Failed, Cli::tr("%1 is no draft.").arg(id.value())};
    return row;
}

bool isSenders(const Address &from, const Address &own)
{
    return comparableWithoutTag(from.mailbox) == comparableWithoutTag(own.mailbox);
}

ExitStatus saveAsDraft(CliContext &context, const CliArguments &arguments)
{
    const QByteArray file = readMessageFile(arguments.positional.first());
    MailWriter &writer = context.writer();
    DraftToSave what;
    what.draft = std::make_shared<DraftInHand>();
    what.closed = true;
    what.composition = editableComposition(file);
    if (!what.composition.html.isEmpty())
        what.finish = [](Composition &composition) { finishRichText(composition); };
    CliSender sender;
    if (arguments.has(QStringLiteral("replace"))) {
        const MessageRow row =
            draftRow(context, CliContext::placementId(arguments.value(QStringLiteral("replace"))));
        sender = senderOf(context, context.account(row.account).name, {what.composition.from});
        what.draft->placement = row.id;
        what.draft->account = row.account;
        what.draft->messageId = row.messageId;
    } else {
        sender =
            senderOf(context, arguments.value(QStringLiteral("account")), {what.composition.from});
        what.composition.messageId.clear();
    }
    if (!isSenders(what.composition.from, sender.from))
        what.composition.from = sender.from;
    what.account = sender.account.id;
    what.originals = draftOriginals(writer, what.account, what.composition);
    const DraftSaved saved =
        saveDraft(writer, what, actionTraits(sender.account, context.registry()),
                  context.store().clock().utcSeconds());
    if (saved.problem)
        throw *saved.problem;
    context.output().result(
        {{QStringLiteral("id"), saved.placement.value()},
         {QStringLiteral("account"), sender.account.name},
         {QStringLiteral("message_id"), QString::fromUtf8(what.draft->messageId)},
         {QStringLiteral("subject"), what.composition.subject}},
        Cli::tr("It is draft %1.").arg(saved.placement.value()));
    return ExitStatus::Done;
}

} // namespace

void sendDraft(CliContext &context, PlacementId id, qint64 atUtc)
{
    const MessageRow row = draftRow(context, id);
    MailWriter &writer = context.writer();
    const auto message = writer.content(row.message, {});
    if (!message)
        throw CliError{ExitStatus::Failed,
                       Cli::tr("This draft isn't here as a whole. Show it first.")};
    Composition composition = editableComposition(*message);
    const Account account = context.account(row.account);
    const CliSender sender = senderOf(context, account.name, {composition.from});
    if (!isSenders(composition.from, sender.from))
        composition.from = sender.from;
    NewOutboxItem item;
    item.account = account.id;
    item.identity = sender.identity;
    item.chosenTimeUtc = atUtc;
    item.originals = draftOriginals(writer, account.id, composition);
    prepareForSending(composition, context.store().clock().utcSeconds());
    if (!composition.html.isEmpty())
        finishRichText(composition);
    const QList<CompositionProblem> problems = compositionProblems(composition);
    if (!problems.isEmpty())
        throw CliError{ExitStatus::Failed, problems.constFirst().sentence};
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const WrittenMessage written = writeMessage(composition, buffer);
    if (written.error)
        throw *written.error;
    item.sender = written.envelope.sender;
    item.recipients = written.envelope.recipients;
    item.eightBit = written.envelope.eightBit;
    item.utf8Header = written.envelope.utf8;
    const ActionTraits traits = actionTraits(account, context.registry());
    queueAndPrint(context, item, bytes, [&] { DraftWriter(writer).discardWithin(row.id, traits); });
}

QList<CliCommand> draftCommands()
{
    return {{{QStringLiteral("draft")},
             QStringLiteral("FILE"),
             1,
             1,
             Cli::tr("keeps a mail message as a draft; sync brings it to the server"),
             {{QStringLiteral("account"), QStringLiteral("ACCOUNT"),
               Cli::tr("of this account; else of the one with the sender's address")},
              {QStringLiteral("replace"), QStringLiteral("ID"), Cli::tr("in place of this draft")}},
             saveAsDraft}};
}

} // namespace Turnstone
