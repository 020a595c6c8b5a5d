// SPDX-License-Identifier: MIT
#include "support/contractserver.h"
#include "support/memorybackend.h"
#include "support/recordingsinks.h"

#include <QTest>
#include <map>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

class Known : public KnownKeys {
public:
    QSet<QByteArray> keys;
    bool contains(const QByteArray &key) const override { return keys.contains(key); }
    QList<KeyRange> numbers(quint32 first, quint32 last) const override
    {
        return KnownKeySet::numbersAmong(keys, first, last);
    }
};

class Report : public RemoteSink {
public:
    quint32 uidValidity = 0;
    qint64 messages = -1;
    QList<RemoteMessage> appearedMessages;
    QHash<QByteArray, FlagState> flags; ///< told by changes or listings
    QSet<QByteArray> listedKeys;
    QSet<QByteArray> vanishedKeys;
    bool complete = false;
    qint64 expected = -1; ///< what is known, for a server that only counts; -1: not compared
    std::vector<FolderCursor> checkpoints;
    std::vector<qsizetype> appearedAtCheckpoint;
    std::function<void()> onAppeared;
    std::function<void()> onCheckpoint;

    void opened(quint32 validity, qint64 count) override
    {
        uidValidity = validity;
        messages = count;
    }
    void appeared(const QList<RemoteMessage> &list) override
    {
        appearedMessages.append(list);
        if (onAppeared)
            onAppeared();
    }
    void flagsChanged(const QList<RemoteState> &states) override
    {
        for (const RemoteState &state : states) {
            if (state.flags)
                flags.insert(state.key, *state.flags);
        }
    }
    void vanished(const QList<QByteArray> &keys) override
    {
        for (const QByteArray &key : keys)
            vanishedKeys.insert(key);
    }
    void listed(const QList<RemoteState> &states) override
    {
        for (const RemoteState &state : states)
            listedKeys.insert(state.key);
        flagsChanged(states);
    }
    void listingComplete() override { complete = true; }
    void absent(const QList<KeyRange> &keys) override
    {
        for (const KeyRange &range : keys) {
            for (qint64 key = range.first; key <= range.last; ++key)
                vanishedKeys.insert(QByteArray::number(key));
        }
    }
    bool addsUp(qint64 count) override { return expected < 0 || count == expected; }
    void checkpoint(const FolderCursor &cursor) override
    {
        checkpoints.push_back(cursor);
        appearedAtCheckpoint.push_back(appearedMessages.size());
        if (onCheckpoint)
            onCheckpoint();
    }
};

class Content : public ContentSink {
public:
    std::map<QByteArray, std::map<QByteArray, QByteArray>> byKey;
    QByteArrayList order, missingKeys;
    std::function<void()> onData;

    void begin(const RemoteKey &key) override
    {
        QVERIFY(m_current.isEmpty());
        m_current = key.key;
        order.append(key.key);
    }
    void section(const QByteArray &section) override { m_section = section; }
    void data(QByteArrayView bytes) override
    {
        QVERIFY(bytes.size() <= 1024 * 1024);
        byKey[m_current][m_section].append(bytes);
        if (onData)
            onData();
    }
    void end() override { m_current.clear(); }
    void missing(const RemoteKey &key, const MailError &why) override
    {
        QVERIFY(!why.sentence.isEmpty());
        missingKeys.append(key.key);
        byKey.erase(key.key);
        m_current.clear();
    }

private:
    QByteArray m_current, m_section;
};

QByteArray multipartMessage()
{
    return "From: a@example.org\r\nSubject: parts\r\nMIME-Version: 1.0\r\n"
           "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: "
           "text/plain\r\n\r\n"
           "the text\r\n--b\r\nContent-Type: application/octet-stream; name=x.bin\r\n"
           "Content-Transfer-Encoding: base64\r\n"
           "Content-Disposition: attachment; filename=x.bin\r\n\r\nAAECAwQ=\r\n--b--\r\n";
}

} // namespace

