// SPDX-License-Identifier: MIT
// The outbox against scripted servers: refusals, cuts after every byte, kills at every commit. It
// counts what the servers took.
#include "engine/outboxsender.h"
#include "store/contactreader.h"
#include "store/database.h"
#include "support/faultproxy.h"
#include "support/smtpscript.h"
#include "support/storefiller.h"
#include "support/throwawayprofile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr const char *killedArgument = "--killed-outbox";
int commitsLeft = 0;

void killAtCommit(const Database &, bool)
{
    if (--commitsLeft == 0)
        ::kill(::getpid(), SIGKILL);
}

/// A profile with one POP3 account, whose sent mail stays on this computer.
class Sender {
public:
    explicit Sender(quint16 smtpPort)
    {
        open();
        Account account = exampleAccount(QStringLiteral("A"), QStringLiteral("pop3"));
        account.email = QStringLiteral("alice@example.org");
        account.outgoing.endpoint = {QStringLiteral("localhost"), smtpPort,
                                     ConnectionSecurity::None};
        account.outgoing.user = QStringLiteral("alice");
        id = writer->addAccount(account, false);
    }
    void open()
    {
        store = std::make_unique<Store>(profile.paths(), Store::Access::ReadWrite, clock);
        writer = std::make_unique<MailWriter>(*store);
        outbox = std::make_unique<OutboxWriter>(*writer);
    }
    void close()
    {
        outbox.reset();
        writer.reset();
        store.reset();
    }
    OutboxId queue(int number, const QStringList &recipients = {QStringLiteral("b@example.org")},
                   qsizetype bodyBytes = 60)
    {
        NewOutboxItem item;
        item.account = id;
        item.sender = QStringLiteral("alice@example.org");
        item.recipients = recipients;
        return outbox->queue(item, message(number, bodyBytes));
    }
    static QByteArray message(int number, qsizetype bodyBytes = 60)
    {
        return "From: alice@example.org\r\nTo: b@example.org\r\nMessage-ID: <" + name(number)
            + ">\r\nSubject: number " + QByteArray::number(number) + "\r\n\r\n.dot\r\n"
            + QByteArray("some text, and more\r\n").repeated(bodyBytes / 21 + 1);
    }
    static QByteArray name(int number) { return "m" + QByteArray::number(number) + "@example.org"; }
    OutboxSummary send(OutboxId only = {})
    {
        OutgoingPasswords passwords;
        passwords.account = Secret("secret");
        PassContext context{*store, registry, {}, wakeup};
        context.collectsRecipients = collects;
        return sendOutbox(context, *writer->account(id), passwords, only);
    }
    QList<MessageRow> sentMail()
    {
        ListQuery query;
        query.folders = {writer->folderByRole(id, FolderRole::Sent)->id};
        return writer->page(query, 1000);
    }
    int inSent(int number)
    {
        int count = 0;
        const QList<MessageRow> rows = sentMail();
        for (const MessageRow &row : rows)
            count += row.messageId == name(number) ? 1 : 0;
        return count;
    }

    ThrowAwayProfile profile;
    FixedClock clock{1'750'000'000};
    BackendRegistry registry = BackendRegistry::standard();
    Wakeup wakeup;
    std::unique_ptr<Store> store;
    std::unique_ptr<MailWriter> writer;
    std::unique_ptr<OutboxWriter> outbox;
    AccountId id;
    bool collects = false;
};

} // namespace

class TestOutboxSender : public QObject {
    Q_OBJECT

