// SPDX-License-Identifier: MIT
#include "base/sha256.h"

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
