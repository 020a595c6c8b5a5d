// SPDX-License-Identifier: MIT
#include "base/scramhash.h"

#include <memory>
#include <new>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/objects.h>
#include <openssl/x509.h>

namespace Turnstone {

namespace {

const EVP_MD *digestOf(ScramHash::Function function)
{
    return function == ScramHash::Function::Sha1 ? EVP_sha1() : EVP_sha256();
}

const unsigned char *octets(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

QByteArray digested(const EVP_MD *digest, QByteArrayView bytes)
{
    QByteArray result(EVP_MD_get_size(digest), Qt::Uninitialized);
    if (EVP_Digest(bytes.data(), size_t(bytes.size()),
                   reinterpret_cast<unsigned char *>(result.data()), nullptr, digest, nullptr)
        != 1)
        throw std::bad_alloc();
    return result;
}

} // namespace

Secret ScramHash::saltedPassword(const QByteArray &password, QByteArrayView salt,
                                 int iterations) const
{
    const EVP_MD *digest = digestOf(m_function);
    QByteArray key(EVP_MD_get_size(digest), Qt::Uninitialized);
    const int done = PKCS5_PBKDF2_HMAC(password.constData(), int(password.size()), octets(salt),
                                       int(salt.size()), iterations, digest, int(key.size()),
                                       reinterpret_cast<unsigned char *>(key.data()));
    if (done != 1)
        throw std::bad_alloc();
    const Secret secret(key);
    OPENSSL_cleanse(key.data(), size_t(key.size()));
    return secret;
}

QByteArray ScramHash::hmac(QByteArrayView key, QByteArrayView text) const
{
    const EVP_MD *digest = digestOf(m_function);
    QByteArray result(EVP_MD_get_size(digest), Qt::Uninitialized);
    unsigned int length = 0;
    if (!HMAC(digest, key.data(), int(key.size()), octets(text), size_t(text.size()),
              reinterpret_cast<unsigned char *>(result.data()), &length))
        throw std::bad_alloc();
    return result;
}

QByteArray ScramHash::hash(QByteArrayView bytes) const
{
    return digested(digestOf(m_function), bytes);
}

bool ScramHash::equal(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), size_t(a.size())) == 0;
}

QByteArray serverEndPointBinding(const QByteArray &certificateDer)
{
    const unsigned char *at = octets(certificateDer);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        d2i_X509(nullptr, &at, long(certificateDer.size())), &X509_free);
    int hash = NID_undef;
    // For RSA-PSS, too, which names its hash in a parameter.
    if (!certificate
        || X509_get_signature_info(certificate.get(), &hash, nullptr, nullptr, nullptr) != 1
        || hash == NID_undef)
        return {};
    if (hash == NID_md5 || hash == NID_sha1 || hash == NID_md5_sha1)
        hash = NID_sha256;
    const EVP_MD *digest = EVP_get_digestbynid(hash);
    return digest ? digested(digest, certificateDer) : QByteArray();
}

} // namespace Turnstone
