// SPDX-License-Identifier: MIT
#include "protocol/sasl/mechanisms.h"

namespace Turnstone {

namespace {

/// RFC 4616: [authzid] NUL authcid NUL passwd, all at once.
class SaslPlain : public SaslMechanism {
public:
    explicit SaslPlain(const SaslCredentials &credentials)
        : m_credentials(credentials)
    { }
    QByteArray name() const override { return QByteArrayLiteral("PLAIN"); }
    std::optional<Secret> initialResponse() override
    {
        m_sent = true;
        const QByteArray user = m_credentials.user.toUtf8();
        const QByteArray &password = m_credentials.password.reveal();
        QByteArray message;
        // At full size from the start: growing would leave copies of the password behind.
        message.reserve(user.size() + password.size() + 2);
        message.append('\0').append(user).append('\0').append(password);
        return secretOf(message);
    }
    Secret respond(QByteArrayView challenge) override
    {
        // The one challenge there may be is the empty one that asks for the initial response.
        if (m_sent || !challenge.isEmpty())
            throw unexpectedChallenge("PLAIN");
        return *initialResponse();
    }

private:
    SaslCredentials m_credentials;
    bool m_sent = false;
};

} // namespace

std::unique_ptr<SaslMechanism> makeSaslPlain(const SaslCredentials &credentials)
{
    return std::make_unique<SaslPlain>(credentials);
}

} // namespace Turnstone
