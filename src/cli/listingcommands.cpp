// SPDX-License-Identifier: MIT
#include "cli/clicontext.h"
#include "cli/clitext.h"
#include "cli/commands.h"
#include "cli/rowtext.h"

#include <QJsonArray>
#include <QLocale>
#include <unordered_map>

namespace Turnstone {

namespace {

constexpr int rowsAtOnce = 500;

void printFolder(CliOutput &output, const Account &account, const Folder &folder)
{
    const KeepRule rule{folder.keep.value_or(account.keep),
                        folder.keepDays.value_or(account.keepDays), account.largestKept};
    const QString name = CliContext::written(account, folder);
    const QJsonObject object{
        {QStringLiteral("account"), account.name},
        {QStringLiteral("folder"), name},
        {QStringLiteral("role"), toString(folder.role)},
        {QStringLiteral("total"), folder.total},
        {QStringLiteral("unread"), folder.unread},
        {QStringLiteral("on_computer"), folder.onComputer},
        {QStringLiteral("on_server"), folder.total - folder.onlyHere},
        {QStringLiteral("only_here"), folder.onlyHere},
        {QStringLiteral("bytes_on_computer"), folder.bytesOnComputer},
        {QStringLiteral("keep"), toString(rule.level)},
        {QStringLiteral("keep_days"), rule.days},
        {QStringLiteral("read_only"), folder.readOnly},
        {QStringLiteral("missing_rights"),
         QJsonArray::fromStringList(rightWords(folder.missingRights))},
        {QStringLiteral("lost_at_server"),
         folder.emptiedUtc != 0 ? QJsonValue(writtenTime(folder.emptiedUtc)) : QJsonValue()},
    };
    // What is here counts as the rule wants it: of a folder that keeps headers, none.
    QString line = QStringLiteral("%1\t%2\t%3\t%4\t%5")
                       .arg(folder.total)
                       .arg(folder.unread)
                       .arg(escapedLine(name), toString(folder.role),
                            Cli::tr("%1 here, %2", "messages, and their bytes")
                                .arg(folder.onComputer)
                                .arg(QLocale().formattedDataSize(folder.bytesOnComputer)));
    if (folder.onlyHere > 0)
        line += QLatin1Char('\t') + Cli::tr("%n only here", nullptr, int(folder.onlyHere));
    if (folder.emptiedUtc != 0)
        line += QLatin1Char('\t')
            + Cli::tr("lost at the server", "a folder whose mail is only here any more");
    output.result(object, line);
}

ExitStatus folders(CliContext &context, const CliArguments &arguments)
{
    QList<Account> accounts;
    if (arguments.positional.isEmpty())
        accounts = context.reader().accounts();
    else
        accounts.append(context.account(arguments.positional.first()));
    for (const Account &account : accounts) {
        const QList<Folder> all = context.reader().folders(account.id);
        for (const Folder &folder : all)
            printFolder(context.output(), account, folder);
    }
    return ExitStatus::Done;
}

/// Calls `each` for every row of the query in its order, at most `limit`, in bounded memory.
void eachRow(MailReader &reader, const ListQuery &query, std::optional<PlacementId> after,
             qint64 limit, const std::function<void(const MessageRow &)> &each)
{
    while (limit > 0) {
        const int wanted = static_cast<int>(qMin<qint64>(limit, rowsAtOnce));
        const QList<MessageRow> rows = reader.page(query, wanted, after);
        for (const MessageRow &row : rows)
            each(row);
        limit -= rows.size();
        if (rows.size() < wanted)
            return;
        after = rows.last().id;
    }
}

void printRow(CliOutput &output, const MessageRow &row, bool indented)
{
    output.result(rowObject(row), QLatin1String(indented ? "  " : "") + rowLine(row));
}

/// Whole conversations, the one with the newest message first; within one, newest first.
void printThreads(CliContext &context, const ListQuery &query, std::optional<PlacementId> after,
                  qint64 limit)
{
    std::vector<std::vector<PlacementId>> threads;
    std::unordered_map<qint64, size_t> places;
    eachRow(context.reader(), query, after, std::numeric_limits<qint64>::max(),
            [&](const MessageRow &row) {
                // A message that belongs to no conversation is one by itself.
                const qint64 thread = row.thread != 0 ? row.thread : -row.id.value();
                const auto [place, isNew] = places.try_emplace(thread, threads.size());
                if (isNew)
                    threads.emplace_back();
                threads[place->second].push_back(row.id);
            });
    threads.resize(qMin(threads.size(), static_cast<size_t>(limit)));
    for (const auto &thread : threads) {
        const QList<MessageRow> rows = context.reader().rows({thread.begin(), thread.end()});
        for (qsizetype i = 0; i < rows.size(); ++i)
            printRow(context.output(), rows.at(i), i > 0);
    }
}

ExitStatus list(CliContext &context, const CliArguments &arguments)
{
    const QString written = arguments.positional.first();
    const Folder folder = context.folder(written);
    const qint64 all = std::numeric_limits<qint64>::max();
    const qint64 limit = arguments.number(QStringLiteral("limit"), all, 1, all);
    ListQuery query;
    query.folders = {folder.id};
    query.unreadOnly = arguments.has(QStringLiteral("unread"));
    std::optional<PlacementId> before;
    if (arguments.has(QStringLiteral("before"))) {
        before = CliContext::placementId(arguments.value(QStringLiteral("before")));
        if (context.row(*before).folder != folder.id)
            throw CliError{
                ExitStatus::Failed,
                Cli::tr("The message %1 is not in %2.").arg(before->value()).arg(written)};
    }
    if (arguments.has(QStringLiteral("threads"))) {
        printThreads(context, query, before, limit);
        return ExitStatus::Done;
    }
    eachRow(context.reader(), query, before, limit,
            [&](const MessageRow &row) { printRow(context.output(), row, false); });
    return ExitStatus::Done;
}

} // namespace

QList<CliCommand> listingCommands()
{
    return {
        {{QStringLiteral("folders")},
         QStringLiteral("[ACCOUNT]"),
         0,
         1,
         Cli::tr("lists folders with what is in them"),
         {},
         folders},
        {{QStringLiteral("list")},
         QStringLiteral("ACCOUNT/FOLDER"),
         1,
         1,
         Cli::tr("lists a folder's messages, newest first"),
         {{QStringLiteral("limit"), QStringLiteral("N"),
           Cli::tr("at most so many; with --threads, conversations")},
          {QStringLiteral("before"), QStringLiteral("ID"),
           Cli::tr("only what stands after this message in the list")},
          {QStringLiteral("unread"), {}, Cli::tr("unread messages only")},
          {QStringLiteral("threads"), {}, Cli::tr("conversation by conversation")}},
         list},
    };
}

} // namespace Turnstone
