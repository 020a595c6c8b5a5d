// SPDX-License-Identifier: MIT
#include "engine/operationtext.h"

#include "mail/hiddencharacters.h"
#include "mail/receipt.h"
#include "mail/tagnames.h"

#include <QLocale>

namespace Turnstone {

QString OperationText::subject(const Operation &operation, MailReader &reader)
{
    if (operation.placements.size() != 1)
        return tr("%n message(s)", nullptr, int(operation.placements.size()));
    const std::optional<MessageRow> row = reader.row(operation.placements.constFirst());
    const QString text = row ? withoutHiddenCharacters(row->subject).left(80) : QString();
    return text.isEmpty() ? tr("1 message") : tr("“%1”").arg(text);
}

QString OperationText::flagWords(const FlagChange &change)
{
    QStringList words;
    const auto add = [&words, &change](Flag flag, const QString &on, const QString &off) {
        if (change.remove.testFlag(flag))
            words.append(off);
        else if (change.add.testFlag(flag))
            words.append(on);
    };
    //: What a message is marked as; follows "Mark … as".
    add(Flag::Seen, tr("read"), tr("unread"));
    //: What a message is marked as; follows "Mark … as".
    add(Flag::Flagged, tr("starred"), tr("not starred"));
    add(Flag::Answered, tr("answered"), tr("not answered"));
    add(Flag::Forwarded, tr("forwarded"), tr("not forwarded"));
    add(Flag::Junk, tr("junk"), tr("not junk"));
    add(Flag::NotJunk, tr("not junk"), tr("perhaps junk"));
    add(Flag::Draft, tr("draft"), tr("not a draft"));
    add(Flag::Deleted, tr("deleted"), tr("not deleted"));
    for (const QString &tag : TagNames::names(change.addTags))
        words.append(tr("tagged “%1”").arg(withoutHiddenCharacters(tag)));
    for (const QString &tag : TagNames::names(change.removeTags))
        words.append(tr("no longer tagged “%1”").arg(withoutHiddenCharacters(tag)));
    // Some tags are between programs alone.
    if (change.addTags.contains(QLatin1String(receiptAnsweredTag), Qt::CaseInsensitive))
        words.append(tr("asked about its receipt"));
    if (words.isEmpty())
        words.append(change.addTags + change.removeTags);
    words.removeDuplicates();
    return words.join(QStringLiteral(", "));
}

QString OperationText::folderName(FolderId id, MailReader &reader)
{
    const std::optional<Folder> folder = reader.folder(id);
    return folder ? withoutHiddenCharacters(folder->name) : tr("a folder that is gone");
}

QString OperationText::what(const Operation &operation, MailReader &reader)
{
    const auto folderName = [&reader](FolderId id) {
        return OperationText::folderName(id, reader);
    };
    switch (operation.kind) {
    case OperationKind::SetFlags:
        return tr("Mark %1 as %2").arg(subject(operation, reader), flagWords(operation.change));
    case OperationKind::Move:
        return tr("Move %1 to “%2”")
            .arg(subject(operation, reader), folderName(operation.destination));
    case OperationKind::Copy:
        return tr("Copy %1 to “%2”")
            .arg(subject(operation, reader), folderName(operation.destination));
    case OperationKind::Delete:
        return tr("Delete %1").arg(subject(operation, reader));
    case OperationKind::CreateFolder:
        return tr("Create the folder “%1”").arg(operation.name);
    case OperationKind::RenameFolder:
        return tr("Rename the folder “%1” to “%2”").arg(operation.oldName, operation.name);
    case OperationKind::RemoveFolder:
        return tr("Delete the folder “%1”").arg(operation.name);
    case OperationKind::Transfer:
        return (operation.removesOriginal ? tr("Move %1 to “%2”") : tr("Copy %1 to “%2”"))
            .arg(subject(operation, reader), folderName(operation.destination));
    case OperationKind::Append:
        return tr("Upload %1 to “%2”")
            .arg(subject(operation, reader), folderName(operation.destination));
    case OperationKind::Subscribe:
        return operation.subscribe ? tr("Subscribe to the folder “%1”").arg(operation.name)
                                   : tr("Unsubscribe from the folder “%1”").arg(operation.name);
    }
    return {};
}

QString OperationText::takesBack(const Operation &operation, MailReader &reader)
{
    const int count = int(operation.placements.size());
    switch (operation.kind) {
    case OperationKind::SetFlags:
        return tr("%Ln message(s) get the marks again that the server has.", nullptr, count);
    case OperationKind::Move:
        return tr("%Ln message(s) go back to “%1”.", nullptr, count)
            .arg(folderName(operation.source, reader));
    case OperationKind::Copy:
        return tr("The copies in “%1” are taken away.")
            .arg(folderName(operation.destination, reader));
    case OperationKind::Delete:
        return tr("%Ln message(s) come back.", nullptr, count);
    case OperationKind::CreateFolder:
        return tr("The folder “%1” goes, unless mail is in it: then it stays on this computer "
                  "only.")
            .arg(operation.name);
    case OperationKind::RenameFolder:
        return tr("The folder gets its old name again.");
    case OperationKind::RemoveFolder:
        return tr("The folder “%1” comes back.").arg(operation.name);
    case OperationKind::Subscribe:
        return tr("The folder is subscribed to as the server has it.");
    case OperationKind::Transfer:
        return tr("The copies in “%1” are taken away.")
            .arg(folderName(operation.destination, reader));
    case OperationKind::Append:
        return operation.source == operation.destination
            ? tr("%Ln message(s) stay on this computer only.", nullptr, count)
            : tr("%Ln message(s) go back to “%1”.", nullptr, count)
                  .arg(folderName(operation.source, reader));
    }
    return {};
}

QString OperationText::what(const MailReader::FolderMove &move, MailReader &reader)
{
    const auto destination = reader.folder(move.destination);
    const auto account = destination ? reader.account(destination->account) : std::nullopt;
    const QString text =
        tr("Move the folder “%1” to %2")
            .arg(folderName(move.source, reader),
                 account ? withoutHiddenCharacters(account->name) : tr("an account that is gone"));
    if (move.messages == 0)
        return text;
    //: %1 says which folder moves where; %2 and %3 count messages.
    return tr("%1: %2 of %Ln message(s) have arrived", nullptr, int(move.messages))
        .arg(text, QLocale().toString(move.arrived));
}

QString OperationText::takesBack(const MailReader::FolderMove &move, MailReader &reader)
{
    return tr("The folder “%1” stays where it is, and what has arrived in the other account is "
              "taken away there.")
        .arg(folderName(move.source, reader));
}

QString OperationText::waitsForFolders()
{
    return tr("It goes on when the folders of both accounts have been read.");
}

QString OperationText::why(const Operation &operation, bool offline)
{
    if (operation.state == OperationState::Failed)
        return operation.error.isEmpty() ? tr("The server refused it.") : operation.error;
    if (operation.state == OperationState::Running)
        return tr("Being sent now.");
    if (offline)
        return tr("You are offline.");
    return operation.error.isEmpty() ? tr("It is next to be sent.") : operation.error;
}

} // namespace Turnstone
