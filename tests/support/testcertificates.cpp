// SPDX-License-Identifier: MIT
#include "support/testcertificates.h"

#include <QFile>
#include <atomic>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace Turnstone::Test {

namespace {

struct OpenSslDelete {
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(BIO *bio) const { BIO_free(bio); }
};
using Key = std::unique_ptr<EVP_PKEY, OpenSslDelete>;
using Certificate = std::unique_ptr<X509, OpenSslDelete>;
using Bio = std::unique_ptr<BIO, OpenSslDelete>;

constexpr long oneDay = 24 * 3600;

QByteArray contentOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return QByteArray(data, size);
}

void addExtension(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData());
    if (!extension)
        qFatal("OpenSSL refused a certificate's extension.");
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

/// Signed by `issuerKey` in the name of `issuer`; by itself where `issuer` is null.
Certificate makeCertificate(EVP_PKEY *key, const QByteArray &name, bool isCa, long validFrom,
                            long validUntil, X509 *issuer, EVP_PKEY *issuerKey)
{
    static std::atomic<long> serial = 1;
    Certificate certificate(X509_new());
    X509 *x = certificate.get();
    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), serial++);
    X509_gmtime_adj(X509_getm_notBefore(x), validFrom);
    X509_gmtime_adj(X509_getm_notAfter(x), validUntil);
    X509_NAME *subject = X509_get_subject_name(x);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const uchar *>(name.constData()), int(name.size()),
                               -1, 0);
    X509_set_issuer_name(x, issuer ? X509_get_subject_name(issuer) : subject);
    X509_set_pubkey(x, key);
    X509 *signer = issuer ? issuer : x;
    addExtension(x, signer, NID_basic_constraints, isCa ? "critical,CA:TRUE" : "CA:FALSE");
    if (!isCa)
        addExtension(x, signer, NID_subject_alt_name, "DNS:" + name);
    if (X509_sign(x, issuerKey ? issuerKey : key, EVP_sha256()) == 0)
        qFatal("OpenSSL did not sign a certificate.");
    return certificate;
}

TestCertificate forQt(X509 *certificate, EVP_PKEY *key)
{
    const Bio certificatePem(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(certificatePem.get(), certificate);
    const Bio keyPem(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(keyPem.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return {QSslCertificate(contentOf(certificatePem.get())),
            QSslKey(contentOf(keyPem.get()), QSsl::Ec)};
}

} // namespace

struct TestCertificates::Private {
    QTemporaryDir directory;
    Key key{EVP_EC_gen("P-256")};
    Certificate certificate =
        makeCertificate(key.get(), "Throw-away CA", true, -oneDay, 30 * oneDay, nullptr, nullptr);
};

TestCertificates::TestCertificates()
    : d(std::make_unique<Private>())
{
    QFile file(caFile());
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s can't be written.", qPrintable(caFile()));
    file.write(forQt(d->certificate.get(), d->key.get()).certificate.toPem());
}

TestCertificates::~TestCertificates() = default;

QString TestCertificates::caFile() const
{
    return d->directory.filePath(QStringLiteral("ca.pem"));
}

TestCertificate TestCertificates::forHost(const QString &host, Validity validity) const
{
    long from = -oneDay, until = 30 * oneDay;
    if (validity == Validity::Expired) {
        from = -20 * oneDay;
        until = -10 * oneDay;
    } else if (validity == Validity::NotYet) {
        from = 10 * oneDay;
    }
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = makeCertificate(key.get(), host.toUtf8(), false, from, until,
                                                    d->certificate.get(), d->key.get());
    return forQt(certificate.get(), key.get());
}

TestCertificate TestCertificates::selfSigned(const QString &host)
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate =
        makeCertificate(key.get(), host.toUtf8(), false, -oneDay, 30 * oneDay, nullptr, nullptr);
    return forQt(certificate.get(), key.get());
}

} // namespace Turnstone::Test
