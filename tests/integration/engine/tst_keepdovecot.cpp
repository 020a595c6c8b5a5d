// SPDX-License-Identifier: MIT
#include "engine/pass.h"
#include "store/database.h"
#include "support/mailserver.h"
#include "support/throwawayprofile.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>
#include <csignal>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr auto childArgument = "--keep-child";
int commitsLeft = 0;

void killAtCommit(const Database &, bool)
{
    if (--commitsLeft == 0)
        ::raise(SIGKILL);
}

// One pass in a process that kills itself at a commit.
int passChild(const QString &directory, int killAt)
{
    Store store(ProfilePaths::forDirectory(directory), Store::Access::ReadWrite, Clock::system());
    const Account account = MailReader(store).accounts().first();
    const BackendRegistry registry = BackendRegistry::standard();
    Wakeup wakeup;
    commitsLeft = killAt;
    Database::commitHook = killAtCommit;
    return runPass({store, registry, {}, wakeup}, account, Secret("secret")).error ? 1 : 0;
}

QByteArray withAttachment(int n, qsizetype bytes)
{
    return "From: bob@example.org\r\nMessage-ID: <k" + QByteArray::number(n)
        + "@example.org>\r\nSubject: Message " + QByteArray::number(n)
        + "\r\nDate: Sat, 21 Nov 2020 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: "
          "multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThe text of "
        + QByteArray::number(n)
        + ".\r\n--b\r\nContent-Type: application/octet-stream; name=x.bin\r\n"
          "Content-Disposition: attachment\r\n\r\n"
        + QByteArray("0123456789abcdef0123456789abcdef0123456789abcdef\r\n").repeated(bytes / 50)
        + "--b--\r\n";
}

/// A profile with one account on a real server.
struct Profile {
    Profile(MailServer &server, const QString &protocol)
    {
        open();
        writer->addAccount(server.account(protocol), protocol == QLatin1String("imap"));
    }
    void open()
    {
        store =
            std::make_unique<Store>(directory.paths(), Store::Access::ReadWrite, Clock::system());
        writer = std::make_unique<MailWriter>(*store);
    }
    void close()
    {
        writer.reset();
        store.reset();
    }
    Account account() { return writer->accounts().first(); }
    void setRule(ContentLevel level, int days = 0, qint64 largest = 0)
    {
        Account changed = account();
        changed.keep = level;
        changed.keepDays = days;
        changed.largestKept = largest;
        writer->updateAccount(changed);
    }
    SyncSummary pass()
    {
        Wakeup wakeup;
        return runPass({*store, registry, {}, wakeup}, account(), Secret("secret"));
    }
    void fetch(PlacementId id, const PartSelection &what = {})
    {
        Wakeup wakeup;
        fetchNow({*store, registry, {}, wakeup}, account(), Secret("secret"), id, what);
    }
    Folder folder(const QString &path = QStringLiteral("INBOX"))
    {
        return *writer->folderByPath(account().id, path);
    }
    QList<MessageRow> rows(const QString &path = QStringLiteral("INBOX"))
    {
        ListQuery query;
        query.folders = {folder(path).id};
        return writer->page(query, 100'000);
    }
    bool isSound()
    {
        const auto report = writer->verify(true);
        for (const QString &finding : report.findings)
            qWarning("%s", qPrintable(finding));
        return report.findings.isEmpty() && report.damaged == 0;
    }

    ThrowAwayProfile directory;
    BackendRegistry registry = BackendRegistry::standard();
    std::unique_ptr<Store> store;
    std::unique_ptr<MailWriter> writer;
};

} // namespace

