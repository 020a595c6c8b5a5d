// SPDX-License-Identifier: MIT
#include "protocol/sasl/sasl.h"

#include "base/mailerror.h"
#include "protocol/sasl/mechanisms.h"
#include "protocol/sasl/scram.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace Turnstone {

namespace {

using Binding = ScramVariant::Binding;
constexpr auto sha1 = ScramHash::Function::Sha1;
constexpr auto sha256 = ScramHash::Function::Sha256;

struct SaslEntry {
    const char *name;
    bool bound;
    bool bearer;
    std::unique_ptr<SaslMechanism> (*create)(const SaslCredentials &, Binding);
};
template <ScramHash::Function function>
std::unique_ptr<SaslMechanism> makeScram(const SaslCredentials &credentials, Binding binding)
{
    return makeSaslScram({function, binding}, credentials);
}
std::unique_ptr<SaslMechanism> makePlain(const SaslCredentials &credentials, Binding)
{
    return makeSaslPlain(credentials);
}
std::unique_ptr<SaslMechanism> makeLogin(const SaslCredentials &credentials, Binding)
{
    return makeSaslLogin(credentials);
}
std::unique_ptr<SaslMechanism> makeOAuthBearer(const SaslCredentials &credentials, Binding)
{
    return makeSaslOAuthBearer(credentials);
}
std::unique_ptr<SaslMechanism> makeXOAuth2(const SaslCredentials &credentials, Binding)
{
    return makeSaslXOAuth2(credentials);
}
// Best first: a new mechanism is one more file and one more line here.
constexpr std::array<SaslEntry, 8> saslMechanisms{{
    {"SCRAM-SHA-256-PLUS", true, false, &makeScram<sha256>},
    {"SCRAM-SHA-1-PLUS", true, false, &makeScram<sha1>},
    {"SCRAM-SHA-256", false, false, &makeScram<sha256>},
    {"SCRAM-SHA-1", false, false, &makeScram<sha1>},
    {"PLAIN", false, false, &makePlain},
    {"LOGIN", false, false, &makeLogin},
    {"OAUTHBEARER", false, true, &makeOAuthBearer},
    {"XOAUTH2", false, true, &makeXOAuth2},
}};

bool namesMechanism(const QByteArrayList &list, const char *name)
{
    for (const QByteArray &entry : list) {
        if (entry.compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

class SaslText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::Sasl)
};

} // namespace

std::unique_ptr<SaslMechanism> chooseMechanism(const QByteArrayList &offered,
                                               const SaslCredentials &credentials,
                                               const QByteArrayList &excluded)
{
    if (credentials.user.contains(QChar::Null) || credentials.password.reveal().contains('\0')) {
        throw MailError{ErrorScope::Account, ErrorKind::Authentication, RetryClass::Never,
                        SaslText::tr("The user name or the password contains a character that "
                                     "cannot be sent. Please enter them again."),
                        QStringLiteral("NUL in user name or password")};
    }
    const bool canBind = !credentials.serverEndPoint.isEmpty();
    const bool boundIsOffered = std::any_of(offered.begin(), offered.end(), [](const auto &name) {
        return name.toUpper().endsWith("-PLUS");
    });
    for (const SaslEntry &entry : saslMechanisms) {
        if (!namesMechanism(offered, entry.name) || namesMechanism(excluded, entry.name)
            || (entry.bound && !canBind) || entry.bearer != credentials.isToken)
            continue;
        const Binding unbound = canBind && !boundIsOffered ? Binding::NotOffered : Binding::None;
        return entry.create(credentials, entry.bound ? Binding::Bound : unbound);
    }
    return {};
}

MailError tokenUnusable(bool inClear)
{
    return {ErrorScope::Account, inClear ? ErrorKind::Security : ErrorKind::Authentication,
            RetryClass::Never,
            inClear ? SaslText::tr("An access token is only sent over an encrypted connection. "
                                   "Choose TLS in the account's settings.")
                    : SaslText::tr("The server takes no access token (OAuth 2) here. Choose a "
                                   "password in the account's settings."),
            QStringLiteral("no sign-in by token")};
}

QByteArrayList mechanismsInClear()
{
    return {"PLAIN", "LOGIN"};
}

QByteArrayList afterRefusal(const SaslMechanism &mechanism, bool doubtful)
{
    const bool isScram = mechanism.name().startsWith("SCRAM-");
    if (!isScram || (mechanism.passwordWasUsed() && (!doubtful || mechanism.saidOfBinding())))
        return {};
    const bool bound = mechanism.name().endsWith("-PLUS");
    QByteArrayList excluded;
    for (const SaslEntry &entry : saslMechanisms) {
        const QByteArray name = entry.name;
        if (name.startsWith("SCRAM-") && (entry.bound || !bound))
            excluded.append(name);
    }
    return excluded;
}

Secret secretOf(QByteArray &bytes)
{
    const Secret secret(bytes);
    bytes.fill('\0');
    return secret;
}

MailError unexpectedChallenge(const char *mechanism)
{
    return {
        ErrorScope::Account, ErrorKind::Authentication, RetryClass::Never,
        SaslText::tr("The server asked for something unexpected during sign-in, so nothing more "
                     "was told to it."),
        QStringLiteral("unexpected challenge in SASL %1").arg(QLatin1String(mechanism))};
}

Secret saslEncoded(const Secret &response, bool initial)
{
    if (response.isEmpty())
        return Secret(initial ? QByteArray("=") : QByteArray());
    QByteArray encoded = response.reveal().toBase64();
    return secretOf(encoded);
}

std::optional<QByteArray> saslDecoded(QByteArrayView challenge)
{
    auto result = QByteArray::fromBase64Encoding(challenge.trimmed().toByteArray(),
                                                 QByteArray::AbortOnBase64DecodingErrors);
    if (!result)
        return {};
    return std::move(result.decoded);
}

} // namespace Turnstone
