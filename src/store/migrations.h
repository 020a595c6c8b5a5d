// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace Turnstone {

class Database;

/// One numbered step of a database's schema.
struct Migration {
    int number = 0; ///< 1, 2, 3 …; what PRAGMA user_version says once it has run
    QString name;
    QByteArray sql;
};

/// The migrations compiled in, in order. mail.db's, and those of a content database.
QList<Migration> mailMigrations();
QList<Migration> contentMigrations();

/// Brings a database to the last of `migrations`, each in a transaction of its own. Before the
/// first that touches an existing database, a copy is made beside it: "<file>.before-<number>".
/// Throws MailError: Protocol where the schema is newer (the sentence names both versions), Space
/// where the copy doesn't fit; the database is then as it was.
void migrate(Database &, const QList<Migration> &migrations);
/// Throws as `migrate` does, for a newer schema and also for an older one; for readers.
void requireSchema(Database &, const QList<Migration> &migrations);

} // namespace Turnstone
