// SPDX-License-Identifier: MIT
#include "submission/smtpconnection.h"

#include "base/clock.h"
#include "net/neterror.h"
#include "protocol/sasl/saslexchange.h"
#include "protocol/smtp/smtperror.h"

namespace Turnstone {

SmtpConnection::SmtpConnection(const SubmissionServer &server, SmtpTimeouts timeouts)
    : m_server(server)
    , m_timeouts(timeouts)
    , m_log(QStringLiteral("smtp ") + server.endpoint.host)
    , m_transport(server.certificates, server.wakeup, &m_log)
{ }

void SmtpConnection::abandon()
{
    m_open = false;
    // Not close(): a polite end would wait, and half a message must not look like a whole one.
    m_transport.abort();
}

void SmtpConnection::startAnswerClock(qint64 ms)
{
    m_transport.setDeadline(Clock::system().monotonicMs() + ms);
}

void SmtpConnection::flush()
{
    const auto send = [this] {
        for (const SmtpSession::Output &output : m_session.takeOutput()) {
            if (!m_waiting) {
                ++m_roundTrips;
                m_waiting = true;
            }
            // Each piece has its own time: a slow line may take long for a large message.
            startAnswerClock(m_open ? m_timeouts.answerMs : m_timeouts.connectMs);
            if (output.secret)
                m_transport.writeSecret(output.bytes);
            else
                m_transport.write(output.bytes);
        }
    };
    try {
        send();
    } catch (...) {
        abandon();
        throw;
    }
}

SmtpEvent SmtpConnection::next()
{
    try {
        for (;;) {
            if (std::optional<SmtpEvent> event = m_session.next()) {
                if (m_session.isIdle() || std::holds_alternative<SmtpChallenge>(*event))
                    m_waiting = false;
                return *std::move(event);
            }
            flush();
            m_session.feed(
                m_transport.read({m_open ? m_timeouts.acceptMs : m_timeouts.connectMs, false}));
        }
    } catch (...) {
        abandon();
        throw;
    }
}

SmtpReply SmtpConnection::reply()
{
    flush();
    // A server that sends one byte a second ends here.
    startAnswerClock(m_open ? m_timeouts.acceptMs : m_timeouts.connectMs);
    for (;;) {
        const SmtpEvent event = next();
        if (const auto *reply = std::get_if<SmtpReply>(&event))
            return *reply;
    }
}

void SmtpConnection::askCapabilities()
{
    m_session.ehlo();
    const SmtpReply answer = reply();
    if (!answer.isPositive())
        throw SmtpError::notServed(answer);
}

void SmtpConnection::open(const SubmissionCredentials &credentials)
{
    m_session = {};
    m_log.hide(credentials.password);
    m_roundTrips = 1; // the greeting
    m_waiting = true;
    try {
        m_transport.setDeadline(0);
        m_transport.open(m_server.endpoint);
        const SmtpReply greeting = reply();
        if (!greeting.isPositive())
            throw SmtpError::notServed(greeting);
        askCapabilities();
        if (m_server.endpoint.security == ConnectionSecurity::StartTls) {
            // Asked for whatever EHLO said in clear: the user chose TLS, and without it nothing
            // else is said (RFC 3207 4.1, RFC 8314 3).
            m_session.startTls();
            const SmtpReply answer = reply();
            if (answer.code != 220)
                throw SmtpError::noStartTls(answer);
            if (!m_session.isQuiet())
                throw NetError::bytesBeforeTls(m_server.endpoint);
            m_transport.startTls();
            m_session.forgetCapabilities();
            askCapabilities();
        }
        signIn(credentials);
        m_open = true;
    } catch (...) {
        abandon();
        throw;
    }
}

void SmtpConnection::signIn(const SubmissionCredentials &credentials)
{
    if (credentials.user.isEmpty())
        return;
    const bool inClear = m_server.endpoint.security == ConnectionSecurity::None;
    if (credentials.isToken && inClear)
        throw tokenUnusable(true);
    const QByteArrayList offered = m_session.capabilities().sasl;
    if (offered.isEmpty() && !credentials.isToken)
        return; // a relay that knows this computer; else it says so at MAIL
    const SaslCredentials known{credentials.user, credentials.password,
                                m_transport.info().serverEndPoint, credentials.isToken};
    QByteArrayList excluded;
    for (;;) {
        const auto mechanism = chooseMechanism(offered, known, excluded);
        if (!mechanism)
            throw credentials.isToken ? tokenUnusable(false) : SmtpError::noMechanism();
        SmtpReply answer = exchangeSasl<SmtpReply, SmtpChallenge>(*mechanism, m_session,
                                                                  [this] { return next(); });
        if (answer.isPositive()) {
            mechanism->succeeded();
            return;
        }
        // 5.7.8 is RFC 4954's code for what is wrong with the credentials; one that says less may
        // mean the mechanism.
        const bool doubtful = answer.status != "5.7.8" && !m_transport.info().pinned;
        excluded =
            inClear || answer.isTemporary() ? QByteArrayList() : afterRefusal(*mechanism, doubtful);
        if (!excluded.isEmpty() && chooseMechanism(offered, known, excluded))
            continue;
        if (!credentials.password.isEmpty()) { // servers do echo what they refuse
            answer.text.replace(credentials.password.reveal(), "…");
            answer.text.replace(credentials.password.reveal().toBase64(), "…");
        }
        throw SmtpError::signInRefused(answer, SmtpError::words(answer.text));
    }
}

void SmtpConnection::quit()
{
    if (!isOpen())
        return;
    m_timeouts.acceptMs = m_timeouts.answerMs = 5'000;
    try {
        m_session.quit();
        reply();
        m_open = false;
        m_transport.close();
    } catch (const MailError &) {
        abandon(); // some hang up at QUIT
    }
}

} // namespace Turnstone
