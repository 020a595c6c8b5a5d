// SPDX-License-Identifier: MIT
#include "mail/messagereader.h"
#include "support/passfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr qsizetype attachmentBytes = 200'000;

/// A message with an attachment of 200 KB behind its text.
QByteArray withAttachment(int number, const QByteArray &text)
{
    QByteArray message = sampleMessage(
        number,
        "--b\r\n\r\n" + text
            + "\r\n--b\r\nContent-Type: application/pdf\r\n"
              "Content-Disposition: attachment; filename=a.pdf\r\n\r\n"
            + QByteArray("0123456789abcdef\r\n").repeated(attachmentBytes / 18) + "--b--\r\n");
    return message.prepend("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n");
}

} // namespace

/// What is known of a message that only comes whole, before it does: its header, its first lines,
/// and what its server may have done with it.
class TestBeginnings : public QObject {
    Q_OBJECT

    struct Fixture : PassFixture {
        explicit Fixture(ContentLevel level = ContentLevel::Text, qint64 largest = 0)
            : PassFixture(MemoryServer::Style::Pop3, [&](Account &account) {
                account.keep = level;
                account.largestKept = largest;
            })
        { }
        MessageDetail detail() { return *writer->detail(rows().first().id); }
        bool isSound() { return writer->verify(true).findings.isEmpty(); }
    };

private Q_SLOTS:
    void textLevel_bringsTheTextOfALargeMessageWithoutItsAttachments()
    {
        Fixture f;
        f.server.deliver("INBOX", withAttachment(1, "Hello there."));
        f.server.deliver("INBOX", sampleMessage(2));
        QVERIFY(!f.pass().error);
        const QList<MessageRow> rows = f.rows();
        QCOMPARE(rows.size(), 2);
        QVERIFY(rows[0].content == ContentLevel::Everything); // small: all of it
        QVERIFY(rows[1].content == ContentLevel::Text);
        QVERIFY(rows[1].hasAttachments);
        QVERIFY(!rows[1].attachmentsGuessed);
        QCOMPARE(rows[1].preview, QStringLiteral("Hello there."));
        QCOMPARE(f.content(rows[1], "1"), QByteArray("Hello there."));
        const auto detail = f.writer->detail(rows[1].id);
        QCOMPARE(detail->structure.attachments().size(), 1);
        QCOMPARE(detail->structure.attachments().first()->name, QStringLiteral("a.pdf"));
        QCOMPARE(f.server.messagesFetched, 1);
        QVERIFY(f.isSound());

        // Once: the next pass asks for nothing, and what is opened comes whole and exact.
        const qint64 headers = f.server.headersFetched;
        QVERIFY(!f.pass().error);
        QCOMPARE(f.server.headersFetched, headers);
        fetchNow({*f.store, f.registry, {}, *f.wakeup}, f.account(), Secret(f.server.password),
                 rows[1].id, {});
        QVERIFY(f.equalsServer());
        QCOMPARE(f.writer->detail(rows[1].id)->structure,
                 readStructure(withAttachment(1, "Hello there.")));
        QVERIFY(f.isSound());
    }

    void textLongerThanTheBeginning_staysAtTheServerAndIsAskedForOnce()
    {
        Fixture f;
        f.server.deliver("INBOX", withAttachment(1, QByteArray("A line.\r\n").repeated(100)));
        QVERIFY(!f.pass().error);
        const MessageDetail detail = f.detail();
        QVERIFY(detail.row.content == ContentLevel::Headers);
        QCOMPARE(detail.sectionsHere, QByteArrayList{"HEADER"});
        QVERIFY(detail.row.attachmentsGuessed);
        const qint64 headers = f.server.headersFetched;
        f.pass();
        QCOMPARE(f.server.headersFetched, headers);
        QCOMPARE(f.server.messagesFetched, 0);
        QVERIFY(f.isSound());
    }

