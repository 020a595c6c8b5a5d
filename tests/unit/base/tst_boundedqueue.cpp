// SPDX-License-Identifier: MIT
#include "base/boundedqueue.h"
#include "base/mailerror.h"

#include <QTest>
#include <QThread>
#include <atomic>

using namespace Turnstone;

class TestBoundedQueue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void senderAheadOfItsBound_waitsUntilSomethingIsTaken()
    {
        BoundedQueue<int> queue(10);
        Wakeup wakeup;
        std::atomic<int> pushed = 0;
        const std::unique_ptr<QThread> sender(QThread::create([&] {
            for (int i = 0; i < 100; ++i) {
                queue.push(i, 10, wakeup);
                pushed = i + 1;
            }
            queue.close();
        }));
        sender->start();
        QTRY_COMPARE(pushed.load(), 2); // the second goes over the bound, the third waits
        int expected = 0;
        while (const auto value = queue.take()) {
            QCOMPARE(*value, expected++);
            QVERIFY(pushed <= expected + 3);
        }
        QCOMPARE(expected, 100);
        sender->wait();
    }

    void fullQueueAndCancel_throwsCancelled()
    {
        BoundedQueue<int> queue(0);
        Wakeup wakeup;
        queue.push(1, 1, wakeup);
        bool cancelled = false;
        const std::unique_ptr<QThread> sender(QThread::create([&] {
            try {
                queue.push(2, 1, wakeup);
            } catch (const Cancelled &) {
                cancelled = true;
            }
        }));
        sender->start();
        wakeup.cancel();
        sender->wait();
        QVERIFY(cancelled);
    }

    void receiverThatFails_tellsTheSenderAlsoOneThatWaits()
    {
        BoundedQueue<int> queue(0);
        Wakeup wakeup;
        queue.push(1, 1, wakeup);
        const std::unique_ptr<QThread> receiver(QThread::create([&] {
            queue.fail(std::make_exception_ptr(
                MailError{ErrorScope::Account, ErrorKind::Space, RetryClass::Later, {}, {}}));
        }));
        receiver->start();
        ErrorKind kind = ErrorKind::Bug;
        try {
            // The one that finds room before the failure is none of the sender's business.
            for (;;)
                queue.push(2, 1, wakeup);
        } catch (const MailError &error) {
            kind = error.kind;
        }
        QCOMPARE(kind, ErrorKind::Space);
        receiver->wait();
        QVERIFY_THROWS_EXCEPTION(MailError, queue.rethrowFailure());
    }

    void droppedQueue_givesNothingOfWhatWaits()
    {
        BoundedQueue<int> queue(10);
        Wakeup wakeup;
        queue.push(1, 1, wakeup);
        queue.drop();
        QVERIFY(!queue.take());
    }

    void closedQueue_givesWhatWaitsFirst()
    {
        BoundedQueue<int> queue(10);
        Wakeup wakeup;
        queue.push(1, 1, wakeup);
        queue.close();
        QCOMPARE(queue.take(), std::optional<int>(1));
        QVERIFY(!queue.take());
    }
};

QTEST_GUILESS_MAIN(TestBoundedQueue)
#include "tst_boundedqueue.moc"
