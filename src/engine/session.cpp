// SPDX-License-Identifier: MIT
#include "engine/session.h"

#include "base/log.h"
#include "settings/providers.h"

#include <QCoreApplication>

namespace Turnstone {

namespace {
class SessionText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::SessionText)
public:
    static MailError unknownProtocol(const QString &protocol)
    {
        MailError error;
        error.scope = ErrorScope::Account;
        error.kind = ErrorKind::Bug;
        error.retry = RetryClass::Never;
        error.sentence =
            tr("This program has no support for the account's protocol “%1”.").arg(protocol);
        return error;
    }
};
} // namespace

Session::Session(const BackendRegistry &registry, CertificatePolicy certificates,
                 const Account &account, const Secret &password, Wakeup &wakeup)
    : m_registry(registry)
    , m_credentials{account.incoming.user, password, account.password.isToken}
{
    m_config.server = account.incoming;
    m_config.certificates = std::move(certificates);
    if (!account.caFile.isEmpty())
        m_config.certificates.caFile = account.caFile;
    m_config.wakeup = &wakeup;
    if (const BackendRegistry::Entry *entry = registry.find(account.incoming.protocol))
        m_endsEachPass = !entry->traits.foldersOnServer;
}

Session::~Session()
{
    drop();
}

MailBackend &Session::backend()
{
    if (m_backend)
        return *m_backend;
    const BackendRegistry::Entry *entry = m_registry.find(m_config.server.protocol);
    if (!entry)
        throw SessionText::unknownProtocol(m_config.server.protocol);
    m_config.wakeup->throwIfCancelled();
    std::unique_ptr<MailBackend> backend = entry->create(m_config);
    try {
        backend->open(m_credentials);
    } catch (const MailError &error) {
        throw explained(error, m_config.server);
    }
    m_backend = std::move(backend);
    return *m_backend;
}

void Session::close()
{
    if (!m_backend)
        return;
    try {
        m_backend->close();
    } catch (...) {
        drop();
        throw;
    }
    drop();
}

void Session::closeQuietly()
{
    try {
        close();
    } catch (const MailError &error) {
        qCInfo(lcEngine) << "closing:" << error.detail;
    }
}

void Session::drop()
{
    if (!m_backend)
        return;
    const TransferCounts counts = m_backend->counts();
    m_counts.bytesIn += counts.bytesIn;
    m_counts.bytesOut += counts.bytesOut;
    m_counts.roundTrips += counts.roundTrips;
    m_backend.reset();
}

TransferCounts Session::counts() const
{
    TransferCounts counts = m_counts;
    if (m_backend) {
        const TransferCounts open = m_backend->counts();
        counts.bytesIn += open.bytesIn;
        counts.bytesOut += open.bytesOut;
        counts.roundTrips += open.roundTrips;
    }
    return counts;
}

} // namespace Turnstone
