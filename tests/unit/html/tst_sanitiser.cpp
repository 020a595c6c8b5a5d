// SPDX-License-Identifier: MIT
#include "html/csscolour.h"
#include "html/htmllimits.h"
#include "html/sanitiser.h"
#include "support/paths.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <algorithm>

using namespace Turnstone;
using namespace Qt::StringLiterals;

namespace {

QString broken(const QString &html)
{
    static const QSet<QString> elements{
        u"a"_qs,    u"b"_qs,      u"big"_qs, u"blockquote"_qs, u"br"_qs,    u"cite"_qs,
        u"code"_qs, u"dd"_qs,     u"dfn"_qs, u"div"_qs,        u"dl"_qs,    u"dt"_qs,
        u"em"_qs,   u"h1"_qs,     u"h2"_qs,  u"h3"_qs,         u"h4"_qs,    u"h5"_qs,
        u"h6"_qs,   u"hr"_qs,     u"i"_qs,   u"img"_qs,        u"kbd"_qs,   u"li"_qs,
        u"ol"_qs,   u"p"_qs,      u"pre"_qs, u"s"_qs,          u"samp"_qs,  u"small"_qs,
        u"span"_qs, u"strong"_qs, u"sub"_qs, u"sup"_qs,        u"table"_qs, u"tbody"_qs,
        u"td"_qs,   u"tfoot"_qs,  u"th"_qs,  u"thead"_qs,      u"tr"_qs,    u"tt"_qs,
        u"u"_qs,    u"ul"_qs,     u"var"_qs};
    static const QSet<QString> attributes{
        u"href"_qs,    u"src"_qs,     u"alt"_qs,    u"width"_qs,       u"height"_qs,
        u"dir"_qs,     u"align"_qs,   u"border"_qs, u"cellpadding"_qs, u"cellspacing"_qs,
        u"colspan"_qs, u"rowspan"_qs, u"start"_qs,  u"style"_qs};
    static const QRegularExpression tag(u"<(/?)([a-z0-9]+)((?: [a-z]+=\"[^\"<>]*\")*)>"_qs);
    static const QRegularExpression attribute(u" ([a-z]+)=\"([^\"]*)\""_qs);
    QString rest = html;
    auto tags = tag.globalMatch(html);
    while (tags.hasNext()) {
        const auto match = tags.next();
        if (!elements.contains(match.captured(2)))
            return u"element "_qs + match.captured(2);
        auto list = attribute.globalMatch(match.captured(3));
        while (list.hasNext()) {
            const auto one = list.next();
            const QString value = one.captured(2);
            if (!attributes.contains(one.captured(1)))
                return u"attribute "_qs + one.captured(1);
            if (one.captured(1) == u"href"_qs
                && !value.contains(QRegularExpression(u"^(https?|ftp|mailto):"_qs)))
                return u"link "_qs + value;
            if (one.captured(1) == u"src"_qs
                && !value.contains(
                    QRegularExpression(u"^(cid:|data:image/(png|jpe?g|gif|webp);)"_qs)))
                return u"source "_qs + value;
            if (one.captured(1) == u"style"_qs
                && value.contains(QRegularExpression(u"[(\\\\@]"_qs)))
                return u"style "_qs + value;
        }
    }
    rest.remove(tag);
    return rest.contains(u'<') || rest.contains(u'>') ? u"markup in "_qs + rest : QString();
}

} // namespace

