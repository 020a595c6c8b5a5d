// SPDX-License-Identifier: MIT
// Each thing the composer can do, done in its window in twelve languages, and what goes out read by
// two parsers: GMime, behind our reader, and Python's email package. What they find is the same,
// is what was typed, and, one language for each thing, is what stands in tests/gui/golden.
// TURNSTONE_GOLDEN=write writes those files anew, for looking at.
#include "gui/composer/attachmentseditor.h"
#include "gui/composer/bodyeditor.h"
#include "gui/composer/composecommands.h"
#include "gui/composer/composer.h"
#include "gui/composer/composewindow.h"
#include "gui/composer/plaineditor.h"
#include "gui/composer/recipientedit.h"
#include "gui/composer/recipientfield.h"
#include "gui/composer/redirectdialog.h"
#include "gui/composer/richeditor.h"
#include "gui/mainwindow.h"
#include "gui/messagelistview.h"
#include "gui/messageview.h"
#include "gui/windowactions.h"
#include "mail/messagereader.h"
#include "settings/writingpreferences.h"
#include "store/draftreader.h"
#include "store/outboxreader.h"
#include "support/paths.h"
#include "support/readingfixture.h"
#include "support/secondparser.h"

#include <QApplication>
#include <QBuffer>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QInputMethodEvent>
#include <QJsonArray>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

struct Voice {
    const char *language, *name, *subject, *words, *fileName;
};

/// With emoji that are more than one code point, scripts from right to left and without blanks, and
/// a line longer than any that is sent.
const Voice voices[] = {
    {"English", "Zoë O'Neill 👩‍💻", "50% off: \"today\" =?utf-8?q?not?= 🏳️‍🌈",
     "From here on it is a long line, longer than a line of mail may be, so that it has to be cut "
     "and put together again by whoever reads it. 👍🏽",
     "Final report (v2) – 100%.txt"},
    {"German", "Jörg Müßig", "Grüße aus Köln – schöne Übung",
     "Größe, Straße, „Anführung“ und noch ein paar Wörter mehr, damit die Zeile lang genug wird, "
     "um "
     "umbrochen zu werden.",
     "Übersicht für Jörg.txt"},
    {"French", "Hélène Lefèvre", "Réunion à 14 h : l’été, ça va ?",
     "Où êtes-vous ? Voilà l’œuvre, et quelques mots de plus pour que la ligne dépasse les "
     "soixante-"
     "douze signes.",
     "Résumé d’été.txt"},
    {"Russian", "Анна Ли", "Встреча в понедельник, в девять часов утра, в большом зале",
     "Здравствуйте! Это письмо, и в нём длинная строка, которую придётся разделить на несколько "
     "частей. 🚀",
     "отчёт.txt"},
    {"Greek", "Άννα Λη", "Συνάντηση τη Δευτέρα", "Καλημέρα σας, τι κάνετε;", "έκθεση.txt"},
    {"Turkish", "İpek Işık", "İĞÜŞÖÇ ığüşöç", "Iğdır'da ılık süt içtim, sonra da İzmir'e gittim.",
     "ılık süt.txt"},
    {"Arabic", "آنا لي", "اجتماع يوم الاثنين \u200f(مهم)",
     "السلام عليكم ورحمة الله، ABC 123 ثم شكرًا", "تقرير نهائي.txt"},
    {"Hebrew", "אנה לי", "פגישה – 14:00 ABC", "שלום, מה שלומך? ABC (123) ועוד.", "דוח סופי.txt"},
    {"Hindi", "अन्ना ली", "बैठक सोमवार को क्षत्रिय", "नमस्ते दुनिया, यह एक संदेश है।", "रिपोर्ट.txt"},
    {"Thai", "แอนนา", "ประชุมวันจันทร์ที่ศาลากลาง", "สวัสดีครับทุกคน วันนี้อากาศดี", "รายงาน.txt"},
    {"Chinese", "李安娜", "关于下周一上午九点在大会议室举行的项目启动会议的通知与安排",
     "您好：请看下面的内容。这一行很长，没有空格，也不应该被切断，因为中文不用空格分词，所以邮件程"
     "序必"
     "须把整行保留下来，交给传输编码处理。🀄️",
     "报告（最终版）.txt"},
    {"Japanese", "李 杏奈", "月曜日の会議について",
     "こんにちは。よろしくお願いします。👨‍👩‍👧", "報告書.txt"},
};

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

