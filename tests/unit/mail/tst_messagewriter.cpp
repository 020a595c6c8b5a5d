// SPDX-License-Identifier: MIT
#include "mail/messagereader.h"
#include "mail/messagewriter.h"
#include "mail/plaintext.h"
#include "support/secondparser.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QFile>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

Composition sample()
{
    Composition c;
    c.from = {"Ann Lee", "ann@example.org"};
    c.to = {{"Bob", "bob@example.net"}};
    c.subject = "Lunch";
    c.text = "Hello Bob,\n\nat noon?\n";
    c.dateUtc = 1'700'000'000;
    c.utcOffsetSeconds = 3600;
    c.messageId = "fixed.id@example.org";
    return c;
}

struct Written {
    WrittenMessage result;
    QByteArray bytes;
};
Written written(const Composition &composition, const WriterOptions &options = {})
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    Written w;
    w.result = writeMessage(composition, buffer, options);
    w.bytes = buffer.data();
    return w;
}

QByteArray bytesOf(const Composition &composition)
{
    return written(composition).bytes;
}

/// Rules that hold for every message, whatever is in it.
QString lintOf(const QByteArray &bytes, bool mayBeEightBit = false)
{
    qsizetype at = 0;
    bool inHeader = true;
    while (at < bytes.size()) {
        const qsizetype end = bytes.indexOf("\r\n", at);
        if (end < 0)
            return "no CRLF at the end";
        const QByteArray line = bytes.mid(at, end - at);
        if (line.contains('\r') || line.contains('\n') || line.contains('\0'))
            return "a bare CR, LF or NUL in " + line;
        if (line.size() > (inHeader ? 78 : 998))
            return QString("a line of %1: ").arg(line.size()) + line;
        if (inHeader && !line.isEmpty() && line.trimmed().isEmpty())
            return "a header line of blanks";
        for (const char c : line) {
            if (static_cast<unsigned char>(c) >= 0x80 && !mayBeEightBit)
                return "8 bit: " + line;
        }
        inHeader = inHeader && !line.isEmpty();
        at = end + 2;
    }
    return {};
}

QString textOf(const QByteArray &message)
{
    const BodyStructure structure = readStructure(message);
    const BodyPart *part = structure.plainText();
    return part ? decodedText(sectionBytes(message, part->section), *part) : QString();
}

/// Paragraphs put together again, as they were written.
QString readAgain(const QByteArray &message)
{
    const BodyStructure structure = readStructure(message);
    const BodyPart *part = structure.plainText();
    if (!part)
        return {};
    QStringList lines;
    const QString text = decodedText(sectionBytes(message, part->section), *part);
    for (const TextParagraph &p : readPlainText(text, part->flowed, part->delSp)) {
        const QString marks(p.quoteLevel, '>');
        lines << (p.quoteLevel > 0 && !p.text.isEmpty() ? marks + ' ' + p.text : marks + p.text);
    }
    return lines.join('\n');
}

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

} // namespace

