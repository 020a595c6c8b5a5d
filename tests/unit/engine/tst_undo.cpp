// SPDX-License-Identifier: MIT
// Every kind of change taken back, before the server heard of it and afterwards, and done again.
#include "support/passfixture.h"

#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

class TestUndo : public QObject {
    Q_OBJECT

    std::optional<PassFixture> f;

    MailWriter &writer() { return *f->writer; }
    FolderId folder(const char *path) { return f->folder(QString::fromLatin1(path)); }
    QList<PlacementId> in(const char *path)
    {
        QList<PlacementId> ids;
        const QList<MessageRow> rows = f->rows(QString::fromLatin1(path));
        for (const MessageRow &row : rows)
            ids.append(row.id);
        return ids;
    }
    /// Folders with their subscription, and what stands in them.
    QStringList here()
    {
        QStringList lines;
        const QList<Folder> folders = writer().folders(f->account().id);
        for (const Folder &folder : folders) {
            lines.append(folder.path + QLatin1Char(folder.subscribed ? '+' : '-'));
            const QList<MessageRow> rows = f->rows(folder.path);
            for (const MessageRow &row : rows)
                lines.append(line(folder.path, f->content(row), row.flags));
        }
        lines.sort();
        return lines;
    }
    QStringList there()
    {
        QStringList lines;
        const auto folders = f->server.folders();
        for (const MemoryServer::Folder &folder : folders) {
            const QString path = QString::fromUtf8(folder.path);
            lines.append(path
                         + QLatin1Char(
                             writer().folderByPath(f->account().id, path)->subscribed ? '+' : '-'));
            for (const MemoryServer::Message &message : folder.messages)
                lines.append(line(path, message.bytes, message.flags));
        }
        lines.sort();
        return lines;
    }
    static QString line(const QString &path, const QByteArray &bytes, const FlagState &flags)
    {
        QStringList names = imapNames(flags);
        names.sort();
        return path + QLatin1Char('/') + QString::number(qHash(bytes))
            + names.join(QLatin1Char(' '));
    }
    static FlagChange change(MessageFlags add, MessageFlags remove, const QStringList &tags = {},
                             const QStringList &untags = {})
    {
        return {add, remove, tags, untags};
    }
    UndoStep perform(const QByteArray &action)
    {
        const auto traits = f->traits();
        writer().beginUndoStep();
        if (action == "read")
            writer().setFlags(in("INBOX"), change(Flag::Seen, {}), traits);
        else if (action == "unread")
            writer().setFlags(in("Work"), change({}, Flag::Seen), traits);
        else if (action == "flag")
            writer().setFlags(in("INBOX"), change(Flag::Flagged, {}), traits);
        else if (action == "tag")
            writer().setFlags(in("INBOX"), change({}, {}, {QStringLiteral("later")}), traits);
        else if (action == "untag")
            writer().setFlags(in("Work"), change({}, {}, {}, {QStringLiteral("todo")}), traits);
        else if (action == "move")
            writer().move(in("INBOX"), folder("Work"), traits);
        else if (action == "copy")
            writer().copy(in("INBOX"), folder("Work"), traits);
        else if (action == "archive")
            writer().move(in("INBOX"), archiveFolder(writer(), f->account(), traits), traits);
        else if (action == "junk")
            markJunk(writer(), f->account(), in("INBOX"), true, traits);
        else if (action == "not junk")
            markJunk(writer(), f->account(), in("Spam"), false, traits);
        else if (action == "delete")
            writer().remove(in("INBOX"), false, traits);
        else if (action == "delete for good")
            writer().remove(in("INBOX"), true, traits);
        else if (action == "empty trash")
            emptyOut(writer(), folder("Trash"), traits);
        else if (action == "create folder")
            writer().createFolder(f->account().id, QStringLiteral("Work/New"), traits);
        else if (action == "rename folder")
            writer().renameFolder(folder("Work"), QStringLiteral("Labour"), traits);
        else if (action == "move folder")
            writer().moveFolder(folder("Work"), folder("Projects"), traits);
        else if (action == "remove folder")
            writer().removeFolder(folder("Projects"), false, traits);
        else if (action == "remove folder with mail")
            writer().removeFolder(folder("Work"), true, traits);
        else if (action == "unsubscribe")
            writer().setSubscribed(folder("Work"), false, traits);
        return writer().endUndoStep(UndoStep::What::Move);
    }
    UndoStep undo(const UndoStep &step)
    {
        return writer().undo(step, [this](AccountId) { return f->traits(); });
    }
    void settle()
    {
        for (int i = 0; i < 3; ++i) {
            f->clock.advanceMs(120'000);
            QVERIFY(!f->pass().error);
        }
        QVERIFY(writer().operations().isEmpty());
        QCOMPARE(here(), there());
    }

private Q_SLOTS:
    void init()
    {
        f.emplace();
        f->options.sendAtOnce = true;
        for (const char *path : {"Work", "Projects"})
            f->server.addFolder(path);
        f->server.addFolder("Spam", FolderRole::Junk);
        for (int i = 1; i <= 3; ++i)
            f->server.deliver("INBOX", sampleMessage(i));
        f->server.deliver("Work", sampleMessage(4), {Flag::Seen, {QStringLiteral("todo")}});
        f->server.deliver("Spam", sampleMessage(5), {Flag::Junk, {}});
        f->server.deliver("Trash", sampleMessage(6));
        settle();
    }
    void cleanup()
    {
        if (!QTest::currentTestFailed())
            QCOMPARE(writer().verify(true).findings, QStringList());
        f.reset();
    }

    void undone_isAsBefore_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<bool>("sent");
        QTest::addColumn<bool>("final"); ///< once the server has done it
        for (const char *action :
             {"read", "unread", "flag", "tag", "untag", "move", "copy", "archive", "junk",
              "not junk", "delete", "create folder", "rename folder", "move folder",
              "remove folder", "unsubscribe"}) {
            for (const bool sent : {false, true})
                QTest::addRow("%s, %s", action, sent ? "sent" : "not sent")
                    << QByteArray(action) << sent << false;
        }
        for (const char *action : {"delete for good", "empty trash", "remove folder with mail"}) {
            QTest::addRow("%s, not sent", action) << QByteArray(action) << false << true;
            QTest::addRow("%s, sent", action) << QByteArray(action) << true << true;
        }
    }
    void undone_isAsBefore()
    {
        QFETCH(const QByteArray, action);
        QFETCH(const bool, sent);
        QFETCH(const bool, final);
        const QStringList before = here();
        const UndoStep step = perform(action);
        const QStringList after = here();
        QVERIFY(after != before);
        if (sent) {
            settle();
            QCOMPARE(here(), after);
        }
        if (sent && final) { // what is gone for good is said to be
            if (action == "remove folder with mail")
                undo(step); // the folder comes back; its mail can't
            else
                QVERIFY_THROWS_EXCEPTION(MailError, undo(step));
            settle();
            return;
        }
        const UndoStep again = undo(step);
        QCOMPARE(here(), before);
        if (sent)
            settle();
        else
            QVERIFY(writer().operations().isEmpty());
        QCOMPARE(here(), before);
        const UndoStep back = undo(again);
        if (sent)
            settle();
        QCOMPARE(here(), after);
        if (sent && action == "remove folder")
            return; // made anew once: another folder by now
        undo(back);
        settle();
        QCOMPARE(here(), before);
    }
};

QTEST_GUILESS_MAIN(TestUndo)
#include "tst_undo.moc"