/// As an input method gives it: whole characters, whatever they are made of.
void type(QWidget *widget, const QString &words)
{
    const QStringList lines = words.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i > 0)
            QTest::keyClick(widget, Qt::Key_Return);
        QInputMethodEvent event;
        event.setCommitString(lines.at(i));
        QApplication::sendEvent(widget, &event);
    }
}

void to(QWidget *owner, const char *field, const QString &mailbox)
{
    auto *edit =
        owner->findChild<RecipientField *>(QLatin1String(field))->findChild<RecipientEdit *>();
    type(edit, mailbox);
    QTest::keyClick(edit, Qt::Key_Return);
}

void act(QWidget *owner, const char *words)
{
    for (QAction *action : owner->findChildren<QAction *>()) {
        if (action->text() == QLatin1String(words)) {
            action->trigger();
            return;
        }
    }
    QFAIL(words);
}

QByteArray picture()
{
    QImage image(40, 20, QImage::Format_RGB32);
    image.fill(Qt::blue);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

const QByteArray attachedBytes("\0\1\2\r\n.\r\n\xff"
                               "From \n",
                               15);

/// A formatted message with an attachment, in somebody's language.
QByteArray original(const Voice &voice, int number)
{
    const QByteArray name = QByteArray("=?utf-8?b?") + QByteArray(voice.name).toBase64() + "?=";
    return "From: " + name + " <ben@example.org>\r\nTo: ann@example.org, c@example.org\r\nSubject: "
        + "=?utf-8?b?" + QByteArray("Über ").toBase64() + "?= =?utf-8?b?"
        + QByteArray(voice.language).toBase64() + "?=\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n"
        + "Message-ID: <original" + QByteArray::number(number) + "@example.org>\r\n"
        + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=M\r\n\r\n"
          "--M\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: "
          "base64\r\n\r\n"
        + (QByteArray("<p>") + voice.words + " <b>bold</b></p><ul><li>one</li></ul>").toBase64()
        + "\r\n--M\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: "
          "base64\r\n"
          "Content-Disposition: attachment; filename=\"data.bin\"\r\n\r\n"
        + attachedBytes.toBase64() + "\r\n--M--\r\n";
}

QString sha256(const QByteArray &bytes)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(16));
}

/// What is another with every message: ids that are made at random.
QString normalised(QString words)
{
    static const QRegularExpression contentId(QStringLiteral("cid:[^\"]+"));
    return words.replace(u'\r', QString()).replace(contentId, QStringLiteral("cid:ID"));
}

const QStringList plainFields{QStringLiteral("In-Reply-To"),
                              QStringLiteral("References"),
                              QStringLiteral("X-Priority"),
                              QStringLiteral("Importance"),
                              QStringLiteral("Disposition-Notification-To"),
                              QStringLiteral("Resent-From"),
                              QStringLiteral("Resent-To")};
const QStringList addressFields{QStringLiteral("From"), QStringLiteral("Reply-To"),
                                QStringLiteral("To"), QStringLiteral("Cc"), QStringLiteral("Bcc")};

QString described(const QString &type, const QString &name, const QString &content)
{
    QString lines = type + (name.isEmpty() ? QString() : QStringLiteral(" “%1”").arg(name)) + u'\n';
    for (const QString &line : normalised(content).split(u'\n'))
        lines += QStringLiteral("    ") + line + u'\n';
    return lines;
}

QString unfolded(const QByteArray &header, const QString &field)
{
    const QRegularExpression find(QStringLiteral("^%1: *((?:[^\r\n]|\r\n[ \t])*)").arg(field),
                                  QRegularExpression::MultilineOption
                                      | QRegularExpression::CaseInsensitiveOption);
    return find.match(QString::fromUtf8(header)).captured(1).remove(QStringLiteral("\r\n"));
}

