// SPDX-License-Identifier: MIT
#include "support/pop3script.h"

namespace Turnstone::Test {

const QByteArray pop3ScriptCapabilities = "+OK\r\nUSER\r\nTOP\r\nUIDL\r\nPIPELINING\r\n.\r\n";

void signsIn(ScriptedConnection &c, const QByteArray &capa)
{
    c.send("+OK ready\r\n");
    c.expect("CAPA");
    c.send(capa);
    c.expect("USER alice");
    c.send("+OK\r\n");
    c.expect("PASS secret");
    c.send("+OK\r\n");
}

void lists(ScriptedConnection &c, const QByteArrayList &keys)
{
    c.expect("STAT");
    c.expect("UIDL");
    c.expect("LIST");
    QByteArray uidl, list;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        uidl += QByteArray::number(i + 1) + ' ' + keys[i] + "\r\n";
        list += QByteArray::number(i + 1) + " 10\r\n";
    }
    c.send("+OK " + QByteArray::number(keys.size()) + " 0\r\n+OK\r\n" + uidl + ".\r\n+OK\r\n" + list
           + ".\r\n");
}

std::optional<MailError> errorOf(const std::function<void()> &call)
{
    try {
        call();
    } catch (const MailError &error) {
        return error;
    }
    return {};
}

FetchRequest request(const QByteArray &key, PartSelection::What what)
{
    FetchRequest wanted;
    wanted.key = {"INBOX", key};
    wanted.selection.what = what;
    return wanted;
}

BackendConfig Pop3ScriptFixture::config(const Endpoint &endpoint)
{
    BackendConfig config;
    config.server.protocol = QStringLiteral("pop3");
    config.server.endpoint = endpoint;
    config.certificates.caFile = m_certificates.caFile();
    config.wakeup = &m_wakeup;
    return config;
}

std::unique_ptr<Pop3Backend> Pop3ScriptFixture::backendFor(const ScriptedServer &server,
                                                           const Pop3Options &options)
{
    return std::make_unique<Pop3Backend>(config(server.endpoint()), options);
}

std::optional<MailError> Pop3ScriptFixture::openError(Script script, ConnectionSecurity security,
                                                      const Pop3Options &options)
{
    ScriptedServer server({std::move(script)}, security, m_certificates.forHost());
    const auto backend = backendFor(server, options);
    auto error = errorOf([&] { backend->open(m_alice); });
    m_problems = server.problems();
    m_lines = server.lines();
    return error;
}

} // namespace Turnstone::Test