    void messageNoLongerThanItsBeginning_isHereWhole()
    {
        Fixture f;
        f.server.deliver("INBOX", sampleMessage(1, QByteArray(100'000, 'x') + "\r\n"));
        QVERIFY(!f.pass().error);
        QVERIFY(f.detail().row.content == ContentLevel::Everything);
        QCOMPARE(f.server.messagesFetched, 0);
        QVERIFY(f.equalsServer());
        QVERIFY(f.isSound());
    }

    void lineWithoutEnd_isNotTakenForMoreThanItIs()
    {
        Fixture f;
        f.server.deliver("INBOX", sampleMessage(1, QByteArray(2'000'000, 'x') + "\r\n"));
        QVERIFY(!f.pass().error);
        QVERIFY(f.detail().row.content == ContentLevel::Headers);
        QVERIFY(f.isSound());
    }

    void largerThanTheLimit_itsTextComesAllTheSame()
    {
        Fixture f(ContentLevel::Everything, 50'000);
        f.server.deliver("INBOX", withAttachment(1, "Hello there."));
        f.server.deliver("INBOX", sampleMessage(2));
        QVERIFY(!f.pass().error);
        const QList<MessageRow> rows = f.rows();
        QVERIFY(rows[0].content == ContentLevel::Everything);
        QVERIFY(rows[1].content == ContentLevel::Text);
        QCOMPARE(f.server.messagesFetched, 1);
    }

    void cutBetweenBeginnings_goesOnWithTheNext()
    {
        Fixture f;
        for (int i = 1; i <= 6; ++i)
            f.server.deliver("INBOX", withAttachment(i, "Text " + QByteArray::number(i)));
        int fetched = 0;
        f.server.hook = [&](const QByteArray &step) {
            if (step == "message" && ++fetched == 9) // six headers, then beginnings
                throw MemoryServer::closedConnection();
        };
        QVERIFY(f.pass().error);
        f.server.hook = {};
        f.reopen();
        QVERIFY(!f.pass().error);
        const QList<MessageRow> rows = f.rows();
        for (const MessageRow &row : rows)
            QVERIFY(row.content == ContentLevel::Text);
        QCOMPARE(f.server.headersFetched, 12);
        QVERIFY(f.isSound());
    }

    void headerAlone_guessesAtAttachmentsUntilItKnows()
    {
        Fixture f(ContentLevel::Headers);
        f.server.deliver("INBOX", withAttachment(1, "Hello."));
        QByteArray related = sampleMessage(2);
        f.server.deliver("INBOX", related.prepend("Content-Type: multipart/mixed; boundary=b\r\n"));
        f.server.deliver("INBOX", sampleMessage(3));
        QVERIFY(!f.pass().error);
        QList<MessageRow> rows = f.rows();
        QVERIFY(!rows[0].hasAttachments);
        QVERIFY(rows[1].hasAttachments && rows[1].attachmentsGuessed);
        QVERIFY(rows[2].hasAttachments && rows[2].attachmentsGuessed);
        for (const MessageRow &row : rows)
            fetchNow({*f.store, f.registry, {}, *f.wakeup}, f.account(), Secret(f.server.password),
                     row.id, {});
        rows = f.rows();
        QVERIFY(!rows[1].hasAttachments); // it had none
        QVERIFY(rows[2].hasAttachments && !rows[2].attachmentsGuessed);
        QVERIFY(f.isSound());
    }

    void whatTheServerMayHaveExpired_isNotAnotherProgramsDoing_data()
    {
        QTest::addColumn<int>("expireDays");
        QTest::addColumn<int>("daysLater");
        QTest::addColumn<int>("told");
        QTest::newRow("never") << -1 << 40 << 1;
        QTest::newRow("once fetched") << 0 << 0 << 0;
        QTest::newRow("old enough") << 30 << 40 << 0;
        QTest::newRow("too young") << 30 << 2 << 1;
    }
    void whatTheServerMayHaveExpired_isNotAnotherProgramsDoing()
    {
        QFETCH(int, expireDays);
        QFETCH(int, daysLater);
        QFETCH(int, told);
        Fixture f(ContentLevel::Everything);
        f.server.expireDays = expireDays;
        const QByteArray date = QDateTime::fromSecsSinceEpoch(f.clock.utcSeconds(), Qt::UTC)
                                    .toString(Qt::RFC2822Date)
                                    .toLatin1();
        for (const char *number : {"1", "2"})
            f.server.deliver("INBOX",
                             "Subject: " + QByteArray(number) + "\r\nDate: " + date
                                 + "\r\nMessage-ID: <" + number + "@x>\r\n\r\nText\r\n");
        QVERIFY(!f.pass().error);
        f.clock.advanceMs(qint64(daysLater) * 24 * 3600 * 1000 + 1000);
        f.server.expunge("INBOX", "uidl-1");
        QCOMPARE(f.pass().takenElsewhere, 0);
        QCOMPARE(f.pass().takenElsewhere, told);
        QCOMPARE(f.rows().size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestBeginnings)
#include "tst_beginnings.moc"
