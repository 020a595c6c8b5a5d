// SPDX-License-Identifier: MIT
// Messages that are being written: kept here at each save, once at the server whatever is cut.
#include "engine/drafts.h"
#include "mail/messagewriter.h"
#include "mail/rewriting.h"
#include "store/outboxwriter.h"
#include "store/switchwriter.h"
#include "support/passfixture.h"

#include <QFileInfo>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

class TestDrafts : public QObject {
    Q_OBJECT

    std::optional<PassFixture> f;
    DraftHandle hand;

    MailWriter &writer() { return *f->writer; }
    void begin(MemoryServer::Style style = MemoryServer::Style::Imap)
    {
        f.emplace(style);
        hand = std::make_shared<DraftInHand>();
        if (style == MemoryServer::Style::Imap) {
            f->server.addFolder("Drafts", FolderRole::Drafts);
            f->server.addFolder("Archive", FolderRole::Archive);
        }
        f->pass();
    }
    Composition text(const QString &body)
    {
        Composition composition;
        composition.from = {QStringLiteral("Anna"), QStringLiteral("anna@example.org")};
        composition.to = {{QString(), QStringLiteral("ben@example.org")}};
        composition.bcc = {{QString(), QStringLiteral("secret@example.org")}};
        composition.subject = QStringLiteral("Plans");
        composition.text = body + QLatin1Char('\n');
        composition.extraHeaders = {{"X-Turnstone-State", QStringLiteral("answers-all")}};
        return composition;
    }
    DraftSaved save(const Composition &composition, bool closed = false, bool same = false)
    {
        DraftToSave what;
        what.draft = hand;
        what.account = f->account().id;
        what.composition = composition;
        what.closed = closed;
        what.sameAttachments = same;
        const DraftSaved saved = saveDraft(writer(), what, f->traits(), f->clock.utcSeconds());
        f->clock.advanceMs(1000);
        return saved;
    }
    DraftSaved save(const QString &body, bool closed = false) { return save(text(body), closed); }
    /// Whatever failed is tried again, until nothing waits.
    void passes(int rounds = 4)
    {
        for (int i = 0; i < rounds; ++i) {
            f->pass();
            f->clock.advanceMs(3'600'000);
        }
    }
    QList<MemoryServer::Message> there() { return f->server.folder("Drafts").messages; }
    QStringList bodiesThere()
    {
        QStringList bodies;
        for (const MemoryServer::Message &message : there())
            bodies.append(compositionOf(message.bytes, RewritingPurpose::Draft).text.trimmed());
        return bodies;
    }
    QStringList bodiesHere()
    {
        QStringList bodies;
        for (const MessageRow &row : f->rows(QStringLiteral("Drafts")))
            bodies.append(compositionOf(f->content(row), RewritingPurpose::Draft).text.trimmed());
        return bodies;
    }
    void verifyIsClean()
    {
        const MailReader::VerifyReport report = writer().verify(true);
        QCOMPARE(report.findings, QStringList());
        QCOMPARE(report.damaged, 0);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (QFileInfo(QStringLiteral("/dev/shm")).isWritable())
            qputenv("TMPDIR", "/dev/shm"); // hundreds of profiles, each synced
    }
    void cleanup()
    {
        if (f && !QTest::currentTestFailed())
            verifyIsClean();
        f.reset();
    }

    void saved_isOneMessageOfDraftsAtOnceAndKeepsItsId()
    {
        begin();
        const PlacementId first = save(QStringLiteral("one")).placement;
        QCOMPARE(bodiesHere(), QStringList{QStringLiteral("one")});
        const MessageRow row = f->rows(QStringLiteral("Drafts")).first();
        QVERIFY(row.flags.flags.testFlag(Flag::Draft));
        QVERIFY(row.flags.flags.testFlag(Flag::Seen));
        QCOMPARE(row.preview, QStringLiteral("one"));
        for (int i = 0; i < 10; ++i)
            QCOMPARE(save(QStringLiteral("text %1").arg(i)).placement, first);
        QCOMPARE(bodiesHere(), QStringList{QStringLiteral("text 9")});
        QCOMPARE(writer().operations().size(), 1);
        const Composition kept = compositionOf(
            f->content(f->rows(QStringLiteral("Drafts")).first()), RewritingPurpose::Draft);
        QCOMPARE(kept.bcc, text({}).bcc);
        QCOMPARE(kept.extraHeaders, text({}).extraHeaders);
        f->reopen();
        QCOMPARE(bodiesHere(), QStringList{QStringLiteral("text 9")});
    }

