// SPDX-License-Identifier: MIT
// Writing without a mouse, and for people who hear what others see.
#include "gui/composer/bodyeditor.h"
#include "gui/composer/composer.h"
#include "gui/composer/composewindow.h"
#include "gui/composer/redirectdialog.h"
#include "gui/composer/richeditor.h"
#include "gui/mainwindow.h"
#include "gui/messagelistview.h"
#include "gui/windowactions.h"
#include "html/composehtml.h"
#include "mail/messagereader.h"
#include "store/outboxreader.h"
#include "support/paths.h"
#include "support/readingfixture.h"
#include "support/secondparser.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QMenu>
#include <QMimeData>
#include <QPointer>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QUrl>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

QWidget *focused()
{
    return QApplication::focusWidget();
}

void type(const QString &text)
{
    QTest::keyClicks(focused(), text);
}

void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QTest::keyClick(focused(), key, modifiers);
}

QString nameOf(QWidget *widget)
{
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
    return accessible ? accessible->text(QAccessible::Name) : QString();
}

QString whatItIs(const QWidget *widget)
{
    return QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
}

/// What stands twice after an ampersand in one menu, or in those below it.
QStringList mnemonicsTwice(const QMenu &menu)
{
    QStringList twice;
    QSet<QChar> seen;
    for (const QAction *action : menu.actions()) {
        if (action->menu())
            twice += mnemonicsTwice(*action->menu());
        const QString text = QString(action->text()).replace(QStringLiteral("&&"), QString());
        const qsizetype at = text.indexOf(u'&');
        if (action->isSeparator() || at < 0 || at + 1 >= text.size())
            continue;
        const QChar key = text.at(at + 1).toLower();
        if (seen.contains(key))
            twice.append(menu.title() + u'/' + action->text());
        seen.insert(key);
    }
    return twice;
}

ComposeStart someMail(bool rich)
{
    ComposeStart start;
    Sender ann;
    ann.address = {QStringLiteral("Ann"), QStringLiteral("ann@example.org")};
    ann.signature = QStringLiteral("Ann");
    start.senders = {ann};
    start.composition.to = {{QStringLiteral("Ben"), QStringLiteral("ben@example.org")}};
    start.composition.cc = {{QString(), QStringLiteral("c@example.org")}};
    start.composition.bcc = {{QString(), QStringLiteral("d@example.org")}};
    start.composition.replyTo = {{QString(), QStringLiteral("e@example.org")}};
    start.composition.subject = QStringLiteral("Plans");
    start.composition.text = QStringLiteral("Hello");
    if (rich)
        start.composition.html = QStringLiteral("<div>Hello</div>");
    Attachment attachment;
    attachment.content = QByteArray("x");
    attachment.name = QStringLiteral("x.txt");
    start.composition.attachments = {attachment};
    return start;
}

} // namespace

class TestComposerKeys : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void message_isWrittenAndSentByKeysAlone();
    void tab_reachesEveryControl_andEachHasAName_data();
    void tab_reachesEveryControl_andEachHasAName();
    void mnemonics_standOnceInEachMenu_data();
    void mnemonics_standOnceInEachMenu();
};

void TestComposerKeys::message_isWrittenAndSentByKeysAlone()
{
    ReadingFixture fixture;
    fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
    fixture.engine().setWorkOffline(true);
    MainWindow main(fixture.store(), fixture.engine(), fixture.preferences());
    main.show();
    QVERIFY(QTest::qWaitForWindowActive(&main));
    QTRY_VERIFY(main.actions().newMessage->isEnabled());
    QTest::keyClick(&main, Qt::Key_N, Qt::ControlModifier);
    QPointer<ComposeWindow> window;
    QTRY_VERIFY([&window] {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *one = qobject_cast<ComposeWindow *>(widget); one && one->isVisible())
                window = one;
        }
        return !window.isNull();
    }());
    QVERIFY(QTest::qWaitForWindowActive(window));
    // Writing begins with whom it is to.
    type(QStringLiteral("Ben Okafor <ben@example.org>, "));
    type(QStringLiteral("chloe@example.org"));
    press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier); // Cc
    type(QStringLiteral("team@example.org"));
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    type(QStringLiteral("The north mole"));
    press(Qt::Key_Return);
    QVERIFY(window->composer().body().isAncestorOf(focused()));
    press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier); // formatted text
    QTRY_VERIFY(window->composer().body().isRich());
    QVERIFY(window->composer().body().rich().hasFocus());
    type(QStringLiteral("See "));
    press(Qt::Key_B, Qt::ControlModifier);
    type(QStringLiteral("this"));
    press(Qt::Key_B, Qt::ControlModifier);
    press(Qt::Key_Return);
    press(Qt::Key_8, Qt::ControlModifier | Qt::ShiftModifier);
    type(QStringLiteral("one"));
    press(Qt::Key_Return);
    type(QStringLiteral("two"));
    QTemporaryDir directory;
    QFile file(directory.filePath(QStringLiteral("plan.bin")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("\0\1\2\r\n\xff", 6));
    file.close();
    auto *copied = new QMimeData;
    copied->setUrls({QUrl::fromLocalFile(file.fileName())});
    QApplication::clipboard()->setMimeData(copied);
    press(Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE(window->composer().composition().attachments.size(), 1);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!window);
    OutboxReader outbox(fixture.writer());
    QTRY_COMPARE(outbox.items().size(), 1);
    const OutboxItem item = outbox.items().constFirst();
    QCOMPARE(item.recipients.size(), 3);
    QCOMPARE(item.subject, QStringLiteral("The north mole"));
    const QByteArray bytes =
        fixture.writer().content(item.message, QByteArray()).value_or(QByteArray());
    const SecondOpinion opinion = parsedByPython(bytes);
    QVERIFY2(opinion.error.isEmpty(), qPrintable(opinion.error));
    QVERIFY2(opinion.defects().isEmpty(), qPrintable(opinion.defects().join(u'\n')));
    QCOMPARE(opinion.mailboxes(QStringLiteral("To")),
             (QStringList{QStringLiteral("Ben Okafor <ben@example.org>"),
                          QStringLiteral("chloe@example.org")}));
    QCOMPARE(opinion.mailboxes(QStringLiteral("Cc")),
             QStringList{QStringLiteral("team@example.org")});
    const BodyStructure structure = readStructure(bytes);
    QVERIFY(structure.html());
    const QString html =
        decodedHtml(sectionBytes(bytes, structure.html()->section), *structure.html());
    QVERIFY2(html.contains(QStringLiteral("<b>this</b>")), qPrintable(html));
    QCOMPARE(html.count(QStringLiteral("<li>")), 2);
    QCOMPARE(structure.attachments().size(), 1);
    const BodyPart &attached = *structure.attachments().constFirst();
    QCOMPARE(attached.name, QStringLiteral("plan.bin"));
    QCOMPARE(decodedBytes(sectionBytes(bytes, attached.section), attached.encoding),
             QByteArray("\0\1\2\r\n\xff", 6));
}

