// SPDX-License-Identifier: MIT
// Every rung of the ladder over one real server that another program changes at random: after each
// pass the store is what the server is, whichever rung brought it there.
#include "backend/imap/imapbackend.h"
#include "engine/actions.h"
#include "engine/pass.h"
#include "engine/session.h"
#include "support/mailserver.h"
#include "support/memorybackend.h"
#include "support/throwawayprofile.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

using Ladder = BackendTraits::Ladder;

/// What a rung must not see, so that it is the one that is taken.
QByteArrayList withheldFor(Ladder rung)
{
    switch (rung) {
    case Ladder::Everything:
        return {};
    case Ladder::ChangedFlags:
        return {"QRESYNC"};
    case Ladder::Comparison:
        return {"QRESYNC", "CONDSTORE"};
    case Ladder::Listing:
        break;
    }
    return {"QRESYNC", "CONDSTORE", "ESEARCH", "LIST-STATUS", "LIST-EXTENDED"};
}

/// Folder to lines "UID flag,flag", of a server or of a store.
using State = QMap<QString, QStringList>;

QString line(quint32 uid, QStringList flags)
{
    flags.removeAll(QStringLiteral("\\Recent"));
    flags.sort(Qt::CaseInsensitive);
    return QStringLiteral("%1 %2").arg(uid).arg(flags.join(QLatin1Char(',')).toLower());
}

State serverState(RawImap &client)
{
    State state;
    static const QRegularExpression name(QStringLiteral("^LIST \\(([^)]*)\\) \"?.\"? \"?([^\"]*)"));
    static const QRegularExpression fetch(
        QStringLiteral("FETCH \\(UID (\\d+) FLAGS \\(([^)]*)\\)"));
    const auto listed = client.require("LIST \"\" \"*\"");
    for (const QByteArray &response : listed.untagged) {
        const auto found = name.match(QString::fromLatin1(response));
        if (!found.hasMatch() || found.captured(1).contains(QLatin1String("Noselect")))
            continue;
        const QString folder = found.captured(2);
        QStringList &lines = state[folder];
        client.require("EXAMINE " + RawImap::quoted(folder));
        const auto told = client.command("UID FETCH 1:* (UID FLAGS)");
        for (const QByteArray &message : told.untagged) {
            const auto one = fetch.match(QString::fromLatin1(message));
            if (one.hasMatch())
                lines.append(line(one.captured(1).toUInt(),
                                  one.captured(2).split(QLatin1Char(' '), Qt::SkipEmptyParts)));
        }
        client.require("UNSELECT");
    }
    return state;
}

/// A profile whose backend sees the server as one of a lower rung would be.
struct Rung {
    Rung(MailServer &server, Ladder which)
        : ladder(which)
        , store(profile.paths(), Store::Access::ReadWrite, Clock::system())
        , writer(store)
    {
        registry.add({QStringLiteral("imap"), ImapBackend::knownTraits(),
                      [which](const BackendConfig &config) {
                          return std::make_unique<ImapBackend>(config, ImapTimeouts(),
                                                               withheldFor(which));
                      }});
        Account account = server.account(QStringLiteral("imap"));
        account.keep = ContentLevel::Headers;
        writer.addAccount(account, true);
        options.full = true; // without mod-sequences STATUS doesn't show a star
        connect();
    }
    Account account() { return writer.accounts().first(); }
    void connect()
    {
        session = std::make_unique<Session>(registry, CertificatePolicy{}, account(),
                                            Secret("secret"), wakeup);
    }
    SyncSummary pass()
    {
        return runPassOn(*session, writer, {store, registry, {}, wakeup}, account(), options);
    }
    State state()
    {
        State result;
        const QList<RemoteFolderRow> rows = writer.remoteFolders(account().incoming.id);
        for (const RemoteFolderRow &row : rows) {
            const auto folder = writer.folder(row.folder);
            if (!folder || !folder->selectable)
                continue;
            QStringList &lines = result[folder->path];
            const QList<BoundKey> keys = writer.boundKeys(row.id, {}, 100'000);
            for (const BoundKey &key : keys) {
                const auto shown = writer.row(key.placement);
                lines.append(line(key.key.toUInt(),
                                  shown ? imapNames(shown->flags)
                                        : QStringList(QStringLiteral("without a message"))));
            }
        }
        return result;
    }

    Ladder ladder;
    ThrowAwayProfile profile;
    BackendRegistry registry;
    Store store;
    MailWriter writer;
    Wakeup wakeup;
    PassOptions options;
    std::unique_ptr<Session> session;
};

/// The second client: one random change at a time.
class Mutator {
public:
    Mutator(RawImap &client, quint32 seed)
        : m_client(client)
        , m_random(seed)
    { }

