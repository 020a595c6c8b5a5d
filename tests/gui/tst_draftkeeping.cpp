// SPDX-License-Identifier: MIT
// Messages being written are kept: as they are typed, when they are closed, and when the program is
// killed.
#include "engine/drafts.h"
#include "gui/composer/bodyeditor.h"
#include "gui/composer/composecommands.h"
#include "gui/composer/composer.h"
#include "gui/composer/composewindow.h"
#include "gui/composer/draftstate.h"
#include "gui/mainwindow.h"
#include "gui/messagelistview.h"
#include "gui/messageview.h"
#include "gui/noticebar.h"
#include "gui/statusarea.h"
#include "mail/messagereader.h"
#include "mail/messagewriter.h"
#include "mail/rewriting.h"
#include "store/outboxreader.h"
#include "support/readingfixture.h"

#include <QApplication>
#include <QBuffer>
#include <QLabel>
#include <QPointer>
#include <QProcess>
#include <QTest>
#include <QToolButton>
#include <cstdio>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr int patienceMs = 15'000;

ComposeWindow *openComposer()
{
    ComposeWindow *found = nullptr;
    const bool appeared = QTest::qWaitFor([&found] {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *one = qobject_cast<ComposeWindow *>(widget); one && one->isVisible())
                found = one;
        }
        return found != nullptr;
    });
    return appeared ? found : nullptr;
}

void type(ComposeWindow &window, const QString &words)
{
    window.composer().body().setFocus();
    QTest::keyClicks(window.composer().body().focusProxy() ? window.composer().body().focusProxy()
                                                           : QApplication::focusWidget(),
                     words);
}

QString kept(ComposeWindow &window)
{
    auto *label = window.composer().findChild<QLabel *>(QStringLiteral("kept"));
    return label ? label->accessibleName() : QString();
}

/// The main window over an account whose folders are this computer's alone, unless it is of IMAP.
struct Window {
    ReadingFixture fixture;
    AccountId account;
    std::unique_ptr<MainWindow> window;

    explicit Window(const QString &protocol = QStringLiteral("pop3"))
    {
        Account value = ReadingFixture::account(QStringLiteral("Home"), protocol);
        value.displayName = QStringLiteral("Ann");
        value.email = QStringLiteral("ann@example.org");
        account = fixture.addAccount(value);
        fixture.addMessage(account,
                           "From: ben@example.org\r\nSubject: Hello\r\n"
                           "Message-ID: <one@example.org>\r\n\r\nWords.\r\n");
        window =
            std::make_unique<MainWindow>(fixture.store(), fixture.engine(), fixture.preferences());
        window->resize(1100, 700);
        window->show();
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("no window");
    }
    ~Window()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *one = qobject_cast<ComposeWindow *>(widget))
                one->closeAtOnce();
        }
    }
    ComposeWindow *write()
    {
        const bool ready = QTest::qWaitFor([this] { return action("&New Message")->isEnabled(); });
        if (ready)
            action("&New Message")->trigger();
        return openComposer();
    }
    QAction *action(const char *text)
    {
        for (QAction *one : window->findChildren<QAction *>()) {
            if (one->text() == QLatin1String(text))
                return one;
        }
        return nullptr;
    }
    QList<MessageRow> rows(FolderRole role = FolderRole::Drafts)
    {
        ListQuery query;
        const auto folder = fixture.writer().folderByRole(account, role);
        if (folder)
            query.folders = {folder->id};
        return folder ? fixture.writer().page(query, 10) : QList<MessageRow>();
    }
    Composition draft()
    {
        const QList<MessageRow> drafts = rows();
        return drafts.size() == 1 ? compositionOf(
                   fixture.writer().content(drafts.first().message, {}).value_or(QByteArray()),
                   RewritingPurpose::Draft)
                                  : Composition();
    }
    QToolButton *offer(const QString &text)
    {
        for (QToolButton *button : window->findChildren<QToolButton *>()) {
            if (button->text() == text && button->isVisible())
                return button;
        }
        return nullptr;
    }
};

