// SPDX-License-Identifier: MIT
#include "backend/backendregistry.h"
#include "engine/engine.h"
#include "support/faultproxy.h"
#include "support/oddimap.h"
#include "support/throwawayprofile.h"

#include <QScopeGuard>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>

using namespace Turnstone;
using namespace Turnstone::Test;

/// A message that is opened doesn't wait: neither behind a large folder, where the server allows
/// one connection, nor for a connection, where it allows more.
class TestOneConnection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void messageOpenedDuringALargeFirstSync_isServedBetweenItsBatches()
    {
        constexpr int large = 4000;
        OddImap odd;
        const auto mail = [](const QByteArray &name, int number) {
            return "Message-ID: <" + name + QByteArray::number(number)
                + "@example.org>\r\nSubject: " + name + QByteArray::number(number)
                + "\r\n\r\nText of " + name + ".\r\n";
        };
        odd.folders["INBOX"] = {mail("inbox", 1)};
        for (int i = 1; i <= large; ++i)
            odd.folders["Large"].append(mail("large", i));
        QSemaphore gate;
        std::atomic<bool> reached = false;
        odd.bend = [&](const QByteArray &line, const QByteArray &answer) {
            if (line.startsWith("UID FETCH") && line.contains("HEADER.FIELDS")
                && line.contains(QByteArray::number(large - 100)) && !reached.exchange(true))
                gate.acquire();
            return answer;
        };
        std::atomic<int> open = 0;
        const auto one = [&](ScriptedConnection &connection) {
            if (open.fetch_add(1) > 0) {
                const auto gone = qScopeGuard([&] { --open; });
                connection.send("* BYE [LIMIT] Too many connections\r\n");
                connection.close();
            }
            const auto gone = qScopeGuard([&] { --open; });
            odd.script()(connection);
        };
        ScriptedServer server({one});
        const auto release = qScopeGuard([&] { gate.release(10); });

        ThrowAwayProfile profile;
        Store store(profile.paths(), Store::Access::ReadWrite, Clock::system());
        CredentialStore credentials;
        Preferences preferences(profile.paths().config);
        MailReader reader(store);
        const BackendRegistry registry = BackendRegistry::standard();
        Engine engine(store, registry, credentials, preferences);
        Account account;
        account.name = QStringLiteral("One");
        account.keep = ContentLevel::Headers;
        account.incoming.protocol = QStringLiteral("imap");
        account.incoming.endpoint = server.endpoint();
        account.incoming.user = QStringLiteral("u");
        account.password.kind = PasswordSource::Kind::AskEachStart;
        AccountId id;
        engine.start();
        engine.addAccount(account, Secret("password"),
                          [&id](const Engine::AddResult &result) { id = result.account; });
        const auto rows = [&](const QString &path) {
            const auto folder = id ? reader.folderByPath(id, path) : std::nullopt;
            ListQuery query;
            query.folders = {folder ? folder->id : FolderId()};
            return reader.page(query, 2 * large);
        };
        QTRY_VERIFY_WITH_TIMEOUT(reached, 20'000);
        QTRY_COMPARE(rows(QStringLiteral("INBOX")).size(), 1);
        const PlacementId message = rows(QStringLiteral("INBOX")).first().id;
        bool done = false;
        std::optional<MailError> error;
        engine.fetchShown(message, {}, this, [&](const std::optional<MailError> &e) {
            done = true;
            error = e;
        });
        // The request goes by way of the writing thread, as this does after it.
        FlagChange star;
        star.add = Flag::Flagged;
        engine.setFlags({message}, star);
        QTRY_VERIFY(rows(QStringLiteral("INBOX")).first().flags.flags.testFlag(Flag::Flagged));
        QCoreApplication::processEvents();
        gate.release();
        QTRY_VERIFY_WITH_TIMEOUT(done, 20'000);
        QVERIFY2(!error, error ? qPrintable(error->sentence) : "");
        QTRY_COMPARE_WITH_TIMEOUT(rows(QStringLiteral("Large")).size(), large, 20'000);

        qsizetype opened = -1, lastHeaders = -1;
        QMap<QByteArray, int> asked;
        const QByteArrayList lines = server.lines();
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (lines[i].contains("BODY.PEEK[]"))
                opened = i;
            else if (lines[i].contains("UID FETCH") && lines[i].contains("BODYSTRUCTURE")) {
                lastHeaders = i;
                ++asked[lines[i].mid(lines[i].indexOf("FETCH"))];
            }
        }
        QVERIFY(opened >= 0);
        QVERIFY2(opened < lastHeaders, "the message waited for the whole folder");
        // It went on from its checkpoint: no batch was asked for twice.
        for (auto batch = asked.cbegin(); batch != asked.cend(); ++batch)
            QVERIFY2(batch.value() == 1 || batch.key().contains(':') == false
                         || batch.key().contains("FETCH 2:") || batch.key().contains("FETCH 4001:"),
                     batch.key().constData());
        QCOMPARE(server.problems(), QStringList());
    }

    void messageOpenedAfterTheFirstPassOfAStart_costsOneRoundTrip()
    {
        OddImap odd;
        const QByteArray mail = "Message-ID: <a@example.org>\r\nSubject: a\r\n\r\nText.\r\n";
        odd.folders = {{"INBOX", {mail, "X-Another: 1\r\n" + mail}},
                       {"Archive", {"X-Archived: 1\r\n" + mail}}};
        ScriptedServer server({odd.script()});
        FaultProxy proxy(server.port());

        ThrowAwayProfile profile;
        Store store(profile.paths(), Store::Access::ReadWrite, Clock::system());
        CredentialStore credentials;
        Preferences preferences(profile.paths().config);
        MailReader reader(store);
        const BackendRegistry registry = BackendRegistry::standard();
        Account account;
        account.name = QStringLiteral("Several");
        account.keep = ContentLevel::Headers;
        account.incoming.protocol = QStringLiteral("imap");
        account.incoming.endpoint = server.endpoint();
        account.incoming.endpoint.port = proxy.port();
        account.incoming.user = QStringLiteral("u");
        account.password.kind = PasswordSource::Kind::AskEachStart;
        AccountId id;
        const auto rows = [&](const QString &path) {
            const auto folder = id ? reader.folderByPath(id, path) : std::nullopt;
            ListQuery query;
            query.folders = {folder ? folder->id : FolderId()};
            return reader.page(query, 10);
        };
        const QString inbox = QStringLiteral("INBOX"), archive = QStringLiteral("Archive");
        {
            Engine before(store, registry, credentials, preferences);
            before.start();
            before.addAccount(account, Secret("password"),
                              [&id](const Engine::AddResult &result) { id = result.account; });
            QTRY_COMPARE(rows(inbox).size(), 2);
            QTRY_COMPARE(rows(archive).size(), 1);
        }
        const qsizetype saidBefore = server.lines().size();
        Engine engine(store, registry, credentials, preferences);
        QSignalSpy passes(&engine, &Engine::passFinished);
        engine.start();
        engine.providePassword(id, Secret("password"), false);
        // As the window does as it is shown: before the account has signed in.
        engine.setOpenFolder(reader.folderByPath(id, inbox)->id);
        const auto said = [&](const QByteArray &words) {
            const QByteArrayList lines = server.lines().mid(saidBefore);
            return std::count_if(lines.begin(), lines.end(),
                                 [&](const QByteArray &line) { return line.contains(words); });
        };
        QTRY_VERIFY(!passes.isEmpty() && engine.state(id).phase == AccountState::Phase::Idle
                    && said("NOOP") == passes.size());

        const auto roundTripsOfOpening = [&](const QString &path) {
            proxy.clearCounts();
            std::optional<std::optional<MailError>> outcome;
            PartSelection text;
            text.what = PartSelection::What::Text;
            text.sections = {"1"};
            engine.fetchShown(rows(path).first().id, text, this,
                              [&](const std::optional<MailError> &error) { outcome = error; });
            [&] { QTRY_VERIFY(outcome); }();
            return outcome && !*outcome ? proxy.counts().roundTrips : -1;
        };
        QCOMPARE(roundTripsOfOpening(inbox), 1);
        QCOMPARE(roundTripsOfOpening(archive), 1); // another folder's, which isn't open there
        QCOMPARE(roundTripsOfOpening(archive), 0); // it is here by now
        QCOMPARE(server.problems(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestOneConnection)
#include "tst_oneconnection.moc"
