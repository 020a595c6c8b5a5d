// SPDX-License-Identifier: MIT
#include "store/chunkcodec.h"
#include "store/contentdatabase.h"

#include <QRandomGenerator>
#include <QTest>

#include <zstd.h>

using namespace Turnstone;

namespace {

QByteArray randomBytes(qsizetype size, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random.generate());
    return bytes;
}

QByteArray folded(const QByteArray &bytes, qsizetype characters, const QByteArray &lineEnd = "\r\n")
{
    const QByteArray text = bytes.toBase64();
    QByteArray lines;
    for (qsizetype i = 0; i < text.size(); i += characters)
        lines += text.mid(i, characters) + lineEnd;
    return lines;
}

QByteArray mail(const QByteArray &attachment)
{
    return "From: a@example.org\r\nSubject: photo\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
        + QByteArray("Here is the photo of the train.\r\n").repeated(30)
        + "--b\r\nContent-Transfer-Encoding: base64\r\n\r\n" + attachment + "--b--\r\n";
}

} // namespace

class tst_ChunkCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyByteComesBack_data()
    {
        QTest::addColumn<QByteArray>("raw");
        const QByteArray photo = randomBytes(300'000, 1);
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("one byte") << QByteArray("x");
        QTest::newRow("text") << QByteArray("A line of text, and more.\r\n").repeated(5'000);
        QTest::newRow("random") << randomBytes(500'000, 2);
        QTest::newRow("nothing but base64") << folded(photo, 76);
        QTest::newRow("base64 of 64 a line") << mail(folded(photo, 64));
        QTest::newRow("lines of 75, no whole groups") << mail(folded(photo, 75));
        QTest::newRow("long lines") << mail(folded(photo, 996));
        QTest::newRow("bare LF") << mail(folded(photo, 76, "\n"));
        QTest::newRow("padded at the end") << mail(folded(photo.left(100'001), 76));
        QTest::newRow("two attachments") << mail(folded(photo, 76) + "\r\n" + folded(photo, 72));
        QByteArray broken = mail(folded(photo, 76));
        broken[broken.size() / 2] = '*';
        QTest::newRow("a strange character within") << broken;
        QByteArray eightBit = mail(folded(photo, 76));
        eightBit[eightBit.size() / 3] = char(0xC3);
        QTest::newRow("a byte above 127 within") << eightBit;
        QByteArray returnWithin = mail(folded(photo, 76));
        returnWithin.replace(returnWithin.size() / 2, 1, "\r");
        QTest::newRow("a bare CR within") << returnWithin;
        QTest::newRow("begins within a line") << mail(folded(photo, 76)).mid(400'000 / 3);
        QTest::newRow("ends within a line") << mail(folded(photo, 76)).left(200'011);
        QTest::newRow("ends with CR") << folded(photo, 76).left(78 * 1000 - 1);
        QTest::newRow("as large as a piece gets")
            << folded(randomBytes(800'000, 3), 76).left(contentChunkBytes);
        QTest::newRow("looks like the form itself") << QByteArray("B\1\1\1\1").repeated(2'000);
        QTest::newRow("few lines") << folded(photo.left(500), 76);
        QTest::newRow("many short runs")
            << (folded(photo.left(57 * 20), 76) + "text between\r\n").repeated(200);
    }
    void everyByteComesBack()
    {
        QFETCH(QByteArray, raw);
        ChunkPacker packer;
        const QByteArray packed = packer.packed(raw);
        QByteArray back;
        QVERIFY(unpackChunk(packed, raw.size(), &back));
        QCOMPARE(back, raw);
        // Nothing of the piece before is left in the next.
        QVERIFY(unpackChunk(packer.packed("short"), 5, &back));
        QCOMPARE(back, QByteArray("short"));
    }

    void randomMixtures_comeBack()
    {
        QRandomGenerator random(11);
        ChunkPacker packer;
        for (int round = 0; round < 200; ++round) {
            QByteArray raw;
            while (raw.size() < qsizetype(random.bounded(20'000))) {
                const QByteArray some =
                    randomBytes(random.bounded(3'000), quint32(round) * 1000 + 7);
                switch (random.bounded(4)) {
                case 0:
                    raw += folded(some, 4 * random.bounded(10, 30));
                    break;
                case 1:
                    raw += some;
                    break;
                case 2:
                    raw += QByteArray("\r\n").repeated(random.bounded(5));
                    break;
                default:
                    raw += some.toBase64().left(random.bounded(200));
                }
            }
            QByteArray back;
            QVERIFY(unpackChunk(packer.packed(raw), raw.size(), &back));
            QCOMPARE(back, raw);
        }
    }

    void base64_isKeptAsWhatItStandsFor()
    {
        ChunkPacker packer;
        const QByteArray photo = folded(randomBytes(500'000, 5), 76);
        QVERIFY(packer.packed(photo).size() < photo.size() * 74 / 100);
        // What repeats in it is seen again: in base64 it hardly ever stands the same way.
        const QByteArray table =
            folded(QByteArray("a row of a table;12;13;14\n").repeated(9'000), 76);
        QVERIFY(packer.packed(table).size() < table.size() / 100);
    }

    void whatDoesNotRepeat_isAFrameThatAnyZstdReads()
    {
        for (const qsizetype size : {64 * 1024, 128 * 1024, 128 * 1024 + 1, 700'000}) {
            const QByteArray raw = randomBytes(size, 6);
            ChunkPacker packer;
            const QByteArray packed = packer.packed(raw);
            QVERIFY(packed.size() > raw.size() && packed.size() < raw.size() + 64);
            QByteArray back(size, '\0');
            QCOMPARE(ZSTD_decompress(back.data(), size_t(size), packed.constData(),
                                     size_t(packed.size())),
                     size_t(size));
            QCOMPARE(back, raw);
        }
    }

    // Profiles of before have nothing else.
    void plainFrame_isRead()
    {
        const QByteArray raw = QByteArray("A line of text.\r\n").repeated(1'000);
        QByteArray frame(qsizetype(ZSTD_compressBound(size_t(raw.size()))), '\0');
        frame.resize(qsizetype(ZSTD_compress(frame.data(), size_t(frame.size()), raw.constData(),
                                             size_t(raw.size()), 3)));
        QByteArray back;
        QVERIFY(unpackChunk(frame, raw.size(), &back));
        QCOMPARE(back, raw);
    }

    void damagedOrCutBytes_areRefusedOrDifferButDoNoHarm()
    {
        ChunkPacker packer;
        const QByteArray raw = mail(folded(randomBytes(20'000, 9), 76));
        const QByteArray packed = packer.packed(raw);
        QByteArray back;
        for (qsizetype size = 0; size < packed.size(); size += size < 200 ? 1 : 97)
            QVERIFY(!unpackChunk(packed.left(size), raw.size(), &back));
        for (qsizetype at = 0; at < 200; ++at) {
            for (const int change : {1, 0x40, 0x80, 0xff}) {
                QByteArray damaged = packed;
                damaged[at] = char(damaged[at] ^ change);
                if (unpackChunk(damaged, raw.size(), &back))
                    QCOMPARE(back.size(), raw.size());
            }
        }
        QVERIFY(!unpackChunk(packed, raw.size() - 1, &back));
        QVERIFY(!unpackChunk(packed, raw.size() + 1, &back));
        QVERIFY(!unpackChunk(packed, -1, &back));
        QVERIFY(!unpackChunk(packed, contentChunkBytes + 1, &back));
        QVERIFY(!unpackChunk("B", 0, &back));
        QVERIFY(!unpackChunk({}, 10, &back));
    }
};

QTEST_GUILESS_MAIN(tst_ChunkCodec)
#include "tst_chunkcodec.moc"