void TestComposerKeys::tab_reachesEveryControl_andEachHasAName_data()
{
    QTest::addColumn<bool>("rich");
    QTest::newRow("plain text") << false;
    QTest::newRow("formatted text") << true;
}

void TestComposerKeys::tab_reachesEveryControl_andEachHasAName()
{
    QFETCH(bool, rich);
    const ComposeStart start = someMail(rich);
    Composer composer(start.senders, start);
    composer.resize(1200, 700);
    composer.show();
    QVERIFY(QTest::qWaitForWindowActive(&composer));
    QSet<QWidget *> wanted;
    for (QWidget *widget : composer.findChildren<QWidget *>()) {
        if (!widget->isVisible() || !widget->isEnabled() || widget->focusProxy()
            || !(widget->focusPolicy() & Qt::TabFocus)
            || widget->objectName() == QStringLiteral("qt_toolbar_ext_button"))
            continue;
        QVERIFY2(!nameOf(widget).isEmpty(), qPrintable(whatItIs(widget)));
        wanted.insert(widget);
    }
    QVERIFY(wanted.size() >= 8);
    composer.focusFirst();
    // In the text a Tab is written, and Shift+Tab leads on.
    QSet<QWidget *> reached;
    for (int i = 0; i < 3 * int(wanted.size()); ++i) {
        reached.insert(focused());
        const bool writes = composer.body().isAncestorOf(focused())
            && (focused()->inherits("QTextEdit") || focused()->inherits("QPlainTextEdit"));
        press(writes ? Qt::Key_Backtab : Qt::Key_Tab, writes ? Qt::ShiftModifier : Qt::NoModifier);
        QVERIFY(focused());
    }
    for (QWidget *widget : std::as_const(reached)) {
        if (widget == &composer)
            continue;
        QVERIFY2(!nameOf(widget).isEmpty(), qPrintable(whatItIs(widget)));
    }
    // Backwards, for what stands behind the text.
    for (int i = 0; i < 3 * int(wanted.size()); ++i) {
        reached.insert(focused());
        press(Qt::Key_Backtab, Qt::ShiftModifier);
    }
    for (QWidget *widget : std::as_const(wanted))
        QVERIFY2(reached.contains(widget), qPrintable(whatItIs(widget) + nameOf(widget)));
}

void TestComposerKeys::mnemonics_standOnceInEachMenu_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << QStringLiteral("en");
    QTest::newRow("German") << QStringLiteral("de");
}

void TestComposerKeys::mnemonics_standOnceInEachMenu()
{
    QFETCH(QString, language);
    QTranslator translator;
    QVERIFY(translator.load(buildPath(QStringLiteral("src/turnstone_%1.qm").arg(language))));
    QVERIFY(QCoreApplication::installTranslator(&translator));
    const ComposeStart start = someMail(true);
    Composer composer(start.senders, start);
    QStringList twice;
    QSet<QChar> titles;
    for (const QMenu *menu : composer.menus()) {
        twice += mnemonicsTwice(*menu);
        const qsizetype at = menu->title().indexOf(u'&');
        QVERIFY(at >= 0);
        const QChar key = menu->title().at(at + 1).toLower();
        if (titles.contains(key))
            twice.append(menu->title());
        titles.insert(key);
    }
    QVERIFY2(twice.isEmpty(), qPrintable(twice.join(u'\n')));
}

QTEST_MAIN(TestComposerKeys)
#include "tst_composerkeys.moc"