    void savedTenTimes_isUploadedOnceAndAfterAPauseOnly()
    {
        begin();
        for (int i = 0; i < 10; ++i)
            save(QStringLiteral("text %1").arg(i));
        f->pass();
        QVERIFY(there().isEmpty());
        f->clock.advanceMs(60'000);
        f->pass();
        QCOMPARE(bodiesThere(), QStringList{QStringLiteral("text 9")});
        QCOMPARE(f->server.folder("Drafts").uidNext, 2U);
        QVERIFY(there().first().flags.flags.testFlag(Flag::Draft));
        QVERIFY(writer().operations().isEmpty());
        QVERIFY(f->rows(QStringLiteral("Drafts")).first().onServer);
    }

    void closed_isUploadedAtOnceInPlaceOfWhatWasThere_data()
    {
        QTest::addColumn<bool>("replaces");
        QTest::addColumn<bool>("uidplus");
        QTest::newRow("append, expunge") << false << true;
        QTest::newRow("append, expunge, no APPENDUID") << false << false;
        QTest::newRow("replace") << true << true;
        QTest::newRow("replace, no APPENDUID") << true << false;
    }
    void closed_isUploadedAtOnceInPlaceOfWhatWasThere()
    {
        QFETCH(bool, replaces);
        QFETCH(bool, uidplus);
        begin();
        f->server.replaces = replaces;
        f->server.uidplus = uidplus;
        const PlacementId id = save(QStringLiteral("one"), true).placement;
        f->pass();
        QCOMPARE(bodiesThere(), QStringList{QStringLiteral("one")});
        int replaced = 0;
        f->server.hook = [&](const QByteArray &step) { replaced += step == "replaced" ? 1 : 0; };
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(save(QStringLiteral("more %1").arg(i), true).placement, id);
            QCOMPARE(bodiesHere(), QStringList{QStringLiteral("more %1").arg(i)});
            f->pass();
            QCOMPARE(bodiesThere(), QStringList{QStringLiteral("more %1").arg(i)});
            QVERIFY(writer().operations().isEmpty());
            QVERIFY(f->rows(QStringLiteral("Drafts")).first().onServer);
        }
        QCOMPARE(replaced, replaces ? 3 : 0);
        passes();
        QCOMPARE(bodiesHere(), QStringList{QStringLiteral("more 2")});
        QVERIFY(!DraftReader(writer()).draft(id)->changedElsewhere);
    }

    void cutAtEveryStep_isThereOnceInTheEnd_data()
    {
        QTest::addColumn<bool>("replaces");
        QTest::addColumn<bool>("uidplus");
        QTest::addColumn<bool>("rewrites");
        QTest::addColumn<bool>("writtenOn"); // between the cut and the next pass
        for (const bool writtenOn : {false, true}) {
            const QByteArray on = writtenOn ? ", written on" : "";
            QTest::newRow("append" + on) << false << true << false << writtenOn;
            QTest::newRow("append, no APPENDUID" + on) << false << false << false << writtenOn;
            QTest::newRow("append, rewritten" + on) << false << true << true << writtenOn;
            QTest::newRow("append, rewritten, no APPENDUID" + on)
                << false << false << true << writtenOn;
            QTest::newRow("replace" + on) << true << true << false << writtenOn;
        }
    }
    void cutAtEveryStep_isThereOnceInTheEnd()
    {
        QFETCH(bool, replaces);
        QFETCH(bool, uidplus);
        QFETCH(bool, rewrites);
        QFETCH(bool, writtenOn);
        for (int cut = 1;; ++cut) {
            begin();
            f->server.replaces = replaces;
            f->server.uidplus = uidplus;
            f->server.rewritesUploads = rewrites;
            save(QStringLiteral("first"), true);
            passes(2);
            save(QStringLiteral("second"), true);
            int step = 0;
            QByteArray at;
            f->server.hook = [&](const QByteArray &name) {
                if (++step == cut) {
                    at = name;
                    throw MemoryServer::closedConnection();
                }
            };
            f->pass();
            f->server.hook = {};
            if (step < cut)
                break;
            f->reopen();
            if (writtenOn)
                save(QStringLiteral("third"), true);
            passes();
            const QStringList expected{writtenOn ? QStringLiteral("third")
                                                 : QStringLiteral("second")};
            const QByteArray where = "cut at " + QByteArray::number(cut) + ' ' + at + ": "
                + bodiesThere().join(u'|').toUtf8() + " here " + bodiesHere().join(u'|').toUtf8();
            QVERIFY2(bodiesThere() == expected, where);
            QVERIFY2(bodiesHere() == expected, where);
            QVERIFY2(writer().operations().isEmpty(), where);
            QVERIFY2(!DraftReader(writer()).draft(hand->placement)->changedElsewhere, where);
            verifyIsClean();
        }
    }

