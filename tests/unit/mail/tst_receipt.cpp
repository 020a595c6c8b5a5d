// SPDX-License-Identifier: MIT
#include "mail/messagereader.h"
#include "mail/receipt.h"
#include "support/secondparser.h"

#include <QBuffer>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const AddressList own{{"Ann", "ann@example.org"}};

QByteArray asking(const QByteArray &more = {})
{
    return "Return-Path: <bob@x.example>\r\nFrom: Bob <bob@x.example>\r\nTo: ann@example.org\r\n"
           "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMessage-ID: <asks@x.example>\r\n"
           "Date: Fri, 20 Nov 2026 10:00:00 +0000\r\n"
        + more + "Disposition-Notification-To: Bob <bob@x.example>\r\n\r\n";
}

} // namespace

class TestReceipt : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void request_isReadAsTheRulesSay_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *name, const QByteArray &header, const char *result) {
            QTest::newRow(name) << header << QString::fromLatin1(result);
        };
        row("plain", asking(), "bob@x.example");
        row("none", "From: bob@x.example\r\n\r\n", "no");
        row("a list", asking("List-Id: <l.x.example>\r\n"), "no");
        row("bulk", asking("Precedence: bulk\r\n"), "no");
        row("a receipt itself",
            asking("Content-Type: multipart/report; report-type=disposition-notification\r\n"),
            "no");
        row("an answer by itself", asking("Auto-Submitted: auto-replied\r\n"), "no");
        row("an option that is required",
            asking("Disposition-Notification-Options: x=required,y\r\n"), "no");
        row("an option that is not", asking("Disposition-Notification-Options: x=optional,y\r\n"),
            "bob@x.example");
        row("a bounce", asking().replace("Return-Path: <bob@x.example>", "Return-Path: <>"), "no");
        row("no way back", asking().replace("Return-Path: <bob@x.example>\r\n", ""),
            "bob@x.example elsewhere");
        row("somebody else",
            asking().replace("To: Bob <bob@x.example>\r\n\r\n", "To: spy@y.example\r\n\r\n"),
            "spy@y.example elsewhere");
        row("several",
            asking().replace("To: Bob <bob@x.example>\r\n\r\n",
                             "To: bob@x.example, b2@x.example, BOB@x.example\r\n\r\n"),
            "bob@x.example b2@x.example elsewhere");
        row("oneself",
            asking().replace("To: Bob <bob@x.example>\r\n\r\n", "To: Ann+x@example.org\r\n\r\n"),
            "no");
        row("no address", asking().replace("To: Bob <bob@x.example>\r\n\r\n", "To: bob\r\n\r\n"),
            "no");
        QByteArray many = "a0@x.example";
        for (int i = 1; i < 2000; ++i)
            many += ", a" + QByteArray::number(i) + "@x.example";
        row("a crowd",
            asking().replace("To: Bob <bob@x.example>\r\n\r\n", "To: " + many + "\r\n\r\n"), "no");
    }
    void request_isReadAsTheRulesSay()
    {
        QFETCH(QByteArray, header);
        const auto request = receiptRequest(header, own);
        QString shown = QStringLiteral("no");
        if (request) {
            QStringList words;
            for (const Address &address : request->to)
                words << address.mailbox;
            if (request->elsewhere)
                words << QStringLiteral("elsewhere");
            shown = words.join(u' ');
        }
        QTEST(shown, "result");
    }

    void receipt_isAReportThatNothingAnswers()
    {
        Receipt receipt;
        receipt.from = own.constFirst();
        receipt.to = {{"Bob", "bob@x.example"}};
        receipt.originalHeader = asking("Original-Recipient: rfc822;sales@example.org\r\n");
        receipt.dateUtc = 1'795'000'000;
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        const WrittenMessage written = writeReceipt(receipt, buffer);
        QVERIFY(!written.error);
        QVERIFY(written.envelope.sender.isEmpty());
        QCOMPARE(written.envelope.recipients, QStringList{"bob@x.example"});
        QVERIFY(!written.envelope.eightBit);
        const QByteArray bytes = buffer.data();
        QCOMPARE(written.bytes, bytes.size());
        const SecondOpinion python = parsedByPython(bytes);
        QVERIFY2(python.error.isEmpty(), qPrintable(python.error));
        QVERIFY2(python.defects().isEmpty(), qPrintable(python.defects().join(u'\n')));
        QCOMPARE(python.header("Subject"), QString("Read: Grüße"));
        QCOMPARE(python.header("In-Reply-To"), QString("<asks@x.example>"));
        QCOMPARE(python.headers("Disposition-Notification-To"), 0);
        QVERIFY(bytes.contains("multipart/report"));
        QVERIFY(bytes.contains("report-type=\"disposition-notification\"")
                || bytes.contains("report-type=disposition-notification"));
        const BodyStructure structure = readStructure(bytes);
        QCOMPARE(structure.parts.size(), 3);
        QCOMPARE(structure.parts.at(2).type, QByteArray("message/disposition-notification"));
        const QByteArray report = sectionBytes(bytes, structure.parts.at(2).section);
        QVERIFY2(report.contains("Final-Recipient: rfc822; ann@example.org\r\n"), report);
        QVERIFY(report.contains("Original-Recipient: rfc822;sales@example.org\r\n"));
        QVERIFY(report.contains("Original-Message-ID: <asks@x.example>\r\n"));
        QVERIFY(report.contains("Disposition: manual-action/MDN-sent-manually; displayed\r\n"));
        // It doesn't ask for one itself.
        QVERIFY(!receiptRequest(headerBlock(bytes), {}));
    }

    void hostileRequest_addsNoLine()
    {
        Receipt receipt;
        receipt.from = own.constFirst();
        receipt.to = {{"B\r\nBcc: evil@y.example", "bob@x.example"}};
        receipt.originalHeader =
            "Subject: =?utf-8?q?a=0D=0ABcc:_evil@y.example?=\r\nMessage-ID: <a\tb@c>\r\n"
            "Original-Recipient: rfc822;x\r\n Disposition: evil\r\n\r\n";
        receipt.dateUtc = 1;
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QVERIFY(!writeReceipt(receipt, buffer).error);
        QVERIFY2(!buffer.data().contains("\nBcc:"), buffer.data());
        QVERIFY2(!buffer.data().contains("\nDisposition: evil"), buffer.data());
    }
};

QTEST_GUILESS_MAIN(TestReceipt)
#include "tst_receipt.moc"