    /// Refuses by what a line begins with.
    static std::function<QByteArray(const QByteArray &)>
    answering(const QList<std::pair<QByteArray, QByteArray>> &answers)
    {
        return [answers](const QByteArray &line) {
            for (const auto &[start, answer] : answers) {
                if (line.startsWith(start))
                    return answer;
            }
            return QByteArray();
        };
    }

private Q_SLOTS:
    void queued_isSentOnceInOrderOverOneConnectionAndFiled_data()
    {
        QTest::addColumn<QByteArrayList>("capabilities");
        QTest::newRow("bare") << QByteArrayList{"AUTH PLAIN"};
        QTest::newRow("pipelining") << QByteArrayList{"PIPELINING", "AUTH PLAIN"};
        QTest::newRow("chunking") << QByteArrayList{"PIPELINING", "CHUNKING", "AUTH PLAIN"};
        QTest::newRow("chunking alone") << QByteArrayList{"CHUNKING"};
    }
    void queued_isSentOnceInOrderOverOneConnectionAndFiled()
    {
        QFETCH(QByteArrayList, capabilities);
        SmtpScript smtp;
        smtp.capabilities = capabilities;
        ScriptedServer server({smtp.script()});
        Sender sender(server.port());
        for (int i = 0; i < 5; ++i)
            sender.queue(i);
        sender.queue(5, {QStringLiteral("b@example.org"), QStringLiteral("c@bücher.example")},
                     3 * 1024 * 1024);
        QCOMPARE(sender.sentMail().size(), 0);
        const OutboxSummary summary = sender.send();
        QVERIFY2(!summary.error, qPrintable(summary.error ? summary.error->sentence : QString()));
        QCOMPARE(summary.sent, 6);
        QCOMPARE(summary.waiting + summary.undecided, 0);
        QCOMPARE(server.connections(), 1);
        const QList<SmtpScript::Message> messages = smtp.messages();
        QCOMPARE(messages.size(), 6);
        for (int i = 0; i < 6; ++i) {
            QCOMPARE(messages.at(i).bytes, Sender::message(i, i == 5 ? 3 * 1024 * 1024 : 60));
            QCOMPARE(messages.at(i).sender, "alice@example.org");
            QCOMPARE(sender.inSent(i), 1);
        }
        QCOMPARE(messages.last().recipients,
                 (QByteArrayList{"b@example.org", "c@xn--bcher-kva.example"}));
        QVERIFY(sender.sentMail().first().flags.flags.testFlag(Flag::Seen));
        QVERIFY(sender.outbox->items().isEmpty());
        QVERIFY(sender.writer->verify(true).findings.isEmpty());
        QCOMPARE(sender.send().sent, 0);
        QCOMPARE(smtp.messages().size(), 6);
    }

    void addresses_areCollectedOnceTheServerHasTakenTheMessage()
    {
        SmtpScript smtp;
        smtp.bend = answering({{"RCPT TO:<no@", "550 5.1.1 unknown user"}});
        ScriptedServer server({smtp.script()});
        Sender sender(server.port());
        ContactReader book(*sender.writer);
        const QStringList both{QStringLiteral("b@example.org"), QStringLiteral("no@example.org")};
        sender.queue(1);
        QCOMPARE(sender.send().sent, 1);
        QCOMPARE(book.count(), 0); // nobody asked for it
        sender.collects = true;
        const OutboxId takenBack = sender.queue(2, {QStringLiteral("undone@example.org")});
        sender.outbox->discard(takenBack);
        sender.queue(3, both);
        QCOMPARE(book.count(), 0);
        sender.send();
        QCOMPARE(book.count(), 1);
        QCOMPARE(book.byMailbox(QStringLiteral("b@example.org")).size(), 1);
        // Said to have been sent, it counts as that.
        const OutboxId unknown = sender.queue(4, {QStringLiteral("d@example.org")});
        sender.outbox->confirmSent(
            unknown, sentFiling(*sender.writer, *sender.writer->account(sender.id), {}, true));
        QCOMPARE(book.byMailbox(QStringLiteral("d@example.org")).size(), 1);
        QCOMPARE(book.count(), 2);
    }

