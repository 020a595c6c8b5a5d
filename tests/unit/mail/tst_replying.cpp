// SPDX-License-Identifier: MIT
#include "mail/mailbox.h"
#include "mail/messagereader.h"
#include "mail/quoting.h"
#include "mail/replying.h"
#include "mail/subject.h"

#include <QTest>

using namespace Turnstone;

namespace {

const AddressList &mine()
{
    static const AddressList list{{"Ann Lee", "ann@example.org"},
                                  {"Ann at work", "lee@work.example"}};
    return list;
}

OriginalHeaders original(const QByteArray &lines)
{
    QByteArray headers = lines;
    headers.replace('\n', "\r\n");
    return readOriginalHeaders(headers + "\r\n\r\n");
}

/// "a@x b@y / c@z": To / Cc
QString recipients(const QByteArray &lines, ReplyKind kind)
{
    const auto joined = [](const AddressList &list) {
        QStringList words;
        for (const Address &address : list)
            words << address.mailbox;
        return words.join(' ');
    };
    const ReplyRecipients result = replyRecipients(original(lines), kind, mine());
    return joined(result.to) + " / " + joined(result.cc);
}

QString typed(const QString &text)
{
    QStringList shown;
    for (const TypedAddress &one : parseTypedAddresses(text)) {
        shown << (one.fault == AddressFault::None ? QString() : QStringLiteral("!"))
                + one.address.name + '<' + one.address.mailbox + '>';
    }
    return shown.join(' ');
}

} // namespace

