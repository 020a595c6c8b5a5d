// SPDX-License-Identifier: MIT
#include "cli/clicontext.h"
#include "cli/clitext.h"
#include "cli/commands.h"

#include "engine/foldercopy.h"
#include "mail/tagnames.h"

#include <QMap>

namespace Turnstone {

namespace {

/// Messages of one account, which are changed together.
struct MessageGroup {
    Account account;
    QList<PlacementId> messages;
};

struct Selection {
    QList<MessageGroup> groups;
    bool someMissing = false;
};

/// What the IDs name. Those that are gone are complained about; all gone throws.
Selection selectMessages(CliContext &context, const QStringList &written)
{
    QList<PlacementId> wanted;
    for (const QString &id : written)
        wanted.append(CliContext::placementId(id));
    Selection selection;
    QMap<AccountId, QList<PlacementId>> byAccount;
    for (const PlacementId id : wanted) {
        if (const auto row = context.reader().row(id)) {
            byAccount[row->account].append(id);
        } else {
            selection.someMissing = true;
            context.output().complaint(Cli::tr("There is no message %1.").arg(id.value()));
        }
    }
    if (byAccount.isEmpty())
        throw CliError{ExitStatus::Failed, Cli::tr("Nothing was changed.")};
    for (auto it = byAccount.cbegin(); it != byAccount.cend(); ++it)
        selection.groups.append({context.account(it.key()), it.value()});
    return selection;
}

/// One line for each operation that waits for the server; null where the change is local only.
void printOperations(CliOutput &output, const QList<OperationId> &operations)
{
    const QString key = QStringLiteral("operation");
    for (const OperationId id : operations)
        output.result({{key, id.value()}},
                      Cli::tr("Done here; waits for the server as change %1.").arg(id.value()));
    if (operations.isEmpty())
        output.result({{key, QJsonValue()}}, Cli::tr("Done."));
}

/// Runs `change` over every account's messages.
ExitStatus
changeMessages(CliContext &context, const QStringList &written,
               const std::function<QList<OperationId>(MailWriter &, const MessageGroup &)> &change)
{
    MailWriter &writer = context.writer();
    const Selection selection = selectMessages(context, written);
    QList<OperationId> operations;
    for (const MessageGroup &group : selection.groups)
        operations += change(writer, group);
    printOperations(context.output(), operations);
    return selection.someMissing ? ExitStatus::DoneInPart : ExitStatus::Done;
}

FlagChange flagChange(const CliArguments &arguments)
{
    FlagChange change;
    const QString seen = arguments.oneOf({QStringLiteral("read"), QStringLiteral("unread")});
    const QString flagged = arguments.oneOf({QStringLiteral("flag"), QStringLiteral("unflag")});
    change.add.setFlag(Flag::Seen, seen == QLatin1String("read"));
    change.remove.setFlag(Flag::Seen, seen == QLatin1String("unread"));
    change.add.setFlag(Flag::Flagged, flagged == QLatin1String("flag"));
    change.remove.setFlag(Flag::Flagged, flagged == QLatin1String("unflag"));
    change.addTags = arguments.values(QStringLiteral("tag"));
    change.removeTags = arguments.values(QStringLiteral("untag"));
    const QStringList tags = change.addTags + change.removeTags;
    for (const QString &tag : tags) {
        // What no keyword may hold is encoded on the wire.
        if (!TagNames::isPossible(tag))
            throw CliError{ExitStatus::Usage, Cli::tr("\"%1\" can't be a tag.").arg(tag)};
    }
    return change;
}

ExitStatus mark(CliContext &context, const CliArguments &arguments)
{
    const FlagChange change = flagChange(arguments);
    if (change.isEmpty())
        throw CliError{ExitStatus::Usage,
                       Cli::tr("What is to be marked? See turnstonectl mark --help.")};
    return changeMessages(
        context, arguments.positional, [&](MailWriter &writer, const MessageGroup &group) {
            return writer.setFlags(group.messages, change,
                                   actionTraits(group.account, context.registry()));
        });
}

ExitStatus relocate(CliContext &context, const CliArguments &arguments,
                    QList<OperationId> (MailWriter::*how)(const QList<PlacementId> &, FolderId,
                                                          const ActionTraits &))
{
    context.store();
    const Folder destination = context.folder(arguments.positional.last());
    const QStringList ids = arguments.positional.mid(0, arguments.positional.size() - 1);
    const ActionTraits traits =
        actionTraits(context.account(destination.account), context.registry());
    return changeMessages(context, ids, [&](MailWriter &writer, const MessageGroup &group) {
        return (writer.*how)(group.messages, destination.id, traits);
    });
}

ExitStatus move(CliContext &context, const CliArguments &arguments)
{
    return relocate(context, arguments, &MailWriter::move);
}

ExitStatus copy(CliContext &context, const CliArguments &arguments)
{
    return relocate(context, arguments, &MailWriter::copy);
}

ExitStatus deleteMessages(CliContext &context, const CliArguments &arguments)
{
    const bool forever = arguments.has(QStringLiteral("forever"));
    return changeMessages(context, arguments.positional,
                          [&](MailWriter &writer, const MessageGroup &group) {
                              return writer.remove(group.messages, forever,
                                                   actionTraits(group.account, context.registry()));
                          });
}

/// What a change of folders queued: operations that weren't there before.
ExitStatus changeFolders(CliContext &context, AccountId account,
                         const std::function<void(MailWriter &)> &change)
{
    MailWriter &writer = context.writer();
    QSet<OperationId> before;
    const QList<Operation> waiting = writer.operations(account);
    for (const Operation &operation : waiting)
        before.insert(operation.id);
    change(writer);
    QList<OperationId> added;
    const QList<Operation> now = writer.operations(account);
    for (const Operation &operation : now) {
        if (!before.contains(operation.id))
            added.append(operation.id);
    }
    printOperations(context.output(), added);
    return ExitStatus::Done;
}

ExitStatus createFolder(CliContext &context, const CliArguments &arguments)
{
    context.store();
    const QString written = arguments.positional.first();
    const auto name = context.folderName(written);
    if (context.reader().folderByPath(name.account.id, name.path))
        throw CliError{ExitStatus::Failed,
                       Cli::tr("There is a folder \"%1\" already.").arg(written)};
    return changeFolders(context, name.account.id, [&](MailWriter &writer) {
        writer.createFolder(name.account.id, name.path,
                            actionTraits(name.account, context.registry()));
    });
}

ExitStatus renameFolder(CliContext &context, const CliArguments &arguments)
{
    context.store();
    const Folder folder = context.folder(arguments.positional.first());
    const Account account = context.account(folder.account);
    const QString newName = arguments.positional.at(1);
    if (newName.isEmpty() || newName.contains(QLatin1Char('/')))
        throw CliError{ExitStatus::Usage,
                       Cli::tr("The new name is that of the last level alone, without \"/\".")};
    return changeFolders(context, account.id, [&](MailWriter &writer) {
        writer.renameFolder(folder.id, newName, actionTraits(account, context.registry()));
    });
}

/// Below a folder, or at an account's top: its name alone.
struct Place {
    Account account;
    FolderId parent;
};

Place placeNamed(CliContext &context, const QString &written, const Account &own)
{
    if (written == own.name)
        return {own, {}};
    if (!written.contains(QLatin1Char('/')))
        return {context.account(written), {}};
    const Folder parent = context.folder(written);
    return {context.account(parent.account), parent.id};
}

/// With all it holds, to another account; what it is copied from stays.
ExitStatus copyFolder(CliContext &context, const CliArguments &arguments)
{
    context.store();
    const Folder folder = context.folder(arguments.positional.first());
    const Account from = context.account(folder.account);
    const Place to = placeNamed(context, arguments.positional.at(1), from);
    if (to.account.id == from.id)
        throw CliError{ExitStatus::Usage, Cli::tr("A folder is copied to another account.")};
    return changeFolders(context, to.account.id, [&](MailWriter &writer) {
        copyFolderTree(writer, folder.id, to.account.id, to.parent, context.registry());
    });
}

/// Below another folder, of its account or of another one; an account's name alone is its top.
ExitStatus moveFolder(CliContext &context, const CliArguments &arguments)
{
    context.store();
    const Folder folder = context.folder(arguments.positional.first());
    const Account account = context.account(folder.account);
    const QString written = arguments.positional.at(1);
    const Place place = placeNamed(context, written, account);
    if (place.account.id != account.id)
        return changeFolders(context, place.account.id, [&](MailWriter &writer) {
            moveFolderTree(writer, folder.id, place.account.id, place.parent, context.registry());
        });
    const FolderId parent = place.parent;
    return changeFolders(context, account.id, [&](MailWriter &writer) {
        writer.moveFolder(folder.id, parent, actionTraits(account, context.registry()));
    });
}

ExitStatus subscribe(CliContext &context, const CliArguments &arguments, bool on)
{
    context.store();
    const Folder folder = context.folder(arguments.positional.first());
    const Account account = context.account(folder.account);
    return changeFolders(context, account.id, [&](MailWriter &writer) {
        writer.setSubscribed(folder.id, on, actionTraits(account, context.registry()));
    });
}

ExitStatus emptyFolder(CliContext &context, const CliArguments &arguments)
{
    context.store();
    const Folder folder = context.folder(arguments.positional.first());
    const Account account = context.account(folder.account);
    if (folder.role != FolderRole::Trash && folder.role != FolderRole::Junk)
        throw CliError{ExitStatus::Usage,
                       Cli::tr("Only the trash and the junk folder can be emptied.")};
    MailWriter &writer = context.writer();
    printOperations(context.output(),
                    emptyOut(writer, folder.id, actionTraits(account, context.registry())));
    return ExitStatus::Done;
}

ExitStatus removeFolder(CliContext &context, const CliArguments &arguments)
{
    context.store();
    const Folder folder = context.folder(arguments.positional.first());
    const Account account = context.account(folder.account);
    return changeFolders(context, account.id, [&](MailWriter &writer) {
        writer.removeFolder(folder.id, arguments.has(QStringLiteral("with-messages")),
                            actionTraits(account, context.registry()));
    });
}

} // namespace

QList<CliCommand> changeCommands()
{
    const QString tag = QStringLiteral("TAG");
    const QString folderWord = QStringLiteral("folder");
    const QString folderOperand = QStringLiteral("ACCOUNT/FOLDER");
    return {
        {{QStringLiteral("mark")},
         QStringLiteral("ID…"),
         1,
         -1,
         Cli::tr("marks messages, here at once and at the server with the next sync"),
         {{QStringLiteral("read"), {}, Cli::tr("as read")},
          {QStringLiteral("unread"), {}, Cli::tr("as unread")},
          {QStringLiteral("flag"), {}, Cli::tr("with a flag")},
          {QStringLiteral("unflag"), {}, Cli::tr("without a flag")},
          {QStringLiteral("tag"), tag, Cli::tr("with a tag; may be given more than once")},
          {QStringLiteral("untag"), tag, Cli::tr("without a tag")}},
         mark},
        {{QStringLiteral("move")},
         QStringLiteral("ID… ACCOUNT/FOLDER"),
         2,
         -1,
         Cli::tr("moves messages to another folder, of any account"),
         {},
         move},
        {{QStringLiteral("copy")},
         QStringLiteral("ID… ACCOUNT/FOLDER"),
         2,
         -1,
         Cli::tr("copies messages to another folder, of any account"),
         {},
         copy},
        {{QStringLiteral("delete")},
         QStringLiteral("ID…"),
         1,
         -1,
         Cli::tr("moves messages to the trash; from there, deletes them for good"),
         {{QStringLiteral("forever"), {}, Cli::tr("for good at once")}},
         deleteMessages},
        {{folderWord, QStringLiteral("create")},
         folderOperand,
         1,
         1,
         Cli::tr("makes a folder"),
         {},
         createFolder},
        {{folderWord, QStringLiteral("rename")},
         folderOperand + QStringLiteral(" NEWNAME"),
         2,
         2,
         Cli::tr("gives a folder's last level another name"),
         {},
         renameFolder},
        {{folderWord, QStringLiteral("move")},
         folderOperand + QStringLiteral(" ACCOUNT[/PARENT]"),
         2,
         2,
         Cli::tr("puts a folder below another one, or at an account's top; what goes to another "
                 "account leaves once all of it has arrived"),
         {},
         moveFolder},
        {{folderWord, QStringLiteral("copy")},
         folderOperand + QStringLiteral(" ACCOUNT[/PARENT]"),
         2,
         2,
         Cli::tr("copies a folder with all it holds to another account"),
         {},
         copyFolder},
        {{folderWord, QStringLiteral("subscribe")},
         folderOperand,
         1,
         1,
         Cli::tr("subscribes to a folder, as other programs of yours see it"),
         {},
         [](CliContext &context, const CliArguments &arguments) {
             return subscribe(context, arguments, true);
         }},
        {{folderWord, QStringLiteral("unsubscribe")},
         folderOperand,
         1,
         1,
         Cli::tr("ends the subscription of a folder"),
         {},
         [](CliContext &context, const CliArguments &arguments) {
             return subscribe(context, arguments, false);
         }},
        {{folderWord, QStringLiteral("empty")},
         folderOperand,
         1,
         1,
         Cli::tr("deletes for good what is in the trash or the junk folder"),
         {},
         emptyFolder},
        {{folderWord, QStringLiteral("remove")},
         folderOperand,
         1,
         1,
         Cli::tr("removes a folder"),
         {{QStringLiteral("with-messages"), {}, Cli::tr("even with messages in it")}},
         removeFolder},
    };
}

} // namespace Turnstone