    void writtenOnWhileItIsUploaded_theLaterTextFollows()
    {
        begin();
        f->server.hook = [&](const QByteArray &step) {
            if (step == "append" && hand->lastDateUtc != 0) {
                f->server.hook = {};
                MailWriter other(*f->store);
                DraftToSave what;
                what.draft = hand;
                what.account = f->account().id;
                what.composition = text(QStringLiteral("later"));
                what.closed = true;
                saveDraft(other, what, f->traits(), f->clock.utcSeconds());
            }
        };
        save(QStringLiteral("one"), true);
        passes();
        QCOMPARE(bodiesThere(), QStringList{QStringLiteral("later")});
        QCOMPARE(bodiesHere(), QStringList{QStringLiteral("later")});
        QVERIFY(writer().operations().isEmpty());
    }

    void changedOnAnotherDevice_bothAreKeptAndTold_data()
    {
        QTest::addColumn<bool>("replaces");
        QTest::addColumn<bool>("readBefore");
        for (const bool replaces : {false, true}) {
            QTest::newRow(replaces ? "replace" : "append") << replaces << false;
            QTest::newRow(replaces ? "replace, seen first" : "append, seen first")
                << replaces << true;
        }
    }
    void changedOnAnotherDevice_bothAreKeptAndTold()
    {
        QFETCH(bool, replaces);
        QFETCH(bool, readBefore);
        begin();
        f->server.replaces = replaces;
        save(QStringLiteral("one"), true);
        f->pass();
        save(QStringLiteral("mine"), !readBefore);
        // The same message by its Message-ID, as most programs keep it.
        const QByteArray theirs = QByteArray(there().first().bytes).replace("one", "theirs");
        f->server.expunge("Drafts", "1");
        f->server.deliver("Drafts", theirs, {Flag::Draft | Flag::Seen, {}});
        if (readBefore) {
            f->pass();
            QCOMPARE(bodiesHere().size(), 2);
        }
        passes();
        QStringList both{QStringLiteral("mine"), QStringLiteral("theirs")};
        QStringList found = bodiesThere(), here = bodiesHere();
        found.sort();
        here.sort();
        QCOMPARE(found, both);
        QCOMPARE(here, both);
        DraftWriter drafts(writer());
        QVERIFY(drafts.draft(hand->placement)->changedElsewhere);
        drafts.toldOfChange(hand->placement);
        QVERIFY(!drafts.draft(hand->placement)->changedElsewhere);
        QVERIFY(writer().operations().isEmpty());
    }

    void removedOnAnotherDevice_isNewWhenItIsWrittenOn()
    {
        begin();
        const PlacementId id = save(QStringLiteral("one"), true).placement;
        f->pass();
        f->server.expunge("Drafts", "1");
        f->pass();
        QVERIFY(bodiesHere().isEmpty());
        QVERIFY(!DraftReader(writer()).draft(id));
        const DraftSaved saved = save(QStringLiteral("two"), true);
        QVERIFY(saved.wasGone);
        passes();
        QCOMPARE(bodiesThere(), QStringList{QStringLiteral("two")});
    }

