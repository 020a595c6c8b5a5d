// SPDX-License-Identifier: MIT
#include "backend/imap/imappace.h"
#include "base/mailerror.h"
#include "protocol/imap/envelopeparser.h"
#include "protocol/imap/keyword.h"
#include "protocol/imap/mailboxname.h"
#include "protocol/imap/responseparser.h"
#include "protocol/imap/session.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Imap;

namespace {

Response parsed(const QByteArray &line)
{
    Fragmentizer fragmentizer;
    fragmentizer.feed(line + "\r\n");
    const std::optional<Fragment> fragment = fragmentizer.next();
    return parseResponse(std::get<RawResponse>(*fragment));
}

/// Everything a session tells, in words, so that two ways of cutting can be compared.
QByteArray told(Session &session)
{
    QByteArray words;
    while (const std::optional<Event> event = session.next()) {
        if (const auto *piece = std::get_if<ContentPiece>(&*event)) {
            words += piece->bytes;
            continue;
        }
        words += '|' + QByteArray::number(int(event->index())) + ':';
        if (const auto *completed = std::get_if<Completed>(&*event))
            words += QByteArray::number(completed->command) + (completed->lost ? "lost" : "");
        const auto *untagged = std::get_if<Untagged>(&*event);
        const auto *fetch = untagged ? std::get_if<FetchData>(&untagged->response) : nullptr;
        if (fetch)
            words += QByteArray::number(fetch->uid.value_or(0));
    }
    return words;
}

void signIn(Session &session)
{
    session.receive("* OK [CAPABILITY IMAP4rev1] hello\r\n");
    told(session);
    session.send(Commands::login("a", Secret("b")));
    session.takeOutput();
    session.receive("T1 OK [CAPABILITY IMAP4rev1 IDLE] in\r\n");
    told(session);
}

QByteArray written(Session &session)
{
    QByteArray bytes;
    for (const Session::Output &output : session.takeOutput())
        bytes += output.bytes;
    return bytes;
}

} // namespace