/// As GMime reads it.
QString readHere(const QByteArray &message)
{
    const QByteArray header = headerBlock(message).toByteArray();
    const Envelope envelope = readEnvelope(header);
    QString lines = QStringLiteral("Subject: ") + envelope.subject + u'\n';
    const AddressList *const lists[] = {&envelope.from, &envelope.replyTo, &envelope.to,
                                        &envelope.cc, &envelope.bcc};
    for (qsizetype i = 0; i < addressFields.size(); ++i) {
        // Without the field the reader says From.
        if (lists[i]->isEmpty() || unfolded(header, addressFields.at(i)).isEmpty())
            continue;
        QStringList mailboxes;
        for (const Address &address : *lists[i])
            mailboxes += address.name.isEmpty()
                ? address.mailbox
                : QStringLiteral("%1 <%2>").arg(address.name, address.mailbox);
        lines += addressFields.at(i) + QStringLiteral(": ") + mailboxes.join(QStringLiteral(" | "))
            + u'\n';
    }
    for (const QString &field : plainFields) {
        QString value = unfolded(header, field);
        if (field.startsWith(QStringLiteral("Resent-")) || field.endsWith(QStringLiteral("-To"))) {
            const AddressList named = readEnvelope("From: " + value.toUtf8() + "\r\n\r\n").from;
            if (!named.isEmpty() && !named.constFirst().name.isEmpty())
                value = QStringLiteral("%1 <%2>").arg(named.constFirst().name,
                                                      named.constFirst().mailbox);
        }
        if (!value.isEmpty())
            lines += field + QStringLiteral(": ") + value + u'\n';
    }
    for (const BodyPart &part : readStructure(message).parts) {
        QString content;
        const QByteArray bytes = decodedBytes(sectionBytes(message, part.section), part.encoding);
        if (part.isMultipart())
            content = {};
        else if (part.type == "message/rfc822")
            content = readEnvelope(headerBlock(bytes)).subject;
        else if (part.type.startsWith("text/"))
            content =
                (part.flowed ? QStringLiteral("flowed\n") : QString()) + QString::fromUtf8(bytes);
        else
            content = sha256(bytes);
        lines += described(QString::fromLatin1(part.type), part.name, content);
    }
    return lines;
}

/// As Python does.
QString readThere(const SecondOpinion &python)
{
    QString lines = QStringLiteral("Subject: ") + python.header(QStringLiteral("Subject")) + u'\n';
    for (const QString &field : addressFields) {
        const QStringList mailboxes = python.mailboxes(field);
        if (!mailboxes.isEmpty())
            lines += field + QStringLiteral(": ") + mailboxes.join(QStringLiteral(" | ")) + u'\n';
    }
    for (const QString &field : plainFields) {
        const QString value = python.header(field);
        if (!value.isEmpty())
            lines += field + QStringLiteral(": ") + value + u'\n';
    }
    for (int i = 0; i < python.parts(); ++i) {
        const QJsonObject part = python.part(i);
        const QString type = part[QStringLiteral("type")].toString();
        QString content;
        if (type == QStringLiteral("message/rfc822"))
            content = part[QStringLiteral("subject")].toString();
        else if (type.startsWith(QStringLiteral("text/")))
            content = (part[QStringLiteral("format")].toString() == QStringLiteral("flowed")
                           ? QStringLiteral("flowed\n")
                           : QString())
                + part[QStringLiteral("text")].toString();
        else if (!part[QStringLiteral("multipart")].toBool())
            content = part[QStringLiteral("sha256")].toString().left(16);
        lines += described(type, part[QStringLiteral("name")].toString(), content);
    }
    // It goes out as ASCII (IDNA), and is shown as it was typed.
    return lines.replace(QStringLiteral("@xn--bcher-kva.example"),
                         QStringLiteral("@bücher.example"));
}

/// Blanks alone: Python 3.11 leaves the fold between two encoded words of a name in as one.
QString packed(QString words)
{
    return words.remove(u' ');
}

