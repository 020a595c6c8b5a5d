// SPDX-License-Identifier: MIT
#include "settings/autoconfiguration.h"

#include <QCoreApplication>

namespace Turnstone {

namespace {

enum class ProviderNote {
    None,
    AppPassword, ///< two-step sign-in: a password made for this program
    GoogleAppPassword,
    AppleAppPassword,
    YahooAppPassword,
    MicrosoftOAuth,
    EnableImap, ///< mail programs must be allowed in the web settings
    TelekomPassword,
    YandexEnable,
    FastmailPassword,
    BridgeNeeded
};

struct Provider {
    const char *domains; ///< separated by blanks
    const char *imap;
    const char *pop3; ///< null: not offered
    const char *smtp;
    quint16 smtpPort; ///< 465: TLS, 587: STARTTLS
    bool localPart; ///< the user's name there is what stands before the @
    ProviderNote note;
};

// Implicit TLS on 993 and 995 wherever it is offered, which is everywhere here.
const Provider providers[] = {
    {"gmail.com googlemail.com", "imap.gmail.com", "pop.gmail.com", "smtp.gmail.com", 465, false,
     ProviderNote::GoogleAppPassword},
    {"outlook.com hotmail.com live.com msn.com outlook.de hotmail.de live.de hotmail.co.uk "
     "hotmail.fr outlook.fr",
     "outlook.office365.com", "outlook.office365.com", "smtp-mail.outlook.com", 587, false,
     ProviderNote::MicrosoftOAuth},
    {"yahoo.com yahoo.de yahoo.co.uk yahoo.fr yahoo.it yahoo.es yahoo.ca ymail.com rocketmail.com",
     "imap.mail.yahoo.com", "pop.mail.yahoo.com", "smtp.mail.yahoo.com", 465, false,
     ProviderNote::YahooAppPassword},
    {"aol.com aim.com", "imap.aol.com", "pop.aol.com", "smtp.aol.com", 465, false,
     ProviderNote::AppPassword},
    {"icloud.com me.com mac.com", "imap.mail.me.com", nullptr, "smtp.mail.me.com", 587, false,
     ProviderNote::AppleAppPassword},
    {"gmx.de gmx.net gmx.at gmx.ch", "imap.gmx.net", "pop.gmx.net", "mail.gmx.net", 465, false,
     ProviderNote::EnableImap},
    {"gmx.com gmx.co.uk gmx.us mail.com", "imap.gmx.com", "pop.gmx.com", "mail.gmx.com", 465, false,
     ProviderNote::EnableImap},
    {"web.de", "imap.web.de", "pop3.web.de", "smtp.web.de", 587, false, ProviderNote::EnableImap},
    {"posteo.de posteo.net posteo.org posteo.eu posteo.at posteo.ch", "posteo.de", "posteo.de",
     "posteo.de", 465, false, ProviderNote::None},
    {"mailbox.org", "imap.mailbox.org", "pop3.mailbox.org", "smtp.mailbox.org", 465, false,
     ProviderNote::None},
    {"fastmail.com fastmail.fm fastmail.de", "imap.fastmail.com", "pop.fastmail.com",
     "smtp.fastmail.com", 465, false, ProviderNote::FastmailPassword},
    {"t-online.de magenta.de", "secureimap.t-online.de", "securepop.t-online.de",
     "securesmtp.t-online.de", 465, false, ProviderNote::TelekomPassword},
    {"freenet.de", "mx.freenet.de", "mx.freenet.de", "mx.freenet.de", 465, false,
     ProviderNote::EnableImap},
    {"orange.fr wanadoo.fr", "imap.orange.fr", "pop.orange.fr", "smtp.orange.fr", 465, false,
     ProviderNote::None},
    {"free.fr", "imap.free.fr", "pop.free.fr", "smtp.free.fr", 465, true, ProviderNote::None},
    {"laposte.net", "imap.laposte.net", "pop.laposte.net", "smtp.laposte.net", 465, true,
     ProviderNote::EnableImap},
    {"yandex.com yandex.ru ya.ru", "imap.yandex.com", "pop.yandex.com", "smtp.yandex.com", 465,
     false, ProviderNote::YandexEnable},
    {"mail.ru inbox.ru list.ru bk.ru", "imap.mail.ru", "pop.mail.ru", "smtp.mail.ru", 465, false,
     ProviderNote::AppPassword},
    {"zoho.com zohomail.com", "imap.zoho.com", "pop.zoho.com", "smtp.zoho.com", 465, false,
     ProviderNote::EnableImap},
    {"zohomail.eu", "imap.zoho.eu", "pop.zoho.eu", "smtp.zoho.eu", 465, false,
     ProviderNote::EnableImap},
    {"libero.it", "imapmail.libero.it", "popmail.libero.it", "smtp.libero.it", 465, false,
     ProviderNote::None},
    {"comcast.net", "imap.comcast.net", "pop.comcast.net", "smtp.comcast.net", 465, false,
     ProviderNote::EnableImap},
    {"runbox.com", "mail.runbox.com", "mail.runbox.com", "mail.runbox.com", 465, false,
     ProviderNote::None},
    {"163.com", "imap.163.com", "pop.163.com", "smtp.163.com", 465, false,
     ProviderNote::EnableImap},
    {"qq.com foxmail.com", "imap.qq.com", "pop.qq.com", "smtp.qq.com", 465, false,
     ProviderNote::EnableImap},
    {"naver.com", "imap.naver.com", "pop.naver.com", "smtp.naver.com", 465, true,
     ProviderNote::EnableImap},
    {"proton.me protonmail.com pm.me", "127.0.0.1", nullptr, "127.0.0.1", 1025, false,
     ProviderNote::BridgeNeeded},
};

class ProviderTable {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::ProviderTable)
public:
    static QString sentence(ProviderNote note)
    {
        switch (note) {
        case ProviderNote::None:
            return {};
        case ProviderNote::AppPassword:
            return tr("Create an app password in your account's security settings first, and enter "
                      "it here instead of your usual password.");
        case ProviderNote::GoogleAppPassword:
            return tr("Google wants an app password here: turn on 2-Step Verification at "
                      "myaccount.google.com/security, create an app password there, and enter it "
                      "instead of your usual password.");
        case ProviderNote::AppleAppPassword:
            return tr("Apple wants an app-specific password here: create one at "
                      "account.apple.com under Sign-In and Security. iCloud offers no POP3.");
        case ProviderNote::YahooAppPassword:
            return tr("Yahoo wants an app password here: create one in your account's security "
                      "settings, and enter it instead of your usual password.");
        case ProviderNote::MicrosoftOAuth:
            return tr("Microsoft accepts only sign-in through the browser for personal addresses, "
                      "which this program can't do yet. A password works only where your "
                      "organisation still allows it.");
        case ProviderNote::EnableImap:
            return tr("Allow mail programs (POP3 and IMAP) in the settings of the web mail first; "
                      "with two-step sign-in, create an app password as well.");
        case ProviderNote::TelekomPassword:
            return tr("Enter the password for e-mail programs, which you set in the Telekom "
                      "customer centre; it isn't your usual password.");
        case ProviderNote::YandexEnable:
            return tr("Allow mail programs in the settings of Yandex Mail, then create an app "
                      "password for mail and enter it here.");
        case ProviderNote::FastmailPassword:
            return tr("Fastmail wants an app password here: create one under Settings, Privacy and "
                      "Security.");
        case ProviderNote::BridgeNeeded:
            return tr("Proton Mail is reached through Proton Mail Bridge only: install and start "
                      "it, and enter the user and password that it shows.");
        }
        return {};
    }
};

Endpoint tlsEndpoint(const QString &host, quint16 port)
{
    return Endpoint{host, port, ConnectionSecurity::Tls};
}

} // namespace

