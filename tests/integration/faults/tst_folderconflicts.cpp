// SPDX-License-Identifier: MIT
// What waits for a folder while another client gives its name to another one: it reaches the folder
// that was meant, or stays here and says so. Over real servers.
#include "support/memorybackend.h"
#include "support/serverprofile.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {
const QString conflictInbox = QStringLiteral("INBOX"), conflictAlice = QStringLiteral("alice");
}

class TestFolderConflicts : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_server;
    std::unique_ptr<ServerProfile> m_profile;
    int m_number = 0;

    void begin(const MailServerOptions &options = {})
    {
        m_profile.reset();
        m_server = std::make_unique<MailServer>(options);
        m_number = 0;
    }
    void fill(const char *folder, int count)
    {
        for (int i = 0; i < count; ++i)
            m_server->deliver(conflictAlice, QString::fromLatin1(folder),
                              sampleMessage(++m_number));
    }
    void readAll()
    {
        m_profile = std::make_unique<ServerProfile>(*m_server);
        QCOMPARE(errorOf(m_profile->pass()), QString());
    }
    /// Another client's doing; paths without spaces.
    void rename(const char *from, const char *to)
    {
        RawImap &other = m_server->client();
        other.require("RENAME " + other.own(QString::fromLatin1(from)) + ' '
                      + other.own(QString::fromLatin1(to)));
    }
    MailWriter &writer() { return *m_profile->writer; }
    FolderId folder(const char *path) { return m_profile->folder(QString::fromLatin1(path)); }
    QList<MessageRow> rows(const char *path) { return m_profile->rows(QString::fromLatin1(path)); }
    QStringList there(const char *path)
    {
        return stateOf(m_server->client()).value(QString::fromLatin1(path));
    }
    void converged()
    {
        const MailState here = m_profile->state(), now = stateOf(m_server->client());
        QVERIFY2(here == now, difference(here, now));
        QCOMPARE(m_profile->damage(), QString());
    }