    void somebodyRefused_othersHaveItAndTheReasonIsTheirs()
    {
        SmtpScript smtp;
        smtp.bend = answering({{"RCPT TO:<no@", "550 5.1.1 unknown user"},
                               {"RCPT TO:<later@", "450 4.2.0 greylisted"}});
        ScriptedServer server({smtp.script()});
        Sender sender(server.port());
        const OutboxId id =
            sender.queue(1,
                         {QStringLiteral("no@example.org"), QStringLiteral("b@example.org"),
                          QStringLiteral("later@example.org")});
        QCOMPARE(sender.send().sent, 1);
        QCOMPARE(smtp.messages().value(0).recipients, QByteArrayList{"b@example.org"});
        QCOMPARE(sender.inSent(1), 1);
        std::optional<OutboxItem> item = sender.outbox->item(id);
        QVERIFY(item);
        QCOMPARE(int(item->state), int(OutboxState::Queued));
        QVERIFY(item->notBeforeUtc > sender.clock.utcSeconds());
        QCOMPARE(int(item->recipients.at(0).state), int(RecipientState::Refused));
        QVERIFY(item->recipients.at(0).reply.contains(QStringLiteral("unknown user")));
        QCOMPARE(int(item->recipients.at(1).state), int(RecipientState::Accepted));
        QCOMPARE(int(item->recipients.at(2).state), int(RecipientState::Waiting));

        // The deferred one gets it later, alone; it stays filed once, also deleted meanwhile.
        sender.writer->remove({sender.sentMail().first().id}, true, {});
        smtp.bend = answering({{"RCPT TO:<no@", "550 5.1.1 unknown user"}});
        sender.clock.advanceMs(3600LL * 1000);
        QCOMPARE(sender.send().sent, 1);
        QCOMPARE(smtp.messages().value(1).recipients, QByteArrayList{"later@example.org"});
        QCOMPARE(sender.inSent(1), 0);
        item = sender.outbox->item(id);
        QCOMPARE(int(item->state), int(OutboxState::Failed));
        QVERIFY(item->error.contains(QStringLiteral("unknown user")));
        sender.outbox->discard(id);
        QVERIFY(sender.outbox->items().isEmpty());
        QVERIFY(sender.writer->verify(true).findings.isEmpty());
    }

    void tooManyRecipients_goInSeveralTransactionsAtOnce()
    {
        SmtpScript smtp;
        smtp.capabilities.append("LIMITS RCPTMAX=40");
        ScriptedServer server({smtp.script()});
        Sender sender(server.port());
        QStringList recipients;
        for (int i = 0; i < 250; ++i)
            recipients.append(QStringLiteral("r%1@example.org").arg(i));
        sender.queue(1, recipients);
        sender.send();
        QByteArrayList got;
        const QList<SmtpScript::Message> messages = smtp.messages();
        for (const SmtpScript::Message &message : messages)
            got += message.recipients;
        QCOMPARE(messages.size(), 7);
        QCOMPARE(got.size(), 250);
        QCOMPARE(QSet<QByteArray>(got.begin(), got.end()).size(), 250);
        QVERIFY(sender.outbox->items().isEmpty());
        QCOMPARE(sender.inSent(1), 1);
    }

