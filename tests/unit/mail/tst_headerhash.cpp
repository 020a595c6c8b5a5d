// SPDX-License-Identifier: MIT
#include "mail/headerhash.h"
#include "mail/messagereader.h"

#include <QRandomGenerator>
#include <QTest>
#include <algorithm>

using namespace Turnstone;

namespace {

/// The same header by the rules in words, line by line over bytes that are all at hand.
QByteArray canonicalByRule(QByteArray header)
{
    static const QByteArrayList leftOut = {"content-length", "return-path",   "status", "x-status",
                                           "x-keywords",     "x-uid",         "x-uidl", "x-imap",
                                           "x-imapbase",     "x-message-flag"};
    header.replace("\r", "");
    const bool endsInLine = !header.isEmpty() && !header.endsWith('\n');
    QByteArrayList lines = header.split('\n');
    if (!endsInLine)
        lines.removeLast();
    QByteArray canonical;
    bool keep = false;
    for (const QByteArray &line : std::as_const(lines)) {
        if (line.isEmpty())
            break;
        if (line.startsWith(' ') || line.startsWith('\t')) {
            QByteArray text = line;
            text.replace('\t', "").replace(' ', "").replace('\v', "").replace('\f', "");
            if (keep && !text.isEmpty())
                canonical += line + '\n';
            continue;
        }
        const qsizetype colon = line.indexOf(':');
        QByteArray name = line.left(qMax<qsizetype>(0, colon));
        while (name.endsWith(' ') || name.endsWith('\t'))
            name.chop(1);
        keep = !name.isEmpty() && !leftOut.contains(name.toLower())
            && std::all_of(name.begin(), name.end(), [](char c) { return c > 32 && c < 127; });
        if (keep)
            canonical += line + '\n';
    }
    return canonical.replace('\0', '\x80');
}

QByteArray inPieces(const QByteArray &bytes, qsizetype piece)
{
    HeaderHash hash;
    for (qsizetype at = 0; at < bytes.size(); at += piece)
        hash.add(QByteArrayView(bytes).sliced(at, qMin(piece, bytes.size() - at)));
    return hash.result();
}

QByteArray bodyHash(const QByteArray &message)
{
    MessageHash hash;
    hash.add(message);
    return hash.result().body;
}

} // namespace