ServerSuggestion suggestServers(const QString &email)
{
    ServerSuggestion result;
    const QString address = email.trimmed();
    result.user = address;
    const qsizetype at = address.lastIndexOf(QLatin1Char('@'));
    if (at <= 0 || at == address.size() - 1)
        return result;
    const QString domain = address.mid(at + 1).toLower();

    for (const Provider &provider : providers) {
        if (!QString::fromLatin1(provider.domains).split(QLatin1Char(' ')).contains(domain))
            continue;
        result.known = true;
        result.note = ProviderTable::sentence(provider.note);
        if (provider.localPart)
            result.user = address.left(at);
        if (provider.note == ProviderNote::BridgeNeeded) {
            // The bridge listens on this computer, on ports of its own, with a certificate of its
            // own.
            result.imap = {QLatin1String(provider.imap), 1143, ConnectionSecurity::StartTls};
            result.smtp = {QLatin1String(provider.smtp), 1025, ConnectionSecurity::StartTls};
            return result;
        }
        result.imap = tlsEndpoint(QLatin1String(provider.imap), 993);
        if (provider.pop3)
            result.pop3 = tlsEndpoint(QLatin1String(provider.pop3), 995);
        result.smtp = {QLatin1String(provider.smtp), provider.smtpPort,
                       provider.smtpPort == 587 ? ConnectionSecurity::StartTls
                                                : ConnectionSecurity::Tls};
        return result;
    }
    result.imap = tlsEndpoint(QStringLiteral("imap.") + domain, 993);
    result.pop3 = tlsEndpoint(QStringLiteral("pop.") + domain, 995);
    result.smtp = tlsEndpoint(QStringLiteral("smtp.") + domain, 465);
    return result;
}

} // namespace Turnstone
