// SPDX-License-Identifier: MIT
#pragma once

#include "protocol/imap/session.h"
#include "support/transcript.h"

namespace Turnstone::Test {

/// An IMAP session for transcripts. A client's line is given as a command of its verb's kind, LOGIN
/// and AUTHENTICATE by their builders; DONE ends an IDLE, and a line in an AUTHENTICATE answers a
/// challenge. An event is a line:
///   "ok [CODE 1 word] text" (also "no", "bad", "bye", "preauth"), "T3 ok text", "T3 lost",
///   "capability A B", "exists 3", "expunge 3", "vanished 1:3", "list path / \noselect",
///   "lsub path /", "status path messages=1 …", "search 1:3", "flags \Seen", "other NAME",
///   "fetch 3 uid=7 flags=\Seen size=120 date=1605952800 subject=… parts=1:text/plain …
///   BODY[HEADER]=…", "content uid=7 [] …", "go …", and "error …" at the end of everything.
/// "damaged" ends a fetch that went wrong somewhere. Pieces of one content are one line.
class ImapPlayer : public TranscriptSession {
public:
    QByteArray write(const QByteArray &line) override;
    void hear(const QByteArray &bytes, const Cutter &cut, QByteArrayList *events) override;
    bool isQuiet() const override { return m_failed || m_session.running() == 0; }
    /// The line breaks: what ran is told as lost.
    void hangUp(QByteArrayList *events);

private:
    void takeEvents(QByteArrayList *events);

    Imap::Session m_session;
    bool m_challenged = false;
    bool m_failed = false;
};

} // namespace Turnstone::Test
