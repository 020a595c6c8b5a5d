// SPDX-License-Identifier: MIT
#pragma once

#include "base/secret.h"
#include "mail/account.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

namespace Turnstone {

/// Runs one `password-command` by /bin/sh and gives the first line of its standard output. Never
/// logs it. Its standard error goes to ours, so that a user sees a helper's own complaint. Emits
/// `finished` once, then deletes itself; destroyed early, it ends the command.
class PasswordCommand : public QObject {
    Q_OBJECT
public:
    static constexpr int defaultTimeoutMs = 30'000;
    explicit PasswordCommand(const QString &command, int timeoutMs = defaultTimeoutMs,
                             QObject *parent = nullptr);
    ~PasswordCommand() override;
    /// For which server it is asked, in its environment: TURNSTONE_PROTOCOL, TURNSTONE_HOST,
    /// TURNSTONE_PORT and TURNSTONE_USER. Before `start`.
    void setServer(const QString &protocol, const Endpoint &, const QString &user);
    void start();

Q_SIGNALS:
    /// `error` is empty on success; a sentence for people otherwise.
    void finished(const Turnstone::Secret &password, const QString &error);

private:
    void readOutput();
    void settle(const QString &error);

    QString m_command;
    QProcess m_process;
    QTimer m_timer;
    QByteArray m_output;
    bool m_settled = false;
};

} // namespace Turnstone
