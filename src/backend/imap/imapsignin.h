// SPDX-License-Identifier: MIT
#pragma once

#include "backend/imap/imapconnection.h"
#include "backend/remote.h"

namespace Turnstone {

class SaslMechanism;

/// From nothing to signed in: connects, protects, signs in, and learns what the server can do.
class ImapSignIn {
public:
    ImapSignIn(ImapConnection &connection, const Endpoint &endpoint);
    /// Throws MailError: Network, Security, Authentication.
    void run(const Credentials &);

private:
    Imap::StatusResponse greeting();
    void protect();
    void learnCapabilities();
    void authenticate(const Credentials &);
    bool authenticateBySasl(const Credentials &);
    Imap::StatusResponse exchange(SaslMechanism &);
    void introduce();

    ImapConnection &m_connection;
    Endpoint m_endpoint;
};

} // namespace Turnstone