/// What a killed program was doing: types words, says when they are kept, and goes on typing.
int writeUntilKilled(const QString &directory)
{
    ThrowAwayProfile unused;
    ProfilePaths paths = unused.paths();
    paths.data.replace(unused.directory(), directory);
    paths.config.replace(unused.directory(), directory);
    Store store(paths, Store::Access::ReadWrite, Clock::system());
    {
        MailWriter writer(store);
        writer.addAccount(ReadingFixture::account(QStringLiteral("Home"), QStringLiteral("pop3")),
                          false);
    }
    Preferences preferences(paths.config);
    CredentialStore credentials;
    const BackendRegistry registry = BackendRegistry::standard();
    Engine engine(store, registry, credentials, preferences);
    MainWindow window(store, engine, preferences);
    window.show();
    QAction *action = nullptr;
    for (QAction *one : window.findChildren<QAction *>()) {
        if (one->text() == QLatin1String("&New Message"))
            action = one;
    }
    if (!QTest::qWaitFor([&] { return action->isEnabled(); }))
        return 1;
    action->trigger();
    ComposeWindow *composer = openComposer();
    if (!composer || !QTest::qWaitForWindowActive(composer))
        return 1;
    type(*composer, QStringLiteral("Typed before"));
    if (!QTest::qWaitFor([&] { return !kept(*composer).isEmpty(); }, patienceMs))
        return 1;
    type(*composer, QStringLiteral(" and after"));
    std::puts("kept");
    std::fflush(stdout);
    // Until it is killed: the bound is for a test that died before, and nothing is asserted by it.
    QTest::qWait(10 * patienceMs);
    return 1;
}

} // namespace