class TestReplying : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recipients_followTheRules_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QString>("sender");
        QTest::addColumn<QString>("all");
        const auto row = [](const char *name, const char *headers, const char *sender,
                            const char *all) {
            QTest::newRow(name) << QByteArray(headers) << QString(sender) << QString(all);
        };
        row("to me", "From: bob@x.example\nTo: ann@example.org", "bob@x.example / ",
            "bob@x.example / ");
        row("to me and others",
            "From: bob@x.example\nTo: ann@example.org, carl@x.example\nCc: dora@x.example, "
            "LEE@Work.Example",
            "bob@x.example / ", "bob@x.example carl@x.example / dora@x.example");
        row("reply-to", "From: bob@x.example\nReply-To: desk@x.example\nTo: ann@example.org",
            "desk@x.example / ", "desk@x.example / ");
        row("each once",
            "From: bob@x.example\nTo: Bob <BOB@x.example>, carl@x.example\nCc: carl@X.example",
            "bob@x.example / ", "bob@x.example carl@x.example / ");
        row("my plus address", "From: bob@x.example\nTo: ann+shop@example.org, carl@x.example",
            "bob@x.example / ", "bob@x.example carl@x.example / ");
        row("my own, gone on with",
            "From: ann@example.org\nTo: bob@x.example\nCc: carl@x.example, lee@work.example",
            "bob@x.example / ", "bob@x.example / carl@x.example");
        row("to myself alone", "From: ann@example.org\nTo: ann@example.org", "ann@example.org / ",
            "ann@example.org / ");
        row("only in cc", "From: ann@example.org\nCc: carl@x.example", "carl@x.example / ",
            "carl@x.example / ");
        row("nobody there", "Subject: x", " / ", " / ");
        row("addresses that are none", "From: <not an address>\nReply-To: \"x\\r\\nBcc: y@z\" <a>",
            " / ", " / ");
        row("a list that puts itself into reply-to",
            "From: bob@x.example\nTo: list@x.example\nReply-To: list@x.example\nList-Post: "
            "<mailto:list@x.example>",
            "bob@x.example / ", "bob@x.example list@x.example / ");
        row("mail-followup-to of a list",
            "From: bob@x.example\nTo: list@x.example\nMail-Followup-To: list@x.example, "
            "eve@x.example\nList-Post: <mailto:list@x.example>",
            "bob@x.example / ", "list@x.example eve@x.example / ");
        row("mail-followup-to of anybody",
            "From: bob@x.example\nTo: ann@example.org\nMail-Followup-To: eve@x.example",
            "bob@x.example / ", "bob@x.example / ");
    }
    void recipients_followTheRules()
    {
        QFETCH(QByteArray, headers);
        QFETCH(QString, sender);
        QFETCH(QString, all);
        QCOMPARE(recipients(headers, ReplyKind::Sender), sender);
        QCOMPARE(recipients(headers, ReplyKind::All), all);
    }

    void replyToList_goesToTheListAlone()
    {
        const QByteArray list = "From: bob@x.example\nTo: list@x.example, ann@example.org\n"
                                "List-Post: <mailto:list%2Bdev@x.example?subject=x> (posts)";
        QCOMPARE(recipients(list, ReplyKind::List), QString("list+dev@x.example / "));
        QCOMPARE(original("List-Post: NO").listPost, QString());
        QCOMPARE(original("List-Post: <mailto:a@b%0D%0ABcc:c@d.e>").listPost, QString());
    }

    void identity_isTheOneTheMailWasSentTo_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QString>("from");
        const auto row = [](const char *name, const char *headers, const char *from) {
            QTest::newRow(name) << QByteArray(headers) << QString(from);
        };
        row("to", "From: b@x.example\nTo: lee@work.example", "Ann at work <lee@work.example>");
        row("cc", "To: b@x.example\nCc: Lee@Work.example", "Ann at work <lee@work.example>");
        row("plus address", "To: ann+shop@example.org", "Ann Lee <ann+shop@example.org>");
        row("bcc", "To: b@x.example\nDelivered-To: lee@work.example",
            "Ann at work <lee@work.example>");
        row("both, by delivery",
            "To: ann@example.org, lee@work.example\nDelivered-To: lee@work.example",
            "Ann at work <lee@work.example>");
        row("both, no delivery", "To: lee@work.example, ann@example.org",
            "Ann at work <lee@work.example>");
        row("to one, delivered to the other", "To: lee@work.example\nDelivered-To: ann@example.org",
            "Ann at work <lee@work.example>");
        row("written by", "From: lee@work.example\nTo: ann@example.org",
            "Ann at work <lee@work.example>");
        row("none", "To: b@x.example", "Ann Lee <ann@example.org>");
    }
    void identity_isTheOneTheMailWasSentTo()
    {
        QFETCH(QByteArray, headers);
        QFETCH(QString, from);
        QCOMPARE(formatAddress(chooseIdentity(original(headers), mine()).from), from);
    }

    void bccIsNoticed_butNotOnLists()
    {
        QVERIFY(cameByBcc(original("From: b@x.example\nTo: c@x.example"), mine()));
        QVERIFY(!cameByBcc(original("From: b@x.example\nTo: ann+a@example.org"), mine()));
        QVERIFY(!cameByBcc(original("From: b@x.example\nTo: l@x.example\nList-Id: <l.x>"), mine()));
        QVERIFY(!cameByBcc(original("From: ann@example.org\nTo: c@x.example"), mine()));
    }

    void references_grow_areBounded_andHoldIdsOnly()
    {
        Envelope envelope;
        envelope.messageId = "3@x";
        envelope.references = {"1@x", "2@x", "1@x", "bad id", "b\r\nBcc: c@d", "\xC3\xA9@x"};
        ReplyReferences references = replyReferences(envelope);
        QCOMPARE(references.inReplyTo, QByteArrayList{"3@x"});
        QCOMPARE(references.references, (QByteArrayList{"2@x", "1@x", "3@x"}));
        envelope.references.clear();
        envelope.inReplyTo = {"0@x"};
        QCOMPARE(replyReferences(envelope).references, (QByteArrayList{"0@x", "3@x"}));
        envelope.inReplyTo = {"0@x", "00@x"};
        QCOMPARE(replyReferences(envelope).references, QByteArrayList{"3@x"});
        for (int i = 0; i < 2000; ++i)
            envelope.references << QByteArray::number(i) + QByteArray(300, 'y') + "@x";
        references = replyReferences(envelope);
        QVERIFY(references.references.join().size() < 6500);
        QCOMPARE(references.references.first(), envelope.references.first());
        QCOMPARE(references.references.last(), envelope.messageId);
    }

    void prefixes_areNotDoubled_inAnyLanguage_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("reply");
        QTest::addColumn<QString>("forward");
        const auto row = [](const char *subject, const char *reply, const char *forward) {
            QTest::newRow(subject) << QString::fromUtf8(subject) << QString::fromUtf8(reply)
                                   << QString::fromUtf8(forward);
        };
        row("Lunch", "Re: Lunch", "Fwd: Lunch");
        row("", "Re: ", "Fwd: ");
        row("Re: Lunch", "Re: Lunch", "Fwd: Re: Lunch");
        row("RE: re:  Re[4]: Re^2: Lunch", "Re: Lunch", "Fwd: RE: re:  Re[4]: Re^2: Lunch");
        row("AW: Lunch", "Re: Lunch", "Fwd: AW: Lunch");
        row("Aw: Sv: Antw: Rif: Odp: YNT: Lunch", "Re: Lunch",
            "Fwd: Aw: Sv: Antw: Rif: Odp: YNT: Lunch");
        row("回复：午餐", "Re: 午餐", "Fwd: 回复：午餐");
        row("答复: 回覆: 午餐", "Re: 午餐", "Fwd: 答复: 回覆: 午餐");
        row("RE : déjeuner", "Re: déjeuner", "Fwd: RE : déjeuner");
        row("TR: déjeuner", "Re: TR: déjeuner", "Fwd: déjeuner");
        row("FW: WG: Fwd: x", "Re: FW: WG: Fwd: x", "Fwd: x");
        row("转发: 午餐", "Re: 转发: 午餐", "Fwd: 午餐");
        row("תשובה: צהריים", "Re: צהריים", "Fwd: תשובה: צהריים");
        row("[list] Re: Lunch", "Re: [list] Lunch", "Fwd: [list] Re: Lunch");
        row("Re: [list] Re: Lunch", "Re: [list] Lunch", "Fwd: Re: [list] Re: Lunch");
        row("Report: Lunch", "Re: Report: Lunch", "Fwd: Report: Lunch");
        row("Re Lunch", "Re: Re Lunch", "Fwd: Re Lunch");
        row("Reg: Re:port", "Re: Reg: Re:port", "Fwd: Reg: Re:port");
    }
    void prefixes_areNotDoubled_inAnyLanguage()
    {
        QFETCH(QString, subject);
        QTEST(replySubject(subject), "reply");
        QTEST(forwardSubject(subject), "forward");
        QCOMPARE(replySubject(replySubject(subject)), replySubject(subject));
        QCOMPARE(subjectWithoutPrefixes("Re: Fwd: AW: " + subject),
                 subjectWithoutPrefixes(subject));
    }

    void quote_keepsStructureAndDropsTheSignature()
    {
        QCOMPARE(quotedText("\n\nHello\n> deep\n>> deeper\n\nend  \n\n-- \nBob\n", false),
                 QString("> Hello\n>> deep\n>>> deeper\n>\n> end\n"));
        QCOMPARE(quotedText("one \ntwo\n> a \n> b\n", true), QString("> one two\n>> a b\n"));
        QCOMPARE(quotedText("", false), QString());
        QCOMPARE(quotedText("-- \nonly a signature", false), QString());
        QCOMPARE(quotedText("> x\n> -- \n> Carl\nmine", false),
                 QString(">> x\n>> -- \n>> Carl\n> mine\n"));
        QCOMPARE(quotedText(">From", true), QString(">> From\n"));
    }

    void attribution_cannotBreakItsLine()
    {
        Envelope envelope;
        envelope.from = {{"Bob\r\n> evil\u2028x\u202E", "bob@x.example"}};
        envelope.dateUtc = 1'700'000'000;
        const QString line = attributionLine(envelope, QLocale::c(), 3600);
        QVERIFY(!line.contains('\n'));
        QVERIFY(line.contains("Bob") && line.contains("14") && line.contains("23:13"));
        QVERIFY(!line.contains(QChar(0x202E)));
        envelope.dateUtc = 0;
        QVERIFY(!attributionLine(envelope, QLocale::c(), 0).contains("1970"));
        QCOMPARE(attributionLine({}, QLocale::c(), 0), QString());
        envelope.subject = "a\nb";
        const QString header = forwardHeader(envelope, QLocale::c(), 0);
        QCOMPARE(header.count('\n'), 4);
    }

    void signature_standsWhereItShould_andIsReplaced()
    {
        const QString quote = "On Monday, Bob wrote:\n> hi\n";
        const BeginningText below = beginningText(quote, "Ann", SignaturePlace::Below, false);
        QCOMPARE(below.text, "\n\n" + quote + "\n-- \nAnn\n");
        QCOMPARE(below.cursor, 0);
        const BeginningText above =
            beginningText(quote, "-- \nAnn\n", SignaturePlace::Above, false);
        QCOMPARE(above.text, "\n\n-- \nAnn\n\n" + quote);
        const BeginningText behind = beginningText(quote, "Ann", SignaturePlace::Above, true);
        QCOMPARE(behind.text.left(behind.cursor), quote + "\n");
        QCOMPARE(behind.text.mid(behind.cursor), QString("\n\n-- \nAnn\n"));
        QCOMPARE(beginningText({}, {}, SignaturePlace::Below, false).text, QString("\n"));

        for (const BeginningText &text : {below, above, behind}) {
            QString changed = withSignatureReplaced("Dear Bob\n" + text.text, "Ann", "Lee\nWork",
                                                    SignaturePlace::Below);
            QVERIFY(changed.contains("-- \nLee\nWork\n"));
            QVERIFY(!changed.contains("-- \nAnn\n"));
            QCOMPARE(withSignatureReplaced(changed, "Lee\nWork", "Ann", SignaturePlace::Below),
                     "Dear Bob\n" + text.text);
        }
        const QString edited = "text\n-- \nAnn, changed\n";
        QCOMPARE(withSignatureReplaced(edited, "Ann", "Lee", SignaturePlace::Below), edited);
        QCOMPARE(withSignatureReplaced("text", {}, "Lee", SignaturePlace::Below),
                 QString("text\n\n-- \nLee\n"));
    }

    void typedAddresses_areReadAsPeopleMeanThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *text, const char *result) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(result);
        };
        row("", "");
        row(" ,; \n ,", "");
        row("ann@x.example", "<ann@x.example>");
        row("ann@x.example, bob@x.example;carl@x.example\ndora@x.example",
            "<ann@x.example> <bob@x.example> <carl@x.example> <dora@x.example>");
        row("Ann Lee <ann@x.example>", "Ann Lee<ann@x.example>");
        row("\"Lee, Ann\" <ann@x.example>, bob@x.example",
            "Lee, Ann<ann@x.example> <bob@x.example>");
        row("Lee, Ann <ann@x.example>; Roe, Rick <rick@x.example>",
            "Lee, Ann<ann@x.example> Roe, Rick<rick@x.example>");
        row("\"A \\\"quoted\\\" \\\\ name\" <ann@x.example>",
            "A \"quoted\" \\ name<ann@x.example>");
        row("ann@x.example (Ann Lee)", "Ann Lee<ann@x.example>");
        row("Ann (Sales, EU) <ann@x.example>", "Ann (Sales, EU)<ann@x.example>");
        row("'ann@x.example' <ann@x.example>", "<ann@x.example>");
        row("Ann ann@x.example", "Ann<ann@x.example>");
        row("a@x.example b@x.example c@x.example", "<a@x.example> <b@x.example> <c@x.example>");
        row("Friends: a@x.example, Bob <b@x.example>;", "<a@x.example> Bob<b@x.example>");
        row("undisclosed-recipients:;", "");
        row("To: a@x.example", "<a@x.example>");
        row("mailto:a@x.example", "<a@x.example>");
        row("<a@x.example>", "<a@x.example>");
        row("a@x.example.", "<a@x.example>");
        row("ann＠例え.example，bob@x.example、c@x.example",
            "<ann@例え.example> <bob@x.example> <c@x.example>");
        row("\"john doe\"@x.example", "<\"john doe\"@x.example>");
        row("a@[192.0.2.1]", "<a@[192.0.2.1]>");
        row("grüße@bücher.example", "<grüße@bücher.example>");
        row("a..b@docomo.example", "<a..b@docomo.example>");
        row("=?utf-8?q?Gr=C3=BC=C3=9Fe?= <a@x.example>", "Grüße<a@x.example>");
        row("=?utf-8?q?a=0D=0ABcc=3A_b=40c?= <a@x.example>", "a  Bcc: b@c<a@x.example>");
        row("ann", "!<ann>");
        row("ann@", "!<ann@>");
        row("@x.example", "!<@x.example>");
        row("ann@x..example", "!<ann@x..example>");
        row("ann lee@x.example bob", "!<ann lee@x.example bob>");
        row("ann@-x.example", "!<ann@-x.example>");
        row("ann@x.example Ann Lee", "Ann Lee<ann@x.example>");
        row("ann@x.example J.R. Lee", "J.R. Lee<ann@x.example>");
        row("b@exam ple.org", "!<b@exam ple.org>");
        row("b@mail.exam ple.org", "!<b@mail.exam ple.org>");
        row("b@ example.org", "!<b@ example.org>");
        row("b @example.org", "!b<@example.org>");
        row("Ann <ann>", "!Ann<ann>");
        row("\"unclosed <ann@x.example>, bob@x.example",
            "\"unclosed<ann@x.example> <bob@x.example>");
        row("5\" disk <ann@x.example>", "5\" disk<ann@x.example>");
        row("ann@x.example> , <bob@x.example", "!<ann@x.example>> !<<bob@x.example>");
    }
    void typedAddresses_areReadAsPeopleMeanThem()
    {
        QFETCH(QString, text);
        QTEST(typed(text), "result");
        for (const TypedAddress &one : parseTypedAddresses(text)) {
            QCOMPARE(addressFaultText(one.fault, one.typed).isEmpty(),
                     one.fault == AddressFault::None);
            if (one.fault != AddressFault::None)
                continue;
            // What is shown is read again as it was.
            const auto again = parseTypedAddresses(formatAddress(one.address));
            QCOMPARE(again.size(), 1);
            QCOMPARE(again.first().address, one.address);
        }
    }

    void typedAddresses_takeTimeLinearInTheirSize()
    {
        for (const char *piece : {"(", "<", "\"", "\\\"", "a,", "<@", "((\"<", "x "})
            parseTypedAddresses(QString(piece).repeated(200'000));
    }

    void wireForm_isAsciiWhereItCanBe()
    {
        QCOMPARE(wireMailbox("Ann@Bücher.Example"), QString("Ann@xn--bcher-kva.example"));
        QCOMPARE(wireMailbox("a..b@x.example"), QString("\"a..b\"@x.example"));
        QCOMPARE(wireMailbox("ann@x y"), QString());
        QCOMPARE(wireMailbox("ann\r\nRCPT TO:<b@c>@x.example"), QString());
        QCOMPARE(wireMailbox(QString("ann@x.example\u2028")), QString());
        QCOMPARE(wireMailbox("a>b@x.example"), QString());
        QCOMPARE(wireMailbox("\"a\\\"@x.example"), QString());
        QCOMPARE(wireMailbox(QString(65, 'a') + "@x.example"), QString());
        QCOMPARE(comparableWithoutTag("Ann+Shop@BÜCHER.example"),
                 QString("ann@xn--bcher-kva.example"));
    }
};

QTEST_GUILESS_MAIN(TestReplying)
#include "tst_replying.moc"
