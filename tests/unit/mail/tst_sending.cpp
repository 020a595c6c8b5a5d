// SPDX-License-Identifier: MIT
// What comes before a message is written: links that ask for one, questions, redirecting, and
// messages that become compositions again.
#include "mail/attachmentcontent.h"
#include "mail/mailbox.h"
#include "mail/mailto.h"
#include "mail/messagereader.h"
#include "mail/messagewriter.h"
#include "mail/outgoingfile.h"
#include "mail/redirect.h"
#include "mail/replying.h"
#include "mail/rewriting.h"
#include "mail/sendchecks.h"
#include "support/secondparser.h"

#include <QBuffer>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

/// "to|cc|bcc|subject|body"
QString link(const QString &url)
{
    const auto mailto = parseMailto(url);
    if (!mailto)
        return "none";
    return QStringList{formatAddresses(mailto->to), formatAddresses(mailto->cc),
                       formatAddresses(mailto->bcc), mailto->subject, mailto->body}
        .join('|');
}

QByteArray write(const Composition &composition, const WriterOptions &options = {})
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const WrittenMessage result = writeMessage(composition, buffer, options);
    return result.error ? QByteArray() : buffer.data();
}

const QByteArray original =
    "Return-Path: <bob@x.example>\r\nDelivered-To: ann@example.org\r\n"
    "From: Bob <bob@x.example>\r\nTo: ann@example.org\r\nBcc: secret@x.example,\r\n "
    "other@x.example\r\n"
    "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMessage-ID: <orig@x.example>\r\nX-Odd:  kept \r\n"
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    "Body \xC3\xBC\r\n.\r\nBcc: not a header\r\n";

Redirection redirection()
{
    Redirection r;
    r.from = {"Ann", "ann@example.org"};
    r.to = {{"Carl", "carl@y.example"}};
    r.bcc = {{"", "hidden@y.example"}};
    r.dateUtc = 1'700'000'000;
    return r;
}

} // namespace

