// SPDX-License-Identifier: MIT
#include "net/wirelog.h"

#include <QLoggingCategory>
#include <algorithm>

namespace Turnstone {

Q_LOGGING_CATEGORY(lcWire, "turnstone.wire", QtWarningMsg)

namespace {
constexpr qsizetype shownLineBytes = 500;
constexpr qsizetype shortestHidden = 4;
/// Shorter than any hidden word, so that none is a part of it.
constexpr char hiddenMark[] = "***";
} // namespace

WireLog::WireLog(const QString &connection, Sink sink)
    : m_connection(connection)
    , m_sink(std::move(sink))
    , m_on(m_sink || lcWire().isDebugEnabled())
{ }

void WireLog::addHidden(const QByteArray &bytes)
{
    if (bytes.size() < shortestHidden)
        return;
    for (const Secret &known : m_hidden) {
        if (known.reveal() == bytes)
            return;
    }
    m_longestHidden = qMax(m_longestHidden, bytes.size());
    // Longest first: a word within another must not be taken out of it and leave the rest.
    const auto shorter = std::find_if(m_hidden.begin(), m_hidden.end(), [&](const Secret &known) {
        return known.reveal().size() < bytes.size();
    });
    m_hidden.insert(shorter, Secret(bytes));
}

void WireLog::hide(const Secret &secret)
{
    if (!m_on)
        return;
    addHidden(secret.reveal());
    addHidden(secret.reveal().toBase64());
}

void WireLog::sent(QByteArrayView bytes)
{
    if (m_on)
        add(m_out, 'C', bytes);
}

void WireLog::sentSecret(const QByteArray &bytes)
{
    if (!m_on)
        return;
    addHidden(bytes);
    add(m_out, 'C', hiddenMark);
}

void WireLog::received(QByteArrayView bytes)
{
    if (m_on)
        add(m_in, 'S', bytes);
}

void WireLog::event(const QString &what)
{
    if (!m_on)
        return;
    flush(m_out, 'C');
    flush(m_in, 'S');
    const QString line = m_connection + QStringLiteral(" * ") + what;
    if (m_sink)
        m_sink(line);
    else
        qCDebug(lcWire).noquote() << line;
}

void WireLog::add(Line &line, char direction, QByteArrayView bytes)
{
    // A hidden word may begin within what is shown, so that much more is kept until the line is
    // whole and can be searched.
    const qsizetype kept = shownLineBytes + m_longestHidden;
    while (!bytes.isEmpty()) {
        const qsizetype lineEnd = bytes.indexOf('\n');
        const QByteArrayView piece = lineEnd < 0 ? bytes : bytes.first(lineEnd);
        const qsizetype room = qMax<qsizetype>(0, kept - line.bytes.size());
        line.bytes.append(piece.first(qMin(room, piece.size())));
        line.skipped += qMax<qsizetype>(0, piece.size() - room);
        if (lineEnd < 0)
            return;
        flush(line, direction);
        bytes = bytes.sliced(lineEnd + 1);
    }
}

void WireLog::flush(Line &line, char direction)
{
    if (line.bytes.isEmpty() && line.skipped == 0)
        return;
    QByteArray shown = redacted(line.bytes);
    if (shown.endsWith('\r'))
        shown.chop(1);
    qint64 skipped = line.skipped;
    if (skipped > 0) {
        // What was cut off may have begun with a hidden word that now can't be recognised.
        const qsizetype doubtful = qMin(shown.size(), m_longestHidden);
        shown.chop(doubtful);
        skipped += doubtful;
    }
    if (shown.size() > shownLineBytes) {
        skipped += shown.size() - shownLineBytes;
        shown.truncate(shownLineBytes);
    }
    for (char &c : shown) {
        if (uchar(c) < 0x20 || uchar(c) == 0x7f)
            c = '.';
    }
    QString text = m_connection + QLatin1Char(' ') + QLatin1Char(direction) + QStringLiteral(": ")
        + QString::fromUtf8(shown);
    if (skipped > 0)
        text += QStringLiteral(" [%1 more bytes]").arg(skipped);
    line = {};
    if (m_sink)
        m_sink(text);
    else
        qCDebug(lcWire).noquote() << text;
}

QByteArray WireLog::redacted(QByteArray line) const
{
    for (const Secret &secret : m_hidden)
        line.replace(secret.reveal(), hiddenMark);
    return line;
}

} // namespace Turnstone
