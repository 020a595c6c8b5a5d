// SPDX-License-Identifier: MIT
#include "gui/serverform.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace Turnstone {

ServerForm::ServerForm(const Widgets &widgets, DefaultPort defaultPort, QObject *parent)
    : QObject(parent)
    , m_widgets(widgets)
    , m_defaultPort(std::move(defaultPort))
{
    connect(widgets.host, &QLineEdit::textEdited, this, [this] {
        m_widgets.clearConsent->setChecked(false); // consent is for one host
        updateConsent();
        Q_EMIT edited();
    });
    connect(widgets.port, &QSpinBox::valueChanged, this, &ServerForm::edited);
    connect(widgets.security, &QComboBox::activated, this, [this] {
        if (const quint16 port = m_defaultPort(security()))
            m_widgets.port->setValue(port);
        m_widgets.clearConsent->setChecked(false);
        updateConsent();
        Q_EMIT edited();
    });
    connect(widgets.clearConsent, &QCheckBox::toggled, this, &ServerForm::edited);
    updateConsent();
}

ConnectionSecurity ServerForm::security() const
{
    switch (m_widgets.security->currentIndex()) {
    case 1:
        return ConnectionSecurity::StartTls;
    case 2:
        return ConnectionSecurity::None;
    default:
        return ConnectionSecurity::Tls;
    }
}

void ServerForm::setEndpoint(const Endpoint &endpoint, bool consented)
{
    m_widgets.host->setText(endpoint.host);
    m_widgets.security->setCurrentIndex(int(endpoint.security));
    const quint16 usual = m_defaultPort(endpoint.security);
    m_widgets.port->setValue(endpoint.port ? endpoint.port : usual);
    m_widgets.clearConsent->setChecked(consented && endpoint.security == ConnectionSecurity::None);
    updateConsent();
}

Endpoint ServerForm::endpoint() const
{
    return {m_widgets.host->text().trimmed(), quint16(m_widgets.port->value()), security()};
}

QString ServerForm::problem() const
{
    const Endpoint typed = endpoint();
    if (typed.host.contains(QLatin1Char(' ')) || typed.host.contains(QLatin1Char('/')))
        return tr("“%1” is not the name of a server.").arg(typed.host);
    if (!typed.host.isEmpty() && typed.security == ConnectionSecurity::None
        && !m_widgets.clearConsent->isChecked())
        return tr("“%1” would be used without encryption. That needs your consent.")
            .arg(typed.host);
    return {};
}

void ServerForm::updateConsent()
{
    const bool clear = security() == ConnectionSecurity::None;
    const QString host = m_widgets.host->text().trimmed();
    m_widgets.clearText->setText(
        host.isEmpty()
            ? tr("Without encryption, everyone on the way to the server can read your "
                 "password and your mail, and change it.")
            : tr("Without encryption, everyone on the way to “%1” can read your password "
                 "and your mail, and change it.")
                  .arg(host));
    m_widgets.clearText->setVisible(clear);
    m_widgets.clearConsent->setVisible(clear);
}

quint16 ServerForm::incomingPort(const BackendRegistry &registry, const QString &protocol,
                                 ConnectionSecurity security)
{
    const BackendRegistry::Entry *entry = registry.find(protocol);
    if (!entry)
        return 0;
    // In clear is spoken where STARTTLS is offered.
    return security == ConnectionSecurity::Tls ? entry->traits.defaultTlsPort
                                               : entry->traits.defaultStartTlsPort;
}

quint16 ServerForm::outgoingPort(ConnectionSecurity security)
{
    switch (security) {
    case ConnectionSecurity::Tls:
        return 465; // RFC 8314 3.3
    case ConnectionSecurity::StartTls:
        return 587; // RFC 6409 3.1
    case ConnectionSecurity::None:
        break;
    }
    return 25;
}

} // namespace Turnstone
