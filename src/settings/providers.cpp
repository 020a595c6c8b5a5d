// SPDX-License-Identifier: MIT
#include "settings/providers.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

static void initProviderResource()
{
    Q_INIT_RESOURCE(providers); // a static library's resources aren't registered by themselves
}

namespace Turnstone {

namespace {

constexpr QLatin1String refusalMark("SIGN-IN-REFUSED");

class RefusalText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::RefusalText)
public:
    static QString withPage(const QString &sentence, const QUrl &page)
    {
        if (page.isEmpty())
            return sentence;
        //: %1 is a whole sentence, %2 the address of a web page
        return tr("%1 Here is how: %2").arg(sentence, page.toString());
    }
    static QString sentence(Refusal refusal, const QString &provider, const QString &protocol)
    {
        switch (refusal) {
        case Refusal::SwitchedOff:
            return tr("%1 lets mail programs in by %2 only after you have switched it on there.")
                .arg(provider, protocol);
        case Refusal::SwitchedOffByAdmin:
            return tr("%2 is switched off at %1 for your whole organisation. Ask its "
                      "administrator.")
                .arg(provider, protocol);
        case Refusal::MaybeSwitchedOff:
            return tr("The password may be wrong, or %2 isn't switched on for mail programs at %1, "
                      "which answers the same to both.")
                .arg(provider, protocol);
        case Refusal::AppPassword:
            return tr("%1 takes only a password that you create there for mail programs, not the "
                      "one you sign in with on the web.")
                .arg(provider);
        case Refusal::SignInOnTheWeb:
            return tr("%1 wants you to sign in with the web browser once, and to confirm that the "
                      "sign-in by a mail program was yours.")
                .arg(provider);
        case Refusal::BrowserOnly:
            return tr("%1 takes no passwords from mail programs for this address, only sign-in "
                      "through the browser, which this program can't do yet.")
                .arg(provider);
        case Refusal::UnknownProgram:
            return tr("%1 mistrusts this mail program. Switch %2 on there, and use the "
                      "authorisation code that you get for it as the password.")
                .arg(provider, protocol);
        }
        return {};
    }
    static QString theProvider() { return tr("The provider"); }
};

std::optional<Refusal> refusalFromWord(const QString &word)
{
    static const QHash<QString, Refusal> words{
        {QStringLiteral("switched-off"), Refusal::SwitchedOff},
        {QStringLiteral("switched-off-by-admin"), Refusal::SwitchedOffByAdmin},
        {QStringLiteral("maybe-switched-off"), Refusal::MaybeSwitchedOff},
        {QStringLiteral("app-password"), Refusal::AppPassword},
        {QStringLiteral("sign-in-on-the-web"), Refusal::SignInOnTheWeb},
        {QStringLiteral("browser-only"), Refusal::BrowserOnly},
        {QStringLiteral("unknown-program"), Refusal::UnknownProgram}};
    const auto it = words.find(word);
    return it == words.end() ? std::nullopt : std::optional(*it);
}

QStringList stringList(const QJsonValue &value)
{
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array)
        list.append(item.toString());
    return list;
}

Endpoint endpointFrom(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    if (colon < 1)
        return {};
    const quint16 port = text.mid(colon + 1).toUShort();
    const bool tls = port == 993 || port == 995 || port == 465;
    return {text.left(colon), port, tls ? ConnectionSecurity::Tls : ConnectionSecurity::StartTls};
}

QList<MailProvider::Answer> answersFrom(const QJsonValue &value)
{
    QList<MailProvider::Answer> answers;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array) {
        if (const auto means = refusalFromWord(item[QLatin1String("means")].toString()))
            answers.append({item[QLatin1String("says")].toString(), *means});
    }
    return answers;
}

MailProvider providerFrom(const QJsonObject &object)
{
    const auto text = [&](const char *key) { return object[QLatin1String(key)].toString(); };
    MailProvider provider;
    provider.id = text("id");
    provider.name = text("name");
    provider.domains = stringList(object[QLatin1String("domains")]);
    provider.hosts = stringList(object[QLatin1String("hosts")]);
    provider.exchangers = stringList(object[QLatin1String("mx")]);
    provider.imap = endpointFrom(text("imap"));
    provider.pop3 = endpointFrom(text("pop3"));
    provider.smtp = endpointFrom(text("smtp"));
    provider.userIsLocalPart = text("user") == QLatin1String("local-part");
    provider.note = text("note");
    provider.switchOn = QUrl(text("switchOn"));
    provider.switchOnPop3 = QUrl(text("switchOnPop3"));
    provider.appPassword = QUrl(text("appPassword"));
    provider.help = QUrl(text("help"));
    provider.refusals = answersFrom(object[QLatin1String("refusals")]);
    provider.plainRefusal = refusalFromWord(text("plainRefusal"));
    return provider;
}

struct ProviderData {
    QList<MailProvider> providers;
    QList<MailProvider::Answer> anywhere; ///< said by servers of many kinds
};

