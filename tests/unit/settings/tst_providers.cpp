// SPDX-License-Identifier: MIT
#include "settings/autoconfiguration.h"
#include "settings/providers.h"

#include <QTest>

using namespace Turnstone;

namespace {

IncomingServer serverAt(const char *host, const char *protocol = "imap")
{
    IncomingServer server;
    server.protocol = QLatin1String(protocol);
    server.endpoint = {QLatin1String(host), 993, ConnectionSecurity::Tls};
    return server;
}

MailError refusalSaying(const char *words, ErrorKind kind = ErrorKind::Authentication)
{
    MailError error;
    error.kind = kind;
    error.scope = ErrorScope::Account;
    error.retry = RetryClass::Never;
    error.sentence = QStringLiteral("Refused. The server says: “%1”.").arg(QLatin1String(words));
    return error;
}

} // namespace

class TestProviders : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyProvider_isWholeAndNoDomainIsTwoProviders()
    {
        QVERIFY(mailProviders().size() >= 30);
        QStringList domains, ids;
        for (const MailProvider &provider : mailProviders()) {
            const QByteArray which = provider.id.toUtf8();
            QVERIFY2(!provider.name.isEmpty(), which);
            QVERIFY2(!provider.domains.isEmpty() || !provider.exchangers.isEmpty(), which);
            for (const QString &end : provider.exchangers) {
                QCOMPARE(end, end.toLower());
                QVERIFY2(providerOfExchangers({QStringLiteral("mx1.") + end}) == &provider, which);
            }
            QVERIFY2(!provider.imap.host.isEmpty() && provider.imap.port, which);
            QVERIFY2(!provider.smtp.host.isEmpty() && provider.smtp.port, which);
            QVERIFY2(provider.pop3.host.isEmpty() || provider.pop3.port == 995, which);
            QVERIFY2(!ids.contains(provider.id), which);
            ids.append(provider.id);
            for (const QString &domain : provider.domains) {
                QCOMPARE(domain, domain.toLower());
                QVERIFY2(!domains.contains(domain), qPrintable(domain));
                domains.append(domain);
            }
            for (const QUrl &page :
                 {provider.switchOn, provider.switchOnPop3, provider.appPassword, provider.help})
                QVERIFY2(page.isEmpty() || (page.isValid() && page.scheme() == "https"), which);
            for (const MailProvider::Answer &answer : provider.refusals)
                QVERIFY2(answer.says.size() > 8, which); // nothing that any server might say
            // Where a refusal sends people to a page, there is one.
            if (provider.plainRefusal == Refusal::AppPassword)
                QVERIFY2(!provider.appPassword.isEmpty(), which);
            if (provider.plainRefusal == Refusal::MaybeSwitchedOff)
                QVERIFY2(!provider.pageFor(QStringLiteral("imap")).isEmpty(), which);
        }
    }

    void everyNote_hasASentence()
    {
        for (const MailProvider &provider : mailProviders()) {
            const QString address =
                QLatin1String("a@") + provider.domains.value(0, QStringLiteral("example.org"));
            QVERIFY2(provider.note.isEmpty()
                         == suggestServers(address, provider.exchangers).note.isEmpty(),
                     qPrintable(provider.id));
        }
    }

    void servers_areFoundByTheirNames()
    {
        QCOMPARE(providerOfHost(QStringLiteral("IMAP.gmail.com"))->id, QStringLiteral("gmail"));
        QCOMPARE(providerOfHost(QStringLiteral("imappro.zoho.com"))->id, QStringLiteral("zoho"));
        QCOMPARE(providerOfHost(QStringLiteral("imap.zoho.eu"))->id, QStringLiteral("zoho-eu"));
        QVERIFY(!providerOfHost(QStringLiteral("imap.notgmail.com")));
        QVERIFY(!providerOfHost(QStringLiteral("imap.gmail.com.example.org")));
        QVERIFY(!providerOfHost(QStringLiteral("127.0.0.1")));
        QVERIFY(!providerOfHost(QString()));
        QVERIFY(!providerOfDomain(QStringLiteral("example.org")));
    }

    void refusals_areToldApart_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("protocol");
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("told");
        QTest::addColumn<QString>("page");
        const auto row = [](const char *name, const char *host, const char *protocol,
                            const char *says, ErrorKind kind, const char *told, const char *page) {
            QTest::newRow(name) << QByteArray(host) << QByteArray(protocol) << QByteArray(says)
                                << kind << QString::fromUtf8(told) << QString::fromUtf8(page);
        };
        row("Gmail, IMAP off", "imap.gmail.com", "imap",
            "Your account is not enabled for IMAP use. Please visit your Gmail settings page and "
            "enable your account for IMAP access. (Failure)",
            ErrorKind::Permission, "Gmail lets mail programs in by IMAP only after",
            "https://mail.google.com/mail/u/0/#settings/fwdandpop");
        row("Gmail, POP off", "pop.gmail.com", "pop3",
            "[SYS/PERM] Your account is not enabled for POP access.", ErrorKind::Permission,
            "by POP3 only after", "https://mail.google.com/mail/u/0/#settings/fwdandpop");
        row("Gmail, the usual password", "imap.gmail.com", "imap",
            "Application-specific password required: https://support.google.com/accounts/answer/"
            "185833 (Failure)",
            ErrorKind::Authentication, "takes only a password that you create there",
            "https://myaccount.google.com/apppasswords");
        row("Gmail, off for the domain", "imap.gmail.com", "imap",
            "IMAP access is disabled for your domain. Please contact your domain administrator",
            ErrorKind::Permission, "your whole organisation", "");
        row("Gmail, browser first", "imap.gmail.com", "imap",
            "Please log in via your web browser: https://support.google.com/mail/accounts/answer/"
            "78754 (Failure)",
            ErrorKind::Permission, "sign in with the web browser once", "");
        row("Microsoft", "outlook.office365.com", "imap", "Basic authentication is disabled.",
            ErrorKind::Permission, "takes no passwords from mail programs",
            "https://support.microsoft.com/");
        row("Zoho", "imappro.zoho.com", "imap",
            "You are yet to enable IMAP for your account. Please contact your administrator "
            "(Failure)",
            ErrorKind::Permission, "Zoho lets mail programs in by IMAP",
            "https://www.zoho.com/mail/help/imap-access.html#EnableIMAP");
        row("Yandex", "imap.yandex.com", "imap",
            "LOGIN invalid credentials or IMAP is disabled sc=ANQhQk2BrGkH_101523_7m",
            ErrorKind::Authentication, "isn't switched on for mail programs at Yandex",
            "https://mail.yandex.com/#setup/client");
        row("Mail.ru", "imap.mail.ru", "imap",
            "NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security/protection/external / "
            "Application password is REQUIRED",
            ErrorKind::Authentication, "Mail.ru takes only a password",
            "https://help.mail.ru/mail/security/protection/external/");
        row("QQ", "imap.qq.com", "imap",
            "Login fail. Account is abnormal, service is not open, password is incorrect, login "
            "frequency limited, or system is busy.",
            ErrorKind::Authentication, "isn't switched on", "https://service.mail.qq.com/");
        row("somebody else's server", "mail.example.org", "imap",
            "IMAP access is disabled for this user", ErrorKind::Permission,
            "The provider lets mail programs in by IMAP only after", "");
    }
    void refusals_areToldApart()
    {
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, protocol);
        QFETCH(QByteArray, says);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, told);
        QFETCH(QString, page);
        const IncomingServer server = serverAt(host, protocol);
        const MailError before = refusalSaying(says);
        const MailError error = explained(before, server);
        QCOMPARE(error.kind, kind);
        QCOMPARE(error.retry, RetryClass::Never);
        QVERIFY2(error.sentence.contains(told), qPrintable(error.sentence));
        QVERIFY(!error.sentence.contains(QString::fromUtf8(says)));
        QVERIFY(error.detail.contains(QString::fromUtf8(says)));
        const QString found = providerPageIn(error.sentence).toString();
        if (page.isEmpty())
            QVERIFY2(found.isEmpty(), qPrintable(found));
        else
            QVERIFY2(found.startsWith(page), qPrintable(found));
        QVERIFY(isProviderRefusal(error) && !isProviderRefusal(before));
        const MailError again = explained(error, server);
        QCOMPARE(again.sentence, error.sentence);
        QCOMPARE(again.detail, error.detail);
        QCOMPARE(again.kind, error.kind);
    }

    void bareRefusal_keepsTheServersWordsAndTellsWhatItMayMean()
    {
        const IncomingServer server = serverAt("pop.gmx.net", "pop3");
        const MailError error = explained(refusalSaying("authentication failed"), server);
        QCOMPARE(error.kind, ErrorKind::Authentication);
        QVERIFY(error.sentence.contains(QStringLiteral("“authentication failed”")));
        QVERIFY(error.sentence.contains(QLatin1String("POP3 isn't switched on")));
        QCOMPARE(providerPageIn(error.sentence).toString(),
                 QStringLiteral("https://hilfe.gmx.net/pop-imap/einschalten.html"));
        QCOMPARE(explained(error, server).sentence, error.sentence);
    }

    void refusedFolder_isTheAccountsWhereTheProviderMistrustsTheProgram()
    {
        MailError error = refusalSaying("SELECT Unsafe Login. Please contact kefu@188.com for help",
                                        ErrorKind::Permission);
        error.scope = ErrorScope::Folder;
        const MailError told = explained(error, serverAt("imap.163.com"));
        QCOMPARE(told.scope, ErrorScope::Account);
        QCOMPARE(told.kind, ErrorKind::Permission);
        QVERIFY(told.sentence.contains(QLatin1String("mistrusts")));
    }

    void otherErrors_stayAsTheyWere()
    {
        const IncomingServer gmail = serverAt("imap.gmail.com");
        const MailError network = refusalSaying("not enabled for IMAP use", ErrorKind::Network);
        QCOMPARE(explained(network, gmail).sentence, network.sentence);
        const MailError folder = refusalSaying("No such mailbox", ErrorKind::Permission);
        QCOMPARE(explained(folder, gmail).sentence, folder.sentence);
        const MailError unknown = refusalSaying("authentication failed");
        QCOMPARE(explained(unknown, serverAt("mail.example.org")).sentence, unknown.sentence);
    }

    void linkOfAServer_isNeverMadeAButton()
    {
        const MailError error = explained(refusalSaying("Visit https://evil.example/gmail now"),
                                          serverAt("mail.x.org"));
        QVERIFY(providerPageIn(error.sentence).isEmpty());
        QVERIFY(providerPageIn(QStringLiteral("https://hilfe.gmx.net.evil.example/")).isEmpty());
    }

    void suggestion_namesThePageThatItsNoteSpeaksOf()
    {
        QCOMPARE(suggestServers(QStringLiteral("a@gmail.com")).page.toString(),
                 QStringLiteral("https://myaccount.google.com/apppasswords"));
        QCOMPARE(suggestServers(QStringLiteral("a@web.de")).page.toString(),
                 QStringLiteral("https://hilfe.web.de/pop-imap/einschalten.html"));
        const ServerSuggestion proton = suggestServers(QStringLiteral("a@proton.me"));
        QCOMPARE(proton.imap.port, quint16(1143));
        QVERIFY(proton.imap.security == ConnectionSecurity::StartTls);
        QVERIFY(proton.pop3.host.isEmpty());
        QVERIFY(suggestServers(QStringLiteral("a@example.org")).page.isEmpty());
    }

    void domainOfOnesOwn_isItsProvidersByWhoTakesItsMail_data()
    {
        QTest::addColumn<QStringList>("exchangers");
        QTest::addColumn<QString>("imap");
        const auto row = [](const char *name, const QStringList &hosts, const char *imap) {
            QTest::newRow(name) << hosts << QString::fromLatin1(imap);
        };
        row("Google", {"aspmx.l.google.com", "alt1.aspmx.l.google.com"}, "imap.gmail.com");
        row("Google, as one", {"SMTP.Google.com"}, "imap.gmail.com");
        row("Microsoft", {"example-org.mail.protection.outlook.com"}, "outlook.office365.com");
        row("Fastmail", {"in1-smtp.messagingengine.com"}, "imap.fastmail.com");
        row("Zoho", {"mx.zoho.eu"}, "imappro.zoho.eu");
        row("nobody's", {}, "imap.example.org");
        row("its own", {"mail.example.org"}, "imap.example.org");
        // A filter in front, and names that only look alike.
        row("filtered", {"mx.filter.example", "aspmx.l.google.com"}, "imap.example.org");
        row("alike", {"notgoogle.com"}, "imap.example.org");
        row("below", {"google.com.example.net"}, "imap.example.org");
    }
    void domainOfOnesOwn_isItsProvidersByWhoTakesItsMail()
    {
        QFETCH(QStringList, exchangers);
        QFETCH(QString, imap);
        const QString address = QStringLiteral("me@Example.org");
        QCOMPARE(domainToLookUp(address), QStringLiteral("example.org"));
        const ServerSuggestion found = suggestServers(address, exchangers);
        QCOMPARE(found.imap.host, imap);
        QCOMPARE(found.user, address);
        QCOMPARE(found.known, imap != QLatin1String("imap.example.org"));
        // What the table knows needs nobody.
        QCOMPARE(suggestServers(QStringLiteral("a@web.de"), exchangers).imap.host,
                 QStringLiteral("imap.web.de"));
        for (const char *none : {"a@web.de", "a", "a@", "@example.org", "a@localhost"})
            QVERIFY(domainToLookUp(QString::fromLatin1(none)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestProviders)
#include "tst_providers.moc"
