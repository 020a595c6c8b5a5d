// SPDX-License-Identifier: MIT
#pragma once

#include "base/secret.h"
#include "protocol/pop3/pop3parser.h"

#include <QByteArrayList>
#include <QList>
#include <QQueue>

namespace Turnstone {

enum class Pop3Verb {
    Greeting,
    Capa,
    Stls,
    User,
    Pass,
    Auth,
    Stat,
    List,
    Uidl,
    Top,
    Retr,
    Dele,
    Noop,
    Apop,
    Utf8,
    Quit
};

/// The status line of an answer. `number` is the message that the command named, else 0.
struct Pop3Reply {
    Pop3Verb verb = Pop3Verb::Greeting;
    quint32 number = 0;
    bool ok = false;
    QByteArray code; ///< response code, upper case (RFC 2449 8)
    QByteArray text;
};
/// During AUTH: still in base64.
struct Pop3Challenge {
    QByteArray base64;
};
/// One line of LIST. A size that is no number is -1, one beyond 63 bits the largest there is.
struct Pop3Size {
    quint32 number = 0;
    qint64 size = -1;
};
/// One line of UIDL. Empty where the server gave none; bytes as sent, whatever they are.
struct Pop3Uid {
    quint32 number = 0;
    QByteArray uid;
};
/// A line of LIST or UIDL that names no message.
struct Pop3Malformed {
    Pop3Verb verb = Pop3Verb::List;
};
/// A piece of a message, valid until the session is called again.
struct Pop3Content {
    Pop3Verb verb = Pop3Verb::Retr;
    quint32 number = 0;
    QByteArrayView bytes;
};
/// The end of an answer of many lines that began with an `ok` reply.
struct Pop3End {
    Pop3Verb verb = Pop3Verb::List;
    quint32 number = 0;
};
using Pop3Event =
    std::variant<Pop3Reply, Pop3Challenge, Pop3Size, Pop3Uid, Pop3Malformed, Pop3Content, Pop3End>;

/// What CAPA told (RFC 2449); all false where there is no CAPA.
struct Pop3Capabilities {
    bool known = false; ///< the server answered CAPA
    bool top = false, user = false, uidl = false, stls = false, pipelining = false;
    bool utf8 = false; ///< RFC 6856: messages with UTF-8 in their headers come as they are
    bool authRespCode = false; ///< RFC 3206: a wrong password is told by [AUTH]
    QByteArrayList sasl; ///< mechanisms, upper case
    std::optional<int> expireDays; ///< EXPIRE (RFC 2449 6.7): days; -1 NEVER
    qint64 loginDelaySeconds = 0; ///< LOGIN-DELAY (RFC 2449 6.5); 0: none told
    bool termsAreTheUsers = false; ///< those two may be others after signing in: ask again
};

struct Pop3Stat {
    qint64 messages = 0;
    qint64 bytes = 0;
};

/// The client's side of POP3 (RFC 1939, 2449, 2595, 5034), without a socket: commands become bytes
/// to send, bytes received become events, in order. Commands may be queued before their
/// predecessors are answered; whether the server allows that is the caller's business. One thread.
class Pop3Session {
public:
    /// Waits for the greeting.
    Pop3Session() { m_expected.enqueue({Pop3Verb::Greeting, 0}); }

    struct Output {
        QByteArray bytes;
        bool secret = false; ///< keep it out of logs
    };
    QList<Output> takeOutput();

    void capa() { command(Pop3Verb::Capa, "CAPA"); }
    void stls() { command(Pop3Verb::Stls, "STLS"); }
    /// Before signing in only (RFC 6856 2.1).
    void utf8() { command(Pop3Verb::Utf8, "UTF8"); }
    /// Throws MailError (Authentication) where the text holds a line break or NUL.
    void user(const QByteArray &name);
    void pass(const Secret &password);
    /// APOP (RFC 1939 7): the MD5 of the greeting's timestamp and the password, in hex.
    void apop(const QByteArray &name, const Secret &digest);
    /// `initial` in base64; left for the first, empty challenge where the line would be longer than
    /// 255 bytes (RFC 5034 4) — then `initialIsOwed` is true.
    void auth(const QByteArray &mechanism, const std::optional<Secret> &initial);
    bool initialIsOwed() const { return m_initialIsOwed; }
    void respond(const Secret &base64);
    void cancelAuth();
    void stat() { command(Pop3Verb::Stat, "STAT"); }
    void list() { command(Pop3Verb::List, "LIST"); }
    void uidl() { command(Pop3Verb::Uidl, "UIDL"); }
    /// The header, and so many lines of the body.
    void top(quint32 number, int lines = 0)
    {
        command(Pop3Verb::Top,
                "TOP " + QByteArray::number(number) + ' ' + QByteArray::number(lines), number);
    }
    void retr(quint32 number)
    {
        command(Pop3Verb::Retr, "RETR " + QByteArray::number(number), number);
    }
    void dele(quint32 number)
    {
        command(Pop3Verb::Dele, "DELE " + QByteArray::number(number), number);
    }
    void noop() { command(Pop3Verb::Noop, "NOOP"); }
    void quit() { command(Pop3Verb::Quit, "QUIT"); }

    void feed(QByteArrayView bytes) { m_parser.feed(bytes); }
    /// Absent: needs more bytes. Throws MailError (Protocol, session).
    std::optional<Pop3Event> next();
    /// Every command is answered.
    bool isIdle() const { return m_expected.isEmpty(); }
    /// Idle, and nothing came beyond the last answer: what must hold before a TLS handshake.
    bool isQuiet() const { return isIdle() && !m_parser.hasUnread(); }

    const Pop3Capabilities &capabilities() const { return m_capabilities; }
    /// After a handshake nothing that was said before counts (RFC 2595 4).
    void forgetCapabilities() { m_capabilities = {}; }

    /// The timestamp of a greeting's text, for APOP: an RFC 822 msg-id, and nothing that is none
    /// (made-up ones were used to find passwords out, CVE-2007-1558). Empty: there is none.
    static QByteArray timestampOf(QByteArrayView greeting);
    /// The text of STAT's +OK; absent where it is none.
    static std::optional<Pop3Stat> readStat(QByteArrayView text);

private:
    struct Expected {
        Pop3Verb verb;
        quint32 number;
    };
    void command(Pop3Verb verb, const QByteArray &line, quint32 number = 0);
    void say(const QByteArray &bytes, bool secret = false);
    std::optional<Pop3Event> readLine(const Pop3Line &line);
    void readCapability(const QByteArray &line);
    void readTerms(const QByteArrayList &words);

    Pop3Parser m_parser;
    QQueue<Expected> m_expected;
    QList<Output> m_output;
    Pop3Capabilities m_capabilities;
    qsizetype m_lines = 0; ///< of the current answer
    bool m_initialIsOwed = false;
};

} // namespace Turnstone
