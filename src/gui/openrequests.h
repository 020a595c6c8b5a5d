// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

namespace Turnstone {

/// What the desktop, or a second start, asks a running window to open: addresses ("mailto:…") and
/// files. Spoken over the session's bus as org.freedesktop.Application, one name a profile.
class OpenRequests : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Application")
public:
    /// `directory`: the profile's (--profile); empty for the ordinary one.
    explicit OpenRequests(const QString &directory, QObject *parent = nullptr);
    ~OpenRequests() override;

    /// Hands it to the window that has the profile; false where none listens.
    static bool handOver(const QString &directory, const QStringList &what);

public Q_SLOTS:
    void Activate(const QVariantMap &platformData);
    void Open(const QStringList &uris, const QVariantMap &platformData);

Q_SIGNALS:
    /// Empty: only to be seen.
    void requested(const QStringList &what);

private:
    static QString serviceName(const QString &directory);
    QString m_service;
};

} // namespace Turnstone
