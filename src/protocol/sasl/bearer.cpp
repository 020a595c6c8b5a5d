// SPDX-License-Identifier: MIT
#include "protocol/sasl/mechanisms.h"

namespace Turnstone {

namespace {

/// An OAuth 2 access token in place of a password: OAUTHBEARER (RFC 7628) and what Google had
/// before it, XOAUTH2.
class SaslBearer : public SaslMechanism {
public:
    SaslBearer(const SaslCredentials &credentials, bool standard)
        : m_credentials(credentials)
        , m_standard(standard)
    { }
    QByteArray name() const override
    {
        return m_standard ? QByteArrayLiteral("OAUTHBEARER") : QByteArrayLiteral("XOAUTH2");
    }
    std::optional<Secret> initialResponse() override
    {
        m_sent = true;
        QByteArray user = m_credentials.user.toUtf8();
        const QByteArray &token = m_credentials.password.reveal();
        QByteArray message;
        // At full size from the start: growing would leave copies of the token behind.
        message.reserve(3 * user.size() + token.size() + 32);
        if (m_standard) // an authorization identity as in RFC 5801 4
            message.append("n,a=").append(user.replace('=', "=3D").replace(',', "=2C")).append(",");
        else
            message.append("user=").append(user);
        message.append("\1auth=Bearer ").append(token).append("\1\1");
        return secretOf(message);
    }
    /// After a refusal the server tells why, in JSON, and waits for an answer before it says -ERR
    /// or NO (RFC 7628 3.2.3).
    Secret respond(QByteArrayView challenge) override
    {
        if (!m_sent && challenge.isEmpty())
            return *initialResponse();
        if (m_answered)
            throw unexpectedChallenge("bearer");
        m_answered = true;
        return Secret(m_standard ? QByteArray("\1") : QByteArray());
    }

private:
    SaslCredentials m_credentials;
    bool m_standard;
    bool m_sent = false;
    bool m_answered = false;
};

} // namespace

std::unique_ptr<SaslMechanism> makeSaslOAuthBearer(const SaslCredentials &credentials)
{
    return std::make_unique<SaslBearer>(credentials, true);
}

std::unique_ptr<SaslMechanism> makeSaslXOAuth2(const SaslCredentials &credentials)
{
    return std::make_unique<SaslBearer>(credentials, false);
}

} // namespace Turnstone
