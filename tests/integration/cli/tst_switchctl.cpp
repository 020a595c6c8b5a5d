// SPDX-License-Identifier: MIT
// `turnstonectl switch` as a process: what scripts rely on.
#include "support/memorybackend.h"
#include "support/turnstonectl.h"

#include "store/switchreader.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

QJsonObject folderOf(const Turnstonectl::Result &result, const QString &name)
{
    for (const QJsonObject &object : result.objects()) {
        if (object[u"folder"].toString() == name)
            return object;
    }
    return {};
}

QJsonObject lastOf(const Turnstonectl::Result &result)
{
    const QList<QJsonObject> objects = result.objects();
    return objects.isEmpty() ? QJsonObject() : objects.last();
}

} // namespace

class SwitchCtlTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        for (int i = 1; i <= 5; ++i)
            m_server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), sampleMessage(i));
        QCOMPARE(m_ctl.run(Turnstonectl::addWords(m_server, QStringLiteral("pop3"))).status, 0);
        QCOMPARE(m_ctl.run({QStringLiteral("sync")}).status, 0);
        const QString newest = m_ctl.ids(QStringLiteral("A/INBOX")).value(0);
        QCOMPARE(m_ctl.run({QStringLiteral("copy"), newest, QStringLiteral("A/Archive")}).status,
                 0);
    }

    QStringList words(const QStringList &more) const
    {
        return QStringList{QStringLiteral("switch"), QStringLiteral("A")} + more;
    }
    QStringList toImap(const QStringList &more) const
    {
        return words({QStringLiteral("--to"), QStringLiteral("imap"), QStringLiteral("--port"),
                      QString::number(m_server.imaps())})
            + more;
    }

    void withoutWhat_isAMistake()
    {
        QCOMPARE(m_ctl.run(words({})).status, 2);
        QCOMPARE(m_ctl.run(words({QStringLiteral("--preview")})).status, 2);
        QCOMPARE(m_ctl.run(words({QStringLiteral("--report")})).status, 1); // never changed
        QCOMPARE(m_ctl.run(words({QStringLiteral("--resume")})).status, 1);
        QCOMPARE(m_ctl
                     .run(words({QStringLiteral("--restore-snapshot"),
                                 QStringLiteral("/nonexistent/turnstone")}))
                     .status,
                 1); // there is none
        QCOMPARE(m_ctl
                     .run(words({QStringLiteral("--to"), QStringLiteral("pop3"),
                                 QStringLiteral("--preview")}))
                     .status,
                 1); // it is
    }

    void wrongPassword_isRefusedAndNothingIsKept()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("password")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("wrong\n");
        file.close();
        const auto refused = m_ctl.json(toImap(
            {QStringLiteral("--preview"), QStringLiteral("--password-file"), file.fileName()}));
        QCOMPARE(refused.status, 4);
        QCOMPARE(m_ctl.run(words({QStringLiteral("--report")})).status, 1);
    }

    void previewApplyReportUndo_sayWhatTheContractNames()
    {
        QTemporaryDir folder;
        const QString csv = folder.filePath(QStringLiteral("p.csv"));
        const auto preview =
            m_ctl.json(toImap({QStringLiteral("--preview"), QStringLiteral("--save"), csv}));
        QCOMPARE(preview.complaints, QByteArray());
        QCOMPARE(preview.status, 0);
        const QJsonObject inbox = folderOf(preview, QStringLiteral("A/INBOX"));
        for (const char *key :
             {"on_both", "only_here", "only_server", "ambiguous", "uploaded", "bytes"})
            QVERIFY2(inbox.contains(QLatin1String(key)), key);
        QCOMPARE(inbox[u"on_both"].toInt(), 5);
        QCOMPARE(folderOf(preview, QStringLiteral("A/Archive"))[u"only_here"].toInt(), 1);
        QCOMPARE(lastOf(preview)[u"state"].toString(), QStringLiteral("previewed"));
        QVERIFY(lastOf(preview)[u"exceptions"].isArray());
        QFile saved(csv);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(saved.readAll().count('\n') > 5, true);

        // A server that is away says when it goes on.
        m_server.stop();
        QCOMPARE(m_ctl.json(words({QStringLiteral("--apply")})).status, 3);
        const QJsonObject waiting = lastOf(m_ctl.json(words({QStringLiteral("--report")})));
        const QDateTime next = QDateTime::fromString(waiting[u"next_try"].toString(), Qt::ISODate);
        QVERIFY(next > QDateTime::currentDateTimeUtc());
        QVERIFY(!waiting[u"error"].toString().isEmpty());
        m_server.start();

        const auto wrong = m_ctl.json(words({QStringLiteral("--apply"), QStringLiteral("--choose"),
                                             QStringLiteral("Nowhere=upload")}));
        QCOMPARE(wrong.status, 2);
        const auto applied =
            m_ctl.json(words({QStringLiteral("--apply"), QStringLiteral("--choose"),
                              QStringLiteral("Archive=upload"), QStringLiteral("--thorough")}));
        QCOMPARE(applied.complaints, QByteArray());
        QCOMPARE(applied.status, 0);
        QCOMPARE(folderOf(applied, QStringLiteral("A/Archive"))[u"uploaded"].toInt(), 1);
        QCOMPARE(lastOf(applied)[u"state"].toString(), QStringLiteral("committed"));
        QCOMPARE(lastOf(applied)[u"verified"].toInt(), 1);
        QVERIFY(lastOf(applied).contains(QStringLiteral("next_try")));
        QVERIFY(lastOf(applied)[u"next_try"].isNull()); // it waits for nothing
        const auto list =
            m_ctl.json({QStringLiteral("account"), QStringLiteral("show"), QStringLiteral("A")});
        QCOMPARE(list.object()[u"protocol"].toString(), QStringLiteral("imap"));
        const auto sync = m_ctl.json({QStringLiteral("sync")});
        QCOMPARE(sync.object()[u"new"].toInt(), 0);
        QCOMPARE(m_server.messages(QStringLiteral("alice"), QStringLiteral("Archive")).size(), 1);

        const QString html = folder.filePath(QStringLiteral("r.html"));
        QCOMPARE(
            m_ctl.run(words({QStringLiteral("--report"), QStringLiteral("--save"), html})).status,
            0);
        QFile written(html);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QVERIFY(written.readAll().contains("State: done.")); // in words, not a script's
        restoredBeside_isTheAccountAsItWasAndNothingElseIsTouched();
        const auto undone = m_ctl.json(words({QStringLiteral("--undo")}));
        QCOMPARE(undone.complaints, QByteArray());
        QCOMPARE(undone.status, 0);
        QCOMPARE(lastOf(undone)[u"taken_off"].toInt(), 1);
        QCOMPARE(m_server.messages(QStringLiteral("alice"), QStringLiteral("Archive")).size(), 0);
        QCOMPARE(m_ctl.json({QStringLiteral("sync")}).object()[u"new"].toInt(), 0);
        QCOMPARE(m_ctl.ids(QStringLiteral("A/INBOX")).size(), 5);
        QCOMPARE(m_ctl.json({QStringLiteral("verify"), QStringLiteral("--deep")}).status, 0);
        QTemporaryDir later; // it goes with the undoing
        QCOMPARE(m_ctl
                     .run(words({QStringLiteral("--restore-snapshot"),
                                 later.filePath(QStringLiteral("x"))}))
                     .status,
                 1);
    }

