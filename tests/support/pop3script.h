// SPDX-License-Identifier: MIT
#pragma once

#include "backend/pop3/pop3backend.h"
#include "support/recordingsinks.h"
#include "support/scriptedserver.h"

#include <functional>

namespace Turnstone::Test {

extern const QByteArray pop3ScriptCapabilities;

/// Greeting to signed in, by USER/PASS.
void signsIn(ScriptedConnection &c, const QByteArray &capa = pop3ScriptCapabilities);
/// STAT, UIDL and LIST at once, for messages 1, 2, … with these keys and 10 bytes each.
void lists(ScriptedConnection &c, const QByteArrayList &keys);
std::optional<MailError> errorOf(const std::function<void()> &call);
FetchRequest request(const QByteArray &key,
                     PartSelection::What what = PartSelection::What::Everything);

/// POP3 backends for servers that play a script.
class Pop3ScriptFixture {
protected:
    using Script = ScriptedServer::Script;
    BackendConfig config(const Endpoint &endpoint);
    std::unique_ptr<Pop3Backend> backendFor(const ScriptedServer &server,
                                            const Pop3Options &options = {});
    /// What `open` says of a server that plays this.
    std::optional<MailError> openError(Script script,
                                       ConnectionSecurity security = ConnectionSecurity::None,
                                       const Pop3Options &options = {});

    TestCertificates m_certificates;
    Wakeup m_wakeup;
    const Credentials m_alice{QStringLiteral("alice"), Secret("secret")};
    QStringList m_problems;
    QByteArrayList m_lines;
};

} // namespace Turnstone::Test
