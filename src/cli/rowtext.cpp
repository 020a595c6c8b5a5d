// SPDX-License-Identifier: MIT
#include "cli/rowtext.h"

#include "cli/output.h"

#include <QDateTime>
#include <QJsonArray>
#include <array>

namespace Turnstone {

QString writtenTime(qint64 utcSeconds)
{
    if (utcSeconds == 0)
        return {};
    return QDateTime::fromSecsSinceEpoch(utcSeconds, Qt::UTC).toString(Qt::ISODate);
}

QString writtenAddress(const Address &address)
{
    if (address.name.isEmpty())
        return address.mailbox;
    return QStringLiteral("%1 <%2>").arg(address.name, address.mailbox);
}

QStringList flagWords(MessageFlags flags)
{
    static constexpr std::array<std::pair<Flag, QLatin1String>, 8> words{
        {{Flag::Seen, QLatin1String("seen")},
         {Flag::Answered, QLatin1String("answered")},
         {Flag::Flagged, QLatin1String("flagged")},
         {Flag::Draft, QLatin1String("draft")},
         {Flag::Deleted, QLatin1String("deleted")},
         {Flag::Forwarded, QLatin1String("forwarded")},
         {Flag::Junk, QLatin1String("junk")},
         {Flag::NotJunk, QLatin1String("not-junk")}}};
    QStringList found;
    for (const auto &[flag, word] : words) {
        if (flags.testFlag(flag))
            found.append(word);
    }
    return found;
}

QStringList rightWords(FolderRights rights)
{
    static constexpr std::array<std::pair<FolderRight, QLatin1String>, 6> words{
        {{FolderRight::Seen, QLatin1String("seen")},
         {FolderRight::Mark, QLatin1String("mark")},
         {FolderRight::Insert, QLatin1String("insert")},
         {FolderRight::Delete, QLatin1String("delete")},
         {FolderRight::MakeBelow, QLatin1String("make-below")},
         {FolderRight::Remove, QLatin1String("remove")}}};
    QStringList found;
    for (const auto &[right, word] : words) {
        if (rights.testFlag(right))
            found.append(word);
    }
    return found;
}

QString operationWord(OperationKind kind)
{
    switch (kind) {
    case OperationKind::SetFlags:
        return QStringLiteral("set-flags");
    case OperationKind::Move:
        return QStringLiteral("move");
    case OperationKind::Copy:
        return QStringLiteral("copy");
    case OperationKind::Delete:
        return QStringLiteral("delete");
    case OperationKind::CreateFolder:
        return QStringLiteral("create-folder");
    case OperationKind::RenameFolder:
        return QStringLiteral("rename-folder");
    case OperationKind::RemoveFolder:
        return QStringLiteral("remove-folder");
    case OperationKind::Subscribe:
        return QStringLiteral("subscribe");
    case OperationKind::Transfer:
        return QStringLiteral("transfer");
    case OperationKind::Append:
        break;
    }
    return QStringLiteral("upload");
}

QString operationWord(OperationState state)
{
    switch (state) {
    case OperationState::Waiting:
        return QStringLiteral("waiting");
    case OperationState::Running:
        return QStringLiteral("running");
    case OperationState::Failed:
        break;
    }
    return QStringLiteral("failed");
}

QJsonObject rowObject(const MessageRow &row)
{
    QJsonArray to;
    for (const Address &address : row.to)
        to.append(writtenAddress(address));
    return {
        {QStringLiteral("id"), row.id.value()},
        {QStringLiteral("message_id"), QString::fromUtf8(row.messageId)},
        {QStringLiteral("from"), writtenAddress(row.from)},
        {QStringLiteral("to"), to},
        {QStringLiteral("subject"), row.subject},
        {QStringLiteral("date"), writtenTime(row.dateUtc)},
        {QStringLiteral("size"), row.size},
        {QStringLiteral("flags"), QJsonArray::fromStringList(flagWords(row.flags.flags))},
        {QStringLiteral("tags"), QJsonArray::fromStringList(row.flags.tags)},
        {QStringLiteral("content"), toString(row.content)},
        {QStringLiteral("on_server"), row.onServer},
        {QStringLiteral("on_computer"), row.onComputer},
        {QStringLiteral("kept"), row.mark == KeepMark::Wanted},
        {QStringLiteral("thread"), row.thread},
        {QStringLiteral("attachments"), row.hasAttachments},
        {QStringLiteral("pending"), row.pending},
    };
}

QString rowLine(const MessageRow &row)
{
    const auto mark = [](bool on, char letter) { return QLatin1Char(on ? letter : '-'); };
    QString marks;
    marks += mark(!row.flags.flags.testFlag(Flag::Seen), 'N');
    marks += mark(row.flags.flags.testFlag(Flag::Flagged), 'F');
    marks += mark(row.flags.flags.testFlag(Flag::Answered), 'A');
    marks += mark(row.hasAttachments, '@');
    marks += mark(row.content >= ContentLevel::Text, 'C');
    marks += mark(row.onServer, 'S');
    return QStringLiteral("%1\t%2\t%3\t%4\t%5")
        .arg(QString::number(row.id.value()), writtenTime(row.dateUtc), marks,
             escapedLine(row.from.name.isEmpty() ? row.from.mailbox : row.from.name),
             escapedLine(row.subject));
}

} // namespace Turnstone
