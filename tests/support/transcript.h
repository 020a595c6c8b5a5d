// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayList>
#include <QString>

#include <functional>

namespace Turnstone::Test {

/// Bytes as text: what isn't printable ASCII, and the backslash, as "\xHH".
QByteArray escaped(QByteArrayView bytes);
QByteArray unescaped(QByteArrayView text);

/// How a server's bytes are cut: the size of the next piece, given what is left.
using Cutter = std::function<qsizetype(qsizetype left)>;
Cutter whole();
Cutter byteByByte();
/// The same pieces for the same seed.
Cutter cutAtRandom(quint32 seed);

/// A recorded session, as it stands in tests/transcripts/<protocol>/<server>/*.txt: what a server
/// of that kind says (S:), what the client must have written (C:), and what it must have understood
/// (E:). "S:" ends with CRLF, "S-:" with a bare LF; "\xHH" is a byte; "# " begins a comment.
struct TranscriptLine {
    enum class Kind { Server, Client, Event };
    Kind kind = Kind::Server;
    QByteArray bytes;
};
QList<TranscriptLine> readTranscript(const QString &path);
/// Every transcript below tests/transcripts/<protocol>, by its path from there.
QStringList transcriptNames(const QString &protocol);
QString transcriptPath(const QString &protocol, const QString &name);

/// A session under test, without a socket.
class TranscriptSession {
public:
    virtual ~TranscriptSession() = default;
    /// Gives the session the command that must put this line on the wire; what it wrote.
    virtual QByteArray write(const QByteArray &line) = 0;
    /// Feeds what the server says in pieces, and appends a line for each event.
    virtual void hear(const QByteArray &bytes, const Cutter &cut, QByteArrayList *events) = 0;
    virtual bool isQuiet() const = 0;
};

/// The first line that isn't as the transcript says, or nothing.
QByteArray transcriptDifference(const QList<TranscriptLine> &transcript, TranscriptSession &session,
                                const Cutter &cut);

} // namespace Turnstone::Test