const ProviderData &providerData()
{
    static const ProviderData data = [] {
        initProviderResource();
        ProviderData read;
        QFile file(QStringLiteral(":/providers/providers.json"));
        if (!file.open(QIODevice::ReadOnly))
            return read;
        const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonArray array = root[QLatin1String("providers")].toArray();
        for (const QJsonValue &item : array)
            read.providers.append(providerFrom(item.toObject()));
        read.anywhere = answersFrom(root[QLatin1String("anywhere")]);
        return read;
    }();
    return data;
}

std::optional<Refusal> refusalOf(const MailError &error, const MailProvider *provider)
{
    const QString said = error.detail + QLatin1Char('\n') + error.sentence;
    const auto find = [&](const QList<MailProvider::Answer> &answers) -> std::optional<Refusal> {
        for (const MailProvider::Answer &answer : answers) {
            if (said.contains(answer.says, Qt::CaseInsensitive))
                return answer.means;
        }
        return std::nullopt;
    };
    std::optional<Refusal> refusal;
    if (provider)
        refusal = find(provider->refusals);
    if (!refusal)
        refusal = find(providerData().anywhere);
    return refusal;
}

QUrl pageOf(Refusal refusal, const MailProvider &provider, const QString &protocol)
{
    switch (refusal) {
    case Refusal::AppPassword:
        return provider.appPassword;
    case Refusal::SwitchedOffByAdmin:
    case Refusal::SignInOnTheWeb:
        return {};
    default:
        return provider.pageFor(protocol);
    }
}

bool isOrEndsWith(const QString &name, const QString &end)
{
    return name == end || name.endsWith(QLatin1Char('.') + end);
}

} // namespace

QUrl MailProvider::pageFor(const QString &protocol) const
{
    if (protocol == QLatin1String("pop3") && !switchOnPop3.isEmpty())
        return switchOnPop3;
    return switchOn.isEmpty() ? help : switchOn;
}

const QList<MailProvider> &mailProviders()
{
    return providerData().providers;
}

const MailProvider *providerOfDomain(const QString &domain)
{
    for (const MailProvider &provider : mailProviders()) {
        if (provider.domains.contains(domain, Qt::CaseInsensitive))
            return &provider;
    }
    return nullptr;
}

const MailProvider *providerOfExchangers(const QStringList &hosts)
{
    if (hosts.isEmpty())
        return nullptr;
    for (const MailProvider &provider : mailProviders()) {
        for (const QString &end : provider.exchangers) {
            if (isOrEndsWith(hosts.first().toLower(), end))
                return &provider;
        }
    }
    return nullptr;
}

const MailProvider *providerOfHost(const QString &host)
{
    const QString name = host.toLower();
    if (name.isEmpty())
        return nullptr;
    for (const MailProvider &provider : mailProviders()) {
        if (provider.note == QLatin1String("bridge"))
            continue; // its server is a program on this computer, like many another
        if (name == provider.imap.host || name == provider.pop3.host)
            return &provider;
        for (const QString &end : provider.hosts) {
            if (isOrEndsWith(name, end))
                return &provider;
        }
    }
    return nullptr;
}

MailError explained(const MailError &error, const IncomingServer &server)
{
    if (error.kind != ErrorKind::Authentication && error.kind != ErrorKind::Permission)
        return error;
    const MailProvider *provider = providerOfHost(server.endpoint.host);
    std::optional<Refusal> refusal = refusalOf(error, provider);
    const bool told = refusal.has_value();
    if (!told && provider && error.kind == ErrorKind::Authentication)
        refusal = provider->plainRefusal;
    if (!refusal)
        return error;
    const QString protocol =
        server.protocol == QLatin1String("pop3") ? QStringLiteral("POP3") : QStringLiteral("IMAP");
    const QString sentence = RefusalText::withPage(
        RefusalText::sentence(*refusal, provider ? provider->name : RefusalText::theProvider(),
                              protocol),
        provider ? pageOf(*refusal, *provider, server.protocol) : QUrl());
    if (error.sentence.contains(sentence))
        return error;
    MailError result = error;
    // What a bare refusal may mean is said beside the server's words, not in their place.
    result.sentence = told ? sentence : error.sentence + QLatin1Char(' ') + sentence;
    if (told)
        result.detail =
            QStringList({refusalMark, error.detail, error.sentence}).join(QLatin1Char(' '));
    // It is said of the account, though it may have been a folder that was asked for.
    result.scope = ErrorScope::Account;
    result.retry = RetryClass::Never;
    const bool passwordMayMend =
        *refusal == Refusal::AppPassword || *refusal == Refusal::MaybeSwitchedOff;
    result.kind = passwordMayMend ? ErrorKind::Authentication : ErrorKind::Permission;
    return result;
}

bool isProviderRefusal(const MailError &error)
{
    return error.detail.startsWith(refusalMark);
}

QUrl providerPageIn(const QString &text)
{
    QUrl found;
    const auto look = [&](const QUrl &page) {
        // The longest, where one page's address begins another's.
        const QString address = page.toString();
        if (!page.isEmpty() && text.contains(address) && address.size() > found.toString().size())
            found = page;
    };
    for (const MailProvider &provider : mailProviders()) {
        for (const QUrl &page :
             {provider.switchOn, provider.switchOnPop3, provider.appPassword, provider.help})
            look(page);
    }
    return found;
}

} // namespace Turnstone
