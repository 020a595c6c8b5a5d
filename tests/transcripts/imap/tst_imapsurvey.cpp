// SPDX-License-Identifier: MIT
#include "backend/imap/imapbackend.h"
#include "support/oddimap.h"

#include <QTest>
#include <map>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

QByteArray surveyedMail(int number)
{
    return "Subject: " + QByteArray::number(number) + "\r\n\r\ntext\r\n";
}

struct Found : SurveySink {
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
};

/// Every header that came, by key; a message counts once a time it came.
struct Headers : ContentSink {
    std::map<QByteArray, QByteArrayList> byKey;
    QByteArrayList missingKeys;
    QByteArray key, bytes;
    void begin(const RemoteKey &remote) override
    {
        key = remote.key;
        bytes.clear();
    }
    void section(const QByteArray &section) override { QCOMPARE(section, QByteArray("HEADER")); }
    void data(QByteArrayView more) override { bytes.append(more); }
    void end() override { byKey[key].append(bytes); }
    void missing(const RemoteKey &remote, const MailError &) override
    {
        missingKeys.append(remote.key);
    }
};

} // namespace

/// A survey, and headers by the hundred, against servers that answer oddly.
class TestImapSurvey : public QObject {
    Q_OBJECT

    OddImap m_odd;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ImapBackend> m_backend;

    void start()
    {
        m_backend.reset();
        m_server =
            std::make_unique<ScriptedServer>(std::vector<ScriptedServer::Script>{m_odd.script()});
        BackendConfig config;
        config.server.protocol = QStringLiteral("imap");
        config.server.endpoint = m_server->endpoint();
        ImapTimeouts timeouts;
        timeouts.idle = timeouts.command = timeouts.content = timeouts.batch = 4'000;
        m_backend = std::make_unique<ImapBackend>(config, timeouts);
        m_backend->open({QStringLiteral("u"), Secret("password")});
    }
    int commands(const QByteArray &part) const
    {
        const QByteArrayList lines = m_server->lines();
        return int(std::count_if(lines.begin(), lines.end(),
                                 [&part](const QByteArray &line) { return line.contains(part); }));
    }
    Headers headers(int first, int last)
    {
        QList<FetchRequest> requests;
        for (int i = first; i <= last; ++i) {
            requests.append(
                {{"INBOX", QByteArray::number(i), 1}, {PartSelection::What::Headers, {}}, 0});
        }
        Headers sink;
        m_backend->fetch(requests, sink);
        return sink;
    }

private Q_SLOTS:
    void init()
    {
        m_odd = {};
        for (int i = 1; i <= 450; ++i)
            m_odd.folders["INBOX"].append(surveyedMail(i));
        m_odd.folders["Other"] = {surveyedMail(1)};
    }
    void cleanup()
    {
        m_backend.reset();
        QCOMPARE(m_server->problems(), QStringList());
        m_server.reset();
    }

