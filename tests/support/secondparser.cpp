// SPDX-License-Identifier: MIT
#include "support/secondparser.h"

#include "support/paths.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>

namespace Turnstone::Test {

SecondOpinion parsedByPython(const QByteArray &message)
{
    return parsedByPython(QByteArrayList{message}).constFirst();
}

QList<SecondOpinion> parsedByPython(const QByteArrayList &messages)
{
    QList<SecondOpinion> results(messages.size());
    const auto failed = [&results](const QString &why) {
        for (SecondOpinion &result : results)
            result.error = why;
        return results;
    };
    QProcess python;
    // The system's own first: what else is called so may be a script that looks for one.
    const QString system =
        QStandardPaths::findExecutable(QStringLiteral("python3"), {QStringLiteral("/usr/bin")});
    python.start(system.isEmpty() ? QStringLiteral("python3") : system,
                 QStringList{QStringLiteral("-I"), QStringLiteral("-S"),
                             sourcePath(QStringLiteral("tests/support/parsemail.py"))});
    if (!python.waitForStarted())
        return failed(QStringLiteral("python3 can't be started: install the package python3"));
    for (const QByteArray &message : messages)
        python.write(message.toBase64() + '\n');
    python.closeWriteChannel();
    python.waitForFinished(-1);
    if (python.exitCode() != 0)
        return failed(QString::fromUtf8(python.readAllStandardError()));
    for (SecondOpinion &result : results)
        result.json = QJsonDocument::fromJson(python.readLine()).object();
    return results;
}

QString SecondOpinion::header(const QString &name) const
{
    for (const QJsonValue &field : json.value(QLatin1String("headers")).toArray()) {
        if (field.toArray().at(0).toString().compare(name, Qt::CaseInsensitive) == 0)
            return field.toArray().at(1).toString();
    }
    return {};
}

int SecondOpinion::headers(const QString &name) const
{
    int count = 0;
    for (const QJsonValue &field : json.value(QLatin1String("headers")).toArray()) {
        if (field.toArray().at(0).toString().compare(name, Qt::CaseInsensitive) == 0)
            ++count;
    }
    return count;
}

QStringList SecondOpinion::mailboxes(const QString &name) const
{
    QStringList result;
    const QJsonObject all = json.value(QLatin1String("addresses")).toObject();
    for (const QJsonValue &one : all.value(name.toLower()).toArray()) {
        const QString display = one.toArray().at(0).toString();
        const QString address = one.toArray().at(1).toString();
        result << (display.isEmpty() ? address : QStringLiteral("%1 <%2>").arg(display, address));
    }
    return result;
}

QJsonObject SecondOpinion::part(int index) const
{
    return json.value(QLatin1String("parts")).toArray().at(index).toObject();
}

int SecondOpinion::parts() const
{
    return static_cast<int>(json.value(QLatin1String("parts")).toArray().size());
}

QStringList SecondOpinion::types() const
{
    QStringList result;
    for (const QJsonValue &part : json.value(QLatin1String("parts")).toArray())
        result << part.toObject().value(QLatin1String("type")).toString();
    return result;
}

QStringList SecondOpinion::defects() const
{
    QStringList result;
    for (const QJsonValue &defect : json.value(QLatin1String("defects")).toArray())
        result << defect.toString();
    for (const QJsonValue &part : json.value(QLatin1String("parts")).toArray()) {
        for (const QJsonValue &defect : part.toObject().value(QLatin1String("defects")).toArray())
            result << defect.toString();
    }
    return result;
}

} // namespace Turnstone::Test