/// What every backend must do, over servers in memory and over a real Dovecot.
class TestBackendContract : public QObject, protected ContractFixture {
    Q_OBJECT

    Known m_known;

    FolderCursor synchronise(const FolderCursor &cursor, Report &report)
    {
        FolderCursor from = cursor;
        from.folder = "INBOX";
        const FolderCursor end = m_backend->synchronise(from, m_known, report);
        for (const RemoteMessage &message : std::as_const(report.appearedMessages))
            m_known.keys.insert(message.key);
        return end;
    }

    FolderCursor synchroniseAll(int count)
    {
        for (int i = 1; i <= count; ++i)
            m_server->deliver(sampleMessage(i));
        connectTo();
        Report report;
        return synchronise({}, report);
    }

    void reconnect()
    {
        m_backend->close();
        connectTo();
    }

    Content fetch(const QList<QByteArray> &keys, PartSelection selection = {})
    {
        QList<FetchRequest> requests;
        for (const QByteArray &key : keys)
            requests.append({{"INBOX", key}, selection, 0});
        Content content;
        m_backend->fetch(requests, content);
        for (auto &[key, sections] : content.byKey) {
            if (sections.contains(""))
                sections[""] = m_server->withoutAdditions(sections[""]);
        }
        return content;
    }

    static QSet<QByteArray> missingFrom(const Report &report, const QSet<QByteArray> &known)
    {
        QSet<QByteArray> gone = report.vanishedKeys & known;
        if (report.complete)
            gone |= known - report.listedKeys;
        return gone;
    }

private Q_SLOTS:
    void init()
    {
        QFETCH(QString, kind);
        use(kind);
        m_known.keys.clear();
    }
    void cleanup() { m_backend.reset(); }

    void folders_holdTheInbox_data() { everyKind(); }
    void folders_holdTheInbox()
    {
        connectTo();
        const QList<RemoteFolder> folders = m_backend->folders();
        int inboxes = 0;
        for (const RemoteFolder &folder : folders) {
            if (folder.role == FolderRole::Inbox) {
                ++inboxes;
                QCOMPARE(folder.path, QByteArray("INBOX"));
                QVERIFY(folder.selectable);
            }
        }
        QCOMPARE(inboxes, 1);
        if (!m_backend->traits().foldersOnServer)
            QCOMPARE(folders.size(), 1);
    }

    void firstSync_reportsEveryMessageOnceNewestFirst_data() { everyKind(); }
    void firstSync_reportsEveryMessageOnceNewestFirst()
    {
        for (int i = 1; i <= 10; ++i)
            m_server->deliver(sampleMessage(i));
        connectTo();
        Report report;
        const FolderCursor end = synchronise({}, report);
        QCOMPARE(report.messages, 10);
        QCOMPARE(report.appearedMessages.size(), 10);
        QCOMPARE(m_known.keys.size(), 10);
        QCOMPARE(end.folder, QByteArray("INBOX"));
        QVERIFY(!report.checkpoints.empty());
        QList<QByteArray> keys;
        for (const RemoteMessage &message : std::as_const(report.appearedMessages))
            keys.append(message.key);
        Content content = fetch(keys);
        QByteArrayList given, delivered;
        for (int i = 10; i >= 1; --i) {
            delivered.append(sampleMessage(i));
            given.append(content.byKey[keys[10 - i]][""]);
        }
        if (!m_server->numbersByArrival()) {
            std::sort(given.begin(), given.end());
            std::sort(delivered.begin(), delivered.end());
        }
        QCOMPARE(given, delivered);
        for (const RemoteMessage &message : std::as_const(report.appearedMessages)) {
            QVERIFY(message.size > 0);
            QCOMPARE(message.flags.has_value(), m_backend->traits().flagsOnServer);
            if (message.envelope)
                QVERIFY(message.envelope->subject.startsWith(QLatin1String("Message ")));
        }
    }

