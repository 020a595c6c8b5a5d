// SPDX-License-Identifier: MIT
#include "base/secret.h"

#include <QTest>

using namespace Turnstone;

class TestSecret : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void copyOwnsItsOwnBytes()
    {
        QByteArray typed("hunter2");
        Secret first(typed);
        const Secret second(first);
        first = Secret();
        QVERIFY(first.isEmpty());
        QCOMPARE(second.reveal(), QByteArray("hunter2"));
        // The caller's buffer is untouched: wiping ours must not reach through implicit sharing.
        QCOMPARE(typed, QByteArray("hunter2"));
    }
};

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"
