// SPDX-License-Identifier: MIT
#include "settings/preferences.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace Turnstone {

namespace {
const QLatin1String pinGroup("certificate-pins");

// A host name may hold what an INI key must not ('/', '\\', bytes beyond ASCII), so it is escaped.
QString pinSetting(const QString &key)
{
    return pinGroup + QLatin1Char('/') + QString::fromLatin1(key.toUtf8().toPercentEncoding());
}
} // namespace

Preferences::Preferences(const QString &configDirectory, QObject *parent)
    : QObject(parent)
{
    QDir().mkpath(configDirectory);
    m_settings = std::make_unique<QSettings>(
        QDir(configDirectory).filePath(QStringLiteral("turnstone.ini")), QSettings::IniFormat);
}

Preferences::~Preferences() = default;

bool Preferences::isWritable() const
{
    // QSettings asks for the file; a folder that can't be written fails at the first sync only.
    const QFileInfo file(m_settings->fileName());
    return m_settings->isWritable() && QFileInfo(file.absolutePath()).isWritable();
}

QVariant Preferences::raw(const char *key) const
{
    return m_settings->value(QLatin1String(key));
}

void Preferences::setRaw(const char *key, const QVariant &value)
{
    const QString name = QLatin1String(key);
    if (m_settings->contains(name) && m_settings->value(name) == value)
        return;
    m_settings->setValue(name, value);
    Q_EMIT changed(name);
}

QHash<QString, QByteArray> Preferences::pins() const
{
    QHash<QString, QByteArray> result;
    m_settings->beginGroup(pinGroup);
    const QStringList keys = m_settings->childKeys();
    for (const QString &key : keys) {
        const QByteArray digest = QByteArray::fromHex(m_settings->value(key).toByteArray());
        if (digest.size() == 32) // what a hand put there and is no SHA-256 pins nothing
            result.insert(QString::fromUtf8(QByteArray::fromPercentEncoding(key.toLatin1())),
                          digest);
    }
    m_settings->endGroup();
    return result;
}

void Preferences::addPin(const Endpoint &endpoint, const QByteArray &certificateSha256)
{
    const QString key = pinSetting(CertificatePolicy::pinKey(endpoint));
    m_settings->setValue(key, QString::fromLatin1(certificateSha256.toHex()));
    // A pin that is lost in a crash would ask the user about the certificate again.
    m_settings->sync();
    Q_EMIT changed(key);
}

void Preferences::removePin(const Endpoint &endpoint)
{
    const QString key = pinSetting(CertificatePolicy::pinKey(endpoint));
    m_settings->remove(key);
    m_settings->sync();
    Q_EMIT changed(key);
}

} // namespace Turnstone