class TestSanitiser : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hostile_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &html, const QString &expected) {
            QTest::newRow(name) << html << expected;
        };
        row("script", u"a<script>alert(1)</script>b"_qs, u"ab"_qs);
        row("script in capitals", u"a<SCRIPT SRC=http://x/>alert(1)</SCRIPT >b"_qs, u"ab"_qs);
        row("script never closed", u"a<script>alert(1)"_qs, u"a"_qs);
        row("script closed by a longer name", u"a<script>x</scripts>y</script>b"_qs, u"ab"_qs);
        row("script within a script's string", u"a<script>'<script>'</script>b"_qs, u"ab"_qs);
        row("broken-up script", u"<scr<script>ipt>alert(1)</scr</script>ipt>"_qs,
            u"ipt&gt;alert(1)ipt&gt;"_qs);
        row("null in a tag name",
            u"<scr\0"
            "ipt>alert(1)</scr\0"
            "ipt>"_qs,
            u"alert(1)"_qs);
        row("style block", u"<style>p{color:red}</style><p>x</p>"_qs, u"<p>x</p>"_qs);
        row("event handler", u"<p onclick=\"alert(1)\">x</p>"_qs, u"<p>x</p>"_qs);
        row("event handler without quotes", u"<img src=cid:a onerror=alert(1)>"_qs,
            u"<img src=\"cid:a\">"_qs);
        row("event handler behind a slash", u"<p/onclick=alert(1)/x>y</p>"_qs, u"<p>y</p>"_qs);
        row("event handler behind a broken quote", u"<p title=\"a\"onclick=\"b\">y</p>"_qs,
            u"<p>y</p>"_qs);
        row("javascript link", u"<a href=\"javascript:alert(1)\">x</a>"_qs, u"x"_qs);
        row("javascript in mixed case", u"<a href=\" JaVaScRiPt:alert(1)\">x</a>"_qs, u"x"_qs);
        row("javascript with a tab", u"<a href=\"java\tscript:alert(1)\">x</a>"_qs, u"x"_qs);
        row("javascript with a line break", u"<a href=\"java\nscript:alert(1)\">x</a>"_qs, u"x"_qs);
        row("javascript by entities", u"<a href=\"&#106;&#x61;vascript&colon;alert(1)\">x</a>"_qs,
            u"x"_qs);
        row("javascript by entities without semicolons",
            u"<a href=\"&#0000106&#0000097vascript:alert(1)\">x</a>"_qs, u"x"_qs);
        row("javascript by a tab entity", u"<a href=\"jav&Tab;ascript:alert(1)\">x</a>"_qs,
            u"x"_qs);
        row("javascript behind a control",
            u"<a href=\"\x01"
            "javascript:alert(1)\">x</a>"_qs,
            u"x"_qs);
        row("vbscript", u"<a href=\"vbscript:msgbox(1)\">x</a>"_qs, u"x"_qs);
        row("data link", u"<a href=\"data:text/html,<script>x</script>\">x</a>"_qs, u"x"_qs);
        row("file link", u"<a href=\"file:///etc/passwd\">x</a>"_qs, u"x"_qs);
        row("UNC link", u"<a href=\"\\\\host\\share\">x</a>"_qs, u"x"_qs);
        row("unknown scheme", u"<a href=\"ms-msdt:/id\">x</a>"_qs, u"x"_qs);
        row("relative link", u"<a href=\"/index.html\">x</a>"_qs, u"x"_qs);
        row("anchor", u"<a href=\"#top\">x</a>"_qs, u"x"_qs);
        row("link without a scheme", u"<a href=\"//example.com/a\">x</a>"_qs,
            u"<a href=\"https://example.com/a\">x</a>"_qs);
        row("honest link", u"<a href=\"https://example.com/?a=1&amp;b=2\" target=_blank>x</a>"_qs,
            u"<a href=\"https://example.com/?a=1&amp;b=2\">x</a>"_qs);
        row("link with quotes in it", u"<a href='https://example.com/\"onmouseover=\"x'>x</a>"_qs,
            u"<a href=\"https://example.com/%22onmouseover=%22x\">x</a>"_qs);
        row("mail link", u"<a href=\"mailto:a@example.com\">x</a>"_qs,
            u"<a href=\"mailto:a@example.com\">x</a>"_qs);
        row("link within a link",
            u"<a href=http://a.example/>x<a href=http://b.example/>y</a></a>"_qs,
            u"<a href=\"http://a.example/\">x</a><a href=\"http://b.example/\">y</a>"_qs);
        row("remote image", u"<img src=\"http://example.com/a.png\" alt=\"A picture\">"_qs,
            u"A picture"_qs);
        row("remote image without a scheme", u"<img src=//example.com/a.png>"_qs, u""_qs);
        row("remote image set", u"<img srcset=\"http://example.com/a.png 2x\">"_qs, u""_qs);
        row("tracking image", u"<img src=http://example.com/t.gif width=1 height=1>"_qs, u""_qs);
        row("image tag by its other name", u"<image src=http://example.com/a.png>"_qs, u""_qs);
        row("cid image", u"<img src=\"cid:logo@example.com\" width=100000 height=20 border=9>"_qs,
            u"<img src=\"cid:logo@example.com\" width=\"2000\" height=\"20\">"_qs);
        row("cid image, encoded", u"<img src=\"cid:%3Clogo%40x%3E\">"_qs,
            u"<img src=\"cid:logo@x\">"_qs);
        row("cid that is none", u"<img src='cid:a\"onerror=x'>"_qs, u""_qs);
        row("data image", u"<img src=\"data:image/png;base64,iVBORw0KGgo=\">"_qs,
            u"<img src=\"data:image/png;base64,iVBORw0KGgo=\">"_qs);
        row("data image, svg", u"<img src=\"data:image/svg+xml;base64,PHN2Zz4=\">"_qs, u""_qs);
        row("data image, html", u"<img src=\"data:text/html;base64,PHN2Zz4=\">"_qs, u""_qs);
        row("file image", u"<img src=\"file:///etc/passwd\">"_qs, u""_qs);
        row("local resource",
            u"<img src=\"qrc:/icon.png\"><img src=\":/icon.png\"><img src=/etc/passwd>"_qs, u""_qs);
        row("background attribute",
            u"<table background=\"http://example.com/a.png\"><tr><td>x</table>"_qs,
            u"<table><tbody><tr><td>x</td></tr></tbody></table>"_qs);
        row("CSS background", u"<p style=\"background:url(http://example.com/a.png)\">x</p>"_qs,
            u"<p>x</p>"_qs);
        row("CSS background with a colour",
            u"<p style=\"background:#fff url('http://x.example/;a.png') no-repeat\">x</p>"_qs,
            u"<p style=\"background-color:#ffffff\">x</p>"_qs);
        row("CSS with escapes", u"<p style=\"background:\\75rl(http://example.com/a)\">x</p>"_qs,
            u"<p>x</p>"_qs);
        row("CSS with comments", u"<p style=\"col/**/or:red;/*x*/color:/*y*/blue\">x</p>"_qs,
            u"<p style=\"color:#0000ff\">x</p>"_qs);
        row("CSS expression", u"<p style=\"width:expression(alert(1))\">x</p>"_qs, u"<p>x</p>"_qs);
        row("CSS binding", u"<p style=\"-moz-binding:url(http://x.example/a)\">x</p>"_qs,
            u"<p>x</p>"_qs);
        row("CSS import", u"<style>@import 'http://x.example/a.css';</style>x"_qs, u"x"_qs);
        row("CSS position",
            u"<p style=\"position:fixed;top:0;left:0;z-index:99;color:red\">x</p>"_qs,
            u"<p style=\"color:#ff0000\">x</p>"_qs);
        row("CSS numbers",
            u"<p style=\"font-size:99999px;margin:-50px 99999px;padding-left:1e9px\">x</p>"_qs,
            u"<p style=\"font-size:100px;margin-top:0px;margin-right:200px;margin-bottom:0px;margin-left:200px\">x</p>"_qs);
        row("stylesheet link", u"<link rel=stylesheet href=http://example.com/a.css>x"_qs, u"x"_qs);
        row("base", u"<base href=\"http://evil.example/\"><a href=x>y</a>"_qs, u"y"_qs);
        row("meta refresh", u"<meta http-equiv=refresh content=\"0;url=http://evil.example\">x"_qs,
            u"x"_qs);
        row("iframe", u"a<iframe src=http://example.com>inner</iframe>b"_qs, u"ab"_qs);
        row("object", u"a<object data=http://example.com/a.swf><p>inner</p></object>b"_qs,
            u"ab"_qs);
        row("embed", u"a<embed src=http://example.com/a.swf>b"_qs, u"ab"_qs);
        row("svg",
            u"a<svg onload=alert(1)><script>x</script><a xlink:href=javascript:x>y</a></svg>b"_qs,
            u"ab"_qs);
        row("svg never closed", u"a<svg onload=alert(1)>b"_qs, u"ab"_qs);
        row("math", u"a<math><mtext><style><img src=x onerror=y></style></mtext></math>b"_qs,
            u"ab"_qs);
        row("form",
            u"<form action=http://evil.example><label>Name</label> <input name=a value=b><select><option>one</select><button>Send</button><textarea>t</textarea></form>end"_qs,
            u"Name end"_qs);
        row("video", u"a<video poster=http://x.example/p.png src=http://x.example/v></video>b"_qs,
            u"ab"_qs);
        row("audio", u"a<audio src=http://x.example/v></audio>b"_qs, u"ab"_qs);
        row("comment", u"a<!-- <script>x</script> -->b"_qs, u"ab"_qs);
        row("abrupt comment", u"a<!-->b<!--->c"_qs, u"abc"_qs);
        row("comment closed oddly", u"a<!-- x --!>b"_qs, u"ab"_qs);
        row("conditional comment",
            u"a<!--[if mso]><p>office</p><![endif]-->b<![if !mso]>c<![endif]>"_qs, u"abc"_qs);
        row("comment never closed", u"a<!-- b"_qs, u"a"_qs);
        row("doctype and instruction", u"<!DOCTYPE html><?xml version=1?>x"_qs, u"x"_qs);
        row("CDATA", u"<![CDATA[<script>x</script>]]>y"_qs, u"x]]&gt;y"_qs);
        row("title", u"<title>Subject</title>x"_qs, u"x"_qs);
        row("noscript", u"<noscript><p>y</p></noscript>x"_qs, u"<p>y</p>x"_qs);
        row("noembed", u"<noembed><img src=x></noembed>x"_qs, u"x"_qs);
        row("template", u"<template><script>x</script></template>x"_qs, u"x"_qs);
        row("plaintext", u"a<plaintext>b<script>"_qs, u"a"_qs);
        row("xmp", u"a<xmp><script>x</script></xmp>b"_qs, u"ab"_qs);
        row("frameset", u"<frameset><frame src=http://x.example></frameset>x"_qs, u"x"_qs);
        row("unknown elements", u"<o:p>x</o:p><custom-tag>y</custom-tag>"_qs, u"xy"_qs);
        row("no markup", u"1 < 2 && 3 > 2 <3"_qs, u"1 &lt; 2 &amp;&amp; 3 &gt; 2 &lt;3"_qs);
        row("tag cut off", u"x<a href=\"http://a.example"_qs, u"x"_qs);
        row("attribute quoted by half", u"<p title=\"x>y</p>"_qs, u""_qs);
        row("bare end tags", u"</p></div></table>x</br>y"_qs, u"x<br>y"_qs);
        row("hidden preheader", u"<div style=\"display:none\">secret</div><p>x</p>"_qs,
            u"<p>x</p>"_qs);
        row("hidden by height", u"<div style=\"max-height:0;overflow:hidden\">secret</div>x"_qs,
            u"x"_qs);
        row("hidden by visibility", u"<span style=\"visibility:hidden\">secret</span>x"_qs,
            u"x"_qs);
        row("hidden by opacity", u"<span style=\"opacity:0\">secret</span>x"_qs, u"x"_qs);
        row("hidden by Outlook's word", u"<span style=\"mso-hide:all\">secret</span>x"_qs, u"x"_qs);
        row("hidden attribute", u"<p hidden>secret</p>x"_qs, u"x"_qs);
        row("tiny text",
            u"<div style=\"font-size:0\">secret<span style=\"font-size:14px\">seen</span></div>"_qs,
            u"<div><span style=\"font-size:14px\">seen</span></div>"_qs);
        row("huge spans", u"<table><tr><td colspan=9999999999 rowspan=0>x</table>"_qs,
            u"<table><tbody><tr><td colspan=\"100\">x</td></tr></tbody></table>"_qs);
        row("huge padding",
            u"<table cellpadding=2000000000 border=-5 width=99999999><tr><td>x</table>"_qs,
            u"<table width=\"10000\" cellpadding=\"200\"><tbody><tr><td>x</td></tr></tbody></table>"_qs);
        row("entities stay text", u"&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;"_qs,
            u"&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;"_qs);
        row("control characters",
            u"a&#1;b&#0;c\x07"
            "d"_qs,
            u"ab�c�d"_qs);
        row("quote",
            u"<blockquote type=cite style=\"position:absolute;margin:0\">x</blockquote>"_qs,
            u"<blockquote style=\"color:#4f5b73;margin-left:16px;margin-right:0px\">x</blockquote>"_qs);
        row("right to left", u"<div dir=RTL>שלום</div><p style=\"direction:rtl\">مرحبا</p>"_qs,
            u"<div dir=\"rtl\">שלום</div><p dir=\"rtl\">مرحبا</p>"_qs);
        row("font", u"<font color=red size=+1 face=\"Comic Sans MS, 'x'\">y</font>"_qs,
            u"<span style=\"color:#ff0000;font-size:18px;font-family:'comic sans ms','x'\">y</span>"_qs);
        row("misnested", u"<b><i>x</b>y</i><p><b>z</p>w"_qs,
            u"<b><i>x</i></b>y<p><b>z</b></p>w"_qs);
        row("lists without ends", u"<ul><li>a<li>b<ul><li>c</ul><li>d</ul><dl><dt>t<dd>d</dl>"_qs,
            u"<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul><dl><dt>t</dt><dd>d</dd></dl>"_qs);
        row("table without ends", u"<table><tr><td>a<td>b<tr><td>c</table>d"_qs,
            u"<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>d"_qs);
        row("text where only cells may be", u"<table>loose<tr>text<td>x</td></tr></table>"_qs,
            u"loosetext<table><tbody><tr><td>x</td></tr></tbody></table>"_qs);
        row("preformatted", u"<pre>\n\n  x\n</pre>"_qs, u"<pre>\n\n  x\n</pre>"_qs);
        row("a table in a paragraph", u"<p>a<table><tr><td><p>b</table>c"_qs,
            u"<p>a</p><table><tbody><tr><td><p>b</p></td></tr></tbody></table>c"_qs);
        row("centred", u"<center>x</center><td align=right>y"_qs,
            u"<div style=\"text-align:center\">x</div>y"_qs);
        row("caption", u"<table><caption>t</caption><tr><td>x</table>"_qs,
            u"<table><tbody><tr><td>t</td></tr></tbody><tbody><tr><td>x</td></tr></tbody></table>"_qs);
        row("body colours", u"<html><body bgcolor=\"#000\" text=white onload=x>y</body></html>"_qs,
            u"<div style=\"color:#ffffff;background-color:#000000\">y</div>"_qs);
    }
    void hostile()
    {
        QFETCH(QString, html);
        QFETCH(QString, expected);
        const SanitisedHtml result = sanitise(html);
        QCOMPARE(result.html, expected);
        QCOMPARE(broken(result.html), QString());
        for (const bool dark : {false, true}) {
            const QString once = sanitise(html, {dark}).html;
            QCOMPARE(broken(once), QString());
            QCOMPARE(sanitise(once, {dark}).html, once);
        }
        QCOMPARE(sanitise(html.toUpper()).html.contains(u"script"_qs, Qt::CaseInsensitive),
                 html.contains(u"&lt;script"_qs));
    }

    void whatItHad_isRemembered()
    {
        QVERIFY(sanitise(u"<img src=http://a.example/x.png>"_qs).hadRemoteContent);
        QVERIFY(sanitise(u"<body background='//a.example/x.png'>"_qs).hadRemoteContent);
        QVERIFY(sanitise(u"<td style='background-image:URL( \"https://x/y\")'>"_qs).html.isEmpty());
        QVERIFY(
            sanitise(u"<p style='background-image:URL( \"https://x/y\")'>"_qs).hadRemoteContent);
        QVERIFY(sanitise(u"<style>@font-face{src:url(https://x/y)}</style>"_qs).hadRemoteContent);
        QVERIFY(sanitise(u"<link rel=stylesheet href=x>"_qs).hadRemoteContent);
        QVERIFY(
            !sanitise(u"<img src=http://a.example/x.gif width=1 height=1>"_qs).hadRemoteContent);
        QVERIFY(!sanitise(u"<a href=http://a.example/>x</a><img src=cid:x>"_qs).hadRemoteContent);
        QVERIFY(sanitise(u"<script>x</script>"_qs).hadScripts);
        QVERIFY(sanitise(u"<p onclick=x>y"_qs).hadScripts);
        QVERIFY(sanitise(u"<a href=javascript:x>y"_qs).hadScripts);
        QVERIFY(!sanitise(u"<p>on x = y</p>"_qs).hadScripts);
        QVERIFY(sanitise(u"<form><input></form>"_qs).hadForms);
        QVERIFY(!sanitise(u"<p>x</p>"_qs).hadForms);
    }

    void contentIds_areListedOnceInOrder()
    {
        const SanitisedHtml result =
            sanitise(u"<img src=cid:b@x><img src=CID:a%40x><img src='cid:b@x'>"_qs);
        QCOMPARE(result.contentIds, (QStringList{u"b@x"_qs, u"a@x"_qs}));
        QCOMPARE(result.html.count(u"cid:b@x"_qs), 2);
    }

    void newsletter_keepsItsShape()
    {
        QFile file(Test::sourcePath(u"tests/fuzz/corpus/sanitiser/newsletter.html"_qs));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString html = QString::fromUtf8(file.readAll());
        const SanitisedHtml result = sanitise(html);
        QCOMPARE(broken(result.html), QString());
        QVERIFY(result.hadRemoteContent);
        QVERIFY(!result.hadScripts);
        QVERIFY(!result.html.contains(u"Preheader"_qs));
        QVERIFY(!result.html.contains(u"News"_qs));
        QVERIFY(!result.html.contains(u"@media"_qs));
        QVERIFY(result.html.contains(u"Héllo</h1>"_qs));
        QVERIFY(result.html.contains(
            u"<a href=\"https://click.example.com/?u=1&amp;i=2\" "
            "style=\"color:#0066cc;text-decoration:none\">more</a>\u00A0here."_qs));
        QVERIFY(result.html.contains(u"padding-top:20px;padding-right:30px"_qs));
        QVERIFY(result.html.contains(u"font-family:'arial','helvetica neue','sans-serif'"_qs));
        QVERIFY(result.html.contains(
            u"<table width=\"600\" style=\"background-color:#ffffff;border-collapse:collapse\">"_qs));
        QVERIFY(result.html.contains(u"Example<h1"_qs)); // the alternative text
        QCOMPARE(sanitise(result.html).html, result.html);
        QCOMPARE(htmlToText(html), u"Example\n\nHéllo\n\nRead more\u00A0here."_qs);
    }

    void dark_everyColourGivenIsReadable()
    {
        const QString html =
            u"<div style='background:#fff;color:#000'>a<span style='color:#333'>b</span>"
            "<table bgcolor=navy><tr><td><font color=blue>c</font></td></tr></table></div>"
            "<p style='color:#000080'>d</p>"_qs;
        const QString dark = sanitise(html, {true}).html;
        static const QRegularExpression colours(u"(background-)?color:(#[0-9a-f]{6})"_qs);
        QList<CssColour> texts;
        QList<CssColour> backgrounds{{0x2d, 0x2d, 0x2d}};
        auto found = colours.globalMatch(dark);
        while (found.hasNext()) {
            const auto match = found.next();
            (match.captured(1).isEmpty() ? texts : backgrounds) << *cssColour(match.captured(2));
        }
        QVERIFY(texts.size() >= 4);
        QCOMPARE(backgrounds.size(), 3);
        for (const CssColour &background : backgrounds)
            QVERIFY(contrast(background, {255, 255, 255}) >= 7);
        for (const CssColour &text : texts) {
            const auto readable = [&](const CssColour &on) { return contrast(text, on) >= 4.5; };
            QVERIFY2(std::any_of(backgrounds.cbegin(), backgrounds.cend(), readable),
                     qPrintable(text.name()));
        }
        QVERIFY(contrast(texts.last(), backgrounds.first()) >= 4.5);
        QCOMPARE(sanitise(dark, {true}).html, dark);
        // On a light window the sender's colours are the sender's.
        QVERIFY(sanitise(html).html.contains(u"color:#333333"_qs));
    }

    void colours_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        const auto row = [](const QString &text, const char *name) {
            QTest::newRow(qPrintable(text)) << text << QString::fromLatin1(name);
        };
        row(u"#abc"_qs, "#aabbcc");
        row(u"#AABBCC"_qs, "#aabbcc");
        row(u"#aabbcc80"_qs, "#aabbcc");
        row(u"rebeccapurple"_qs, "none"); // not in CSS 3, nor in any mail seen
        row(u"Navy"_qs, "#000080");
        row(u"yellowgreen"_qs, "#9acd32");
        row(u"aliceblue"_qs, "#f0f8ff");
        row(u"rgb(1, 2,3)"_qs, "#010203");
        row(u"rgb(100%,0%,50%)"_qs, "#ff0080");
        row(u"rgba(1 2 3 / 0.5)"_qs, "#010203");
        row(u"rgba(0,0,0,0)"_qs, "none");
        row(u"rgb(999,-5,nan)"_qs, "none");
        row(u"rgb(999,-5,0)"_qs, "#ff0000");
        row(u"#ggg"_qs, "none");
        row(u"#-12"_qs, "none");
        row(u"transparent"_qs, "none");
        row(u"inherit"_qs, "none");
        row(u""_qs, "none");
    }
    void colours()
    {
        QFETCH(QString, text);
        QFETCH(QString, name);
        const auto colour = cssColour(text);
        QCOMPARE(colour ? colour->name() : u"none"_qs, name);
    }

    void contrastOfBlackAndWhite_is21()
    {
        QCOMPARE(qRound(contrast({0, 0, 0}, {255, 255, 255})), 21);
        QCOMPARE(readableOn({0, 0, 0}, {255, 255, 255}).name(), u"#000000"_qs);
        QVERIFY(contrast(readableOn({0, 0, 128}, {0x2d, 0x2d, 0x2d}), {0x2d, 0x2d, 0x2d}) >= 4.5);
        QVERIFY(contrast(readableOn({255, 255, 0}, {255, 255, 255}), {255, 255, 255}) >= 4.5);
    }

    void bombs_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<bool>("tooLarge");
        const auto row = [](const char *name, const QString &html, bool tooLarge) {
            QTest::newRow(name) << html << tooLarge;
        };
        const auto many = [](const char *text, int times) {
            return QString::fromLatin1(text).repeated(times);
        };
        row("over the size", QString(HtmlLimits::inputChars + 1, u'x'), true);
        row("just the size", QString(HtmlLimits::inputChars, u'x'), false);
        row("deep", many("<div>", 50'000) + u"x"_qs + many("</div>", 50'000), false);
        row("deep, unclosed", many("<span style=color:red>", 20'000) + u"x"_qs, false);
        row("too many tags", many("<b>", 200'000), true);
        row("formatting reopened in every paragraph",
            many("<font color=red size=2>", 200) + many("<p>x</b>", 15'000), false);
        row("formatting, misnested", many("<b><i><u>x</b></i>", 8'000), false);
        row("nested tables", many("<table><tr><td>", 10'000) + u"x"_qs, false);
        row("nested tables, closed",
            many("<table><tr><td>", 5'000) + u"x"_qs + many("</td></tr></table>", 5'000), false);
        row("many cells", u"<table><tr>"_qs + many("<td>x", 20'001), true);
        row("many cells, within", u"<table><tr>"_qs + many("<td>x", 15'000), false);
        row("a grid of few cells",
            u"<table>"_qs + many("<tr><td colspan=100>x<td colspan=100>", 600), true);
        row("rows that reach down",
            u"<table>"_qs + many("<tr><td rowspan=100 colspan=100>x", 1'000), true);
        row("many attributes", u"<p "_qs + many("a=b ", 200'000) + u">x"_qs, false);
        row(
            "different attributes",
            [] {
                QString html = u"<p"_qs;
                for (int i = 0; i < 100'000; ++i)
                    html += u" a%1=b"_qs.arg(i);
                return html + u">x</p>"_qs;
            }(),
            false);
        row("end tags of nothing", many("</p></b></td>", 30'000) + u"x"_qs, false);
        row("deep, then end tags of what is out of reach",
            u"<i><table><td>"_qs + many("<b>", 40'000) + many("</i>", 40'000) + u"x"_qs, false);
        row("unclosed vector graphics", many("<svg>", 90'000) + u"x"_qs, false);
        row("unclosed comments", u"x"_qs + many("<!--", 500'000), false);
        row("comment ends that are none", u"x<!--"_qs + many("--!", 500'000), false);
        row("half tags", u"x"_qs + many("<a", 900'000), false);
        row("less-than signs", u"x"_qs + many("<", 400'000), false);
        row("ampersands", u"x"_qs + many("&", 300'000), false);
        row("entities", u"x"_qs + many("&#99999999999;", 100'000), false);
        row("a style of declarations",
            u"<p style='"_qs + many("color:red;", 100'000) + u"'>x</p>"_qs, false);
        row("a style of comments", u"<p style='"_qs + many("/*", 500'000) + u"'>x</p>"_qs, false);
        row("lists", many("<ul><li>", 20'000) + u"x"_qs, false);
        row("headings", many("<h1><h2>", 8'000) + u"x"_qs, false);
        row("links", many("<a href=http://x.example/>", 20'000) + u"x"_qs, false);
        row("loose text in tables", many("<table>x<tr>", 15'000), false);
        row("scripts that end early", u"x"_qs + many("<script></scripts", 50'000), false);
    }
    void bombs()
    {
        QFETCH(QString, html);
        QFETCH(bool, tooLarge);
        const SanitisedHtml result = sanitise(html);
        QCOMPARE(result.tooLarge, tooLarge);
        QCOMPARE(result.html.isEmpty(), tooLarge);
        QCOMPARE(broken(result.html), QString());
        int depth = 0;
        int deepest = 0;
        int tables = 0;
        int deepestTable = 0;
        static const QRegularExpression tag(u"<(/?)([a-z0-9]+)"_qs);
        auto tags = tag.globalMatch(result.html);
        while (tags.hasNext()) {
            const auto match = tags.next();
            static const QSet<QString> empty{u"br"_qs, u"hr"_qs, u"img"_qs};
            if (empty.contains(match.captured(2)))
                continue;
            const int step = match.captured(1).isEmpty() ? 1 : -1;
            depth += step;
            tables += match.captured(2) == u"table"_qs ? step : 0;
            deepest = std::max(deepest, depth);
            deepestTable = std::max(deepestTable, tables);
        }
        QCOMPARE(depth, 0);
        QVERIFY(deepest <= HtmlLimits::depth);
        QVERIFY(deepestTable <= HtmlLimits::tableDepth);
        // The text is never lost: it can be shown as text.
        const bool hasText = html.contains(u'x');
        QCOMPARE(htmlToText(html).isEmpty(), !hasText);
    }

    void text_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QString &html, const QString &text) {
            QTest::newRow(name) << html << text;
        };
        row("empty", u""_qs, u""_qs);
        row("plain", u"a  b\n c"_qs, u"a b c"_qs);
        row("paragraphs", u"<p>a</p><p>b</p>"_qs, u"a\n\nb"_qs);
        row("blocks", u"<div>a</div><div>b</div>"_qs, u"a\nb"_qs);
        row("line breaks", u"a<br>b<br><br>c<br><br><br>d"_qs, u"a\nb\n\nc\n\nd"_qs);
        row("entities", u"&lt;a&gt; &amp;amp; &eacute;&nbsp;x"_qs, u"<a> &amp; é\u00A0x"_qs);
        row("list", u"<ul><li>a<li>b</ul>"_qs, u"• a\n• b"_qs);
        row("quote", u"a<blockquote>b<br>c<blockquote>d</blockquote></blockquote>e"_qs,
            u"a\n\n> b\n> c\n\n>> d\n\ne"_qs);
        row("table", u"<table><tr><td>a<td>b<tr><td>c</table>"_qs, u"a b\nc"_qs);
        row("preformatted", u"<pre>a\n  b\n</pre>c"_qs, u"a\n  b\n\nc"_qs);
        row("scripts and styles", u"<style>x</style><script>y</script>z"_qs, u"z"_qs);
        row("hidden", u"<p style='display:none'>x</p>y"_qs, u"y"_qs);
        row("picture", u"<img src=http://x/ alt='a picture'>"_qs, u"a picture"_qs);
        row("Hebrew and Chinese", u"<p>שלום</p><p>你好</p>"_qs, u"שלום\n\n你好"_qs);
    }
    void text()
    {
        QFETCH(QString, html);
        QFETCH(QString, text);
        QCOMPARE(htmlToText(html), text);
    }

    void tooLargeForMarkup_isStillText()
    {
        const QString html = u"<p>begin</p>"_qs + u"<b>x</b> "_qs.repeated(400'000);
        QVERIFY(sanitise(html).tooLarge);
        QVERIFY(htmlToText(html).startsWith(u"begin\n\nx x"_qs));
    }
};

QTEST_GUILESS_MAIN(TestSanitiser)
#include "tst_sanitiser.moc"
