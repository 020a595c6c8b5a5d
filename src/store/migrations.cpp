// SPDX-License-Identifier: MIT
#include "store/migrations.h"

#include "base/log.h"
#include "base/mailerror.h"
#include "store/database.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

static void initialiseMigrationResources()
{
    Q_INIT_RESOURCE(migrations); // a static library's resources aren't registered by themselves
}

namespace Turnstone {

namespace {

class MigrationText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::Migrations)
public:
    static MailError newer(const QString &path, qint64 found, int known)
    {
        return {
            ErrorScope::Account, ErrorKind::Protocol, RetryClass::Never,
            tr("“%1” was written by a newer Turnstone: its format is %2, and this program knows "
               "formats up to %3. Install the newer program, or use another profile.")
                .arg(path)
                .arg(found)
                .arg(known),
            QStringLiteral("schema-newer")};
    }
    static MailError older(const QString &path)
    {
        return {
            ErrorScope::Account, ErrorKind::Protocol, RetryClass::Later,
            tr("“%1” has an older format. Start Turnstone once to bring it up to date.").arg(path),
            QStringLiteral("schema-older")};
    }
};

QList<Migration> migrationsIn(const QString &folder)
{
    initialiseMigrationResources();
    QList<Migration> migrations;
    const QDir directory(folder);
    for (const QString &name :
         directory.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        QFile file(directory.filePath(name));
        const bool readable = file.open(QIODevice::ReadOnly);
        Q_ASSERT(readable);
        migrations.append({name.left(3).toInt(), name, readable ? file.readAll() : QByteArray()});
    }
    return migrations;
}

void copyBefore(Database &database, int number)
{
    const QString copy = QStringLiteral("%1.before-%2").arg(database.path()).arg(number);
    const QString unfinished = copy + QStringLiteral(".part");
    QFile::remove(unfinished);
    try {
        database.run("VACUUM INTO ?", unfinished);
    } catch (const MailError &) {
        QFile::remove(unfinished);
        throw;
    }
    QFile::remove(copy);
    QFile::rename(unfinished, copy);
}

} // namespace

QList<Migration> mailMigrations()
{
    return migrationsIn(QStringLiteral(":/migrations"));
}

QList<Migration> contentMigrations()
{
    return migrationsIn(QStringLiteral(":/migrations/content"));
}

void migrate(Database &database, const QList<Migration> &migrations)
{
    const int known = migrations.isEmpty() ? 0 : migrations.last().number;
    const qint64 found = database.integer("PRAGMA user_version");
    if (found > known)
        throw MigrationText::newer(database.path(), found, known);
    bool copied = found == 0; // an empty database needs no copy
    for (const Migration &migration : migrations) {
        if (migration.number <= found)
            continue;
        if (!copied)
            copyBefore(database, migration.number);
        copied = true;
        DatabaseTransaction transaction(database);
        database.execute(migration.sql);
        database.execute("PRAGMA user_version = " + QByteArray::number(migration.number));
        transaction.commit();
        if (found != 0)
            qCInfo(lcStore) << database.path() << "migrated by" << migration.name;
    }
}

void requireSchema(Database &database, const QList<Migration> &migrations)
{
    const int known = migrations.isEmpty() ? 0 : migrations.last().number;
    const qint64 found = database.integer("PRAGMA user_version");
    if (found > known)
        throw MigrationText::newer(database.path(), found, known);
    if (found < known)
        throw MigrationText::older(database.path());
}

} // namespace Turnstone
