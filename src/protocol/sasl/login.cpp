// SPDX-License-Identifier: MIT
#include "protocol/sasl/mechanisms.h"

namespace Turnstone {

namespace {

/// draft-murchison-sasl-login: the server asks twice, by prompts that differ from server to server
/// and mean nothing; the first answer is the user, the second the password.
class SaslLogin : public SaslMechanism {
public:
    explicit SaslLogin(const SaslCredentials &credentials)
        : m_credentials(credentials)
    { }
    QByteArray name() const override { return QByteArrayLiteral("LOGIN"); }
    std::optional<Secret> initialResponse() override { return {}; }
    Secret respond(QByteArrayView) override
    {
        switch (m_answers++) {
        case 0:
            return Secret(m_credentials.user.toUtf8());
        case 1:
            return m_credentials.password;
        default:
            throw unexpectedChallenge("LOGIN");
        }
    }

private:
    SaslCredentials m_credentials;
    int m_answers = 0;
};

} // namespace

std::unique_ptr<SaslMechanism> makeSaslLogin(const SaslCredentials &credentials)
{
    return std::make_unique<SaslLogin>(credentials);
}

} // namespace Turnstone
