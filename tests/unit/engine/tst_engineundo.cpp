// SPDX-License-Identifier: MIT
// Every kind of change taken back as the window does it: by the engine, before the server has heard
// of it and afterwards, and done again.
#include "engine/engine.h"
#include "support/memorybackend.h"
#include "support/throwawayprofile.h"

#include <QTest>
#include <atomic>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {
/// The machine's, which can be put forward.
class UndoClock : public Clock {
public:
    qint64 utcSeconds() const override { return Clock::system().utcSeconds() + ahead; }
    qint64 monotonicMs() const override { return Clock::system().monotonicMs() + ahead * 1000; }
    std::atomic<qint64> ahead = 0;
};
} // namespace

class TestEngineUndo : public QObject {
    Q_OBJECT

    /// An engine over a server in memory.
    struct Program {
        explicit Program(MemoryServer &server)
            : registry(server.registry())
            , store(profile.paths(), Store::Access::ReadWrite, clock)
            , preferences(profile.paths().config)
            , reader(store)
            , engine(std::make_unique<Engine>(store, registry, credentials, preferences))
        { }
        BackendRegistry registry;
        ThrowAwayProfile profile;
        UndoClock clock;
        Store store;
        CredentialStore credentials;
        Preferences preferences;
        MailReader reader;
        std::unique_ptr<Engine> engine;
    };

    std::unique_ptr<MemoryServer> m_server;
    std::unique_ptr<Program> p;
    AccountId m_account;
    QStringList m_beginning;
    QString m_undoAtFirst;