    void guid_isAskedForOnceAndABadIsAnAnswer()
    {
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) {
            return line.contains("X-GUID") ? QByteArray("TAG BAD unknown item\r\n") : answer;
        };
        start();
        for (const QByteArray folder : {"INBOX", "Other", "INBOX"}) {
            Found found;
            QVERIFY(m_backend->survey(folder, found));
            QCOMPARE(found.all.size(), folder == "INBOX" ? 450 : 1);
            QCOMPARE(found.all.first().size, surveyedMail(1).size());
            QCOMPARE(found.all.first().guid, QByteArray());
            QCOMPARE(found.uidNext, quint32(found.all.size() + 1));
        }
        QCOMPARE(commands("X-GUID"), 1);
        QCOMPARE(commands("BODY"), 0);
    }

    void guid_isTakenInAnyForm()
    {
        m_odd.bend = [](const QByteArray &line, QByteArray answer) {
            if (!line.contains("X-GUID"))
                return answer;
            answer.replace("(UID 1 ", "(X-GUID \"a \\\" b\" UID 1 ");
            answer.replace("(UID 2 ", "(X-GUID {3}\r\n1:2 UID 2 ");
            answer.replace("(UID 3 ", "(X-GUID NIL UID 3 ");
            answer.replace("(UID 450", "(X-GUID abc UID 450");
            return answer;
        };
        start();
        Found found;
        QVERIFY(m_backend->survey("INBOX", found));
        QCOMPARE(found.all[0].guid, QByteArray("a \" b"));
        QCOMPARE(found.all[1].guid, QByteArray("1:2"));
        QCOMPARE(found.all[2].guid, QByteArray());
        QCOMPARE(found.all[449].guid, QByteArray("abc"));
    }

    void messagesLeftOut_makeItNotWhole_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<bool>("whole");
        QTest::newRow("a line is missing")
            << QByteArray("* 7 FETCH") << QByteArray("* 7 OTHER") << false;
        QTest::newRow("a UID twice") << QByteArray("(UID 7 ") << QByteArray("(UID 8 ") << false;
        QTest::newRow("expunged meanwhile")
            << QByteArray("* 7 FETCH (UID 7 FLAGS () INTERNALDATE \"21-Nov-2020 10:00:00 +0000\" "
                          "RFC822.SIZE 20)")
            << QByteArray("* 7 EXPUNGE") << true;
        QTest::newRow("a size that is none")
            << QByteArray("(UID 7 FLAGS () INTERNALDATE")
            << QByteArray("(UID 7 RFC822.SIZE -1 INTERNALDATE") << true;
    }
    void messagesLeftOut_makeItNotWhole()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(bool, whole);
        m_odd.bend = [=](const QByteArray &line, QByteArray answer) {
            return line.contains("RFC822.SIZE") ? answer.replace(from, to) : answer;
        };
        start();
        Found found;
        QCOMPARE(m_backend->survey("INBOX", found), whole);
        QSet<QByteArray> keys;
        for (const SurveyedMessage &message : found.all)
            keys.insert(message.key);
        QCOMPARE(keys.size(), found.all.size());
        QCOMPARE(keys.size(), from.contains("RFC822.SIZE 20") || !whole ? 449 : 450);
    }

    void refusedOrCut_isNoSurvey()
    {
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) {
            return line.contains("RFC822.SIZE") ? QByteArray("TAG NO not now\r\n") : answer;
        };
        start();
        Found found;
        QVERIFY_THROWS_EXCEPTION(MailError, m_backend->survey("INBOX", found));
        QVERIFY_THROWS_EXCEPTION(MailError, m_backend->survey("Nowhere", found));
        m_odd.bend = nullptr;
        for (const int cut : {300, 3'000, 20'000}) {
            m_odd.cutAfter = cut;
            start();
            Found part;
            QVERIFY_THROWS_EXCEPTION(MailError, m_backend->survey("INBOX", part));
            QVERIFY(part.all.size() < 450);
        }
    }

    void uidsFarApart_areAllFound()
    {
        m_odd.bend = [](const QByteArray &line, const QByteArray &answer) {
            if (line.startsWith("SELECT"))
                return QByteArray("* 3 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n"
                                  "* OK [UIDNEXT 4294967295] x\r\nTAG OK done\r\n");
            if (!line.contains("RFC822.SIZE"))
                return answer;
            return QByteArray("* 1 FETCH (UID 1 RFC822.SIZE 10)\r\n"
                              "* 2 FETCH (UID 2000000000 RFC822.SIZE 11)\r\n"
                              "* 3 FETCH (UID 4294967294 RFC822.SIZE 12)\r\nTAG OK done\r\n");
        };
        start();
        Found found;
        QVERIFY(m_backend->survey("INBOX", found));
        QCOMPARE(found.all.size(), 3);
        QCOMPARE(found.all.last().key, QByteArray("4294967294"));
    }

    void headers_areAskedForByTheHundred()
    {
        start();
        const Headers all = headers(1, 450);
        QCOMPARE(all.byKey.size(), size_t(450));
        for (const auto &[key, given] : all.byKey) {
            QCOMPARE(given, QByteArrayList{"Subject: " + key + "\r\n\r\n"});
        }
        QCOMPARE(commands("BODY.PEEK[HEADER]"), 3);
    }

    void headersThatDontComeTogether_comeOneByOne_data()
    {
        QTest::addColumn<QByteArray>("how");
        for (const char *how : {"refused", "left out", "UID last", "twice", "gone"})
            QTest::newRow(how) << QByteArray(how);
    }
    void headersThatDontComeTogether_comeOneByOne()
    {
        QFETCH(QByteArray, how);
        m_odd.folders["INBOX"][6] =
            "Subject: 7\r\n" + QByteArray("X-Long: word\r\n").repeated(20'000) + "\r\ntext\r\n";
        m_odd.bend = [=](const QByteArray &line, const QByteArray &answer) {
            const bool many = line.contains(':');
            if (!line.contains("BODY.PEEK[HEADER]"))
                return answer;
            const qsizetype seventh = answer.indexOf("* 7 FETCH"), eighth = answer.indexOf("* 8 F");
            const QByteArray one = answer.mid(seventh, eighth - seventh);
            if (how == "refused")
                return many ? QByteArray("TAG NO [SERVERBUG] one of them is broken\r\n") : answer;
            if (how == "left out" && many && seventh >= 0)
                return answer.first(seventh) + answer.mid(eighth);
            if (how == "gone" && seventh >= 0)
                return many ? answer.first(seventh) + answer.mid(eighth)
                            : QByteArray("TAG OK done\r\n");
            if (how == "twice" && many && seventh >= 0)
                return answer.first(seventh) + one + one + answer.mid(eighth);
            if (how == "UID last" && seventh >= 0) {
                QByteArray turned = many ? one : answer.first(answer.indexOf("TAG OK"));
                turned.replace("(UID 7 ", "(").replace("\r\n\r\n)\r\n", "\r\n\r\n UID 7)\r\n");
                return many ? answer.first(seventh) + turned + answer.mid(eighth)
                            : turned + "TAG OK done\r\n";
            }
            return answer;
        };
        start();
        const Headers all = headers(1, 30);
        QCOMPARE(all.missingKeys, how == "gone" ? QByteArrayList{"7"} : QByteArrayList{});
        QCOMPARE(all.byKey.size(), size_t(how == "gone" ? 29 : 30));
        for (const auto &[key, given] : all.byKey) {
            QCOMPARE(given.size(), 1);
            const QByteArray &message = m_odd.folders["INBOX"][key.toInt() - 1];
            QCOMPARE(given.first(), message.first(message.indexOf("\r\n\r\n") + 4));
        }
    }
};

QTEST_GUILESS_MAIN(TestImapSurvey)
#include "tst_imapsurvey.moc"
