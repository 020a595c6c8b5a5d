// SPDX-License-Identifier: MIT
#include "engine/drafts.h"
#include "mail/rewriting.h"
#include "support/faultproxy.h"
#include "support/faultstride.h"
#include "support/serverprofile.h"

#include <QFileInfo>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;
using Direction = FaultProxy::Direction;

/// A draft is written on and uploaded to a real server, over a line that is cut and by a program
/// that is killed: in the end the server has one copy, and that is the last one.
class TestDraftCuts : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<ServerProfile> m_profile;
    DraftHandle m_hand;
    int m_round = 0;

    void begin(const QStringList &disabled, bool proxied = true)
    {
        QStringList arguments;
        for (const QString &capability : disabled)
            arguments << QStringLiteral("--disable") << capability;
        m_server = std::make_unique<MailServer>(MailServerOptions{.arguments = arguments});
        m_proxy = std::make_unique<FaultProxy>(m_server->imap());
        m_profile = std::make_unique<ServerProfile>(
            *m_server, QStringLiteral("imap"), [this, proxied](Account &account) {
                if (proxied)
                    account.incoming.endpoint = {QStringLiteral("127.0.0.1"), m_proxy->port(),
                                                 ConnectionSecurity::None};
            });
        m_hand = std::make_shared<DraftInHand>();
        m_round = 0;
        QCOMPARE(errorOf(m_profile->pass()), QString());
    }
    QString bodyOf(int round) const { return QStringLiteral("version %1").arg(round, 5); }
    void write()
    {
        DraftToSave what;
        what.draft = m_hand;
        what.account = m_profile->account().id;
        what.closed = true;
        Composition &composition = what.composition;
        composition.from = {{}, QStringLiteral("alice@example.org")};
        composition.bcc = {{{}, QStringLiteral("hidden@example.org")}};
        composition.subject = QStringLiteral("Plans");
        composition.text = bodyOf(++m_round) + QLatin1Char('\n');
        saveDraft(*m_profile->writer, what, m_profile->traits(),
                  m_profile->store->clock().utcSeconds());
    }
    QString drafts()
    {
        return m_profile->writer->folderByRole(m_profile->account().id, FolderRole::Drafts)->path;
    }
    /// The last version, once, here and there.
    QString fault()
    {
        const QList<MessageRow> here = m_profile->rows(drafts());
        if (here.size() != 1)
            return QStringLiteral("%1 here").arg(here.size());
        const QByteArray bytes =
            m_profile->writer->content(here.first().message, {}).value_or(QByteArray());
        if (compositionOf(bytes, RewritingPurpose::Draft).text.trimmed() != bodyOf(m_round))
            return QStringLiteral("another text here");
        const qsizetype there = m_server->client().search(drafts(), "ALL").size();
        if (there != 1)
            return QStringLiteral("%1 there").arg(there);
        const MailState state = stateOf(m_server->client(), {drafts()});
        if (state != MailState{{drafts(), m_profile->state().value(drafts())}})
            return QStringLiteral("another one there");
        if (DraftReader(*m_profile->writer).draft(m_hand->placement)->changedElsewhere)
            return QStringLiteral("taken for another device's");
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (QFileInfo(QStringLiteral("/dev/shm")).isWritable())
            qputenv("TMPDIR", "/dev/shm");
    }
    void cleanup()
    {
        m_profile.reset();
        m_proxy.reset();
        m_server.reset();
    }

    void cutAnywhere_theServerEndsWithOneCopy_data()
    {
        QTest::addColumn<QStringList>("disabled");
        QTest::addColumn<int>("step");
        QTest::addColumn<bool>("writtenOn");
        QTest::newRow("UIDPLUS") << QStringList() << 1 << false;
        QTest::newRow("UIDPLUS, written on") << QStringList() << 7 << true;
        QTest::newRow("no UIDPLUS") << QStringList{QStringLiteral("UIDPLUS")} << 7 << false;
    }
    void cutAnywhere_theServerEndsWithOneCopy()
    {
        QFETCH(QStringList, disabled);
        QFETCH(int, step);
        QFETCH(bool, writtenOn);
        begin(disabled);
        write();
        QCOMPARE(errorOf(m_profile->pass()), QString());
        QCOMPARE(fault(), QString());
        // Once uncut: from the APPEND on to the end of what takes the former one away.
        m_profile->options.extent = PassExtent::Operations;
        m_proxy->watch("APPEND");
        write();
        QCOMPARE(errorOf(m_profile->pass()), QString());
        QCOMPARE(fault(), QString());
        const qint64 lengths[] = {m_proxy->sinceTrigger(Direction::ToServer),
                                  m_proxy->sinceTrigger(Direction::ToClient)};
        const qint64 message = m_profile->rows(drafts()).first().size;
        QVERIFY(lengths[0] > message);
        for (const Direction direction : {Direction::ToServer, Direction::ToClient}) {
            const bool up = direction == Direction::ToServer;
            const qint64 length = lengths[up ? 0 : 1];
            for (qint64 at = 0; at < length; at += step) {
                // Within the literal one byte is as another.
                if (up && at > 100 && at < message - 3 && at % 41 >= step)
                    continue;
                write();
                m_proxy->clearCounts();
                m_proxy->cutAfter(direction, at, "APPEND");
                m_profile->pass();
                m_proxy->watch({});
                if (writtenOn)
                    write();
                SyncSummary summary;
                for (int pass = 0; pass < 4; ++pass) {
                    m_profile->retryOperations();
                    summary = m_profile->pass();
                    if (!summary.error && summary.operationsLeft == 0)
                        break;
                }
                const QByteArray where = (up ? "commands cut at " : "answers cut at ")
                    + QByteArray::number(at) + ": " + errorOf(summary).toUtf8() + ' '
                    + fault().toUtf8();
                QVERIFY2(!summary.error && summary.operationsLeft == 0, where);
                QVERIFY2(fault().isEmpty(), where);
            }
        }
        QCOMPARE(m_profile->damage(), QString());
    }

    void killedAtEveryCommit_theServerEndsWithOneCopy()
    {
        begin({}, false);
        write();
        QCOMPARE(errorOf(m_profile->pass()), QString());
        QCOMPARE(fault(), QString());
        m_profile->options.extent = PassExtent::Operations;
        for (int at = 1;; at += faultStride) {
            write();
            const bool ended = m_profile->passKilledAt(at);
            m_profile->retryOperations();
            const SyncSummary summary = m_profile->pass();
            const QByteArray where = "killed at " + QByteArray::number(at) + ": "
                + errorOf(summary).toUtf8() + ' ' + fault().toUtf8();
            QVERIFY2(!summary.error && summary.operationsLeft == 0, where);
            QVERIFY2(fault().isEmpty(), where);
            if (ended)
                break;
        }
        QCOMPARE(m_profile->damage(), QString());
    }

    void otherDeviceChangesIt_bothAreKeptThere()
    {
        begin({}, false);
        write();
        QCOMPARE(errorOf(m_profile->pass()), QString());
        RawImap &other = m_server->client();
        const QByteArray theirs = "Message-ID: <" + m_hand->messageId
            + ">\r\nFrom: alice@example.org\r\nSubject: Plans\r\n\r\ntheirs\r\n";
        write();
        other.require("SELECT " + drafts().toUtf8());
        other.require("STORE 1 +FLAGS.SILENT (\\Deleted)");
        other.require("EXPUNGE");
        m_server->deliver(QStringLiteral("alice"), drafts(), theirs);
        QCOMPARE(errorOf(m_profile->pass()), QString());
        QCOMPARE(errorOf(m_profile->pass()), QString());
        QCOMPARE(m_server->client().search(drafts(), "ALL").size(), 2);
        QCOMPARE(m_profile->rows(drafts()).size(), 2);
        QVERIFY(DraftReader(*m_profile->writer).draft(m_hand->placement)->changedElsewhere);
        QCOMPARE(m_profile->damage(), QString());
    }
};

QTEST_GUILESS_MAIN(TestDraftCuts)
#include "tst_draftcuts.moc"