    void emptyFolder_reportsNothing_data() { everyKind(); }
    void emptyFolder_reportsNothing()
    {
        connectTo();
        Report report;
        synchronise({}, report);
        QCOMPARE(report.messages, 0);
        QVERIFY(report.appearedMessages.isEmpty());
    }

    void secondSync_reportsNothingNew_data() { everyKind(); }
    void secondSync_reportsNothingNew()
    {
        const FolderCursor cursor = synchroniseAll(7);
        reconnect();
        Report report;
        const FolderCursor again = synchronise(cursor, report);
        QVERIFY(report.appearedMessages.isEmpty());
        QVERIFY(missingFrom(report, m_known.keys).isEmpty());
        QCOMPARE(again.uidValidity, cursor.uidValidity);
        QCOMPARE(again.uidNext, cursor.uidNext);
    }

    void newMessage_appearsOnce_data() { everyKind(); }
    void newMessage_appearsOnce()
    {
        const FolderCursor cursor = synchroniseAll(5);
        m_server->deliver(sampleMessage(6));
        reconnect();
        Report report;
        const FolderCursor next = synchronise(cursor, report);
        QCOMPARE(report.appearedMessages.size(), 1);
        const QByteArray key = report.appearedMessages.first().key;
        QCOMPARE(fetch({key}).byKey[key][""], sampleMessage(6));
        reconnect();
        Report last;
        synchronise(next, last);
        QVERIFY(last.appearedMessages.isEmpty());
    }

    void vanishedMessage_isKnownByListingOrWord_data() { everyKind(); }
    void vanishedMessage_isKnownByListingOrWord()
    {
        const FolderCursor cursor = synchroniseAll(5);
        Report before;
        const QSet<QByteArray> known = m_known.keys;
        m_backend->close();
        m_server->expungeOldest();
        connectTo();
        synchronise(cursor, before);
        const QSet<QByteArray> gone = missingFrom(before, known);
        QCOMPARE(gone.size(), 1);
        const QByteArray key = *gone.cbegin();
        QCOMPARE(fetch({key}).missingKeys, QByteArrayList({key}));
    }

    void flags_goBothWays_data() { everyKind(); }
    void flags_goBothWays()
    {
        for (int i = 1; i <= 3; ++i)
            m_server->deliver(sampleMessage(i), {Flag::Seen, {}});
        connectTo();
        Report report;
        FolderCursor cursor = synchronise({}, report);
        FlagSupport *flags = m_backend->flags();
        QCOMPARE(flags != nullptr, m_backend->traits().flagsOnServer);
        if (!flags)
            return;
        const QByteArray oldest = report.appearedMessages.last().key;
        QVERIFY(report.appearedMessages.last().flags->flags.testFlag(Flag::Seen));
        FlagChange change;
        change.add = Flag::Flagged;
        change.remove = Flag::Seen;
        const QStringList tags{QStringLiteral("später"), QStringLiteral("work")};
        change.addTags = tags;
        const FlagOutcome outcome = flags->change({{"INBOX", oldest}, {"INBOX", "999999"}}, change);
        QCOMPARE(outcome.gone.size(), 1);
        QCOMPARE(outcome.gone.first().key, QByteArray("999999"));
        const bool keepsTags = m_backend->traits().keepsTags;
        QCOMPARE(outcome.tagsKept, keepsTags); // the other flags are kept all the same
        m_backend->close(); // some servers write flags down only then
        const FlagState there = m_server->flagsOfOldest();
        QVERIFY(there.flags.testFlag(Flag::Flagged));
        QVERIFY(!there.flags.testFlag(Flag::Seen));
        QCOMPARE(there.tags.size(), keepsTags ? 2 : 0);
        connectTo();
        Report tagged;
        cursor = synchronise(cursor, tagged);
        QCOMPARE(tagged.flags.value(oldest).tags, keepsTags ? tags : QStringList());
        m_backend->close();

        m_server->setFlagsOfOldest({Flag::Answered, {}});
        connectTo();
        Report changed;
        synchronise(cursor, changed);
        QVERIFY(changed.flags.contains(oldest));
        QVERIFY(changed.flags.value(oldest) == FlagState({Flag::Answered, {}}));
    }

