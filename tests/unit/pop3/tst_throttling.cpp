// SPDX-License-Identifier: MIT
// What servers say when they have been asked for too much.
#include "protocol/pop3/pop3error.h"
#include "protocol/throttling.h"

#include <QTest>

using namespace Turnstone;

class ThrottlingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void words_tellHowLongToWait_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("seconds"); // 0: it says nothing of the kind
        const auto row = [](const char *name, const char *text, qint64 seconds) {
            QTest::newRow(name) << QString::fromLatin1(text) << seconds;
        };
        row("Exchange Online", "Request is throttled. Suggested Backoff Time: 299961 milliseconds",
            300);
        row("without a unit", "Suggested Backoff Time: 90000", 90);
        row("in seconds", "suggested back-off time 90 seconds", 90);
        row("Gmail", "Account exceeded command or bandwidth limits. (Failure)", 900);
        row("so much a day", "Daily download limit reached", 900);
        row("more than a week", "Suggested Backoff Time: 999999999999", 7 * 24 * 3600);
        row("a number without end", "Suggested Backoff Time: 99999999999999999999999",
            7 * 24 * 3600);
        row("no time", "Suggested Backoff Time: 0", 1);
        row("full", "Quota exceeded (mailbox for user is full)", 0);
        row("too many connections", "Maximum number of connections from user+IP exceeded", 0);
        row("wrong password", "Invalid credentials (Failure)", 0);
        row("done, slowly", "Success [THROTTLED]", 0);
    }
    void words_tellHowLongToWait()
    {
        QFETCH(QString, text);
        QFETCH(qint64, seconds);
        QCOMPARE(throttledSeconds(text).value_or(0), seconds);
    }

    void pop3Server_isNotTakenToRefuseThePassword()
    {
        const MailError busy = Pop3Error::signInRefused(
            "SYS/TEMP", QStringLiteral("Account exceeded command or bandwidth limits"));
        QCOMPARE(busy.kind, ErrorKind::Network);
        QCOMPARE(busy.pauseSeconds, 900);
        const MailError wish =
            Pop3Error::signInRefused("", QStringLiteral("Suggested Backoff Time: 3600000"));
        QCOMPARE(wish.kind, ErrorKind::Network);
        QCOMPARE(wish.retry, RetryClass::Later);
        QCOMPARE(wish.pauseSeconds, 3600);
        QCOMPARE(Pop3Error::signInRefused("AUTH", QStringLiteral("no")).kind,
                 ErrorKind::Authentication);
    }
};

QTEST_GUILESS_MAIN(ThrottlingTest)
#include "tst_throttling.moc"