class TestDraftKeeping : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void typed_isKeptAndSaid()
    {
        Window main;
        ComposeWindow *window = main.write();
        QVERIFY(window);
        QVERIFY(QTest::qWaitForWindowActive(window));
        QVERIFY(main.rows().isEmpty());
        type(*window, QStringLiteral("Some words"));
        QTRY_COMPARE_WITH_TIMEOUT(main.draft().text.trimmed(), QStringLiteral("Some words"),
                                  patienceMs);
        QTRY_VERIFY(kept(*window).startsWith(QStringLiteral("Saved ")));
        const PlacementId id = main.rows().first().id;
        type(*window, QStringLiteral(" more"));
        QTRY_COMPARE_WITH_TIMEOUT(main.draft().text.trimmed(), QStringLiteral("Some words more"),
                                  patienceMs);
        QCOMPARE(main.rows().first().id, id);
    }

    void closed_isKeptWithoutAskingAndOpenedAsItWas()
    {
        Window main;
        QPointer<ComposeWindow> window = main.write();
        QVERIFY(window);
        QVERIFY(QTest::qWaitForWindowActive(window));
        ComposeStart state = window->composer().state();
        window->close();
        QTRY_VERIFY(!window);
        QVERIFY(main.rows().isEmpty()); // nothing was written
        state.modified = true;
        state.composition.to = {{QString(), QStringLiteral("ben@example.org")}};
        state.composition.bcc = {{QString(), QStringLiteral("hidden@example.org")}};
        state.composition.subject = QStringLiteral("Plans & more");
        state.composition.text = QStringLiteral("First\n\n> quoted\n");
        state.composition.priority = Composition::Priority::High;
        state.composition.asksReceipt = true;
        Attachment attachment;
        attachment.content = QByteArray(3000, '\x80');
        attachment.name = QStringLiteral("data.bin");
        state.composition.attachments = {attachment};
        state.draft = {};
        auto *commands = main.window->findChild<ComposeCommands *>();
        QVERIFY(commands);
        commands->open(state);
        window = openComposer();
        QVERIFY(window);
        window->close();
        QTRY_VERIFY(!window);
        QTRY_COMPARE(main.rows().size(), 1);
        QVERIFY(!DraftReader(main.fixture.writer()).draft(main.rows().first().id)->open);
        QTRY_COMPARE(main.window->statusArea().doneText(),
                     QStringLiteral("The message is kept in Drafts"));
        const PlacementId id = main.rows().first().id;
        commands->openWritten(id, [] { QFAIL("it is a draft"); });
        window = openComposer();
        QVERIFY(window);
        const Composition again = window->composer().composition();
        QCOMPARE(again.to, state.composition.to);
        QCOMPARE(again.bcc, state.composition.bcc);
        QCOMPARE(again.subject, state.composition.subject);
        QCOMPARE(again.text.trimmed(), state.composition.text.trimmed());
        QCOMPARE(again.priority, Composition::Priority::High);
        QVERIFY(again.asksReceipt);
        QCOMPARE(again.attachments.size(), 1);
        QVERIFY(!window->composer().isModified());
        // Opened twice it is the same window; closed unchanged it stays what it was.
        const MessageId before = main.rows().first().message;
        commands->openDraft(id, DraftState::Purpose::Continue);
        window->close();
        QTRY_VERIFY(!window);
        QCOMPARE(main.rows().size(), 1);
        QCOMPARE(main.rows().first().message, before);
    }

    void shownDraft_offersToWriteOn()
    {
        Window main;
        QPointer<ComposeWindow> window = main.write();
        QVERIFY(window);
        QVERIFY(QTest::qWaitForWindowActive(window));
        type(*window, QStringLiteral("Words"));
        window->close();
        QTRY_COMPARE(main.rows().size(), 1);
        auto *view = main.window->findChild<MessageView *>();
        view->showMessage(main.rows().first().id);
        NoticeBar *bar = nullptr;
        QTRY_VERIFY(([&] {
            for (NoticeBar *one : view->findChildren<NoticeBar *>()) {
                if (one->text() == QStringLiteral("This is a draft."))
                    bar = one;
            }
            return bar != nullptr;
        }()));
        // Nobody fetched it from anywhere.
        for (const QLabel *label : view->findChildren<QLabel *>())
            QVERIFY2(!label->text().contains(QLatin1String("Fetched")), qPrintable(label->text()));
        for (QAbstractButton *button : bar->findChildren<QAbstractButton *>()) {
            if (button->text().remove(u'&') == QStringLiteral("Continue Writing"))
                button->click();
        }
        window = openComposer();
        QVERIFY(window);
        QCOMPARE(window->composer().composition().text.trimmed(), QStringLiteral("Words"));
    }

    void sent_leavesDraftsAndUndoBringsItBack()
    {
        Window main;
        main.fixture.engine().setWorkOffline(true);
        auto *commands = main.window->findChild<ComposeCommands *>();
        QPointer<ComposeWindow> window = main.write();
        QVERIFY(window);
        ComposeStart state = window->composer().state();
        window->close();
        QTRY_VERIFY(!window);
        state.modified = true;
        state.draft = {};
        state.composition.to = {{QString(), QStringLiteral("ben@example.org")}};
        state.composition.bcc = {{QString(), QStringLiteral("hidden@example.org")}};
        state.composition.subject = QStringLiteral("Plans");
        state.composition.text = QStringLiteral("Words\n");
        commands->open(state);
        window = openComposer();
        QVERIFY(window);
        QTRY_COMPARE(main.rows().size(), 1);
        window->composer().requestSend(0);
        QTRY_VERIFY(!window);
        OutboxReader outbox(main.fixture.writer());
        QTRY_COMPARE(outbox.items().size(), 1);
        QVERIFY(main.rows().isEmpty());
        const QByteArray bytes = main.fixture.writer()
                                     .content(outbox.items().first().message, QByteArray())
                                     .value_or(QByteArray());
        QVERIFY(bytes.contains("Words"));
        QVERIFY(!bytes.toLower().contains("x-turnstone"));
        QVERIFY(!bytes.contains("hidden@example.org"));
        QToolButton *undo = main.offer(QStringLiteral("Undo"));
        QVERIFY(undo);
        undo->click();
        QTRY_COMPARE(main.rows().size(), 1);
        QTRY_COMPARE(outbox.items().size(), 0);
        QCOMPARE(main.draft().bcc, state.composition.bcc);
        QVERIFY(openComposer());
    }

    void discarded_goesAndUndoBringsItBack()
    {
        Window main;
        QPointer<ComposeWindow> window = main.write();
        QVERIFY(window);
        QVERIFY(QTest::qWaitForWindowActive(window));
        type(*window, QStringLiteral("Some words"));
        QTRY_COMPARE_WITH_TIMEOUT(main.rows().size(), 1, patienceMs);
        Q_EMIT window->composer().discardRequested();
        QTRY_VERIFY(!window);
        QTRY_VERIFY(main.rows().isEmpty());
        main.offer(QStringLiteral("Undo"))->click();
        QTRY_COMPARE(main.rows().size(), 1);
        QCOMPARE(main.draft().text.trimmed(), QStringLiteral("Some words"));
    }

    void template_beginsMessagesAndStays()
    {
        Window main;
        QPointer<ComposeWindow> window = main.write();
        QVERIFY(window);
        QVERIFY(QTest::qWaitForWindowActive(window));
        type(*window, QStringLiteral("Dear all"));
        Q_EMIT window->composer().templateRequested();
        FolderId folder;
        const auto templates = [&] {
            folder = DraftReader(main.fixture.writer()).templates(main.account);
            ListQuery query;
            query.folders = {folder};
            return folder ? main.fixture.writer().page(query, 5) : QList<MessageRow>();
        };
        QTRY_COMPARE(templates().size(), 1);
        Q_EMIT window->composer().discardRequested();
        QTRY_VERIFY(!window);
        const PlacementId id = templates().first().id;
        auto *commands = main.window->findChild<ComposeCommands *>();
        commands->openWritten(id, [] { QFAIL("it is a template"); });
        window = openComposer();
        QVERIFY(window);
        QCOMPARE(window->composer().composition().text.trimmed(), QStringLiteral("Dear all"));
        QVERIFY(QTest::qWaitForWindowActive(window));
        type(*window, QStringLiteral("x"));
        window->close();
        QTRY_COMPARE(main.rows().size(), 1);
        QCOMPARE(templates().size(), 1);
        QCOMPARE(templates().first().id, id);
        // Edited, it is another template in the same place.
        commands->openDraft(id, DraftState::Purpose::EditTemplate);
        window = openComposer();
        QVERIFY(window);
        QVERIFY(QTest::qWaitForWindowActive(window));
        type(*window, QStringLiteral("y"));
        window->close();
        QTRY_VERIFY(templates().first().preview.contains(u'y'));
        QCOMPARE(templates().first().id, id);
        QCOMPARE(main.rows().size(), 1);
    }

    void removedElsewhere_isToldAndKeptOnceItIsWrittenOn()
    {
        Window main;
        QPointer<ComposeWindow> window = main.write();
        QVERIFY(window);
        QVERIFY(QTest::qWaitForWindowActive(window));
        type(*window, QStringLiteral("Words"));
        QTRY_COMPARE_WITH_TIMEOUT(main.rows().size(), 1, patienceMs);
        QTRY_VERIFY(!kept(*window).isEmpty());
        main.fixture.writer().remove({main.rows().first().id}, true, {});
        QTRY_VERIFY(([&] {
            for (NoticeBar *one : window->findChildren<NoticeBar *>()) {
                if (one->text().startsWith(QStringLiteral("This draft was deleted")))
                    return true;
            }
            return false;
        }()));
        QVERIFY(main.rows().isEmpty());
        type(*window, QStringLiteral("!"));
        window->close();
        QTRY_COMPARE(main.rows().size(), 1);
    }

    void deletedByAnotherDevice_staysHereWhileItIsWrittenAndIsTold()
    {
        Window main(QStringLiteral("imap"));
        MailWriter &writer = main.fixture.writer();
        RemoteFolderId drafts;
        {
            WriteTransaction transaction(writer);
            drafts = writer
                         .foldersSeen(writer.account(main.account)->incoming.id,
                                      {{"INBOX", QStringLiteral("INBOX"), QLatin1Char('/'),
                                        FolderRole::Inbox, true},
                                       {"Drafts", QStringLiteral("Drafts"), QLatin1Char('/'),
                                        FolderRole::Drafts, true}})
                         .constLast()
                         .id;
            writer.setCursor(drafts, 1, 1, 0, 0);
            transaction.commit();
        }
        QPointer<ComposeWindow> window = main.write();
        QVERIFY(window);
        QVERIFY(QTest::qWaitForWindowActive(window));
        type(*window, QStringLiteral("Words"));
        QTRY_COMPARE_WITH_TIMEOUT(main.rows().size(), 1, patienceMs);
        QTRY_VERIFY(!kept(*window).isEmpty());
        // It has come to the server, and another device deletes it there.
        const MessageRow row = main.rows().first();
        const QByteArray bytes = writer.content(row.message, {}).value_or(QByteArray());
        IncomingMessage there;
        there.key = "7";
        there.size = bytes.size();
        there.envelope = readEnvelope(headerBlock(bytes));
        there.structure = readStructure(bytes);
        there.fingerprint = envelopeFingerprint(there.envelope, there.size);
        {
            WriteTransaction transaction(writer);
            QCOMPARE(writer.messagesAppeared(drafts, {there}).first().placement, row.id);
            transaction.commit();
        }
        {
            WriteTransaction transaction(writer);
            writer.messagesVanished(drafts, {there.key});
            transaction.commit();
        }
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
                                     for (NoticeBar *one : window->findChildren<NoticeBar *>()) {
                                         if (one->text().startsWith(QStringLiteral(
                                                 "This draft was deleted on another device")))
                                             return true;
                                     }
                                     return false;
                                 }()),
                                 patienceMs);
        QCOMPARE(main.rows().size(), 1);
        window->close();
        QTRY_VERIFY(!window);
        QCOMPARE(main.rows().size(), 1);
    }

    void state_isTheSameAfterAMessage()
    {
        Window main;
        ComposeStart start;
        Sender sender;
        sender.account = main.account;
        sender.address = {QStringLiteral("Ann"), QStringLiteral("ann@example.org")};
        start.senders = {Sender(), sender};
        start.composition.from = {QStringLiteral("Ann"), QStringLiteral("ann+x@example.org")};
        start.composition.text = QStringLiteral("Hello\n");
        start.signature = QStringLiteral("Ann Ä.\n%41 – “quoted”\n").repeated(100);
        start.signatureHtml = QStringLiteral("<p><b>Ann</b></p>");
        start.answersAll = start.wasBcc = true;
        start.cursor = 3;
        Composition composition = start.composition;
        composition.extraHeaders = DraftState::fields(start);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        WriterOptions options;
        options.purpose = WriterOptions::Purpose::Draft;
        QVERIFY(!writeMessage(composition, buffer, options).error);
        const ComposeStart again =
            DraftState::read(main.fixture.writer(), PlacementId(5), bytes, main.account,
                             start.senders, DraftState::Purpose::Continue);
        QCOMPARE(again.signature, start.signature);
        QVERIFY(again.signatureHtml.contains(QStringLiteral("<b>Ann</b>")));
        QVERIFY(again.answersAll && again.wasBcc);
        QCOMPARE(again.cursor, 3);
        QCOMPARE(again.sender, 1);
        QCOMPARE(again.composition.from.mailbox, QStringLiteral("ann+x@example.org"));
        QVERIFY(again.composition.extraHeaders.isEmpty());
        QVERIFY(again.composition.messageId.isEmpty());
        QCOMPARE(again.draft->placement, PlacementId(5));
        // Sent by somebody else, as a message to this user.
        bytes.replace("ann+x@example.org", "mallory@example.net");
        QCOMPARE(DraftState::read(main.fixture.writer(), PlacementId(5), bytes, main.account,
                                  start.senders, DraftState::Purpose::Continue)
                     .composition.from,
                 sender.address);
    }

    void killed_costsNoMoreThanWasTypedSinceItWasSaved()
    {
        ThrowAwayProfile profile;
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        program.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("--write"), profile.directory()});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(program.canReadLine() || program.state() == QProcess::NotRunning,
                                 2 * patienceMs);
        QCOMPARE(program.readLine().trimmed(), QByteArray("kept"));
        program.kill(); // SIGKILL
        QVERIFY(program.waitForFinished());
        Store store(profile.paths(), Store::Access::ReadWrite, Clock::system());
        MailWriter writer(store);
        const AccountId account = writer.accounts().first().id;
        ListQuery query;
        query.folders = {writer.folderByRole(account, FolderRole::Drafts)->id};
        const QList<MessageRow> drafts = writer.page(query, 5);
        QCOMPARE(drafts.size(), 1);
        QVERIFY(compositionOf(writer.content(drafts.first().message, {}).value_or(QByteArray()),
                              RewritingPurpose::Draft)
                    .text.startsWith(QStringLiteral("Typed before")));
        QCOMPARE(writer.verify(true).findings, QStringList());
        // The next start offers it.
        Preferences preferences(profile.paths().config);
        CredentialStore credentials;
        const BackendRegistry registry = BackendRegistry::standard();
        Engine engine(store, registry, credentials, preferences);
        MainWindow window(store, engine, preferences);
        window.show();
        QToolButton *offer = nullptr;
        QTRY_VERIFY(([&] {
            for (QToolButton *button : window.findChildren<QToolButton *>()) {
                if (button->text() == QStringLiteral("Continue Writing") && button->isVisible())
                    offer = button;
            }
            return offer != nullptr;
        }()));
        offer->click();
        ComposeWindow *composer = openComposer();
        QVERIFY(composer);
        QVERIFY(composer->composer().composition().text.startsWith(QStringLiteral("Typed")));
    }
};

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--write") == 0)
        return writeUntilKilled(QString::fromLocal8Bit(argv[2]));
    TestDraftKeeping test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_draftkeeping.moc"
