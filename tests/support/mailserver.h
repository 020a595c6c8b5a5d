// SPDX-License-Identifier: MIT
#pragma once

#include "support/rawimap.h"

#include "mail/account.h"

#include <QHash>
#include <QJsonObject>
#include <QProcess>
#include <map>
#include <memory>

namespace Turnstone::Test {

struct MailServerOptions {
    QStringList users = {QStringLiteral("alice:secret")}; ///< "name:password"
    /// For tests/support/mailserver as they stand: "--expired-certificate", "--option",
    /// "key=value".
    QStringList arguments = {};
    /// "dovecot"; or "cyrus", "courier", "mailutils", which know users only (Cyrus: a quota, too).
    QString server = QStringLiteral("dovecot");
};

/// A private Dovecot, or another server (IMAP, POP3), with Drafts, Sent, Archive, Junk and Trash
/// for each user, that lives as long as this object. One thread. What can't be done (a package is
/// missing) ends the test program with a sentence that says so.
class MailServer {
public:
    explicit MailServer(const MailServerOptions & = {});
    ~MailServer();

    /// All that can be started.
    static QStringList kinds();
    const QString &kind() const { return m_kind; }
    quint16 imap() const { return port("imap"); } ///< plain and STARTTLS
    quint16 imaps() const { return port("imaps"); }
    quint16 pop3() const { return port("pop3"); } ///< plain and STLS
    quint16 pop3s() const { return port("pop3s"); }
    quint16 lmtp() const { return port("lmtp"); }
    QString caFile() const { return m_caFile; }
    /// The server's own certificate, PEM.
    QString certificateFile() const { return m_certificateFile; }
    QString password(const QString &user) const { return m_passwords.value(user); }

    /// "localhost" and the port for "imap", "pop3", "smtp" (Postfix) or "submission" under this
    /// security.
    Endpoint endpoint(const QString &protocol, ConnectionSecurity = ConnectionSecurity::Tls) const;
    /// An account on this server that trusts its CA and asks for its password at each start.
    Account account(const QString &protocol, const QString &user = QStringLiteral("alice"),
                    ConnectionSecurity = ConnectionSecurity::Tls) const;

    /// Puts a message there by APPEND; flags as in IMAP ("\\Seen"). Returns its UID.
    quint32 deliver(const QString &user, const QString &folder, const QByteArray &message,
                    const QStringList &flags = {}, const QByteArray &internalDate = {});
    /// Dovecot only: into the Inbox, byte for byte, where what a client sends is written in the
    /// server's own way. Lines end in CRLF.
    void place(const QString &user, const QByteArray &message);
    /// The bytes of every message of a folder, by UID, as IMAP and POP3 give them.
    QByteArrayList messages(const QString &user, const QString &folder);
    /// A second client, signed in; lives as long as this object and the server do.
    RawImap &client(const QString &user = QStringLiteral("alice"));

    void stop();
    /// Again on the same ports, with the same mail.
    void start();
    void restart();
    /// Dovecot only; with others RawImap::renumber. Every key of the folder becomes void. Not while
    /// a client has it open.
    void setUidValidity(const QString &user, const QString &folder, quint32 value);
    /// Anything else the server program understands; its output.
    QString command(const QString &line);

private:
    quint16 port(const char *name) const;
    QJsonObject readAnswer();

    const QString m_kind;
    QProcess m_process;
    QHash<QByteArray, quint16> m_ports;
    QHash<QString, QString> m_passwords;
    std::map<QString, std::unique_ptr<RawImap>> m_clients;
    QString m_caFile;
    QString m_certificateFile;
};

} // namespace Turnstone::Test
