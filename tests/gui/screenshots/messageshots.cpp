// SPDX-License-Identifier: MIT
// Pictures of the message pane and of every dialog, for looking at: run by
// tests/gui/screenshots/run.
#include "gui/accountsettingsdialog.h"
#include "gui/addaccountdialog.h"
#include "gui/certificatedialog.h"
#include "gui/emptystate.h"
#include "gui/messageview.h"
#include "gui/passworddialog.h"
#include "gui/pendingchangesdialog.h"
#include "gui/preferencesdialog.h"
#include "gui/texthtmlview.h"
#include "gui/theme.h"
#include "support/readingfixture.h"
#include "support/settingsshown.h"
#include "support/shotalbum.h"

#include <QApplication>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>
#include <algorithm>

using namespace Turnstone;

namespace {

QByteArray head(const QByteArray &from, const QByteArray &subject, const QByteArray &type)
{
    return "From: " + from
        + "\r\nTo: Ann Miller <ann@example.org>, Ben Okafor <ben@example.org>, Chloé "
          "<c@example.org>, "
          "Dai <d@example.org>\r\nCc: Team <team@example.org>\r\nSubject: "
        + subject
        + "\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\nMessage-ID: <a@x>\r\nMIME-Version: 1.0\r\n"
          "Content-Type: "
        + type + "\r\n\r\n";
}

QByteArray plainMessage()
{
    return head("Ben Okafor <ben@example.org>", "Re: Survey of the north mole",
                "multipart/mixed; boundary=B")
        + "--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
          "Hello Ann,\r\n\r\nthe drawings are attached; see also https://example.org/mole/2026 "
          ".\r\n\r\n"
          "On Thursday Ann Miller wrote:\r\n> Could you send the drawings?\r\n>\r\n>> The mole was "
          "surveyed in 2019.\r\n>> I have no newer ones.\r\n>\r\n> Thank you!\r\n\r\nBest,\r\n-- "
          "\r\n"
          "Ben Okafor\r\nHarbour Survey\r\n"
          "--B\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
          "Content-Disposition: attachment; filename=\"north-mole-drawings-final.pdf\"\r\n\r\n"
        + QByteArray(40'000, 'x').toBase64()
        + "\r\n--B\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n"
          "Content-Disposition: attachment; filename=\"mole.jpg\"\r\n\r\n"
        + QByteArray(9'000, 'y').toBase64() + "\r\n--B--\r\n";
}

QByteArray htmlMessage()
{
    return head("\"service@bank.example\" <news@letters.example>", "News of the harbour",
                "text/html; charset=utf-8")
        + "<table width=100% bgcolor=#e8eef4><tr><td align=center><table width=560 bgcolor=#ffffff "
          "cellpadding=16><tr><td><h1 style=\"color:#1f6a99\">Harbour news</h1><p>The <b>north "
          "mole</b> "
          "is open again. <a href=\"https://letters.example/1\">Read "
          "more</a>.</p><ul><li>Tides</li>"
          "<li>Ferries</li></ul><img src=\"https://letters.example/track.png\"><p "
          "style=\"color:#777;font-size:11px\">You get this because you asked for it.</p></td></tr>"
          "</table></td></tr></table>";
}

/// One look's pictures.
class MessageAlbum {
public:
    MessageAlbum(const Test::ShotAlbum &album, const QString &look)
        : m_album(album)
        , m_look(look)
    { }
    void waitFor(const QString &name, const Test::ShotAlbum::Ready &ready) const
    {
        m_album.waitFor(name, ready);
    }
    void save(QWidget &widget, const QString &name) const
    {
        m_album.save(widget, m_look + QLatin1Char('-') + name);
    }

private:
    const Test::ShotAlbum &m_album;
    const QString m_look;
};

void shootMessages(Test::ReadingFixture &fixture, AccountId account, const MessageAlbum &shots)
{
    MessageView view(fixture.store(), fixture.engine(), fixture.preferences());
    view.resize(760, 640);
    view.show();
    shots.save(view, QStringLiteral("nothing"));
    QSignalSpy shown(&view, &MessageView::messageShown);
    const auto show = [&](PlacementId id, const char *name) {
        shown.clear();
        view.showMessage(id);
        shots.waitFor(QString::fromLatin1(name), [&] {
            const auto states = view.findChildren<EmptyState *>();
            return !shown.isEmpty()
                || std::any_of(states.cbegin(), states.cend(),
                               [](const EmptyState *state) { return state->isVisible(); });
        });
        shots.save(view, QString::fromLatin1(name));
    };
    show(fixture.addMessage(account, plainMessage(), ContentLevel::Text), "plain");
    view.setAllHeadersShown(true);
    view.find();
    shots.save(view, QStringLiteral("plain-headers-find"));
    view.setAllHeadersShown(false);
    show(fixture.addMessage(account, htmlMessage()), "html");
    fixture.engine().setWorkOffline(true);
    show(fixture.addMessage(account, plainMessage(), ContentLevel::Headers), "offline");
    fixture.engine().setWorkOffline(false);
}

void shootDialogs(Test::ReadingFixture &fixture, AccountId account, const MessageAlbum &shots)
{
    AddAccountDialog add(fixture.store(), fixture.engine(), fixture.preferences());
    add.show();
    shots.save(add, QStringLiteral("add-1"));
    for (const auto &[name, text] :
         {std::pair{"nameEdit", "Ann Miller"}, std::pair{"emailEdit", "ann@gmail.com"},
          std::pair{"passwordEdit", "secret"}})
        QTest::keyClicks(add.findChild<QLineEdit *>(QString::fromLatin1(name)),
                         QString::fromLatin1(text));
    auto *next = add.findChild<QPushButton *>(QStringLiteral("nextButton"));
    shots.waitFor(QStringLiteral("add-2"), [next] { return next->isEnabled(); });
    next->click();
    shots.save(add, QStringLiteral("add-2"));
    {
        const QMutexLocker lock(&fixture.script().mutex);
        fixture.script().openError =
            MailError{ErrorScope::Session,
                      ErrorKind::Security,
                      RetryClass::Never,
                      QStringLiteral("The certificate of imap.gmail.com is self-signed."),
                      QString(),
                      QByteArray(32, '\x5a')};
    }
    add.findChild<QPushButton *>(QStringLiteral("checkButton"))->click();
    const auto *result = add.findChild<QFrame *>(QStringLiteral("resultFrame"));
    shots.waitFor(QStringLiteral("add-3"), [&] { return result->isVisible(); });
    shots.save(add, QStringLiteral("add-3"));
    AccountSettingsDialog settings(fixture.store(), fixture.engine(), fixture.preferences(),
                                   account);
    settings.show();
    Test::showsAccounts(settings);
    auto *tabs = settings.findChild<QTabWidget *>();
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        shots.save(settings, QStringLiteral("settings-%1").arg(tab + 1));
    }
    PreferencesDialog preferences(fixture.preferences());
    preferences.show();
    shots.save(preferences, QStringLiteral("preferences"));
    PendingChangesDialog pending(fixture.store(), fixture.engine());
    pending.show();
    auto *list = pending.findChild<QTreeWidget *>();
    if (list->topLevelItemCount() > 0)
        list->topLevelItem(0)->setSelected(true);
    shots.save(pending, QStringLiteral("pending"));
    CertificateDialog certificate(
        {QStringLiteral("imap.example.org"), 993, ConnectionSecurity::Tls},
        *fixture.script().openError, fixture.preferences());
    certificate.show();
    shots.save(certificate, QStringLiteral("certificate"));
    PasswordDialog password(*fixture.writer().account(account), QString(), fixture.engine());
    password.show();
    shots.save(password, QStringLiteral("password"));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const Test::ShotAlbum album(application, QStringLiteral("message"));
    for (const auto &look : {QStringLiteral("light"), QStringLiteral("dark")}) {
        Test::ReadingFixture fixture;
        fixture.preferences().set(Pref::theme, look);
        const Theme theme(application, fixture.preferences());
        const MessageAlbum shots(album, look);
        const AccountId account = fixture.addAccount(
            Test::ReadingFixture::account(QStringLiteral("Home"), QStringLiteral("pop3")));
        shootMessages(fixture, account, shots);
        const PlacementId id = fixture.addMessage(account, plainMessage());
        fixture.writer().setFlags({id}, {Flag::Flagged, {}, {}, {}}, {true, true, true});
        shootDialogs(fixture, account, shots);
    }
    return 0;
}