    quint32 below(quint32 bound) { return m_random.bounded(bound); }

    void change(const State &now)
    {
        const QString folder = now.keys().at(below(quint32(now.size())));
        const QList<quint32> uids = someOf(now.value(folder));
        const QByteArray set = setOf(uids);
        const quint32 what = below(12);
        if (what < 3 || uids.isEmpty()) {
            for (quint32 i = below(8) + 1; i > 0; --i)
                m_client.append(folder, sampleMessage(++m_messages),
                                below(2) ? QStringList{QStringLiteral("\\Seen")} : QStringList());
            return;
        }
        if (what < 10)
            m_client.require("SELECT " + RawImap::quoted(folder));
        if (what < 6) {
            static const QByteArrayList flags{"\\Seen",     "\\Flagged", "\\Answered", "\\Draft",
                                              "$Forwarded", "work",      "Urgent",     "$Junk"};
            m_client.require("UID STORE " + set + (below(2) ? " +FLAGS (" : " -FLAGS (")
                             + flags.at(below(quint32(flags.size()))) + ')');
        } else if (what < 8) {
            m_client.require("UID STORE " + set + " +FLAGS (\\Deleted)");
            m_client.require("UID EXPUNGE " + set);
        } else if (what < 10) {
            const QString other = now.keys().at(below(quint32(now.size())));
            if (other != folder)
                m_client.require((below(2) ? "UID MOVE " : "UID COPY ") + set + ' '
                                 + RawImap::quoted(other));
        } else {
            changeFolders(folder);
            return;
        }
        m_client.require("UNSELECT");
    }

private:
    void changeFolders(const QString &folder)
    {
        const QString name = QStringLiteral("Folder %1").arg(++m_folders);
        const quint32 what = below(3);
        if (what == 0 || !folder.startsWith(QLatin1String("Folder")))
            m_client.require("CREATE " + RawImap::quoted(name));
        else if (what == 1)
            m_client.require("RENAME " + RawImap::quoted(folder) + ' ' + RawImap::quoted(name));
        else
            m_client.require("DELETE " + RawImap::quoted(folder));
    }
    /// Never so many that the folder would look as if its server had lost it.
    QList<quint32> someOf(const QStringList &lines)
    {
        QList<quint32> uids;
        for (qsizetype i = qsizetype(below(10)) + lines.size() / 40 + 1; i > 0 && !lines.isEmpty();
             --i)
            uids.append(
                lines.at(below(quint32(lines.size()))).section(QLatin1Char(' '), 0, 0).toUInt());
        return uids;
    }
    static QByteArray setOf(const QList<quint32> &uids)
    {
        QByteArrayList numbers;
        for (const quint32 uid : uids)
            numbers.append(QByteArray::number(uid));
        return numbers.join(',');
    }

    RawImap &m_client;
    QRandomGenerator m_random;
    int m_messages = 1000, m_folders = 0;
};

QByteArray difference(const State &here, const State &there)
{
    const QStringList folders = (here.keys() + there.keys());
    for (const QString &folder : folders) {
        if (!here.contains(folder) || !there.contains(folder))
            return folder.toUtf8() + (here.contains(folder) ? ": only here" : ": only there");
        if (here.value(folder) == there.value(folder))
            continue;
        const QStringList linesHere = here.value(folder), linesThere = there.value(folder);
        const QSet<QString> mine(linesHere.begin(), linesHere.end());
        const QSet<QString> theirs(linesThere.begin(), linesThere.end());
        const QStringList onlyHere = (mine - theirs).values(), onlyThere = (theirs - mine).values();
        return folder.toUtf8() + ": here " + onlyHere.join(QLatin1String("; ")).toUtf8()
            + " | there " + onlyThere.join(QLatin1String("; ")).toUtf8();
    }
    return {};
}

} // namespace

