// SPDX-License-Identifier: MIT
#include "mail/headerhash.h"
#include "mail/messagereader.h"
#include "support/contractserver.h"
#include "support/memorybackend.h"
#include "support/recordingsinks.h"

#include <QTest>
#include <algorithm>
#include <map>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

struct Survey : SurveySink {
    quint32 uidValidity = 0, uidNext = 0;
    qint64 messages = -1;
    QList<SurveyedMessage> all;
    void opened(quint32 validity, quint32 next, qint64 count) override
    {
        uidValidity = validity;
        uidNext = next;
        messages = count;
    }
    void found(const QList<SurveyedMessage> &some) override { all += some; }
    QByteArrayList keys() const
    {
        QByteArrayList keys;
        for (const SurveyedMessage &message : all)
            keys.append(message.key);
        std::sort(keys.begin(), keys.end());
        return keys;
    }
};

struct Batch : AppendBatch {
    QList<AppendItem> items;
    qsizetype at = 0;
    std::map<int, std::optional<RemoteKey>> done;
    std::map<int, MailError> refusals;
    bool twice = false;
    std::optional<AppendItem> next() override
    {
        return at < items.size() ? std::optional(items[at++]) : std::nullopt;
    }
    void appended(int number, const std::optional<RemoteKey> &key) override
    {
        twice = twice || done.contains(number) || refusals.contains(number);
        done[number] = key;
    }
    void refused(int number, const MailError &why) override
    {
        twice = twice || done.contains(number) || refusals.contains(number);
        refusals[number] = why;
    }
};

/// What was fetched, by key; a key that is asked for twice counts twice.
struct Fetched : ContentSink {
    std::map<QByteArray, QByteArrayList> headers, wholes;
    QByteArrayList missingKeys;
    QByteArray key, bytes;
    bool isHeader = false;
    void begin(const RemoteKey &remote) override
    {
        key = remote.key;
        bytes.clear();
    }
    void section(const QByteArray &section) override { isHeader = section == "HEADER"; }
    void data(QByteArrayView more) override { bytes.append(more); }
    void end() override { (isHeader ? headers : wholes)[key].append(bytes); }
    void missing(const RemoteKey &remote, const MailError &) override
    {
        missingKeys.append(remote.key);
    }
};

/// Headers as they come: folded, 8-bit, without much, long, with what servers strip.
QByteArrayList oddMessages()
{
    QByteArrayList messages;
    for (int i = 1; i <= 8; ++i)
        messages.append(sampleMessage(i));
    messages.append("From: a@example.org\r\nSubject: no id, no date\r\n\r\nx\r\n");
    messages.append("From: a@example.org\r\nSubject: Gr\xfc\xdf"
                    "e\r\nX-Bytes: \xff\xfe\r\nMessage-ID: <8@bit>\r\n\r\nx\r\n");
    messages.append("From: a@example.org\r\nSubject: folded\r\n\tand\r\n  again\r\n"
                    "X-UID: 12\r\nStatus: RO\r\nX-Keywords: one two\r\n\r\nx\r\n");
    messages.append("From: a@example.org\r\nSubject: long\r\nX-Long: "
                    + QByteArray("word ").repeated(120).trimmed() + "\r\n"
                    + QByteArray("X-More: and more and more and more\r\n").repeated(2'500)
                    + "\r\nx\r\n");
    return messages;
}

} // namespace

/// What every backend must do where many messages are looked at, read or brought at once.
class TestBulkContract : public QObject, protected ContractFixture {
    Q_OBJECT

    static bool isOf(const char *server)
    {
        return QByteArray(QTest::currentDataTag()).startsWith(server);
    }
    bool isImap() const { return m_backend->traits().flagsOnServer; }
    Survey survey()
    {
        Survey survey;
        if (!m_backend->survey("INBOX", survey))
            survey.messages = -2;
        return survey;
    }
    Fetched fetch(const QByteArrayList &keys, PartSelection::What what)
    {
        QList<FetchRequest> requests;
        for (const QByteArray &key : keys)
            requests.append({{"INBOX", key}, {what, {}}, 0});
        Fetched sink;
        m_backend->fetch(requests, sink);
        return sink;
    }

private Q_SLOTS:
    void init()
    {
        QFETCH(QString, kind);
        use(kind);
    }
    void cleanup() { m_backend.reset(); }

