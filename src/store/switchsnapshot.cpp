// SPDX-License-Identifier: MIT
#include "store/switchsnapshot.h"

#include "store/contentdatabase.h"
#include "store/database.h"
#include "store/switchwriter.h"

#include <QDir>
#include <QFile>

namespace Turnstone {

namespace {

/// So that it is a copy to look at and to take mail from, and not a second will.
void makeHarmless(MailWriter &writer, AccountId id)
{
    const QList<Account> accounts = writer.accounts();
    for (const Account &other : accounts) {
        if (other.id != id)
            writer.removeAccount(other.id);
    }
    SwitchWriter switches(writer);
    while (const auto journal = switches.last(id))
        switches.forget(*journal);
    switches.sendNothing(id);
    if (std::optional<Account> account = writer.account(id)) {
        account->incoming.leaveOnServer = {LeaveOnServer::Rule::Forever, 0};
        writer.updateAccount(*account);
    }
}

} // namespace

RestoredSnapshot restoreSnapshot(const QString &snapshot, AccountId account,
                                 const QString &directory, const Clock &clock,
                                 const std::function<void()> &mayGoOn)
{
    const ProfilePaths paths = ProfilePaths::forDirectory(directory);
    const bool existed = QFile::exists(directory);
    try {
        QDir().mkpath(paths.data + QStringLiteral("/content"));
        QFile::setPermissions(paths.data, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const QDir from(snapshot);
        const QString content = from.filePath(QStringLiteral("content.db"));
        if (QFile::exists(content))
            Database(content, Database::Mode::ReadOnly, {})
                .backup(contentDatabasePath(paths, account), mayGoOn);
        Database(from.filePath(QStringLiteral("mail.db")), Database::Mode::ReadOnly, {})
            .backup(paths.data + QStringLiteral("/mail.db"), mayGoOn);
        Store store(paths, Store::Access::ReadWrite, clock);
        MailWriter writer(store);
        makeHarmless(writer, account);
        const MailReader::VerifyReport report = writer.verify(true);
        return {SwitchReader(writer).placementCount(account), report.damaged};
    } catch (...) {
        QDir(paths.data).removeRecursively();
        if (!existed)
            QDir().rmdir(directory);
        throw;
    }
}

} // namespace Turnstone