class TestMessageWriter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plainMessage_isThisToTheByte()
    {
        QCOMPARE(
            bytesOf(sample()),
            QByteArray("Date: Tue, 14 Nov 2023 23:13:20 +0100\r\n"
                       "From: Ann Lee <ann@example.org>\r\n"
                       "To: Bob <bob@example.net>\r\n"
                       "Message-ID: <fixed.id@example.org>\r\n"
                       "Subject: Lunch\r\n"
                       "MIME-Version: 1.0\r\n"
                       "Content-Type: text/plain; charset=us-ascii; format=flowed; delsp=no\r\n"
                       "Content-Transfer-Encoding: 7bit\r\n"
                       "\r\n"
                       "Hello Bob,\r\n\r\nat noon?\r\n"));
    }

    void bcc_isInTheEnvelopeAndNeverInTheBytes()
    {
        Composition c = sample();
        c.cc = {{"", "bob@example.net"}, {"", "carl@example.net"}};
        c.bcc = {{"Dora", "dora@example.net"}};
        const Written w = written(c);
        QCOMPARE(w.result.envelope.sender, QString("ann@example.org"));
        QCOMPARE(w.result.envelope.recipients,
                 (QStringList{"bob@example.net", "carl@example.net", "dora@example.net"}));
        QVERIFY(!w.bytes.contains("dora"));
        QVERIFY(!w.bytes.toLower().contains("bcc"));
    }

    void onlyBcc_writesAnEmptyGroup()
    {
        Composition c = sample();
        c.bcc = std::exchange(c.to, {});
        const QByteArray bytes = bytesOf(c);
        QVERIFY(bytes.contains("\r\nTo: undisclosed-recipients:;\r\n"));
        QVERIFY(!bytes.contains("bob"));
    }

    void draft_keepsBccAndWhatIsUnfinished()
    {
        Composition c = sample();
        c.from = {};
        c.to = {{"", "ann"}, {"", "bob@"}};
        c.bcc = {{"Dora", "dora@example.net"}};
        c.dateUtc = 0;
        c.extraHeaders = {{"X-Turnstone-Identity", "7"}};
        const Written w = written(c, {WriterOptions::Purpose::Draft});
        QVERIFY(!w.result.error);
        const Envelope envelope = readEnvelope(headerBlock(w.bytes));
        QCOMPARE(envelope.bcc, (AddressList{{"Dora", "dora@example.net"}}));
        QCOMPARE(envelope.to.size(), 2);
        QVERIFY(w.bytes.contains("X-Turnstone-Identity: 7\r\n"));
        c.from = sample().from;
        c.to = sample().to;
        c.dateUtc = 1;
        QVERIFY(!bytesOf(c).contains("X-Turnstone"));
    }

    void nothingToSendTo_isRefusedWithASentence()
    {
        Composition c = sample();
        c.to.clear();
        const Written w = written(c);
        QVERIFY(w.result.error);
        QVERIFY(!w.result.error->sentence.isEmpty());
        QVERIFY(w.bytes.isEmpty());
        QCOMPARE(compositionProblems(c).size(), 1);
        QCOMPARE(compositionProblems(c).first().kind, CompositionProblem::Kind::NoRecipients);
    }

    void newIds_haveTheIdentitysDomainAndNothingElse()
    {
        const QByteArray id = newMessageId({"", "ann@bücher.example"});
        QVERIFY(id.endsWith("@xn--bcher-kva.example"));
        QVERIFY(id != newMessageId({"", "ann@bücher.example"}));
        QVERIFY(newMessageId({}).endsWith("@localhost.invalid"));
    }

    void longFlowedText_isWrappedAndReadAsItWas()
    {
        Composition c = sample();
        c.text = QString("word ").repeated(60).trimmed() + "\n\n> "
            + QString("quote ").repeated(40).trimmed() + "\n>> deep\n From here\nFrom there\n>"
            + "\n" + QString(300, 'x') + " end\n-- \nAnn";
        const QByteArray bytes = bytesOf(c);
        QCOMPARE(lintOf(bytes), QString());
        QCOMPARE(readAgain(bytes), c.text);
        for (const QString &line : textOf(bytes).split('\n'))
            QVERIFY2(line.size() <= 76 || line.contains("xxx"), qPrintable(line));
    }

    void everyPart_isReadTheSameByTwoParsers()
    {
        QTemporaryDir folder;
        QByteArray binary;
        for (int i = 0; i < 70'000; ++i)
            binary.append(static_cast<char>(i * 7 + i / 251));
        QFile file(folder.filePath("data.bin"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(binary);
        file.close();
        const QByteArray inner = "Subject: inner\r\nMIME-Version: 1.0\r\n\r\nhello\r\n";
        const QByteArray png("\x89PNG\r\n\x1a\n\0\0", 10);

        Composition c = sample();
        c.text = "Grüße mit Bild";
        c.html = "<p>Grüße mit <b>Bild</b> <img src=\"cid:pic@example.org\"></p>";
        c.images = {{png,
                     "picture.png",
                     "image/png",
                     {},
                     Attachment::Disposition::Inline,
                     "pic@example.org"}};
        c.attachments = {
            {FileContent{file.fileName()}, QString::fromUtf8("Übersicht 表 \"1\".bin")},
            {QByteArray("a,b\n1,2\n"), "table.csv", "text/csv", "utf-8"},
            {inner, "inner.eml", "message/rfc822"},
            {QByteArray(), "empty.txt", "text/plain"}};
        const Written w = written(c);
        QVERIFY(!w.result.error);
        QCOMPARE(w.result.bytes, w.bytes.size());
        QCOMPARE(writtenSize(c), w.bytes.size());
        QCOMPARE(lintOf(w.bytes), QString());

        const SecondOpinion python = parsedByPython(w.bytes);
        QCOMPARE(python.error, QString());
        QCOMPARE(python.defects(), QStringList());
        QCOMPARE(
            python.types(),
            (QStringList{"multipart/mixed", "multipart/alternative", "text/plain",
                         "multipart/related", "text/html", "image/png", "application/octet-stream",
                         "text/csv", "message/rfc822", "text/plain"}));
        QCOMPARE(python.part(2)["text"].toString().trimmed(), c.text);
        QCOMPARE(python.part(2)["format"].toString(), QString("flowed"));
        QVERIFY(python.part(4)["text"].toString().contains(c.html));
        QCOMPARE(python.part(5)["contentId"].toString(), QString("<pic@example.org>"));
        QCOMPARE(python.part(5)["sha256"].toString().toLatin1(), sha256(png));
        QCOMPARE(python.part(6)["name"].toString(), c.attachments.at(0).name);
        QCOMPARE(python.part(6)["sha256"].toString().toLatin1(), sha256(binary));
        QCOMPARE(python.part(7)["sha256"].toString().toLatin1(), sha256("a,b\n1,2\n"));
        QCOMPARE(python.part(8)["subject"].toString(), QString("inner"));
        QCOMPARE(python.part(9)["size"].toInt(), 0);

        const BodyStructure structure = readStructure(w.bytes);
        const QList<const BodyPart *> attachments = structure.attachments();
        QCOMPARE(attachments.size(), 4);
        QCOMPARE(attachments.at(0)->name, c.attachments.at(0).name);
        const auto content = [&](int i) {
            return decodedBytes(sectionBytes(w.bytes, attachments.at(i)->section),
                                attachments.at(i)->encoding);
        };
        QCOMPARE(content(0), binary);
        QCOMPARE(content(1), QByteArray("a,b\n1,2\n"));
        QCOMPARE(content(2), inner);
        QCOMPARE(content(3), QByteArray());
        QVERIFY(structure.html());
        QCOMPARE(readAgain(w.bytes), c.text);
    }
};

QTEST_GUILESS_MAIN(TestMessageWriter)
#include "tst_messagewriter.moc"