class TestImapProtocol : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anyCut_givesTheSameEvents()
    {
        const QByteArray stream = "* 1 EXISTS\r\n* LIST (\\Sent) \"/\" {4}\r\nS\"\\t\r\n"
                                  "* 1 FETCH (UID 7 FLAGS (\\Seen) BODY[] {100000}\r\n"
            + QByteArray(100'000, '}') + " BODY[1] {3}\r\n{5})\n* SEARCH 1 2 3\r\n"
            + "* 2 FETCH (ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) UID 8)\r\n";
        const auto events = [&stream](const std::function<qsizetype()> &step) {
            Session session;
            signIn(session);
            QByteArray words;
            for (qsizetype at = 0; at < stream.size();) {
                const qsizetype size = step();
                session.receive(stream.mid(at, size));
                words += told(session);
                at += size;
            }
            return words;
        };
        const QByteArray whole = events([&] { return stream.size(); });
        QVERIFY(whole.contains("7") && whole.contains("8"));
        QCOMPARE(events([] { return 1; }), whole);
        QRandomGenerator random(20240101);
        for (int i = 0; i < 50; ++i)
            QCOMPARE(events([&] { return qsizetype(random.bounded(1, 5000)); }), whole);
    }

    void announced4GiB_endsTheSessionAndAllocatesNothing()
    {
        for (const char *line :
             {"* 1 FETCH (BODY[] {4294967296}\r\n", "* LIST () \"/\" {99999999999999999999}\r\n"}) {
            Fragmentizer fragmentizer;
            fragmentizer.feed(line);
            QVERIFY_THROWS_EXCEPTION(MailError, fragmentizer.next());
        }
    }

    void endlessLine_endsTheSession()
    {
        Fragmentizer fragmentizer;
        bool ended = false;
        for (int i = 0; i < 100 && !ended; ++i) {
            try {
                fragmentizer.feed(QByteArray(1000, 'x'));
                fragmentizer.next();
            } catch (const MailError &error) {
                ended = true;
                QCOMPARE(error.kind, ErrorKind::Protocol);
            }
        }
        QVERIFY(ended);
    }

    void deepNesting_isReadOverAndCostsOnlyTheStructure()
    {
        const QByteArray deep = QByteArray(20'000, '(') + QByteArray(20'000, ')');
        const Response response = parsed("* 1 FETCH (UID 5 BODYSTRUCTURE " + deep + " FLAGS ())");
        const auto &fetch = std::get<FetchData>(response);
        QCOMPARE(fetch.uid, std::optional<quint32>(5));
        QVERIFY(fetch.structure && fetch.structure->parts.isEmpty());
        QVERIFY(fetch.flags);
    }

    void numbersOutOfRange_areRefused()
    {
        for (const char *bad : {"0", "-1", "4294967296", "18446744073709551616", "1x", ""})
            QVERIFY2(!parseNzNumber(bad), bad);
        QCOMPARE(parseNzNumber("4294967295").value(), 4294967295u);
        QVERIFY(std::holds_alternative<OtherData>(parsed("* -5 EXISTS")));
        QVERIFY(std::holds_alternative<OtherData>(parsed("* 99999999999 EXISTS")));
        QVERIFY(std::get<OtherData>(parsed("* SEARCH 1 -2")).damaged);
        QVERIFY(!std::get<FetchData>(parsed("* 1 FETCH (UID 4294967296)")).uid);
    }

    void mailutilsExpunged_isAnExpunge()
    {
        QCOMPARE(std::get<ExpungeData>(parsed("* 3 EXPUNGED")).sequence, 3u);
        QCOMPARE(std::get<ExpungeData>(parsed("* 3 EXPUNGE")).sequence, 3u);
        QVERIFY(std::holds_alternative<OtherData>(parsed("* 0 EXPUNGED")));
    }

    void statusCodes_areRead()
    {
        const auto copied =
            std::get<StatusResponse>(parsed("T9 OK [COPYUID 38505 304,319:320 3956:3958] Done"));
        QCOMPARE(copied.code.code, Code::CopyUid);
        QCOMPARE(*expanded(copied.code.from, 3), (QList<quint32>{304, 319, 320}));
        QCOMPARE(*expanded(copied.code.to, 3), (QList<quint32>{3956, 3957, 3958}));
        QVERIFY(!expanded(copied.code.to, 2));
        const auto refused =
            std::get<StatusResponse>(parsed("T9 NO [AUTHENTICATIONFAILED] \x1b[31mWrong\x07"));
        QCOMPARE(refused.code.code, Code::AuthenticationFailed);
        QVERIFY(!refused.text.contains(QChar(0x1b)));
    }

    void list_readsNamesHoweverTheyAreSent()
    {
        QCOMPARE(std::get<ListData>(parsed("* LIST () \"/\" \"a\\\"b\\\\c\"")).path,
                 QByteArray("a\"b\\c"));
        const auto flat = std::get<ListData>(parsed("* LIST (\\Noselect) NIL Sent Items"));
        QVERIFY(flat.delimiter.isNull());
        QCOMPARE(flat.path, QByteArray("Sent Items"));
        QVERIFY(flat.has("\\noselect"));
    }

    void mailboxNames_decodeOrAreShownAsSent()
    {
        const QChar slash(u'/');
        QCOMPARE(decodeMailboxName("~peter/mail/&U,BTFw-/&ZeVnLIqe-", slash),
                 QStringLiteral("~peter/mail/台北/日本語"));
        QCOMPARE(decodeMailboxName("A &- B", slash), QStringLiteral("A & B"));
        QCOMPARE(decodeMailboxName("Entwürfe", slash), QStringLiteral("Entwürfe"));
        // Unfinished, not base64, a slash and a NUL in disguise, half a surrogate pair.
        for (const char *broken : {"&U,BTFw", "&*-", "&AC8-", "&AAA-", "&2D0-"})
            QCOMPARE(decodeMailboxName(broken, slash), QString::fromLatin1(broken));
        const QString name = QStringLiteral("ä & \"日本\" 😀");
        QCOMPARE(decodeMailboxName(encodeMailboxName(name), slash), name);
    }

    void tags_areKeywordsAndComeBack_data()
    {
        QTest::addColumn<QString>("tag");
        QTest::addColumn<QByteArray>("keyword");
        const auto row = [](const char16_t *tag, const char *keyword) {
            const QString name = QString::fromUtf16(tag);
            QTest::newRow(qPrintable(name)) << name << QByteArray(keyword);
        };
        row(u"work", "work");
        row(u"später", "sp&AOQ-ter");
        row(u"to do", "to&ACA-do");
        row(u"R&D", "R&D"); // no encoding ends there
        row(u"R&D-", "R&D-"); // nor here
        row(u"a&b-ä", "a&-b-&AOQ-");
        row(u"sp&AOQ-ter", "sp&-AOQ-ter");
        row(u"日本語", "&ZeVnLIqe-");
        row(u"檊", "&aoo-");
        row(u"x檊", "&AHhqig-");
        row(u"😀 ok", "&2D3eAAAg-ok");
        row(u"لاحقًا", "&BkQGJwYtBkIGSwYn-");
        row(u"$label1", "$label1");
        row(u"(a) \\ ]", "&ACg-a&ACkAIABcACAAXQ-");
    }
    void tags_areKeywordsAndComeBack()
    {
        QFETCH(QString, tag);
        QFETCH(QByteArray, keyword);
        QCOMPARE(keywordOf(tag), keyword);
        QVERIFY(isKeyword(keyword));
        QCOMPARE(tagOf(keyword), tag);
    }

    void keywordsThatNobodyMadeOfATag_stayAsTheyAre()
    {
        // Thunderbird's small letters, unfinished, not base64, in disguise (a flag, a letter, a
        // line end, nothing that can be seen), half a surrogate pair.
        for (const char *keyword : {"sp&aoq-ter", "a&", "&", "a&AOQ", "&*-", "&AFwAUwBlAGUAbg-",
                                    "&ACQ-Junk", "&AHg-", "a&AAo-b", "&IAs-", "&2D0-", "R&D"})
            QCOMPARE(tagOf(keyword), QString::fromLatin1(keyword));
        QVERIFY(!isKeyword(keywordOf({})));
        QVERIFY(!isKeyword(keywordOf(QString(300, QChar(0x4e00)))));
        QRandomGenerator random(11);
        for (int i = 0; i < 20'000; ++i) {
            QString tag;
            for (int left = random.bounded(1, 6); left > 0; --left)
                tag += random.bounded(3) == 0 ? QChar(random.bounded(0xa1, 0x9fff))
                                              : QChar(random.bounded(0x21, 0x7e));
            const QByteArray keyword = keywordOf(tag);
            QVERIFY2(isKeyword(keyword), keyword);
            const QString back = tagOf(keyword);
            // And whatever it comes back as keeps its keyword.
            QCOMPARE(keywordOf(back).toLower(), keyword.toLower());
        }
    }

    void uidSets_keepRangesAndSplitWithinBounds()
    {
        QRandomGenerator random(7);
        UidSet set;
        QSet<quint32> plain;
        for (int i = 0; i < 2000; ++i) {
            const quint32 uid = random.bounded(1, 1500);
            set.add(uid);
            plain.insert(uid);
        }
        QCOMPARE(set.count(), plain.size());
        for (quint32 uid = 1; uid < 1500; ++uid)
            QCOMPARE(set.contains(uid), plain.contains(uid));
        UidSet again;
        for (const QByteArray &piece : set.split(50)) {
            QVERIFY(piece.size() <= 50);
            again.unite(UidSet::fromRanges(*parseUidRanges(piece)));
        }
        QVERIFY(again == set);
        UidSet all = UidSet::fromRanges({{1, 4294967295u}});
        QCOMPARE(all.count(), 4294967295ll);
        QCOMPARE(all.takeHighest(2).toString(), QByteArray("4294967294:4294967295"));
        all.remove({10, 4294967000u});
        QCOMPARE(all.toString(), QByteArray("1:9,4294967001:4294967293"));
        QVERIFY(!parseUidRanges("1:*") && !parseUidRanges("1,,2") && !parseUidRanges(""));
    }

    void uidSets_differAndMeetAsPlainSetsDo()
    {
        QRandomGenerator random(11);
        for (int round = 0; round < 40; ++round) {
            UidSet sets[2];
            QSet<quint32> plain[2];
            for (int which : {0, 1}) {
                for (int i = 0; i < round * 3; ++i) {
                    const quint32 first = random.bounded(1u, 400u);
                    const quint32 last = first + random.bounded(0u, 12u);
                    sets[which].unite(UidSet::fromRanges({{first, last}}));
                    for (quint32 uid = first; uid <= last; ++uid)
                        plain[which].insert(uid);
                }
            }
            const auto listed = [](QSet<quint32> set) {
                QList<quint32> list(set.begin(), set.end());
                std::sort(list.begin(), list.end());
                return list;
            };
            QCOMPARE(sets[0].minus(sets[1]).toList(), listed(plain[0] - plain[1]));
            QCOMPARE(sets[0].intersected(sets[1]).toList(), listed(plain[0] & plain[1]));
            QVERIFY(sets[0].minus(sets[0]).isEmpty());
            QVERIFY(sets[0].intersected(sets[0]) == sets[0]);
        }
        // As large as numbers get, and no larger in memory than their ranges.
        const UidSet all = UidSet::fromRanges({{1, 4294967295u}});
        const UidSet ends = UidSet::fromRanges({{1, 1}, {4294967295u, 4294967295u}});
        QCOMPARE(all.minus(ends).toString(), QByteArray("2:4294967294"));
        QVERIFY(all.intersected(ends) == ends);
        QVERIFY(UidSet().minus(all).isEmpty() && all.minus(UidSet()) == all);
    }

    void envelope_hasGroupsEncodedWordsAndNils()
    {
        const auto fetch = std::get<FetchData>(parsed(
            "* 12 FETCH (ENVELOPE (\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\" "
            "\"=?utf-8?q?Gr=C3=BC=C3=9Fe?=\" ((\"Terry Gray\" NIL \"gray\" \"cac.example\")) NIL "
            "NIL ((NIL NIL \"team\" NIL)(NIL NIL \"ann\" \"x.example\")(NIL NIL NIL NIL)) NIL NIL "
            "\"<parent@x>\" \"<B2@cac.example>\") UID 3)"));
        QVERIFY(!fetch.damaged);
        QCOMPARE(fetch.envelope->subject, QStringLiteral("Grüße"));
        QCOMPARE(fetch.envelope->to.size(), 1);
        QCOMPARE(fetch.envelope->to.first().mailbox, QStringLiteral("ann@x.example"));
        QCOMPARE(fetch.envelope->messageId, QByteArray("B2@cac.example"));
        QCOMPARE(fetch.envelope->dateUtc, 837'595'405);
    }

    void messageNames_areReadAndNonsenseIsNone()
    {
        const auto idOf = [this](const QByteArray &item) {
            const auto fetch = std::get<FetchData>(parsed("* 1 FETCH (" + item + " UID 7)"));
            return fetch.uid == 7u ? fetch.emailId : QByteArray("the rest was lost");
        };
        QCOMPARE(idOf("EMAILID (M6d99ac3275bb4e)"), QByteArray("M6d99ac3275bb4e"));
        QCOMPARE(idOf("THREADID (T64b478a75b7ea9)"), QByteArray());
        QCOMPARE(idOf("X-GM-MSGID 1278455344230334865"), QByteArray("1278455344230334865"));
        QCOMPARE(idOf("EMAILID (a;b)"), QByteArray());
        QCOMPARE(idOf("EMAILID (" + QByteArray(300, 'a') + ")"), QByteArray());
        QCOMPARE(idOf("X-GM-MSGID -4"), QByteArray());
    }

    void structure_numbersSectionsAndSurvivesNonsense()
    {
        const auto fetch = std::get<FetchData>(parsed(
            "* 1 FETCH (BODYSTRUCTURE (((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"UTF-8\" \"FORMAT\" "
            "\"flowed\") NIL NIL \"7BIT\" 10 1 NIL NIL NIL NIL)(\"TEXT\" \"HTML\" NIL NIL NIL "
            "\"7BIT\" 20 1) \"ALTERNATIVE\")(\"IMAGE\" \"PNG\" (\"NAME\" \"..\\\\a/b.png\") "
            "\"<cid@x>\" NIL \"BASE64\" 30 NIL (\"ATTACHMENT\" NIL) NIL) \"MIXED\"))"));
        QVERIFY(fetch.structure);
        QByteArrayList sections;
        for (const BodyPart &part : fetch.structure->parts)
            sections.append(part.section);
        QCOMPARE(sections, (QByteArrayList{"", "1", "1.1", "1.2", "2"}));
        QVERIFY(fetch.structure->parts.at(2).flowed);
        QCOMPARE(fetch.structure->parts.at(4).name, QStringLiteral("b.png"));
        QCOMPARE(fetch.structure->parts.at(4).disposition, QByteArray("attachment"));
        for (const char *odd : {"NIL", "()", "(\"TEXT\")", "(NIL \"MIXED\")", "\"x\""}) {
            const auto broken = std::get<FetchData>(
                parsed(QByteArray("* 1 FETCH (UID 2 BODYSTRUCTURE ") + odd + " FLAGS (\\Seen))"));
            QVERIFY2(broken.structure && broken.structure->parts.isEmpty(), odd);
            QVERIFY(broken.flags && !broken.damaged);
        }
    }

    void pace_followsTheLine()
    {
        ImapPace pace;
        QCOMPARE(pace.messages(), 500);
        QCOMPARE(pace.batchesInFlight(), size_t(4));
        pace.took(100, 1200); // some 50 kB/s
        QVERIFY(pace.messages() >= 50 && pace.messages() < 100);
        QCOMPARE(pace.batchesInFlight(), size_t(2));
        pace.took(50, 1'000'000);
        QCOMPARE(pace.messages(), 50);
        pace.took(50, 0);
        QCOMPARE(pace.messages(), 500);
    }

    void internalDate_roundTrips()
    {
        QCOMPARE(parseInternalDate("17-Jul-1996 02:44:25 -0700").value(), 837'596'665);
        QCOMPARE(parseInternalDate(internalDateText(1'600'000'000)).value(), 1'600'000'000);
        QVERIFY(!parseInternalDate("tomorrow"));
    }

    void arguments_areQuotedOrGoAsLiterals()
    {
        Session session;
        signIn(session);
        session.takeOutput();
        session.send(Commands::create("a\"b\\c"));
        QCOMPARE(written(session), QByteArray("T2 CREATE \"a\\\"b\\\\c\"\r\n"));
        session.send(Commands::create("two\r\nT9 DELETE x"));
        session.send(Commands::noop());
        QCOMPARE(written(session), QByteArray("T3 CREATE {16}\r\n"));
        session.receive("+ go\r\n");
        told(session);
        QCOMPARE(written(session), QByteArray("two\r\nT9 DELETE x\r\nT4 NOOP\r\n"));
        QVERIFY_THROWS_EXCEPTION(MailError, Commands::create(QByteArray("a\0b", 3)));
    }

    void refusedLiteral_isNeverSent()
    {
        Session session;
        signIn(session);
        session.takeOutput();
        session.send(Commands::append("INBOX", {{{}, 0, "secret body"}}));
        session.send(Commands::noop());
        written(session);
        session.receive("T2 NO [OVERQUOTA] full\r\n");
        QVERIFY(told(session).contains(":2"));
        QCOMPARE(written(session), QByteArray("T3 NOOP\r\n"));
    }

    void everyCommand_isSettledOnceAlsoWhenTheConnectionIsLost()
    {
        Session session;
        signIn(session);
        session.send(Commands::noop());
        session.send(Commands::noop());
        session.send(Commands::noop());
        session.receive("T3 OK second\r\n");
        QCOMPARE(told(session), QByteArray("|5:3"));
        session.disconnected();
        QCOMPARE(told(session), QByteArray("|5:2lost|5:4lost"));
        QCOMPARE(told(session), QByteArray());
        QVERIFY_THROWS_EXCEPTION(MailError, session.send(Commands::noop()));
    }

    void unknownTag_endsTheSession()
    {
        Session session;
        signIn(session);
        session.receive("T77 OK what\r\n");
        QVERIFY_THROWS_EXCEPTION(MailError, session.next());
    }

    void startTls_forgetsCapabilitiesAndRefusesInjectedBytes()
    {
        for (const bool injected : {false, true}) {
            Session session;
            session.receive("* OK [CAPABILITY IMAP4rev1 STARTTLS] hello\r\n");
            told(session);
            session.send(Commands::startTls());
            session.receive(QByteArray("T1 OK go\r\n") + (injected ? "* OK evil\r\n" : ""));
            QVERIFY(session.next());
            if (injected) {
                QVERIFY_THROWS_EXCEPTION(MailError, session.beginTls());
            } else {
                session.beginTls();
                QVERIFY(!session.capabilities().areKnown());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestImapProtocol)
#include "tst_imapprotocol.moc"
