// SPDX-License-Identifier: MIT
// Plays every transcripts/imap/<server>/*.txt (support/transcript.h, support/imapevents.h), with
// the server's bytes whole, byte by byte, cut at random, and ended at every byte.
#include "support/imapevents.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

class TestImapTranscripts : public QObject {
    Q_OBJECT

    static QByteArray difference(const QList<TranscriptLine> &transcript, const Cutter &cut)
    {
        ImapPlayer player;
        return transcriptDifference(transcript, player, cut);
    }
    static void everyTranscript()
    {
        QTest::addColumn<QString>("name");
        const QStringList names = transcriptNames(QStringLiteral("imap"));
        for (const QString &name : names)
            QTest::newRow(qPrintable(name)) << name;
        QVERIFY(names.size() >= 6);
    }
    static QList<TranscriptLine> transcript(const QString &name)
    {
        return readTranscript(transcriptPath(QStringLiteral("imap"), name));
    }

private Q_SLOTS:
    void transcript_isUnderstoodHoweverItIsCut_data() { everyTranscript(); }
    void transcript_isUnderstoodHoweverItIsCut()
    {
        QFETCH(QString, name);
        const QList<TranscriptLine> lines = transcript(name);
        QCOMPARE(difference(lines, whole()), QByteArray());
        QCOMPARE(difference(lines, byteByByte()), QByteArray());
        for (quint32 seed = 1; seed <= 20; ++seed)
            QCOMPARE(difference(lines, cutAtRandom(seed)), QByteArray());
    }

    void transcriptEndedAtEveryByte_tellsNothingWrongAndSettlesWhatRan_data() { everyTranscript(); }
    void transcriptEndedAtEveryByte_tellsNothingWrongAndSettlesWhatRan()
    {
        QFETCH(QString, name);
        const QList<TranscriptLine> lines = transcript(name);
        QByteArrayList expected;
        qsizetype bytes = 0;
        for (const TranscriptLine &line : lines) {
            if (line.kind == TranscriptLine::Kind::Event)
                expected.append(line.bytes);
            else if (line.kind == TranscriptLine::Kind::Server)
                bytes += line.bytes.size();
        }
        for (qsizetype end = 0; end < bytes; ++end) {
            ImapPlayer player;
            QByteArrayList events, lost;
            QByteArray pending;
            qsizetype left = end;
            int sent = 0;
            for (const TranscriptLine &line : lines) {
                if (line.kind == TranscriptLine::Kind::Server) {
                    pending += line.bytes.first(qMin(left, line.bytes.size()));
                    left -= qMin(left, line.bytes.size());
                } else if (line.kind == TranscriptLine::Kind::Client) {
                    player.hear(std::exchange(pending, {}), whole(), &events);
                    if (left == 0)
                        break; // the client would have waited for more
                    player.write(line.bytes);
                    sent += line.bytes.startsWith('T');
                }
            }
            player.hear(pending, whole(), &events);
            player.hangUp(&lost);
            // What was told is what would have been told, the last content perhaps in part.
            QVERIFY(events.size() <= expected.size());
            int completed = 0;
            for (qsizetype i = 0; i < events.size(); ++i) {
                const bool partial = i + 1 == events.size() && events[i].startsWith("content");
                QVERIFY2(partial ? expected[i].startsWith(events[i]) : expected[i] == events[i],
                         events[i].constData());
                completed += events[i].startsWith('T');
            }
            // And every command is settled, once.
            QCOMPARE(completed + lost.size(), sent);
            for (const QByteArray &line : std::as_const(lost))
                QVERIFY2(line.startsWith('T') && line.endsWith(" lost"), line.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestImapTranscripts)
#include "tst_imaptranscripts.moc"
