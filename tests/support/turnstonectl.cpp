// SPDX-License-Identifier: MIT
#include "support/turnstonectl.h"

#include "support/paths.h"

#include <QJsonDocument>
#include <QProcess>

namespace Turnstone::Test {

QList<QJsonObject> Turnstonectl::Result::objects() const
{
    QList<QJsonObject> found;
    const QByteArrayList lines = output.split('\n');
    for (const QByteArray &line : lines.mid(0, lines.size() - 1)) {
        QJsonParseError error = {};
        const QJsonDocument document = QJsonDocument::fromJson(line, &error);
        if (error.error != QJsonParseError::NoError || !document.isObject())
            return {};
        found.append(document.object());
    }
    return found;
}

void Turnstonectl::start(QProcess &process, const QStringList &words) const
{
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    // No keyring of the person who runs the suite is ever asked.
    variables.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                     QStringLiteral("unix:path=/nonexistent"));
    variables.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    for (auto it = environment.begin(); it != environment.end(); ++it)
        variables.insert(it.key(), it.value());
    process.setProcessEnvironment(variables);
    QStringList line = wrapper
        + QStringList{buildPath(QStringLiteral("src/turnstonectl")), QStringLiteral("--profile"),
                      m_profile.path()}
        + words;
    const QString program = line.takeFirst();
    process.start(program, line);
}

bool Turnstonectl::runUntil(const QStringList &words, const std::function<bool()> &now) const
{
    QProcess process;
    start(process, words);
    process.closeWriteChannel();
    while (!process.waitForFinished(1)) {
        if (!now())
            continue;
        process.kill();
        process.waitForFinished();
        break;
    }
    const QByteArray said = process.readAllStandardError();
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() != 0)
        qFatal("turnstonectl %s: %s", qPrintable(words.join(QLatin1Char(' '))), said.constData());
    return process.exitStatus() == QProcess::NormalExit;
}

Turnstonectl::Result Turnstonectl::run(const QStringList &words, const QByteArray &input) const
{
    QProcess process;
    start(process, words);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        qFatal("turnstonectl %s does not end.", qPrintable(words.join(QLatin1Char(' '))));
    if (process.exitStatus() == QProcess::CrashExit)
        qFatal("turnstonectl %s crashed: %s", qPrintable(words.join(QLatin1Char(' '))),
               process.readAllStandardError().constData());
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Turnstonectl::Result Turnstonectl::json(const QStringList &words) const
{
    return run(QStringList{QStringLiteral("--json")} + words);
}

QStringList Turnstonectl::addWords(const MailServer &server, const QString &protocol,
                                   const QString &password)
{
    const Endpoint endpoint = server.endpoint(protocol);
    return {QStringLiteral("account"),
            QStringLiteral("add"),
            QStringLiteral("--name"),
            QStringLiteral("A"),
            QStringLiteral("--email"),
            QStringLiteral("alice@example.org"),
            QStringLiteral("--user"),
            QStringLiteral("alice"),
            QStringLiteral("--protocol"),
            protocol,
            QStringLiteral("--host"),
            endpoint.host,
            QStringLiteral("--port"),
            QString::number(endpoint.port),
            QStringLiteral("--ca-file"),
            server.caFile(),
            QStringLiteral("--password-command"),
            QStringLiteral("echo ") + password};
}

QStringList Turnstonectl::ids(const QString &folder) const
{
    QStringList found;
    const QList<QJsonObject> rows = json({QStringLiteral("list"), folder}).objects();
    for (const QJsonObject &row : rows)
        found.append(QString::number(row.value(QLatin1String("id")).toInteger()));
    return found;
}

} // namespace Turnstone::Test
