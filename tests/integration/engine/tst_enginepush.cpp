// SPDX-License-Identifier: MIT
#include "engine/engine.h"
#include "support/mailserver.h"
#include "support/memorybackend.h"
#include "support/throwawayprofile.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTest>
#include <QTimer>
#include <algorithm>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

/// The whole engine on an account of a real server.
struct PushProgram {
    explicit PushProgram(MailServer &mailServer, const QString &user)
        : server(mailServer)
        , store(profile.paths(), Store::Access::ReadWrite, Clock::system())
        , preferences(profile.paths().config)
        , reader(store)
        , engine(store, registry, credentials, preferences)
    {
        engine.start();
        engine.addAccount(server.account(QStringLiteral("imap"), user),
                          Secret(server.password(user).toUtf8()),
                          [this](const Engine::AddResult &result) { account = result.account; });
    }

    /// Asks after each commit that anybody makes: no slower than what a window sees.
    bool waitFor(const std::function<bool()> &done)
    {
        if (done())
            return true;
        QEventLoop loop;
        QTimer::singleShot(20'000, &loop, [&loop] { loop.exit(1); });
        const auto ask = [&] {
            if (done())
                loop.exit(0);
        };
        QObject::connect(&store.notifier(), &StoreNotifier::changed, &loop, ask);
        QObject::connect(&engine, &Engine::stateChanged, &loop, ask);
        return loop.exec() == 0;
    }
    /// Also what listens has begun to: its first look is over when nothing is done any more.
    bool waitForQuiet()
    {
        return waitFor([this] {
            return engine.state(account).lastSyncUtc != 0
                && engine.state(account).phase == AccountState::Phase::Idle;
        });
    }
    QList<MessageRow> rows(const QString &path = QStringLiteral("INBOX"))
    {
        const auto folder = reader.folderByPath(account, path);
        ListQuery query;
        query.folders = {folder ? folder->id : FolderId()};
        return reader.page(query, 1'000);
    }

    MailServer &server;
    BackendRegistry registry = BackendRegistry::standard();
    ThrowAwayProfile profile;
    Store store;
    CredentialStore credentials;
    Preferences preferences;
    MailReader reader;
    AccountId account;
    Engine engine;
};

} // namespace

class TestEnginePush : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_server;

private Q_SLOTS:
    void initTestCase()
    {
        MailServerOptions options;
        options.users = {QStringLiteral("alice:secret"), QStringLiteral("bob:secret")};
        m_server = std::make_unique<MailServer>(options);
    }

    void whatAnotherClientDoesInAnyFolder_isHereByItself()
    {
        const QString user = QStringLiteral("alice");
        m_server->deliver(user, QStringLiteral("INBOX"), sampleMessage(1));
        m_server->deliver(user, QStringLiteral("Archive"), sampleMessage(2));
        PushProgram p(*m_server, user);
        QVERIFY(p.waitFor([&] { return p.rows(QStringLiteral("Archive")).size() == 1; }));
        QVERIFY(p.waitForQuiet());
        RawImap &other = m_server->client(user);
        m_server->deliver(user, QStringLiteral("INBOX"), sampleMessage(3));
        QVERIFY(p.waitFor([&] { return p.rows().size() == 2; }));
        m_server->deliver(user, QStringLiteral("Archive"), sampleMessage(4));
        QVERIFY(p.waitFor([&] { return p.rows(QStringLiteral("Archive")).size() == 2; }));
        other.require("SELECT Archive");
        other.require("UID STORE 1 +FLAGS (\\Flagged)");
        QVERIFY(p.waitFor([&] {
            const QList<MessageRow> rows = p.rows(QStringLiteral("Archive"));
            return std::any_of(rows.begin(), rows.end(), [](const MessageRow &row) {
                return row.flags.flags.testFlag(Flag::Flagged);
            });
        }));
        other.require("UID STORE 1 +FLAGS (\\Deleted)");
        other.require("EXPUNGE");
        QVERIFY(p.waitFor([&] { return p.rows(QStringLiteral("Archive")).size() == 1; }));
        other.require("CREATE Made");
        QVERIFY(p.waitFor(
            [&] { return p.reader.folderByPath(p.account, QStringLiteral("Made")).has_value(); }));
        other.require("RENAME Made Renamed");
        QVERIFY(p.waitFor([&] {
            return p.reader.folderByPath(p.account, QStringLiteral("Renamed")).has_value();
        }));
    }

    void mailAfterMail_isInTheStoreByItself()
    {
        const QString user = QStringLiteral("bob");
        m_server->deliver(user, QStringLiteral("INBOX"), sampleMessage(0));
        PushProgram p(*m_server, user);
        QVERIFY(p.waitFor([&] { return p.rows().size() == 1; }));
        QVERIFY(p.waitForQuiet());
        m_server->deliver(user, QStringLiteral("INBOX"), sampleMessage(1));
        QVERIFY(p.waitFor([&] { return p.rows().size() == 2; })); // it listens
        // The server holds notifications back (Dovecot: half a second): what a client that does
        // nothing but IDLE hears, and when, says how long.
        RawImap peer(m_server->imap(), user, m_server->password(user));
        QElapsedTimer timer;
        double heardMs = -1;
        peer.idle(QStringLiteral("INBOX"), [&](const QByteArray &line) {
            if (heardMs < 0 && line.endsWith(" EXISTS"))
                heardMs = double(timer.nsecsElapsed()) / 1e6;
        });
        QList<double> hereMs, peerMs, ownMs;
        for (int i = 2; i < 12; ++i) {
            heardMs = -1;
            timer.start();
            m_server->deliver(user, QStringLiteral("INBOX"), sampleMessage(i));
            QVERIFY(p.waitFor([&] { return p.rows().size() == i + 1; }));
            hereMs.append(double(timer.nsecsElapsed()) / 1e6);
            QTRY_VERIFY(heardMs >= 0);
            peerMs.append(heardMs);
            ownMs.append(hereMs.last() - heardMs);
        }
        for (QList<double> *ms : {&hereMs, &peerMs, &ownMs})
            std::sort(ms->begin(), ms->end());
        qInfo(
            "push to store, 10 mails, median and longest: %.1f and %.1f ms; a bare IDLE: %.1f and "
            "%.1f ms; beyond it: %.1f and %.1f ms",
            hereMs.at(5), hereMs.at(9), peerMs.at(5), peerMs.at(9), ownMs.at(5), ownMs.at(9));
    }
};

QTEST_GUILESS_MAIN(TestEnginePush)
#include "tst_enginepush.moc"
