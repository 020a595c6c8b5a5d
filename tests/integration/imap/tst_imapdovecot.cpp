// SPDX-License-Identifier: MIT
#include "backend/imap/imapbackend.h"
#include "support/mailserver.h"
#include "support/recordingsinks.h"

#include <QElapsedTimer>
#include <QTest>
#include <thread>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

QByteArray mailNumber(int number)
{
    return "From: Ann <ann@example.org>\r\nTo: bob@example.org\r\nSubject: =?UTF-8?Q?N=C2=B0?= "
        + QByteArray::number(number) + "\r\nMessage-ID: <m" + QByteArray::number(number)
        + "@example.org>\r\nReferences: <root@example.org>\r\nList-Id: The list "
          "<list.example.org>\r\nDate: Mon, 06 Jul 2020 10:00:00 +0200\r\n\r\nBody "
        + QByteArray::number(number) + "\r\n";
}

/// Runs `act` once, when the first messages are reported: in the middle of a synchronise.
struct ActingSink : RecordingRemoteSink {
    std::function<void()> act;
    void appeared(const QList<RemoteMessage> &list) override
    {
        RecordingRemoteSink::appeared(list);
        if (act)
            std::exchange(act, {})();
    }
};

} // namespace

class TestImapDovecot : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_server;
    std::unique_ptr<Wakeup> m_wakeup;

    std::unique_ptr<ImapBackend> connected(ConnectionSecurity security = ConnectionSecurity::Tls,
                                           const ImapTimeouts &timeouts = {})
    {
        const Account account =
            m_server->account(QStringLiteral("imap"), QStringLiteral("alice"), security);
        BackendConfig config;
        config.server = account.incoming;
        config.certificates.caFile = account.caFile;
        config.wakeup = m_wakeup.get();
        auto backend = std::make_unique<ImapBackend>(config, timeouts);
        try {
            backend->open({account.incoming.user, Secret("secret")});
        } catch (const MailError &error) {
            qFatal("Not signed in: %s (%s)", qPrintable(error.sentence), qPrintable(error.detail));
        }
        return backend;
    }
    RawImap &other() { return m_server->client(); }
    void make(const QString &folder) { other().command("CREATE " + RawImap::quoted(folder)); }
    static FolderCursor start(const QByteArray &folder)
    {
        FolderCursor cursor;
        cursor.folder = folder;
        return cursor;
    }
    static QList<SeenFolder> seen(const QByteArray &folder) { return {{start(folder), {}}}; }
    /// The folder as a backend reads it now.
    SeenFolder read(MailBackend &backend, const QByteArray &folder)
    {
        RecordingRemoteSink sink;
        return {backend.synchronise(start(folder), KnownKeySet(), sink), {}};
    }
    static inline const ListenOptions oneFolder{0, true};

    static void learn(KnownKeySet &known, const RecordingRemoteSink &sink)
    {
        for (const QByteArray &key : sink.freshKeys())
            known.keys.insert(key);
    }

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<MailServer>(); }
    void init() { m_wakeup = std::make_unique<Wakeup>(); }
    void cleanupTestCase() { m_server.reset(); }

    void everySecurity_signsIn_data()
    {
        QTest::addColumn<int>("security");
        QTest::newRow("tls") << int(ConnectionSecurity::Tls);
        QTest::newRow("starttls") << int(ConnectionSecurity::StartTls);
    }
    void everySecurity_signsIn()
    {
        QFETCH(int, security);
        const auto backend = connected(ConnectionSecurity(security));
        QVERIFY(backend->connectionInfo().encrypted);
        QVERIFY(backend->push());
        QVERIFY(backend->counts().roundTrips > 0);
        backend->close();
    }

    void wrongPassword_isAuthenticationNever()
    {
        const Account account = m_server->account(QStringLiteral("imap"));
        BackendConfig config;
        config.server = account.incoming;
        config.certificates.caFile = account.caFile;
        config.wakeup = m_wakeup.get();
        ImapBackend backend(config);
        try {
            backend.open({account.incoming.user, Secret("wrong")});
            QFAIL("signed in");
        } catch (const MailError &error) {
            QCOMPARE(error.kind, ErrorKind::Authentication);
            QCOMPARE(error.retry, RetryClass::Never);
            QVERIFY(error.sentence.contains(QLatin1String("password")));
        }
    }

    void folders_haveRolesNamesAndCounts()
    {
        const QString odd = QStringLiteral("He said \"hi\" \\ ünï & 日本");
        make(odd);
        m_server->deliver(QStringLiteral("alice"), odd, mailNumber(1));
        const auto backend = connected();
        const QList<RemoteFolder> folders = backend->folders();
        QSet<FolderRole> roles;
        bool found = false;
        for (const RemoteFolder &folder : folders) {
            if (folder.role != FolderRole::None) {
                QVERIFY(!roles.contains(folder.role));
                roles.insert(folder.role);
            }
            if (folder.name == odd) {
                found = true;
                QCOMPARE(folder.messages.value_or(0), 1u);
                RecordingRemoteSink sink;
                backend->synchronise(start(folder.path), KnownKeySet(), sink);
                QCOMPARE(sink.fresh.size(), 1);
            }
        }
        QVERIFY(found);
        QVERIFY(roles.contains(FolderRole::Inbox));
        QVERIFY(roles.contains(FolderRole::Sent));
        QVERIFY(roles.contains(FolderRole::Trash));
    }

    void firstSync_isNewestFirstAndComplete_secondCostsOneRoundTrip()
    {
        make(QStringLiteral("Many"));
        for (int i = 1; i <= 130; ++i)
            m_server->deliver(QStringLiteral("alice"), QStringLiteral("Many"), mailNumber(i));
        const auto backend = connected();
        KnownKeySet known;
        RecordingRemoteSink sink;
        const FolderCursor cursor = backend->synchronise(start("Many"), known, sink);
        QCOMPARE(sink.messages, 130);
        QCOMPARE(sink.fresh.size(), 130);
        for (int i = 0; i < 130; ++i)
            QCOMPARE(sink.fresh.at(i).key.toInt(), 130 - i);
        QCOMPARE(sink.checkpoints.first().backfillBelow, 31u);
        QCOMPARE(cursor.uidNext, 131u);
        QCOMPARE(cursor.backfillBelow, 0u);
        const RemoteMessage &newest = sink.fresh.first();
        QVERIFY(newest.envelope);
        QCOMPARE(newest.envelope->subject, QStringLiteral("N° 130"));
        QCOMPARE(newest.envelope->messageId, QByteArray("m130@example.org"));
        QCOMPARE(newest.envelope->references, QByteArrayList{"root@example.org"});
        QCOMPARE(newest.envelope->listId, QStringLiteral("list.example.org"));
        QCOMPARE(newest.size, qint64(mailNumber(130).size()));
        QVERIFY(newest.receivedUtc > 0);
        QCOMPARE(newest.structure.parts.size(), 1);
        QCOMPARE(newest.structure.parts.first().type, QByteArray("text/plain"));

        learn(known, sink);
        const qint64 before = backend->counts().roundTrips;
        RecordingRemoteSink again;
        QCOMPARE(backend->synchronise(cursor, known, again), cursor);
        QCOMPARE(again.fresh.size(), 0);
        QCOMPARE(backend->counts().roundTrips - before, 1);
    }

    void interruptedFirstSync_resumesBelowItsCheckpoint()
    {
        const auto backend = connected();
        KnownKeySet known;
        RecordingRemoteSink first;
        backend->synchronise(start("Many"), known, first);
        const FolderCursor broken = first.checkpoints.first();
        for (const RemoteMessage &message : first.fresh) {
            if (message.key.toUInt() >= broken.backfillBelow)
                known.keys.insert(message.key);
        }
        m_server->deliver(QStringLiteral("alice"), QStringLiteral("Many"), mailNumber(131));
        RecordingRemoteSink sink;
        const FolderCursor cursor = backend->synchronise(broken, known, sink);
        QCOMPARE(sink.fresh.size(), 31);
        QCOMPARE(sink.fresh.first().key, QByteArray("131"));
        QCOMPARE(sink.fresh.at(1).key, QByteArray("30"));
        QCOMPARE(sink.states.size(), 0); // QRESYNC tells what changed, also in the middle
        QCOMPARE(cursor.backfillBelow, 0u);
        QCOMPARE(cursor.uidNext, 132u);
    }

    void flags_goBothWays()
    {
        make(QStringLiteral("Flags"));
        m_server->deliver(QStringLiteral("alice"), QStringLiteral("Flags"), mailNumber(1));
        const auto backend = connected();
        KnownKeySet known;
        RecordingRemoteSink sink;
        FolderCursor cursor = backend->synchronise(start("Flags"), known, sink);
        learn(known, sink);
        FlagChange change;
        change.add = Flag::Seen | Flag::Flagged;
        change.addTags = QStringList{QStringLiteral("work")};
        backend->flags()->change({{"Flags", "1"}, {"Flags", "99"}}, change);
        other().require("SELECT Flags");
        const QByteArray told = other().require("UID FETCH 1 (FLAGS)").untagged.join('\n');
        QVERIFY(told.contains("\\Seen") && told.contains("\\Flagged") && told.contains("work"));

        other().require("UID STORE 1 -FLAGS (\\Flagged)");
        other().require("UID STORE 1 +FLAGS (\\Answered)");
        RecordingRemoteSink again;
        cursor = backend->synchronise(cursor, known, again);
        QCOMPARE(again.changed.size(), 1);
        QCOMPARE(again.changed.first().flags->flags, Flag::Seen | Flag::Answered);
        QCOMPARE(again.changed.first().flags->tags, QStringList{QStringLiteral("work")});
    }

    void expungeByAnotherClientWhileBatchesRun_nothingIsLostOrDoubled()
    {
        make(QStringLiteral("Busy"));
        for (int i = 1; i <= 150; ++i)
            m_server->deliver(QStringLiteral("alice"), QStringLiteral("Busy"), mailNumber(i));
        other().require("SELECT Busy");
        const auto backend = connected();
        ActingSink sink;
        sink.act = [this] {
            other().require("UID STORE 10:12,149 +FLAGS (\\Deleted)");
            other().require("UID EXPUNGE 10:12,149");
            other().append(QStringLiteral("Busy"), mailNumber(151));
        };
        KnownKeySet known;
        const FolderCursor cursor = backend->synchronise(start("Busy"), known, sink);
        const QByteArrayList keys = sink.freshKeys();
        QCOMPARE(QSet<QByteArray>(keys.begin(), keys.end()).size(), keys.size());
        for (int uid = 1; uid <= 150; ++uid) {
            if (uid < 10 || uid > 12)
                QVERIFY2(keys.contains(QByteArray::number(uid)), QByteArray::number(uid));
        }
        learn(known, sink);
        RecordingRemoteSink again;
        backend->synchronise(cursor, known, again);
        QCOMPARE(again.freshKeys(), QByteArrayList{"151"});
        QVERIFY(sink.gone.contains("149") || again.gone.contains("149"));
        QCOMPARE(again.states.size(), 0);
    }

    void changedUidValidity_readsEverythingAnew()
    {
        make(QStringLiteral("Valid"));
        m_server->deliver(QStringLiteral("alice"), QStringLiteral("Valid"), mailNumber(1));
        FolderCursor cursor;
        {
            const auto backend = connected();
            RecordingRemoteSink sink;
            cursor = backend->synchronise(start("Valid"), KnownKeySet(), sink);
            backend->close();
        }
        m_server->setUidValidity(QStringLiteral("alice"), QStringLiteral("Valid"), 424242);
        const auto backend = connected();
        RecordingRemoteSink sink;
        const FolderCursor now = backend->synchronise(cursor, KnownKeySet(), sink);
        QCOMPARE(sink.uidValidity, 424242u);
        QCOMPARE(now.uidValidity, 424242u);
        QCOMPARE(sink.fresh.size(), 1);
        QVERIFY(!sink.complete);
    }

    void idle_tellsOfNewMailAndIsWokenAtOnce()
    {
        make(QStringLiteral("Push"));
        const auto backend = connected();
        RecordingRemoteSink sink;
        backend->synchronise(start("Push"), KnownKeySet(), sink);
        std::thread sender([this] {
            RawImap second(m_server->imap(), QStringLiteral("alice"), QStringLiteral("secret"));
            second.append(QStringLiteral("Push"), mailNumber(1));
        });
        const PushNews told = backend->push()->wait(seen("Push"), oneFolder);
        sender.join();
        QCOMPARE(told.event, PushNews::Event::Changed);
        QCOMPARE(told.folders.size(), 1);
        QCOMPARE(told.folders.first().path, "Push");
        std::thread waker([&] { m_wakeup->wake(); });
        PushNews news = backend->push()->wait(seen("Push"), oneFolder);
        if (news.event == PushNews::Event::Changed) // \Recent and the like may still come
            news = backend->push()->wait(seen("Push"), oneFolder);
        waker.join();
        QCOMPARE(news.event, PushNews::Event::Woken);
        // Still of use afterwards.
        RecordingRemoteSink again;
        backend->synchronise(start("Push"), KnownKeySet(), again);
        QCOMPARE(again.fresh.size(), 1);
    }

    void notify_tellsOfEveryFolderWhateverHappensInIt()
    {
        make(QStringLiteral("Open"));
        make(QStringLiteral("Closed"));
        make(QStringLiteral("Grüße & mehr")); // Dovecot tells of it by another name
        m_server->deliver(QStringLiteral("alice"), QStringLiteral("Closed"), mailNumber(1));
        const auto reader = connected();
        QList<SeenFolder> folders{read(*reader, "Open"), read(*reader, "Closed")};
        const QList<RemoteFolder> listed = reader->folders();
        for (const RemoteFolder &folder : listed) {
            if (folder.selectable && folder.path != "Open" && folder.path != "Closed")
                folders.append(SeenFolder{start(folder.path), {}});
        }
        const auto backend = connected();
        QVERIFY(backend->traits().pushOfFolders);
        PushSupport *const push = backend->push();
        const ListenOptions patience{20'000, false};
        m_wakeup->wake();
        const PushNews quiet = push->wait(folders, patience);
        QCOMPARE(quiet.event, PushNews::Event::Woken); // they are as they were seen
        QVERIFY(push->tellsOfAll());

        // What is done is told by the next call, or one later: the open folder's \Recent may come
        // first.
        const auto nextOf = [&](const std::function<void()> &change, const QByteArray &path) {
            change();
            for (;;) {
                const PushNews news = push->wait(folders, patience);
                const bool told =
                    std::any_of(news.folders.cbegin(), news.folders.cend(),
                                [&](const FolderNews &folder) { return folder.path == path; });
                if (told || news.event != PushNews::Event::Changed)
                    return news;
            }
        };
        RawImap second(m_server->imap(), QStringLiteral("alice"), QStringLiteral("secret"));
        PushNews news =
            nextOf([&] { second.append(QStringLiteral("Closed"), mailNumber(2)); }, "Closed");
        QCOMPARE(news.event, PushNews::Event::Changed);
        const auto status =
            std::find_if(news.folders.cbegin(), news.folders.cend(),
                         [](const FolderNews &folder) { return folder.path == "Closed"; });
        QCOMPARE(status->messages, std::optional<quint32>(2));
        QCOMPARE(status->uidNext, std::optional<quint32>(3));
        QVERIFY(status->highestModSeq.value_or(0) > folders[1].cursor.highestModSeq);
        news = nextOf([&] { second.append(QStringLiteral("Open"), mailNumber(3)); }, "Open");
        QCOMPARE(news.event, PushNews::Event::Changed);
        second.require("SELECT Closed");
        news = nextOf([&] { second.require("UID STORE 1 +FLAGS (\\Flagged)"); }, "Closed");
        QCOMPARE(news.event, PushNews::Event::Changed);
        news = nextOf(
            [&] {
                second.require("UID STORE 1 +FLAGS (\\Deleted)");
                second.require("EXPUNGE");
            },
            "Closed");
        QCOMPARE(news.event, PushNews::Event::Changed);
        const auto listChange = [&](const QByteArray &command) {
            second.require(command);
            for (;;) {
                const PushNews heard = push->wait(folders, patience);
                if (heard.listChanged || heard.event != PushNews::Event::Changed)
                    return heard.listChanged;
            }
        };
        QVERIFY(listChange("CREATE Made"));
        QVERIFY(listChange("RENAME Made Renamed"));
        QVERIFY(listChange("DELETE Renamed"));
    }

    void notify_tellsWhatCameBeforeItBegan()
    {
        make(QStringLiteral("Early"));
        make(QStringLiteral("Elsewhere"));
        const auto reader = connected();
        QList<SeenFolder> folders{read(*reader, "Elsewhere"), read(*reader, "Early")};
        m_server->deliver(QStringLiteral("alice"), QStringLiteral("Early"), mailNumber(1));
        const auto backend = connected();
        const PushNews news = backend->push()->wait(folders);
        QCOMPARE(news.event, PushNews::Event::Changed);
        QVERIFY(std::any_of(news.folders.cbegin(), news.folders.cend(),
                            [](const FolderNews &folder) { return folder.path == "Early"; }));
    }

    void mailBetweenSyncAndTheFirstIdle_isToldAtOnce()
    {
        make(QStringLiteral("Between"));
        FolderCursor seen;
        {
            const auto first = connected();
            RecordingRemoteSink sink;
            seen = first->synchronise(start("Between"), KnownKeySet(), sink);
        }
        m_server->deliver(QStringLiteral("alice"), QStringLiteral("Between"), mailNumber(1));
        ImapTimeouts timeouts;
        timeouts.idleRenewal = 50;
        const auto listening = connected(ConnectionSecurity::Tls, timeouts);
        QCOMPARE(listening->push()->wait({{seen, {}}}, oneFolder).event, PushNews::Event::Changed);
        // Told once; and what is as it was seen is nothing to tell.
        QCOMPARE(listening->push()->wait({{seen, {}}}, oneFolder).event,
                 PushNews::Event::RenewalDue);
        RecordingRemoteSink sink;
        const FolderCursor now = connected()->synchronise(seen, KnownKeySet(), sink);
        const auto another = connected(ConnectionSecurity::Tls, timeouts);
        QCOMPARE(another->push()->wait({{now, {}}}, oneFolder).event, PushNews::Event::RenewalDue);
        // A star set elsewhere counts too (CONDSTORE).
        auto &client = m_server->client();
        client.require("SELECT Between");
        client.require("UID STORE 1 +FLAGS (\\Flagged)");
        const auto third = connected(ConnectionSecurity::Tls, timeouts);
        QCOMPARE(third->push()->wait({{now, {}}}, oneFolder).event, PushNews::Event::Changed);
    }

    void idle_isRenewedAndProvenAlive()
    {
        ImapTimeouts timeouts;
        timeouts.idleRenewal = 50;
        const auto backend = connected(ConnectionSecurity::Tls, timeouts);
        m_wakeup->takeWake();
        QCOMPARE(backend->push()->wait(seen("INBOX"), oneFolder).event,
                 PushNews::Event::RenewalDue);
        QCOMPARE(backend->push()->wait(seen("INBOX"), oneFolder).event,
                 PushNews::Event::RenewalDue);
    }

    void cancel_endsIdle()
    {
        const auto backend = connected();
        std::thread canceller([&] { m_wakeup->cancel(); });
        QVERIFY_THROWS_EXCEPTION(Cancelled, backend->push()->wait(seen("INBOX")));
        canceller.join();
    }

    void nastyMessages_areFetchedByteIdentical()
    {
        make(QStringLiteral("Nasty"));
        QByteArrayList messages;
        messages << QByteArray("Subject: no body\r\n\r\n") << QByteArray("\r\nonly a body\r\n")
                 << "Subject: parens\r\n\r\n)\r\n* 1 FETCH (UID 9 BODY[] {3}\r\nT1 OK {5}\r\n"
                 << "Subject: long line\r\n\r\n" + QByteArray(300'000, 'x') + "\r\n"
                 << "Subject: dots\r\n\r\n.\r\n..\r\n" + QByteArray("\xff\xfe\x80", 3) + "\r\n"
                 << "Subject: big\r\n\r\n" + QByteArray("0123456789abcdef\r\n").repeated(180'000);
        QList<FetchRequest> requests;
        for (const QByteArray &message : std::as_const(messages)) {
            const quint32 uid = other().append(QStringLiteral("Nasty"), message);
            FetchRequest request;
            request.key = {"Nasty", QByteArray::number(uid)};
            requests.append(request);
        }
        FetchRequest gone;
        gone.key = {"Nasty", "4000000000"};
        requests.insert(2, gone);
        const auto backend = connected();
        struct GoneSink : RecordingContentSink {
            QByteArrayList gone;
            void missing(const RemoteKey &key, const MailError &why) override
            {
                if (why.kind == ErrorKind::NotFound)
                    gone.append(key.key);
            }
        };
        GoneSink sink;
        backend->fetch(requests, sink);
        QCOMPARE(sink.fetched.size(), messages.size());
        for (qsizetype i = 0; i < messages.size(); ++i) {
            QCOMPARE(sink.fetched.at(i).sections, QByteArrayList{""});
            QVERIFY(sink.fetched.at(i).bytes == messages.at(i));
            QVERIFY(sink.fetched.at(i).ended);
        }
        QCOMPARE(sink.gone, QByteArrayList{"4000000000"});
        QVERIFY(sink.largestPiece <= 1024 * 1024);
    }

    void textAndOneAttachment_areFetchedAlone()
    {
        make(QStringLiteral("Parts"));
        const QByteArray message =
            "Subject: parts\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
            "boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello"
            "\r\n--b\r\nContent-Type: application/pdf; name=\"a.pdf\"\r\n"
            "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; "
            "filename*=UTF-8''%C3%A4.pdf\r\n\r\nAAAA\r\n--b--\r\n";
        const quint32 uid = other().append(QStringLiteral("Parts"), message);
        const auto backend = connected();
        RecordingRemoteSink listing;
        backend->synchronise(start("Parts"), KnownKeySet(), listing);
        const BodyStructure structure = listing.fresh.first().structure;
        QCOMPARE(structure.parts.size(), 3);
        QCOMPARE(structure.parts.at(1).section, QByteArray("1"));
        QCOMPARE(structure.parts.at(1).charset, QByteArray("utf-8"));
        QCOMPARE(structure.parts.at(2).section, QByteArray("2"));
        QCOMPARE(structure.parts.at(2).name, QStringLiteral("ä.pdf"));
        QCOMPARE(structure.parts.at(2).disposition, QByteArray("attachment"));

        FetchRequest text, attachment, headers;
        text.key = attachment.key = headers.key = {"Parts", QByteArray::number(uid)};
        text.selection = {PartSelection::What::Text, {"1"}};
        attachment.selection = {PartSelection::What::Section, {"2"}};
        headers.selection = {PartSelection::What::Headers, {}};
        RecordingContentSink sink;
        backend->fetch({text, attachment, headers}, sink);
        QCOMPARE(sink.fetched.size(), 3);
        QCOMPARE(sink.fetched.at(0).sections.size(), 3);
        QVERIFY(sink.fetched.at(0).sections.contains("1"));
        QVERIFY(sink.fetched.at(0).sections.contains("1.MIME"));
        QVERIFY(sink.fetched.at(0).bytes.contains("Hello"));
        QVERIFY(!sink.fetched.at(0).bytes.contains("AAAA"));
        QCOMPARE(sink.fetched.at(1).bytes, QByteArray("AAAA"));
        QCOMPARE(sink.fetched.at(2).sections, QByteArrayList{"HEADER"});
        QVERIFY(sink.fetched.at(2).bytes.endsWith("\r\n\r\n"));
    }

    void moveCopyAppendRemove_tellTheNewKeys()
    {
        make(QStringLiteral("Source"));
        const auto backend = connected();
        FolderSupport *folders = backend->folderChanges();
        const QByteArray target = folders->create(QStringLiteral("Ziel ä/\"x\\y\""));
        QCOMPARE(folders->create(QStringLiteral("Ziel ä/\"x\\y\"")), target); // a replay
        FlagState flags;
        flags.flags = Flag::Seen;
        QList<RemoteKey> keys;
        for (int i = 1; i <= 4; ++i) {
            const auto key = folders->append("Source", mailNumber(i), flags, 1'600'000'000);
            QVERIFY(key);
            keys.append(*key);
        }
        const Relocation moved = folders->move({keys.at(1), keys.at(0), {"Source", "77"}}, target);
        QVERIFY(moved.uidValidity != 0);
        QCOMPARE(moved.keys.size(), 2);
        QVERIFY(moved.keys.at(0).to && moved.keys.at(1).to);
        QCOMPARE(moved.gone.size(), 1);
        QCOMPARE(moved.gone.first().key, QByteArray("77"));
        QCOMPARE(moved.keys.at(0).to->folder, target);
        QVERIFY(moved.keys.at(0).to->key.toInt() > moved.keys.at(1).to->key.toInt());
        const Relocation copied = folders->copy({keys.at(2)}, target);
        QVERIFY(copied.keys.first().to);
        backend->remove({keys.at(2)});
        QCOMPARE(other().search(QStringLiteral("Source"), "ALL").size(), 1);

        RecordingRemoteSink sink;
        backend->synchronise(start(target), KnownKeySet(), sink);
        QCOMPARE(sink.fresh.size(), 3);
        QCOMPARE(sink.fresh.first().receivedUtc, 1'600'000'000);
        QCOMPARE(sink.fresh.first().flags->flags, MessageFlags(Flag::Seen));

        folders->rename(target, QStringLiteral("Ziel neu"));
        bool there = false;
        for (const RemoteFolder &folder : backend->folders())
            there = there || folder.name == QLatin1String("Ziel neu");
        QVERIFY(there);
        folders->remove("Ziel neu");
        folders->remove("Ziel neu"); // a replay
        QVERIFY_THROWS_EXCEPTION(MailError, folders->move({keys.at(3)}, "Nirgends"));
        QCOMPARE(backend->search()->search("Source", QStringLiteral("Body 4")).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestImapDovecot)
#include "tst_imapdovecot.moc"
