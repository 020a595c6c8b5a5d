// SPDX-License-Identifier: MIT
#include "support/paths.h"

#include <QFileInfo>
#include <QProcess>
#include <QTest>
#include <csignal>

using namespace Turnstone::Test;

/// packaging/run --demo without its building: the servers, the mail, the profile, the window, and
/// that nothing of it stays.
class TestDemo : public QObject {
    Q_OBJECT

    QProcess m_demo;

    void start(const QStringList &arguments)
    {
        m_demo.setProcessChannelMode(QProcess::SeparateChannels);
        m_demo.start(sourcePath(QStringLiteral("packaging/demo/run")),
                     QStringList{QStringLiteral("--programs"), buildPath(QStringLiteral("src"))}
                         + arguments);
    }

private Q_SLOTS:
    void cleanup()
    {
        m_demo.terminate();
        m_demo.waitForFinished(30'000);
    }

    void bothAccounts_synchroniseAndAreRemovedAfterwards()
    {
        start({QStringLiteral("--then"),
               QStringLiteral("echo \"profile $TURNSTONE_PROFILE\";"
                              "\"%1\" --profile \"$TURNSTONE_PROFILE\" sync >&2 || exit 9;"
                              "\"%1\" --profile \"$TURNSTONE_PROFILE\" identity list Mara;"
                              "exec \"%1\" --profile \"$TURNSTONE_PROFILE\" folders")
                   .arg(buildPath(QStringLiteral("src/turnstonectl")))});
        QVERIFY(m_demo.waitForFinished(120'000));
        const QByteArray output = m_demo.readAllStandardOutput();
        QVERIFY2(m_demo.exitCode() == 0, m_demo.readAllStandardError().constData());
        QVERIFY(output.contains("Mara Lindner <mara.lindner@example.org>"));
        QVERIFY(output.contains("Mara/INBOX\tinbox"));
        QVERIFY(output.contains("Mara/Projects/Übersetzung"));
        QVERIFY(output.contains("Mara (POP3)/INBOX\tinbox"));
        const QByteArray profile = output.mid(output.indexOf("profile ") + 8).split('\n').value(0);
        QVERIFY(profile.startsWith('/'));
        QVERIFY(!QFileInfo::exists(QString::fromUtf8(profile)));
    }

    void windowThatIsUp_endsWithTheDemoAndNothingStays()
    {
        start({});
        const auto isUp = [this] { return m_demo.canReadLine(); };
        QTRY_VERIFY_WITH_TIMEOUT(isUp(), 60'000);
        QVERIFY(m_demo.readLine().startsWith("Demo: "));
        // The window is a child of the demo: it must be running now, and gone with it.
        QProcess children;
        const auto windowPid = [&]() -> qint64 {
            children.start(QStringLiteral("ps"),
                           {QStringLiteral("-o"), QStringLiteral("pid=,comm="),
                            QStringLiteral("--ppid"), QString::number(m_demo.processId())});
            children.waitForFinished();
            const QByteArrayList lines = children.readAllStandardOutput().split('\n');
            for (const QByteArray &line : lines) {
                if (line.endsWith(" turnstone"))
                    return line.simplified().split(' ').value(0).toLongLong();
            }
            return 0;
        };
        qint64 window = 0;
        QTRY_VERIFY_WITH_TIMEOUT((window = windowPid()) != 0, 30'000);
        m_demo.terminate();
        QVERIFY(m_demo.waitForFinished(30'000));
        QCOMPARE(::kill(static_cast<pid_t>(window), 0), -1);
    }
};

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
