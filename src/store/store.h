// SPDX-License-Identifier: MIT
#pragma once

#include "store/storetypes.h"

#include "base/clock.h"
#include "base/mailerror.h"

#include <QObject>

namespace Turnstone {

/// Where a profile's files are, and who holds it.
struct ProfilePaths {
    QString data; ///< mail.db, content/, search.db, lock
    QString config; ///< settings
    QString state; ///< logs
    /// The XDG folders, or all under `directory` where it isn't empty.
    static ProfilePaths forDirectory(const QString &directory);
};

/// Tells every listener in this process what a commit changed. One a profile; any thread.
class StoreNotifier : public QObject {
    Q_OBJECT
Q_SIGNALS:
    void changed(const Turnstone::ChangeSet &changes);
};

/// The store of one profile: holds its lock, migrates it, and is what connections are made from.
/// Created once, before any thread needs it. Any thread may call the const functions.
class Store {
public:
    enum class Access {
        ReadWrite, ///< takes the profile's lock
        ReadOnly ///< looks on while another program holds it (folders, list, show)
    };
    /// Opens or creates. Throws MailError: Permission where the profile can't be written or is in
    /// use (kind Permission with `inUse()` of the sentence's detail "in-use"), Space on a full
    /// disk, Protocol where the schema is newer than ours (the sentence names both versions).
    Store(const ProfilePaths &, Access, const Clock &);
    ~Store();

    const ProfilePaths &paths() const;
    const Clock &clock() const;
    StoreNotifier &notifier() const;
    Access access() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Turnstone

Q_DECLARE_METATYPE(Turnstone::ChangeSet)
