// SPDX-License-Identifier: MIT
#include "net/deflatestream.h"

#include "base/mailerror.h"

#include <QTest>

using namespace Turnstone;

class TestDeflateStream : public QObject {
    Q_OBJECT

    static QByteArray all(DeflateStream &stream)
    {
        QByteArray bytes;
        for (QByteArray piece = stream.piece(); !piece.isEmpty(); piece = stream.piece())
            bytes += piece;
        return bytes;
    }

private Q_SLOTS:
    void everyBurst_comesOutWholeHoweverItIsCut()
    {
        DeflateStream here, there;
        QByteArray plain = "T1 NOOP\r\n";
        for (int i = 0; i < 3; ++i) {
            const QByteArray wire = here.compressed(plain);
            QByteArray heard;
            for (const char byte : wire) {
                there.feed(QByteArray(1, byte));
                heard += all(there);
            }
            QCOMPARE(heard, plain);
            plain += plain + QByteArray(70'000, char('a' + i));
        }
    }

    void bomb_comesInPieces()
    {
        DeflateStream here, there;
        there.feed(here.compressed(QByteArray(50'000'000, 'x')));
        qint64 total = 0;
        for (QByteArray piece = there.piece(); !piece.isEmpty(); piece = there.piece()) {
            QVERIFY(piece.size() <= DeflateStream::pieceBytes);
            total += piece.size();
        }
        QCOMPARE(total, 50'000'000);
    }

    void whatIsNotDeflate_isAnError()
    {
        DeflateStream stream;
        stream.feed("* OK this was never compressed\r\n");
        QVERIFY_THROWS_EXCEPTION(MailError, (void)all(stream));
    }
};

QTEST_GUILESS_MAIN(TestDeflateStream)
#include "tst_deflatestream.moc"