/// The main window over one message, whose outbox is looked into.
class Desk {
public:
    explicit Desk(const Voice &voice, int number)
        : m_voice(voice)
    {
        fixture.engine().setWorkOffline(true);
        Account account = ReadingFixture::account(QStringLiteral("Home"));
        account.displayName = text(voice.name);
        account.email = QStringLiteral("ann@example.org");
        m_account = fixture.addAccount(account);
        m_original = original(voice, number);
        message = fixture.addMessage(m_account, m_original);
        window =
            std::make_unique<MainWindow>(fixture.store(), fixture.engine(), fixture.preferences());
        window->resize(1000, 700);
        window->show();
    }
    bool select()
    {
        return QTest::qWaitFor([this] {
            if (window->messageList().selectedCount() == 0)
                window->messageList().selectAll();
            return window->messageView().current() == message
                && window->actions().reply->isEnabled()
                && !window->findChild<QTextBrowser *>()->toPlainText().isEmpty();
        });
    }
    template <typename Widget> static Widget *topLevel()
    {
        Widget *found = nullptr;
        const bool appeared = QTest::qWaitFor([&found] {
            for (QWidget *widget : QApplication::topLevelWidgets()) {
                if (auto *one = qobject_cast<Widget *>(widget); one && one->isVisible())
                    found = one;
            }
            return found != nullptr;
        });
        return appeared ? found : nullptr;
    }
    Composer *compose(QAction *action)
    {
        action->trigger();
        auto *opened = topLevel<ComposeWindow>();
        return opened && QTest::qWaitForWindowActive(opened) ? &opened->composer() : nullptr;
    }
    Composer *compose() { return compose(window->actions().newMessage); }
    void head(Composer &composer, const char *mailbox = "ben@example.org")
    {
        to(&composer, "toField", text(m_voice.name) + QStringLiteral(" <%1>").arg(text(mailbox)));
        type(composer.findChild<QLineEdit *>(QStringLiteral("subjectEdit")), text(m_voice.subject));
    }
    QWidget *body(Composer &composer)
    {
        return composer.body().isRich() ? static_cast<QWidget *>(&composer.body().rich())
                                        : &composer.body().plain();
    }
    /// What then stands in the outbox; empty where nothing came.
    QByteArray sent(Composer &composer)
    {
        QTest::keyClick(body(composer), Qt::Key_Return, Qt::ControlModifier);
        return outgoing();
    }
    QByteArray outgoing()
    {
        OutboxReader outbox(fixture.writer());
        const bool queued = QTest::qWaitFor([&] { return outbox.items().size() == m_sent + 1; });
        if (!queued)
            return {};
        ++m_sent;
        OutboxItem newest;
        for (const OutboxItem &item : outbox.items())
            newest = item.id.value() > newest.id.value() ? item : newest;
        const bool closed = QTest::qWaitFor([] {
            for (QWidget *widget : QApplication::topLevelWidgets()) {
                if (widget->isVisible()
                    && (qobject_cast<ComposeWindow *>(widget)
                        || qobject_cast<RedirectDialog *>(widget)))
                    return false;
            }
            return true;
        });
        return closed ? fixture.writer().content(newest.message, {}).value_or(QByteArray())
                      : QByteArray();
    }
    const QByteArray &originalBytes() const { return m_original; }
    AccountId account() const { return m_account; }

    ReadingFixture fixture;
    PlacementId message;
    std::unique_ptr<MainWindow> window;

private:
    const Voice &m_voice;
    QByteArray m_original;
    AccountId m_account;
    qsizetype m_sent = 0;
};

struct Feature {
    const char *name;
    QByteArray (*make)(Desk &, const Voice &);
    QStringList contains; ///< in what is read of it
};

QByteArray plainFlowed(Desk &desk, const Voice &voice)
{
    Composer *composer = desk.compose();
    if (!composer)
        return {};
    desk.head(*composer);
    type(desk.body(*composer),
         text(voice.words) + QStringLiteral("\n\n") + text(voice.words).repeated(2)
             + QStringLiteral("\n.\n From the start\n> "));
    return desk.sent(*composer);
}

