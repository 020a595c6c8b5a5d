// SPDX-License-Identifier: MIT
// Plays every transcripts/pop3/<server>/*.txt: what a server of that kind says (S:), what the
// client must have written (C:), and what it must have understood (E:, see support/pop3events.h).
// "S:" ends with CRLF, "S-:" with a bare LF; "\xHH" is a byte. "# " is a comment. Each is played
// with the server's bytes whole, byte by byte and cut at random.
#include "support/paths.h"
#include "support/pop3events.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

struct TranscriptLine {
    enum class Kind { Server, Client, Event };
    Kind kind = Kind::Server;
    QByteArray bytes;
};

QList<TranscriptLine> readTranscript(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s can't be read.", qPrintable(path));
    QList<TranscriptLine> lines;
    for (QByteArray line : file.readAll().split('\n')) {
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        const auto rest = [&](const char *mark) {
            const qsizetype size = qsizetype(qstrlen(mark));
            return line.sliced(
                qMin(line.size(), line.startsWith(QByteArray(mark) + ' ') ? size + 1 : size));
        };
        if (line.startsWith("S-:"))
            lines.append({TranscriptLine::Kind::Server, unescaped(rest("S-:")) + '\n'});
        else if (line.startsWith("S:"))
            lines.append({TranscriptLine::Kind::Server, unescaped(rest("S:")) + "\r\n"});
        else if (line.startsWith("C:"))
            lines.append({TranscriptLine::Kind::Client, unescaped(rest("C:")) + "\r\n"});
        else if (line.startsWith("E:"))
            lines.append({TranscriptLine::Kind::Event, rest("E:")});
        else
            qFatal("%s: what is \"%s\"?", qPrintable(path), line.constData());
    }
    return lines;
}

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

/// The first line that isn't as the transcript says, or nothing.
QByteArray difference(const QList<TranscriptLine> &transcript, const Cutter &cut)
{
    Pop3Session session;
    QByteArrayList expected, events;
    QByteArray pending;
    const auto hear = [&] { feedPop3(session, std::exchange(pending, {}), cut, &events); };
    for (const TranscriptLine &line : transcript) {
        if (line.kind == TranscriptLine::Kind::Server) {
            pending += line.bytes;
        } else if (line.kind == TranscriptLine::Kind::Event) {
            expected.append(line.bytes);
        } else {
            hear();
            command(session, line.bytes);
            QByteArray written;
            for (const Pop3Session::Output &output : session.takeOutput())
                written += output.bytes;
            if (written != line.bytes)
                return "wrote \"" + written + "\" instead of \"" + line.bytes + '"';
            if (line.bytes == "STLS\r\n")
                session.forgetCapabilities();
        }
    }
    hear();
    for (qsizetype i = 0; i < qMax(expected.size(), events.size()); ++i) {
        if (expected.value(i) != events.value(i))
            return "event " + QByteArray::number(i + 1) + " is \"" + events.value(i)
                + "\" instead of \"" + expected.value(i) + '"';
    }
    return session.isQuiet() ? QByteArray() : QByteArray("something is left over");
}

} // namespace

class TestPop3Transcripts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void transcript_isUnderstoodHoweverItIsCut_data()
    {
        QTest::addColumn<QString>("path");
        const QString top = sourcePath(QStringLiteral("tests/transcripts/pop3"));
        QDirIterator files(top, {QStringLiteral("*.txt")}, QDir::Files,
                           QDirIterator::Subdirectories);
        int count = 0;
        for (; files.hasNext(); ++count) {
            const QString path = files.next();
            QTest::newRow(qPrintable(path.mid(top.size() + 1))) << path;
        }
        QVERIFY(count >= 5);
    }
    void transcript_isUnderstoodHoweverItIsCut()
    {
        QFETCH(QString, path);
        const QList<TranscriptLine> transcript = readTranscript(path);
        QCOMPARE(difference(transcript, whole()), QByteArray());
        QCOMPARE(difference(transcript, byteByByte()), QByteArray());
        for (quint32 seed = 1; seed <= 20; ++seed)
            QCOMPARE(difference(transcript, cutAtRandom(seed)), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestPop3Transcripts)
#include "tst_pop3transcripts.moc"
