// SPDX-License-Identifier: MIT
#include "settings/credentialstore.h"
#include "settings/passwordcommand.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Turnstone;

// Run by ctest under support/with-keyring. The cases without a bus run this program again without
// one, because a process connects to its bus once.
class TestCredentialStore : public QObject {
    Q_OBJECT

    static Account account(PasswordSource::Kind kind, const QString &command = {})
    {
        Account result;
        result.name = QStringLiteral("A");
        result.incoming.protocol = QStringLiteral("imap");
        result.incoming.endpoint = {QStringLiteral("localhost"), 993, ConnectionSecurity::Tls};
        result.incoming.user = QStringLiteral("user");
        result.password = {kind, command};
        return result;
    }

    static CredentialStore::ReadResult read(CredentialStore &store, const Account &account)
    {
        std::optional<CredentialStore::ReadResult> result;
        bool answered = false;
        store.read(account, [&](CredentialStore::ReadResult r) {
            result = r;
            answered = true;
        });
        if (answered) // never from within the call
            qFatal("answered too early");
        if (!QTest::qWaitFor([&] { return answered; }, 20'000))
            qFatal("not answered");
        return *result;
    }

    static std::optional<CredentialStore::Failure>
    write(CredentialStore &store, const Account &account, const QByteArray &password)
    {
        std::optional<CredentialStore::Failure> result;
        bool answered = false;
        store.write(account, Secret(password), [&](std::optional<CredentialStore::Failure> f) {
            result = f;
            answered = true;
        });
        if (!QTest::qWaitFor([&] { return answered; }, 20'000))
            qFatal("not answered");
        return result;
    }

    static QByteArray secretOf(const CredentialStore::ReadResult &result)
    {
        const Secret *secret = std::get_if<Secret>(&result);
        return secret ? secret->reveal() : QByteArray("<none>");
    }

    static CredentialStore::Missing reasonOf(const CredentialStore::ReadResult &result)
    {
        return std::get<CredentialStore::Failure>(result).reason;
    }

    static bool withoutBus() { return qEnvironmentVariableIsSet("TURNSTONE_TEST_WITHOUT_BUS"); }

private Q_SLOTS:
    void keyring_givesBackWhatItWasGiven()
    {
        if (withoutBus())
            return;
        CredentialStore store;
        const Account a = account(PasswordSource::Kind::Keyring);
        QCOMPARE(reasonOf(read(store, a)), CredentialStore::Missing::NotStored);
        QVERIFY(!write(store, a, "pä ss\"$'\\"));
        QCOMPARE(secretOf(read(store, a)), QByteArray("pä ss\"$'\\"));
        QVERIFY(!write(store, a, "new"));
        CredentialStore other;
        QCOMPARE(secretOf(read(other, a)), QByteArray("new"));
        bool removed = false;
        store.remove(a, [&] { removed = true; });
        QTRY_VERIFY(removed);
        QCOMPARE(reasonOf(read(store, a)), CredentialStore::Missing::NotStored);
    }

    void keyring_keepsAccountsApart()
    {
        if (withoutBus())
            return;
        CredentialStore store;
        const Account a = account(PasswordSource::Kind::Keyring);
        Account b = a;
        b.incoming.endpoint.port = 994;
        QVERIFY(!write(store, a, "one"));
        QVERIFY(!write(store, b, "two"));
        QCOMPARE(secretOf(read(store, a)), QByteArray("one"));
        QCOMPARE(secretOf(read(store, b)), QByteArray("two"));
    }

    void noBus_isToldAsNoKeyringAndAskingStillWorks()
    {
        if (!withoutBus()) {
            QProcess again;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QStringLiteral("TURNSTONE_TEST_WITHOUT_BUS"), QStringLiteral("1"));
            QTemporaryDir runtime; // where libdbus would look for a bus of the user's
            environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), runtime.path());
            environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                               QStringLiteral("unix:path=/nonexistent/bus"));
            again.setProcessEnvironment(environment);
            again.setProcessChannelMode(QProcess::ForwardedChannels);
            again.start(QCoreApplication::applicationFilePath(),
                        {QStringLiteral("noBus_isToldAsNoKeyringAndAskingStillWorks")});
            QVERIFY(again.waitForFinished(60'000));
            QCOMPARE(again.exitCode(), 0);
            return;
        }
        CredentialStore store;
        const Account a = account(PasswordSource::Kind::Keyring);
        QCOMPARE(reasonOf(read(store, a)), CredentialStore::Missing::NoKeyring);
        const auto failure = write(store, a, "secret");
        QVERIFY(failure);
        QCOMPARE(failure->reason, CredentialStore::Missing::NoKeyring);
        QVERIFY(!failure->sentence.isEmpty());
        QVERIFY(!failure->sentence.contains(QLatin1String("secret")));
        const Account asking = account(PasswordSource::Kind::AskEachStart);
        QVERIFY(!write(store, asking, "secret"));
        QCOMPARE(secretOf(read(store, asking)), QByteArray("secret"));
    }

    void askEachStart_isForgottenWithTheRun()
    {
        const Account a = account(PasswordSource::Kind::AskEachStart);
        {
            CredentialStore store;
            QCOMPARE(reasonOf(read(store, a)), CredentialStore::Missing::NotAskedYet);
            QVERIFY(!write(store, a, "once"));
            QCOMPARE(secretOf(read(store, a)), QByteArray("once"));
        }
        CredentialStore store;
        QCOMPARE(reasonOf(read(store, a)), CredentialStore::Missing::NotAskedYet);
    }

    void command_givesTheFirstLineOfItsOutput()
    {
        CredentialStore store;
        const auto result = read(store,
                                 account(PasswordSource::Kind::Command,
                                         QStringLiteral("printf 'se cret\\r\\nmore\\n'")));
        QCOMPARE(secretOf(result), QByteArray("se cret"));
        QCOMPARE(
            secretOf(read(store,
                          account(PasswordSource::Kind::Command, QStringLiteral("printf noline")))),
            QByteArray("noline"));
    }

    void command_isRunAgainAtEachNeed()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("calls"));
        CredentialStore store;
        const Account a = account(PasswordSource::Kind::Command,
                                  QStringLiteral("echo x >> '%1'; wc -l < '%1'").arg(file));
        QCOMPARE(secretOf(read(store, a)).trimmed(), QByteArray("1"));
        QCOMPARE(secretOf(read(store, a)).trimmed(), QByteArray("2"));
    }

