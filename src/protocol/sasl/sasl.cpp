// SPDX-License-Identifier: MIT
#include "protocol/sasl/sasl.h"

#include "base/mailerror.h"
#include "protocol/sasl/mechanisms.h"

#include <QCoreApplication>
#include <array>

namespace Turnstone {

namespace {

struct SaslEntry {
    const char *name;
    std::unique_ptr<SaslMechanism> (*create)(const SaslCredentials &);
};
// Strongest first: a new mechanism is one more file and one more line here.
constexpr std::array<SaslEntry, 2> saslMechanisms{{
    {"PLAIN", &makeSaslPlain},
    {"LOGIN", &makeSaslLogin},
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
    for (const SaslEntry &entry : saslMechanisms) {
        if (namesMechanism(offered, entry.name) && !namesMechanism(excluded, entry.name))
            return entry.create(credentials);
    }
    return {};
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
