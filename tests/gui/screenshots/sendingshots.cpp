// SPDX-License-Identifier: MIT
// Saves what identities, outgoing servers and the Outbox look like. Run by
// tests/gui/screenshots/run under Xvfb.
#include "gui/accountsettingsdialog.h"
#include "gui/foldertree.h"
#include "gui/mainwindow.h"
#include "gui/outbox/outboxnotice.h"
#include "gui/outbox/outboxpane.h"
#include "gui/outbox/outboxrows.h"
#include "gui/preferencesdialog.h"
#include "gui/sending/identitydialog.h"
#include "gui/sending/outgoingserverdialog.h"
#include "gui/theme.h"
#include "store/outboxwriter.h"
#include "support/settingsshown.h"
#include "support/shotalbum.h"
#include "support/windowfixture.h"

#include <QApplication>
#include <QComboBox>
#include <QListWidget>
#include <QTabWidget>

using namespace Turnstone;

namespace {

QByteArray shotMessage(const QByteArray &to, const QByteArray &subject)
{
    return "From: Ann Miller <ann@example.org>\r\nTo: " + to + "\r\nSubject: " + subject
        + "\r\nMessage-ID: <" + QByteArray::number(qHash(subject))
        + "@example.org>\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
          "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nHello,"
          "\r\n\r\nthe figures are attached. See you on Monday.\r\n\r\n-- \r\nAnn\r\n";
}

void queueShot(OutboxWriter &outbox, MailWriter &writer, AccountId account, const QByteArray &to,
               const QStringList &recipients, const QByteArray &subject, OutboxState state)
{
    NewOutboxItem item;
    item.account = account;
    item.sender = QStringLiteral("ann@example.org");
    item.recipients = recipients;
    if (state == OutboxState::Held)
        item.chosenTimeUtc = 0;
    if (state == OutboxState::Queued)
        item.chosenTimeUtc = Clock::system().utcSeconds() + 7200;
    const OutboxId id = outbox.queue(item, shotMessage(to, subject));
    if (state == OutboxState::Held)
        outbox.hold(id);
    if (state != OutboxState::Failed && state != OutboxState::Unknown)
        return;
    {
        WriteTransaction transaction(writer);
        outbox.take(account, Clock::system().utcSeconds(), id);
        transaction.commit();
    }
    QList<int> all;
    OutboxOutcome outcome;
    outcome.kind =
        state == OutboxState::Unknown ? OutboxOutcome::Kind::Unknown : OutboxOutcome::Kind::Refused;
    MailError why;
    why.sentence = state == OutboxState::Unknown
        ? QStringLiteral("The connection was lost before the server's answer.")
        : QStringLiteral("The server knows no such mailbox. It says: “5.1.1 no such user here”");
    outcome.why = why;
    for (int i = 0; i < recipients.size(); ++i) {
        all.append(i);
        outcome.recipients.append(
            {i, state == OutboxState::Unknown ? RecipientState::MayHave : RecipientState::Refused,
             why.sentence});
    }
    outbox.finishing(id, all);
    WriteTransaction transaction(writer);
    outbox.settle(id, outcome, {});
    transaction.commit();
}

void fillSending(Test::WindowFixture &fixture, AccountId account)
{
    OutboxWriter outbox(fixture.writer());
    OutgoingServer work;
    work.endpoint = {QStringLiteral("smtp.work.example"), 587, ConnectionSecurity::StartTls};
    work.user = QStringLiteral("ann.miller");
    work.ownPassword = true;
    work.id = outbox.setOutgoingServer(account, work);
    outbox.setLargest(work.id, 52'428'800);
    QList<Identity> identities = outbox.identities(account);
    identities[0].signatureText = QStringLiteral("Ann Miller");
    Identity second = identities.first();
    second.id = {};
    second.name = QStringLiteral("Ann Miller (office)");
    second.email = QStringLiteral("ann.miller@work.example");
    second.replyTo = QStringLiteral("team@work.example");
    second.outgoing = work.id;
    second.signatureHtml =
        QStringLiteral("<p><b>Ann Miller</b><br>Example Ltd., Some Street 1</p>");
    outbox.setIdentities(account, identities + QList<Identity>{second});
    queueShot(outbox, fixture.writer(), account,
              "Bob Brown <bob@example.org>, Carla <c@example.org>",
              {QStringLiteral("bob@example.org"), QStringLiteral("c@example.org")},
              "Minutes of Thursday", OutboxState::Failed);
    queueShot(outbox, fixture.writer(), account, "Dana <dana@example.org>",
              {QStringLiteral("dana@example.org")}, "Invoice 2026-114", OutboxState::Unknown);
    queueShot(outbox, fixture.writer(), account, "Everybody <all@example.org>",
              {QStringLiteral("all@example.org")}, "Monday", OutboxState::Queued);
    queueShot(outbox, fixture.writer(), account, "\xd7\xa8\xd7\x95\xd7\xaa <ruth@example.org>",
              {QStringLiteral("ruth@example.org")}, "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",
              OutboxState::Held);
}

void takeSettings(const Test::ShotAlbum &album, Test::WindowFixture &fixture, AccountId id,
                  const QString &look)
{
    AccountSettingsDialog settings(fixture.store(), fixture.engine(), fixture.preferences(), id);
    settings.show();
    Test::showsAccounts(settings);
    auto *tabs = settings.findChild<QTabWidget *>(QStringLiteral("tabs"));
    for (const char *page : {"identityTab", "identitiesTab", "serverTab", "outgoingTab"}) {
        tabs->setCurrentWidget(settings.findChild<QWidget *>(QString::fromLatin1(page)));
        auto *list = settings.findChild<QListWidget *>(QStringLiteral("serverList"));
        album.save(settings, look + QLatin1Char('-') + QLatin1String(page),
                   [list] { return list->count() == 2; });
    }
    const Account account = *fixture.writer().account(id);
    const QList<OutgoingServer> servers = OutboxReader(fixture.writer()).outgoingServers(id);
    IdentityDialog identity(OutboxReader(fixture.writer()).identities(id).at(1), servers,
                            account.outgoing.id);
    identity.show();
    album.save(identity, look + QStringLiteral("-identity"));
    OutgoingServerDialog server(account, servers.last(), fixture.engine(), fixture.preferences());
    server.show();
    album.save(server, look + QStringLiteral("-server"));
    PreferencesDialog preferences(fixture.preferences());
    preferences.show();
    album.save(preferences, look + QStringLiteral("-preferences"));
}

void takeOutbox(const Test::ShotAlbum &album, Test::WindowFixture &fixture, const QString &look)
{
    MainWindow window(fixture.store(), fixture.engine(), fixture.preferences());
    window.resize(1250, 720);
    window.show();
    const auto isThere = [&window] {
        return window.folderModel().outbox().isValid() && !window.outboxNotice().texts().isEmpty();
    };
    album.save(window, look + QStringLiteral("-notice"), isThere);
    window.folderTree().open(window.folderModel().outbox());
    album.save(window, look + QStringLiteral("-outbox"),
               [&window] { return window.outboxPane().model().rowCount() == 4; });
    window.outboxPane().select(window.outboxPane().model().items().at(1).id);
    album.save(window, look + QStringLiteral("-unknown"));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const Test::ShotAlbum album(application, QStringLiteral("sending"));
    Test::WindowFixture fixture;
    const AccountId id = fixture.addAccount(QStringLiteral("Home"));
    Account account = *fixture.writer().account(id);
    account.displayName = QStringLiteral("Ann Miller");
    account.email = QStringLiteral("ann@example.org");
    account.outgoing.endpoint = {QStringLiteral("smtp.example.org"), 465, ConnectionSecurity::Tls};
    fixture.writer().updateAccount(account);
    fixture.fill(id, FolderRole::Inbox, 12, Clock::system().utcSeconds(), QStringLiteral("x"));
    fillSending(fixture, id);
    const Theme theme(application, fixture.preferences());
    for (const QString &look : {QStringLiteral("light"), QStringLiteral("dark")}) {
        fixture.preferences().set(Pref::theme, look);
        takeSettings(album, fixture, id, look);
        takeOutbox(album, fixture, look);
    }
    return 0;
}
