// SPDX-License-Identifier: MIT
#include "support/turnstonectl.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

QByteArray mail(int n, qsizetype bytes)
{
    return "From: bob@example.org\r\nMessage-ID: <c" + QByteArray::number(n)
        + "@example.org>\r\nSubject: Message " + QByteArray::number(n) + "\r\n\r\n"
        + QByteArray("0123456789abcdef\r\n").repeated(bytes / 18);
}

QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(QLatin1Char(' '));
}

} // namespace

/// turnstonectl's `download`, `free`, `folder set` and what `folders` and `list` say of it.
class TestKeepCtl : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_server;
    std::unique_ptr<Turnstonectl> m_ctl;

    QJsonObject inbox() const
    {
        const QList<QJsonObject> folders = m_ctl->json(words("folders A")).objects();
        for (const QJsonObject &folder : folders) {
            if (folder.value(QLatin1String("folder")) == QLatin1String("A/INBOX"))
                return folder;
        }
        return {};
    }
    qint64 number(const char *key) const { return inbox().value(QLatin1String(key)).toInteger(); }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<MailServer>();
        m_ctl = std::make_unique<Turnstonectl>();
        for (int i = 0; i < 4; ++i)
            m_server->deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), mail(i, 20'000));
    }

    void quota_isShownWithTheAccount()
    {
        MailServerOptions options;
        options.arguments = {
            QStringLiteral("--option"), QStringLiteral("mail_plugins=quota"),
            QStringLiteral("--config"),
            QStringLiteral("protocol imap {\n  mail_plugins = quota imap_quota\n}\n"
                           "plugin {\n  quota = count:User quota\n  quota_vsizes = yes\n"
                           "  quota_rule = *:storage=10M\n}")};
        MailServer server(options);
        server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), mail(1, 20'000));
        QCOMPARE(m_ctl->run(Turnstonectl::addWords(server, QStringLiteral("imap"))).status, 0);
        QVERIFY(
            !m_ctl->json(words("account show A")).object().contains(QLatin1String("quota_limit")));
        QCOMPARE(m_ctl->run(words("sync A")).status, 0);
        const QJsonObject account = m_ctl->json(words("account show A")).object();
        QCOMPARE(account.value(QLatin1String("quota_limit")).toInteger(), 10 * 1024 * 1024);
        QVERIFY(account.value(QLatin1String("quota_used")).toInteger() >= 20'000);
    }

    void free_andDownload_sayBytesAndDoIt()
    {
        QCOMPARE(m_ctl->run(Turnstonectl::addWords(*m_server, QStringLiteral("imap"))).status, 0);
        QCOMPARE(m_ctl->run(words("sync A")).status, 0);
        QCOMPARE(number("on_computer"), 4);
        QCOMPARE(number("on_server"), 4);
        QCOMPARE(number("only_here"), 0);
        const qint64 bytes = number("bytes_on_computer");
        QVERIFY(bytes > 80'000);

        const QJsonObject foretold = m_ctl->json(words("free A/INBOX --preview")).object();
        QCOMPARE(foretold.value(QLatin1String("bytes")).toInteger(), bytes);
        QCOMPARE(number("on_computer"), 4);
        const auto freed = m_ctl->json(words("free A/INBOX"));
        QCOMPARE(freed.status, 0);
        QCOMPARE(freed.object().value(QLatin1String("messages")).toInteger(), 4);
        QCOMPARE(number("on_computer"), 0);
        QCOMPARE(number("bytes_on_computer"), 0);
        QCOMPARE(m_ctl->run(words("sync A --full")).status, 0);
        QCOMPARE(number("on_computer"), 0); // not fetched again by the rule

        const QStringList ids = m_ctl->ids(QStringLiteral("A/INBOX"));
        QCOMPARE(m_ctl->run({QStringLiteral("show"), ids.at(3), QStringLiteral("--raw")}).output,
                 mail(0, 20'000));
        QCOMPARE(number("on_computer"), 1);

        const auto later = m_ctl->json(
            {QStringLiteral("download"), ids.at(0), ids.at(1), QStringLiteral("--later")});
        QCOMPARE(later.object().value(QLatin1String("messages")).toInteger(), 2);
        QCOMPARE(number("on_computer"), 1);
        QCOMPARE(m_ctl->run(words("sync A")).status, 0);
        QCOMPARE(number("on_computer"), 3);
        const auto whole = m_ctl->json(words("download A/INBOX"));
        QCOMPARE(whole.status, 0);
        QCOMPARE(whole.object().value(QLatin1String("left")).toInteger(), 0);
        QCOMPARE(number("on_computer"), 4);
        const QJsonObject row = m_ctl->json(words("list A/INBOX")).objects().first();
        QVERIFY(row.value(QLatin1String("kept")).toBool());
        QVERIFY(row.value(QLatin1String("on_computer")).toBool());
        // Kept whatever the rule becomes.
        QCOMPARE(m_ctl->run(words("account set A keep=headers")).status, 0);
        QCOMPARE(m_ctl->run(words("sync A")).status, 0);
        QCOMPARE(number("on_computer"), 4);
        QCOMPARE(m_ctl->json(words("verify --deep")).status, 0);
    }

    void folderSet_saysWhatHoldsAndRefusesNonsense()
    {
        QCOMPARE(m_ctl->run(Turnstonectl::addWords(*m_server, QStringLiteral("imap"))).status, 0);
        QCOMPARE(m_ctl
                     ->run(words("account set A keep=headers largest-kept=2M "
                                 "less-on-metered=no"))
                     .status,
                 0);
        const QJsonObject account = m_ctl->json(words("account show A")).object();
        QCOMPARE(account.value(QLatin1String("largest_kept")).toInteger(), 2 * 1024 * 1024);
        QCOMPARE(account.value(QLatin1String("less_on_metered")).toString(), QStringLiteral("no"));
        QCOMPARE(m_ctl->run(words("account set A largest-kept=many")).status, 2);
        QCOMPARE(m_ctl->run(words("sync A")).status, 0);
        QCOMPARE(number("on_computer"), 0);
        const QJsonObject set =
            m_ctl->json(words("folder set A/INBOX keep=everything keep-days=0")).object();
        QCOMPARE(set.value(QLatin1String("keep")).toString(), QStringLiteral("everything"));
        QCOMPARE(m_ctl->run(words("sync A")).status, 0);
        QCOMPARE(number("on_computer"), 4);
        QCOMPARE(inbox().value(QLatin1String("keep")).toString(), QStringLiteral("everything"));
        QCOMPARE(m_ctl->run(words("folder set A/INBOX keep=account")).status, 0);
        QCOMPARE(inbox().value(QLatin1String("keep")).toString(), QStringLiteral("headers"));
        for (const char *wrong : {"folder set A/INBOX keep=some", "folder set A/INBOX colour=red",
                                  "folder set A/INBOX keep-days=-1", "folder set A/INBOX keep"})
            QCOMPARE(m_ctl->run(words(wrong)).status, 2);
    }

    void onlyCopy_isRefusedWithASentence()
    {
        QCOMPARE(m_ctl
                     ->run(Turnstonectl::addWords(*m_server, QStringLiteral("pop3"))
                           + words("--leave-on-server no"))
                     .status,
                 0);
        QCOMPARE(m_ctl->run(words("sync A")).status, 0);
        QCOMPARE(number("on_server"), 0);
        QCOMPARE(number("only_here"), 4);
        const auto refused = m_ctl->json(words("free A/INBOX"));
        QCOMPARE(refused.status, 1);
        QVERIFY(refused.complaints.contains("only copy"));
        QCOMPARE(refused.object().value(QLatin1String("only_copies")).toInteger(), 4);
        QCOMPARE(number("on_computer"), 4);
    }

    void pop3_freedMailGoesWithTheNextSync()
    {
        QCOMPARE(m_ctl->run(Turnstonectl::addWords(*m_server, QStringLiteral("pop3"))).status, 0);
        QCOMPARE(m_ctl->run(words("sync A")).status, 0);
        const auto freed = m_ctl->json(words("free A/INBOX"));
        QCOMPARE(freed.status, 0);
        QVERIFY(freed.object().value(QLatin1String("waits_for_server")).toBool());
        QCOMPARE(number("on_computer"), 4);
        QCOMPARE(m_ctl->run(words("sync A")).status, 0);
        QCOMPARE(number("on_computer"), 0);
        QCOMPARE(number("on_server"), 4);
    }
};

QTEST_GUILESS_MAIN(TestKeepCtl)
#include "tst_keepctl.moc"
