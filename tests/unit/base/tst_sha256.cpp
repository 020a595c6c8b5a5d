// SPDX-License-Identifier: MIT
#include "base/md5.h"
#include "base/sha256.h"

#include <QCryptographicHash>
#include <QTest>

using namespace Turnstone;

class TestSha256 : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knownVectors_match()
    {
        // FIPS 180-4's examples.
        QCOMPARE(Sha256::hash({}).toHex(),
                 QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QCOMPARE(Sha256::hash("abc").toHex(),
                 QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }
    void md5OfAnyLength_isTheStandards()
    {
        const auto hex = [](const QByteArray &bytes) {
            const auto digest = md5(bytes);
            return QByteArray(reinterpret_cast<const char *>(digest.data()), 16).toHex();
        };
        // RFC 1321 A.5.
        QCOMPARE(hex({}), QByteArray("d41d8cd98f00b204e9800998ecf8427e"));
        QCOMPARE(hex("message digest"), QByteArray("f96b697d7cb7938d525a2f31aaf161d0"));
        QByteArray bytes;
        for (int size = 0; size < 260; ++size) {
            QCOMPARE(hex(bytes), QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex());
            bytes.append(char(size * 7));
        }
    }
    void bytesInPieces_hashAsOne()
    {
        Sha256 sha;
        sha.add("a");
        sha.add({});
        sha.add("bc");
        QCOMPARE(sha.result(), Sha256::hash("abc"));
    }
    void afterResult_startsAnew()
    {
        Sha256 sha;
        sha.add("old");
        sha.result();
        sha.add("abc");
        QCOMPARE(sha.result(), Sha256::hash("abc"));
    }
};

QTEST_GUILESS_MAIN(TestSha256)
#include "tst_sha256.moc"