/// What is kept on this computer, over a real server: bytes on the wire and on the disk.
class TestKeepDovecot : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void attachmentsAboveTheLimit_areNotOnTheWireUntilAskedFor()
    {
        MailServer server;
        const auto alice = QStringLiteral("alice");
        for (int i = 0; i < 3; ++i)
            server.deliver(alice, QStringLiteral("INBOX"), withAttachment(i, 400'000));
        server.deliver(alice, QStringLiteral("INBOX"), withAttachment(3, 5'000));
        Profile profile(server, QStringLiteral("imap"));
        profile.setRule(ContentLevel::Everything, 0, 100'000);
        const SyncSummary summary = profile.pass();
        QVERIFY(!summary.error);
        QVERIFY2(summary.counts.bytesIn < 100'000,
                 qPrintable(QString::number(summary.counts.bytesIn)));
        QCOMPARE(profile.folder().onComputer, 4);
        const QList<MessageRow> rows = profile.rows();
        const MessageRow large = rows.last();
        QVERIFY(large.content == ContentLevel::Text);
        QVERIFY(profile.writer->content(large.message, "1")->startsWith("The text of 0."));
        QVERIFY(profile.pass().counts.bytesIn < 10'000); // nothing is asked for again
        PartSelection attachment;
        attachment.what = PartSelection::What::Section;
        attachment.sections = {"2"};
        profile.fetch(large.id, attachment);
        QVERIFY(profile.writer->content(large.message, "2")->size() > 390'000);
        QVERIFY(profile.isSound());
    }

    void foldersHaveRulesOfTheirOwn()
    {
        MailServer server;
        const auto alice = QStringLiteral("alice");
        for (const QString &folder : {QStringLiteral("INBOX"), QStringLiteral("Archive")})
            server.deliver(alice, folder, withAttachment(1, 200'000));
        Profile profile(server, QStringLiteral("imap"));
        profile.setRule(ContentLevel::Headers);
        QVERIFY(!profile.pass().error);
        QCOMPARE(profile.folder().onComputer, 0);
        profile.writer->setFolderKeep(profile.folder(QStringLiteral("Archive")).id,
                                      ContentLevel::Text, {});
        const SyncSummary summary = profile.pass();
        QVERIFY(!summary.error);
        QVERIFY(summary.counts.bytesIn < 50'000);
        QCOMPARE(profile.folder().onComputer, 0);
        QCOMPARE(profile.folder(QStringLiteral("Archive")).onComputer, 1);
        QVERIFY(profile.isSound());
    }

    void olderThanTheRule_goesIsReadableOnDemandAndAnOnlyCopyStays()
    {
        MailServer server;
        const auto alice = QStringLiteral("alice");
        for (int i = 0; i < 20; ++i)
            server.deliver(alice, QStringLiteral("INBOX"), withAttachment(i, 10'000), {},
                           "21-Nov-2020 10:00:00 +0000");
        Profile profile(server, QStringLiteral("imap"));
        QVERIFY(!profile.pass().error);
        QCOMPARE(profile.folder().onComputer, 20);
        // A folder of this computer, whose mail no server has.
        const FolderId local =
            profile.writer->createFolder(profile.account().id, QStringLiteral("Local"), {});
        const PlacementId moved = profile.rows().last().id;
        profile.writer->copy({moved}, local, {});
        profile.setRule(ContentLevel::Everything, 30);
        QVERIFY(!profile.pass().error);
        QCOMPARE(profile.folder().onComputer, 1); // the one that is in the local folder, too
        QCOMPARE(profile.folder(QStringLiteral("Local")).onComputer, 1);
        QCOMPARE(profile.folder(QStringLiteral("Local")).onlyHere, 1);
        QCOMPARE(profile.folder().total, 20);
        const MessageRow gone = profile.rows().first();
        QVERIFY(!profile.writer->content(gone.message, {}));
        profile.fetch(gone.id);
        QCOMPARE(*profile.writer->content(gone.message, {}),
                 server.messages(alice, QStringLiteral("INBOX")).last());
        QVERIFY(!profile.pass().error);
        QVERIFY(profile.writer->content(gone.message, {})); // what was opened stays for its days
        QVERIFY(profile.isSound());
    }

    void killedDuringRemoval_endsAsIfItWasNot()
    {
        MailServer server;
        for (int i = 0; i < 450; ++i)
            server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), withAttachment(i, 300),
                           {}, "21-Nov-2020 10:00:00 +0000");
        Profile profile(server, QStringLiteral("imap"));
        QVERIFY(!profile.pass().error);
        profile.setRule(ContentLevel::Headers);
        profile.close();
        bool whole = false;
        int kills = 0;
        for (int killAt = 1; !whole && killAt < 200; killAt += 1 + killAt / 3) {
            QProcess child;
            child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            child.start(QCoreApplication::applicationFilePath(),
                        {QString::fromLatin1(childArgument), profile.directory.directory(),
                         QString::number(killAt)});
            QVERIFY(child.waitForFinished(60'000));
            whole = child.exitStatus() == QProcess::NormalExit;
            if (whole)
                QCOMPARE(child.exitCode(), 0);
            kills += !whole;
        }
        QVERIFY(whole);
        QVERIFY(kills >= 3);
        profile.open();
        QVERIFY(!profile.pass().error);
        QCOMPARE(profile.folder().total, 450);
        QCOMPARE(profile.folder().onComputer, 0);
        QCOMPARE(profile.folder().bytesOnComputer, 0);
        QCOMPARE(profile.folder().onlyHere, 0);
        QVERIFY(profile.isSound());
        profile.fetch(profile.rows().first().id);
        QVERIFY(profile.isSound());
    }

    void pop3_whatTheServerStillListsMayGo()
    {
        MailServer server;
        const auto alice = QStringLiteral("alice");
        for (int i = 0; i < 5; ++i)
            server.deliver(alice, QStringLiteral("INBOX"), withAttachment(i, 10'000));
        Profile profile(server, QStringLiteral("pop3"));
        QVERIFY(!profile.pass().error);
        QCOMPARE(profile.folder().onComputer, 5);
        // Another program takes two off the server.
        RawImap &other = server.client();
        other.command("SELECT INBOX");
        other.command("STORE 1:2 +FLAGS (\\Deleted)");
        other.command("EXPUNGE");
        profile.setRule(ContentLevel::Headers);
        QVERIFY(!profile.pass().error);
        QCOMPARE(profile.folder().total, 5);
        QCOMPARE(profile.folder().onlyHere, 2);
        QCOMPARE(profile.folder().onComputer, 2);
        QVERIFY(profile.isSound());
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String(childArgument))
        return passChild(arguments.value(2), arguments.value(3).toInt());
    TestKeepDovecot test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keepdovecot.moc"
