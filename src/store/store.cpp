// SPDX-License-Identifier: MIT
#include "store/store.h"

#include "base/log.h"
#include "store/contentdatabase.h"
#include "store/migrations.h"
#include "store/profilelock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QStorageInfo>

namespace Turnstone {

namespace {

/// Each start looks at so many contents written since the last, an account: some 20 ms.
constexpr int contentsSweptAtStart = 10'000;
constexpr int garbageRemovedAtStart = 2'000;

class StoreText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::Store)
public:
    static MailError notWritable(const QString &folder)
    {
        return {ErrorScope::Account, ErrorKind::Permission, RetryClass::Later,
                tr("The folder “%1” can't be written. Check its permissions.").arg(folder), folder};
    }
    static MailError nothingThere(const QString &folder)
    {
        return {ErrorScope::Account, ErrorKind::NotFound, RetryClass::Later,
                tr("There is no mail in “%1” yet.").arg(folder), folder};
    }
};

/// SQLite does this by itself as the last connection closes, if it is one that writes; mostly it is
/// one that only reads. While another program reads the profile, it keeps its log. On a disk that
/// is nearly full the log and its index stay: without room for them nothing could be read any more.
void emptyLog(const QString &path)
{
    constexpr qint64 leftFree = 1024 * 1024;
    const qint64 log = QFileInfo(path + QStringLiteral("-wal")).size();
    if (log == 0 || QStorageInfo(QFileInfo(path).path()).bytesAvailable() < log + leftFree)
        return;
    try {
        Database database(path, Database::Mode::ReadWrite, {});
        database.execute("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const MailError &error) {
        qCInfo(lcStore) << "a log stays as it is:" << error.detail; // a full disk; it is all there
    }
}

} // namespace

struct Store::Private {
    ProfilePaths paths;
    Access access;
    const Clock &clock;
    std::unique_ptr<ProfileLock> lock;
    mutable StoreNotifier notifier;
};

ProfilePaths ProfilePaths::forDirectory(const QString &directory)
{
    if (!directory.isEmpty()) {
        const QString top = QDir(directory).absolutePath();
        return {top + QStringLiteral("/data"), top + QStringLiteral("/config"),
                top + QStringLiteral("/state")};
    }
    const QString name = QStringLiteral("/turnstone");
    QString state = QString::fromLocal8Bit(qgetenv("XDG_STATE_HOME"));
    if (!QDir::isAbsolutePath(state))
        state = QDir::homePath() + QStringLiteral("/.local/state");
    return {QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + name,
            QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + name,
            state + name};
}

Store::Store(const ProfilePaths &paths, Access access, const Clock &clock)
    : d(new Private{paths, access, clock, nullptr, {}})
{
    const QString file = paths.data + QStringLiteral("/mail.db");
    if (access == Access::ReadOnly) {
        if (!QFile::exists(file))
            throw StoreText::nothingThere(paths.data);
        Database index(file, Database::Mode::ReadOnly, {});
        requireSchema(index, mailMigrations());
        return;
    }
    // Mail is nobody else's business, whatever the umask says.
    if (!QDir().mkpath(paths.data) || !QDir().mkpath(paths.data + QStringLiteral("/content")))
        throw StoreText::notWritable(paths.data);
    QFile::setPermissions(paths.data, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    d->lock = std::make_unique<ProfileLock>(paths.data + QStringLiteral("/lock"));
    Database index(file, Database::Mode::ReadWrite, {});
    migrate(index, mailMigrations());
    removeContentGarbage(*this, index, garbageRemovedAtStart);
    sweepOrphanedContent(*this, index, contentsSweptAtStart);
}

Store::~Store()
{
    if (d->access == Access::ReadOnly || !d->lock)
        return;
    emptyLog(d->paths.data + QStringLiteral("/mail.db"));
    const QDir contents(d->paths.data + QStringLiteral("/content"));
    const QStringList files = contents.entryList({QStringLiteral("*.db")}, QDir::Files);
    for (const QString &file : files)
        emptyLog(contents.filePath(file));
}

const ProfilePaths &Store::paths() const
{
    return d->paths;
}

const Clock &Store::clock() const
{
    return d->clock;
}

StoreNotifier &Store::notifier() const
{
    return d->notifier;
}

Store::Access Store::access() const
{
    return d->access;
}

} // namespace Turnstone