private:
    /// While the account reads by IMAP.
    void restoredBeside_isTheAccountAsItWasAndNothingElseIsTouched()
    {
        const QTemporaryDir above;
        const QString folder = above.filePath(QStringLiteral("before"));
        const QStringList restore = words({QStringLiteral("--restore-snapshot"), folder});
        const auto restored = m_ctl.json(restore);
        QCOMPARE(restored.complaints, QByteArray());
        QCOMPARE(restored.status, 0);
        QCOMPARE(restored.object()[u"state"].toString(), QStringLiteral("restored"));
        QCOMPARE(restored.object()[u"messages"].toInt(), 6);
        QCOMPARE(restored.object()[u"damaged"].toInt(), 0);
        QCOMPARE(m_ctl.json(restore).status, 1); // it isn't empty any more
        Store store(ProfilePaths::forDirectory(folder), Store::Access::ReadWrite, Clock::system());
        MailReader reader(store);
        const QList<Account> accounts = reader.accounts();
        QCOMPARE(accounts.size(), 1);
        QCOMPARE(accounts.first().incoming.protocol, QStringLiteral("pop3"));
        QVERIFY(accounts.first().incoming.leaveOnServer.rule == LeaveOnServer::Rule::Forever);
        SwitchReader switches(reader);
        QVERIFY(!switches.report(accounts.first().id)); // nothing that could go on
        QVERIFY(!switches.isFrozen(accounts.first().incoming.id));
        QCOMPARE(reader.verify(true).findings, QStringList());
        QCOMPARE(reader.verify(true).withContent, 5);
        // The one in use is as it was.
        QCOMPARE(
            m_ctl.json({QStringLiteral("account"), QStringLiteral("show"), QStringLiteral("A")})
                .object()[u"protocol"]
                .toString(),
            QStringLiteral("imap"));
    }

    MailServer m_server;
    Turnstonectl m_ctl;
};

QTEST_GUILESS_MAIN(SwitchCtlTest)
#include "tst_switchctl.moc"
