// SPDX-License-Identifier: MIT
#include "protocol/sasl/scram.h"

#include "protocol/sasl/mechanisms.h"
#include "protocol/sasl/saslprep.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <array>

namespace Turnstone {

namespace {

constexpr qsizetype scramMessageBytes = 16 * 1024;
constexpr qsizetype scramNonceWords = 6; ///< of 4 bytes

class ScramText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::Sasl)
};

MailError serverNotProven(const char *detail)
{
    return {ErrorScope::Account, ErrorKind::Security, RetryClass::Never,
            ScramText::tr("The server couldn't prove that it knows the password. Somebody may be "
                          "posing as it; the connection was ended."),
            QLatin1String(detail)};
}

MailError channelTampered(const QByteArray &error)
{
    return {ErrorScope::Account, ErrorKind::Security, RetryClass::Never,
            ScramText::tr("The server sees another encrypted connection than this computer does. "
                          "Somebody may be reading along; the sign-in was ended."),
            QStringLiteral("SCRAM: %1").arg(QLatin1String(error.left(100)))};
}

MailError refusedByServer(const QByteArray &error)
{
    return {ErrorScope::Account, ErrorKind::Authentication, RetryClass::Never,
            ScramText::tr("The server refused the user name or the password."),
            QStringLiteral("SCRAM: %1").arg(QLatin1String(error.left(100)))};
}

MailError weakIterations(const QByteArray &count)
{
    return {ErrorScope::Account, ErrorKind::Security, RetryClass::Never,
            ScramText::tr("The server wants the password protected in a way that is too weak or "
                          "too costly, so nothing more was told to it."),
            QStringLiteral("SCRAM iterations: %1").arg(QLatin1String(count.left(30)))};
}

QByteArray randomNonce()
{
    std::array<quint32, scramNonceWords> words{};
    QRandomGenerator::system()->fillRange(words.data(), scramNonceWords);
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof(words)).toBase64();
}

/// RFC 5802 5.1, saslname.
QByteArray saslName(const QString &user)
{
    QByteArray name = saslPrepared(user);
    return name.replace('=', "=3D").replace(',', "=2C");
}

std::optional<QByteArray> fromBase64(const QByteArray &text)
{
    auto result = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!result || result.decoded.isEmpty())
        return {};
    return std::move(result.decoded);
}

QByteArray mixed(QByteArray a, const QByteArray &b)
{
    for (qsizetype i = 0; i < a.size(); ++i)
        a[i] = char(a[i] ^ b[i]);
    return a;
}

class SaslScram : public SaslMechanism {
public:
    SaslScram(const ScramVariant &variant, const SaslCredentials &credentials,
              const QByteArray &nonce)
        : m_variant(variant)
        , m_hash(variant.hash)
        , m_credentials(credentials)
        , m_nonce(nonce.isEmpty() ? randomNonce() : nonce)
    { }

    QByteArray name() const override
    {
        QByteArray name = "SCRAM-SHA-";
        name += m_variant.hash == ScramHash::Function::Sha1 ? "1" : "256";
        return m_variant.binding == ScramVariant::Binding::Bound ? name + "-PLUS" : name;
    }

    std::optional<Secret> initialResponse() override
    {
        m_step = Step::ServerFirst;
        m_firstBare = "n=" + saslName(m_credentials.user) + ",r=" + m_nonce;
        return Secret(bindingHeader() + m_firstBare);
    }

    Secret respond(QByteArrayView challenge) override
    {
        if (challenge.size() > scramMessageBytes)
            throw unexpected();
        switch (m_step) {
        case Step::Begin:
            if (!challenge.isEmpty())
                throw unexpected();
            return *initialResponse();
        case Step::ServerFirst:
            return proof(challenge.toByteArray());
        case Step::ServerFinal:
            verify(challenge.toByteArray());
            m_step = Step::Proven;
            return Secret();
        case Step::Proven:
            break;
        }
        throw unexpected();
    }

