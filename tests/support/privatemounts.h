// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QStringList>

namespace Turnstone::Test {

/// File systems that only the processes of one mount namespace see, and that go with this object:
/// as root in a namespace of mounts, as anyone else also in one of users, where the kernel lets
/// them.
class PrivateMounts {
public:
    static bool possible();
    PrivateMounts();
    ~PrivateMounts();

    /// A line of shell within; false where it failed.
    bool run(const QString &line) const;
    /// What to put before a command that shall run within.
    QStringList wrapper() const;

private:
    QProcess m_holder;
};

} // namespace Turnstone::Test