class TestSending : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void mailto_isRead_andInjectionRefused_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *url, const char *result) {
            QTest::newRow(url) << QString::fromUtf8(url) << QString::fromUtf8(result);
        };
        row("http://x.example", "none");
        row("mailto:", "||||");
        row("MAILTO:ann@x.example", "ann@x.example||||");
        row("mailto:a@x.example,b@x.example?cc=c@x.example&bcc=d@x.example&subject=Hi%20there&"
            "body=line%0D%0Atwo",
            "a@x.example, b@x.example|c@x.example|d@x.example|Hi there|line\ntwo");
        row("mailto:?to=a@x.example&To=b@x.example", "a@x.example, b@x.example||||");
        row("mailto:gr%C3%BC%C3%9Fe@b%C3%BCcher.example?subject=%E4%BD%A0%E5%A5%BD",
            "grüße@bücher.example|||你好|");
        row("mailto:a+b@x.example?subject=1+1", "a+b@x.example|||1+1|");
        row("mailto:Ann%20Lee%20%3Cann@x.example%3E", "Ann Lee <ann@x.example>||||");
        row("mailto:%22not%40me%22@x.example", "\"not@me\"@x.example||||");
        row("mailto:a@x.example&amp;body=x", "||||");
        row("mailto:a@x.example?subject=x&amp;body=y", "a@x.example|||x|y");
        // What must not happen.
        row("mailto:a@x.example%0D%0ABcc:evil@x.example", "||||");
        row("mailto:a@x.example?cc=b@x.example%0Aevil@x.example", "a@x.example||||");
        row("mailto:a@x.example?subject=x%0D%0ABcc:%20evil@x.example",
            "a@x.example|||x  Bcc: evil@x.example|");
        row("mailto:a@x.example?subject=x%E2%80%A8Bcc:%20y%00z", "a@x.example|||x Bcc: yz|");
        row("mailto:a@x.example?sub%0D%0Aject=x&from=evil@x.example&reply-to=e@x.example&"
            "content-type=text/html",
            "a@x.example||||");
        row("mailto:a@x.example?body=x%00%1By", "a@x.example||||xy");
        row("mailto:a@x.example?subject=%", "a@x.example|||%|");
    }
    void mailto_isRead_andInjectionRefused()
    {
        QFETCH(QString, url);
        QTEST(link(url), "result");
    }

    void mailto_attachesNothing()
    {
        for (const char *url : {"mailto:a@x.example?attach=/etc/passwd",
                                "mailto:a@x.example?Attachment=file:///etc/passwd",
                                "mailto:a@x.example?%61ttach=/etc/passwd"}) {
            const auto mailto = parseMailto(url);
            QVERIFY(mailto && mailto->hadAttachments);
            QCOMPARE(mailto->to.size(), 1);
        }
        QCOMPARE(parseMailto("mailto:a@x.example?in-reply-to=%3Cid@x%3E")->inReplyTo,
                 QByteArrayList{"id@x"});
        QCOMPARE(parseMailto("mailto:a@x.example?in-reply-to=%3Cid%0D%0Ax:@x%3E")
                     ->inReplyTo.join()
                     .count('\n'),
                 0);
        QVERIFY(parseMailto("mailto:" + QString("a@x.example,").repeated(100'000))->to.size()
                <= 500);
    }

    void mentionOfAnAttachment_isFoundInManyLanguages_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("found");
        const auto row = [](const char *text, bool found) {
            QTest::newRow(text) << QString::fromUtf8(text) << found;
        };
        row("Please find attached the plan.", true);
        row("see Attachment", true);
        row("Im Anhang der Plan", true);
        row("anbei der Plan", true);
        row("die beigefügten Dateien", true);
        row("Veuillez trouver la pièce jointe", true);
        row("ci-joint le plan", true);
        row("Le envío el plan adjunto.", true);
        row("in allegato il piano", true);
        row("segue em anexo", true);
        row("zie bijlage", true);
        row("w załączniku plan", true);
        row("bifogad fil", true);
        row("vedhæftet er planen", true);
        row("v příloze", true);
        row("Bericht ekte", true);
        row("Файл во вложении", true);
        row("στο συνημμένο", true);
        row("请看附件", true);
        row("資料を添付します", true);
        row("파일을 첨부합니다", true);
        row("في المرفق", true);
        row("מצורף הקובץ", true);
        row("ขอแนบไฟล์", true);
        row("Nothing here", false);
        row("I am unattached", false);
        row("> as attached by Bob\nthanks", false);
        row("thanks\n-- \nAnn, attachment dealer", false);
        row("We met Hanna.", false);
    }
    void mentionOfAnAttachment_isFoundInManyLanguages()
    {
        QFETCH(QString, text);
        QFETCH(bool, found);
        QCOMPARE(!attachmentMention(text).isEmpty(), found);
    }

    void questions_areAskedForWhatLooksWrong()
    {
        Composition c;
        c.subject = "Plan";
        c.text = "see attached";
        c.to = {{"", "a@x.example"}};
        const auto kinds = [&](const SendCircumstances &circumstances) {
            QList<SendQuestion::Kind> list;
            for (const SendQuestion &question : sendQuestions(c, circumstances)) {
                list << question.kind;
                if (question.sentence.isEmpty() || question.sentence.contains('%'))
                    list.clear();
            }
            return list;
        };
        using Kind = SendQuestion::Kind;
        QCOMPARE(kinds({}), QList{Kind::MissingAttachment});
        c.attachments = {{QByteArray("x")}};
        QCOMPARE(kinds({}), QList<Kind>());
        c.subject = " ";
        c.to = AddressList(16, {"", "a@x.example"});
        QCOMPARE(
            kinds({15, true, true, 2000, 1000}),
            (QList{Kind::TooLarge, Kind::EmptySubject, Kind::ManyRecipients, Kind::BccAnswersAll}));
        QCOMPARE(kinds({16, false, true, 2000, 0}), QList{Kind::EmptySubject});
        // The subject of what is answered isn't this one's.
        c.attachments.clear();
        c.text = "yes";
        c.subject = "Re: attached plan";
        c.inReplyTo = {"id@x"};
        QCOMPARE(kinds({16}), QList<Kind>());
    }

    void redirect_putsABlockInFront_andLeavesTheRestAsItIs()
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        const WrittenMessage result = writeRedirect(original, redirection(), buffer);
        QVERIFY(!result.error);
        const QByteArray bytes = buffer.data();
        QCOMPARE(result.bytes, bytes.size());
        QVERIFY(bytes.startsWith("Resent-Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n"
                                 "Resent-From: Ann <ann@example.org>\r\n"
                                 "Resent-To: Carl <carl@y.example>\r\nResent-Message-ID: <"));
        const qsizetype rest = bytes.indexOf("From: Bob");
        QCOMPARE(bytes.mid(rest),
                 QByteArray(original)
                     .replace("Bcc: secret@x.example,\r\n other@x.example\r\n", "")
                     .mid(original.indexOf("From: Bob")));
        QVERIFY(!bytes.contains("secret@") && !bytes.contains("hidden@")
                && !bytes.contains("Delivered-To") && !bytes.contains("Return-Path"));
        QCOMPARE(result.envelope.recipients, (QStringList{"carl@y.example", "hidden@y.example"}));
        QCOMPARE(result.envelope.sender, QString("ann@example.org"));
        QVERIFY(result.envelope.eightBit && !result.envelope.utf8);
        const SecondOpinion python = parsedByPython(bytes);
        QCOMPARE(python.error, QString());
        QCOMPARE(python.header("Resent-To"), QString("Carl <carl@y.example>"));
        QCOMPARE(python.header("Message-ID"), QString("<orig@x.example>"));
    }

    void redirect_canonicalisesLineEnds_andRefusesWhatCannotGo()
    {
        const auto redirected = [](const QByteArray &message, const Redirection &r) {
            QBuffer buffer;
            buffer.open(QIODevice::WriteOnly);
            return writeRedirect(message, r, buffer).error ? QByteArray("refused") : buffer.data();
        };
        const QByteArray bare =
            redirected("From x Mon Jan 1 00:00:00 2024\nSubject: a\n\nb\n.\n", redirection());
        QVERIFY(bare.endsWith("Subject: a\r\n\r\nb\r\n.\r\n"));
        Redirection bad = redirection();
        bad.to.first().mailbox = "carl@y.example\r\nDATA";
        QCOMPARE(redirected(original, bad), QByteArray("refused"));
        bad = redirection();
        bad.to.clear();
        bad.bcc.clear();
        QCOMPARE(redirected(original, bad), QByteArray("refused"));
        QCOMPARE(redirected(QByteArray("a: b\r\n\r\n\0", 9), redirection()), QByteArray("refused"));
    }

    void composition_isReadBackAsItWas()
    {
        Composition c;
        c.from = {"Ann Lee", "ann@example.org"};
        c.replyTo = {{"", "desk@example.org"}};
        c.to = {{QString::fromUtf8("Jörg Müller"), "j@bücher.example"},
                {"Lee, Bob", "b@x.example"}};
        c.bcc = {{"", "hidden@x.example"}};
        c.subject =
            QString::fromUtf8("Ein langer Betreff – ") + QString("wort ").repeated(40) + "end";
        c.text = "Dear all,\n\n" + QString("many words ").repeated(30).trimmed()
            + "\n> quoted\n>> deeper\n\n  indented\n-- \nAnn\n";
        c.html = "<p>Dear <b>all</b> <img src=\"cid:pic@x\"></p>";
        c.images = {{QByteArray("png"),
                     "p.png",
                     "image/png",
                     {},
                     Attachment::Disposition::Inline,
                     "pic@x"}};
        c.attachments = {{QByteArray("\0\1\2\r\n\n", 6), QString::fromUtf8("データ.bin")}};
        c.inReplyTo = {"1@x"};
        c.references = {"0@x", "1@x"};
        c.priority = Composition::Priority::High;
        c.asksReceipt = true;
        c.messageId = "draft@example.org";
        c.dateUtc = 1'700'000'000;
        c.extraHeaders = {{"X-Turnstone-Identity", "7"}};

        const QByteArray message = write(c, {WriterOptions::Purpose::Draft});
        Composition again = compositionOf(message, RewritingPurpose::Draft);
        QCOMPARE(again.text, c.text);
        QCOMPARE(again.html, c.html);
        QCOMPARE(again.attachments.size(), 1);
        QCOMPARE(again.attachments.first().name, c.attachments.first().name);
        QCOMPARE(again.images.size(), 1);
        QCOMPARE(again.to, c.to);
        again.dateUtc = c.dateUtc;
        // Written once more it is the same, to the byte.
        QCOMPARE(write(again, {WriterOptions::Purpose::Draft}), message);
        const Composition anew = compositionOf(message, RewritingPurpose::New);
        QVERIFY(anew.messageId.isEmpty() && anew.references.isEmpty()
                && anew.extraHeaders.isEmpty());
    }

    void attachments_stayTheSameThroughForwardAndReply()
    {
        QByteArray binary;
        for (int i = 0; i < 100'000; ++i)
            binary.append(static_cast<char>(i * 13 + i / 256));
        Composition first;
        first.from = {"Bob", "bob@x.example"};
        first.to = {{"", "ann@example.org"}};
        first.subject = "Files";
        first.text = "here\n";
        first.dateUtc = 1'700'000'000;
        first.attachments = {
            {binary, "a.bin"},
            {QByteArray("line\nline\r\nend"), "b.txt", "text/plain", "utf-8"},
            {QByteArray("Subject: x\r\n\r\n\xC3\xBC\r\n"), "c.eml", "message/rfc822"}};
        QByteArray message = write(first);
        const AddressList mine{{"Ann", "ann@example.org"}};
        for (int round = 0; round < 3; ++round) {
            const OriginalHeaders headers = readOriginalHeaders(headerBlock(message));
            Composition next = round == 1 ? beginReply(headers, ReplyKind::Sender, mine)
                                          : beginForward(headers, mine);
            next.to = {{"", "carl@x.example"}};
            next.dateUtc = 1'700'000'000;
            next.text = "passed on\n";
            next.attachments = attachmentsOf(message);
            message = write(next);
            const BodyStructure structure = readStructure(message);
            QCOMPARE(structure.attachments().size(), 3);
            for (int i = 0; i < 3; ++i) {
                const BodyPart *part = structure.attachments().at(i);
                QCOMPARE(part->name, first.attachments.at(i).name);
                QCOMPARE(decodedBytes(sectionBytes(message, part->section), part->encoding),
                         std::get<QByteArray>(first.attachments.at(i).content));
            }
        }
        // As an attachment, the whole message is.
        Composition forward = beginForward(readOriginalHeaders(headerBlock(message)), mine);
        forward.to = {{"", "carl@x.example"}};
        forward.dateUtc = 1'700'000'000;
        forward.attachments = {attachedMessage(message)};
        const QByteArray outer = write(forward);
        const BodyStructure structure = readStructure(outer);
        QCOMPARE(structure.attachments().size(), 1);
        const BodyPart *part = structure.attachments().first();
        QCOMPARE(part->type, QByteArray("message/rfc822"));
        QCOMPARE(part->name, forward.attachments.first().name);
        QCOMPARE(decodedBytes(sectionBytes(outer, part->section), part->encoding), message);
        // A Bcc of one's own sent mail isn't passed on.
        const Attachment sent = attachedMessage(original);
        QCOMPARE(
            std::get<QByteArray>(sent.content),
            QByteArray(original).replace("Bcc: secret@x.example,\r\n other@x.example\r\n", ""));
        QCOMPARE(chooseIdentity({}, {}).from, Address());
    }

    void sizeOfAnEncodedAttachment_isWhatItHas()
    {
        for (int bytes = 0; bytes < 400; ++bytes) {
            Composition composition;
            composition.from = {QString(), QStringLiteral("a@example.org")};
            composition.to = {{QString(), QStringLiteral("b@example.org")}};
            composition.dateUtc = 1'700'000'000;
            composition.messageId = "1@example.org";
            Attachment attachment;
            attachment.content = QByteArray(bytes, '\xff');
            attachment.name = QStringLiteral("a.bin");
            attachment.type = "application/octet-stream";
            composition.attachments = {attachment};
            const QByteArray message = write(composition);
            QVERIFY(!message.isEmpty());
            const qint64 size = attachmentSize(SectionContent{message, "2"});
            QVERIFY2(size >= bytes && size <= bytes + 2,
                     qPrintable(QStringLiteral("%1 for %2").arg(size).arg(bytes)));
        }
    }

    void draftAsAFile_isSentWithoutWhatIsItsWriters()
    {
        Composition draft;
        draft.from = {"Anna", "anna@example.org"};
        draft.to = {{"", "ben@x.example"}};
        draft.bcc = {{"", "secret@x.example"}};
        draft.subject = "Plans";
        draft.text = "words\n";
        draft.extraHeaders = {{"X-Turnstone-Original", "answered 4711 one@x.example"},
                              {"X-Turnstone-Signature", QString("A%20b ").repeated(40)}};
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        WriterOptions options;
        options.purpose = WriterOptions::Purpose::Draft;
        QVERIFY(!writeMessage(draft, buffer, options).error);
        QVERIFY(buffer.data().contains("X-Turnstone-Original"));
        QVERIFY(buffer.data().contains("secret@x.example"));
        const OutgoingFile ready = readyToSend(buffer.data(), draft.from, 1'700'000'000);
        QCOMPARE(ready.fault, QString());
        QVERIFY(!ready.bytes.toLower().contains("x-turnstone"));
        QVERIFY(!ready.bytes.contains("A%20b"));
        QVERIFY(!ready.bytes.contains("secret@x.example"));
        QCOMPARE(ready.recipients, QStringList({"ben@x.example", "secret@x.example"}));
        QVERIFY(ready.bytes.contains("words"));
    }
};

QTEST_GUILESS_MAIN(TestSending)
#include "tst_sending.moc"
