// SPDX-License-Identifier: MIT
#include "engine/keeptask.h"
#include "support/passfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

QByteArray plain(int n)
{
    return "From: a@example.org\r\nMessage-ID: <p" + QByteArray::number(n)
        + "@example.org>\r\nSubject: Message " + QByteArray::number(n)
        + "\r\n\r\nThe text of it.\r\n";
}

QByteArray withAttachment(int n, qsizetype bytes)
{
    return "From: a@example.org\r\nMessage-ID: <a" + QByteArray::number(n)
        + "@example.org>\r\nSubject: Attached " + QByteArray::number(n)
        + "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
          "Content-Type: text/plain\r\n\r\nThe text of it.\r\n--b\r\nContent-Type: "
          "application/pdf; name=x.pdf\r\nContent-Disposition: attachment\r\n\r\n"
        + QByteArray(bytes, 'x') + "\r\n--b--\r\n";
}

} // namespace

/// What a pass fetches and removes by the account's and the folder's rule, over a server in memory
/// in both styles.
class TestKeepPass : public QObject {
    Q_OBJECT

    struct Fixture : PassFixture {
        using PassFixture::PassFixture;
        void setRule(ContentLevel level, int days = 0, qint64 largest = 0)
        {
            Account changed = account();
            changed.keep = level;
            changed.keepDays = days;
            changed.largestKept = largest;
            writer->updateAccount(changed);
        }
        Folder inbox() { return *writer->folder(folder(QStringLiteral("INBOX"))); }
        void runTask(KeepTask &task)
        {
            while (task.step(*writer)) { }
        }
        QList<PlacementId> ids()
        {
            QList<PlacementId> ids;
            const QList<MessageRow> all = rows();
            for (const MessageRow &row : all)
                ids.append(row.id);
            return ids;
        }
        bool isSound() { return writer->verify(true).findings.isEmpty(); }
    };

private Q_SLOTS:
    void sizeLimit_fetchesTheTextOnceAndTheRestOnDemand()
    {
        Fixture f;
        f.setRule(ContentLevel::Everything, 0, 20'000);
        f.server.deliver("INBOX", withAttachment(1, 50'000));
        f.server.deliver("INBOX", withAttachment(2, 1'000));
        QVERIFY(!f.pass().error);
        const QList<MessageRow> rows = f.rows();
        QVERIFY(rows.at(1).content == ContentLevel::Text);
        QVERIFY(rows.at(0).content == ContentLevel::Everything);
        QVERIFY(f.inbox().bytesOnComputer < 10'000);
        QCOMPARE(f.inbox().onComputer, 2); // all that the rule wants
        QVERIFY(rows.at(1).onComputer);
        const qint64 fetched = f.server.messagesFetched;
        QVERIFY(!f.pass().error);
        QCOMPARE(f.server.messagesFetched, fetched); // not asked for again
        fetchNow({*f.store, f.registry, {}, *f.wakeup}, f.account(), Secret(f.server.password),
                 rows.at(1).id, {});
        QVERIFY(f.equalsServer());
        QVERIFY(f.isSound());
    }

    void metered_bringsHeadersAloneUntilTheNetworkIsFree()
    {
        Fixture f;
        for (int i = 0; i < 5; ++i)
            f.server.deliver("INBOX", plain(i));
        bool metered = true;
        f.options.isMetered = [&] { return metered; };
        QVERIFY(!f.pass().error);
        QCOMPARE(f.rows().size(), 5);
        QCOMPARE(f.inbox().onComputer, 0);
        // What the user asks for now is fetched now; what was asked for before waits.
        f.writer->markContent(f.ids().first(2), KeepMark::Wanted);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.inbox().onComputer, 0);
        f.options.downloads = true;
        QVERIFY(!f.pass().error);
        QCOMPARE(f.inbox().onComputer, 2);
        f.options.downloads = false;
        metered = false;
        QVERIFY(!f.pass().error);
        QCOMPARE(f.inbox().onComputer, 5);
    }

    void meteredButAllowed_fetchesAll()
    {
        Fixture f(MemoryServer::Style::Imap, [](Account &a) { a.lessOnMetered = false; });
        f.server.deliver("INBOX", plain(1));
        f.options.isMetered = [] { return true; };
        QVERIFY(!f.pass().error);
        QCOMPARE(f.inbox().onComputer, 1);
    }

    void olderThanTheRule_isNotFetchedAndGoesWhereItWas()
    {
        Fixture f;
        for (int i = 0; i < 700; ++i)
            f.server.deliver("INBOX", plain(i));
        QVERIFY(!f.pass().error);
        QCOMPARE(f.inbox().onComputer, 700);
        f.setRule(ContentLevel::Everything, 100);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.inbox().onComputer, 0);
        QCOMPARE(f.inbox().bytesOnComputer, 0);
        QCOMPARE(f.inbox().total, 700);
        QVERIFY(f.isSound());
        QCOMPARE(f.writer->verify(false).orphaned, 0);
        const qint64 fetched = f.server.messagesFetched;
        QVERIFY(!f.pass().error);
        QCOMPARE(f.server.messagesFetched, fetched);
        // Readable again on demand, and for a while then.
        const MessageRow row = f.rows().first();
        fetchNow({*f.store, f.registry, {}, *f.wakeup}, f.account(), Secret(f.server.password),
                 row.id, {});
        QVERIFY(!f.pass().error);
        QVERIFY(f.content(row).contains("Message 699"));
    }

    void cancelledAtEveryStep_removalGoesOnWithTheNextPass()
    {
        Fixture f;
        for (int i = 0; i < 450; ++i)
            f.server.deliver("INBOX", plain(i));
        QVERIFY(!f.pass().error);
        f.setRule(ContentLevel::Headers);
        int steps = 0;
        f.options.betweenSteps = [&](MailBackend &) {
            if (++steps == 5)
                f.wakeup->cancel();
        };
        QVERIFY_THROWS_EXCEPTION(Cancelled, f.pass());
        QVERIFY(f.inbox().onComputer < 450);
        QVERIFY(f.inbox().onComputer > 0);
        f.reopen();
        f.options.betweenSteps = {};
        QVERIFY(f.isSound());
        QVERIFY(!f.pass().error);
        QCOMPARE(f.inbox().onComputer, 0);
    }

    void folderThatCouldNotBeRead_keepsItsContentUntilItIs()
    {
        Fixture f;
        for (int i = 0; i < 3; ++i)
            f.server.deliver("INBOX", plain(i));
        QVERIFY(!f.pass().error);
        f.setRule(ContentLevel::Headers);
        f.server.hook = [](const QByteArray &step) {
            if (step == "synchronise")
                throw MailError{ErrorScope::Folder, ErrorKind::Protocol, RetryClass::Later,
                                QStringLiteral("not now"), QStringLiteral("not now")};
        };
        QVERIFY(f.pass().error);
        QVERIFY(f.inbox().bytesOnComputer > 0);
        QVERIFY(f.equalsServer());
        f.server.hook = {};
        QVERIFY(!f.pass().error);
        QCOMPARE(f.inbox().bytesOnComputer, 0);
        QVERIFY(f.isSound());
    }

    void folderRule_goesBeforeTheAccounts()
    {
        Fixture f;
        f.server.addFolder("Work");
        f.server.deliver("INBOX", plain(1));
        f.server.deliver("Work", plain(2));
        f.setRule(ContentLevel::Headers);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.inbox().onComputer, 0);
        f.writer->setFolderKeep(f.folder(QStringLiteral("Work")), ContentLevel::Everything, 0);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.inbox().onComputer, 0);
        QCOMPARE(f.writer->folder(f.folder(QStringLiteral("Work")))->onComputer, 1);
    }

    void textRule_cutsWhatWasWholeWithoutFetching()
    {
        Fixture f;
        f.server.deliver("INBOX", withAttachment(1, 50'000));
        QVERIFY(!f.pass().error);
        const qint64 fetched = f.server.messagesFetched;
        f.setRule(ContentLevel::Text);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.server.messagesFetched, fetched);
        const MessageRow row = f.rows().first();
        QVERIFY(row.content == ContentLevel::Text);
        QVERIFY(f.content(row, "1").startsWith("The text of it."));
        QCOMPARE(f.content(row, "2"), QByteArray("<not here>"));
        QVERIFY(f.inbox().bytesOnComputer < 1'000);
        QCOMPARE(f.inbox().onComputer, 1);
        QVERIFY(f.isSound());
    }

    void freed_staysOffUntilOpenedAndDownloadBringsItBack()
    {
        Fixture f;
        for (int i = 0; i < 400; ++i)
            f.server.deliver("INBOX", plain(i));
        QVERIFY(!f.pass().error);
        KeepTask away(KeepTask::Kind::Remove, {{}, {f.inbox().id}}, f.registry);
        f.runTask(away);
        QCOMPARE(away.extent().messages, 400);
        QCOMPARE(away.done(), away.total());
        QCOMPARE(f.inbox().bytesOnComputer, 0);
        const qint64 fetched = f.server.messagesFetched;
        QVERIFY(!f.pass().error);
        QCOMPARE(f.server.messagesFetched, fetched);
        KeepTask back(KeepTask::Kind::Download, {f.ids().first(350), {}}, f.registry);
        f.runTask(back);
        QCOMPARE(back.extent().messages, 350);
        QVERIFY(back.waiting().contains(f.account().id));
        f.reopen(); // marked is remembered
        QVERIFY(!f.pass().error);
        QCOMPARE(f.inbox().onComputer, 350);
        f.setRule(ContentLevel::Headers, 1);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.inbox().onComputer, 350);
        QVERIFY(f.isSound());
    }

    void cancelledTask_leavesWhatIsNotDoneAsItWas()
    {
        Fixture f;
        for (int i = 0; i < 900; ++i)
            f.server.deliver("INBOX", plain(i));
        QVERIFY(!f.pass().error);
        KeepTask away(KeepTask::Kind::Remove, {{}, {f.inbox().id}}, f.registry);
        while (f.inbox().onComputer == 900)
            QVERIFY(away.step(*f.writer));
        away.cancel();
        f.runTask(away);
        const qint64 left = f.inbox().onComputer;
        QVERIFY(left > 0);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.inbox().onComputer, left);
        QVERIFY(f.isSound());
    }

    void pop3_goesOnlyAfterTheServerListedIt()
    {
        Fixture f(MemoryServer::Style::Pop3);
        for (int i = 0; i < 4; ++i)
            f.server.deliver("INBOX", plain(i));
        QVERIFY(!f.pass().error);
        KeepTask away(KeepTask::Kind::Remove, {f.ids().first(2), {}}, f.registry);
        f.runTask(away);
        QCOMPARE(away.extent().messages, 2);
        QCOMPARE(f.inbox().onComputer, 4); // still, until a session has shown that it's there
        const QString taken = f.rows().first().subject;
        // One of the two is taken by another program meanwhile.
        f.server.expunge("INBOX", f.writer->binding(f.rows().first().id)->key);
        QVERIFY(!f.pass().error);
        QCOMPARE(f.inbox().onComputer, 3);
        QVERIFY(f.content(f.rows().first()).contains(taken.toUtf8()));
        QVERIFY(f.isSound());
    }

    void pop3_rulesHoldForMailThatIsLeftThere()
    {
        for (const QString &leave : {QStringLiteral("forever"), QStringLiteral("no")}) {
            Fixture f(MemoryServer::Style::Pop3, [&](Account &account) {
                fromString(leave, &account.incoming.leaveOnServer);
                account.keep = ContentLevel::Headers;
            });
            for (int i = 0; i < 3; ++i)
                f.server.deliver("INBOX", plain(i));
            QVERIFY(!f.pass().error);
            QCOMPARE(f.inbox().onComputer, 0); // the headers alone, under either rule
            for (const PlacementId id : f.ids())
                fetchNow({*f.store, f.registry, {}, *f.wakeup}, f.account(),
                         Secret(f.server.password), id, {});
            f.clock.advanceMs(10'000);
            QVERIFY(!f.pass().error);
            f.setRule(ContentLevel::Everything);
            f.setRule(ContentLevel::Headers); // what was opened before goes as well, where it may
            QVERIFY(!f.pass().error);
            const bool deleted = leave == QLatin1String("no");
            QCOMPARE(f.server.folder("INBOX").messages.size(), deleted ? 0 : 3);
            QCOMPARE(f.inbox().onComputer, deleted ? 3 : 0);
            QVERIFY(f.isSound());
        }
    }
};

QTEST_GUILESS_MAIN(TestKeepPass)
#include "tst_keeppass.moc"