QByteArray formatted(Desk &desk, const Voice &voice)
{
    Composer *composer = desk.compose();
    if (!composer)
        return {};
    desk.head(*composer);
    composer->body().requestRich(true);
    RichEditor &editor = composer->body().rich();
    editor.setFocus();
    const QString words = text(voice.words);
    type(&editor, words + u'\n');
    QTest::keyClick(&editor, Qt::Key_B, Qt::ControlModifier);
    type(&editor, text(voice.name));
    QTest::keyClick(&editor, Qt::Key_B, Qt::ControlModifier);
    type(&editor, QStringLiteral("\n"));
    editor.toggleList(true);
    type(&editor, words + u'\n' + text(voice.subject) + QStringLiteral("\n\n"));
    editor.setLink(text(voice.name), QStringLiteral("https://example.org/a?b=1&c=2"));
    type(&editor, QStringLiteral(" \n"));
    editor.setCode(true);
    type(&editor, QStringLiteral("if (a < b) & c"));
    editor.setCode(false);
    type(&editor, QStringLiteral("\n"));
    editor.changeQuoteDepth(1);
    type(&editor, words);
    type(&editor, QStringLiteral("\n"));
    editor.changeQuoteDepth(-1);
    editor.insertImage(QImage::fromData(picture(), "PNG"), QStringLiteral("map.png"));
    type(&editor, QStringLiteral("\n"));
    editor.insertTable(1, 2);
    type(&editor, words);
    QTest::keyClick(&editor, Qt::Key_Tab);
    type(&editor, text(voice.name));
    QTest::keyClick(&editor, Qt::Key_Tab); // a row more
    type(&editor, QStringLiteral("3"));
    return desk.sent(*composer);
}

QByteArray reply(Desk &desk, const Voice &voice)
{
    Composer *composer = desk.compose(desk.window->actions().reply);
    if (!composer)
        return {};
    type(desk.body(*composer), text(voice.words));
    return desk.sent(*composer);
}

QByteArray replyAllInPlainText(Desk &desk, const Voice &voice)
{
    desk.fixture.preferences().set(Pref::messageFormat, QStringLiteral("plain"));
    Composer *composer = desk.compose(desk.window->actions().replyAll);
    desk.fixture.preferences().set(Pref::messageFormat, QStringLiteral("original"));
    if (!composer)
        return {};
    type(desk.body(*composer), text(voice.words));
    return desk.sent(*composer);
}

QByteArray forwardInline(Desk &desk, const Voice &voice)
{
    Composer *composer = desk.compose(desk.window->actions().forward);
    if (!composer)
        return {};
    to(composer, "toField", QStringLiteral("dora@example.net"));
    type(desk.body(*composer), text(voice.words));
    return desk.sent(*composer);
}

QByteArray forwardAttached(Desk &desk, const Voice &voice)
{
    Composer *composer = desk.compose(desk.window->actions().forwardAttached);
    if (!composer)
        return {};
    to(composer, "toField", QStringLiteral("dora@example.net"));
    type(desk.body(*composer), text(voice.words));
    return desk.sent(*composer);
}

QByteArray redirect(Desk &desk, const Voice &voice)
{
    desk.window->actions().redirect->trigger();
    auto *dialog = Desk::topLevel<RedirectDialog>();
    if (!dialog)
        return {};
    to(dialog, "toField", text(voice.name) + QStringLiteral(" <dora@example.net>"));
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->text() == QStringLiteral("&Redirect"))
            button->click();
    }
    return desk.outgoing();
}

QByteArray editAsNew(Desk &desk, const Voice &voice)
{
    Composer *composer = desk.compose(desk.window->actions().editAsNew);
    if (!composer)
        return {};
    type(desk.body(*composer), text(voice.words));
    return desk.sent(*composer);
}

QByteArray template_(Desk &desk, const Voice &voice)
{
    Composer *composer = desk.compose();
    if (!composer)
        return {};
    desk.head(*composer);
    type(desk.body(*composer), text(voice.words) + u'\n');
    act(composer, "Save as &Template");
    QList<MessageRow> rows;
    const bool saved = QTest::qWaitFor([&] {
        ListQuery query;
        const FolderId folder = DraftReader(desk.fixture.writer()).templates(desk.account());
        if (folder)
            query.folders = {folder};
        rows = folder ? desk.fixture.writer().page(query, 5) : QList<MessageRow>();
        return rows.size() == 1;
    });
    if (!saved)
        return {};
    act(composer, "&Discard");
    const bool gone = QTest::qWaitFor([] {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (qobject_cast<ComposeWindow *>(widget) && widget->isVisible())
                return false;
        }
        return true;
    });
    if (!gone)
        return {};
    desk.window->findChild<ComposeCommands *>()->openDraft(rows.first().id,
                                                           DraftState::Purpose::BeginNew);
    auto *opened = Desk::topLevel<ComposeWindow>();
    return opened ? desk.sent(opened->composer()) : QByteArray();
}

