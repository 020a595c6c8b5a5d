// SPDX-License-Identifier: MIT
// A change of protocol at servers with ways of their own.
#include "support/memorybackend.h"
#include "support/switchfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QString waysUser = QStringLiteral("alice"), waysInbox = QStringLiteral("INBOX");
const QString waysImap = QStringLiteral("imap"), waysPop3 = QStringLiteral("pop3");
const QString waysTrash = QStringLiteral("Trash");

} // namespace

class SwitchServersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
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
