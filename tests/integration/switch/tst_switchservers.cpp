// SPDX-License-Identifier: MIT
// A change of protocol at servers with ways of their own.
#include "engine/actions.h"
#include "support/faultproxy.h"
#include "support/memorybackend.h"
#include "support/oddimap.h"
#include "support/switchfixture.h"

#include <QTest>
#include <algorithm>
#include <atomic>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QString waysUser = QStringLiteral("alice"), waysInbox = QStringLiteral("INBOX");
const QString waysImap = QStringLiteral("imap"), waysPop3 = QStringLiteral("pop3");
const QString waysTrash = QStringLiteral("Trash");

/// One mailbox in memory as a provider has it whose folders are labels, by IMAP and by POP3.
class LabelSwitch {
public:
    explicit LabelSwitch(const QString &protocol, bool labels = true)
        : imap(MemoryServer::Style::Imap)
        , pop3(MemoryServer::Style::Pop3)
        , store(profile.paths(), Store::Access::ReadWrite, Clock::system())
        , writer(store)
    {
        imap.labels = labels;
        imap.removeFolder("Archive");
        imap.addFolder("All Mail", FolderRole::All);
        imap.addFolder("Work");
        for (int i = 1; i <= 24; ++i) {
            const QByteArray key = imap.deliver("INBOX", sampleMessage(i));
            if (labels)
                imap.addLabel("INBOX", key, "All Mail");
            if (labels && i % 8 == 0)
                imap.addLabel("INBOX", key, "Work");
            pop3.deliver("INBOX", sampleMessage(i));
        }
        // Archived: in no folder but that of all mail.
        if (labels)
            imap.deliver("All Mail", sampleMessage(50));
        add(waysImap, imap);
        add(waysPop3, pop3);
        Account account = imap.account();
        account.incoming = at(protocol);
        account.incoming.leaveOnServer = {LeaveOnServer::Rule::Forever, 0};
        id = writer.addAccount(account, true);
    }
    IncomingServer at(const QString &protocol)
    {
        IncomingServer server = imap.account().incoming;
        server.protocol = protocol;
        return server;
    }
    SwitchContext context()
    {
        return {{store, registry, {}, wakeup}, Secret("secret"), Secret("secret")};
    }
    Account account() { return *writer.account(id); }
    SyncSummary pass() { return runPass(context().pass, account(), Secret("secret")); }
    SwitchReport change(const QString &to, bool thorough = false)
    {
        SwitchPreview preview = previewSwitch(context(), account(), at(to), true);
        preview.thorough = thorough;
        chooseSwitch(writer, preview);
        return applySwitch(context(), account());
    }
    QList<MessageRow> rows(const QString &path)
    {
        const auto folder = writer.folderByPath(id, path);
        ListQuery query;
        query.folders = {folder ? folder->id : FolderId()};
        return writer.page(query, 1'000);
    }
    /// Different messages, wherever they stand.
    qint64 messages()
    {
        QSet<MessageId> all;
        const QList<Folder> folders = writer.folders(id);
        for (const Folder &folder : folders) {
            const QList<MessageRow> here = rows(folder.path);
            for (const MessageRow &row : here)
                all.insert(row.message);
        }
        return all.size();
    }

    MemoryServer imap, pop3;
    BackendRegistry registry;
    ThrowAwayProfile profile;
    Store store;
    MailWriter writer;
    Wakeup wakeup;
    AccountId id;

private:
    void add(const QString &protocol, MemoryServer &server)
    {
        const BackendRegistry own = server.registry();
        BackendRegistry::Entry entry = *own.find(QStringLiteral("memory"));
        entry.protocol = protocol;
        registry.add(entry);
    }
};

} // namespace

class SwitchServersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void mailutils_nothingIsLostOrDoubled()
    {
        MailServer server(MailServerOptions{.server = QStringLiteral("mailutils")});
        for (int i = 1; i <= 6; ++i)
            server.deliver(waysUser, waysInbox, sampleMessage(i));
        SwitchFixture f(server);
        QCOMPARE(errorOf(f.profile.pass()), QString());
        f.bytesHere(QStringLiteral("Work"), {sampleMessage(20)});
        // In a file that holds mail there is no room for another.
        f.bytesHere(QStringLiteral("Work/2024"), {sampleMessage(21)});
        const HashList here = f.here(), there = f.there();
        QCOMPARE(here.size(), 8);
        QCOMPARE(there.size(), 6);
        const SwitchReport report = f.change(waysImap);
        QVERIFY(report.state == SwitchState::Committed);
        QCOMPARE(f.here(), here);
        const HashList now = f.there();
        QCOMPARE(without(there, now), HashList());
        QCOMPARE(now.size(), there.size() + 2);
        const AccountId id = f.profile.account().id;
        QVERIFY(f.profile.writer->folderByPath(id, QStringLiteral("Work/2024"))->onServer);
        QCOMPARE(f.profile.pass().added, 0);
        QVERIFY(f.change(waysPop3).state == SwitchState::Committed);
        QCOMPARE(f.profile.pass().added, 0);
        QCOMPARE(f.here(), here);
        QCOMPARE(f.there(), now);
        QVERIFY(f.change(waysImap).state == SwitchState::Committed);
        QCOMPARE(f.profile.pass().added, 0);
        QCOMPARE(f.here(), here);
        QCOMPARE(f.there(), now); // and nothing is put there again
        QCOMPARE(f.damage(), QString());
    }

    void nameThatTheServerRefuses_isMadeInAPlainerOneAndFoundAgain()
    {
        MailServer server(MailServerOptions{.server = QStringLiteral("cyrus")});
        server.deliver(waysUser, waysInbox, sampleMessage(1));
        SwitchFixture f(server);
        QCOMPARE(errorOf(f.profile.pass()), QString());
        const QStringList paths{QStringLiteral("To do! <now> %*\"\\"),
                                QStringLiteral("To do! <now> %*\"\\/Größe?"),
                                QStringLiteral("long ").repeated(80)};
        int number = 20;
        for (const QString &path : paths)
            f.bytesHere(path, {sampleMessage(++number)});
        const HashList here = f.here();
        const auto allOnServer = [&] {
            const QList<Folder> folders = f.profile.writer->folders(f.profile.account().id);
            return std::count_if(folders.begin(), folders.end(), [&](const Folder &folder) {
                return paths.contains(folder.path) && folder.onServer;
            });
        };
        QList<QByteArray> listed;
        for (int i = 0; i < 3; ++i) {
            const SwitchReport report = f.change(i % 2 == 0 ? waysImap : waysPop3);
            QVERIFY(report.state == SwitchState::Committed);
            QCOMPARE(f.profile.pass().added, 0);
            QCOMPARE(f.here(), here);
            QCOMPARE(f.there().size(), 4);
            QCOMPARE(allOnServer(), i % 2 == 0 ? 3 : 0);
            const QByteArrayList now = server.client().command("LIST \"\" *").untagged;
            if (i > 0)
                QCOMPARE(now, listed);
            listed = now;
        }
        QCOMPARE(f.damage(), QString());
    }

    void folderThatTheServerNeverMakes_staysHereAndAllElseIsDone()
    {
        LabelSwitch t(waysPop3, false);
        QVERIFY(!t.pass().error);
        const QString mine = QStringLiteral("Mine"), work = QStringLiteral("Work");
        t.writer.move({t.rows(waysInbox).at(0).id}, t.writer.createFolder(t.id, mine, {}), {});
        t.writer.move({t.rows(waysInbox).at(0).id}, t.writer.createFolder(t.id, work, {}), {});
        for (const QByteArray &key : {QByteArray("23"), QByteArray("24")}) {
            t.pop3.expunge("INBOX", key);
            t.imap.expunge("INBOX", key);
        }
        QVERIFY(!t.pass().error);
        QCOMPARE(t.messages(), 24);
        t.imap.hook = [](const QByteArray &step) {
            if (step == "create")
                throw MailError{
                    ErrorScope::Folder, ErrorKind::Permission, RetryClass::Never, {}, {}};
        };
        const SwitchReport report = t.change(waysImap);
        QVERIFY(report.state == SwitchState::Committed);
        QCOMPARE(report.exceptions.size(), 1);
        QVERIFY(report.exceptions.first().kind == SwitchException::Kind::FolderRefused);
        QCOMPARE(report.exceptions.first().folder, mine);
        QCOMPARE(t.imap.folder("Work").messages.size(), 1);
        for (int i = 0; i < 2; ++i) {
            QVERIFY(!t.pass().error);
            QCOMPARE(t.messages(), 24);
            QCOMPARE(t.rows(mine).size(), 1);
        }
        QVERIFY(t.writer.verify(true).findings.isEmpty());
    }

    void specialFolderThatNoServerHas_isMadeThereAsItIsUsed()
    {
        LabelSwitch t(waysPop3, false);
        QVERIFY(!t.pass().error);
        const QString archived = QStringLiteral("Archive");
        const auto isThere = [&] {
            const QList<MemoryServer::Folder> folders = t.imap.folders();
            return std::any_of(folders.begin(), folders.end(),
                               [](const auto &one) { return one.path == "Archive"; });
        };
        QVERIFY(t.change(waysImap).state == SwitchState::Committed);
        QVERIFY(!t.pass().error);
        QVERIFY(!isThere()); // there and back makes nothing
        ActionTraits traits;
        traits.flagsOnServer = traits.foldersOnServer = traits.deleteOnServer = true;
        const FolderId archive = archiveFolder(t.writer, t.account(), traits);
        QCOMPARE(archive, t.writer.folderByPath(t.id, archived)->id);
        t.writer.move({t.rows(waysInbox).first().id}, archive, traits);
        QVERIFY(!t.pass().error);
        QVERIFY(isThere());
        QCOMPARE(t.imap.folder("Archive").messages.size(), 1);
        QCOMPARE(t.rows(archived).size(), 1);
        QCOMPARE(t.messages(), 24);
        QVERIFY(t.writer.operations().isEmpty());
        QCOMPARE(archiveFolder(t.writer, t.account(), traits), archive);
        QVERIFY(t.writer.operations().isEmpty()); // it isn't made twice
    }

    void folderNotListedToItsEnd_keepsTheAccountAsItIs()
    {
        MailServer server;
        server.deliver(waysUser, waysInbox, sampleMessage(1));
        OddImap odd;
        odd.folders = {{"INBOX", {sampleMessage(1)}}, {"Work", {sampleMessage(20)}}};
        std::atomic<bool> refuses = true;
        odd.bend = [&refuses](const QByteArray &line, const QByteArray &answer) {
            return refuses && line.startsWith("SELECT") && line.contains("Work")
                ? QByteArray("TAG NO not now\r\n")
                : answer;
        };
        const ScriptedServer scripted({odd.script()});
        SwitchFixture f(server, waysImap,
                        [&](Account &account) { account.incoming.endpoint = scripted.endpoint(); });
        f.profile.pass();
        const QString work = QStringLiteral("Work");
        const SwitchPreview preview = f.preview(waysPop3);
        QVERIFY(f.planOf(preview, work).partlyListed);
        QVERIFY(!f.planOf(preview, work).whyNot.isEmpty());
        QVERIFY(!f.planOf(preview, waysInbox).partlyListed);
        QVERIFY_THROWS_EXCEPTION(MailError, f.apply());
        QCOMPARE(f.profile.account().incoming.protocol, waysImap);
        const auto kept = *SwitchReader(*f.profile.writer).preview(f.profile.account().id);
        QVERIFY(f.planOf(kept, work).partlyListed); // the journal has it
        refuses = false;
        QVERIFY(f.apply().state == SwitchState::Committed);
        QCOMPARE(f.profile.rows(work).size(), 1);
        QVERIFY(f.profile.writer->content(f.profile.rows(work).first().message, {}).has_value());
    }

    void serverInUseIsAway_towardsPop3_isWaitedForUnlessThePreviewSaidSo()
    {
        MailServer server;
        for (int i = 1; i <= 3; ++i)
            server.deliver(waysUser, waysInbox, sampleMessage(i));
        FaultProxy proxy(server.imap());
        SwitchFixture f(server, waysImap, [&](Account &account) {
            account.incoming.endpoint = server.endpoint(waysImap, ConnectionSecurity::None);
            account.incoming.endpoint.port = proxy.port();
        });
        QCOMPARE(errorOf(f.profile.pass()), QString());
        const HashList here = f.here();
        QVERIFY(f.preview(waysPop3).notAsked.isEmpty());
        proxy.refuse(true);
        proxy.cutAll();
        QVERIFY_THROWS_EXCEPTION(MailError, f.apply());
        QCOMPARE(f.profile.account().incoming.protocol, waysImap);
        QVERIFY(SwitchReader(*f.profile.writer).report(f.profile.account().id)->nextTryUtc > 0);
        QVERIFY(!f.preview(waysPop3).notAsked.isEmpty());
        QVERIFY(f.apply().state == SwitchState::Committed);
        QCOMPARE(f.here(), here);
        QCOMPARE(f.profile.pass().added, 0);
    }

    void deletedByPop3AndOnlyHidden_isNeverInTheInboxAgain_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::newRow("until deleted") << QStringLiteral("until-deleted");
        QTest::newRow("deleted at once") << QStringLiteral("no");
    }
    void deletedByPop3AndOnlyHidden_isNeverInTheInboxAgain()
    {
        QFETCH(QString, rule);
        MailServerOptions options;
        options.arguments = {QStringLiteral("--option"),
                             QStringLiteral("pop3_deleted_flag=POP3Deleted")};
        MailServer server(options);
        for (int i = 1; i <= 24; ++i)
            server.deliver(waysUser, waysInbox, sampleMessage(i));
        SwitchFixture f(server, waysPop3, [&](Account &account) {
            fromString(rule, &account.incoming.leaveOnServer);
        });
        f.profile.pass();
        const QList<MessageRow> rows = f.profile.rows();
        f.profile.writer->remove({rows[0].id, rows[1].id}, true, f.profile.traits()); // for good
        f.profile.writer->remove({rows[2].id, rows[3].id}, false, f.profile.traits()); // to Trash
        f.profile.writer->remove({f.profile.rows(waysTrash).first().id}, true, f.profile.traits());
        for (int i = 0; i < 2; ++i)
            QCOMPARE(errorOf(f.profile.pass()), QString());
        QVERIFY(f.profile.writer->operations().isEmpty());
        QCOMPARE(server.messages(waysUser, waysInbox).size(), 24); // POP3 shows them no more
        const HashList here = f.here();
        QCOMPARE(here.size(), 21);
        const SwitchPreview preview = f.preview(waysImap);
        QCOMPARE(preview.deletedHereButThere, 3);
        QVERIFY(preview.moveDeletedToTrash); // proposed
        QCOMPARE(f.planOf(preview, waysInbox).onlyServer.messages, 0);
        QCOMPARE(preview.exceptions.size(), 3);
        for (const SwitchException &exception : preview.exceptions) {
            QVERIFY(exception.kind == SwitchException::Kind::DeletedHere);
            QVERIFY(exception.subject.startsWith(QStringLiteral("Message ")));
            QVERIFY(exception.dateUtc > 0 && !exception.from.isEmpty());
        }
        f.apply();
        for (int i = 0; i < 2; ++i)
            QCOMPARE(errorOf(f.profile.pass()), QString());
        QCOMPARE(f.profile.rows().size(), 20);
        QCOMPARE(without(here, f.here()), HashList());
        QCOMPARE(server.messages(waysUser, waysInbox).size(), 20); // the others are in its Trash
        QCOMPARE(f.there().size(), 24);
        // There and back: nothing of it is new to anybody.
        const HashList now = f.here(), there = f.there();
        for (const QString &to : {waysPop3, waysImap}) {
            f.change(to);
            QCOMPARE(errorOf(f.profile.pass()), QString());
            QCOMPARE(f.profile.rows().size(), 20);
            QCOMPARE(f.here(), now);
            QCOMPARE(f.there(), there);
        }
        QCOMPARE(f.damage(), QString());
    }

    void labels_towardsImap_aMessageStaysOne()
    {
        LabelSwitch t(waysPop3);
        QVERIFY(!t.pass().error);
        QCOMPARE(t.messages(), 24);
        QVERIFY(t.change(waysImap).state == SwitchState::Committed);
        const int compared = int(t.imap.messagesFetched); // their headers
        QCOMPARE(t.imap.folder("INBOX").messages.size(), 24);
        QCOMPARE(t.imap.folder("All Mail").messages.size(), 25); // nothing was uploaded
        for (int i = 0; i < 2; ++i)
            QVERIFY(!t.pass().error);
        QCOMPARE(t.rows(waysInbox).size(), 24);
        QCOMPARE(t.rows(QStringLiteral("All Mail")).size(), 25);
        QCOMPARE(t.rows(QStringLiteral("Work")).size(), 3);
        QCOMPARE(t.messages(), 25);
        QCOMPARE(int(t.imap.messagesFetched) - compared, 1); // what was archived there
        QVERIFY(t.writer.verify(true).findings.isEmpty());
        QVERIFY(t.change(waysPop3).state == SwitchState::Committed);
        QVERIFY(!t.pass().error);
        QCOMPARE(t.messages(), 25);
        QVERIFY(!t.pass().error);
        QCOMPARE(t.rows(waysInbox).size(), 24);
    }

    void labels_towardsPop3_aMessageStaysOne()
    {
        LabelSwitch t(waysImap);
        QVERIFY(!t.pass().error);
        QCOMPARE(t.messages(), 25);
        QVERIFY(t.change(waysPop3).state == SwitchState::Committed);
        for (int i = 0; i < 2; ++i)
            QVERIFY(!t.pass().error);
        QCOMPARE(t.rows(waysInbox).size(), 24);
        QCOMPARE(t.rows(QStringLiteral("Work")).size(), 3);
        QCOMPARE(t.rows(QStringLiteral("All Mail")).size(), 25);
        QCOMPARE(t.messages(), 25);
        QCOMPARE(t.rows(waysInbox).size() + t.rows(QStringLiteral("Work")).size(), 27);
        QCOMPARE(t.imap.folder("All Mail").messages.size(), 25);
        QVERIFY(t.change(waysImap).state == SwitchState::Committed);
        QVERIFY(!t.pass().error);
        QCOMPARE(t.messages(), 25);
        QCOMPARE(t.imap.folder("All Mail").messages.size(), 25);
        QVERIFY(t.writer.verify(true).findings.isEmpty());
    }

    void gmailsOwnExtension_aMessageStaysOneInAllItsLabels()
    {
        const QByteArray all = "[Gmail]/All Mail", sent = "[Gmail]/Sent Mail", work = "Work";
        MailServer server; // its POP3
        OddImap gmail;
        gmail.capabilities = "IMAP4rev1 UIDPLUS X-GM-EXT-1 SPECIAL-USE";
        gmail.list = "* LIST (\\HasNoChildren) \"/\" \"INBOX\"\r\n"
                     "* LIST (\\HasChildren \\Noselect) \"/\" \"[Gmail]\"\r\n"
                     "* LIST (\\All \\HasNoChildren) \"/\" \"[Gmail]/All Mail\"\r\n"
                     "* LIST (\\Sent \\HasNoChildren) \"/\" \"[Gmail]/Sent Mail\"\r\n"
                     "* LIST (\\HasNoChildren) \"/\" \"Work\"\r\n";
        const auto put = [&](int number, const QByteArrayList &labels) {
            for (const QByteArray &label : labels)
                gmail.folders[label].append(sampleMessage(number));
        };
        for (int i = 1; i <= 24; ++i) {
            server.deliver(waysUser, waysInbox, sampleMessage(i));
            put(i, i % 8 == 0 ? QByteArrayList{"INBOX", all, work} : QByteArrayList{"INBOX", all});
        }
        server.deliver(waysUser, waysInbox, sampleMessage(60)); // POP3 has there what one sends
        put(60, {sent, all});
        put(50, {all}); // archived
        const ScriptedServer scripted({gmail.script()});
        SwitchFixture f(server);
        QCOMPARE(errorOf(f.profile.pass()), QString());
        QCOMPARE(f.profile.rows().size(), 25);
        IncomingServer to = f.other(waysImap);
        to.endpoint = scripted.endpoint();
        Wakeup wakeup;
        const SwitchPreview preview = previewSwitch(f.context(wakeup), f.profile.account(), to);
        QCOMPARE(f.planOf(preview, waysInbox).onBoth.messages, 25);
        QCOMPARE(f.planOf(preview, waysInbox).toMove.messages, 1);
        QVERIFY(f.apply().state == SwitchState::Committed);
        const auto whole = [&] {
            QSet<MessageId> messages;
            for (const QString &path : {waysInbox, QStringLiteral("Work"), QStringLiteral("Sent"),
                                        QString::fromLatin1(all)}) {
                const QList<MessageRow> rows = f.profile.rows(path);
                for (const MessageRow &row : rows)
                    messages.insert(row.message);
            }
            return messages.size();
        };
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(errorOf(f.profile.pass()), QString());
            QCOMPARE(f.profile.rows().size(), 24);
            QCOMPARE(f.profile.rows(QString::fromLatin1(all)).size(), 26);
            QCOMPARE(f.profile.rows(QStringLiteral("Work")).size(), 3);
            QCOMPARE(f.profile.rows(QStringLiteral("Sent")).size(), 1);
            QCOMPARE(whole(), 26);
        }
        int bodies = 0;
        const QByteArrayList lines = scripted.lines();
        for (const QByteArray &line : lines) {
            QVERIFY2(!line.contains("APPEND ") && !line.contains("STORE "), line.constData());
            bodies += line.contains("BODY.PEEK[]") ? 1 : 0;
        }
        QVERIFY(bodies <= 1); // what was archived there
        QVERIFY(f.change(waysPop3).state == SwitchState::Committed);
        for (int i = 0; i < 2; ++i) {
            const SyncSummary pass = f.profile.pass();
            QCOMPARE(errorOf(pass), QString());
            QCOMPARE(pass.added, 0);
            QCOMPARE(whole(), 26);
        }
        QCOMPARE(scripted.problems(), QStringList());
        QCOMPARE(f.damage(), QString());
    }

    void thorough_findsABodyThatTheServerAltered_data()
    {
        QTest::addColumn<bool>("thorough");
        QTest::newRow("by header and size") << false;
        QTest::newRow("whole") << true;
    }
    void thorough_findsABodyThatTheServerAltered()
    {
        QFETCH(bool, thorough);
        LabelSwitch t(waysPop3, false);
        QVERIFY(!t.pass().error);
        const QString mine = QStringLiteral("Mine");
        const MessageRow only = t.rows(waysInbox).first();
        t.writer.move({only.id}, t.writer.createFolder(t.id, mine, {}), {});
        t.pop3.expunge("INBOX", "24");
        t.imap.expunge("INBOX", "24");
        QVERIFY(!t.pass().error);
        t.imap.altersBodies = true;
        const SwitchReport report = t.change(waysImap, thorough);
        QVERIFY(report.state == SwitchState::Committed);
        QCOMPARE(*t.writer.content(only.message, {}), sampleMessage(24)); // ours is what it was
        QCOMPARE(t.rows(mine).size(), 1);
        const auto told = std::find_if(
            report.exceptions.begin(), report.exceptions.end(), [&](const SwitchException &one) {
                return one.placement == only.id && one.kind == SwitchException::Kind::Refused;
            });
        QCOMPARE(told != report.exceptions.end(), thorough);
        // This server can't take off one message and no other: it stays there, and is the one here.
        QCOMPARE(t.imap.folder("Mine").messages.size(), 1);
        QVERIFY(t.writer.row(only.id)->onServer);
        QVERIFY(!t.pass().error);
        QCOMPARE(t.rows(mine).size(), 1);
    }

    void whatIsNoMatterOfFetching_staysAsItIs()
    {
        MailServer server;
        for (int i = 1; i <= 3; ++i)
            server.deliver(waysUser, waysInbox, sampleMessage(i));
        SwitchFixture f(server);
        f.profile.pass();
        f.onlyHere(QStringLiteral("Drafts"), {sampleMessage(30)});
        const PlacementId draft = f.profile.rows(QStringLiteral("Drafts")).first().id;
        const PlacementId tagged = f.profile.rows().first().id;
        f.profile.writer->setFlags({draft}, {Flag::Draft, {}, {}, {}}, {});
        f.profile.writer->setFlags(
            {tagged}, {Flag::Flagged, {}, {QStringLiteral("todo"), QStringLiteral("später")}, {}},
            {});
        const Account before = f.profile.account();
        const QByteArray bytes =
            *f.profile.writer->content(f.profile.writer->row(draft)->message, {});
        for (int i = 0; i < 11; ++i) {
            // Ten there and back, the last one undone.
            const QString to = i % 2 == 0 ? waysImap : waysPop3;
            if (i < 10)
                f.change(to);
            else
                f.undo();
            QCOMPARE(errorOf(f.profile.pass()), QString());
            Account now = f.profile.account();
            QCOMPARE(now.incoming.protocol, to);
            QCOMPARE(server.messages(waysUser, waysInbox).size(), 3);
            QCOMPARE(server.client().search(waysInbox, "KEYWORD sp&AOQ-ter").size(), 1);
            now.incoming = before.incoming;
            QVERIFY(now == before); // name, address, outgoing server, rules, password
            const auto row = f.profile.writer->row(draft);
            QVERIFY(row && row->flags.flags.testFlag(Flag::Draft));
            QCOMPARE(*f.profile.writer->content(row->message, {}), bytes);
            QCOMPARE(f.profile.rows(QStringLiteral("Drafts")).size(), 1);
            QStringList tags = f.profile.writer->row(tagged)->flags.tags;
            QVERIFY(tags.contains(QStringLiteral("todo")));
            QVERIFY(tags.contains(QStringLiteral("später")));
        }
    }
};

QTEST_GUILESS_MAIN(SwitchServersTest)
#include "tst_switchservers.moc"
