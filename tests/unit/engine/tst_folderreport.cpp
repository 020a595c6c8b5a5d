// SPDX-License-Identifier: MIT
#include "engine/folderreport.h"
#include "support/passfixture.h"

#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

QList<RemoteMessage> messages(quint32 first, quint32 last)
{
    QList<RemoteMessage> list;
    for (quint32 uid = last; uid >= first; --uid) {
        RemoteMessage message;
        message.key = QByteArray::number(uid);
        message.size = 1000 + uid;
        message.receivedUtc = 1'700'000'000 + uid;
        message.flags = FlagState();
        message.envelope.emplace();
        message.envelope->messageId = '<' + message.key + "@example.org>";
        message.envelope->subject = QStringLiteral("Message %1").arg(uid);
        list.append(message);
    }
    return list;
}

FolderCursor cursorAt(const RemoteFolderRow &row, quint32 uidValidity, quint32 uidNext)
{
    FolderCursor cursor;
    cursor.folder = row.path;
    cursor.uidValidity = uidValidity;
    cursor.uidNext = uidNext;
    return cursor;
}

RemoteFolderRow inboxRow(PassFixture &f)
{
    const QList<RemoteFolderRow> rows = f.writer->remoteFolders(f.account().incoming.id);
    return rows.first();
}

/// No file of this process grows beyond `bytes` while it lives.
class NoRoomBeyond {
public:
    explicit NoRoomBeyond(qint64 bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = rlim_t(bytes);
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~NoRoomBeyond() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

/// What a report writes, and which cursor stands over it.
class TestFolderReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numberedAnewBetweenTwoLooks_whatWasNotWrittenYetGetsNoKeyOfTheNewNumbering()
    {
        PassFixture f;
        QVERIFY(!f.pass().error);
        const RemoteFolderRow row = inboxRow(f);
        {
            FolderReport report(*f.writer, row, {});
            report.opened(row.uidValidity, 2);
            report.appeared(messages(1, 1)); // shown at once
            report.appeared(messages(2, 2)); // waits for others
            report.opened(row.uidValidity + 1, 0);
            report.finish(cursorAt(row, row.uidValidity + 1, 1));
        }
        QCOMPARE(f.writer->boundCount(row.id), 0);
        QCOMPARE(inboxRow(f).uidValidity, row.uidValidity + 1);
        QVERIFY(f.writer->verify(true).findings.isEmpty());
    }

    void folderOpenedReadOnly_refusesChangesUntilItIsNot()
    {
        PassFixture f;
        f.server.deliver("INBOX", sampleMessage(1));
        QVERIFY(!f.pass().error);
        const RemoteFolderRow row = inboxRow(f);
        const QList<PlacementId> ids{f.rows().first().id};
        const FlagChange star{MessageFlags(Flag::Flagged), {}, {}, {}};
        FolderReport report(*f.writer, row, {});
        report.openedReadOnly(true);
        QVERIFY(f.writer->folder(row.folder)->readOnly);
        QVERIFY_THROWS_EXCEPTION(MailError, f.writer->setFlags(ids, star, f.traits()));
        QVERIFY(f.writer->operations().isEmpty());
        report.openedReadOnly(false);
        QCOMPARE(f.writer->setFlags(ids, star, f.traits()).size(), 1);
    }

    void noRoomBehindTheConnection_theReportEndsByItAndNoCursorIsAhead()
    {
        PassFixture f;
        QVERIFY(!f.pass().error);
        const RemoteFolderRow row = inboxRow(f);
        constexpr quint32 count = 30'000, step = 500;
        std::optional<MailError> error;
        {
            const NoRoomBeyond limit(3'000'000);
            FolderReport report(*f.writer, row, {});
            report.writeInBackground(*f.store, *f.wakeup);
            try {
                report.opened(row.uidValidity, count);
                for (quint32 uid = 1; uid < count; uid += step) {
                    report.appeared(messages(uid, uid + step - 1));
                    report.checkpoint(cursorAt(row, row.uidValidity, uid + step));
                }
                report.finish(cursorAt(row, row.uidValidity, count + 1));
            } catch (const MailError &thrown) {
                error = thrown;
                report.giveUp();
            }
        }
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Space);
        const qint64 kept = f.writer->folder(row.folder)->total;
        QVERIFY(kept > 0);
        QVERIFY(qint64(inboxRow(f).uidNext) <= kept + 1);
        f.reopen();
        QVERIFY(f.writer->verify(true).findings.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFolderReport)
#include "tst_folderreport.moc"