QByteArray attachments(Desk &desk, const Voice &voice)
{
    Composer *composer = desk.compose();
    if (!composer)
        return {};
    desk.head(*composer);
    type(desk.body(*composer), text(voice.words));
    const QTemporaryDir directory;
    QStringList paths;
    for (const QString &name : {text(voice.fileName), QStringLiteral("plain.bin")}) {
        QFile file(directory.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(attachedBytes) < 0)
            return {};
        paths.append(file.fileName());
    }
    composer->attach(paths);
    return desk.sent(*composer);
}

QByteArray priorityAndReceipt(Desk &desk, const Voice &voice)
{
    Composer *composer = desk.compose();
    if (!composer)
        return {};
    desk.head(*composer);
    type(desk.body(*composer), text(voice.words));
    act(composer, "&High Priority");
    act(composer, "Ask for a &Receipt");
    return desk.sent(*composer);
}

QByteArray everyRecipient(Desk &desk, const Voice &voice)
{
    Composer *composer = desk.compose();
    if (!composer)
        return {};
    desk.head(*composer, "ben@bücher.example");
    for (const char *show : {"Show &Cc", "Show &Bcc", "Show &Reply to"})
        act(composer, show);
    to(composer, "ccField", QStringLiteral("\"%1, Dr.\" <cc@example.org>").arg(text(voice.name)));
    to(composer, "bccField", QStringLiteral("hidden@example.org"));
    to(composer, "replyToField", QStringLiteral("desk@example.org"));
    type(desk.body(*composer), text(voice.words));
    return desk.sent(*composer);
}

const QString sameBytes = sha256(attachedBytes);

const Feature features[] = {
    {"plain flowed", plainFlowed, {QStringLiteral("text/plain\n    flowed\n")}},
    {"formatted",
     formatted,
     {QStringLiteral("multipart/related"), QStringLiteral("<b>"), QStringLiteral("<ol>"),
      QStringLiteral("<a href=\"https://example.org/a?b=1&amp;c=2\">"), QStringLiteral("<code>"),
      QStringLiteral("<blockquote"), QStringLiteral("<table"), QStringLiteral("<td>3</td>"),
      QStringLiteral("src=\"cid:ID\""), QStringLiteral("image/png")}},
    {"reply",
     reply,
     {QStringLiteral("Subject: Re: Über "), QStringLiteral("<blockquote"),
      QStringLiteral("<b>bold"), QStringLiteral("In-Reply-To: <original")}},
    {"reply to all",
     replyAllInPlainText,
     {QStringLiteral("Subject: Re: Über "), QStringLiteral("c@example.org"),
      QStringLiteral("    > "), QStringLiteral("In-Reply-To: <original")}},
    {"forward inline",
     forwardInline,
     {QStringLiteral("Subject: Fwd: Über "), QStringLiteral("“data.bin”"), sameBytes}},
    {"forward attached",
     forwardAttached,
     {QStringLiteral("Subject: Fwd: Über "), QStringLiteral("message/rfc822"),
      QStringLiteral("    Über ")}},
    {"redirect",
     redirect,
     {QStringLiteral("Subject: Über "), QStringLiteral("Resent-To: "),
      QStringLiteral("dora@example.net"), sameBytes}},
    {"edit as new", editAsNew, {QStringLiteral("Subject: Über "), sameBytes}},
    {"template", template_, {QStringLiteral("To: ")}},
    {"attachments", attachments, {sameBytes, QStringLiteral("“plain.bin”")}},
    {"priority and receipt",
     priorityAndReceipt,
     {QStringLiteral("Disposition-Notification-To: "), QStringLiteral("X-Priority: ")}},
    {"every recipient",
     everyRecipient,
     {QStringLiteral("Cc: "), QStringLiteral("Reply-To: desk@example.org"),
      QStringLiteral("<ben@bücher.example>")}},
};
static_assert(std::size(features) == std::size(voices));

} // namespace