    void deletedElsewhereWhileItIsWritten_staysHereUntilItsWindowIsClosed_data()
    {
        QTest::addColumn<bool>("writtenOn");
        QTest::addColumn<bool>("readBefore");
        QTest::addColumn<bool>("replaces");
        QTest::newRow("as it is at the server") << false << true << false;
        QTest::newRow("written on, seen first") << true << true << false;
        QTest::newRow("written on, found by the upload") << true << false << false;
        QTest::newRow("written on, to be replaced") << true << false << true;
    }
    void deletedElsewhereWhileItIsWritten_staysHereUntilItsWindowIsClosed()
    {
        QFETCH(bool, writtenOn);
        QFETCH(bool, readBefore);
        QFETCH(bool, replaces);
        begin();
        f->server.replaces = replaces;
        const PlacementId id = save(QStringLiteral("one")).placement;
        f->clock.advanceMs(60'000);
        f->pass();
        QCOMPARE(bodiesThere(), QStringList{QStringLiteral("one")});
        if (writtenOn)
            save(QStringLiteral("two"));
        f->server.expunge("Drafts", "1");
        if (readBefore)
            f->pass(); // before its upload is due
        passes();
        QVERIFY(there().isEmpty());
        QCOMPARE(bodiesHere(),
                 QStringList{writtenOn ? QStringLiteral("two") : QStringLiteral("one")});
        DraftWriter drafts(writer());
        QVERIFY(drafts.draft(id)->changedElsewhere && !drafts.hasOtherVersion(id));
        drafts.toldOfChange(id);
        QVERIFY(!drafts.draft(id)->changedElsewhere);
        // Nor does it come back while one goes on.
        QCOMPARE(save(QStringLiteral("three")).placement, id);
        passes();
        QVERIFY(there().isEmpty());
        QVERIFY(writer().operations().isEmpty());
        f->reopen();
        QCOMPARE(bodiesHere(), QStringList{QStringLiteral("three")});
        QVERIFY(DraftWriter(writer()).close(id));
        passes();
        QCOMPARE(bodiesThere(), QStringList{QStringLiteral("three")});
        QVERIFY(f->rows(QStringLiteral("Drafts")).first().onServer);
        QVERIFY(!DraftReader(writer()).draft(id)->goneElsewhere);
        // It is a draft like any other again.
        save(QStringLiteral("four"), true);
        passes();
        QCOMPARE(bodiesThere(), QStringList{QStringLiteral("four")});
    }

    void deletedElsewhereAndThenAtACrash_isKeptAndUploaded()
    {
        begin();
        const PlacementId id = save(QStringLiteral("one")).placement;
        f->clock.advanceMs(60'000);
        f->pass();
        f->server.expunge("Drafts", "1");
        f->pass();
        f->reopen();
        DraftWriter(writer()).closeAll();
        passes();
        QCOMPARE(bodiesThere(), QStringList{QStringLiteral("one")});
        QCOMPARE(f->rows(QStringLiteral("Drafts")).first().id, id);
    }

    void changedElsewhereWhileItIsOnlyOpen_theOtherVersionTakesItsPlace()
    {
        begin();
        const PlacementId id = save(QStringLiteral("one")).placement;
        f->clock.advanceMs(60'000);
        f->pass();
        const QByteArray theirs = QByteArray(there().first().bytes).replace("one", "theirs");
        f->server.expunge("Drafts", "1");
        f->server.deliver("Drafts", theirs, {Flag::Draft | Flag::Seen, {}});
        passes();
        QCOMPARE(bodiesHere().size(), 2);
        QVERIFY(DraftReader(writer()).draft(id)->changedElsewhere);
        QVERIFY(DraftReader(writer()).hasOtherVersion(id));
        DraftWriter(writer()).close(id);
        passes();
        QCOMPARE(bodiesThere(), QStringList{QStringLiteral("theirs")});
        QCOMPARE(bodiesHere(), QStringList{QStringLiteral("theirs")});
    }

    void draftOfAnotherComputer_knowsWhatItAnswers()
    {
        begin();
        for (int i = 1; i <= 3; ++i)
            f->server.deliver("INBOX", sampleMessage(i));
        f->server.addFolder("Trash", FolderRole::Trash);
        f->server.deliver("Trash", sampleMessage(2));
        f->pass();
        const QList<MessageRow> rows = f->rows(QStringLiteral("INBOX")); // newest first
        const AccountId account = f->account().id;
        const auto number = [](const MessageRow &row) { return QString::number(row.id.value()); };
        Composition draft = text(QStringLiteral("x"));
        const auto field = [](const QString &value) {
            return ExtraHeader{"X-Turnstone-Original", value};
        };
        // Numbers of another computer: one that is nothing here, and one that is another message.
        draft.extraHeaders = {
            field(QStringLiteral("answered 987654 2@example.org")),
            field(QStringLiteral("forwarded %1 3@example.org").arg(number(rows[2]))),
            field(QStringLiteral("answered %1 1@example.org").arg(number(rows[2]))),
            field(QStringLiteral("answered 1 nowhere@example.org")),
            field(QStringLiteral("nonsense"))};
        QList<OutboxOriginal> found = draftOriginals(writer(), account, draft);
        QCOMPARE(found.size(), 3);
        QCOMPARE(found.at(0).placement, rows.at(1).id);
        QVERIFY(found.at(0).flag == Flag::Answered);
        QCOMPARE(found.at(1).placement, rows.at(0).id);
        QVERIFY(found.at(1).flag == Flag::Forwarded);
        QCOMPARE(found.at(2).placement, rows.at(2).id);
        // Another program says it by In-Reply-To alone.
        draft.extraHeaders.clear();
        draft.inReplyTo = {"3@example.org"};
        found = draftOriginals(writer(), account, draft);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().placement, rows.at(0).id);
        QVERIFY(found.first().flag == Flag::Answered);
        QVERIFY(draftOriginals(writer(), AccountId(99), draft).isEmpty());
    }

    void draftOfAnotherProgram_isTakenOver()
    {
        begin();
        f->server.deliver("Drafts", sampleMessage(1), {Flag::Draft, {}});
        f->options.extent = PassExtent::Everything;
        f->pass();
        hand->placement = f->rows(QStringLiteral("Drafts")).first().id;
        hand->account = f->account().id;
        const PlacementId id = hand->placement;
        QCOMPARE(save(QStringLiteral("mine now"), true).placement, id);
        passes();
        QCOMPARE(bodiesThere(), QStringList{QStringLiteral("mine now")});
        QCOMPARE(bodiesHere(), QStringList{QStringLiteral("mine now")});
    }

    void discarded_goesHereAndThere_data()
    {
        QTest::addColumn<bool>("uploaded");
        QTest::addColumn<bool>("writtenOn");
        QTest::addColumn<bool>("answerLost");
        QTest::newRow("never uploaded") << false << false << false;
        QTest::newRow("uploaded") << true << false << false;
        QTest::newRow("uploaded, written on") << true << true << false;
        QTest::newRow("its upload's answer lost") << false << false << true;
        QTest::newRow("a second upload's answer lost") << true << true << true;
    }
    void discarded_goesHereAndThere()
    {
        QFETCH(bool, uploaded);
        QFETCH(bool, writtenOn);
        QFETCH(bool, answerLost);
        begin();
        save(QStringLiteral("one"), uploaded);
        if (uploaded)
            f->pass();
        if (writtenOn)
            save(QStringLiteral("two"));
        if (answerLost) {
            f->clock.advanceMs(60'000);
            f->server.hook = [&](const QByteArray &step) {
                if (step == "appended")
                    throw MemoryServer::closedConnection();
            };
            f->pass();
            f->server.hook = {};
            QVERIFY(!there().isEmpty());
        }
        DraftWriter(writer()).discard(hand->placement, f->traits());
        QVERIFY(bodiesHere().isEmpty());
        passes(6);
        QVERIFY(bodiesThere().isEmpty());
        QVERIFY(bodiesHere().isEmpty());
        QVERIFY(writer().operations().isEmpty());
        QVERIFY(DraftReader(writer()).drafts().isEmpty());
    }

    void sent_leavesDraftsInTheOutboxesTransaction()
    {
        begin();
        save(QStringLiteral("one"), true);
        f->pass();
        save(QStringLiteral("two"));
        NewOutboxItem item;
        item.account = f->account().id;
        item.sender = QStringLiteral("anna@example.org");
        item.recipients = {QStringLiteral("ben@example.org")};
        OutboxWriter outbox(writer());
        outbox.queue(item, sampleMessage(7), {}, [&] {
            DraftWriter(writer()).discardWithin(hand->placement, f->traits());
            QVERIFY(bodiesHere().isEmpty());
        });
        QCOMPARE(outbox.items().size(), 1);
        QVERIFY(bodiesHere().isEmpty());
        passes();
        QVERIFY(there().isEmpty());
        QVERIFY(f->rows(QStringLiteral("Drafts")).isEmpty());
    }

    void refusedUpload_leavesTheFormerOneAtTheServer()
    {
        begin();
        save(QStringLiteral("one"), true);
        f->pass();
        f->server.quota = 10;
        save(QStringLiteral("too much"), true);
        passes();
        QCOMPARE(bodiesThere(), QStringList{QStringLiteral("one")});
        QCOMPARE(bodiesHere(), QStringList{QStringLiteral("too much")});
        f->server.quota = 0;
        save(QStringLiteral("less"), true);
        passes();
        QCOMPARE(bodiesThere(), QStringList{QStringLiteral("less")});
        QVERIFY(writer().operations().isEmpty());
    }

    void movedOrDeletedByTheUser_leavesNoTrail()
    {
        begin();
        save(QStringLiteral("one"), true);
        f->pass();
        save(QStringLiteral("two"));
        writer().remove({hand->placement}, true, f->traits());
        passes();
        QVERIFY(there().isEmpty());
        save(QStringLiteral("three"), true);
        f->pass();
        const PlacementId id = save(QStringLiteral("four")).placement;
        writer().move({id}, f->folder(QStringLiteral("Archive")), f->traits());
        passes();
        QVERIFY(there().isEmpty());
        QCOMPARE(f->server.folder("Archive").messages.size(), 1);
        QVERIFY(save(QStringLiteral("five"), true).wasGone);
        passes();
        QCOMPARE(bodiesThere(), QStringList{QStringLiteral("five")});
        QVERIFY(writer().operations().isEmpty());
    }

    void overPop3_staysOnThisComputer()
    {
        begin(MemoryServer::Style::Pop3);
        const PlacementId id = save(QStringLiteral("one"), true).placement;
        QCOMPARE(save(QStringLiteral("two"), true).placement, id);
        QVERIFY(writer().operations().isEmpty());
        passes();
        QCOMPARE(bodiesHere(), QStringList{QStringLiteral("two")});
        DraftWriter(writer()).discard(id, f->traits());
        QVERIFY(bodiesHere().isEmpty());
    }

    void largeAttachments_theTextAloneIsSavedAndPutTogetherAfterACrash()
    {
        begin();
        Composition composition = text(QStringLiteral("one"));
        Attachment attachment;
        attachment.content = QByteArray(400'000, 'x');
        attachment.name = QStringLiteral("x.bin");
        composition.attachments = {attachment};
        save(composition);
        const MessageId before = f->rows(QStringLiteral("Drafts")).first().message;
        composition.text = QStringLiteral("two\n");
        save(composition, false, true);
        QCOMPARE(f->rows(QStringLiteral("Drafts")).first().message, before);
        f->reopen();
        mendDraft(writer(), hand->placement, f->traits());
        QCOMPARE(bodiesHere(), QStringList{QStringLiteral("two")});
        const Composition whole = compositionOf(
            f->content(f->rows(QStringLiteral("Drafts")).first()), RewritingPurpose::Draft);
        QCOMPARE(whole.attachments.size(), 1);
        QCOMPARE(whole.bcc, composition.bcc);
        passes();
        QCOMPARE(there().size(), 1);
        QVERIFY(there().first().bytes.size() > 400'000);
    }

    void fileThatIsGone_doesNotKeepTheTextFromBeingSaved()
    {
        begin();
        Composition composition = text(QStringLiteral("one"));
        composition.attachments = {{FileContent{QStringLiteral("/nowhere/at-all.txt")}}};
        const DraftSaved saved = save(composition);
        QVERIFY(saved.problem);
        QCOMPARE(bodiesHere(), QStringList{QStringLiteral("one")});
    }

    void savedWhileTheProtocolChanges_isNeitherLostNorDoubled()
    {
        begin();
        const PlacementId before = save(QStringLiteral("one"), true).placement;
        f->pass();
        SwitchWriter switches(writer());
        SwitchPreview preview;
        preview.account = f->account().id;
        preview.from = f->account().incoming;
        IncomingServer to = preview.from;
        to.protocol = QStringLiteral("pop3");
        preview.to = switches.server(switches.prepareServer(preview.account, to));
        const SwitchId id = switches.begin(preview);
        switches.noteBefore(id, preview.account);
        QCOMPARE(switches.lostSince(id), 0);
        const PlacementId now = save(QStringLiteral("two")).placement;
        QVERIFY(now != before); // to the change it is deleted, and another one is new
        QCOMPARE(save(QStringLiteral("three")).placement, now);
        QCOMPARE(switches.lostSince(id), 0);
        QCOMPARE(bodiesHere(), QStringList{QStringLiteral("three")});
        f->reopen();
        QCOMPARE(bodiesHere(), QStringList{QStringLiteral("three")});
    }

    void templateSaved_staysOnThisComputer()
    {
        begin();
        DraftToSave what;
        what.draft = hand;
        what.account = f->account().id;
        what.isTemplate = true;
        what.composition = text(QStringLiteral("Dear"));
        what.closed = true;
        saveDraft(writer(), what, f->traits(), f->clock.utcSeconds());
        passes();
        const auto folder = writer().folder(DraftReader(writer()).templates(f->account().id));
        QVERIFY(folder && !folder->onServer);
        QCOMPARE(f->rows(folder->path).size(), 1);
        QVERIFY(there().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDrafts)
#include "tst_drafts.moc"
