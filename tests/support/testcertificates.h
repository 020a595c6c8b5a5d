// SPDX-License-Identifier: MIT
#pragma once

#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>
#include <memory>

namespace Turnstone::Test {

struct TestCertificate {
    QSslCertificate certificate;
    QSslKey key;
};

/// A throw-away CA and what it signs, made anew for each object (a few milliseconds).
class TestCertificates {
public:
    enum class Validity { Now, Expired, NotYet };

    TestCertificates();
    ~TestCertificates();

    /// PEM, for Account::caFile; goes with this object.
    QString caFile() const;
    TestCertificate forHost(const QString &host = QStringLiteral("localhost"),
                            Validity = Validity::Now) const;
    static TestCertificate selfSigned(const QString &host = QStringLiteral("localhost"));

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Turnstone::Test
