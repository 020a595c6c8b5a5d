// SPDX-License-Identifier: MIT
// What is kept on this computer.
#include "cli/clicontext.h"
#include "cli/clitext.h"
#include "cli/commands.h"

#include "engine/keeptask.h"

#include <QLocale>
#include <algorithm>
#include <map>

namespace Turnstone {

namespace {

/// Folders and messages of one account.
struct AccountScope {
    Account account;
    KeepScope scope;
};

/// What the operands name: an ID is a number, a folder has a "/".
QList<AccountScope> selectKept(CliContext &context, const CliArguments &arguments)
{
    const bool below = arguments.has(QStringLiteral("subfolders"));
    std::map<AccountId, KeepScope> scopes;
    for (const QString &written : arguments.positional) {
        if (!written.contains(QLatin1Char('/'))) {
            const MessageRow row = context.row(CliContext::placementId(written));
            scopes[row.account].messages.append(row.id);
            continue;
        }
        const Folder folder = context.folder(written);
        QList<FolderId> &folders = scopes[folder.account].folders;
        if (below)
            folders += withSubfolders(context.reader(), folder.id);
        else
            folders.append(folder.id);
    }
    QList<AccountScope> selection;
    for (const auto &[id, scope] : scopes)
        selection.append({context.account(id), scope});
    return selection;
}

ContentExtent extentOf(MailReader &reader, const KeepScope &scope, KeepTask::Kind kind)
{
    const bool removes = kind == KeepTask::Kind::Remove;
    ContentExtent sum = removes ? reader.toFree(scope.messages) : reader.toDownload(scope.messages);
    for (const FolderId folder : scope.folders) {
        const ContentExtent one = removes ? reader.toFree(folder) : reader.toDownload(folder);
        sum.messages += one.messages;
        sum.bytes += one.bytes;
        sum.onlyCopies += one.onlyCopies;
    }
    return sum;
}

ContentExtent runTask(CliContext &context, const KeepScope &scope, KeepTask::Kind kind)
{
    KeepTask task(kind, scope, context.registry());
    MailWriter &writer = context.writer();
    while (task.step(writer)) { }
    return task.extent();
}

QString bytesText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes);
}

ExitStatus download(CliContext &context, const CliArguments &arguments)
{
    const bool preview = arguments.has(QStringLiteral("preview"));
    if (!preview)
        context.store();
    const QList<AccountScope> selection = selectKept(context, arguments);
    ExitStatus status = ExitStatus::Done;
    for (const AccountScope &one : selection) {
        const ContentExtent extent = preview
            ? extentOf(context.reader(), one.scope, KeepTask::Kind::Download)
            : runTask(context, one.scope, KeepTask::Kind::Download);
        QJsonObject object{{QStringLiteral("account"), one.account.name},
                           {QStringLiteral("messages"), extent.messages},
                           {QStringLiteral("bytes"), extent.bytes}};
        if (preview || arguments.has(QStringLiteral("later"))) {
            context.output().result(
                object,
                Cli::tr("%1: %n message(s), %2 to download", nullptr, int(extent.messages))
                    .arg(escapedLine(one.account.name), bytesText(extent.bytes)));
            continue;
        }
        const Secret password = context.password(one.account);
        const CertificatePolicy certificates = context.certificates(one.account);
        Store &store = context.store();
        PassOptions options;
        options.downloads = true;
        SyncSummary summary;
        context.runBlocking([&](Wakeup &wakeup) {
            summary = runPass({store, context.registry(), certificates, wakeup}, one.account,
                              password, options);
        });
        const ContentExtent left = context.reader().waitingDownloads(one.account.id);
        object.insert(QStringLiteral("left"), left.messages);
        object.insert(QStringLiteral("bytes_in"), summary.counts.bytesIn);
        object.insert(QStringLiteral("error"),
                      summary.error ? QJsonValue(summary.error->sentence) : QJsonValue());
        context.output().result(
            object,
            Cli::tr("%1: %n message(s) downloaded and kept, %2 left", nullptr, int(extent.messages))
                .arg(escapedLine(one.account.name))
                .arg(left.messages));
        if (summary.error) {
            context.output().complaint(one.account.name + QLatin1String(": ")
                                       + summary.error->sentence);
            const ErrorScope scope = summary.error->scope;
            status = scope == ErrorScope::Message || scope == ErrorScope::Folder
                ? ExitStatus::DoneInPart
                : exitStatus(*summary.error);
        } else if (left.messages > 0) {
            status = ExitStatus::DoneInPart;
        }
    }
    return status;
}