class TestImapLadder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRung_isTakenWhereItsCapabilitiesAreOffered()
    {
        MailServer server;
        for (const Ladder ladder :
             {Ladder::Listing, Ladder::Comparison, Ladder::ChangedFlags, Ladder::Everything}) {
            Rung rung(server, ladder);
            QVERIFY(!rung.pass().error);
            QCOMPARE(int(rung.session->backend().traits().ladder), int(ladder));
        }
    }

    void serverChangedAtRandom_everyRungEndsAsTheServerIs()
    {
        bool given = false;
        const quint32 seed = qEnvironmentVariableIntValue("TURNSTONE_SEED", &given) > 0 && given
            ? quint32(qEnvironmentVariableIntValue("TURNSTONE_SEED"))
            : QRandomGenerator::global()->bounded(1, 1'000'000);
        qInfo("TURNSTONE_SEED=%u", seed);
        MailServer server;
        RawImap &client = server.client();
        std::vector<std::unique_ptr<Rung>> rungs;
        for (const Ladder ladder :
             {Ladder::Listing, Ladder::Comparison, Ladder::ChangedFlags, Ladder::Everything})
            rungs.push_back(std::make_unique<Rung>(server, ladder));
        for (int i = 1; i <= 130; ++i)
            client.append(QStringLiteral("INBOX"), sampleMessage(i));
        Mutator other(client, seed);
        for (int round = 0; round < 12; ++round) {
            for (quint32 i = other.below(10); i > 0; --i)
                other.change(serverState(client));
            // One of ours changes something too.
            Rung &ours = *rungs.at(other.below(quint32(rungs.size())));
            const auto inbox = ours.writer.folderByPath(ours.account().id, QStringLiteral("INBOX"));
            ListQuery query;
            query.folders = {inbox->id};
            const QList<MessageRow> rows = ours.writer.page(query, 10);
            FlagChange change;
            change.add = Flag::Flagged;
            change.addTags = QStringList{QStringLiteral("ours%1").arg(round)};
            if (!rows.isEmpty())
                ours.writer.setFlags({rows.at(other.below(quint32(rows.size()))).id}, change,
                                     actionTraits(ours.account(), ours.registry));
            for (int look = 0; look < 2; ++look) {
                for (const auto &rung : rungs) {
                    if (other.below(3) == 0)
                        rung->connect(); // cold: a connection that remembers nothing
                    const SyncSummary summary = rung->pass();
                    QVERIFY2(!summary.error, qPrintable(summary.error->sentence));
                }
            }
            const State there = serverState(client);
            for (const auto &rung : rungs) {
                const QByteArray wrong = difference(rung->state(), there);
                QVERIFY2(wrong.isEmpty(),
                         QByteArray("seed " + QByteArray::number(seed) + ", round "
                                    + QByteArray::number(round) + ", rung "
                                    + QByteArray::number(int(rung->ladder)) + ": " + wrong));
            }
        }
        for (const auto &rung : rungs)
            QCOMPARE(rung->writer.verify(false).findings, QStringList());
    }

    void nothingChanged_costsAHandfulOfRoundTripsColdAndTwoWarm()
    {
        MailServer server;
        for (int i = 1; i <= 300; ++i)
            server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), sampleMessage(i));
        Rung rung(server, Ladder::Everything);
        rung.options.full = false;
        QVERIFY(!rung.pass().error);
        SyncSummary summary = rung.pass();
        QVERIFY2(summary.counts.roundTrips <= 2, QByteArray::number(summary.counts.roundTrips));
        QVERIFY2(summary.counts.bytesIn + summary.counts.bytesOut < 2048,
                 QByteArray::number(summary.counts.bytesIn + summary.counts.bytesOut));
        rung.connect();
        summary = rung.pass();
        rung.session->closeQuietly();
        QVERIFY2(summary.counts.roundTrips <= 5, QByteArray::number(summary.counts.roundTrips));
        // What was opened by nobody since is known to be as it was by STATUS alone.
        qInfo("cold: %lld round trips, %lld bytes", summary.counts.roundTrips,
              summary.counts.bytesIn + summary.counts.bytesOut);
    }

    void fewChangesInALargeFolder_costWhatChanged()
    {
        MailServer server;
        RawImap &client = server.client();
        for (int i = 1; i <= 1000; ++i)
            client.append(QStringLiteral("INBOX"), sampleMessage(i));
        Rung rung(server, Ladder::Everything);
        QVERIFY(!rung.pass().error);
        client.require("SELECT INBOX");
        client.require("UID STORE 100:109 +FLAGS (\\Flagged)");
        client.require("UID STORE 200:209 +FLAGS (\\Deleted)");
        client.require("UID EXPUNGE 200:209");
        for (int i = 1001; i <= 1010; ++i)
            client.append(QStringLiteral("INBOX"), sampleMessage(i));
        rung.options.full = false;
        const SyncSummary summary = rung.pass();
        QCOMPARE(summary.added, 10);
        QCOMPARE(summary.removed, 10);
        QVERIFY2(summary.counts.bytesIn < 15'000, QByteArray::number(summary.counts.bytesIn));
        QVERIFY2(summary.counts.roundTrips <= 4, QByteArray::number(summary.counts.roundTrips));
        QCOMPARE(rung.state(), serverState(client));
    }
};

QTEST_GUILESS_MAIN(TestImapLadder)
#include "tst_imapladder.moc"
