// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QJsonObject>
#include <QString>

namespace Turnstone {

/// A line's worth of text from a server or a message, harmless for a terminal: control characters,
/// line ends and marks that reorder text are written as \xNN or \u{NNNN}.
QString escapedLine(const QString &text);
/// Running text: as escapedLine, but line ends and tabs stay.
QString escapedText(const QString &text);

/// Where turnstonectl prints: results on standard output, sentences for people on standard error.
/// One thread.
class CliOutput {
public:
    explicit CliOutput(bool json)
        : m_json(json)
    { }
    bool isJson() const { return m_json; }

    /// One result: the object with --json, else the line, which must be harmless already.
    void result(const QJsonObject &object, const QString &line);
    /// For people only: nothing with --json.
    void line(const QString &text);
    void object(const QJsonObject &object);
    /// Bytes as they are; where standard output is a terminal, made harmless.
    void raw(QByteArrayView bytes);
    void complaint(const QString &sentence);

    /// Now: a reader at the other end of a pipe waits for it.
    void flush();
    /// False where standard output could not be written (a full disk).
    bool finish();

private:
    void write(const QByteArray &bytes);

    bool m_json;
    bool m_failed = false;
};

} // namespace Turnstone