    void commandThatFails_saysSo()
    {
        CredentialStore store;
        for (const char *command : {"exit 3", "true", "/nonexistent-program", "kill -9 $$"}) {
            const auto result =
                read(store, account(PasswordSource::Kind::Command, QString::fromLatin1(command)));
            QCOMPARE(secretOf(result), QByteArray("<none>"));
            QCOMPARE(reasonOf(result), CredentialStore::Missing::CommandFailed);
        }
    }

    void commandThatHangs_isEnded()
    {
        QTemporaryDir dir;
        const QString pid = dir.filePath(QStringLiteral("pid"));
        QString error;
        auto *command =
            new PasswordCommand(QStringLiteral("sleep 600 & echo $! > '%1'; wait").arg(pid), 300);
        connect(command, &PasswordCommand::finished, this,
                [&](const Secret &, const QString &sentence) { error = sentence; });
        command->start();
        QTRY_VERIFY(!error.isEmpty());
        QFile file(pid);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString process =
            QStringLiteral("/proc/%1/cmdline").arg(QString::fromLatin1(file.readAll().trimmed()));
        const auto running = [&] {
            QFile cmdline(process);
            return cmdline.open(QIODevice::ReadOnly) && cmdline.readAll().startsWith("sleep");
        };
        QTRY_VERIFY(!running());
    }

    void storeThatGoes_callsNobodyBack()
    {
        bool called = false;
        {
            CredentialStore store;
            store.read(account(PasswordSource::Kind::Command, QStringLiteral("echo x")),
                       [&](const CredentialStore::ReadResult &) { called = true; });
            store.read(account(PasswordSource::Kind::AskEachStart),
                       [&](const CredentialStore::ReadResult &) { called = true; });
        }
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }
};

QTEST_GUILESS_MAIN(TestCredentialStore)
#include "tst_credentialstore.moc"