    void survey_tellsOfEveryMessageOnceAndReadsNone_data() { everyKind(); }
    void survey_tellsOfEveryMessageOnceAndReadsNone()
    {
        const QByteArrayList messages = oddMessages();
        for (qsizetype i = 0; i < messages.size(); ++i)
            m_server->deliver(messages[i],
                              {i == 0 ? MessageFlags(Flag::Seen) : MessageFlags(), {}});
        connectTo();
        RecordingRemoteSink report;
        KnownKeySet nothing;
        FolderCursor cursor;
        cursor.folder = "INBOX";
        m_backend->synchronise(cursor, nothing, report);
        QByteArrayList known = report.freshKeys();
        std::sort(known.begin(), known.end());

        const Survey found = survey();
        QCOMPARE(found.messages, qint64(messages.size()));
        QCOMPARE(found.keys(), known);
        QCOMPARE(found.uidValidity, report.uidValidity);
        for (const SurveyedMessage &message : found.all) {
            const auto same = std::find_if(report.fresh.cbegin(), report.fresh.cend(),
                                           [&](auto &m) { return m.key == message.key; });
            QCOMPARE(message.size, same->size);
            if (!isOf("mailutils")) // which makes one up as it goes
                QCOMPARE(message.receivedUtc, same->receivedUtc);
            QCOMPARE(message.flags, same->flags);
            QCOMPARE(message.emailId, same->emailId);
            QCOMPARE(message.flags.has_value(), isImap());
        }
        if (isImap()) {
            QCOMPARE(found.uidNext == 0, isOf("courier"));
            for (const SurveyedMessage &message : found.all)
                QVERIFY(found.uidNext == 0 || message.key.toUInt() < found.uidNext);
            // Dovecot names messages beyond what it declares.
            const bool guids = std::all_of(found.all.begin(), found.all.end(),
                                           [](auto &m) { return !m.guid.isEmpty(); });
            QCOMPARE(guids, isOf("dovecot"));
        }
        // And once more over the same connection, which is of use afterwards.
        QCOMPARE(survey().keys(), known);
        QCOMPARE(fetch({known.first()}, PartSelection::What::Headers).missingKeys,
                 QByteArrayList());
    }

    void surveyOfAnEmptyFolder_isWholeAndTellsNothing_data() { everyKind(); }
    void surveyOfAnEmptyFolder_isWholeAndTellsNothing()
    {
        connectTo();
        const Survey found = survey();
        QCOMPARE(found.messages, 0);
        QVERIFY(found.all.isEmpty());
    }

    void headersOfMany_areTheBytesOfTheirMessages_data() { everyKind(); }
    void headersOfMany_areTheBytesOfTheirMessages()
    {
        QByteArrayList messages = oddMessages();
        // In place of a message with 8-bit header text Courier's POP3 gives one of its own, "Cannot
        // display Unicode content", to clients that haven't said UTF8 (RFC 6856).
        if (isOf("courier-pop3"))
            messages.removeIf([](const QByteArray &message) { return message.contains('\xff'); });
        for (const QByteArray &message : messages)
            m_server->deliver(message);
        connectTo();
        const QByteArrayList keys = survey().keys();
        const QByteArrayList asked = keys + QByteArrayList{"4000000", "nonsense", keys.first()};
        auto headers = fetch(asked, PartSelection::What::Headers);
        auto whole = fetch(keys, PartSelection::What::Everything);
        QCOMPARE(whole.wholes.size(), size_t(messages.size()));
        std::sort(headers.missingKeys.begin(), headers.missingKeys.end());
        QCOMPARE(headers.missingKeys, QByteArrayList({"4000000", "nonsense"}));
        // What another client sees over IMAP is the same message, whatever the server makes of one.
        QByteArrayList expected, found;
        for (const QByteArray &content : m_server->contents())
            expected.append(headerFingerprint(content).toHex());
        for (const QByteArray &key : keys) {
            // A POP3 server without TOP gives it all.
            const QByteArrayList given = headers.headers[key] + headers.wholes[key];
            QCOMPARE(given.size(), key == keys.first() ? 2 : 1);
            if (!headers.headers[key].isEmpty())
                QCOMPARE(given.first(), headerBlock(whole.wholes[key].first()).toByteArray());
            found.append(headerFingerprint(given.first()).toHex());
        }
        std::sort(expected.begin(), expected.end());
        std::sort(found.begin(), found.end());
        QCOMPARE(found, expected);
    }

