// SPDX-License-Identifier: MIT
#include "gui/openrequests.h"

#include <QCryptographicHash>
#include <QDBusMessage>
#include <QDir>
#include <QFileInfo>

namespace Turnstone {

namespace {
const auto openPath = QStringLiteral("/org/turnstone/Turnstone");
const auto openInterface = QStringLiteral("org.freedesktop.Application");
constexpr int handOverMs = 3'000;
} // namespace

OpenRequests::OpenRequests(const QString &directory, QObject *parent)
    : QObject(parent)
    , m_service(serviceName(directory))
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    // Without a bus, or where another program has the name, nobody is served; no error.
    if (bus.isConnected() && bus.registerService(m_service))
        bus.registerObject(openPath, this, QDBusConnection::ExportAllSlots);
}

OpenRequests::~OpenRequests()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.unregisterObject(openPath);
    bus.unregisterService(m_service);
}

QString OpenRequests::serviceName(const QString &directory)
{
    const QString name = QStringLiteral("org.turnstone.Turnstone");
    if (directory.isEmpty())
        return name;
    const QString path = QFileInfo(directory).absoluteFilePath();
    return name + QStringLiteral(".p")
        + QString::fromLatin1(
               QCryptographicHash::hash(QDir::cleanPath(path).toUtf8(), QCryptographicHash::Sha256)
                   .toHex()
                   .left(16));
}

bool OpenRequests::handOver(const QString &directory, const QStringList &what)
{
    QDBusMessage call = QDBusMessage::createMethodCall(
        serviceName(directory), openPath, openInterface,
        what.isEmpty() ? QStringLiteral("Activate") : QStringLiteral("Open"));
    call.setAutoStartService(false);
    if (!what.isEmpty())
        call << what;
    call << QVariantMap();
    const QDBusMessage answer = QDBusConnection::sessionBus().call(call, QDBus::Block, handOverMs);
    return answer.type() == QDBusMessage::ReplyMessage;
}

void OpenRequests::Activate(const QVariantMap &)
{
    Q_EMIT requested({});
}

void OpenRequests::Open(const QStringList &uris, const QVariantMap &)
{
    Q_EMIT requested(uris);
}

} // namespace Turnstone
