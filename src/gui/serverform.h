// SPDX-License-Identifier: MIT
#pragma once

#include "backend/backendregistry.h"

#include <QObject>
#include <functional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace Turnstone {

/// The widgets for one server, wherever a form has them: host, port, security, and the explicit
/// consent that a connection in clear needs for each host. The port follows the security until the
/// user types one. Owned by the dialog; the widgets outlive it.
class ServerForm : public QObject {
    Q_OBJECT
public:
    struct Widgets {
        QLineEdit *host = nullptr;
        QSpinBox *port = nullptr;
        QComboBox *security = nullptr; ///< in ConnectionSecurity's order
        QCheckBox *clearConsent = nullptr;
        QLabel *clearText = nullptr;
    };
    using DefaultPort = std::function<quint16(ConnectionSecurity)>;
    ServerForm(const Widgets &, DefaultPort defaultPort, QObject *parent);

    /// `consented`: the host is known to be used in clear by the user's earlier choice.
    void setEndpoint(const Endpoint &, bool consented = false);
    Endpoint endpoint() const;
    /// Why this can't be used yet, as a sentence; empty where it can.
    QString problem() const;

    /// The usual port; 0 for an unknown protocol.
    static quint16 incomingPort(const BackendRegistry &, const QString &protocol,
                                ConnectionSecurity);
    static quint16 outgoingPort(ConnectionSecurity);

Q_SIGNALS:
    void edited();

private:
    ConnectionSecurity security() const;
    void updateConsent();

    Widgets m_widgets;
    DefaultPort m_defaultPort;
};

} // namespace Turnstone
