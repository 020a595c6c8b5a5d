// SPDX-License-Identifier: MIT
#include "gui/datetext.h"
#include "gui/messagelistreader.h"
#include "gui/messagewords.h"
#include "gui/problembanner.h"
#include "gui/statusarea.h"
#include "gui/theme.h"
#include "settings/preferences.h"

#include <QAction>
#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QtMath>

using namespace Turnstone;

namespace {

qint64 utc(int year, int month, int day, int hour = 12, int minute = 0)
{
    return QDateTime(QDate(year, month, day), QTime(hour, minute), Qt::UTC).toSecsSinceEpoch();
}

/// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor &colour)
{
    const auto channel = [](double c) {
        return c <= 0.03928 ? c / 12.92 : qPow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF())
        + 0.0722 * channel(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double lighter = qMax(luminance(a), luminance(b));
    const double darker = qMin(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace

class TestWindowParts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void briefDate_isAsShortAsItsAgeAllows_data()
    {
        QTest::addColumn<qint64>("time");
        QTest::addColumn<QString>("expected");
        QTest::newRow("today") << utc(2024, 3, 14, 14, 5) << "14:05";
        QTest::newRow("yesterday") << utc(2024, 3, 13, 23, 59) << "Wed";
        QTest::newRow("six days ago") << utc(2024, 3, 8) << "Fri";
        QTest::newRow("a week ago") << utc(2024, 3, 7) << "7 Mar";
        QTest::newRow("this year") << utc(2024, 1, 3) << "3 Jan";
        QTest::newRow("before") << utc(2019, 1, 3) << "3 Jan 2019";
        QTest::newRow("in the future") << utc(2024, 3, 20) << "20 Mar";
        QTest::newRow("none") << qint64(0) << "";
    }
    void briefDate_isAsShortAsItsAgeAllows()
    {
        QFETCH(qint64, time);
        const DateText dates(QDateTime::fromSecsSinceEpoch(utc(2024, 3, 14, 18)),
                             QLocale(QLocale::English, QLocale::UnitedKingdom));
        QTEST(dates.brief(time), "expected");
    }

    void groups_aMonday_nothingIsCalledThisWeekTwice()
    {
        const DateText dates(QDateTime::fromSecsSinceEpoch(utc(2024, 3, 11)),
                             QLocale(QLocale::English, QLocale::UnitedKingdom));
        QStringList titles;
        for (const auto &group : dates.groups(utc(2022, 5, 1)))
            titles.append(group.title);
        QCOMPARE(titles,
                 QStringList({"Today", "Yesterday", "Last week", "This month", "February",
                              "January", "2023", "2022"}));
    }

    void difference_rowsGoneAndCome_rangesSayWhere()
    {
        const ListDifference change = difference({1, 2, 3, 4, 5}, {9, 1, 4, 5, 7, 8});
        QVERIFY(!change.reordered);
        QVERIFY((change.removed == std::vector<ListDifference::Range>{{1, 2}}));
        QVERIFY((change.inserted == std::vector<ListDifference::Range>{{0, 1}, {4, 2}}));
    }
    void difference_firstPageGrows_oneRangeAtTheEnd()
    {
        const ListDifference change = difference({5, 4}, {5, 4, 3, 2, 1});
        QVERIFY((change.inserted == std::vector<ListDifference::Range>{{2, 3}}));
        QVERIFY(change.removed.empty());
    }
    void difference_orderChanges_isTakenAsNew()
    {
        QVERIFY(difference({1, 2, 3}, {2, 1, 3}).reordered);
    }

    void oneLine_overridesAndBreaks_areTakenOut()
    {
        QCOMPARE(MessageWords::oneLine(QStringLiteral(" a\u202Eb\nc\u2066\x01")),
                 QStringLiteral("ab c"));
    }

    void palettes_everyText_contrastsEnoughWithItsGround()
    {
        for (const QPalette &palette : {Theme::lightPalette(), Theme::darkPalette()}) {
            const ThemeColours c = Theme::colours(palette);
            const QColor text = palette.color(QPalette::Text);
            const QColor base = palette.color(QPalette::Base);
            for (const QColor &ground :
                 {base, palette.color(QPalette::Window), palette.color(QPalette::AlternateBase),
                  c.selected, c.selectedInactive, c.hover}) {
                QVERIFY2(contrast(text, ground) >= 4.5, qPrintable(ground.name()));
            }
            for (const QColor &ground : {base, palette.color(QPalette::AlternateBase), c.hover})
                QVERIFY2(contrast(c.secondaryText, ground) >= 4.5, qPrintable(ground.name()));
            QVERIFY(contrast(palette.color(QPalette::PlaceholderText), base) >= 4.5);
            QVERIFY(contrast(c.accent, base) >= 4.5);
            QVERIFY(contrast(c.accent, c.selected) >= 3);
            QVERIFY(contrast(c.onAccent, c.accent) >= 4.5);
            QVERIFY(contrast(palette.color(QPalette::HighlightedText),
                             palette.color(QPalette::Highlight))
                    >= 4.5);
            QVERIFY(contrast(palette.color(QPalette::Link), base) >= 4.5);
            QVERIFY(contrast(c.errorText, c.errorGround) >= 4.5);
            QVERIFY(contrast(c.warningText, c.warningGround) >= 4.5);
            QVERIFY(contrast(c.noticeText, c.noticeGround) >= 4.5);
        }
    }

    void banner_certificateRefused_offersToShowItAndGoesWhenAllIsWell()
    {
        ProblemBanners banners;
        QSignalSpy shown(&banners, &ProblemBanners::certificateRequested);
        AccountState state;
        state.account = AccountId(1);
        state.phase = AccountState::Phase::Failed;
        state.problem =
            MailError{ErrorScope::Account, ErrorKind::Security,
                      RetryClass::Never,   QStringLiteral("Expired <b>certificate</b>."),
                      QString(),           QByteArray(32, 'x')};
        banners.showState(state, QStringLiteral("Home"));
        QCOMPARE(banners.texts(), QStringList({"Home: Expired <b>certificate</b>."}));
        for (QPushButton *button : banners.findChildren<QPushButton *>()) {
            if (button->text().contains(QStringLiteral("Certificate")))
                button->click();
        }
        QCOMPARE(shown.size(), 1);
        state.phase = AccountState::Phase::Connecting;
        banners.showState(state, QStringLiteral("Home"));
        QCOMPARE(banners.count(), 1);
        state.phase = AccountState::Phase::Idle;
        state.problem.reset();
        banners.showState(state, QStringLiteral("Home"));
        QCOMPARE(banners.count(), 0);
    }
    void banner_providerNamesAPage_offersToOpenItOnlyIfItIsKnown()
    {
        const auto offers = [](const QString &sentence) {
            ProblemBanners banners;
            AccountState state;
            state.account = AccountId(1);
            state.phase = AccountState::Phase::Failed;
            state.problem = MailError{ErrorScope::Account, ErrorKind::Permission, RetryClass::Never,
                                      sentence, QString()};
            banners.showState(state, QStringLiteral("Home"));
            const QList<QPushButton *> buttons = banners.findChildren<QPushButton *>();
            return std::any_of(buttons.begin(), buttons.end(), [](const QPushButton *button) {
                return button->text() == QLatin1String("Open Web Page");
            });
        };
        QVERIFY(offers(QStringLiteral("Off. https://hilfe.gmx.net/pop-imap/einschalten.html")));
        QVERIFY(!offers(QStringLiteral("Off. https://hilfe.gmx.example/pop-imap/")));
    }
    void banner_accountOutOfReach_saysSoWhileItWaits()
    {
        ProblemBanners banners;
        AccountState state;
        state.account = AccountId(1);
        state.phase = AccountState::Phase::Offline;
        state.problem = MailError{ErrorScope::Account, ErrorKind::Network, RetryClass::Later,
                                  QStringLiteral("Refused."), QString()};
        banners.showState(state, QStringLiteral("Home"));
        QCOMPARE(banners.texts(), QStringList({"Home: Refused."}));
        state.problem.reset(); // by the user's switch
        banners.showState(state, QStringLiteral("Home"));
        QCOMPARE(banners.count(), 0);
    }
    void banner_dismissed_staysAwayUntilSomethingElseIsWrong()
    {
        ProblemBanners banners;
        AccountState state;
        state.account = AccountId(1);
        state.phase = AccountState::Phase::Failed;
        state.problem = MailError{};
        state.problem->sentence = QStringLiteral("First.");
        banners.showState(state, QStringLiteral("Home"));
        Q_EMIT banners.findChild<NoticeBar *>()->dismissed();
        QCOMPARE(banners.count(), 0);
        banners.showState(state, QStringLiteral("Home"));
        QCOMPARE(banners.count(), 0);
        state.problem->sentence = QStringLiteral("Second.");
        banners.showState(state, QStringLiteral("Home"));
        QCOMPARE(banners.count(), 1);
    }
    void banner_passwordNeeded_asksForItAndDoesNotTryAgain()
    {
        ProblemBanners banners;
        QSignalSpy asked(&banners, &ProblemBanners::passwordRequested);
        AccountState state;
        state.account = AccountId(1);
        state.phase = AccountState::Phase::NeedsPassword;
        banners.showState(state, QStringLiteral("Home"));
        const auto buttons = banners.findChildren<QPushButton *>();
        QCOMPARE(buttons.size(), 2);
        buttons.first()->click();
        QCOMPARE(asked.size(), 1);
    }

    void explanationOfAShortQuestion_isWideEnoughToBeRead()
    {
        QTemporaryDir directory;
        Preferences preferences(directory.path());
        const Theme theme(*qApp, preferences);
        QMessageBox box(QMessageBox::Question, {}, QStringLiteral("Send?"), QMessageBox::Ok);
        box.setInformativeText(QStringLiteral("The message has no subject, and more is said."));
        box.show();
        QVERIFY(box.width() > box.fontMetrics().averageCharWidth() * 40);
    }

    void status_synchronising_isSaidInPlainWordsWithProgress()
    {
        QAction offline(QStringLiteral("Offline"), this), pending(QStringLiteral("Pending"), this),
            undo(QStringLiteral("Undo"), this);
        StatusArea status(offline, pending, undo);
        AccountState state;
        state.account = AccountId(1);
        state.phase = AccountState::Phase::Synchronising;
        state.activity = QStringLiteral("Inbox: 300 of 10,000 messages");
        status.showStates({state}, {{AccountId(1), QStringLiteral("Home")}}, Clock::system());
        QCOMPARE(status.text(), QStringLiteral("Home: Inbox: 300 of 10,000 messages"));
        state.phase = AccountState::Phase::Offline;
        status.showStates({state}, {{AccountId(1), QStringLiteral("Home")}}, Clock::system());
        QVERIFY(status.text().startsWith(QStringLiteral("Offline.")));
        QVERIFY(!status.offersTryNow()); // by the user's switch
    }

    void status_withoutANetwork_saysWhenItTriesAgainAndOffersToTryNow()
    {
        QAction offline(QStringLiteral("Offline"), this), pending(QStringLiteral("Pending"), this),
            undo(QStringLiteral("Undo"), this);
        StatusArea status(offline, pending, undo);
        QSignalSpy tried(&status, &StatusArea::tryNowRequested);
        const FixedClock clock(1'750'000'000);
        AccountState state;
        state.account = AccountId(1);
        state.phase = AccountState::Phase::Offline;
        state.nextTryUtc = clock.utcSeconds() + 60;
        status.showStates({state}, {{AccountId(1), QStringLiteral("Home")}}, clock);
        QVERIFY(status.text().startsWith(QStringLiteral("Offline – will try again at ")));
        QVERIFY(status.offersTryNow());
        for (QToolButton *button : status.findChildren<QToolButton *>()) {
            if (button->text() == QLatin1String("Try Now"))
                button->click();
        }
        QCOMPARE(tried.size(), 1);
        state.phase = AccountState::Phase::Idle;
        status.showStates({state}, {{AccountId(1), QStringLiteral("Home")}}, clock);
        QVERIFY(!status.offersTryNow());
    }
};

QTEST_MAIN(TestWindowParts)
#include "tst_windowparts.moc"
