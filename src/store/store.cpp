// SPDX-License-Identifier: MIT
#include "store/store.h"

#include "store/contentdatabase.h"
#include "store/migrations.h"
#include "store/profilelock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

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

Store::~Store() = default;

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