    void bodies_areTheSameByEveryWay_data() { everyKind(); }
    void bodies_areTheSameByEveryWay()
    {
        QByteArrayList expected;
        const QByteArrayList messages = {
            sampleMessage(1), sampleMessage(2, "no end of line"),
            sampleMessage(3, "blank lines at the end\r\n\r\n\r\n"),
            sampleMessage(4, QByteArray("long ").repeated(150) + "\r\n.dot\r\n8-bit \xfc\xff\r\n")};
        const auto hashes = [](const QByteArray &message) {
            MessageHash hash;
            hash.add(message);
            const MessageHash::Hashes result = hash.result();
            return (result.header + result.body).toHex();
        };
        for (const QByteArray &message : messages) {
            m_server->deliver(message);
            expected.append(hashes(message));
        }
        connectTo();
        const auto whole = fetch(survey().keys(), PartSelection::What::Everything);
        QByteArrayList found;
        for (const auto &[key, contents] : whole.wholes)
            found.append(hashes(contents.first()));
        std::sort(found.begin(), found.end());
        std::sort(expected.begin(), expected.end());
        QCOMPARE(found, expected);
    }

    void manyAppended_areThereOnceWithFlagsTimesAndKeys_data() { everyKind(); }
    void manyAppended_areThereOnceWithFlagsTimesAndKeys()
    {
        connectTo();
        FolderSupport *folders = m_backend->folderChanges();
        QCOMPARE(folders != nullptr, isImap());
        if (!folders)
            return;
        Batch batch;
        for (int i = 0; i < 130; ++i) {
            AppendItem item{sampleMessage(i), {}, 1'500'000'000 + i * 60};
            if (i % 3 == 0)
                item.flags = {Flag::Seen | Flag::Flagged, {QStringLiteral("work")}};
            batch.items.append(item);
        }
        folders->appendAll("INBOX", batch);
        QVERIFY(!batch.twice);
        QCOMPARE(batch.refusals.size(), size_t(0));
        QCOMPARE(batch.done.size(), size_t(130));
        QCOMPARE(m_server->count(), 130);

        const Survey there = survey();
        QCOMPARE(there.all.size(), 130);
        auto whole = fetch(there.keys(), PartSelection::What::Everything);
        QSet<QByteArray> seen;
        for (const SurveyedMessage &message : there.all) {
            const auto item =
                std::find_if(batch.items.cbegin(), batch.items.cend(), [&](auto &one) {
                    return one.message == whole.wholes[message.key].value(0);
                });
            QVERIFY(item != batch.items.cend());
            QVERIFY(!seen.contains(item->message));
            seen.insert(item->message);
            const bool memory = isOf("memory");
            // GNU Mailutils forgets what APPEND says of flags and times.
            if (!isOf("mailutils")) {
                QVERIFY(memory || message.receivedUtc == item->receivedUtc);
                QCOMPARE(message.flags->flags, item->flags.flags);
            }
            const auto &key = batch.done[int(item - batch.items.cbegin())];
            QCOMPARE(key.has_value(), memory || m_backend->traits().uidExpunge);
            if (key) {
                QCOMPARE(key->key, message.key);
                QCOMPARE(key->uidValidity, there.uidValidity);
            }
        }
    }

    void oneThatCantBeKept_doesntCostTheOthers_data() { everyKind(); }
    void oneThatCantBeKept_doesntCostTheOthers()
    {
        connectTo();
        FolderSupport *folders = m_backend->folderChanges();
        if (!folders)
            return;
        Batch batch;
        for (int i = 0; i < 20; ++i)
            batch.items.append({sampleMessage(i), {}, 0});
        // A NUL, which only some servers take; those that do mustn't mix the others up.
        batch.items[7].message += QByteArray("x\0y\r\n", 5);
        folders->appendAll("INBOX", batch);
        QVERIFY(!batch.twice);
        QCOMPARE(batch.done.size() + batch.refusals.size(), size_t(20));
        for (const auto &[number, why] : batch.refusals) {
            QCOMPARE(number, 7);
            QCOMPARE(why.scope, ErrorScope::Message);
        }
        QCOMPARE(m_server->count(), int(batch.done.size()));

        // A folder that isn't there is told of each.
        Batch nowhere;
        for (int i = 0; i < 3; ++i)
            nowhere.items.append({sampleMessage(i), {}, 0});
        folders->appendAll("Nowhere", nowhere);
        QCOMPARE(nowhere.done.size(), size_t(0));
        QCOMPARE(nowhere.refusals.size(), size_t(3));
        QVERIFY(!nowhere.refusals.begin()->second.sentence.isEmpty());
        QCOMPARE(m_server->count(), int(batch.done.size()));
    }
};

QTEST_GUILESS_MAIN(TestBulkContract)
#include "tst_bulkcontract.moc"
