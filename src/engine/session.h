// SPDX-License-Identifier: MIT
#pragma once

#include "backend/backendregistry.h"
#include "base/secret.h"

namespace Turnstone {

/// An account's connection, made when it is first needed and again after it was lost. One
/// connection thread.
class Session {
public:
    /// `registry` and `wakeup` outlive it. The account's caFile is added to `certificates`.
    Session(const BackendRegistry &, CertificatePolicy certificates, const Account &,
            const Secret &password, Wakeup &);
    ~Session();
    /// BackendConfig::isMetered of the connections to come.
    void setMetered(std::function<bool()> isMetered) { m_config.isMetered = std::move(isMetered); }

    /// Signed in. Throws MailError and Cancelled.
    MailBackend &backend();
    bool isOpen() const { return m_backend != nullptr; }
    /// Where deleting takes effect at the end of a session only, and one session holds the mailbox,
    /// each pass is one session (POP3, RFC 1939 6).
    bool endsEachPass() const { return m_endsEachPass; }
    /// Politely; throws where the server didn't confirm. The connection is gone either way.
    void close();
    void closeQuietly();
    /// Without a word: after an error nobody knows what the server would understand.
    void drop();
    /// Over every connection of this session.
    TransferCounts counts() const;

private:
    const BackendRegistry &m_registry;
    BackendConfig m_config;
    Credentials m_credentials;
    bool m_endsEachPass = false;
    std::unique_ptr<MailBackend> m_backend;
    TransferCounts m_counts;
};

} // namespace Turnstone
