// SPDX-License-Identifier: MIT
#pragma once

#include "base/secret.h"

#include <QByteArrayList>
#include <QList>
#include <QQueue>

#include <optional>
#include <variant>

namespace Turnstone {

enum class SmtpVerb {
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,
    Content, ///< what comes after DATA's 354: the answer to the final dot
    Chunk, ///< BDAT
    LastChunk, ///< BDAT … LAST
    Rset,
    Quit
};

/// A whole answer (RFC 5321 4.2), of one line or many.
struct SmtpReply {
    SmtpVerb verb = SmtpVerb::Greeting;
    int code = 0; ///< 200…599
    QByteArray
        status; ///< enhanced status code (RFC 2034, 3463), "5.1.1"; empty where there is none
    QByteArray text; ///< all lines, without codes, joined by LF
    bool isPositive() const { return code >= 200 && code < 300; }
    bool isTemporary() const { return code >= 400 && code < 500; }
    bool wantsContent() const { return code == 354; }
};
/// During AUTH: still in base64.
struct SmtpChallenge {
    QByteArray base64;
};
using SmtpEvent = std::variant<SmtpReply, SmtpChallenge>;

/// What EHLO told (RFC 5321 4.1.1.1).
struct SmtpCapabilities {
    bool startTls = false, pipelining = false, eightBitMime = false, smtpUtf8 = false;
    bool chunking = false, dsn = false, enhancedStatusCodes = false;
    bool size = false; ///< SIZE is understood
    qint64 largest = 0; ///< bytes (RFC 1870); 0: no limit told
    qint64 mostRecipients = 0; ///< LIMITS RCPTMAX (RFC 9422); 0: none told
    QByteArrayList sasl; ///< mechanisms, upper case
};

/// Delivery reports that are asked for (NOTIFY, RFC 3461 4.1); none: as the server does by itself.
enum class SmtpNotify { Success = 1, Failure = 2, Delay = 4 };
Q_DECLARE_FLAGS(SmtpNotifies, SmtpNotify)

/// MAIL and its parameters. What the server doesn't offer is left out by the session.
struct SmtpEnvelope {
    QByteArray sender; ///< as `smtpAddress` gives it; empty: the null path
    qint64 size = 0; ///< bytes of the content
    bool eightBit = false; ///< BODY=8BITMIME (RFC 6152)
    bool utf8 = false; ///< SMTPUTF8 (RFC 6531)
    SmtpNotifies notify;
};

/// The client's side of SMTP submission (RFC 6409, 5321), without a socket: commands become bytes
/// to send, bytes received become events, in order. Commands may be queued before their
/// predecessors are answered; whether the server allows that (PIPELINING, RFC 2920) is the caller's
/// business. One thread.
class SmtpSession {
public:
    /// Waits for the greeting.
    SmtpSession() { m_expected.enqueue(SmtpVerb::Greeting); }

    struct Output {
        QByteArray bytes;
        bool secret = false; ///< keep it out of logs
    };
    QList<Output> takeOutput();

    /// There is no HELO: who can't answer EHLO offers neither a sign-in nor a size.
    void ehlo();
    void startTls() { command(SmtpVerb::StartTls, "STARTTLS"); }
    /// `initial` in base64; left for the first, empty challenge where the line would be longer than
    /// 512 bytes (RFC 4954 4) — then `initialIsOwed` is true.
    void auth(const QByteArray &mechanism, const std::optional<Secret> &initial);
    bool initialIsOwed() const { return m_initialIsOwed; }
    void respond(const Secret &base64);
    void cancelAuth();

    void mail(const SmtpEnvelope &);
    /// `address` as `smtpAddress` gives it.
    void rcpt(const QByteArray &address, SmtpNotifies notify = {});
    void data() { command(SmtpVerb::Data, "DATA"); }
    /// After DATA's 354: a piece of the message, cut anywhere. Dots are stuffed, and whatever ends
    /// a line becomes CRLF, so that nothing in it can be taken for its end.
    void content(QByteArrayView piece);
    /// The final dot. From here on the message may have been taken.
    void endContent();
    /// BDAT (RFC 3030 2): the bytes as they are.
    void chunk(QByteArrayView bytes, bool last);
    void rset() { command(SmtpVerb::Rset, "RSET"); }
    void quit() { command(SmtpVerb::Quit, "QUIT"); }

    void feed(QByteArrayView bytes);
    /// Absent: needs more bytes. Throws MailError (Protocol, session) on what is no SMTP, and
    /// Network where the server says good-bye unasked.
    std::optional<SmtpEvent> next();
    /// Every command is answered.
    bool isIdle() const { return m_expected.isEmpty(); }
    qsizetype unanswered() const { return m_expected.size(); }
    /// Idle, and nothing came beyond the last answer: what must hold before a TLS handshake.
    bool isQuiet() const { return isIdle() && m_at >= m_buffer.size(); }

    const SmtpCapabilities &capabilities() const { return m_capabilities; }
    /// After a handshake nothing that was said before counts (RFC 3207 4.2).
    void forgetCapabilities() { m_capabilities = {}; }

private:
    void command(SmtpVerb verb, const QByteArray &line);
    void say(QByteArrayView bytes, bool secret = false);
    bool takeLine(QByteArray *line);
    void readCapabilities(const QByteArray &text);

    QByteArray m_buffer;
    qsizetype m_at = 0; ///< what is before has been taken
    qsizetype m_searched = 0; ///< no line end between m_at and here
    SmtpReply m_reply; ///< its lines so far
    int m_lines = 0;
    QQueue<SmtpVerb> m_expected;
    QList<Output> m_output;
    SmtpCapabilities m_capabilities;
    bool m_initialIsOwed = false;
    bool m_atLineStart = true; ///< of the content
    bool m_afterCr = false;
};

/// An address as MAIL and RCPT take it, without brackets: its domain in A-labels (RFC 5890) unless
/// the part before it needs SMTPUTF8 anyway, that part quoted where it must be. Absent where it
/// can't be sent at all: no domain, controls, line ends, too long (RFC 5321 4.5.3.1).
std::optional<QByteArray> smtpAddress(const QString &address);
/// It can only be sent with SMTPUTF8.
bool needsSmtpUtf8(const QByteArray &smtpAddress);

} // namespace Turnstone
