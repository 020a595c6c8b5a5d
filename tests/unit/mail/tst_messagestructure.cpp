// SPDX-License-Identifier: MIT
#include "mail/limits.h"
#include "mail/messagereader.h"

#include <QTest>

using namespace Turnstone;

namespace {

QByteArray crlf(QByteArray text)
{
    return text.replace("\n", "\r\n");
}

/// "section type" of each part, the shape of a message at a glance.
QByteArrayList shape(const BodyStructure &structure)
{
    QByteArrayList lines;
    for (const BodyPart &part : structure.parts)
        lines << part.section + ' ' + part.type;
    return lines;
}

QByteArray sections(const QList<const BodyPart *> &parts)
{
    QByteArrayList list;
    for (const BodyPart *part : parts)
        list << part->section;
    return list.join(' ');
}

QByteArray sectionOf(const BodyPart *part)
{
    return part ? part->section : QByteArray("none");
}

/// A structure as "section type[;name=n][;cid=c][;attachment]" lines, for tests of what is shown.
BodyStructure structureOf(const QByteArrayList &lines)
{
    BodyStructure structure;
    for (const QByteArray &line : lines) {
        BodyPart part;
        part.section = line.left(line.indexOf(' '));
        const QByteArrayList fields = line.mid(line.indexOf(' ') + 1).split(';');
        part.type = fields.first();
        for (const QByteArray &field : fields.mid(1)) {
            if (field.startsWith("name="))
                part.name = QString::fromUtf8(field.mid(5));
            else if (field.startsWith("cid="))
                part.contentId = field.mid(4);
            else
                part.disposition = field;
        }
        structure.parts.append(part);
    }
    return structure;
}

const QByteArray nested = crlf("From: a@example.com\n"
                               "Content-Type: multipart/mixed; boundary=outer\n"
                               "\n"
                               "preamble\n"
                               "--outer\n"
                               "Content-Type: multipart/alternative; boundary=\"in ner\"\n"
                               "\n"
                               "--in ner\n"
                               "Content-Type: text/plain; charset=UTF-8; format=flowed; delsp=yes\n"
                               "\n"
                               "plain\n"
                               "\n"
                               "--in ner  \n"
                               "Content-Type: text/html\n"
                               "Content-Transfer-Encoding: Quoted-Printable\n"
                               "\n"
                               "<p>html</p>\n"
                               "--in ner--\n"
                               "epilogue\n"
                               "--outer\n"
                               "Content-Type: message/rfc822\n"
                               "Content-Disposition: attachment; filename=letter.eml\n"
                               "\n"
                               "Subject: within\n"
                               "Content-Type: multipart/mixed; boundary=deep\n"
                               "\n"
                               "--deep\n"
                               "\n"
                               "text\n"
                               "--deep--\n"
                               "--outer\n"
                               "\n"
                               "no header\n"
                               "--outer--\n"
                               "--outer\n"
                               "after the end\n");

} // namespace

