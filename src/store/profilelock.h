// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Turnstone {

/// Holds a profile for one program. The kernel forgets the lock with the process, so that one left
/// by a crash never blocks. Throws MailError, kind Permission: detail "in-use" where another
/// program (or another Store of this one) holds it.
class ProfileLock {
public:
    explicit ProfileLock(const QString &file);
    ~ProfileLock();
    ProfileLock(const ProfileLock &) = delete;
    ProfileLock &operator=(const ProfileLock &) = delete;

private:
    int m_descriptor = -1;
};

} // namespace Turnstone
