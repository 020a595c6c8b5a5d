// SPDX-License-Identifier: MIT
#pragma once

#include "base/secret.h"

#include <QByteArray>
#include <QByteArrayView>

namespace Turnstone {

/// The cryptography of SCRAM (RFC 5802 2.2) for one hash function, by OpenSSL: Qt's PBKDF2 runs at
/// a tenth of the speed, which each sign-in with hundreds of thousands of iterations would pay.
/// Thread-safe; throws std::bad_alloc alone.
class ScramHash {
public:
    enum class Function { Sha1, Sha256 };
    explicit ScramHash(Function function)
        : m_function(function)
    { }

    /// `Hi`: PBKDF2 with HMAC, of the hash's length. `iterations` is at least 1.
    Secret saltedPassword(const QByteArray &password, QByteArrayView salt, int iterations) const;
    QByteArray hmac(QByteArrayView key, QByteArrayView text) const;
    QByteArray hash(QByteArrayView bytes) const;

    /// Of equal length and bytes, in a time that doesn't tell where they differ.
    static bool equal(QByteArrayView a, QByteArrayView b);

private:
    Function m_function;
};

/// "tls-server-end-point" (RFC 5929 4.1): the hash of a server's certificate (DER) by the hash
/// function of its signature, or by SHA-256 where that is MD5 or SHA-1. Empty where the signature
/// has no hash function of its own (Ed25519), for which the RFC defines none, or for no
/// certificate.
QByteArray serverEndPointBinding(const QByteArray &certificateDer);

} // namespace Turnstone
