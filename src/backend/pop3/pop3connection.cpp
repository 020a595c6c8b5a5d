// SPDX-License-Identifier: MIT
#include "backend/pop3/pop3connection.h"

#include "net/neterror.h"
#include "protocol/pop3/pop3error.h"
#include "protocol/sasl/saslexchange.h"

#include <QCryptographicHash>

namespace Turnstone {

namespace {
constexpr qint64 pop3RenewBytes = 64 * 1024;
}

Pop3Connection::Pop3Connection(const BackendConfig &config, Pop3Timeouts timeouts)
    : m_endpoint(config.server.endpoint)
    , m_timeouts(timeouts)
    , m_log(QStringLiteral("pop3 ") + m_endpoint.host)
    , m_transport(config.certificates, config.wakeup, &m_log)
{ }

void Pop3Connection::abandon()
{
    m_open = false;
    // Not close(): a polite end would wait, and there is nothing to be polite about.
    m_transport.abort();
}

void Pop3Connection::startAnswerClock()
{
    m_transport.setDeadline(Clock::system().monotonicMs() + m_timeouts.answerMs);
    m_renewAt = m_transport.bytesIn() + pop3RenewBytes;
}

void Pop3Connection::flush()
{
    for (const Pop3Session::Output &output : m_session.takeOutput()) {
        if (!m_waiting) {
            ++m_roundTrips;
            m_waiting = true;
            startAnswerClock();
        }
        if (output.secret)
            m_transport.writeSecret(output.bytes);
        else
            m_transport.write(output.bytes);
    }
}

Pop3Event Pop3Connection::next()
{
    try {
        for (;;) {
            if (std::optional<Pop3Event> event = m_session.next()) {
                m_lastHeardMs = Clock::system().monotonicMs();
                // A challenge must be answered by a new burst, as must everything after the last
                // answer.
                if (m_session.isIdle() || std::holds_alternative<Pop3Challenge>(*event))
                    m_waiting = false;
                // Each whole answer is progress; a piece of one is not.
                else if (std::holds_alternative<Pop3Reply>(*event)
                         || std::holds_alternative<Pop3End>(*event))
                    startAnswerClock();
                return *std::move(event);
            }
            flush();
            const qint64 idleMs = m_open ? m_timeouts.idleMs : m_timeouts.idleMs / 2;
            m_session.feed(m_transport.read({idleMs, false}));
            if (m_transport.bytesIn() >= m_renewAt)
                startAnswerClock();
        }
    } catch (...) {
        abandon();
        throw;
    }
}

Pop3Reply Pop3Connection::reply()
{
    for (;;) {
        const Pop3Event event = next();
        if (const auto *reply = std::get_if<Pop3Reply>(&event))
            return *reply;
    }
}

void Pop3Connection::open(const Credentials &credentials)
{
    m_session = {};
    m_log.hide(credentials.password);
    m_roundTrips = 1; // the greeting
    m_waiting = true;
    try {
        m_transport.setDeadline(0);
        m_transport.open(m_endpoint);
        startAnswerClock();
        const Pop3Reply greeting = reply();
        if (!greeting.ok)
            throw Pop3Error::serverBusy(greeting.code, Pop3Error::words(greeting.text));
        // Only of use in clear; and what was said before TLS doesn't count under it.
        m_timestamp = isInClear() ? Pop3Session::timestampOf(greeting.text) : QByteArray();
        if (m_endpoint.security == ConnectionSecurity::StartTls) {
            // What CAPA would say in clear couldn't be believed: the user chose TLS, so it's asked
            // for, and without it nothing else is said.
            m_session.stls();
            const Pop3Reply answer = reply();
            if (!answer.ok)
                throw Pop3Error::noStls(Pop3Error::words(answer.text));
            if (!m_session.isQuiet())
                throw NetError::bytesBeforeTls(m_endpoint);
            m_transport.startTls();
            m_session.forgetCapabilities();
        }
        m_session.capa();
        if (reply().ok) {
            while (!m_session.isIdle())
                next();
        }
        if (m_session.capabilities().utf8) {
            // Else a server may give another message in the place of one with UTF-8 in its headers
            // (RFC 6856 3.1; Courier does). Refused: nothing is lost but that.
            m_session.utf8();
            reply();
        }
        signIn(credentials);
        m_open = true;
        if (m_session.capabilities().termsAreTheUsers) {
            m_session.capa();
            if (reply().ok) {
                while (!m_session.isIdle())
                    next();
            }
        }
    } catch (...) {
        abandon();
        throw;
    }
}

bool Pop3Connection::isInClear() const
{
    return m_endpoint.security == ConnectionSecurity::None;
}

void Pop3Connection::signIn(const Credentials &credentials)
{
    if (credentials.isToken && isInClear())
        throw tokenUnusable(true);
    const std::optional<MailError> refusal = authenticate(credentials);
    if (!refusal)
        return;
    if (credentials.isToken)
        throw refusal->kind == ErrorKind::Authentication ? *refusal : tokenUnusable(false);
    try {
        loginByPassword(credentials);
    } catch (const MailError &error) {
        // A server that hung up after it had refused has said what is wrong.
        if (error.kind == ErrorKind::Network && refusal->kind == ErrorKind::Authentication)
            throw *refusal;
        throw;
    }
}

std::optional<MailError> Pop3Connection::authenticate(const Credentials &credentials)
{
    const bool inClear = isInClear();
    const QByteArrayList offered = m_session.capabilities().sasl;
    const SaslCredentials known{credentials.user, credentials.password,
                                m_transport.info().serverEndPoint, credentials.isToken};
    QByteArrayList excluded;
    for (;;) {
        const auto mechanism = chooseMechanism(offered, known, excluded);
        const bool showsPassword = !mechanism || mechanismsInClear().contains(mechanism->name());
        if (showsPassword && inClear && loginByDigest(credentials))
            return {};
        if (!mechanism)
            return MailError{}; // not refused, not tried
        const Pop3Reply reply = exchangeSasl<Pop3Reply, Pop3Challenge>(*mechanism, m_session,
                                                                       [this] { return next(); });
        if (reply.ok) {
            mechanism->succeeded();
            return {};
        }
        const bool doubtful = reply.code.isEmpty() && !m_transport.info().pinned;
        excluded = inClear ? QByteArrayList() : afterRefusal(*mechanism, doubtful);
        if (!excluded.isEmpty() && chooseMechanism(offered, known, excluded))
            continue;
        // A server that knows the code of RFC 3206 would have used it for a wrong password; of one
        // that doesn't, an old one may only have stumbled over AUTH. Whom SCRAM was offered isn't
        // given the password after all, in clear least of all.
        const MailError refusal =
            Pop3Error::signInRefused(reply.code, wordsWithout(credentials.password, reply.text));
        if (m_session.capabilities().user && reply.code.isEmpty()
            && mechanismsInClear().contains(mechanism->name()))
            return refusal;
        throw refusal;
    }
}

/// APOP, where nothing protects the connection: the password itself isn't shown. False: it isn't
/// offered, or was refused as if the password were wrong. Servers that show everybody a timestamp
/// and have secrets for a few (GNU Mailutils) do that; the user, who has agreed to a password in
/// clear, then signs in by it. It would protect from nobody to refuse: who sits in between leaves
/// the timestamp out.
bool Pop3Connection::loginByDigest(const Credentials &credentials)
{
    const QByteArray name = credentials.user.toUtf8();
    if (m_timestamp.isEmpty() || name.contains(' '))
        return false;
    QCryptographicHash digest(QCryptographicHash::Md5);
    digest.addData(m_timestamp);
    digest.addData(credentials.password.reveal());
    m_session.apop(name, Secret(digest.result().toHex()));
    m_timestamp.clear(); // once
    const Pop3Reply answer = reply();
    if (!answer.ok && !answer.code.isEmpty() && answer.code != "AUTH")
        throw Pop3Error::signInRefused(answer.code,
                                       wordsWithout(credentials.password, answer.text));
    return answer.ok;
}

void Pop3Connection::loginByPassword(const Credentials &credentials)
{
    m_session.user(credentials.user.toUtf8());
    const Pop3Reply user = reply();
    if (!user.ok)
        throw Pop3Error::signInRefused(user.code, wordsWithout(credentials.password, user.text));
    m_session.pass(credentials.password);
    const Pop3Reply pass = reply();
    if (!pass.ok)
        throw Pop3Error::signInRefused(pass.code, wordsWithout(credentials.password, pass.text));
}

QString Pop3Connection::wordsWithout(const Secret &password, const QByteArray &text)
{
    // Servers do echo the command they refuse.
    QByteArray safe = text;
    if (!password.isEmpty()) {
        safe.replace(password.reveal(), "…");
        safe.replace(password.reveal().toBase64(), "…");
    }
    return Pop3Error::words(safe);
}

Pop3Reply Pop3Connection::quit()
{
    m_session.quit();
    const Pop3Reply answer = reply();
    m_open = false;
    m_transport.close();
    return answer;
}

TransferCounts Pop3Connection::counts() const
{
    return {m_transport.bytesIn(), m_transport.bytesOut(), m_roundTrips};
}

} // namespace Turnstone