    void refusal_isHeldOrRepeatedAsItsCodeSays_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("state");
        const auto row = [](const char *name, const char *line, const char *answer, OutboxState s) {
            QTest::newRow(name) << QByteArray(line) << QByteArray(answer) << int(s);
        };
        row("sender", "MAIL", "550 5.7.60 not yours", OutboxState::Failed);
        row("sender later", "MAIL", "451 4.3.0 later", OutboxState::Queued);
        row("all recipients", "RCPT", "550 5.1.1 unknown", OutboxState::Failed);
        row("all later", "RCPT", "450 4.2.0 greylisted", OutboxState::Queued);
        row("data", "DATA", "554 5.5.0 no", OutboxState::Failed);
        row("data later", "DATA", "421 4.3.2 going down", OutboxState::Queued);
        row("content", ".", "554 5.6.0 looks like spam", OutboxState::Failed);
        row("content later", ".", "452 4.3.1 no room", OutboxState::Queued);
        row("all recipients, and DATA all the same", "RCPT", "550 5.1.1 x", OutboxState::Failed);
    }
    void refusal_isHeldOrRepeatedAsItsCodeSays()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, answer);
        QFETCH(int, state);
        SmtpScript smtp;
        auto answers = QList<std::pair<QByteArray, QByteArray>>{{line, answer}};
        if (QTest::currentDataTag() == QByteArrayView("all recipients, and DATA all the same"))
            answers.append(std::pair(QByteArray("DATA"), QByteArray("354 what?")));
        smtp.bend = answering(answers);
        ScriptedServer server({smtp.script()});
        Sender sender(server.port());
        const OutboxId id = sender.queue(1);
        const OutboxSummary summary = sender.send();
        QCOMPARE(summary.sent, 0);
        QVERIFY(summary.error);
        const std::optional<OutboxItem> item = sender.outbox->item(id);
        QCOMPARE(int(item->state), state);
        QVERIFY(!item->error.isEmpty());
        QCOMPARE(sender.sentMail().size(), 0);
        if (item->state == OutboxState::Failed) {
            sender.clock.advanceMs(7 * 24 * 3600LL * 1000);
            QCOMPARE(sender.send().error.has_value(), false); // not by itself
            sender.outbox->sendAgain(id);
        } else {
            QVERIFY(item->notBeforeUtc > sender.clock.utcSeconds());
            QVERIFY(!sender.send().error); // not yet
            sender.clock.advanceMs(7200LL * 1000);
        }
        smtp.bend = {};
        QCOMPARE(sender.send().sent, 1);
        QCOMPARE(sender.inSent(1), 1);
    }

    void deferredForDays_isGivenUpAndSaysWhy()
    {
        SmtpScript smtp;
        smtp.bend = answering({{"RCPT", "450 4.2.0 greylisted"}});
        ScriptedServer server({smtp.script()});
        Sender sender(server.port());
        const OutboxId id = sender.queue(1);
        sender.send();
        sender.clock.advanceMs(6 * 24 * 3600LL * 1000);
        sender.send();
        QCOMPARE(int(sender.outbox->item(id)->state), int(OutboxState::Failed));
        QVERIFY(sender.outbox->item(id)->error.contains(QStringLiteral("greylisted")));
    }

    void tooLarge_isRefusedBeforeItIsSentAndTheFigureIsKept()
    {
        SmtpScript smtp;
        smtp.capabilities.append("SIZE 1000");
        ScriptedServer server({smtp.script()});
        Sender sender(server.port());
        const OutboxId id = sender.queue(1, {QStringLiteral("b@example.org")}, 5000);
        sender.send();
        QCOMPARE(int(sender.outbox->item(id)->state), int(OutboxState::Failed));
        QVERIFY(sender.outbox->item(id)->error.contains(QStringLiteral("1.0 kB")));
        QVERIFY(!server.lines().join('\n').contains("MAIL"));
        QCOMPARE(sender.outbox->largest(sender.writer->account(sender.id)->outgoing.id), 1000);
    }

    void addressBeyondAscii_needsSmtpUtf8()
    {
        SmtpScript smtp;
        ScriptedServer server({smtp.script()});
        Sender sender(server.port());
        const OutboxId id = sender.queue(1, {QStringLiteral("jörg@example.org")});
        sender.send();
        QCOMPARE(int(sender.outbox->item(id)->state), int(OutboxState::Failed));
        QVERIFY(sender.outbox->item(id)->error.contains(QStringLiteral("jörg")));
        smtp.capabilities.append("SMTPUTF8");
        sender.outbox->sendAgain(id);
        QCOMPARE(sender.send().sent, 1);
        QVERIFY(server.lines().contains("MAIL FROM:<alice@example.org> SMTPUTF8"));
    }

    void signInRefused_allWaitAndOnlyOneTryIsMade()
    {
        SmtpScript smtp;
        smtp.bend = answering({{"AUTH", "535 5.7.8 wrong password"}});
        ScriptedServer server({smtp.script()});
        Sender sender(server.port());
        sender.queue(1);
        sender.queue(2);
        const OutboxSummary summary = sender.send();
        QVERIFY(summary.error);
        QCOMPARE(summary.error->kind, ErrorKind::Authentication);
        QCOMPARE(summary.waiting, 2);
        QCOMPARE(server.connections(), 1);
        QVERIFY(!sender.send().error); // it isn't time
        QCOMPARE(server.connections(), 1);
        smtp.bend = {};
        sender.outbox->retrySoon(sender.id);
        QCOMPARE(sender.send().sent, 2);
    }

    void ownPasswordMissing_theAccountsIsNotTriedAndTheServerIsNamed()
    {
        SmtpScript smtp;
        ScriptedServer server({smtp.script()});
        Sender sender(server.port());
        OutgoingServer own = sender.writer->account(sender.id)->outgoing;
        own.ownPassword = true;
        sender.outbox->setOutgoingServer(sender.id, own);
        sender.queue(1);
        const OutboxSummary summary = sender.send();
        QVERIFY(summary.error && summary.error->kind == ErrorKind::Authentication);
        QVERIFY(summary.refusedBy && summary.refusedBy->id == own.id);
        QCOMPARE(server.connections(), 0);
        QCOMPARE(summary.waiting, 1);
        const OutboxTally tally = sender.outbox->tally();
        QVERIFY(tally == (OutboxTally{1, 0, 0}));
    }

    void identitiesWithoutAServer_waitTogetherWithTheAccounts()
    {
        SmtpScript smtp;
        smtp.bend = answering({{"AUTH", "535 5.7.8 no"}});
        ScriptedServer server({smtp.script()});
        Sender sender(server.port());
        QList<Identity> identities = sender.outbox->identities(sender.id);
        Identity second = identities.first();
        second.id = {};
        second.email = QStringLiteral("second@example.org");
        sender.outbox->setIdentities(sender.id, identities + QList<Identity>{second});
        identities = sender.outbox->identities(sender.id);
        QCOMPARE(identities.size(), 2);
        for (const Identity &identity : std::as_const(identities)) {
            NewOutboxItem item;
            item.account = sender.id;
            item.identity = identity.id;
            item.sender = identity.email;
            item.recipients = {QStringLiteral("b@example.org")};
            sender.outbox->queue(item, Sender::message(int(identity.id.value())));
        }
        const OutboxSummary summary = sender.send();
        QVERIFY(summary.refusedBy);
        QCOMPARE(server.connections(), 1); // one try for both, or an account is soon locked
        const QList<OutboxItem> items = sender.outbox->items();
        QCOMPARE(items.size(), 2);
        for (const OutboxItem &item : items)
            QVERIFY(item.notBeforeUtc > sender.clock.utcSeconds() && !item.error.isEmpty());
    }

    void serverOfTheAccount_staysUntilAnotherIsItsOwn()
    {
        Sender sender(25);
        const OutgoingServerId first = sender.writer->account(sender.id)->outgoing.id;
        OutgoingServer other;
        other.endpoint = {QStringLiteral("other.example"), 465, ConnectionSecurity::Tls};
        other.ownPassword = true;
        other.passwordCommand = QStringLiteral("cat");
        other.id = sender.outbox->setOutgoingServer(sender.id, other);
        QVERIFY(sender.outbox->outgoingServers(sender.id).last() == other);
        QVERIFY_THROWS_EXCEPTION(MailError, sender.outbox->removeOutgoingServer(first));
        sender.outbox->setDefaultOutgoingServer(sender.id, other.id);
        QVERIFY(sender.writer->account(sender.id)->outgoing == other);
        sender.outbox->removeOutgoingServer(first);
        QCOMPARE(sender.outbox->outgoingServers(sender.id).size(), 1);
        // By whom it signs in there, as passwords are kept.
        const Account account = *sender.writer->account(sender.id);
        const Account like = credentialsOf(account, other);
        QVERIFY(like.password.kind == PasswordSource::Kind::Command);
        QCOMPARE(like.password.command, QStringLiteral("cat"));
        QCOMPARE(like.incoming.protocol, QStringLiteral("smtp"));
    }

    void startTls_isNeverDoneWithoutAndInjectedBytesAreRefused()
    {
        for (const QByteArray answer : {"502 no\r\n", "220 go\r\n250 injected\r\n"}) {
            ScriptedServer server({[&](ScriptedConnection &connection) {
                connection.send("220 x\r\n");
                connection.expect("EHLO");
                connection.send("250-x\r\n250 AUTH PLAIN\r\n");
                connection.expect("STARTTLS");
                connection.send(answer);
                connection.hang();
            }});
            Sender sender(server.port());
            Account account = *sender.writer->account(sender.id);
            account.outgoing.endpoint.security = ConnectionSecurity::StartTls;
            sender.writer->updateAccount(account);
            sender.queue(1);
            const OutboxSummary summary = sender.send();
            QVERIFY(summary.error);
            QCOMPARE(summary.error->kind, ErrorKind::Security);
            QVERIFY(!server.lines().join('\n').contains("AUTH"));
            QCOMPARE(server.problems(), QStringList());
        }
    }

    /// The answer to the end never comes.
    void lostAfterTheEnd_isUnknownAndNeverSentAgainByItself()
    {
        for (const bool chunking : {false, true}) {
            SmtpScript smtp;
            if (chunking)
                smtp.capabilities.append("CHUNKING");
            smtp.taken = [](ScriptedConnection &) { return false; };
            ScriptedServer server({smtp.script()});
            Sender sender(server.port());
            const OutboxId id = sender.queue(1);
            QCOMPARE(sender.send().undecided, 1);
            QCOMPARE(int(sender.outbox->item(id)->state), int(OutboxState::Unknown));
            QCOMPARE(sender.sentMail().size(), 0);
            sender.clock.advanceMs(10 * 24 * 3600LL * 1000);
            sender.outbox->retrySoon(sender.id);
            QCOMPARE(sender.send().sent, 0);
            QCOMPARE(smtp.messages().size(), 1);
            if (chunking) { // the user found out that it arrived
                sender.outbox->confirmSent(
                    id, sentFiling(*sender.writer, *sender.writer->account(sender.id), {}, false));
                QCOMPARE(smtp.messages().size(), 1);
            } else { // or wants it sent again
                smtp.taken = {};
                sender.outbox->sendAgain(id);
                QCOMPARE(sender.send().sent, 1);
                QCOMPARE(smtp.messages().size(), 2);
            }
            QCOMPARE(sender.inSent(1), 1);
            QVERIFY(sender.outbox->items().isEmpty());
        }
    }

    void cutAfterEveryByte_isNeverLostAndNeverSilentlyTwice_data()
    {
        QTest::addColumn<int>("direction");
        QTest::addColumn<bool>("chunking");
        QTest::newRow("to the server") << int(FaultProxy::Direction::ToServer) << false;
        QTest::newRow("to the server, chunks") << int(FaultProxy::Direction::ToServer) << true;
        QTest::newRow("from the server") << int(FaultProxy::Direction::ToClient) << false;
        QTest::newRow("from the server, chunks") << int(FaultProxy::Direction::ToClient) << true;
    }
    void cutAfterEveryByte_isNeverLostAndNeverSilentlyTwice()
    {
        QFETCH(int, direction);
        QFETCH(bool, chunking);
        SmtpScript smtp;
        if (chunking)
            smtp.capabilities.append("CHUNKING");
        ScriptedServer server({smtp.script()});
        FaultProxy line(server.port());
        Sender sender(line.port());
        int unknown = 0, cut = 0, number = 0;
        for (qint64 at = 0;; ++at) {
            const OutboxId id = sender.queue(++number);
            const int cutsBefore = line.counts().cuts;
            line.cutAfter(FaultProxy::Direction(direction), at);
            sender.send();
            const bool wasCut = line.counts().cuts > cutsBefore;
            cut += wasCut ? 1 : 0;
            line.watch("never said"); // takes a cut back that didn't happen
            const std::optional<OutboxItem> item = sender.outbox->item(id);
            if (item && item->state == OutboxState::Unknown) {
                ++unknown;
                QVERIFY2(smtp.copiesOf(Sender::name(number)) <= 1, qPrintable(QString::number(at)));
                QCOMPARE(sender.inSent(number), 0);
                sender.outbox->discard(id);
                continue;
            }
            if (item) { // it waits, and goes once
                QCOMPARE(int(item->state), int(OutboxState::Queued));
                QCOMPARE(smtp.copiesOf(Sender::name(number)), 0);
                sender.clock.advanceMs(3600LL * 1000);
                sender.send();
            }
            QVERIFY(!sender.outbox->item(id));
            QCOMPARE(smtp.copiesOf(Sender::name(number)), 1);
            QCOMPARE(sender.inSent(number), 1);
            if (!wasCut)
                break;
        }
        QVERIFY(cut > 100);
        QVERIFY(unknown > 0);
        QVERIFY(sender.writer->verify(true).findings.isEmpty());
    }

    /// A process that sends is killed before and after each of its commits.
    void killedAtEveryCommit_isNeverLostAndNeverSilentlyTwice()
    {
        SmtpScript smtp;
        ScriptedServer server({smtp.script()});
        Sender sender(server.port());
        int number = 0, unknown = 0, lives = 0;
        for (bool killed = true; killed;) {
            QList<OutboxId> ids{sender.queue(number + 1), sender.queue(number + 2)};
            sender.close();
            QProcess child;
            child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            child.start(QCoreApplication::applicationFilePath(),
                        {QString::fromLatin1(killedArgument), sender.profile.directory(),
                         QString::number(++lives)});
            QVERIFY(child.waitForFinished(60'000));
            killed = child.exitStatus() == QProcess::CrashExit;
            sender.open();
            sender.send(); // recovers what was left, and sends what surely wasn't sent
            for (int i = 1; i <= 2; ++i) {
                const QByteArray name = Sender::name(number + i);
                const std::optional<OutboxItem> item = sender.outbox->item(ids.at(i - 1));
                if (item) {
                    QCOMPARE(int(item->state), int(OutboxState::Unknown));
                    QVERIFY(smtp.copiesOf(name) <= 1);
                    QCOMPARE(sender.inSent(number + i), 0);
                    sender.outbox->discard(item->id);
                    ++unknown;
                } else {
                    QCOMPARE(smtp.copiesOf(name), 1);
                    QCOMPARE(sender.inSent(number + i), 1);
                }
            }
            number += 2;
        }
        QVERIFY(lives > 8);
        QVERIFY(unknown > 0);
        QVERIFY(sender.writer->verify(true).findings.isEmpty());
    }

    void chosenTime_isKept()
    {
        SmtpScript smtp;
        ScriptedServer server({smtp.script()});
        Sender sender(server.port());
        NewOutboxItem item;
        item.account = sender.id;
        item.sender = QStringLiteral("alice@example.org");
        item.recipients = {QStringLiteral("b@example.org")};
        item.chosenTimeUtc = sender.clock.utcSeconds() + 3600;
        sender.outbox->queue(item, Sender::message(1));
        QCOMPARE(sender.send().sent, 0);
        sender.outbox->retrySoon(sender.id);
        QCOMPARE(sender.send().sent, 0);
        QCOMPARE(server.connections(), 0);
        sender.clock.advanceMs(3600LL * 1000);
        QCOMPARE(sender.send().sent, 1);
    }

    void held_waitsForTheUserAndDiscardedIsGone()
    {
        SmtpScript smtp;
        ScriptedServer server({smtp.script()});
        Sender sender(server.port());
        const OutboxId held = sender.queue(1), gone = sender.queue(2);
        sender.outbox->hold(held);
        sender.outbox->discard(gone);
        sender.send();
        QCOMPARE(smtp.messages().size(), 0);
        QCOMPARE(int(sender.outbox->item(held)->state), int(OutboxState::Held));
        QCOMPARE(sender.outbox->items().size(), 1);
        sender.outbox->sendAgain(held);
        QCOMPARE(sender.send().sent, 1);
        QVERIFY(sender.writer->verify(true).findings.isEmpty());
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String(killedArgument)) {
        const FixedClock clock{1'750'000'000};
        Store store(ProfilePaths::forDirectory(arguments.at(2)), Store::Access::ReadWrite, clock);
        const Account account = MailReader(store).accounts().first();
        const BackendRegistry registry = BackendRegistry::standard();
        Wakeup wakeup;
        OutgoingPasswords passwords;
        passwords.account = Secret("secret");
        commitsLeft = arguments.at(3).toInt();
        Database::commitHook = killAtCommit;
        const PassContext context{store, registry, {}, wakeup};
        return sendOutbox(context, account, passwords).error ? 1 : 0;
    }
    // Some thousand commits, and none of these tests is about waiting for a disk.
    if (QFileInfo(QStringLiteral("/dev/shm")).isWritable())
        qputenv("TMPDIR", "/dev/shm");
    TestOutboxSender test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_outboxsender.moc"