class TestGoldenMail : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (QFileInfo(QStringLiteral("/dev/shm")).isWritable())
            qputenv("TMPDIR", "/dev/shm"); // each message is a few commits
    }
    void everyFeature_isReadTheSameByTwoParsers_data();
    void everyFeature_isReadTheSameByTwoParsers();
};

void TestGoldenMail::everyFeature_isReadTheSameByTwoParsers_data()
{
    QTest::addColumn<int>("voice");
    for (int i = 0; i < int(std::size(voices)); ++i)
        QTest::newRow(voices[i].language) << i;
}

void TestGoldenMail::everyFeature_isReadTheSameByTwoParsers()
{
    QFETCH(int, voice);
    const Voice &spoken = voices[voice];
    Desk desk(spoken, voice);
    QVERIFY(desk.select());
    QByteArrayList messages;
    for (const Feature &feature : features) {
        const QByteArray bytes = feature.make(desk, spoken);
        QVERIFY2(!bytes.isEmpty(), feature.name);
        messages.append(bytes);
    }
    const QList<SecondOpinion> opinions = parsedByPython(messages);
    QCOMPARE(opinions.size(), messages.size());
    for (int i = 0; i < int(std::size(features)); ++i) {
        const Feature &feature = features[i];
        const QByteArray &bytes = messages.at(i);
        const SecondOpinion &python = opinions.at(i);
        QVERIFY2(python.error.isEmpty(), qPrintable(python.error));
        QVERIFY2(python.defects().isEmpty(), qPrintable(python.defects().join(u'\n')));
        const QString here = readHere(bytes), there = readThere(python);
        QCOMPARE(packed(there), packed(here));
        for (const QString &wanted : feature.contains)
            QVERIFY2(packed(here).contains(packed(wanted)),
                     qPrintable(QLatin1String(feature.name) + u' ' + wanted + u'\n' + here));
        if (i == voice) {
            // Another zlib writes another PNG.
            static const QRegularExpression picture(
                QStringLiteral("(image/png[^\n]*)\n    [^\n]*"));
            const QString found = QString(here).replace(picture, QStringLiteral("\\1"));
            QFile golden(
                sourcePath(QStringLiteral("tests/gui/golden/%1.txt")
                               .arg(QString::fromLatin1(feature.name).replace(u' ', u'-'))));
            if (qEnvironmentVariable("TURNSTONE_GOLDEN") == QStringLiteral("write")) {
                QVERIFY(golden.open(QIODevice::WriteOnly));
                golden.write(found.toUtf8());
            } else {
                QVERIFY2(golden.open(QIODevice::ReadOnly), qPrintable(golden.fileName()));
                QCOMPARE(found, QString::fromUtf8(golden.readAll()));
            }
        }
        // Whatever it is, what was typed is in it; a redirected message is the original itself.
        if (feature.make == redirect) {
            const QByteArray &whole = desk.originalBytes();
            QVERIFY(bytes.endsWith(whole.sliced(headerBlock(whole).size())));
            continue;
        }
        const QString words = packed(text(spoken.words)).left(30);
        QVERIFY2(packed(here).contains(words) || packed(here).contains(words.toHtmlEscaped()),
                 qPrintable(QLatin1String(feature.name) + u'\n' + here));
        QVERIFY2(!bytes.contains("X-Turnstone") && !bytes.contains("hidden@example.org")
                     && !bytes.toLower().contains("\nx-mailer"),
                 feature.name);
        QCOMPARE(bytes.contains("@xn--bcher-kva.example"), feature.make == everyRecipient);
        if (feature.make == attachments)
            QVERIFY2(here.contains(u'“' + text(spoken.fileName) + u'”'), qPrintable(here));
    }
}

QTEST_MAIN(TestGoldenMail)
#include "tst_goldenmail.moc"