    void wholeMessage_isByteIdentical_data() { everyKind(); }
    void wholeMessage_isByteIdentical()
    {
        QByteArrayList messages = {
            sampleMessage(1),
            multipartMessage(),
            "Subject: no body\r\n\r\n",
            "Subject: dots\r\n\r\n.\r\n..\r\n...text\r\n.",
            "Subject: 8 bit\r\n\r\n\xff\xfe gr\xfc\xdf\x80\r\n",
            "Subject: big\r\n\r\n" + QByteArray(3'000'000, 'x').replace(1000, 2, "\r\n"),
            "Subject: lines\r\n\r\n" + QByteArray("line\r\n").repeated(20'000)};
        for (QByteArray &message : messages) {
            if (!message.endsWith("\r\n"))
                message += "\r\n";
            m_server->deliver(message);
        }
        connectTo();
        Report report;
        synchronise({}, report);
        QList<QByteArray> keys;
        for (auto it = report.appearedMessages.crbegin(); it != report.appearedMessages.crend();
             ++it)
            keys.append(it->key);
        Content content = fetch(keys);
        QCOMPARE(content.order, keys);
        QByteArrayList given;
        for (const QByteArray &key : std::as_const(keys))
            given.append(content.byKey[key][""]);
        if (!m_server->numbersByArrival()) {
            std::sort(given.begin(), given.end());
            std::sort(messages.begin(), messages.end());
        }
        QCOMPARE(given.size(), messages.size());
        for (qsizetype i = 0; i < keys.size(); ++i)
            QVERIFY2(given[i] == messages[i], messages[i].left(30));
    }

    void headersAndSections_comeAlone_data() { everyKind(); }
    void headersAndSections_comeAlone()
    {
        m_server->deliver(multipartMessage());
        connectTo();
        Report report;
        synchronise({}, report);
        const QByteArray key = report.appearedMessages.first().key;
        if (!m_backend->traits().partialFetch)
            return;
        PartSelection headers;
        headers.what = PartSelection::What::Headers;
        const QByteArray header = fetch({key}, headers).byKey[key]["HEADER"];
        QVERIFY(header.startsWith("From: a@example.org\r\n"));
        QVERIFY(header.endsWith("\r\n\r\n"));
        PartSelection section;
        section.what = PartSelection::What::Section;
        section.sections = {"2"};
        QCOMPARE(fetch({key}, section).byKey[key]["2"].trimmed(), QByteArray("AAECAwQ="));
        PartSelection text;
        text.what = PartSelection::What::Text;
        text.sections = {"1"};
        QCOMPARE(fetch({key}, text).byKey[key]["1"].trimmed(), QByteArray("the text"));
        QCOMPARE(report.appearedMessages.first().structure.attachments().size(), 1);
    }

    void missingKeys_areToldAndOthersArrive_data() { everyKind(); }
    void missingKeys_areToldAndOthersArrive()
    {
        m_server->deliver(sampleMessage(1));
        m_server->deliver(sampleMessage(2));
        connectTo();
        Report report;
        synchronise({}, report);
        const QByteArray newest = report.appearedMessages.first().key;
        const QByteArray oldest = report.appearedMessages.last().key;
        const Content content = fetch({newest, "4000000", oldest});
        QCOMPARE(content.missingKeys, QByteArrayList({"4000000"}));
        QCOMPARE(content.byKey.size(), size_t(2));
    }

    void removedMessage_isGoneAfterClose_data() { everyKind(); }
    void removedMessage_isGoneAfterClose()
    {
        synchroniseAll(3);
        Report report;
        connectTo();
        m_known.keys.clear();
        synchronise({}, report);
        m_backend->remove({{"INBOX", report.appearedMessages.last().key}});
        m_backend->close();
        if (m_server->removesBeforeAnswering())
            QCOMPARE(m_server->count(), 2);
        else
            QTRY_COMPARE(m_server->count(), 2);
        connectTo();
        Report after;
        m_known.keys.clear();
        synchronise({}, after);
        QCOMPARE(after.appearedMessages.size(), 2);
    }

    void cancelWhileMessagesAppear_endsByCancelled_data() { everyKind(); }
    void cancelWhileMessagesAppear_endsByCancelled()
    {
        for (int i = 1; i <= 20; ++i)
            m_server->deliver(sampleMessage(i));
        connectTo();
        Report report;
        synchronise({}, report);
        Content content;
        content.onData = [this] { m_wakeup->cancel(); };
        QList<FetchRequest> requests;
        for (const RemoteMessage &message : std::as_const(report.appearedMessages))
            requests.append({{"INBOX", message.key}, {}, 0});
        bool cancelled = false;
        try {
            m_backend->fetch(requests, content);
            m_backend->folders();
            m_backend->close();
        } catch (const Cancelled &) {
            cancelled = true;
        }
        QVERIFY(cancelled);
    }

    void syncThatWasCut_goesOnFromItsCheckpoint_data() { everyKind(); }
    void syncThatWasCut_goesOnFromItsCheckpoint()
    {
        for (int i = 1; i <= 12; ++i)
            m_server->deliver(sampleMessage(i));
        connectTo();
        Report cut;
        cut.onCheckpoint = [] { throw Cancelled{}; };
        FolderCursor cursor;
        try {
            FolderCursor from;
            from.folder = "INBOX";
            m_backend->synchronise(from, m_known, cut);
        } catch (const Cancelled &) { }
        QVERIFY(!cut.checkpoints.empty());
        cursor = cut.checkpoints.front();
        QSet<QByteArray> seen;
        for (const RemoteMessage &message : std::as_const(cut.appearedMessages))
            seen.insert(message.key);
        m_known.keys = seen;
        connectTo();
        Report rest;
        synchronise(cursor, rest);
        for (const RemoteMessage &message : std::as_const(rest.appearedMessages)) {
            QVERIFY(!seen.contains(message.key));
            seen.insert(message.key);
        }
        QCOMPARE(seen.size(), 12);
    }

    void wrongPassword_isAnAuthenticationError_data() { everyKind(); }
    void wrongPassword_isAnAuthenticationError()
    {
        try {
            connectTo("wrong");
            QFAIL("signed in with a wrong password");
        } catch (const MailError &error) {
            QVERIFY(error.kind == ErrorKind::Authentication);
            QVERIFY(error.retry == RetryClass::Never);
            QVERIFY(!error.sentence.isEmpty());
        }
    }

    void keysOfAnotherUidValidity_areRefusedAndNothingIsDone_data() { everyKind(); }
    void keysOfAnotherUidValidity_areRefusedAndNothingIsDone()
    {
        m_server->deliver(sampleMessage(1), {Flag::Seen, {}});
        connectTo();
        Report report;
        const FolderCursor cursor = synchronise({}, report);
        if (!m_backend->folderChanges())
            return; // numbers that can be given anew are IMAP's
        QVERIFY(cursor.uidValidity != 0);
        const QByteArray path = m_backend->folderChanges()->create(QStringLiteral("Other"));
        const RemoteKey old{"INBOX", report.appearedMessages.first().key, cursor.uidValidity + 1};
        const auto refused = [](const std::function<void()> &ask) {
            try {
                ask();
            } catch (const MailError &error) {
                return error.scope == ErrorScope::Folder && error.retry == RetryClass::Now;
            }
            return false;
        };
        FlagChange change;
        change.remove = Flag::Seen;
        QVERIFY(refused([&] { m_backend->flags()->change({old}, change); }));
        QVERIFY(refused([&] { m_backend->remove({old}); }));
        QVERIFY(refused([&] { m_backend->folderChanges()->move({old}, path); }));
        QVERIFY(refused([&] { m_backend->folderChanges()->copy({old}, path); }));
        QVERIFY(refused([&] {
            Content sink;
            m_backend->fetch({{old, {}, 0}}, sink);
        }));
        QCOMPARE(m_server->count(), 1);
        QVERIFY(m_server->flagsOfOldest().flags.testFlag(Flag::Seen));
        m_backend->remove({{"INBOX", old.key, cursor.uidValidity}});
        QCOMPARE(m_server->count(), 0);
    }

    void folderChanges_areThereWhereTheProtocolHasThem_data() { everyKind(); }
    void folderChanges_areThereWhereTheProtocolHasThem()
    {
        m_server->deliver(sampleMessage(1));
        connectTo();
        Report report;
        synchronise({}, report);
        FolderSupport *folders = m_backend->folderChanges();
        QCOMPARE(folders != nullptr, m_backend->traits().foldersOnServer);
        if (!folders)
            return;
        const QByteArray path = folders->create(QStringLiteral("Zusätze"));
        const auto exists = [this](const QString &name) {
            const QList<RemoteFolder> list = m_backend->folders();
            return std::any_of(list.cbegin(), list.cend(), [&](const RemoteFolder &folder) {
                // The server may keep what is the user's own below the Inbox.
                return folder.name.section(folder.delimiter, -1) == name;
            });
        };
        QVERIFY(exists(QStringLiteral("Zusätze")));
        const RemoteKey key{"INBOX", report.appearedMessages.first().key};
        const Relocation copied = folders->copy({key}, path);
        QCOMPARE(m_server->count(), 1);
        const Relocation moved = folders->move({key}, path);
        QCOMPARE(m_server->count(), 0);
        if (!copied.keys.isEmpty() && copied.keys.first().to && !moved.keys.isEmpty())
            QVERIFY(copied.keys.first().to->key != moved.keys.first().to->key);
        Report there;
        FolderCursor from;
        from.folder = path;
        Known none;
        m_backend->synchronise(from, none, there);
        QCOMPARE(there.appearedMessages.size(), 2);
        folders->rename(path, QStringLiteral("Anders"));
        QVERIFY(!exists(QStringLiteral("Zusätze")));
        QVERIFY(exists(QStringLiteral("Anders")));
    }

    void push_tellsWhatCameBeforeAndWhatComesLaterAndIsOfUseAfterwards_data() { everyKind(); }
    void push_tellsWhatCameBeforeAndWhatComesLaterAndIsOfUseAfterwards()
    {
        FolderCursor cursor = synchroniseAll(2);
        cursor.folder = "INBOX";
        reconnect();
        PushSupport *const push = m_backend->push();
        QCOMPARE(push != nullptr, m_backend->traits().push);
        if (!push)
            return;
        m_server->deliver(sampleMessage(3)); // and now the Inbox is not as it was seen
        // Until the Inbox is told of; other folders, which `seen` leaves out, may be too.
        const auto waiting = [&] {
            for (;;) {
                const PushNews news = push->wait({{cursor, 2}});
                if (news.event != PushNews::Event::Changed)
                    return false;
                for (const FolderNews &folder : news.folders) {
                    if (folder.path == "INBOX")
                        return true;
                }
            }
        };
        QVERIFY(waiting());
        if (m_backend->traits().pushOfChanges) {
            m_server->expungeOldest();
            QVERIFY(waiting());
            FlagState flags;
            flags.flags = Flag::Flagged;
            m_server->setFlagsOfOldest(flags);
            QVERIFY(waiting());
        }
        m_wakeup->wake();
        PushNews news = push->wait({{cursor, 2}});
        while (news.event == PushNews::Event::Changed)
            news = push->wait({{cursor, 2}});
        QVERIFY(news.event == PushNews::Event::Woken);
        Report report;
        synchronise(cursor, report);
        QCOMPARE(report.appearedMessages.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestBackendContract)
#include "tst_backendcontract.moc"
