// SPDX-License-Identifier: MIT
#pragma once

#include "mail/contact.h"

#include <QIODevice>
#include <QStringConverter>
#include <optional>

namespace Turnstone {

/// Reads a file of contacts in pieces, so that its size costs no memory: vCards where a line begins
/// one, else CSV. A card beyond 16 MiB is left out and counted as unreadable; so is a CSV's line on
/// which a quotation mark opens that nothing closes, and reading goes on behind that line. Any
/// thread, one at a time.
class ContactFileReader {
public:
    /// `device` is open for reading and outlives this.
    explicit ContactFileReader(QIODevice &device);

    /// The next of it, some thousand contacts at most; none at the end.
    std::optional<ReadContacts> next();
    bool isVCard() const { return m_isVCard; }
    /// The first line of a CSV, from 1, on which a quotation mark stays open; 0: none so far.
    qint64 unclosedLine() const { return m_unclosedLine; }
    /// Why it couldn't be read to its end; empty: it could.
    const QString &fault() const { return m_fault; }

private:
    bool fill();
    void begin();
    std::optional<ReadContacts> nextCards();
    std::optional<ReadContacts> nextRows();
    /// Looks for the ends of rows, outside of quotes.
    struct Rows {
        qsizetype end = 0; ///< of the last whole one; 0: there is none
        /// What begins there opens a quote that nothing closes; -1: no such.
        qsizetype unclosed = -1;
    };
    Rows wholeRows() const;
    ReadContacts leaveLineOut();
    QByteArray take(qsizetype bytes);

    QIODevice &m_device;
    QByteArray m_buffer;
    QByteArray m_header; ///< a CSV's row of headers
    std::optional<QStringDecoder> m_decoder; ///< of UTF-16
    QString m_fault;
    qsizetype m_looked = 0; ///< up to there nothing ends a piece
    qsizetype m_end = 0; ///< of the last whole card
    qint64 m_linesTaken = 0, m_unclosedLine = 0;
    char m_separator = ',';
    bool m_begun = false, m_ended = false, m_isVCard = false, m_skipping = false;
};

} // namespace Turnstone
