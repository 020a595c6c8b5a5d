// SPDX-License-Identifier: MIT
#include "engine/pass.h"
#include "gui/accountsettingsdialog.h"
#include "gui/addaccountdialog.h"
#include "gui/helpwindow.h"
#include "gui/preferencesdialog.h"
#include "gui/problembanner.h"
#include "gui/settingssearch.h"
#include "support/paths.h"
#include "support/readingfixture.h"
#include "support/settingsshown.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>
#include <QTranslator>

using namespace Turnstone;
using Test::ReadingFixture;

namespace {

template <typename T> T &part(QWidget &dialog, const char *name)
{
    T *found = dialog.findChild<T *>(QString::fromLatin1(name));
    if (!found)
        qFatal("no control called %s", name);
    return *found;
}

SettingsSearch &searchOf(QWidget &dialog)
{
    auto *found = dialog.findChild<SettingsSearch *>();
    if (!found)
        qFatal("nothing to search by");
    return *found;
}

void search(QWidget &dialog, const char *words)
{
    auto &field = part<QLineEdit>(dialog, "searchEdit");
    field.setText(QString::fromUtf8(words));
}

HelpWindow *helpOf(QWidget &window)
{
    return window.findChild<HelpWindow *>(QString(), Qt::FindDirectChildrenOnly);
}

QStringList all(const QString &text, const char *pattern)
{
    QStringList found;
    auto matches = QRegularExpression(QLatin1String(pattern)).globalMatch(text);
    while (matches.hasNext())
        found.append(matches.next().captured(1));
    return found;
}

/// The program in German while it lives.
class InGerman {
public:
    InGerman()
    {
        if (!m_translator.load(Test::buildPath(QStringLiteral("src/turnstone_de.qm"))))
            qFatal("no German");
        QCoreApplication::installTranslator(&m_translator);
    }
    ~InGerman() { QCoreApplication::removeTranslator(&m_translator); }

private:
    QTranslator m_translator;
};

} // namespace

class SettingsHelpTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void search_wordsPeopleUse_findHowTheAccountReadsItsMail_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<bool>("german");
        for (const char *words : {"pop", "imap", "protocol", "switch", "POP3 change", "reads mail"})
            QTest::newRow(words) << QByteArray(words) << false;
        for (const char *words : {"pop", "imap", "protokoll", "umstellen", "wechsel"})
            QTest::addRow("%s, German", words) << QByteArray(words) << true;
    }
    void search_wordsPeopleUse_findHowTheAccountReadsItsMail()
    {
        QFETCH(QByteArray, words);
        QFETCH(bool, german);
        std::optional<InGerman> language;
        if (german)
            language.emplace();
        ReadingFixture fixture;
        fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
        AccountSettingsDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
        dialog.show();
        QVERIFY(Test::showsAccounts(dialog));
        search(dialog, words);
        const auto &change = part<QPushButton>(dialog, "changeButton");
        QTRY_COMPARE(searchOf(dialog).found(), &change);
        const QWidget *found = &change;
        QVERIFY(found->isVisible()); // its tab is in front
    }

    void search_wordsOfSending_findItsPages_data()
    {
        QTest::addColumn<QByteArray>("found");
        QTest::newRow("smtp") << QByteArray("serverList");
        QTest::newRow("outgoing") << QByteArray("serverList");
        QTest::newRow("sent") << QByteArray("sentNote"); // this protocol has no choice
        QTest::newRow("identity") << QByteArray("identityList");
        QTest::newRow("signature") << QByteArray("identityList");
        QTest::newRow("reply-to") << QByteArray("identityList");
    }
    void search_wordsOfSending_findItsPages()
    {
        QFETCH(QByteArray, found);
        ReadingFixture fixture;
        fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
        AccountSettingsDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
        dialog.show();
        QVERIFY(Test::showsAccounts(dialog));
        search(dialog, QTest::currentDataTag());
        QVERIFY(searchOf(dialog).found());
        QCOMPARE(searchOf(dialog).found()->objectName(), QString::fromLatin1(found));
        QVERIFY(searchOf(dialog).found()->isVisible());
    }

    void search_beforeAPageIsRead_countsItOnceItIs()
    {
        ReadingFixture fixture;
        fixture.addAccount(ReadingFixture::account(QStringLiteral("Home"), QStringLiteral("pop3")));
        AccountSettingsDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
        dialog.show();
        const auto &change = part<QPushButton>(dialog, "changeButton");
        const auto &count = part<QLabel>(dialog, "searchCount");
        QVERIFY(change.isHidden()); // what it says isn't known yet
        search(dialog, "to imap…");
        QVERIFY(!searchOf(dialog).found());
        QCOMPARE(count.text(), QStringLiteral("No such setting"));
        QTRY_COMPARE(searchOf(dialog).found(), &change);
        QCOMPARE(count.text(), QStringLiteral("1 of 1"));
        QVERIFY(change.isVisible());
    }

    void search_beforeAPageIsRead_keepsWhatIsFramedAndCountsAll()
    {
        ReadingFixture fixture;
        fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
        AccountSettingsDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
        dialog.show();
        const auto &count = part<QLabel>(dialog, "searchCount");
        search(dialog, "protocol imap");
        QTRY_VERIFY(searchOf(dialog).found());
        const QWidget *first = searchOf(dialog).found();
        QTRY_VERIFY(!part<QPushButton>(dialog, "changeButton").isHidden());
        QCOMPARE(searchOf(dialog).found(), first);
        const QString counted = count.text();
        search(dialog, "");
        search(dialog, "protocol imap");
        QCOMPARE(count.text(), counted);
        QCOMPARE(searchOf(dialog).found(), first);
    }

    void search_settingThatGoes_isNotFoundAnyMore()
    {
        ReadingFixture fixture;
        fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
        AccountSettingsDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
        dialog.show();
        QVERIFY(Test::showsAccounts(dialog));
        auto &where = part<QComboBox>(dialog, "passwordWhere");
        where.setCurrentIndex(2);
        const auto &command = part<QLineEdit>(dialog, "commandEdit");
        search(dialog, command.accessibleName().toUtf8().constData());
        while (searchOf(dialog).found() != &command) {
            QVERIFY(searchOf(dialog).found());
            QTest::keyClick(&part<QLineEdit>(dialog, "searchEdit"), Qt::Key_Down);
        }
        where.setCurrentIndex(0);
        QVERIFY(!searchOf(dialog).found());
    }

    void search_keys_goOnAndBackIntoWhatWasFoundAndOut()
    {
        ReadingFixture fixture;
        fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
        AccountSettingsDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
        dialog.show();
        QVERIFY(Test::showsAccounts(dialog));
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        auto &field = part<QLineEdit>(dialog, "searchEdit");
        QTest::keyClick(&dialog, Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(field.hasFocus());
        search(dialog, "port");
        QWidget *first = searchOf(dialog).found();
        QCOMPARE(first, dialog.findChild<QWidget *>(QStringLiteral("incomingPort")));
        const auto &count = part<QLabel>(dialog, "searchCount");
        QVERIFY2(count.text().startsWith(QLatin1String("1 of ")), qPrintable(count.text()));
        QTest::keyClick(&field, Qt::Key_Down);
        QWidget *second = searchOf(dialog).found();
        QCOMPARE(second, dialog.findChild<QWidget *>(QStringLiteral("serverList")));
        QTest::keyClick(&field, Qt::Key_Up);
        QCOMPARE(searchOf(dialog).found(), first);
        QTest::keyClick(&field, Qt::Key_Return);
        QVERIFY(dialog.isVisible());
        QVERIFY(first->hasFocus());
        QTest::keyClick(&field, Qt::Key_Escape);
        QVERIFY(dialog.isVisible());
        QVERIFY(field.text().isEmpty() && !searchOf(dialog).found() && count.text().isEmpty());
    }

    void search_whatIsNotShown_isNotFound()
    {
        ReadingFixture fixture;
        fixture.addAccount(ReadingFixture::account(QStringLiteral("Home")));
        AccountSettingsDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
        dialog.show();
        QVERIFY(Test::showsAccounts(dialog));
        search(dialog, "collected"); // a rule that IMAP has not
        QVERIFY(!searchOf(dialog).found());
        search(dialog, "xyzzy");
        QVERIFY(!searchOf(dialog).found());
        QCOMPARE(part<QLabel>(dialog, "searchCount").text(), QStringLiteral("No such setting"));
    }

    void search_preferences_areFoundByChoicesAndGroupsWhateverTheAccents()
    {
        ReadingFixture fixture;
        PreferencesDialog dialog(fixture.preferences());
        dialog.show();
        search(dialog, "dárk");
        QCOMPARE(searchOf(dialog).found(), &part<QComboBox>(dialog, "themeCombo"));
        search(dialog, "appear colour");
        QCOMPARE(searchOf(dialog).found(), &part<QComboBox>(dialog, "themeCombo"));
        search(dialog, "close"); // no setting
        QVERIFY(!searchOf(dialog).found());
    }

    void help_everyLanguage_hasEveryTopicWithTheSameLinksAndHeadings()
    {
        HelpWindow::title(HelpTopic::Kept); // the resource is there from now on
        const QStringList languages = QDir(QStringLiteral(":/help")).entryList();
        QVERIFY(languages.contains(QLatin1String("en")) && languages.contains(QLatin1String("de")));
        const QStringList topics = QDir(QStringLiteral(":/help/en")).entryList();
        QCOMPARE(topics.size(), 5);
        const auto read = [](const QString &language, const QString &topic) {
            QFile file(QStringLiteral(":/help/%1/%2").arg(language, topic));
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
        };
        for (const QString &topic : topics) {
            const QString english = read(QStringLiteral("en"), topic);
            QCOMPARE(all(english, "<(h1)>").size(), 1);
            const QStringList links = all(english, "href=\"([^\"]*)\"");
            for (const QString &link : links)
                QVERIFY2(topics.contains(link + QLatin1String(".html")), qPrintable(link));
            for (const QString &language : languages) {
                const QString text = read(language, topic);
                QVERIFY2(!text.isEmpty(), qPrintable(language + topic));
                QCOMPARE(all(text, "href=\"([^\"]*)\""), links);
                QCOMPARE(all(text, "<(h[12]|tr|td|!--providers--)").size(),
                         all(english, "<(h[12]|tr|td|!--providers--)").size());
            }
        }
    }

    void help_german_isGerman()
    {
        const QString english = HelpWindow::title(HelpTopic::Missing);
        QVERIFY(!english.isEmpty());
        const InGerman german;
        QCOMPARE(HelpWindow::title(HelpTopic::Missing),
                 QStringLiteral("Warum E-Mails „verschwunden“ sind"));
        QVERIFY(HelpWindow::text(HelpTopic::Kept).contains(QLatin1String("Speicherplatz")));
    }

    void help_switchOn_linksEveryProvidersPage()
    {
        const QString text = HelpWindow::text(HelpTopic::SwitchOn);
        QVERIFY(text.contains(
            QLatin1String("href=\"https://hilfe.gmx.net/pop-imap/einschalten.html\"")));
        QVERIFY(text.contains(QLatin1String("href=\"https://myaccount.google.com/apppasswords\"")));
        QVERIFY(!text.contains(QLatin1String("<!--providers-->")));
    }

    void help_questionMarksAndF1_openTheTextForWhatTheyStandAt()
    {
        ReadingFixture fixture;
        fixture.addAccount(ReadingFixture::account(QStringLiteral("Home"), QStringLiteral("pop3")));
        AccountSettingsDialog dialog(fixture.store(), fixture.engine(), fixture.preferences());
        dialog.show();
        QVERIFY(Test::showsAccounts(dialog));
        for (const auto &[name, topic] : {std::pair("helpPorts", HelpTopic::Ports),
                                          {"helpProtocols", HelpTopic::Protocols},
                                          {"helpSuits", HelpTopic::Protocols},
                                          {"helpKept", HelpTopic::Kept},
                                          {"helpMissing", HelpTopic::Missing}}) {
            auto &button = part<QToolButton>(dialog, name);
            QVERIFY(button.accessibleName().contains(HelpWindow::title(topic)));
            QVERIFY(button.focusPolicy() & Qt::TabFocus);
            button.click();
            HelpWindow *help = helpOf(dialog);
            QVERIFY(help && help->isVisible() && !help->isModal());
            QCOMPARE(part<QListWidget>(*help, "topics").currentRow(), int(topic));
        }
        QCOMPARE(dialog.findChildren<HelpWindow *>().size(), 1); // one, whatever is asked
        helpOf(dialog)->close();
        QTRY_VERIFY(!helpOf(dialog));
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QTest::keyClick(&dialog, Qt::Key_F1);
        QTRY_VERIFY(helpOf(dialog));
    }

    void help_mailTakenByAnotherProgram_isExplainedAtTheBanner()
    {
        QWidget window;
        ProblemBanners banners(&window);
        window.show();
        AccountState state;
        state.account = AccountId(1);
        state.phase = AccountState::Phase::Idle;
        state.problem = MailError{ErrorScope::Folder, ErrorKind::Permission, RetryClass::Later,
                                  QStringLiteral("Another program deletes."), takenElsewhereMark};
        banners.showState(state, QStringLiteral("Home"));
        QPushButton *why = nullptr;
        for (QPushButton *button : banners.findChildren<QPushButton *>()) {
            if (button->text() == QLatin1String("Why?"))
                why = button;
        }
        QVERIFY(why);
        why->click();
        QVERIFY(helpOf(window));
        QCOMPARE(part<QListWidget>(*helpOf(window), "topics").currentRow(),
                 int(HelpTopic::Missing));
    }

    void help_link_leadsToAnotherText()
    {
        QWidget window;
        window.show();
        HelpWindow *help = HelpWindow::showTopic(HelpTopic::Kept, &window);
        auto &page = part<QTextBrowser>(*help, "page");
        Q_EMIT page.anchorClicked(QUrl(QStringLiteral("protocols")));
        QCOMPARE(part<QListWidget>(*help, "topics").currentRow(), int(HelpTopic::Protocols));
        QVERIFY(page.toPlainText().startsWith(HelpWindow::title(HelpTopic::Protocols)));
    }
};

QTEST_MAIN(SettingsHelpTest)
#include "tst_settingshelp.moc"