private Q_SLOTS:
    void cleanup()
    {
        m_profile.reset();
        m_server.reset();
    }

    void twoOfOneUidValiditySwapNames_allReachesWhatWasMeant_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("their numbers tell") << 8;
        QTest::newRow("only their mail tells") << 5;
    }
    void twoOfOneUidValiditySwapNames_allReachesWhatWasMeant()
    {
        QFETCH(const int, count);
        begin();
        fill("A", 5);
        fill("B", count);
        for (const char *path : {"A", "B"})
            m_server->setUidValidity(conflictAlice, QString::fromLatin1(path), 777);
        readAll();
        const FolderId a = folder("A"), b = folder("B");
        const QStringList mailOfA = there("A"), mailOfB = there("B");
        const PlacementId deleted = rows("A").first().id, starred = rows("B").first().id;
        const QByteArray gone = m_server->messages(conflictAlice, QStringLiteral("A")).last();
        writer().remove({deleted}, true, m_profile->traits());
        writer().setFlags({starred}, {Flag::Flagged, {}, {}, {}}, m_profile->traits());
        m_profile->options.sendAtOnce = true;
        rename("A", "C");
        rename("B", "A");
        rename("C", "B");
        for (const char *path : {"A", "B"})
            QCOMPARE(m_server->client().uidValidity(QString::fromLatin1(path)), 777u);
        SyncSummary summary = m_profile->pass();
        QCOMPARE(errorOf(summary), QString());
        QCOMPARE(summary.added, 0);
        QCOMPARE(errorOf(m_profile->pass()), QString());
        QCOMPARE(writer().operations().size(), 0);
        QCOMPARE(folder("B"), a);
        QCOMPARE(folder("A"), b);
        QCOMPARE(there("B").size(), mailOfA.size() - 1);
        QCOMPARE(there("A").size(), mailOfB.size());
        QVERIFY(!m_server->messages(conflictAlice, QStringLiteral("B")).contains(gone));
        QCOMPARE(m_server->client().search(QStringLiteral("A"), "FLAGGED").size(), 1);
        QCOMPARE(m_server->client().search(QStringLiteral("B"), "FLAGGED").size(), 0);
        QCOMPARE(writer().row(starred)->folder, b);
        converged();
    }

    void namesSwappedOnAnyServer_nothingIsLostOrDoubledOrInTheWrongFolder_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("count");
        // Cyrus keeps their UIDVALIDITYs, Courier gives both a new one, as it does whenever it
        // renames, and GNU Mailutils makes one up from the mailbox's file.
        for (const char *kind : {"cyrus", "courier", "mailutils"}) {
            QTest::addRow("%s, as many in both", kind) << QString::fromLatin1(kind) << 4;
            QTest::addRow("%s, more in one", kind) << QString::fromLatin1(kind) << 6;
        }
    }
    void namesSwappedOnAnyServer_nothingIsLostOrDoubledOrInTheWrongFolder()
    {
        QFETCH(const QString, kind);
        QFETCH(const int, count);
        MailServerOptions options;
        options.server = kind;
        begin(options);
        fill("A", 4);
        fill("B", count);
        fill("INBOX", 1);
        readAll();
        const FolderId a = folder("A"), b = folder("B");
        const QStringList mailOfA = there("A"), mailOfB = there("B");
        const PlacementId deleted = rows("A").first().id, starred = rows("B").first().id,
                          moved = rows("INBOX").first().id;
        const QByteArray gone = m_server->messages(conflictAlice, QStringLiteral("A")).last();
        const QByteArray star = m_server->messages(conflictAlice, QStringLiteral("B")).last();
        const ActionTraits traits = m_profile->traits();
        writer().remove({deleted}, true, traits);
        writer().setFlags({starred}, {Flag::Flagged, {}, {}, {}}, traits);
        writer().move({moved}, a, traits);
        m_profile->options.sendAtOnce = true;
        rename("A", "C");
        rename("B", "A");
        rename("C", "B");
        for (int i = 0; i < 3; ++i) {
            m_profile->retryOperations();
            QCOMPARE(errorOf(m_profile->pass()), QString());
        }
        QCOMPARE(writer().operations().size(), 0);
        // By what is in them: the former A, without one and with one that was moved to it, is B.
        QCOMPARE(folder("B"), a);
        QCOMPARE(folder("A"), b);
        QCOMPARE(there("B").size(), mailOfA.size());
        QCOMPARE(there("A").size(), mailOfB.size());
        QCOMPARE(there("INBOX").size(), 0);
        const QByteArrayList nowB = m_server->messages(conflictAlice, QStringLiteral("B"));
        QVERIFY(!nowB.contains(gone));
        const QByteArrayList nowA = m_server->messages(conflictAlice, QStringLiteral("A"));
        QVERIFY(nowA.contains(star));
        const QList<quint32> flagged = m_server->client().search(QStringLiteral("A"), "FLAGGED");
        QCOMPARE(flagged.size(), 1);
        QCOMPARE(m_server->client().search(QStringLiteral("B"), "FLAGGED").size(), 0);
        QCOMPARE(writer().row(starred)->folder, b);
        QCOMPARE(writer().row(moved)->folder, a);
        converged();
    }

    void nameRetakenByAnother_mailGoesToTheFolderThatWasMeant_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QStringList>("arguments");
        const QString disable = QStringLiteral("--disable");
        QTest::newRow("Dovecot") << QStringLiteral("dovecot") << QStringList();
        QTest::newRow("Dovecot without UIDPLUS and MOVE")
            << QStringLiteral("dovecot")
            << QStringList{disable, QStringLiteral("UIDPLUS"), disable, QStringLiteral("MOVE")};
        QTest::newRow("Cyrus") << QStringLiteral("cyrus") << QStringList();
    }
    void nameRetakenByAnother_mailGoesToTheFolderThatWasMeant()
    {
        QFETCH(QString, kind);
        MailServerOptions options;
        options.server = kind;
        QFETCH(QStringList, arguments);
        options.arguments = arguments;
        begin(options);
        fill("Work", 3);
        fill("INBOX", 2);
        readAll();
        const FolderId work = folder("Work");
        const QList<MessageRow> mail = rows("INBOX");
        const ActionTraits traits = m_profile->traits();
        writer().move({mail[0].id}, work, traits);
        writer().copy({mail[1].id}, work, traits);
        writer().move({m_profile->putHere(sampleMessage(++m_number))}, work, traits); // uploaded
        rename("Work", "Old");
        fill("Work", 1); // another folder of that name
        for (int i = 0; i < 3; ++i) {
            m_profile->retryOperations();
            QCOMPARE(errorOf(m_profile->pass()), QString());
        }
        QCOMPARE(writer().operations().size(), 0);
        QCOMPARE(folder("Old"), work);
        QVERIFY(folder("Work") != work);
        QCOMPARE(there("Old").size(), 6);
        QCOMPARE(there("Work").size(), 1);
        QCOMPARE(there("INBOX").size(), 1);
        QCOMPARE(writer().row(mail[0].id)->folder, work);
        converged();
    }

    void folderThatWasMeantIsGone_theMoveStaysAndSaysSo()
    {
        begin();
        fill("Work", 3);
        fill("INBOX", 1);
        readAll();
        const PlacementId mail = rows("INBOX").first().id;
        writer().move({mail}, folder("Work"), m_profile->traits());
        m_server->client().require("DELETE Work");
        for (int i = 0; i < 3; ++i) {
            m_profile->retryOperations();
            m_profile->pass();
        }
        // Nothing is lost: it is still on the server where it was, and here with a failed change.
        QCOMPARE(there("INBOX").size(), 1);
        const QList<Operation> left = writer().operations();
        QCOMPARE(left.size(), 1);
        QCOMPARE(int(left.first().state), int(OperationState::Failed));
        QVERIFY(!left.first().error.isEmpty());
        writer().discardOperation(left.first().id);
        QCOMPARE(errorOf(m_profile->pass()), QString());
        QCOMPARE(rows("INBOX").value(0).id, mail);
        QVERIFY(rows("INBOX").value(0).onServer);
        QCOMPARE(m_profile->damage(), QString());
    }
};

QTEST_GUILESS_MAIN(TestFolderConflicts)
#include "tst_folderconflicts.moc"