    void succeeded() override
    {
        if (m_step != Step::Proven)
            throw serverNotProven("SCRAM: success without the server's signature");
    }
    bool passwordWasUsed() const override
    {
        return m_step == Step::ServerFinal || m_step == Step::Proven;
    }
    bool saidOfBinding() const override { return m_variant.binding != ScramVariant::Binding::None; }

private:
    enum class Step { Begin, ServerFirst, ServerFinal, Proven };

    MailError unexpected() const { return unexpectedChallenge(name().constData()); }

    QByteArray bindingHeader() const
    {
        switch (m_variant.binding) {
        case ScramVariant::Binding::None:
            break;
        case ScramVariant::Binding::NotOffered:
            return "y,,";
        case ScramVariant::Binding::Bound:
            return "p=tls-server-end-point,,";
        }
        return "n,,";
    }

    Secret proof(const QByteArray &serverFirst)
    {
        // r=, s=, i= in this order; what follows is for extensions, and "m=" before them for one
        // that nobody may pass over (RFC 5802 7).
        const QByteArrayList parts = serverFirst.split(',');
        if (serverFirst.startsWith("e="))
            throw refusalOf(serverFirst);
        if (parts.size() < 3 || !parts[0].startsWith("r=") || !parts[1].startsWith("s=")
            || !parts[2].startsWith("i="))
            throw unexpected();
        const QByteArray nonce = parts[0].mid(2);
        const std::optional<QByteArray> salt = fromBase64(parts[1].mid(2));
        if (!nonce.startsWith(m_nonce) || nonce.size() == m_nonce.size() || !salt)
            throw unexpected();
        bool isNumber = false;
        const int iterations = parts[2].mid(2).toInt(&isNumber);
        if (!isNumber || iterations < scramLeastIterations || iterations > scramMostIterations)
            throw weakIterations(parts[2].mid(2));

        QByteArray binding = bindingHeader();
        if (m_variant.binding == ScramVariant::Binding::Bound)
            binding += m_credentials.serverEndPoint;
        const QByteArray withoutProof = "c=" + binding.toBase64() + ",r=" + nonce;
        const QByteArray exchange = m_firstBare + ',' + serverFirst + ',' + withoutProof;

        QByteArray password = saslPrepared(m_credentials.password.reveal());
        const Secret salted = m_hash.saltedPassword(password, *salt, iterations);
        (void)secretOf(password);
        const QByteArray clientKey = m_hash.hmac(salted.reveal(), "Client Key");
        const QByteArray signature = m_hash.hmac(m_hash.hash(clientKey), exchange);
        m_serverSignature = m_hash.hmac(m_hash.hmac(salted.reveal(), "Server Key"), exchange);
        m_step = Step::ServerFinal;
        return Secret(withoutProof + ",p=" + mixed(clientKey, signature).toBase64());
    }

    void verify(const QByteArray &serverFinal) const
    {
        if (serverFinal.startsWith("e="))
            throw refusalOf(serverFinal);
        const QByteArray first = serverFinal.split(',').first();
        const std::optional<QByteArray> told =
            first.startsWith("v=") ? fromBase64(first.mid(2)) : std::nullopt;
        if (!told || !ScramHash::equal(*told, m_serverSignature))
            throw serverNotProven("SCRAM: wrong server signature");
    }

    static MailError refusalOf(const QByteArray &message)
    {
        const QByteArray error = message.mid(2).split(',').first();
        if (error == "channel-bindings-dont-match"
            || error == "server-does-support-channel-binding")
            return channelTampered(error);
        return refusedByServer(error);
    }

    ScramVariant m_variant;
    ScramHash m_hash;
    SaslCredentials m_credentials;
    QByteArray m_nonce, m_firstBare, m_serverSignature;
    Step m_step = Step::Begin;
};

} // namespace

std::unique_ptr<SaslMechanism> makeSaslScram(const ScramVariant &variant,
                                             const SaslCredentials &credentials,
                                             const QByteArray &nonce)
{
    return std::make_unique<SaslScram>(variant, credentials, nonce);
}

} // namespace Turnstone
