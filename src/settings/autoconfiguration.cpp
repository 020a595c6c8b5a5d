// SPDX-License-Identifier: MIT
#include "settings/autoconfiguration.h"

#include "settings/providers.h"

#include <QCoreApplication>

namespace Turnstone {

namespace {

class ProviderTable {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::ProviderTable)
public:
    /// `note`: the word in the data file.
    static QString sentence(const QString &note)
    {
        if (note == QLatin1String("app-password"))
            return tr("Create an app password in your account's security settings first, and enter "
                      "it here instead of your usual password.");
        if (note == QLatin1String("google-app-password"))
            return tr("Google wants an app password here: turn on 2-Step Verification at "
                      "myaccount.google.com/security, create an app password there, and enter it "
                      "instead of your usual password.");
        if (note == QLatin1String("apple-app-password"))
            return tr("Apple wants an app-specific password here: create one at "
                      "account.apple.com under Sign-In and Security. iCloud offers no POP3.");
        if (note == QLatin1String("yahoo-app-password"))
            return tr("Yahoo wants an app password here: create one in your account's security "
                      "settings, and enter it instead of your usual password.");
        if (note == QLatin1String("microsoft-oauth"))
            return tr("Microsoft accepts only sign-in through the browser for personal addresses, "
                      "which this program can't do yet. A password works only where your "
                      "organisation still allows it.");
        if (note == QLatin1String("switch-on"))
            return tr("Allow mail programs (POP3 and IMAP) in the settings of the web mail first; "
                      "with two-step sign-in, create an app password as well.");
        if (note == QLatin1String("telekom-password"))
            return tr("Enter the password for e-mail programs, which you set in the Telekom "
                      "customer centre; it isn't your usual password.");
        if (note == QLatin1String("yandex-enable"))
            return tr("Allow mail programs in the settings of Yandex Mail, then create an app "
                      "password for mail and enter it here.");
        if (note == QLatin1String("fastmail-password"))
            return tr("Fastmail wants an app password here: create one under Settings, Privacy and "
                      "Security.");
        if (note == QLatin1String("bridge"))
            return tr("Proton Mail is reached through Proton Mail Bridge only: install and start "
                      "it, and enter the user and password that it shows.");
        return {};
    }
};

/// Lower case; empty: it is no address.
QString domainOf(const QString &address)
{
    const qsizetype at = address.lastIndexOf(QLatin1Char('@'));
    return at > 0 ? address.mid(at + 1).toLower() : QString();
}

Endpoint tlsEndpoint(const QString &host, quint16 port)
{
    return Endpoint{host, port, ConnectionSecurity::Tls};
}

} // namespace

QString domainToLookUp(const QString &email)
{
    const QString domain = domainOf(email.trimmed());
    return domain.contains(QLatin1Char('.')) && !providerOfDomain(domain) ? domain : QString();
}

ServerSuggestion suggestServers(const QString &email, const QStringList &exchangers)
{
    ServerSuggestion result;
    const QString address = email.trimmed();
    result.user = address;
    const QString domain = domainOf(address);
    if (domain.isEmpty())
        return result;

    const MailProvider *provider = providerOfDomain(domain);
    if (!provider)
        provider = providerOfExchangers(exchangers);
    if (provider) {
        result.known = true;
        result.imap = provider->imap;
        result.pop3 = provider->pop3;
        result.smtp = provider->smtp;
        if (provider->userIsLocalPart)
            result.user = address.chopped(domain.size() + 1);
        result.note = ProviderTable::sentence(provider->note);
        const bool wantsSwitch = provider->note == QLatin1String("switch-on")
            || provider->note == QLatin1String("yandex-enable");
        if (!result.note.isEmpty())
            result.page = wantsSwitch || provider->appPassword.isEmpty()
                ? provider->pageFor(QStringLiteral("imap"))
                : provider->appPassword;
        return result;
    }
    result.imap = tlsEndpoint(QStringLiteral("imap.") + domain, 993);
    result.pop3 = tlsEndpoint(QStringLiteral("pop.") + domain, 995);
    result.smtp = tlsEndpoint(QStringLiteral("smtp.") + domain, 465);
    return result;
}

} // namespace Turnstone
