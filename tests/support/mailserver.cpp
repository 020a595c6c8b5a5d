// SPDX-License-Identifier: MIT
#include "support/mailserver.h"

#include "support/paths.h"

#include <QJsonDocument>

namespace Turnstone::Test {

namespace {
constexpr int serverAnswerMs = 30'000;
}

QStringList MailServer::kinds()
{
    return {QStringLiteral("dovecot"), QStringLiteral("cyrus"), QStringLiteral("courier"),
            QStringLiteral("mailutils")};
}

MailServer::MailServer(const MailServerOptions &options)
    : m_kind(options.server)
{
    QStringList arguments{QStringLiteral("--server"), m_kind};
    for (const QString &user : options.users) {
        arguments << QStringLiteral("--user") << user;
        m_passwords.insert(user.section(QLatin1Char(':'), 0, 0), user.section(QLatin1Char(':'), 1));
    }
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(sourcePath(QStringLiteral("tests/support/mailserver")),
                    arguments + options.arguments);
    if (!m_process.waitForStarted(serverAnswerMs))
        qFatal("tests/support/mailserver can't be started: install the package python3.");
    const QJsonObject ready = readAnswer();
    for (const char *name :
         {"imap", "imaps", "pop3", "pop3s", "lmtp", "smtp", "smtps", "submission", "submissions"})
        m_ports.insert(name, quint16(ready.value(QLatin1String(name)).toInt()));
    m_caFile = ready.value(QLatin1String("ca")).toString();
    m_certificateFile = ready.value(QLatin1String("certificate")).toString();
}

MailServer::~MailServer()
{
    m_clients.clear();
    m_process.closeWriteChannel();
    m_process.waitForFinished(serverAnswerMs);
}

quint16 MailServer::port(const char *name) const
{
    return m_ports.value(name);
}

Endpoint MailServer::endpoint(const QString &protocol, ConnectionSecurity security) const
{
    const QByteArray name = protocol.toLatin1() + (security == ConnectionSecurity::Tls ? "s" : "");
    return {QStringLiteral("localhost"), m_ports.value(name), security};
}

Account MailServer::account(const QString &protocol, const QString &user,
                            ConnectionSecurity security) const
{
    Account account;
    account.name = user;
    account.email = user.contains(QLatin1Char('@')) ? user : user + QStringLiteral("@example.org");
    account.incoming.protocol = protocol;
    account.incoming.endpoint = endpoint(protocol, security);
    account.incoming.user = user;
    account.password.kind = PasswordSource::Kind::AskEachStart;
    account.caFile = m_caFile;
    return account;
}

quint32 MailServer::deliver(const QString &user, const QString &folder, const QByteArray &message,
                            const QStringList &flags, const QByteArray &internalDate)
{
    return client(user).append(folder, message, flags, internalDate);
}

QByteArrayList MailServer::messages(const QString &user, const QString &folder)
{
    return client(user).messages(folder);
}

RawImap &MailServer::client(const QString &user)
{
    std::unique_ptr<RawImap> &client = m_clients[user];
    if (!client)
        client = std::make_unique<RawImap>(imap(), user, password(user));
    return *client;
}

void MailServer::stop()
{
    m_clients.clear();
    command(QStringLiteral("stop"));
}

void MailServer::start()
{
    command(QStringLiteral("start"));
}

void MailServer::restart()
{
    m_clients.clear();
    command(QStringLiteral("restart"));
}

void MailServer::setUidValidity(const QString &user, const QString &folder, quint32 value)
{
    m_clients.clear();
    command(QStringLiteral("uidvalidity '%1' '%2' %3").arg(user, folder).arg(value));
}

void MailServer::place(const QString &user, const QByteArray &message)
{
    command(QStringLiteral("place %1 %2").arg(user, QString::fromLatin1(message.toBase64())));
}

QString MailServer::command(const QString &line)
{
    m_process.write(line.toUtf8() + '\n');
    const QJsonObject answer = readAnswer();
    const QString output = answer.value(QLatin1String("output")).toString();
    if (!answer.value(QLatin1String("ok")).toBool())
        qFatal("The mail server was told \"%s\" and answered: %s", qPrintable(line),
               qPrintable(output));
    return output;
}

QJsonObject MailServer::readAnswer()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(serverAnswerMs))
            qFatal("The mail server doesn't answer: %s", qPrintable(m_process.errorString()));
    }
    const QJsonObject answer = QJsonDocument::fromJson(m_process.readLine()).object();
    if (answer.contains(QLatin1String("error")))
        qFatal("%s", qPrintable(answer.value(QLatin1String("error")).toString()));
    return answer;
}

} // namespace Turnstone::Test
