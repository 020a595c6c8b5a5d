// SPDX-License-Identifier: MIT
#pragma once

#include <QTest>
#include <QVariant>

namespace Turnstone::Test {

/// Waits until the account settings show the accounts, which are read behind them; false where they
/// don't come.
inline bool showsAccounts(const QObject &settings)
{
    return QTest::qWaitFor([&settings] {
        return settings.findChild<QObject *>(QStringLiteral("accountList"))
                   ->property("count")
                   .toInt()
            > 0;
    });
}

} // namespace Turnstone::Test