class TestMessageStructure : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nestedMultiparts_areNumberedAsImapDoes()
    {
        const BodyStructure structure = readStructure(nested);
        QCOMPARE(shape(structure),
                 (QByteArrayList{" multipart/mixed", "1 multipart/alternative", "1.1 text/plain",
                                 "1.2 text/html", "2 message/rfc822", "3 text/plain"}));
        const BodyPart *plain = structure.find("1.1");
        QVERIFY(plain);
        QCOMPARE(plain->charset, QByteArray("utf-8"));
        QVERIFY(plain->flowed && plain->delSp);
        QCOMPARE(plain->size, 7);
        QCOMPARE(structure.find("1.2")->encoding, QByteArray("quoted-printable"));
        QCOMPARE(structure.find("2")->name, QStringLiteral("letter.eml"));
        QCOMPARE(structure.find("2")->disposition, QByteArray("attachment"));
        QVERIFY(!structure.find("2.1"));
    }

    void sections_areTheServersBytes()
    {
        QCOMPARE(sectionBytes(nested, "1.1"), QByteArray("plain\r\n"));
        QCOMPARE(sectionBytes(nested, "1.2"), QByteArray("<p>html</p>"));
        QCOMPARE(
            sectionBytes(nested, "2"),
            QByteArray("Subject: within\r\nContent-Type: multipart/mixed; boundary=deep\r\n\r\n"
                       "--deep\r\n\r\ntext\r\n--deep--"));
        QCOMPARE(sectionBytes(nested, "3"), QByteArray("no header"));
        QCOMPARE(sectionBytes(nested, ""), nested);
        QVERIFY(sectionBytes(nested, "4").isNull());
        QVERIFY(sectionBytes(nested, "1.1.1").isNull());
        QVERIFY(sectionBytes(nested, "x").isNull());
    }

    void bareLineFeeds_areReadAlike()
    {
        QByteArray unix = nested;
        unix.replace("\r\n", "\n");
        QCOMPARE(shape(readStructure(unix)), shape(readStructure(nested)));
        QCOMPARE(sectionBytes(unix, "1.1"), QByteArray("plain\n"));
    }

    void singlePart_isSection1()
    {
        const QByteArray message("Subject: x\r\n\r\nbody\r\n");
        QCOMPARE(shape(readStructure(message)), QByteArrayList{"1 text/plain"});
        QCOMPARE(sectionBytes(message, "1"), QByteArray("body\r\n"));
    }

    void oddMessages_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArrayList>("expected");
        QTest::newRow("empty") << QByteArray() << QByteArrayList{"1 text/plain"};
        QTest::newRow("no header") << QByteArray("\nbody") << QByteArrayList{"1 text/plain"};
        QTest::newRow("header only") << QByteArray("Subject: a") << QByteArrayList{"1 text/plain"};
        QTest::newRow("one NUL") << QByteArray("\0", 1) << QByteArrayList{"1 text/plain"};
        QTest::newRow("type without slash")
            << QByteArray("Content-Type: text\n\nx") << QByteArrayList{"1 text/plain"};
        QTest::newRow("type with comment")
            << QByteArray("Content-Type: text/html (really)\n\nx") << QByteArrayList{"1 text/html"};
        QTest::newRow("multipart without boundary")
            << QByteArray("Content-Type: multipart/mixed\n\nx") << QByteArrayList{"1 text/plain"};
        QTest::newRow("boundary never found")
            << QByteArray("Content-Type: multipart/mixed; boundary=b\n\nx\n--c\n")
            << QByteArrayList{"1 text/plain"};
        QTest::newRow("cut in the header of a part")
            << QByteArray(
                   "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png")
            << QByteArrayList{" multipart/mixed", "1 image/png"};
        QTest::newRow("cut before the end")
            << QByteArray("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhalf")
            << QByteArrayList{" multipart/mixed", "1 text/plain"};
        QTest::newRow("outer boundary ends an open inner part")
            << QByteArray(
                   "Content-Type: multipart/mixed; boundary=o\n\n--o\n"
                   "Content-Type: multipart/related; boundary=i\n\n--i\n\nx\n--o\n\ny\n--o--\n")
            << QByteArrayList{" multipart/mixed", "1 multipart/related", "1.1 text/plain",
                              "2 text/plain"};
        QTest::newRow("inner boundary begins as the outer one")
            << QByteArray(
                   "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
                   "Content-Type: multipart/mixed; boundary=bb\n\n--bb\n\nx\n--bb--\n--b--\n")
            << QByteArrayList{" multipart/mixed", "1 multipart/mixed", "1.1 text/plain"};
        QTest::newRow("digest") << QByteArray(
            "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\n--b--\n")
                                << QByteArrayList{" multipart/digest", "1 message/rfc822"};
        QTest::newRow("boundary directly behind a boundary")
            << QByteArray("Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\n--b--\n")
            << QByteArrayList{" multipart/mixed", "1 text/plain", "2 text/plain"};
    }
    void oddMessages()
    {
        QFETCH(QByteArray, message);
        QFETCH(QByteArrayList, expected);
        const BodyStructure structure = readStructure(message);
        QCOMPARE(shape(structure), expected);
        for (const BodyPart &part : structure.parts) {
            QVERIFY(!sectionBytes(message, part.section).isNull());
            if (!part.isMultipart())
                QCOMPARE(sectionBytes(message, part.section).size(), part.size);
        }
    }

    void thousandLevels_stopAtTheLimit()
    {
        QByteArray message;
        for (int i = 0; i < 1000; ++i) {
            const QByteArray b = "b" + QByteArray::number(i);
            message += "Content-Type: multipart/mixed; boundary=" + b + "\n\n--" + b + "\n";
        }
        const BodyStructure structure = readStructure(message);
        QCOMPARE(structure.parts.size(), Limits::mimeDepth + 1);
        QVERIFY(structure.parts.last().size > 0);
        QCOMPARE(structure.attachments().size(), 1);
    }

    void tenThousandParts_stopAtTheLimit()
    {
        QByteArray message("Content-Type: multipart/mixed; boundary=b\n\n");
        for (int i = 0; i < 10'000; ++i)
            message += "--b\n\nx\n";
        const BodyStructure structure = readStructure(message);
        QCOMPARE(structure.parts.size(), Limits::mimeParts);
        QCOMPARE(sectionBytes(message, "1999"), QByteArray("x"));
    }

    void manyPartsWithHeadersOfManyParameters_areRead()
    {
        QByteArray parameters;
        for (int i = 0; i < 20'000; ++i)
            parameters += "; name*" + QByteArray::number(i) + "*=a";
        QByteArray message("Content-Type: multipart/mixed; boundary=b\n\n");
        for (int i = 0; i < 50; ++i)
            message += "--b\nContent-Type: text/plain" + parameters + "\n\nx\n";
        QCOMPARE(readStructure(message).parts.size(), 51);
    }

    void whatIsShown_data()
    {
        QTest::addColumn<QByteArrayList>("lines");
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<QByteArray>("html");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("attached");
        const auto row = [](const char *name, const QByteArrayList &lines, const char *plain,
                            const char *html, const char *body, const char *attached) {
            QTest::newRow(name) << lines << QByteArray(plain) << QByteArray(html)
                                << QByteArray(body) << QByteArray(attached);
        };
        row("nothing known", {}, "none", "none", "", "");
        row("plain", {"1 text/plain"}, "1", "none", "1", "");
        row("html", {"1 text/html"}, "none", "1", "1", "");
        row("a picture alone", {"1 image/png"}, "none", "none", "", "1");
        row("alternative", {" multipart/alternative", "1 text/plain", "2 text/html"}, "1", "2",
            "1 2", "");
        row("newsletter with pictures",
            {" multipart/alternative", "1 text/plain", "2 multipart/related", "2.1 text/html",
             "2.2 image/png;cid=a", "2.3 image/png;cid=b;attachment", "2.4 image/png"},
            "1", "2.1", "1 2.1", "2.3 2.4");
        row("text with files",
            {" multipart/mixed", "1 text/plain", "2 application/pdf;name=a.pdf", "3 text/x-diff"},
            "1", "none", "1", "2 3");
        row("mailing list footer",
            {" multipart/mixed", "1 multipart/alternative", "1.1 text/plain", "1.2 text/html",
             "2 text/plain"},
            "1.1", "1.2", "1.1 1.2 2", "");
        row("html later on is no replacement for the text",
            {" multipart/mixed", "1 text/plain", "2 text/html"}, "1", "none", "1 2", "");
        row("attached texts",
            {" multipart/mixed", "1 text/plain", "2 text/plain;name=log.txt",
             "3 text/html;attachment"},
            "1", "none", "1", "2 3");
        row("the only text is named",
            {" multipart/mixed", "1 text/plain;name=a.txt", "2 text/plain;name=b.txt"}, "1", "none",
            "1", "2");
        row("forwarded", {" multipart/mixed", "1 text/plain", "2 message/rfc822"}, "1", "none", "1",
            "2");
        row("signed", {" multipart/signed", "1 text/plain", "2 application/pgp-signature"}, "1",
            "none", "1", "");
        row("signed, with files",
            {" multipart/signed", "1 multipart/mixed", "1.1 text/plain", "1.2 image/png",
             "2 application/pkcs7-signature;name=smime.p7s;attachment"},
            "1.1", "none", "1.1", "1.2");
        row("invitation",
            {" multipart/alternative", "1 text/plain", "2 text/html", "3 text/calendar"}, "1", "2",
            "1 2", "3");
        row("html, file, html as an alternative",
            {" multipart/alternative", "1 text/plain", "2 multipart/mixed", "2.1 text/html",
             "2.2 application/pdf", "2.3 text/html"},
            "1", "2.1", "1 2.1 2.3", "2.2");
        row("picture of a plain text in related",
            {" multipart/related", "1 text/plain", "2 image/png;cid=x"}, "1", "none", "1", "2");
        row("empty multipart", {" multipart/mixed"}, "none", "none", "", "");
    }
    void whatIsShown()
    {
        QFETCH(QByteArrayList, lines);
        QFETCH(QByteArray, plain);
        QFETCH(QByteArray, html);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, attached);
        const BodyStructure structure = structureOf(lines);
        QCOMPARE(sectionOf(structure.plainText()), plain);
        QCOMPARE(sectionOf(structure.html()), html);
        QCOMPARE(sections(structure.bodyTexts()), body);
        QCOMPARE(sections(structure.attachments()), attached);
        QCOMPARE(structure.hasAttachments(), !attached.isEmpty());
    }

    void beginning_tellsWhichLeavesAreWhole()
    {
        const QByteArray message =
            "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: "
            "multipart/alternative; boundary=i\r\n\r\n--i\r\n\r\nplain\r\n--i\r\nContent-Type: "
            "text/html\r\n\r\n<p>html\r\n--i--\r\n--o\r\nContent-Type: application/pdf; "
            "name=a.pdf\r\n\r\n";
        const qint64 size = message.size() + 90'000;
        const MessageBeginning all = readBeginning(message + QByteArray(1000, 'x'), size);
        QCOMPARE(all.whole, (QByteArrayList{"1.1", "1.2"}));
        QCOMPARE(sections(all.structure.attachments()), QByteArray("2"));
        QCOMPARE(all.structure.find("2")->size, 90'000);
        // Cut anywhere: a leaf counts only once a boundary follows it.
        for (qsizetype cut = 0; cut < message.size(); ++cut) {
            const MessageBeginning some = readBeginning(message.left(cut), size);
            for (const QByteArray &section : some.whole)
                QCOMPARE(sectionBytes(message.left(cut), section), sectionBytes(message, section));
        }
        QVERIFY(readBeginning("Subject: x\r\n\r\ntext\r\n", size).whole.isEmpty());
    }

    void headerAlone_tellsWhetherAttachmentsAreLikely()
    {
        QVERIFY(
            mayHaveAttachments("Subject: x\r\nContent-Type: Multipart/MIXED; boundary=b\r\n\r\n"));
        QVERIFY(mayHaveAttachments("Content-Type: application/pdf; name=a.pdf\r\n\r\n"));
        for (const char *header :
             {"", "Subject: x\r\n\r\n", "Content-Type: multipart/alternative; boundary=b\r\n\r\n",
              "Content-Type: multipart/signed; boundary=b\r\n\r\n",
              "Content-Type: text/html\r\n\r\n",
              "Content-Type: multipart/mixedness; boundary=b\r\n\r\n"})
            QVERIFY2(!mayHaveAttachments(header), header);
    }

    void serialised_readsBackTheSame()
    {
        const BodyStructure structure = readStructure(nested);
        QCOMPARE(bodyStructureFromBytes(serialise(structure)), structure);
        QCOMPARE(bodyStructureFromBytes(serialise({})), BodyStructure());
    }

    void damagedSerialisedForm_isNoStructure()
    {
        const QByteArray whole = serialise(readStructure(nested));
        for (qsizetype size = 0; size < whole.size(); ++size)
            QCOMPARE(bodyStructureFromBytes(whole.left(size)), BodyStructure());
        QCOMPARE(bodyStructureFromBytes(whole + 'x'), BodyStructure());
        QByteArray newer = whole;
        newer[0] = 99;
        QCOMPARE(bodyStructureFromBytes(newer), BodyStructure());
        QCOMPARE(bodyStructureFromBytes(QByteArray(200, '\xff')), BodyStructure());
    }
};

QTEST_GUILESS_MAIN(TestMessageStructure)
#include "tst_messagestructure.moc"
