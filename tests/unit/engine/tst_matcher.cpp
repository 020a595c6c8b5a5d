// SPDX-License-Identifier: MIT
#include "base/sha256.h"
#include "engine/protocolswitch/matcher.h"

#include <QCryptographicHash>
#include <QMap>
#include <QRandomGenerator>
#include <QTest>
#include <algorithm>

using namespace Turnstone;

namespace {

using Side = MatchSource::Side;
using Depth = MatchSource::Depth;

QByteArray digest(const QByteArray &what)
{
    return Sha256::hash(what);
}

/// What a message is, as far as matching can see it. Empty: it can't be read.
struct Content {
    QByteArray header, loose, body;
};

/// Two mailboxes, and a source that tells of them and counts what it was asked.
struct Mailboxes : MatchSource {
    explicit Mailboxes(MatchSide::Keys hereKeys = MatchSide::Keys::Uidl,
                       MatchSide::Keys thereKeys = MatchSide::Keys::Uid)
        : here(hereKeys)
        , there(thereKeys)
    { }
    MatchSide here, there;
    std::vector<Content> contents[2];
    qint64 asked[2][3] = {};
    bool twice = false;
    QMap<QPair<int, int>, bool> seen[3];

    int add(Side side, const MatchMessage &message, const Content &content)
    {
        contents[int(side)].push_back(content);
        return (side == Side::Here ? here : there).add(message);
    }
    int addHere(const MatchMessage &message, const Content &content)
    {
        return add(Side::Here, message, content);
    }
    int addThere(const MatchMessage &message, const Content &content)
    {
        return add(Side::There, message, content);
    }
    void read(Side which, Depth depth, const QList<int> &indexes, MatchSide &side) override
    {
        asked[int(which)][int(depth)] += indexes.size();
        for (const int i : indexes) {
            bool &known = seen[int(depth)][{int(which), i}];
            twice = twice || known;
            known = true;
            const Content &content = contents[int(which)][i];
            const auto told = [](const QByteArray &what) {
                return what.isEmpty() ? what : digest(what);
            };
            side.tell(i, told(content.loose), depth == Depth::Loose ? "" : told(content.header),
                      depth == Depth::Whole ? told(content.body) : "");
        }
    }
    MatchResult match(const MatchOptions &options = {})
    {
        return matchMessages(here, there, *this, options);
    }
};

MatchMessage pop3(const QByteArray &uidl, qint64 size, const QByteArray &folder = "INBOX")
{
    MatchMessage message;
    message.folder = folder;
    message.key = uidl;
    message.size = size;
    return message;
}

MatchMessage imap(quint32 uid, qint64 size, const QByteArray &folder = "INBOX",
                  quint32 uidValidity = 1'700'000'000)
{
    MatchMessage message;
    message.folder = folder;
    message.key = QByteArray::number(uid);
    message.uidValidity = uidValidity;
    message.size = size;
    return message;
}

Content content(int id)
{
    const QByteArray n = QByteArray::number(id);
    return {"header " + n, "loose " + n, "body " + n};
}

QByteArray hex8(quint32 number)
{
    return QByteArray::number(number, 16).rightJustified(8, '0').toUpper();
}

QList<std::pair<int, int>> pairsOf(const QList<MatchPair> &pairs)
{
    QList<std::pair<int, int>> result;
    for (const MatchPair &pair : pairs)
        result.append({pair.here, pair.there});
    return result;
}

using Pairs = QList<std::pair<int, int>>;

QByteArray uidlBy(int format, quint32 uid, quint32 validity, const QByteArray &guid,
                  QRandomGenerator &random)
{
    switch (format) {
    case 0:
        return hex8(uid) + hex8(validity);
    case 1:
        return QByteArray::number(validity) + '.' + QByteArray::number(uid);
    case 2:
        return "UID" + QByteArray::number(uid) + '-' + QByteArray::number(validity);
    case 3:
        return QByteArray::number(uid);
    case 4:
        return guid.toUpper();
    case 5:
        return QCryptographicHash::hash(guid, QCryptographicHash::Md5).toHex();
    default:
        return digest(QByteArray::number(random.generate64())).toHex().left(20);
    }
}

} // namespace

class TestMatcher : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knownFormula_isLearnedFromSamplesAndTheRestNeverRead_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<QByteArray>("formula");
        QTest::newRow("Dovecot") << 0 << QByteArray("%08Xu%08Xv");
        QTest::newRow("Cyrus") << 1 << QByteArray("%v.%u");
        QTest::newRow("Courier") << 2 << QByteArray("UID%u-%v");
        QTest::newRow("bare UID") << 3 << QByteArray("%u");
        QTest::newRow("GUID") << 4 << QByteArray("%g");
        QTest::newRow("MD5 of the GUID") << 5 << QByteArray("%Mg");
    }
    void knownFormula_isLearnedFromSamplesAndTheRestNeverRead()
    {
        QFETCH(int, format);
        QFETCH(QByteArray, formula);
        QRandomGenerator random(format);
        Mailboxes boxes;
        const quint32 validity = 1'700'000'000;
        for (int i = 0; i < 2'000; ++i) {
            const quint32 uid = 100 + 3 * quint32(i);
            MatchMessage message = imap(uid, 2'000 + i % 7);
            message.guid = digest(QByteArray::number(i)).toHex().left(32);
            boxes.addThere(message, content(i));
            boxes.addHere(pop3(uidlBy(format, uid, validity, message.guid, random), message.size),
                          content(i));
            // Other folders, and under the same UIDVALIDITY too.
            boxes.addThere(imap(uid, 2'000 + i % 7, "Old"), content(100'000 + i));
        }
        const MatchResult result = boxes.match();
        QCOMPARE(result.formula.toString(), formula);
        QCOMPARE(result.pairs.size(), 2'000);
        for (const MatchPair &pair : result.pairs) {
            QCOMPARE(pair.there, 2 * pair.here);
            QCOMPARE(pair.rule, MatchRule::Formula);
        }
        QCOMPARE(boxes.asked[int(Side::There)][int(Depth::Header)], 20);
        QCOMPARE(result.headersRead, 20);
        QCOMPARE(result.onlyThere.size(), 2'000);
        QVERIFY(!result.mayBeAnotherMailbox);
    }

    void imapToPop3_theFormulaWorksTheOtherWayRound()
    {
        Mailboxes boxes(MatchSide::Keys::Uid, MatchSide::Keys::Uidl);
        for (int i = 0; i < 100; ++i) {
            boxes.addHere(imap(i + 1, 2'000), content(i));
            boxes.addThere(pop3(hex8(i + 1) + hex8(1'700'000'000), 2'000), content(i));
        }
        const MatchResult result = boxes.match();
        QCOMPARE(result.formula.toString(), QByteArray("%08Xu%08Xv"));
        QCOMPARE(result.pairs.size(), 100);
        QCOMPARE(result.headersRead, 20);
    }

    void bareUidsOfAnotherNumbering_contradictAndHeadersDecide()
    {
        // Fetched before the server was moved, when the same numbers were other messages'.
        Mailboxes boxes;
        for (int i = 0; i < 300; ++i) {
            boxes.addHere(pop3(QByteArray::number(i + 1), 1'000 + i), content(i));
            const int other = i < 30 ? (i + 7) % 30 : i; // a few only, which samples may miss
            boxes.addThere(imap(i + 1, 1'000 + other), content(other));
        }
        const MatchResult result = boxes.match();
        QCOMPARE(result.pairs.size(), 300);
        QVERIFY(!result.formula.isKnown());
        for (const MatchPair &pair : result.pairs) {
            QCOMPARE(boxes.contents[0][pair.here].header, boxes.contents[1][pair.there].header);
            QCOMPARE(pair.rule, MatchRule::Header);
        }
    }

    void noticeInPlaceOfAMessage_contradictsNothingAndKeepsItsPlace()
    {
        // As Courier's POP3 gives one, with a header of its own, for a message it can't give.
        Mailboxes boxes;
        for (int i = 0; i < 100; ++i) {
            const bool notice = i % 30 == 0;
            const Content instead{"a notice " + QByteArray::number(i), {}, "of a server"};
            boxes.addHere(
                pop3("UID" + QByteArray::number(i + 1) + "-1700000000", notice ? 900 : 5'000 + i),
                notice ? instead : content(i));
            boxes.addThere(imap(i + 1, 5'000 + i), content(i));
        }
        const MatchResult result = boxes.match();
        QCOMPARE(result.formula.toString(), QByteArray("UID%u-%v"));
        QCOMPARE(result.pairs.size(), 100);
        for (const MatchPair &pair : result.pairs)
            QCOMPARE(pair.there, pair.here);
    }

    void fewerThanTwentySamples_mustAllAgree()
    {
        for (const bool contradicted : {false, true}) {
            Mailboxes boxes;
            for (int i = 0; i < 5; ++i) {
                boxes.addHere(pop3("1700000000." + QByteArray::number(i + 1), 1'000), content(i));
                boxes.addThere(imap(i + 1, 1'000), content(contradicted && i == 4 ? 99 : i));
            }
            const MatchResult result = boxes.match();
            QCOMPARE(result.formula.isKnown(), !contradicted);
            QCOMPARE(result.pairs.size(), contradicted ? 4 : 5);
            QCOMPARE(result.onlyHere, contradicted ? QList<int>{4} : QList<int>{});
        }
    }

    void movedInWebmail_isFoundByItsHeaderInTheOtherFolder()
    {
        Mailboxes boxes;
        for (int i = 0; i < 60; ++i) {
            boxes.addHere(pop3(hex8(i + 1) + hex8(1'700'000'000), 1'000 + i), content(i));
            if (i < 50)
                boxes.addThere(imap(i + 1, 1'000 + i), content(i));
            else
                boxes.addThere(imap(i, 1'000 + i, "Projects", 5), content(i));
        }
        const MatchResult result = boxes.match();
        QCOMPARE(result.pairs.size(), 60);
        for (const MatchPair &pair : result.pairs) {
            QCOMPARE(pair.there, pair.here);
            QCOMPARE(pair.rule, pair.here < 50 ? MatchRule::Formula : MatchRule::Header);
        }
    }

    void movedMessages_areLookedForAmongThoseOfTheirTimeFirst()
    {
        // All of one size, a day apart; ten were moved by another client.
        Mailboxes boxes;
        for (int i = 0; i < 300; ++i) {
            MatchMessage message = pop3(hex8(i + 1) + hex8(1'700'000'000), 1'000);
            message.receivedUtc = 1'600'000'000 + i * 86'400;
            boxes.addHere(message, content(i));
            message = i % 30 == 7 ? imap(9, 1'000, "Old", 5) : imap(i + 1, 1'000);
            message.key = QByteArray::number(i + 1);
            message.receivedUtc = 1'600'000'000 + i * 86'400 + 3'600;
            boxes.addThere(message, content(i));
            message = imap(2'000 + i, 1'000, "Old", 5);
            message.receivedUtc = 1'600'000'000 + i * 86'400 + 7'200;
            boxes.addThere(message, content(5'000 + i));
        }
        const MatchResult result = boxes.match();
        QCOMPARE(result.pairs.size(), 300);
        for (const MatchPair &pair : result.pairs)
            QCOMPARE(pair.there, 2 * pair.here);
        QVERIFY2(result.headersRead < 100, qPrintable(QString::number(result.headersRead)));
    }

    void copiesThatShareAGuid_pairWithTheInboxOrTheSameFolder()
    {
        Mailboxes boxes;
        for (int i = 0; i < 30; ++i) {
            MatchMessage message = imap(i + 1, 1'000, "Copies", 9);
            message.guid = "g" + QByteArray::number(i);
            boxes.addThere(message, content(i));
            message = imap(i + 1, 1'000);
            message.guid = "g" + QByteArray::number(i);
            boxes.addThere(message, content(i));
            boxes.addHere(pop3("G" + QByteArray::number(i), 1'000, i < 10 ? "Copies" : "INBOX"),
                          content(i));
        }
        const MatchResult result = boxes.match();
        QCOMPARE(result.formula.toString(), QByteArray("%g"));
        for (const MatchPair &pair : result.pairs)
            QCOMPARE(pair.there, 2 * pair.here + (pair.here < 10 ? 0 : 1));
        QCOMPARE(result.pairs.size(), 30);
    }

    void uidlsThatDifferInCaseOnly_areNotTakenForOneAnother()
    {
        Mailboxes boxes;
        for (int i = 0; i < 30; ++i) {
            MatchMessage message = imap(i + 1, 1'000 + i);
            message.guid = "k" + QByteArray::number(i);
            boxes.addThere(message, content(i));
            boxes.addHere(pop3("k" + QByteArray::number(i), 1'000 + i), content(i));
        }
        boxes.addHere(pop3("K3", 1'003), content(77));
        const MatchResult result = boxes.match();
        QCOMPARE(result.pairs.size(), 30);
        QCOMPARE(result.onlyHere, QList<int>{30});
        QCOMPARE(result.pairs[3], (MatchPair{3, 3, MatchRule::Header}));
    }

    void twins_pairByCountInTheirFolders()
    {
        Mailboxes boxes;
        boxes.addHere(pop3({}, 500), content(1));
        boxes.addHere(pop3({}, 500, "Sent"), content(1));
        boxes.addThere(imap(7, 500, "Sent", 3), content(1));
        const MatchResult one = boxes.match();
        QCOMPARE(pairsOf(one.pairs), (Pairs{{1, 0}}));
        QCOMPARE(one.onlyHere, QList<int>{0});

        Mailboxes three;
        three.addHere(pop3({}, 500), content(1));
        three.addHere(pop3({}, 500), content(1));
        for (int i = 0; i < 3; ++i)
            three.addThere(imap(i + 1, 500, i < 2 ? "Old" : "INBOX"), content(1));
        const MatchResult many = three.match();
        QCOMPARE(pairsOf(many.pairs), (Pairs{{0, 2}, {1, 0}}));
        QCOMPARE(many.onlyThere, QList<int>{1});
    }

    void sameHeaderAnotherBody_isTheOneWithTheSameBody()
    {
        Mailboxes boxes;
        Content a = content(1), b = content(1), c = content(1);
        b.body = "another";
        c.body = "a third";
        boxes.addHere(pop3({}, 500), a);
        boxes.addHere(pop3({}, 500), c);
        boxes.addThere(imap(1, 500), b);
        boxes.addThere(imap(2, 500), a);
        const MatchResult result = boxes.match();
        QCOMPARE(pairsOf(result.pairs), (Pairs{{0, 1}}));
        // Alike, and not the same: it is neither bound nor sent again.
        QCOMPARE(result.ambiguous, QList<int>{1});
        QCOMPARE(result.onlyHere, QList<int>{});
    }

    void sameHeaderOfAnotherSize_wantsTheBody()
    {
        Mailboxes boxes;
        Content cut = content(1);
        cut.body = "cut";
        boxes.addHere(pop3({}, 500'000), content(1));
        boxes.addThere(imap(1, 3'000), cut);
        boxes.addHere(pop3({}, 600'000), content(2));
        boxes.addThere(imap(2, 400'000), content(2)); // a server that can't count
        const MatchResult result = boxes.match();
        QCOMPARE(pairsOf(result.pairs), (Pairs{{1, 1}}));
        QCOMPARE(result.onlyHere, QList<int>{0});
    }

    void rewrittenHeader_isConfirmedByTheBody()
    {
        Mailboxes boxes;
        for (int i = 0; i < 4; ++i) {
            Content there = content(i);
            there.header += " rewritten";
            if (i == 1)
                there.body = "another";
            if (i == 2)
                there.body.clear(); // can't be read
            boxes.addHere(pop3({}, 100'000), content(i));
            boxes.addThere(imap(i + 1, i == 3 ? 90'000 : 101'500), there);
        }
        const MatchResult result = boxes.match();
        QCOMPARE(result.pairs, (QList<MatchPair>{{0, 0, MatchRule::Body}}));
        QCOMPARE(result.ambiguous, (QList<int>{1, 2}));
        QCOMPARE(result.onlyHere, QList<int>{3}); // 10 % smaller
    }

    void oneMessageUnderManyLabels_costsNoBody()
    {
        Mailboxes boxes;
        for (int i = 0; i < 50; ++i) {
            for (const char *folder : {"[Gmail]/All Mail", "INBOX"}) {
                MatchMessage message = imap(i + 1, 900 + i, folder);
                message.emailId = QByteArray::number(7'000 + i);
                boxes.addThere(message, content(i));
            }
            boxes.addHere(pop3("random" + digest(QByteArray::number(i)).toHex(), 900 + i),
                          content(i));
        }
        const MatchResult result = boxes.match();
        QCOMPARE(result.pairs.size(), 50);
        for (const MatchPair &pair : result.pairs)
            QCOMPARE(pair.there, 2 * pair.here + 1);
        QCOMPARE(result.messagesRead, 0);
    }

    void gmailsUidls_areItsMessageIdsInHexadecimal()
    {
        Mailboxes boxes;
        for (int i = 0; i < 30; ++i) {
            MatchMessage message = imap(i + 1, 900, "[Gmail]/All Mail");
            message.emailId = QByteArray::number(1'278'455'344'230'334'865ull + quint64(i));
            boxes.addThere(message, content(i));
            boxes.addHere(
                pop3("GmailId" + QByteArray::number(1'278'455'344'230'334'865ull + quint64(i), 16),
                     900),
                content(i));
        }
        const MatchResult result = boxes.match();
        QCOMPARE(result.formula.toString(), QByteArray("GmailId"));
        QCOMPARE(result.headersRead, 20);
        QCOMPARE(result.pairs.size(), 30);
    }

    void headersThatNobodyCanRead_giveSuggestionsByOrderAndSizeOnly()
    {
        Mailboxes boxes;
        for (int i = 0; i < 6; ++i) {
            boxes.addHere(pop3({}, 1'000 * (i + 1)), content(i));
            // The third and the fourth stand the other way round, the sixth has a twin by size.
            const int size = i == 2 ? 4 : i == 3 ? 3 : i + 1;
            boxes.addThere(imap(i + 1, 1'000 * size), {});
        }
        boxes.addThere(imap(7, 6'000), {});
        const MatchResult result = boxes.match();
        QCOMPARE(result.pairs.size(), 0);
        QCOMPARE(result.suggestions.size(), 4);
        for (const MatchPair &pair : result.suggestions)
            QCOMPARE(pair.rule, MatchRule::Order);
        QCOMPARE(result.ambiguous.size(), 4);
        QCOMPARE(result.onlyHere.size(), 2);

        // Where both can be read, the same size means nothing.
        Mailboxes readable;
        readable.addHere(pop3({}, 1'000), content(1));
        readable.addThere(imap(1, 1'000), content(2));
        QCOMPARE(readable.match().suggestions.size(), 0);
    }

    void boundBefore_staysWhateverTheRulesWouldSay()
    {
        Mailboxes boxes;
        boxes.addHere(pop3({}, 100), content(1));
        boxes.addHere(pop3({}, 100), content(2));
        boxes.addThere(imap(1, 100), content(2));
        boxes.addThere(imap(2, 100), content(1));
        MatchOptions options;
        options.bound = {{0, 0, MatchRule::Bound}, {0, 1, MatchRule::Bound}};
        const MatchResult result = boxes.match(options);
        QCOMPARE(result.pairs, (QList<MatchPair>{{0, 0, MatchRule::Bound}}));
        QCOMPARE(result.onlyHere, QList<int>{1});
    }

    void deletedHere_isFoundByFormulaAndYieldsToWhatIsWhole()
    {
        Mailboxes boxes;
        for (int i = 0; i < 40; ++i) {
            MatchMessage message = pop3(hex8(i + 1) + hex8(1'700'000'000), i < 30 ? 1'000 : 0);
            message.deleted = i >= 30;
            boxes.addHere(message, i < 30 ? content(i) : Content{});
            boxes.addThere(imap(i + 1, 1'000), content(i));
        }
        const MatchResult result = boxes.match();
        QCOMPARE(result.pairs.size(), 40);
        QCOMPARE(result.pairs.last(), (MatchPair{39, 39, MatchRule::Formula}));

        // Without a formula by what the POP3 server still tells of it.
        Mailboxes twins;
        MatchMessage deleted = pop3("x", 0);
        deleted.deleted = true;
        twins.addHere(deleted, content(1));
        twins.addHere(pop3("y", 700), content(1));
        twins.addThere(imap(1, 700), content(1));
        QCOMPARE(pairsOf(twins.match().pairs), (Pairs{{1, 0}}));
        Mailboxes alone;
        alone.addHere(deleted, content(1));
        alone.addThere(imap(1, 700), content(1));
        QCOMPARE(pairsOf(alone.match().pairs), (Pairs{{0, 0}}));
    }

    void manyDeletedAndNoFormula_onlyTheInboxIsReadForThem()
    {
        Mailboxes boxes;
        quint32 uid = 0;
        for (int i = 0; i < 40; ++i) {
            boxes.addHere(pop3("k" + QByteArray::number(i), 1'000 + i), content(i));
            boxes.addThere(imap(++uid, 1'000 + i), content(i));
        }
        for (int i = 0; i < 5'000; ++i) {
            MatchMessage deleted = pop3("gone" + QByteArray::number(i), 0);
            deleted.deleted = true;
            deleted.headerHash = digest(content(10'000 + i).header);
            boxes.addHere(deleted, {});
        }
        for (int i = 0; i < 3; ++i) // hidden from POP3 only
            boxes.addThere(imap(++uid, 3'000 + i), content(10'000 + i));
        for (int i = 0; i < 4'000; ++i)
            boxes.addThere(imap(++uid, 5'000 + 31 * i, "Archive"), content(20'000 + i));
        const MatchResult result = boxes.match();
        QCOMPARE(result.pairs.size(), 43);
        QVERIFY(result.formula.toString().isEmpty());
        QVERIFY(boxes.asked[int(Side::There)][int(Depth::Loose)] <= 3);
        QVERIFY(boxes.asked[int(Side::There)][int(Depth::Header)] <= 43);
        QVERIFY(!boxes.twice);
    }

    void fewerThanHalf_mayBeAnotherMailbox_data()
    {
        QTest::addColumn<int>("here");
        QTest::addColumn<int>("there");
        QTest::addColumn<int>("same");
        QTest::addColumn<bool>("doubtful");
        QTest::newRow("nothing in common") << 20 << 20 << 0 << true;
        QTest::newRow("too few to say") << 19 << 500 << 0 << false;
        QTest::newRow("just under half") << 40 << 100 << 19 << true;
        QTest::newRow("half") << 40 << 100 << 20 << false;
        QTest::newRow("an empty server") << 400 << 0 << 0 << false;
    }
    void fewerThanHalf_mayBeAnotherMailbox()
    {
        QFETCH(int, here);
        QFETCH(int, there);
        QFETCH(int, same);
        QFETCH(bool, doubtful);
        Mailboxes boxes;
        for (int i = 0; i < here; ++i)
            boxes.addHere(pop3({}, 1'000 + i), content(i));
        for (int i = 0; i < there; ++i)
            boxes.addThere(imap(i + 1, 1'000 + i), content(i < same ? i : 1'000 + i));
        const MatchResult result = boxes.match();
        QCOMPARE(result.pairs.size(), same);
        QCOMPARE(result.mayBeAnotherMailbox, doubtful);
    }

    void randomMailboxes_pairAsTheirContentsSayOneToOne()
    {
        int byFormula = 0, byHeader = 0, byBody = 0;
        for (int round = 0; round < 400; ++round) {
            QRandomGenerator random(round + 1);
            const int format = random.bounded(8);
            const bool noisySizes = random.bounded(3) == 0, stale = random.bounded(4) == 0;
            const int messages = random.bounded(90);
            Mailboxes boxes;
            // Identity by content: what differs in it must never be paired.
            std::vector<int> identityHere, identityThere;
            QMap<int, std::pair<int, int>> copies;
            quint32 nextUid = 1 + random.bounded(1'000u);
            const quint32 validity = 1'600'000'000 + random.bounded(1'000'000u);
            const QByteArrayList folders = {"INBOX", "INBOX", "Archive", "Sent", "a/b"};
            for (int id = 0; id < messages; ++id) {
                Content one = content(id);
                const int kind = random.bounded(8);
                if (kind == 0)
                    one.loose.clear(); // no Message-ID, no Date
                qint64 size = 300 + random.bounded(kind == 1 ? 20 : 30'000);
                if (kind == 2 && id > 0) {
                    // The header of another message, and a body of quite another size.
                    one.header = "header " + QByteArray::number(id - 1);
                    one.loose = "loose " + QByteArray::number(id - 1);
                    if (boxes.contents[0].empty())
                        one = content(id);
                    size = 200'000 + random.bounded(10'000) + 50'000 * (id % 20);
                }
                Content other = one;
                if (kind == 3)
                    other.header += " rewritten";
                const int here = random.bounded(5) == 0 ? random.bounded(4) : 1;
                const int there = random.bounded(5) == 0 ? random.bounded(4) : 1;
                QByteArrayList uidls;
                const QByteArray guid =
                    digest("guid" + QByteArray::number(id + 1'000 * round)).toHex().left(32);
                for (int i = 0; i < there; ++i) {
                    const QByteArray folder = folders[random.bounded(int(folders.size()))];
                    nextUid += 1 + random.bounded(3u);
                    qint64 thereSize = size;
                    if (noisySizes)
                        thereSize += random.bounded(600) - 300;
                    MatchMessage message =
                        imap(nextUid, qMax<qint64>(1, thereSize), folder,
                             folder == "INBOX" ? validity : validity + random.bounded(2u));
                    message.guid = guid; // the same in all copies
                    message.receivedUtc = 1'600'000'000 + id * 40'000;
                    boxes.addThere(message, other);
                    identityThere.push_back(id);
                    if (folder == "INBOX")
                        uidls.append(uidlBy(format, nextUid, validity, guid, random));
                }
                for (int i = 0; i < here; ++i) {
                    QByteArray uidl = i < uidls.size() ? uidls[i] : QByteArray();
                    if (stale && random.bounded(5) == 0) // numbered before the server was moved
                        uidl = uidlBy(format, 1 + random.bounded(nextUid), format == 3 ? 0 : 7,
                                      "gone", random);
                    MatchMessage message =
                        pop3(uidl, size, folders[random.bounded(int(folders.size()))]);
                    message.receivedUtc =
                        random.bounded(4) == 0 ? 0 : 1'600'000'000 + id * 40'000 + 100;
                    boxes.addHere(message, one);
                    identityHere.push_back(id);
                }
                copies[id] = {here, there};
            }
            const MatchResult result = boxes.match();
            QVERIFY(!boxes.twice);
            QMap<int, int> paired;
            std::vector<bool> usedHere(identityHere.size()), usedThere(identityThere.size());
            for (const MatchPair &pair : result.pairs) {
                QVERIFY(!usedHere[pair.here] && !usedThere[pair.there]);
                usedHere[pair.here] = usedThere[pair.there] = true;
                QVERIFY2(identityHere[pair.here] == identityThere[pair.there],
                         qPrintable(QStringLiteral("round %1 format %2 rule %3")
                                        .arg(round)
                                        .arg(format)
                                        .arg(int(pair.rule))));
                ++paired[identityHere[pair.here]];
                byFormula += pair.rule == MatchRule::Formula;
                byHeader += pair.rule == MatchRule::Header;
                byBody += pair.rule == MatchRule::Body;
            }
            for (auto it = copies.cbegin(); it != copies.cend(); ++it)
                QVERIFY2(paired.value(it.key()) == std::min(it->first, it->second),
                         qPrintable(QStringLiteral("round %1 format %2: %3 of %4 and %5")
                                        .arg(round)
                                        .arg(format)
                                        .arg(paired.value(it.key()))
                                        .arg(it->first)
                                        .arg(it->second)));
            // Everybody is somewhere, once.
            QCOMPARE(result.pairs.size() + result.onlyHere.size() + result.ambiguous.size(),
                     qsizetype(boxes.here.count()));
            QCOMPARE(result.pairs.size() + result.onlyThere.size(), qsizetype(boxes.there.count()));
        }
        // The rules have all had their turn.
        QVERIFY(byFormula > 1'000 && byHeader > 1'000 && byBody > 100);
    }

    void thrownBySource_endsTheMatching()
    {
        struct Ended { };
        struct Broken : Mailboxes {
            void read(Side, Depth, const QList<int> &, MatchSide &) override { throw Ended(); }
        } boxes;
        boxes.addHere(pop3("a", 10), content(1));
        boxes.addThere(imap(1, 10), content(1));
        QVERIFY_THROWS_EXCEPTION(Ended, boxes.match());
    }

    void formulas_areReadAndWrittenAsTheyAre()
    {
        for (const QByteArray text : {"%08Xu%08Xv", "%08Xv%08Xu", "%v.%u", "%u.%v", "%v-%u",
                                      "UID%u-%v", "%u", "%xu", "%08Xu", "%xv:%xu", "%g", "%Mg",
                                      "EMAILID", "GmailId", "Message-ID", "MD5 Message-ID"})
            QCOMPARE(UidlFormula::fromString(text).toString(), text);
        for (const QByteArray text : {"", "none", "%f%", "%u%u%u", "%%", "1"})
            QVERIFY2(!UidlFormula::fromString(text).isKnown(), text);
        const UidlSource source{1'700'000'000, 17, "A1:2,S", "99", "x@Y"};
        const auto made = [&](const char *formula) {
            return UidlFormula::fromString(formula).uidlOf(source);
        };
        QCOMPARE(made("%08Xu%08Xv"), QByteArray("000000116553f100"));
        QCOMPARE(made("%v.%u"), QByteArray("1700000000.17"));
        QCOMPARE(made("UID%u-%v"), QByteArray("uid17-1700000000"));
        QCOMPARE(made("Message-ID"), QByteArray("x@y"));
        QCOMPARE(made("%g"), QByteArray("a1"));
        QCOMPARE(made("GmailId"), QByteArray("gmailid63"));
        QCOMPARE(UidlFormula::fromString("%v.%u").uidlOf({}), QByteArray());
    }

    void readings_areOnlyWhatWouldBeWrittenJustSo_data()
    {
        QTest::addColumn<QByteArray>("uidl");
        QTest::addColumn<QByteArrayList>("forms");
        QTest::newRow("hex") << QByteArray("0000001A65540000")
                             << QByteArrayList{"%08Xu%08Xv", "%08Xv%08Xu"};
        QTest::newRow("digits") << QByteArray("12") << QByteArrayList{"%u", "%xu"};
        QTest::newRow("leading zero") << QByteArray("012") << QByteArrayList{};
        QTest::newRow("too large") << QByteArray("4294967296") << QByteArrayList{};
        QTest::newRow("zero") << QByteArray("0") << QByteArrayList{};
        QTest::newRow("pair") << QByteArray("5.7")
                              << QByteArrayList{"%u.%v", "%v.%u", "%xu.%xv", "%xv.%xu"};
        QTest::newRow("three") << QByteArray("5.7.9") << QByteArrayList{};
        QTest::newRow("prefix") << QByteArray("UID5-7") << QByteArrayList{"UID%u-%v", "UID%v-%u"};
        QTest::newRow("random") << QByteArray("kx81-hz") << QByteArrayList{};
        QTest::newRow("empty") << QByteArray() << QByteArrayList{};
        QTest::newRow("huge") << QByteArray(70'000, '1') << QByteArrayList{};
        QTest::newRow("any bytes") << QByteArray("\xff\0\x01", 3) << QByteArrayList{};
    }
    void readings_areOnlyWhatWouldBeWrittenJustSo()
    {
        QFETCH(QByteArray, uidl);
        QFETCH(QByteArrayList, forms);
        QByteArrayList found;
        for (const UidlFormula::Reading &reading : UidlFormula::readings(uidl))
            found.append(reading.formula.toString());
        std::sort(found.begin(), found.end());
        std::sort(forms.begin(), forms.end());
        QCOMPARE(found, forms);
    }
};

QTEST_GUILESS_MAIN(TestMatcher)
#include "tst_matcher.moc"
