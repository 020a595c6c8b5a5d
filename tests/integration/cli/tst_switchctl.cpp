// SPDX-License-Identifier: MIT
// `turnstonectl switch` as a process: what scripts rely on.
#include "support/faultproxy.h"
#include "support/memorybackend.h"
#include "support/serverprofile.h"
#include "support/turnstonectl.h"

#include "store/switchreader.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

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

/// The SHA-256 of every message, by folder, sorted.
using Mailbox = QMap<QString, QByteArrayList>;

QByteArrayList allOf(const Mailbox &mailbox)
{
    QByteArrayList all;
    for (const QByteArrayList &folder : mailbox)
        all += folder;
    std::sort(all.begin(), all.end());
    return all;
}

/// What of the first the second lacks, each as often as it lacks it.
QByteArrayList lacking(QByteArrayList of, const QByteArrayList &in)
{
    for (const QByteArray &one : in)
        of.removeOne(one);
    return of;
}

/// A person who has read mail by POP3 for three years, and for two of them left none of it on the
/// server.
class ThreeYears {
public:
    ThreeYears()
        : pop3(server.pop3s())
        , imap(server.imaps())
    {
        QStringList add = Turnstonectl::addWords(server, QStringLiteral("pop3"));
        add[add.indexOf(QStringLiteral("--port")) + 1] = QString::number(pop3.port());
        run(add + QStringList{QStringLiteral("--leave-on-server"), QStringLiteral("no")});
        month(1, 24);
        run({QStringLiteral("sync")});
        QStringList ids = ctl.ids(QStringLiteral("A/INBOX"));
        for (const QString &folder :
             {QStringLiteral("A/Projekte/2023/Größe"), QStringLiteral("A/😀 Reisen"),
              QStringLiteral("A/בריד/ملفات"), QStringLiteral("A/Belege %2F Rechnungen"),
              QStringLiteral("A/Sent")}) {
            if (folder != QLatin1String("A/Sent"))
                run({QStringLiteral("folder"), QStringLiteral("create"), folder});
            QStringList move{QStringLiteral("move")};
            for (int i = 0; i < 4; ++i)
                move.append(ids.takeFirst());
            run(move + QStringList{folder});
        }
        // Some of what was sent is in the server's Sent as well.
        for (const int i : {5, 6})
            server.deliver(QStringLiteral("alice"), QStringLiteral("Sent"), sampleMessage(i));
        run({QStringLiteral("account"), QStringLiteral("set"), QStringLiteral("A"),
             QStringLiteral("leave-on-server=forever")});
        month(25, 36);
        run({QStringLiteral("sync")});
    }
    void run(const QStringList &words)
    {
        const Turnstonectl::Result result = ctl.run(words);
        if (result.status != 0)
            qFatal("%s: %s", qPrintable(words.join(QLatin1Char(' '))),
                   result.complaints.constData());
    }
    int syncedAnew()
    {
        const Turnstonectl::Result result = ctl.json({QStringLiteral("sync")});
        return result.status == 0 ? result.object()[u"new"].toInt() : -1;
    }
    QStringList toImap() const
    {
        return {
            QStringLiteral("switch"),  QStringLiteral("A"),        QStringLiteral("--to"),
            QStringLiteral("imap"),    QStringLiteral("--port"),   QString::number(imap.port()),
            QStringLiteral("--apply"), QStringLiteral("--choose"), QStringLiteral("INBOX=upload")};
    }
    /// Here, and nothing of it is damaged.
    Mailbox here()
    {
        Store store(ProfilePaths::forDirectory(ctl.profile()), Store::Access::ReadWrite,
                    Clock::system());
        MailWriter writer(store);
        if (const QStringList findings = writer.verify(true).findings; !findings.isEmpty())
            qFatal("%s", qPrintable(findings.join(QLatin1Char('\n'))));
        const Account account = writer.accounts().first();
        Mailbox mailbox;
        const QList<Folder> folders = writer.folders(account.id);
        for (const Folder &folder : folders) {
            ListQuery query;
            query.folders = {folder.id};
            const QList<MessageRow> rows = writer.page(query, 1'000);
            for (const MessageRow &row : rows)
                mailbox[folder.path].append(
                    QCryptographicHash::hash(writer.content(row.message, {}).value_or("?"),
                                             QCryptographicHash::Sha256)
                        .toHex()
                        .left(16));
        }
        for (QByteArrayList &folder : mailbox)
            std::sort(folder.begin(), folder.end());
        protocol = account.incoming.protocol;
        const auto report = SwitchReader(writer).report(account.id);
        isUnderWay = report
            && (report->state == SwitchState::Open
                    ? report->stage > SwitchStage::Preview || report->nextTryUtc > 0
                    : report->stage != SwitchStage::Report);
        return mailbox;
    }
    /// As another program sees it.
    Mailbox there()
    {
        Mailbox mailbox;
        const MailState state = stateOf(server.client());
        for (auto folder = state.begin(); folder != state.end(); ++folder) {
            for (const QString &line : folder.value())
                mailbox[folder.key()].append(line.section(QLatin1Char(' '), 0, 0).toLatin1());
        }
        for (QByteArrayList &folder : mailbox)
            std::sort(folder.begin(), folder.end());
        return mailbox;
    }
    /// Begun by these words, switched off again and again, each time somewhat later. After each
    /// time nothing is missing or there twice, here and on the server. How often it was; 0: not
    /// once, which proves nothing.
    int throughPowerCuts(const QStringList &begin)
    {
        const Mailbox before = here();
        const QByteArrayList thereBefore = allOf(there());
        QByteArrayList atMost = thereBefore + lacking(allOf(before), thereBefore);
        int cuts = 0;
        for (qint64 bytes = 3'000;; bytes = bytes * 7 / 4) {
            pop3.clearCounts();
            imap.clearCounts();
            const auto passed = [this] {
                const FaultProxy::Counts a = pop3.counts(), b = imap.counts();
                return a.toServer + a.toClient + b.toServer + b.toClient;
            };
            const bool ended =
                ctl.runUntil(isUnderWay ? QStringList{QStringLiteral("switch"), QStringLiteral("A"),
                                                      QStringLiteral("--resume")}
                                        : begin,
                             [&] { return passed() >= bytes; });
            const Mailbox now = here();
            const QByteArrayList thereNow = allOf(there());
            const bool undoes = begin.contains(QStringLiteral("--undo"));
            if (now != before || !lacking(thereNow, atMost).isEmpty()
                || (!undoes && !lacking(thereBefore, thereNow).isEmpty()))
                return -1;
            if (ended)
                return cuts;
            ++cuts;
        }
    }

    MailServer server;
    FaultProxy pop3, imap;
    Turnstonectl ctl;
    QString protocol; ///< as of the last `here`
    bool isUnderWay = false;

private:
    void month(int first, int last)
    {
        for (int i = first; i <= last; ++i)
            server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), sampleMessage(i), {},
                           "15-Jan-" + QByteArray::number(2023 + i / 13) + " 08:00:00 +0000");
    }
};

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
        QCOMPARE(m_ctl.run(words({QStringLiteral("--resume")})).status, 1); // nobody said so
        QVERIFY(lastOf(preview)[u"exceptions"].isArray());
        QFile saved(csv);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(saved.readAll().count('\n') > 5, true);

        // A server that is away says when it goes on.
        m_server.stop();
        const QDateTime tried = QDateTime::currentDateTimeUtc();
        QCOMPARE(m_ctl.json(words({QStringLiteral("--apply")})).status, 3);
        const QJsonObject waiting = lastOf(m_ctl.json(words({QStringLiteral("--report")})));
        const QDateTime next = QDateTime::fromString(waiting[u"next_try"].toString(), Qt::ISODate);
        QVERIFY(next > tried);
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

    void threeYearsByPop3_switchedUndoneAndSwitchedAgain_thoughThePowerFails()
    {
        ThreeYears person;
        const Mailbox here = person.here(), there = person.there();
        QCOMPARE(allOf(here).size(), 36);
        QCOMPARE(allOf(there).size(), 14);
        QCOMPARE(person.protocol, QStringLiteral("pop3"));

        QVERIFY(person.throughPowerCuts(person.toImap()) > 3);
        QCOMPARE(person.here(), here); // everything where it was
        QCOMPARE(person.protocol, QStringLiteral("imap"));
        Mailbox elsewhere = here; // and so it is for another program, but for a name
        elsewhere.insert(QStringLiteral("Belege - Rechnungen"),
                         elsewhere.take(QStringLiteral("Belege %2F Rechnungen")));
        QCOMPARE(person.there(), elsewhere);
        QCOMPARE(person.syncedAnew(), 0);
        QCOMPARE(person.here(), here);

        const QStringList undo{QStringLiteral("switch"), QStringLiteral("A"),
                               QStringLiteral("--undo")};
        QVERIFY(person.throughPowerCuts(undo) > 3);
        QCOMPARE(person.here(), here);
        QCOMPARE(person.protocol, QStringLiteral("pop3"));
        QCOMPARE(person.there(), there);
        QCOMPARE(person.syncedAnew(), 0);

        QVERIFY(person.throughPowerCuts(person.toImap()) > 3);
        QCOMPARE(person.protocol, QStringLiteral("imap"));
        QCOMPARE(person.there(), elsewhere);
        QCOMPARE(person.syncedAnew(), 0);
        QCOMPARE(person.here(), here);
        QCOMPARE(person.there(), elsewhere);
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
