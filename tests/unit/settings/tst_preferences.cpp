// SPDX-License-Identifier: MIT
#include "settings/autoconfiguration.h"
#include "settings/preferences.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Turnstone;

class TestPreferences : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingStored_fallbackHolds()
    {
        QTemporaryDir dir;
        const Preferences preferences(dir.path());
        QCOMPARE(preferences.get(Pref::syncIntervalMinutes), 10);
        QCOMPARE(preferences.get(Pref::theme), QStringLiteral("system"));
        QVERIFY(preferences.isWritable());
    }

    void everyType_survivesANewStart()
    {
        QTemporaryDir dir;
        {
            Preferences preferences(dir.path());
            preferences.set(Pref::workOffline, true);
            preferences.set(Pref::markReadAfterMs, -1);
            preferences.set(Pref::theme, QStringLiteral("dark"));
            preferences.set(Pref::windowGeometry, QByteArray("\0\x01geo;\"\n", 8));
            preferences.set(Pref::collapsedAccounts, {QStringLiteral("a, b"), QStringLiteral("ü")});
        }
        const Preferences preferences(dir.path());
        QCOMPARE(preferences.get(Pref::workOffline), true);
        QCOMPARE(preferences.get(Pref::markReadAfterMs), -1);
        QCOMPARE(preferences.get(Pref::theme), QStringLiteral("dark"));
        QCOMPARE(preferences.get(Pref::windowGeometry), QByteArray("\0\x01geo;\"\n", 8));
        QCOMPARE(preferences.get(Pref::collapsedAccounts),
                 QStringList({QStringLiteral("a, b"), QStringLiteral("ü")}));
    }

    void change_isToldOnceAndOnlyWhenItChanges()
    {
        QTemporaryDir dir;
        Preferences preferences(dir.path());
        QSignalSpy spy(&preferences, &Preferences::changed);
        preferences.set(Pref::workOffline, true);
        preferences.set(Pref::workOffline, true);
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.first().first().toString(), QStringLiteral("network/work-offline"));
    }

    void pins_areKeptByHostAndPortAndNonsenseIsNone()
    {
        QTemporaryDir dir;
        const Endpoint endpoint{QStringLiteral("Mail.Exämple.org"), 993, ConnectionSecurity::Tls};
        const QByteArray digest(32, '\x9c');
        {
            Preferences preferences(dir.path());
            preferences.addPin(endpoint, digest);
            preferences.addPin({QStringLiteral("other"), 1, ConnectionSecurity::Tls}, "short");
        }
        Preferences preferences(dir.path());
        QCOMPARE(preferences.pins().size(), 1);
        QCOMPARE(preferences.pins().value(CertificatePolicy::pinKey(endpoint)), digest);
        preferences.removePin(endpoint);
        QVERIFY(preferences.pins().isEmpty());
    }

    void damagedFile_readsAsFallbacks()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("turnstone.ini")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[network\nsync-interval-minutes=\0\xff]]]\n=\n[[[");
        file.close();
        const Preferences preferences(dir.path());
        QCOMPARE(preferences.get(Pref::syncIntervalMinutes), 10);
    }

    void wellKnownProvider_isSuggestedWithItsNote()
    {
        const ServerSuggestion gmail = suggestServers(QStringLiteral("Some.One@GMail.com"));
        QVERIFY(gmail.known);
        QCOMPARE(gmail.imap.host, QStringLiteral("imap.gmail.com"));
        QCOMPARE(gmail.imap.port, quint16(993));
        QCOMPARE(gmail.pop3.port, quint16(995));
        QCOMPARE(gmail.user, QStringLiteral("Some.One@GMail.com"));
        QVERIFY(gmail.note.contains(QLatin1String("app password")));
        QVERIFY(suggestServers(QStringLiteral("a@icloud.com")).pop3.host.isEmpty());
        QCOMPARE(suggestServers(QStringLiteral("anne@free.fr")).user, QStringLiteral("anne"));
        QVERIFY(suggestServers(QStringLiteral("a@web.de")).smtp.security
                == ConnectionSecurity::StartTls);
    }

    void unknownDomain_getsTheUsualNames()
    {
        const ServerSuggestion other = suggestServers(QStringLiteral(" me@Example.org "));
        QVERIFY(!other.known);
        QCOMPARE(other.imap.host, QStringLiteral("imap.example.org"));
        QCOMPARE(other.pop3.host, QStringLiteral("pop.example.org"));
        QCOMPARE(other.smtp.port, quint16(465));
        QCOMPARE(other.user, QStringLiteral("me@Example.org"));
        QVERIFY(suggestServers(QStringLiteral("no address")).imap.host.isEmpty());
        QVERIFY(suggestServers(QStringLiteral("me@")).imap.host.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_preferences.moc"