ExitStatus freeRoom(CliContext &context, const CliArguments &arguments)
{
    const bool preview = arguments.has(QStringLiteral("preview"));
    if (!preview)
        context.store();
    const QList<AccountScope> selection = selectKept(context, arguments);
    qint64 removed = 0, refused = 0;
    for (const AccountScope &one : selection) {
        const BackendRegistry::Entry *entry =
            context.registry().find(one.account.incoming.protocol);
        const bool waits = entry && !entry->traits.foldersOnServer;
        const ContentExtent before = extentOf(context.reader(), one.scope, KeepTask::Kind::Remove);
        const ContentExtent extent =
            preview ? before : runTask(context, one.scope, KeepTask::Kind::Remove);
        removed += extent.messages;
        refused += before.onlyCopies;
        const QString name = escapedLine(one.account.name);
        const int messages = int(extent.messages);
        QString line;
        if (preview)
            line = Cli::tr("%1: %n message(s), %2 to remove", nullptr, messages)
                       .arg(name, bytesText(extent.bytes));
        else if (waits)
            line = Cli::tr("%1: %n message(s), %2 go with the next sync, once the server has shown "
                           "that it still holds them",
                           nullptr, messages)
                       .arg(name, bytesText(extent.bytes));
        else
            line = Cli::tr("%1: %n message(s), %2 removed from this computer", nullptr, messages)
                       .arg(name, bytesText(extent.bytes));
        context.output().result({{QStringLiteral("account"), one.account.name},
                                 {QStringLiteral("messages"), extent.messages},
                                 {QStringLiteral("bytes"), extent.bytes},
                                 {QStringLiteral("only_copies"), before.onlyCopies},
                                 {QStringLiteral("waits_for_server"), waits && !preview}},
                                line);
    }
    if (refused > 0) {
        context.output().complaint(
            Cli::tr("%n message(s) were left as they are: the only copy is on this computer.",
                    nullptr, int(refused)));
        return removed > 0 ? ExitStatus::DoneInPart : ExitStatus::Failed;
    }
    return ExitStatus::Done;
}

CliError refusedValue(const QString &key, const QString &value)
{
    return {ExitStatus::Usage, Cli::tr("\"%1\" can't be the value of %2.").arg(value, key)};
}

ExitStatus setFolder(CliContext &context, const CliArguments &arguments)
{
    context.store();
    const Folder folder = context.folder(arguments.positional.first());
    std::optional<ContentLevel> level = folder.keep;
    std::optional<int> days = folder.keepDays;
    for (const QString &pair : arguments.positional.mid(1)) {
        const qsizetype equals = pair.indexOf(QLatin1Char('='));
        if (equals < 1)
            throw CliError{ExitStatus::Usage, Cli::tr("\"%1\" is not KEY=VALUE.").arg(pair)};
        const QString key = pair.first(equals), value = pair.mid(equals + 1);
        const bool asAccount = value == QLatin1String("account");
        if (key == QLatin1String("keep")) {
            ContentLevel parsed = ContentLevel::None;
            if (!asAccount && (!fromString(value, &parsed) || parsed == ContentLevel::None))
                throw refusedValue(key, value);
            level = asAccount ? std::nullopt : std::optional(parsed);
        } else if (key == QLatin1String("keep-days")) {
            bool isNumber = false;
            const int parsed = value.toInt(&isNumber);
            if (!asAccount && (!isNumber || parsed < 0))
                throw refusedValue(key, value);
            days = asAccount ? std::nullopt : std::optional(parsed);
        } else {
            throw CliError{ExitStatus::Usage, Cli::tr("A folder has no setting \"%1\".").arg(key)};
        }
    }
    context.writer().setFolderKeep(folder.id, level, days);
    const QString name = CliContext::written(context.account(folder.account), folder);
    const KeepRule rule = context.reader().keepRule(folder.id);
    context.output().result({{QStringLiteral("folder"), name},
                             {QStringLiteral("keep"), toString(rule.level)},
                             {QStringLiteral("keep_days"), rule.days}},
                            Cli::tr("Done."));
    return ExitStatus::Done;
}

} // namespace

QList<CliCommand> keepCommands()
{
    const QString operands = QStringLiteral("ID|ACCOUNT/FOLDER…");
    const CliOption subfolders{QStringLiteral("subfolders"), {}, Cli::tr("with all folders below")};
    const CliOption preview{
        QStringLiteral("preview"), {}, Cli::tr("say how much it is, and do nothing")};
    return {
        {{QStringLiteral("download")},
         operands,
         1,
         -1,
         Cli::tr("brings messages here whole and keeps them, whatever else is kept"),
         {subfolders,
          preview,
          {QStringLiteral("later"), {}, Cli::tr("only mark them: the next sync fetches them")}},
         download},
        {{QStringLiteral("free")},
         operands,
         1,
         -1,
         Cli::tr("removes messages' content from this computer where the server has it"),
         {subfolders, preview},
         freeRoom},
        {{QStringLiteral("folder"), QStringLiteral("set")},
         QStringLiteral("ACCOUNT/FOLDER KEY=VALUE…"),
         2,
         -1,
         Cli::tr("sets what of a folder is kept here: keep=headers|text|everything|account, "
                 "keep-days=DAYS|account"),
         {},
         setFolder},
    };
}

} // namespace Turnstone
