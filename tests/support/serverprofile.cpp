// SPDX-License-Identifier: MIT
#include "support/serverprofile.h"

#include "engine/foldercopy.h"

#include "mail/messagereader.h"
#include "store/database.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QRegularExpression>
#include <algorithm>
#include <csignal>

namespace Turnstone::Test {

namespace {

constexpr auto killedPassArgument = "--killed-pass";
int serverProfileCommitsLeft = 0;

void killAtServerProfileCommit(const Database &, bool)
{
    if (--serverProfileCommitsLeft == 0)
        ::raise(SIGKILL);
}

QString stateLine(const QByteArray &bytes, const FlagState &flags)
{
    QStringList words{QString::fromLatin1(
        QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(16))};
    QStringList names = imapNames(flags);
    names.sort(Qt::CaseInsensitive);
    return (words + names).join(QLatin1Char(' ')).toLower();
}

} // namespace

ServerProfile::ServerProfile(MailServer &server, const QString &protocol,
                             const std::function<void(Turnstone::Account &)> &change,
                             const QString &user)
{
    open();
    Turnstone::Account account = server.account(protocol, user);
    if (change)
        change(account);
    add(account);
}

void ServerProfile::open()
{
    store = std::make_unique<Store>(directory.paths(), Store::Access::ReadWrite, Clock::system());
    writer = std::make_unique<MailWriter>(*store);
}

void ServerProfile::close()
{
    writer.reset();
    store.reset();
}

AccountId ServerProfile::add(const Turnstone::Account &account)
{
    return writer->addAccount(account,
                              registry.find(account.incoming.protocol)->traits.foldersOnServer);
}

SyncSummary ServerProfile::pass(AccountId id)
{
    Wakeup wakeup;
    return runPass({*store, registry, {}, wakeup}, id ? *writer->account(id) : account(),
                   Secret("secret"), options);
}

PlacementId ServerProfile::putHere(const QByteArray &message, const QString &path)
{
    const Turnstone::Account account = this->account();
    const RemoteFolderRow box = writer->remoteFolders(account.incoming.id).first();
    const FolderId local = folder(path) ? folder(path) : writer->createFolder(account.id, path, {});
    ContentWriter contents(*store, account.id);
    contents.begin(writer->reserveMessageId());
    contents.section("");
    contents.data(message);
    const ContentWriter::Stored stored = contents.end();
    contents.commit();
    IncomingMessage incoming;
    incoming.size = message.size();
    incoming.envelope = readEnvelope(headerBlock(message));
    incoming.fingerprint = envelopeFingerprint(incoming.envelope, incoming.size);
    // As if a server had had it, under a key that it has no more.
    const QByteArray key = "4000000000";
    WriteTransaction transaction(*writer);
    const PlacementId placed = writer->messageFetched(box.id, key, stored, incoming, {}).placement;
    transaction.commit();
    writer->move({placed}, local, {});
    WriteTransaction forgetting(*writer);
    writer->forgetKey(box.id, key);
    forgetting.commit();
    return placed;
}

bool ServerProfile::passKilledAt(int killAt)
{
    close();
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(
        QCoreApplication::applicationFilePath(),
        {QString::fromLatin1(killedPassArgument), directory.directory(), QString::number(killAt)});
    if (!child.waitForFinished(60'000))
        qFatal("A pass in another process does not end.");
    open();
    return child.exitStatus() == QProcess::NormalExit;
}

std::optional<int> killedPassMain(const QStringList &arguments)
{
    if (arguments.size() != 4 || arguments.at(1) != QLatin1String(killedPassArgument))
        return {};
    Store store(ProfilePaths::forDirectory(arguments.at(2)), Store::Access::ReadWrite,
                Clock::system());
    const QList<Account> accounts = MailReader(store).accounts();
    const BackendRegistry registry = BackendRegistry::standard();
    Wakeup wakeup;
    serverProfileCommitsLeft = arguments.at(3).toInt();
    Database::commitHook = killAtServerProfileCommit;
    int failed = 0;
    MailWriter writer(store);
    for (bool again = true; again;) {
        again = writer.continueFolderTransfers(traitsOfAccounts(writer, registry));
        continueFolderTransfers(writer, registry);
        for (const Account &account : accounts) {
            failed +=
                runPass({store, registry, {}, wakeup}, account, Secret("secret")).error ? 1 : 0;
            again = writer.continueFolderTransfers(traitsOfAccounts(writer, registry)) || again;
        }
    }
    return failed;
}

void ServerProfile::retryOperations()
{
    const QList<Operation> waiting = writer->operations();
    for (const Operation &operation : waiting)
        writer->retryOperation(operation.id);
}

FolderId ServerProfile::folder(const QString &path, AccountId id)
{
    const auto found = writer->folderByPath(id ? id : account().id, path);
    return found ? found->id : FolderId();
}

QList<MessageRow> ServerProfile::rows(const QString &path, AccountId id)
{
    ListQuery query;
    query.folders = {folder(path, id)};
    return writer->page(query, 100'000);
}

MailState ServerProfile::state(bool alsoOnlyHere, AccountId id)
{
    MailState result;
    const QList<Folder> folders = writer->folders(id ? id : account().id);
    for (const Folder &folder : folders) {
        QStringList lines;
        const QList<MessageRow> list = rows(folder.path, id);
        for (const MessageRow &row : list) {
            if (!row.onServer && !alsoOnlyHere)
                continue;
            lines.append(
                stateLine(writer->content(row.message, {}).value_or("not here"), row.flags));
        }
        lines.sort();
        if (!lines.isEmpty())
            result.insert(folder.path, lines);
    }
    return result;
}

QString ServerProfile::damage()
{
    return writer->verify(true).findings.join(QLatin1Char('\n'));
}

MailState stateOf(RawImap &client, const QStringList &only)
{
    static const QRegularExpression listed(
        QStringLiteral("^LIST \\(([^)]*)\\) (?:\"(.)\"|NIL) \"?(.*?)\"?$"));
    static const QRegularExpression uidOf(QStringLiteral("UID (\\d+)"));
    static const QRegularExpression flagsOf(QStringLiteral("FLAGS \\(([^)]*)\\)"));
    MailState result;
    const RawImap::Reply folders = client.require("LIST \"\" *");
    for (const QByteArray &line : folders.untagged) {
        const auto match = listed.match(QString::fromLatin1(line));
        if (!match.hasMatch()
            || match.captured(1).contains(QLatin1String("NoSelect"), Qt::CaseInsensitive))
            continue;
        const QByteArray name = match.captured(3).toLatin1();
        if (!only.isEmpty() && !only.contains(client.folderName(name)))
            continue;
        client.require("EXAMINE \"" + name + '"');
        if (client.require("UID SEARCH ALL").untagged.join('\n').trimmed() != "SEARCH") {
            QHash<QString, FlagState> flags;
            const RawImap::Reply told = client.require("UID FETCH 1:* (FLAGS)");
            for (const QByteArray &response : told.untagged) {
                const QString text = QString::fromLatin1(response);
                FlagState &state = flags[uidOf.match(text).captured(1)];
                const QStringList names =
                    flagsOf.match(text).captured(1).split(QLatin1Char(' '), Qt::SkipEmptyParts);
                for (const QString &flag : names) {
                    if (flag.compare(QLatin1String("\\Recent"), Qt::CaseInsensitive) != 0)
                        addImapFlag(state, flag);
                }
            }
            QStringList lines;
            RawImap::Reply bodies = client.require("UID FETCH 1:* (BODY.PEEK[])");
            qsizetype literal = 0;
            for (QByteArray &response : bodies.untagged) {
                if (!response.contains("BODY[]"))
                    continue;
                const QByteArray bytes = bodies.literals.value(literal++);
                response.replace(bytes, {});
                lines.append(stateLine(
                    bytes, flags.value(uidOf.match(QString::fromLatin1(response)).captured(1))));
            }
            lines.sort();
            result.insert(client.folderName(name), lines);
        }
        client.leave();
    }
    return result;
}

QString errorOf(const SyncSummary &summary)
{
    return summary.error ? summary.error->sentence + QLatin1Char(' ') + summary.error->detail
                         : QString();
}

QByteArray difference(const MailState &here, const MailState &there)
{
    QByteArray text;
    for (const auto &[name, state] : {std::pair{"here", &here}, std::pair{"there", &there}}) {
        text += QByteArray(name) + ":\n";
        for (auto it = state->begin(); it != state->end(); ++it) {
            if (here.value(it.key()) == there.value(it.key()))
                continue;
            text += "  " + it.key().toUtf8() + ": " + it.value().join(QLatin1String(", ")).toUtf8()
                + '\n';
        }
    }
    return text;
}

} // namespace Turnstone::Test
