// SPDX-License-Identifier: MIT
#include "store/seenaddresses.h"
#include "support/storefiller.h"
#include "support/throwawayprofile.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

class TestSeenAddresses : public QObject {
    Q_OBJECT
private:
    struct Profile {
        ThrowAwayProfile files;
        Store store{files.paths(), Store::Access::ReadWrite, Clock::system()};
        StoreFiller filler{store};
        AccountId account = filler.addAccount(QStringLiteral("Home"));
        int lastKey = 0;

        void add(const QString &path, const Address &from, const AddressList &to,
                 qint64 when = 1'700'000'000)
        {
            IncomingMessage message = exampleMessage(++lastKey);
            message.key = QByteArray::number(lastKey);
            message.envelope.from = {from};
            message.envelope.to = to;
            message.envelope.cc.clear();
            message.receivedUtc = when;
            const RemoteFolderRow folder = filler.folder(account, path);
            WriteTransaction transaction(filler.writer());
            filler.writer().messagesAppeared(folder.id, {message});
            transaction.commit();
        }
        void collect(SeenAddresses &seen)
        {
            QVERIFY(seen.collect([] { return false; }));
        }
    };
    static Address at(const char *name, const char *mailbox)
    {
        return {QString::fromUtf8(name), QString::fromUtf8(mailbox)};
    }

private Q_SLOTS:
    void complete_wordsOfNameAndAddress_matchTheirBeginnings_data();
    void complete_wordsOfNameAndAddress_matchTheirBeginnings();
    void complete_writtenToOnce_comesBeforeWhoWroteOften();
    void complete_programsAndJunk_areNotProposed();
    void complete_hostileWords_findNothingAndHarmNothing();
    void collect_stopped_goesOnFromThere();
    void collect_newName_isFoundByItAndNoMoreByTheOld();
};

void TestSeenAddresses::complete_wordsOfNameAndAddress_matchTheirBeginnings_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("found");
    const auto row = [](const char *typed, bool found) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << found;
    };
    row("j", true);
    row("Jörg", true);
    row("jorg", true);
    row("mül", true);
    row("MUL jo", true);
    row("jm@har", true);
    row("harbour", true);
    row("jm@harbour.example", true);
    row("org", false);
    row("jorg x", false);
    row("arbour", false);
    row("", false);
    row("@", false);
}

void TestSeenAddresses::complete_wordsOfNameAndAddress_matchTheirBeginnings()
{
    QFETCH(QString, typed);
    QFETCH(bool, found);
    Profile profile;
    profile.add(QStringLiteral("INBOX"), at("Jörg Müller", "jm@harbour.example"), {});
    SeenAddresses seen(profile.store);
    profile.collect(seen);
    const QList<Address> expected =
        found ? QList<Address>{at("Jörg Müller", "jm@harbour.example")} : QList<Address>();
    QCOMPARE(seen.complete(typed), expected);
}

void TestSeenAddresses::complete_writtenToOnce_comesBeforeWhoWroteOften()
{
    Profile profile;
    for (int i = 0; i < 5; ++i)
        profile.add(QStringLiteral("INBOX"), at("Annabel News", "annabel@letters.example"), {});
    profile.add(QStringLiteral("INBOX"), at("Anna Seen", "anna@seen.example"), {});
    profile.add(QStringLiteral("Sent"), at("Me", "me@home.example"),
                {at("Ann Written", "ann@written.example")});
    const auto sent = profile.filler.writer().folderByRole(profile.account, FolderRole::Sent);
    QCOMPARE(sent.value_or(Folder()).path, QStringLiteral("Sent"));
    SeenAddresses seen(profile.store);
    profile.collect(seen);
    QStringList order;
    for (const Address &address : seen.complete(QStringLiteral("ann")))
        order.append(address.mailbox);
    QCOMPARE(order,
             QStringList({QStringLiteral("ann@written.example"),
                          QStringLiteral("annabel@letters.example"),
                          QStringLiteral("anna@seen.example")}));
}

void TestSeenAddresses::complete_programsAndJunk_areNotProposed()
{
    Profile profile;
    profile.add(QStringLiteral("INBOX"), at("Shop", "no-reply@shop.example"), {});
    profile.add(QStringLiteral("INBOX"), at("Shop", "MAILER-DAEMON@shop.example"), {});
    profile.add(QStringLiteral("Junk"), at("Shop", "win@shop.example"), {});
    SeenAddresses seen(profile.store);
    profile.collect(seen);
    QVERIFY(seen.complete(QStringLiteral("shop")).isEmpty());
}

void TestSeenAddresses::complete_hostileWords_findNothingAndHarmNothing()
{
    Profile profile;
    profile.add(QStringLiteral("INBOX"), at("Ann", "ann@home.example"), {});
    SeenAddresses seen(profile.store);
    profile.collect(seen);
    for (const QString &typed :
         {QStringLiteral("'; DROP TABLE seen_word; --"), QStringLiteral("%"), QStringLiteral("_nn"),
          QString(100'000, u'a'), QStringLiteral("\u202eann x"), QString(QChar(0xd800))})
        QVERIFY2(seen.complete(typed).isEmpty(), qPrintable(typed.left(40)));
    QCOMPARE(seen.complete(QStringLiteral("ann")).size(), 1);
}

void TestSeenAddresses::collect_stopped_goesOnFromThere()
{
    Profile profile;
    profile.add(QStringLiteral("INBOX"), at("Ann", "ann@home.example"), {});
    SeenAddresses seen(profile.store);
    QVERIFY(!seen.collect([] { return true; }));
    QVERIFY(seen.complete(QStringLiteral("ann")).isEmpty());
    profile.collect(seen);
    profile.collect(seen); // nothing is counted twice, and nothing is left
    profile.add(QStringLiteral("INBOX"), at("Ben", "ben@home.example"), {});
    profile.collect(seen);
    QCOMPARE(seen.complete(QStringLiteral("home")).size(), 2);
}

void TestSeenAddresses::collect_newName_isFoundByItAndNoMoreByTheOld()
{
    Profile profile;
    profile.add(QStringLiteral("INBOX"), at("Ann Miller", "ann@home.example"), {}, 1'700'000'000);
    SeenAddresses seen(profile.store);
    profile.collect(seen);
    profile.add(QStringLiteral("INBOX"), at("Ann Okafor", "Ann@Home.example"), {}, 1'700'000'100);
    profile.collect(seen);
    QVERIFY(seen.complete(QStringLiteral("miller")).isEmpty());
    QCOMPARE(seen.complete(QStringLiteral("okafor")).value(0).mailbox,
             QStringLiteral("ann@home.example"));
}

QTEST_GUILESS_MAIN(TestSeenAddresses)
#include "tst_seenaddresses.moc"
