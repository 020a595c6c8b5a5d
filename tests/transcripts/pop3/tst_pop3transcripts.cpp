// SPDX-License-Identifier: MIT
// Plays every transcripts/pop3/<server>/*.txt (support/transcript.h, support/pop3events.h), with
// the server's bytes whole, byte by byte and cut at random.
#include "support/pop3events.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

/// Gives the session the command that must put this line on the wire.
void command(Pop3Session &session, const QByteArray &line)
{
    const QByteArrayList words = line.trimmed().split(' ');
    const QByteArray &verb = words.first();
    const QByteArray argument = words.value(1);
    if (verb == "CAPA")
        session.capa();
    else if (verb == "STLS")
        session.stls();
    else if (verb == "USER")
        session.user(argument);
    else if (verb == "PASS")
        session.pass(Secret(argument));
    else if (verb == "AUTH")
        session.auth(argument, words.size() > 2 ? std::optional(Secret(words[2])) : std::nullopt);
    else if (verb == "STAT")
        session.stat();
    else if (verb == "LIST")
        session.list();
    else if (verb == "UIDL")
        session.uidl();
    else if (verb == "TOP")
        session.top(argument.toUInt());
    else if (verb == "RETR")
        session.retr(argument.toUInt());
    else if (verb == "DELE")
        session.dele(argument.toUInt());
    else if (verb == "QUIT")
        session.quit();
    else
        session.respond(Secret(line.trimmed()));
}

class Pop3Player : public TranscriptSession {
public:
    QByteArray write(const QByteArray &line) override
    {
        command(m_session, line);
        QByteArray written;
        for (const Pop3Session::Output &output : m_session.takeOutput())
            written += output.bytes;
        if (line == "STLS\r\n")
            m_session.forgetCapabilities();
        return written;
    }
    void hear(const QByteArray &bytes, const Cutter &cut, QByteArrayList *events) override
    {
        feedPop3(m_session, bytes, cut, events);
    }
    bool isQuiet() const override { return m_session.isQuiet(); }

private:
    Pop3Session m_session;
};

QByteArray difference(const QList<TranscriptLine> &transcript, const Cutter &cut)
{
    Pop3Player player;
    return transcriptDifference(transcript, player, cut);
}

} // namespace

class TestPop3Transcripts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void transcript_isUnderstoodHoweverItIsCut_data()
    {
        QTest::addColumn<QString>("name");
        const QStringList names = transcriptNames(QStringLiteral("pop3"));
        for (const QString &name : names)
            QTest::newRow(qPrintable(name)) << name;
        QVERIFY(names.size() >= 5);
    }
    void transcript_isUnderstoodHoweverItIsCut()
    {
        QFETCH(QString, name);
        const QList<TranscriptLine> transcript =
            readTranscript(transcriptPath(QStringLiteral("pop3"), name));
        QCOMPARE(difference(transcript, whole()), QByteArray());
        QCOMPARE(difference(transcript, byteByByte()), QByteArray());
        for (quint32 seed = 1; seed <= 20; ++seed)
            QCOMPARE(difference(transcript, cutAtRandom(seed)), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestPop3Transcripts)
#include "tst_pop3transcripts.moc"