class TestHeaderHash : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sameMessageByTwoWays_hasOneHash_data()
    {
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<QByteArray>("other");
        const QByteArray plain = "From: a@b\nSubject: x\n y\n\n";
        QTest::newRow("CRLF") << plain << QByteArray("From: a@b\r\nSubject: x\r\n y\r\n\r\n");
        QTest::newRow("CR CR LF") << plain
                                  << QByteArray(
                                         "From: a@b\r\r\nSubject: x\r\r\n y\r\r\n\r\r\nText: 1");
        QTest::newRow("CR within a line") << plain << QByteArray("From: a\r@b\nSubject: x\n y\n\n");
        QTest::newRow("no end") << plain << QByteArray("From: a@b\nSubject: x\n y");
        QTest::newRow("a body") << plain << plain + "From: another\n";
        QTest::newRow("mbox and status")
            << plain
            << QByteArray(
                   "From a@b Mon Jan 1 12:00:00\nReturn-Path: <a@b>\nFrom: a@b\nStatus: RO\n"
                   "X-Keywords: \n  one\n  two\nSubject: x\n y\nX-UIDL : 12\nX-IMAP: 1 2\n\n");
        QTest::newRow("blank continuation")
            << plain << QByteArray("From: a@b\n \t\nSubject: x\n y\n\n");
        QTest::newRow("NUL, as IMAP sends it") << QByteArray("Subject: a\0b\n\n", 14)
                                               << QByteArray("Subject: a\x80"
                                                             "b\n\n");
        QTest::newRow("lines without a colon, or with an 8-bit name")
            << plain << QByteArray("garbage\nFrom: a@b\nBetreff\xfc: x\n y\nSubject: x\n y\n\n");
    }
    void sameMessageByTwoWays_hasOneHash()
    {
        QFETCH(QByteArray, one);
        QFETCH(QByteArray, other);
        QCOMPARE(headerFingerprint(other).toHex(), headerFingerprint(one).toHex());
    }

    void otherMessages_haveOtherHashes_data()
    {
        QTest::addColumn<QByteArray>("other");
        QTest::newRow("8-bit") << QByteArray("From: a@b\nSubject: \xfc\n y\n\n");
        QTest::newRow("folded differently") << QByteArray("From: a@b\nSubject: x y\n\n");
        QTest::newRow("case of a name") << QByteArray("FROM: a@b\nSubject: x\n y\n\n");
        QTest::newRow("blank at an end") << QByteArray("From: a@b \nSubject: x\n y\n\n");
        QTest::newRow("one field twice") << QByteArray("From: a@b\nFrom: a@b\nSubject: x\n y\n\n");
        QTest::newRow("a field more") << QByteArray("From: a@b\nSubject: x\n y\nX-U: 1\n\n");
    }
    void otherMessages_haveOtherHashes()
    {
        QFETCH(QByteArray, other);
        QVERIFY(headerFingerprint(other) != headerFingerprint("From: a@b\nSubject: x\n y\n\n"));
    }

    void randomHeader_hashesAsByRuleHoweverItIsCut()
    {
        QRandomGenerator random(4);
        static const QByteArrayList tokens = {
            "From",   "Subject", "x-uidl", "Status", "X-IMAPbase", ":",
            ": ",     " ",       "\t",     "\n",     "\r\n",       "\n ",
            "\r\r\n", "\r",      "\v",     "a@b",    "\xfc",       "=?utf-8",
            "\n\t",   "\f",      "\n",     "Date:",  "\nTo: x",    QByteArray(1, '\0'),
            "\x7f"};
        for (int round = 0; round < 3'000; ++round) {
            QByteArray header;
            for (int i = random.bounded(40); i > 0; --i)
                header += tokens[random.bounded(int(tokens.size()))];
            const QByteArray expected = Sha256::hash(canonicalByRule(header));
            QVERIFY2(headerFingerprint(header) == expected, header.toPercentEncoding());
            for (const qsizetype piece : {1, 2, 7})
                QVERIFY2(inPieces(header, piece) == expected, header.toPercentEncoding());
        }
    }

    void hugeHeader_isHashedWithoutBeingHeld()
    {
        // Names, blanks and values that never end; each is decided by a bounded beginning.
        const QByteArray much(1024 * 1024, 'a'), blanks(1024 * 1024, ' ');
        HeaderHash hash;
        for (int i = 0; i < 8; ++i)
            hash.add(much);
        hash.add("\nSubject: x\n");
        for (int i = 0; i < 8; ++i)
            hash.add(blanks);
        hash.add("\n\n");
        QVERIFY(hash.hasEnded());
        const QByteArray whole = "Subject: x\n" + blanks.repeated(8) + "\n\n";
        QCOMPARE(hash.result(), headerFingerprint(whole));
    }

    void addedBytes_areCountedUpToTheEmptyLine()
    {
        HeaderHash hash;
        QCOMPARE(hash.add("Subject: x\r\n\r"), qsizetype(13));
        QVERIFY(!hash.hasEnded());
        QCOMPARE(hash.add("\nbody"), qsizetype(1));
        QVERIFY(hash.hasEnded());
        QCOMPARE(hash.add("more"), qsizetype(0));
        QCOMPARE(hash.result(), headerFingerprint("Subject: x\n\n"));
        // And starts anew.
        hash.add("Subject: y\n");
        QCOMPARE(hash.result(), headerFingerprint("Subject: y\n\n"));
    }

    void body_isTheSameWithOtherLineEndsAndAnEndOfItsOwn()
    {
        const QByteArray body = bodyHash("A: 1\n\none\n\n\ntwo\n");
        QCOMPARE(bodyHash("B: 2\r\n\r\none\r\n\r\n\r\ntwo\r\n"), body);
        QCOMPARE(bodyHash("A: 1\n\none\n\n\ntwo"), body);
        QCOMPARE(bodyHash("A: 1\n\none\n\n\ntwo\r\n\r\n\r\n"), body);
        QVERIFY(bodyHash("A: 1\n\none\n\ntwo\n") != body);
        QVERIFY(bodyHash("A: 1\n\none \n\n\ntwo\n") != body);
        QVERIFY(bodyHash("A: 1\n\n\none\n\n\ntwo\n") != body);
        QCOMPARE(bodyHash("A: 1\n\n"), bodyHash("A: 1\n\n\r\n"));

        const QByteArray message = "A: 1\r\n\r\n" + QByteArray(40, '\n') + "one\r\n\r\ntwo\r\n";
        MessageHash pieces;
        for (const char c : message)
            pieces.add(QByteArrayView(&c, 1));
        MessageHash whole;
        whole.add(message);
        const MessageHash::Hashes one = pieces.result(), other = whole.result();
        QCOMPARE(one.body, other.body);
        QCOMPARE(one.header, other.header);
        QCOMPARE(one.header, headerFingerprint(message));
        QCOMPARE(other.body, Sha256::hash(QByteArray(40, '\n') + "one\n\ntwo"));
    }

    void looseFingerprint_isWhatAMessageSaysOfItself()
    {
        const auto loose = [](const QByteArray &header) {
            return looseFingerprint(readEnvelope(header));
        };
        const QByteArray header = "Message-ID: <a@b>\nDate: Mon, 02 Jan 2023 10:00:00 +0000\n"
                                  "From: Ann <ann@b>\nSubject: one two\n\n";
        const QByteArray first = loose(header);
        QCOMPARE(first.size(), 32);
        // Rewritten on the way: folded, named, in another zone, with more fields.
        QCOMPARE(loose("X-Spam: no\nFrom: \"A.\" <ANN@b>\nDate: Mon, 02 Jan 2023 11:00:00 +0100\n"
                       "Subject: one\n two\nMessage-Id:\n <a@b>\n\n"),
                 first);
        QVERIFY(loose(QByteArray(header).replace("a@b", "c@b")) != first);
        QVERIFY(loose(QByteArray(header).replace("10:00", "10:01")) != first);
        QVERIFY(loose(QByteArray(header).replace("one two", "one")) != first);
        QVERIFY(loose(QByteArray(header).replace("ann@b", "eve@b")) != first);
        // Too little to tell messages apart.
        QCOMPARE(loose("Subject: one\nFrom: a@b\n\n"), QByteArray());
        QCOMPARE(loose("Subject: one\nDate: Mon, 02 Jan 2023 10:00:00 +0000\n\n"), QByteArray());
        QCOMPARE(loose("From: a@b\nDate: Mon, 02 Jan 2023 10:00:00 +0000\n\n").size(), 32);
    }
};

QTEST_GUILESS_MAIN(TestHeaderHash)
#include "tst_headerhash.moc"
