// SPDX-License-Identifier: MIT
#include "support/faultproxy.h"
#include "support/faultstride.h"
#include "support/memorybackend.h"
#include "support/switchfixture.h"

#include <QFileInfo>
#include <QTest>
#include <algorithm>
#include <array>

using namespace Turnstone;
using namespace Turnstone::Test;
using Direction = FaultProxy::Direction;

namespace {

const QString cutInbox = QStringLiteral("INBOX"), cutArchive = QStringLiteral("Archive");

QStringList unannounced(std::initializer_list<const char *> capabilities)
{
    QStringList arguments;
    for (const char *capability : capabilities)
        arguments << QStringLiteral("--disable") << QString::fromLatin1(capability);
    return arguments;
}

/// Every byte of a command of `length` bytes, but of its literal only those about its ends and some
/// within: to a server one byte of it is as another.
QList<qint64> cutsAround(qint64 length, qint64 literalFirst, qint64 literalEnd)
{
    QList<qint64> cuts;
    const qint64 stride = std::max<qint64>(41, (literalEnd - literalFirst) / 20);
    for (qint64 at = 0; at < length; at += faultStride) {
        const bool inside = at > literalFirst + 3 && at < literalEnd - 3;
        if (!inside || (at - literalFirst) % stride == 0)
            cuts.append(at);
    }
    return cuts;
}

} // namespace

