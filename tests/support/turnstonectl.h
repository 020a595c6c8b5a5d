// SPDX-License-Identifier: MIT
#pragma once

#include "support/mailserver.h"

#include <QJsonObject>
#include <QTemporaryDir>
#include <functional>

namespace Turnstone::Test {

/// The built turnstonectl, run as a process on a throw-away profile and without a keyring.
class Turnstonectl {
public:
    struct Result {
        int status = -1;
        QByteArray output;
        QByteArray complaints;
        /// Each line of the output, which must be one JSON object; else an empty list.
        QList<QJsonObject> objects() const;
        QJsonObject object() const { return objects().value(0); }
    };

    Result run(const QStringList &words, const QByteArray &input = {}) const;
    /// With --json.
    Result json(const QStringList &words) const;
    /// Ends it by SIGKILL as soon as `now` says so; true: it was done before, with status 0.
    bool runUntil(const QStringList &words, const std::function<bool()> &now) const;
    QString profile() const { return m_profile.path(); }

    /// A command that runs the program instead of this process, given program and words behind it.
    QStringList wrapper;
    /// Beside what is inherited.
    QHash<QString, QString> environment;

    /// What `account add` needs for alice's account "A" on this server; the password by a command.
    static QStringList addWords(const MailServer &, const QString &protocol,
                                const QString &password = QStringLiteral("secret"));
    /// The IDs in a folder, newest first.
    QStringList ids(const QString &folder) const;

private:
    void start(QProcess &, const QStringList &words) const;
    QTemporaryDir m_profile;
};

} // namespace Turnstone::Test
