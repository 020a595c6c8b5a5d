// SPDX-License-Identifier: MIT
#include "support/transcript.h"

#include "support/paths.h"

#include <QDirIterator>
#include <QFile>
#include <random>
#include <utility>

namespace Turnstone::Test {

namespace {

QString transcriptFolder(const QString &protocol)
{
    return sourcePath(QStringLiteral("tests/transcripts/") + protocol);
}

} // namespace

QByteArray escaped(QByteArrayView bytes)
{
    QByteArray text;
    for (const char c : bytes) {
        if (uchar(c) < 0x20 || uchar(c) > 0x7e || c == '\\')
            text += "\\x" + QByteArray(1, c).toHex();
        else
            text += c;
    }
    return text;
}

QByteArray unescaped(QByteArrayView text)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 3 < text.size() && text[i + 1] == 'x') {
            bytes += QByteArray::fromHex(text.sliced(i + 2, 2).toByteArray());
            i += 3;
        } else {
            bytes += text[i];
        }
    }
    return bytes;
}

Cutter whole()
{
    return [](qsizetype left) { return left; };
}

Cutter byteByByte()
{
    return [](qsizetype) { return qsizetype(1); };
}

Cutter cutAtRandom(quint32 seed)
{
    return [random = std::mt19937(seed)](qsizetype left) mutable {
        return qMin<qsizetype>(left, 1 + qsizetype(random() % 40));
    };
}

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

QStringList transcriptNames(const QString &protocol)
{
    const QString top = transcriptFolder(protocol);
    QDirIterator files(top, {QStringLiteral("*.txt")}, QDir::Files, QDirIterator::Subdirectories);
    QStringList names;
    while (files.hasNext())
        names.append(files.next().mid(top.size() + 1));
    names.sort();
    return names;
}

QString transcriptPath(const QString &protocol, const QString &name)
{
    return transcriptFolder(protocol) + QLatin1Char('/') + name;
}

QByteArray transcriptDifference(const QList<TranscriptLine> &transcript, TranscriptSession &session,
                                const Cutter &cut)
{
    QByteArrayList expected, events;
    QByteArray pending;
    const auto hear = [&] { session.hear(std::exchange(pending, {}), cut, &events); };
    for (const TranscriptLine &line : transcript) {
        if (line.kind == TranscriptLine::Kind::Server) {
            pending += line.bytes;
        } else if (line.kind == TranscriptLine::Kind::Event) {
            expected.append(line.bytes);
        } else {
            hear();
            const QByteArray written = session.write(line.bytes);
            if (written != line.bytes)
                return "wrote \"" + written + "\" instead of \"" + line.bytes + '"';
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

} // namespace Turnstone::Test