    FolderId folder(const QByteArray &path)
    {
        const auto found = p->reader.folderByPath(m_account, QString::fromUtf8(path));
        return found ? found->id : FolderId();
    }
    QList<MessageRow> rows(const QString &path)
    {
        ListQuery query;
        const auto found = p->reader.folderByPath(m_account, path);
        query.folders = {found ? found->id : FolderId()};
        return p->reader.page(query, 100);
    }
    QList<PlacementId> in(const char *path)
    {
        QList<PlacementId> ids;
        const QList<MessageRow> found = rows(QString::fromUtf8(path));
        for (const MessageRow &row : found)
            ids.append(row.id);
        return ids;
    }
    static QString line(const QString &path, const QByteArray &bytes, const FlagState &flags)
    {
        QStringList names = imapNames(flags);
        names.sort();
        return path + QLatin1Char('/') + QString::number(qHash(bytes))
            + names.join(QLatin1Char(' '));
    }
    QStringList here()
    {
        QStringList lines;
        const QList<Folder> folders = p->reader.folders(m_account);
        for (const Folder &folder : folders) {
            lines.append(folder.path + QLatin1Char(folder.subscribed ? '+' : '-'));
            const QList<MessageRow> found = rows(folder.path);
            for (const MessageRow &row : found)
                lines.append(
                    line(folder.path, p->reader.content(row.message, {}).value_or("?"), row.flags));
        }
        lines.sort();
        return lines;
    }
    QStringList there()
    {
        QStringList lines;
        const QList<MemoryServer::Folder> folders = m_server->folders();
        for (const MemoryServer::Folder &folder : folders) {
            const QString path = QString::fromUtf8(folder.path);
            const auto known = p->reader.folderByPath(m_account, path);
            lines.append(path + QLatin1Char(known && !known->subscribed ? '-' : '+'));
            for (const MemoryServer::Message &message : folder.messages)
                lines.append(line(path, message.bytes, message.flags));
        }
        lines.sort();
        return lines;
    }
    void perform(const QByteArray &action)
    {
        Engine &e = *p->engine;
        const auto mark = [](MessageFlags add, MessageFlags remove, const QStringList &tags = {},
                             const QStringList &untags = {}) {
            return FlagChange{add, remove, tags, untags};
        };
        if (action == "read")
            e.setFlags(in("INBOX"), mark(Flag::Seen, {}));
        else if (action == "unread")
            e.setFlags(in("Work"), mark({}, Flag::Seen));
        else if (action == "flag")
            e.setFlags(in("INBOX"), mark(Flag::Flagged, {}));
        else if (action == "tag")
            e.setFlags(in("INBOX"), mark({}, {}, {QStringLiteral("later")}));
        else if (action == "untag")
            e.setFlags(in("Work"), mark({}, {}, {}, {QStringLiteral("todo")}));
        else if (action == "move")
            e.move(in("INBOX"), folder("Work"));
        else if (action == "copy")
            e.copy(in("INBOX"), folder("Work"));
        else if (action == "archive")
            e.archive(in("INBOX"));
        else if (action == "junk")
            e.junk(in("INBOX"), true);
        else if (action == "not junk")
            e.junk(in("Spam"), false);
        else if (action == "delete")
            e.remove(in("INBOX"));
        else if (action == "delete for good")
            e.remove(in("INBOX"), true);
        else if (action == "empty trash")
            e.emptyFolder(folder("Trash"));
        else if (action == "create folder")
            e.createFolder(m_account, QStringLiteral("Work/New"));
        else if (action == "rename folder")
            e.renameFolder(folder("Work"), QStringLiteral("Labour"));
        else if (action == "move folder")
            e.moveFolder(folder("Work"), folder("Projects"));
        else if (action == "remove folder")
            e.removeFolder(folder("Projects"), false);
        else if (action == "remove folder with mail")
            e.removeFolder(folder("Work"), true);
        else if (action == "unsubscribe")
            e.setSubscribed(folder("Work"), false);
        else if (action == "subscribe")
            e.setSubscribed(folder("Quiet"), true);
        else
            QFAIL(action);
    }
    /// Looked at as soon as anything happens, and not only now and then.
    static bool comes(const std::function<bool()> &condition)
    {
        return QTest::qWaitFor(condition, 15'000);
    }
    /// What may be taken back is sent once its time is over: it is over.
    void letTimePass()
    {
        const QList<Operation> operations = p->reader.operations();
        const bool waits = std::any_of(operations.begin(), operations.end(), [this](const auto &o) {
            return o.notBeforeUtc > p->clock.utcSeconds();
        });
        if (!waits)
            return;
        p->clock.ahead += undoGraceSeconds;
        p->engine->syncNow();
    }
    void settle(const QStringList &expected)
    {
        const auto sent = [&] {
            letTimePass();
            return p->reader.operations().isEmpty();
        };
        QVERIFY(comes(sent));
        QVERIFY2(comes([&] { return there() == expected; }), qPrintable(there().join(u'\n')));
        QVERIFY2(comes([&] { return here() == expected; }), qPrintable(here().join(u'\n')));
    }

private Q_SLOTS:
    void init()
    {
        if (p) {
            // Each row ends as it began.
            QCOMPARE(here(), m_beginning);
            QCOMPARE(there(), m_beginning);
            QVERIFY(comes([&] { return p->engine->undoText() == m_undoAtFirst; }));
            return;
        }
        m_server = std::make_unique<MemoryServer>();
        for (const char *path : {"Work", "Projects", "Quiet"})
            m_server->addFolder(path);
        m_server->addFolder("Spam", FolderRole::Junk);
        for (int i = 1; i <= 3; ++i)
            m_server->deliver("INBOX", sampleMessage(i));
        m_server->deliver("Work", sampleMessage(4), {Flag::Seen, {QStringLiteral("todo")}});
        m_server->deliver("Spam", sampleMessage(5), {Flag::Junk, {}});
        m_server->deliver("Trash", sampleMessage(6));
        p = std::make_unique<Program>(*m_server);
        p->engine->start();
        bool answered = false;
        p->engine->addAccount(m_server->account(), Secret(m_server->password),
                              [&](const Engine::AddResult &result) {
                                  m_account = result.account;
                                  answered = true;
                              });
        QTRY_VERIFY(answered);
        QTRY_COMPARE(here(), there());
        p->engine->setSubscribed(folder("Quiet"), false);
        QTRY_VERIFY(here().contains(QStringLiteral("Quiet-")));
        QTRY_VERIFY(p->reader.operations().isEmpty());
        QTRY_VERIFY(p->engine->state(m_account).phase == AccountState::Phase::Idle);
        m_beginning = here();
        m_undoAtFirst = p->engine->undoText();
    }
    void cleanup()
    {
        if (!QTest::currentTestFailed())
            return;
        p.reset();
        m_server.reset();
    }
    void cleanupTestCase()
    {
        p.reset();
        m_server.reset();
    }

    void undone_isAsBefore_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<bool>("sent");
        QTest::addColumn<bool>("waits"); ///< so that it can be undone
        for (const char *action : {"read", "unread", "flag", "tag", "untag", "move", "copy",
                                   "archive", "junk", "not junk", "delete", "create folder",
                                   "rename folder", "move folder", "unsubscribe", "subscribe"}) {
            for (const bool sent : {false, true})
                QTest::addRow("%s, %s", action, sent ? "sent" : "not sent")
                    << QByteArray(action) << sent << false;
        }
        for (const char *action :
             {"delete for good", "empty trash", "remove folder", "remove folder with mail"})
            QTest::addRow("%s, within its time", action) << QByteArray(action) << false << true;
    }
    void undone_isAsBefore()
    {
        QFETCH(const QByteArray, action);
        QFETCH(const bool, sent);
        QFETCH(const bool, waits);
        const QStringList before = here();
        if (!sent && !waits)
            p->engine->setWorkOffline(true);
        const QString said = p->engine->undoText();
        perform(action);
        // Told once all of the action is done, which may be more than one change.
        const auto isHere = [this](const QStringList &expected) {
            return comes([&] { return here() == expected; });
        };
        // Told once all of the action is done, which may be more than one change. The first one
        // that could be undone said what this says.
        QVERIFY(comes([&] { return p->engine->undoText() != said || action == "unsubscribe"; }));
        QVERIFY(comes([&] { return here() != before; }));
        const QStringList after = here();
        if (sent)
            settle(after);
        p->engine->undo();
        QVERIFY(isHere(before));
        if (sent)
            settle(before);
        else
            QVERIFY(comes([&] { return p->reader.operations().isEmpty(); }));
        p->engine->redo();
        QVERIFY(isHere(after));
        if (sent)
            settle(after);
        p->engine->undo();
        QVERIFY(isHere(before));
        p->engine->setWorkOffline(false);
        settle(before);
    }
};

QTEST_GUILESS_MAIN(TestEngineUndo)
#include "tst_engineundo.moc"
