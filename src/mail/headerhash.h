// SPDX-License-Identifier: MIT
#pragma once

#include "base/sha256.h"

#include <QByteArray>
#include <QByteArrayView>

namespace Turnstone {

/// What a message is, whatever way it came: SHA-256 of its canonical header, over bytes that come
/// in pieces of any size and hold anything. Left out is what servers add or strip (Content-Length,
/// Return-Path, Status, X-Status, X-Keywords, X-UID, X-UIDL, X-IMAP, X-IMAPbase, X-Message-Flag,
/// with their continuation lines), lines that are no header, continuation lines of blanks only, and
/// every CR; a NUL counts as the byte 0x80 that IMAP servers send in its place. What is kept is
/// kept as it is written, folds and all (RFC 5322 2.2). Memory is bounded. One thread at a time.
class HeaderHash {
public:
    /// Returns how many of the bytes were the header's: fewer than came only where it ended by an
    /// empty line (one of nothing but CRs is empty), which is the header's too.
    qsizetype add(QByteArrayView bytes);
    bool hasEnded() const { return m_state == State::Ended; }
    /// 32 bytes; the object then starts anew. What has come so far counts as the whole header.
    QByteArray result();

private:
    enum class State {
        LineStart,
        Name, ///< in the bytes before a colon, held back
        NameEnd, ///< blanks between name and colon (RFC 5322 4.5), held back too
        Blanks, ///< in the blanks that a continuation line begins with, held back
        Kept,
        LeftOut,
        Ended
    };
    qsizetype addKept(QByteArrayView bytes);
    void step(char c);
    void beginLine(char c);
    void decide();
    void hold(char c);

    Sha256 m_hash;
    State m_state = State::LineStart;
    bool m_keepsField = false; ///< the field whose continuation may follow
    QByteArray m_held; ///< of a line that isn't decided
    qsizetype m_nameBytes = 0; ///< of m_held
};

/// Both of a message's hashes in one pass over its bytes. Memory is bounded.
class MessageHash {
public:
    void add(QByteArrayView bytes);
    struct Hashes {
        QByteArray header; ///< HeaderHash
        /// SHA-256 of what follows the header's empty line, without CRs and line feeds at the end,
        /// NUL as in the header: the same where a server changes line ends.
        QByteArray body;
    };
    /// The object then starts anew.
    Hashes result();

private:
    HeaderHash m_header;
    Sha256 m_body;
    qint64 m_lineFeeds = 0; ///< that the body doesn't end with for sure
};

} // namespace Turnstone