/// What is only on this computer is brought to a real server over a line that is cut: afterwards it
/// is there once, byte by byte, and here in the place where it was put.
class TestUploadCuts : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<ServerProfile> m_profile;
    int m_round = 0;

    void begin(const QStringList &arguments)
    {
        m_server = std::make_unique<MailServer>(MailServerOptions{.arguments = arguments});
        m_server->deliver(QStringLiteral("alice"), cutInbox, sampleMessage(1));
        m_proxy = std::make_unique<FaultProxy>(m_server->imap());
        m_profile = std::make_unique<ServerProfile>(
            *m_server, QStringLiteral("imap"), [this](Account &account) {
                account.incoming.endpoint = {QStringLiteral("127.0.0.1"), m_proxy->port(),
                                             ConnectionSecurity::None};
            });
        m_round = 0;
        QCOMPARE(errorOf(m_profile->pass()), QString());
    }

    /// The next message, queued to be put into the Archive; how many bytes it has.
    qsizetype queue(qsizetype lines = 0)
    {
        const QByteArray message =
            sampleMessage(1000 + ++m_round, QByteArray("0123456789\r\n").repeated(lines));
        const PlacementId placed = m_profile->putHere(message);
        const FolderId archive =
            m_profile->writer->folderByRole(m_profile->account().id, FolderRole::Archive)->id;
        m_profile->writer->move({placed}, archive, m_profile->traits());
        return message.size();
    }

    /// All that was ever put there is there once, and what is here is the same.
    void check()
    {
        const MailState there = stateOf(m_server->client(), {cutInbox, cutArchive});
        const QStringList archived = there.value(cutArchive);
        QCOMPARE(archived.size(), m_round);
        QCOMPARE(QSet<QString>(archived.begin(), archived.end()).size(), m_round);
        const MailState here = m_profile->state();
        QVERIFY2(here == there, difference(here, there));
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

    void appendCutAnywhere_theMessageIsThereOnce_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("trigger");
        QTest::addColumn<bool>("withLiteral"); // goes with the command, or is what is cut
        QTest::addColumn<bool>("withCommand");
        QTest::addColumn<int>("lines");
        const auto row = [](const char *name, const QStringList &arguments, const char *trigger,
                            bool literal, bool command, int lines = 0) {
            QTest::newRow(name) << arguments << QByteArray(trigger) << literal << command << lines;
        };
        const char *const first = "From: Anna"; // as sample messages begin
        row("LITERAL+", {}, "APPEND", true, true);
        row("LITERAL+ without UIDPLUS", unannounced({"UIDPLUS"}), "APPEND", true, true);
        row("asking for leave", unannounced({"LITERAL+"}), "APPEND", false, true);
        row("with leave", unannounced({"LITERAL+"}), first, true, false);
        row("with leave, without UIDPLUS", unannounced({"LITERAL+", "UIDPLUS"}), first, true,
            false);
        // RFC 7888 5: up to 4096 bytes without leave.
        const QStringList minus{QStringLiteral("--capability"),
                                QStringLiteral("IMAP4rev1 ID ENABLE IDLE NAMESPACE LIST-EXTENDED "
                                               "LIST-STATUS UIDPLUS ESEARCH CONDSTORE QRESYNC "
                                               "SPECIAL-USE MOVE LITERAL-")};
        row("LITERAL-", minus, "APPEND", true, true);
        row("LITERAL-, larger: asking for leave", minus, "APPEND", false, true, 400);
        row("LITERAL-, larger: with leave", minus, first, true, false, 400);
    }
    void appendCutAnywhere_theMessageIsThereOnce()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, trigger);
        QFETCH(bool, withLiteral);
        QFETCH(bool, withCommand);
        QFETCH(int, lines);
        begin(arguments);
        // Once uncut: how long command and answer are.
        m_proxy->watch(trigger);
        const qsizetype size = queue(lines);
        QCOMPARE(size > 4096, lines > 0);
        QCOMPARE(errorOf(m_profile->pass()), QString());
        check();
        const qint64 command = m_proxy->sinceTrigger(Direction::ToServer);
        const qint64 answer = m_proxy->sinceTrigger(Direction::ToClient);
        QVERIFY(command > (withLiteral ? size : trigger.size()));
        QVERIFY(answer > 3);
        const qint64 literal = withCommand ? command - 2 - size : 0;
        for (const Direction direction : {Direction::ToServer, Direction::ToClient}) {
            const bool up = direction == Direction::ToServer;
            const qint64 end = up ? command : answer;
            const QList<qint64> cuts = up && withLiteral ? cutsAround(end, literal, literal + size)
                                                         : cutsAround(end, end, end);
            for (const qint64 at : cuts) {
                queue(lines);
                m_proxy->clearCounts();
                m_proxy->cutAfter(direction, at, trigger);
                m_profile->options.extent = PassExtent::Operations;
                m_profile->pass();
                m_profile->options.extent = PassExtent::Everything;
                // The last bytes of an answer may not come: it tells how long it took.
                QVERIFY(m_proxy->counts().cuts == 1 || at > end - 10);
                m_proxy->watch({});
                m_profile->retryOperations();
                const SyncSummary summary = m_profile->pass();
                const QByteArray where = (up ? "command" : "answer") + QByteArray(" cut at ")
                    + QByteArray::number(at) + ": " + errorOf(summary).toUtf8();
                QVERIFY2(!summary.error && summary.operationsLeft == 0, where);
                QCOMPARE(m_server->client().search(cutArchive, "ALL").size(), m_round);
                QCOMPARE(m_profile->rows(cutArchive).size(), m_round);
                if (m_round % 10 == 0 || at == cuts.last())
                    check();
                if (QTest::currentTestFailed())
                    QFAIL(where);
            }
        }
        QCOMPARE(m_profile->damage(), QString());
    }

    void manyAppendedCutAnywhere_eachIsThereOnce_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("MULTIAPPEND") << QStringList();
        QTest::newRow("MULTIAPPEND without UIDPLUS") << unannounced({"UIDPLUS"});
        QTest::newRow("pipelined") << unannounced({"MULTIAPPEND"});
    }
    void manyAppendedCutAnywhere_eachIsThereOnce()
    {
        QFETCH(QStringList, arguments);
        constexpr int brought = 4;
        MailServer server(MailServerOptions{.arguments = arguments});
        server.deliver(QStringLiteral("alice"), cutInbox, sampleMessage(1));
        SwitchFixture f(server);
        QCOMPARE(errorOf(f.profile.pass()), QString());
        QByteArrayList messages;
        for (int i = 0; i < brought; ++i)
            messages.append(sampleMessage(20 + i, QByteArray("0123456789\r\n").repeated(40)));
        f.bytesHere(QStringLiteral("Work"), messages);
        const HashList here = f.here(), there = f.there();
        QCOMPARE(here.size(), there.size() + brought);
        FaultProxy proxy(server.imap());
        IncomingServer to = f.other(QStringLiteral("imap"));
        to.endpoint = {QStringLiteral("127.0.0.1"), proxy.port(), ConnectionSecurity::None};
        const auto preview = [&] {
            Wakeup wakeup;
            f.choose(previewSwitch(f.context(wakeup), f.profile.account(), to),
                     QStringLiteral("Work"), SwitchChoice::Upload);
        };
        // As it was before, also where the server can't take back what was put there.
        const auto takeBack = [&] {
            f.undo();
            RawImap &client = server.client();
            if (client.command("STATUS Work (MESSAGES)").ok())
                client.require("DELETE Work");
            QCOMPARE(f.there(), there);
            QCOMPARE(f.here(), here);
        };
        const auto check = [&] {
            const HashList now = f.there();
            QCOMPARE(now.size(), here.size());
            QCOMPARE(now, here);
            QCOMPARE(f.here(), here);
        };
        proxy.watch("APPEND");
        preview();
        f.apply();
        check();
        const std::array lengths{proxy.sinceTrigger(Direction::ToServer),
                                 proxy.sinceTrigger(Direction::ToClient)};
        QVERIFY(lengths[0] > brought * messages.first().size());
        takeBack();

        for (const Direction direction : {Direction::ToServer, Direction::ToClient}) {
            const qint64 length = lengths[size_t(direction)];
            // Its ends, and in steps that fall everywhere into its messages.
            QSet<qint64> cuts{0, length - 3, length - 2, length - 1};
            for (qint64 at = 1; at < length; at += 1 + length / 9)
                cuts.insert(at);
            for (const qint64 at : std::as_const(cuts)) {
                preview();
                proxy.clearCounts();
                proxy.cutAfter(direction, at, "APPEND");
                bool cut = false;
                try {
                    f.apply();
                } catch (const MailError &error) {
                    cut = true;
                    QVERIFY(error.kind == ErrorKind::Network);
                }
                QVERIFY(cut || at > length - 10);
                proxy.watch({});
                f.apply();
                check();
                takeBack();
                if (QTest::currentTestFailed())
                    QFAIL((direction == Direction::ToServer ? "commands" : "answers")
                          + QByteArray(" cut at ") + QByteArray::number(at));
            }
        }
        QCOMPARE(f.damage(), QString());
    }
};

QTEST_GUILESS_MAIN(TestUploadCuts)
#include "tst_uploadcuts.moc"
