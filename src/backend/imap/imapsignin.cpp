// SPDX-License-Identifier: MIT
#include "backend/imap/imapsignin.h"

#include "backend/imap/imaperror.h"
#include "base/log.h"
#include "protocol/sasl/sasl.h"

namespace Turnstone {

using namespace Imap;

ImapSignIn::ImapSignIn(ImapConnection &connection, const Endpoint &endpoint)
    : m_connection(connection)
    , m_endpoint(endpoint)
{ }

void ImapSignIn::run(const Credentials &credentials)
{
    m_connection.transport().open(m_endpoint);
    const StatusResponse hello = greeting();
    if (hello.condition == StatusResponse::Condition::Bye)
        throw ImapError::byeReceived(hello.text);
    // PREAUTH takes the way to STARTTLS away: who injects it reads along (CVE-2014-4936 and kin).
    if (hello.condition == StatusResponse::Condition::PreAuth
        && m_endpoint.security != ConnectionSecurity::Tls)
        throw ImapError::preAuthInClear();
    if (m_endpoint.security == ConnectionSecurity::StartTls)
        protect();
    learnCapabilities();
    if (hello.condition != StatusResponse::Condition::PreAuth)
        authenticate(credentials);
    learnCapabilities();
    introduce();
}

/// A busy Dovecot says "* OK Waiting for authentication process…" first and greets by a second OK:
/// the first counts, and what it doesn't tell is asked for.
StatusResponse ImapSignIn::greeting()
{
    m_connection.allow(m_connection.timeouts().command);
    const std::optional<Event> event = m_connection.wait();
    return std::get<StatusResponse>(std::get<Untagged>(*event).response);
}

void ImapSignIn::protect()
{
    learnCapabilities();
    if (!m_connection.offers("STARTTLS"))
        throw ImapError::noStartTls();
    const StatusResponse status = m_connection.ask(Commands::startTls());
    if (!status.ok())
        throw ImapError::startTlsRefused(status.text);
    m_connection.startTls();
}

void ImapSignIn::learnCapabilities()
{
    if (!m_connection.session().capabilities().areKnown())
        m_connection.run(Commands::capability(), ErrorScope::Session);
}

void ImapSignIn::authenticate(const Credentials &credentials)
{
    if (authenticateBySasl(credentials))
        return;
    if (credentials.isToken)
        throw tokenUnusable(false);
    if (m_connection.offers("LOGINDISABLED"))
        throw m_endpoint.security == ConnectionSecurity::None ? ImapError::loginDisabled()
                                                              : ImapError::noMechanism();
    const StatusResponse status =
        m_connection.ask(Commands::login(credentials.user.toUtf8(), credentials.password));
    if (!status.ok())
        throw ImapError::signInRefused(status);
}

/// False where no mechanism of the server's is ours.
bool ImapSignIn::authenticateBySasl(const Credentials &credentials)
{
    const bool inClear = m_endpoint.security == ConnectionSecurity::None;
    const QByteArrayList offered = m_connection.session().capabilities().mechanisms();
    QByteArrayList excluded;
    // In clear a server that disables LOGIN wants no password; SCRAM doesn't show it one.
    if (inClear && m_connection.offers("LOGINDISABLED"))
        excluded = mechanismsInClear();
    const SaslCredentials known{credentials.user, credentials.password,
                                m_connection.transport().info().serverEndPoint,
                                credentials.isToken};
    if (credentials.isToken && inClear)
        throw tokenUnusable(true);
    for (;;) {
        const std::unique_ptr<SaslMechanism> mechanism = chooseMechanism(offered, known, excluded);
        if (!mechanism)
            return false;
        const StatusResponse status = exchange(*mechanism);
        if (status.ok()) {
            mechanism->succeeded();
            return true;
        }
        const bool doubtful =
            status.code.code == Code::None && !m_connection.transport().info().pinned;
        const QByteArrayList refused =
            inClear ? QByteArrayList() : afterRefusal(*mechanism, doubtful);
        if (refused.isEmpty() || !chooseMechanism(offered, known, refused))
            throw ImapError::signInRefused(status);
        qCInfo(lcBackend) << mechanism->name()
                          << "was refused for no reason told of the password:" << status.text;
        excluded = refused;
    }
}

/// One AUTHENTICATE; what makes no sense ends it by "*" and is thrown once the server has answered.
StatusResponse ImapSignIn::exchange(SaslMechanism &mechanism)
{
    std::optional<Secret> initial = mechanism.initialResponse();
    const bool along = initial && m_connection.offers("SASL-IR");
    m_connection.allow(m_connection.timeouts().command);
    const CommandId id = m_connection.send(Commands::authenticate(
        mechanism.name(), along ? std::optional(saslEncoded(*initial, true)) : std::nullopt));
    if (along)
        initial.reset();
    std::optional<MailError> nonsense;
    const StatusResponse status = m_connection.settle(id, [&](const Event &event) {
        const auto *go = std::get_if<Go>(&event);
        if (!go)
            return;
        Session &session = m_connection.session();
        if (initial) {
            session.answer(saslEncoded(*initial, false));
            initial.reset();
            return;
        }
        const std::optional<QByteArray> challenge = saslDecoded(go->text);
        try {
            session.answer(challenge ? saslEncoded(mechanism.respond(*challenge), false)
                                     : Secret("*"));
        } catch (const MailError &error) {
            nonsense = error;
            session.answer(Secret("*"));
        }
    });
    if (nonsense)
        throw *nonsense;
    return status;
}

/// Some servers open no mailbox for who doesn't say what it is (RFC 2971). The answer tells nothing
/// that matters; it comes along with the next one.
void ImapSignIn::introduce()
{
    if (m_connection.offers("ID"))
        m_connection.send(Commands::id("Turnstone", TURNSTONE_VERSION));
}

} // namespace Turnstone
