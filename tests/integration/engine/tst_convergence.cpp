// SPDX-License-Identifier: MIT
// Several programs change one account at the same time, on- and offline, and of some the plug is
// pulled: they are killed at a commit, or their line is cut at a byte. TURNSTONE_SEED runs one more
// history, such as one that a failure has named.
#include "support/faultproxy.h"
#include "support/memorybackend.h"
#include "support/serverprofile.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

/// What everybody did, as far as it says what may be gone and what may be there twice.
struct ConvergenceLedger {
    QSet<QString> removed; ///< messages of which somebody removed one
    QHash<QString, int> copies; ///< how often each was put somewhere
    int messages = 0, names = 0;
    QHash<QByteArray, QString> byId; ///< each one's name by its Message-ID

    /// As a line of MailState begins.
    static QString name(const QByteArray &bytes)
    {
        return QString::fromLatin1(
            QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(16));
    }
};

const QStringList convergenceTags{QStringLiteral("work"), QStringLiteral("urgent")};

/// A user at one of the programs under test: changes what is here, and doesn't ask the server.
class OfflineUser {
public:
    OfflineUser(ServerProfile &profile, QRandomGenerator &random, ConvergenceLedger &ledger,
                QChar name)
        : m_profile(profile)
        , m_random(random)
        , m_ledger(ledger)
        , m_name(name)
    { }

    void change()
    {
        try {
            const quint32 what = m_random.bounded(14);
            if (what < 10)
                changeMessage(what);
            else
                changeFolder(what);
        } catch (const MailError &error) {
            // What can't be done is said at once; anything else is a fault.
            if (error.kind != ErrorKind::Permission && error.kind != ErrorKind::NotFound)
                throw;
        }
    }

private:
    QString nameOf(const MessageRow &row)
    {
        return m_ledger.byId.value(row.messageId); // its text may not be here yet
    }
    Folder anyFolder()
    {
        QList<Folder> folders = m_profile.writer->folders(m_profile.account().id);
        folders.removeIf([](const Folder &folder) { return !folder.selectable; });
        return folders.at(m_random.bounded(int(folders.size())));
    }
    void changeMessage(quint32 what)
    {
        const QList<MessageRow> rows = m_profile.rows(anyFolder().path);
        if (rows.isEmpty())
            return;
        const MessageRow row = rows.at(m_random.bounded(int(rows.size())));
        MailWriter &writer = *m_profile.writer;
        const ActionTraits traits = m_profile.traits();
        if (what < 4) {
            FlagChange change;
            const Flag flag = m_random.bounded(2) ? Flag::Seen : Flag::Flagged;
            (m_random.bounded(3) ? change.add : change.remove) = flag;
            const QString tag = convergenceTags.at(m_random.bounded(2));
            (m_random.bounded(2) ? change.addTags : change.removeTags) = {tag};
            writer.setFlags({row.id}, change, traits);
        } else if (what < 7) {
            writer.move({row.id}, anyFolder().id, traits);
        } else if (what < 9) {
            ++m_ledger.copies[nameOf(row)];
            writer.copy({row.id}, anyFolder().id, traits);
        } else {
            m_ledger.removed.insert(nameOf(row));
            writer.remove({row.id}, true, traits);
        }
    }
    void changeFolder(quint32 what)
    {
        MailWriter &writer = *m_profile.writer;
        const ActionTraits traits = m_profile.traits();
        const QString name = QStringLiteral("%1 %2").arg(m_name).arg(++m_ledger.names);
        const Folder folder = anyFolder();
        if (what < 12 || folder.role != FolderRole::None) {
            writer.createFolder(m_profile.account().id, name, traits);
        } else if (what == 12) {
            writer.renameFolder(folder.id, name, traits);
        } else {
            const QList<MessageRow> rows = m_profile.rows(folder.path);
            for (const MessageRow &row : rows)
                m_ledger.removed.insert(nameOf(row));
            writer.removeFolder(folder.id, true, traits);
        }
    }

    ServerProfile &m_profile;
    QRandomGenerator &m_random;
    ConvergenceLedger &m_ledger;
    const QChar m_name;
};

/// Another program, always online.
class OnlineUser {
public:
    OnlineUser(RawImap &client, QRandomGenerator &random, ConvergenceLedger &ledger)
        : m_client(client)
        , m_random(random)
        , m_ledger(ledger)
    { }

    QStringList folders()
    {
        QStringList names;
        const RawImap::Reply listed = m_client.require("LIST \"\" *");
        for (const QByteArray &line : listed.untagged) {
            QByteArray name = line.mid(line.indexOf(") \"/\" ") + 6);
            if (name.startsWith('"'))
                name = name.mid(1, name.size() - 2);
            names.append(m_client.folderName(name));
        }
        names.sort();
        return names;
    }
    void append(const QString &folder)
    {
        const QByteArray message = sampleMessage(++m_ledger.messages);
        const qsizetype id = message.indexOf("Message-ID: <") + 13;
        m_ledger.byId[message.mid(id, message.indexOf('>', id) - id)] =
            ConvergenceLedger::name(message);
        ++m_ledger.copies[ConvergenceLedger::name(message)];
        m_client.append(folder, message);
    }
    void change()
    {
        const QStringList all = folders();
        const QString folder = all.at(m_random.bounded(int(all.size())));
        const quint32 what = m_random.bounded(10);
        if (what < 2)
            return append(folder);
        if (what == 2) {
            m_client.require("CREATE "
                             + m_client.own(QStringLiteral("C %1").arg(++m_ledger.names)));
            return;
        }
        const QList<quint32> uids = m_client.search(folder, "ALL");
        if (what == 3 && folder.size() < 6 && folder.contains(QLatin1Char(' ')))
            return changeFolder(folder);
        if (uids.isEmpty())
            return;
        const QByteArray uid = QByteArray::number(uids.at(m_random.bounded(int(uids.size()))));
        const QString other = all.at(m_random.bounded(int(all.size())));
        m_client.require("SELECT " + m_client.own(folder));
        const RawImap::Reply fetched = m_client.require("UID FETCH " + uid + " (BODY.PEEK[])");
        const QString name = ConvergenceLedger::name(fetched.literals.value(0));
        if (what < 6) {
            m_client.require("UID STORE " + uid + (m_random.bounded(3) ? " +" : " -")
                             + "FLAGS (\\Flagged urgent)");
        } else if (what == 6) {
            m_ledger.removed.insert(name);
            m_client.require("UID STORE " + uid + " +FLAGS (\\Deleted)");
            m_client.require("UID EXPUNGE " + uid);
        } else if (other != folder) {
            if (what == 7)
                ++m_ledger.copies[name];
            m_client.require((what == 7 ? "UID COPY " : "UID MOVE ") + uid + ' '
                             + m_client.own(other));
        }
        m_client.leave();
    }

private:
    void changeFolder(const QString &folder)
    {
        if (m_random.bounded(2)) {
            const QString name = QStringLiteral("C %1").arg(++m_ledger.names);
            m_client.require("RENAME " + m_client.own(folder) + ' ' + m_client.own(name));
            return;
        }
        const QByteArrayList bytes = m_client.messages(folder);
        for (const QByteArray &message : bytes)
            m_ledger.removed.insert(ConvergenceLedger::name(message));
        m_client.require("DELETE " + m_client.own(folder));
    }

    RawImap &m_client;
    QRandomGenerator &m_random;
    ConvergenceLedger &m_ledger;
};

/// A message, by MailState's lines, to how often it is there.
QHash<QString, int> counted(const MailState &state)
{
    QHash<QString, int> counts;
    for (const QStringList &lines : state) {
        for (const QString &line : lines)
            ++counts[line.section(QLatin1Char(' '), 0, 0)];
    }
    return counts;
}

} // namespace

class TestConvergence : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_server;
    int m_user = 0;
    int m_killed = 0, m_cut = 0;

    /// One pass that ends wherever it happens to be.
    void pullThePlug(ServerProfile &profile, FaultProxy &line, QRandomGenerator &random)
    {
        if (random.bounded(2)) {
            m_killed += !profile.passKilledAt(1 + random.bounded(25));
            return;
        }
        const bool toServer = random.bounded(2);
        const int cuts = line.counts().cuts;
        line.cutAfter(toServer ? FaultProxy::Direction::ToServer : FaultProxy::Direction::ToClient,
                      random.bounded(toServer ? 4'000 : 15'000));
        profile.pass();
        line.watch("nothing that anybody sends"); // takes back what didn't happen
        m_cut += line.counts().cuts - cuts;
    }

    /// What another program made impossible is given up, as the user would.
    static void settle(ServerProfile &profile)
    {
        profile.retryOperations();
        QCOMPARE(errorOf(profile.pass()), QString());
    }
    static void giveUp(ServerProfile &profile)
    {
        const QList<Operation> left = profile.writer->operations();
        for (const Operation &operation : left)
            profile.writer->discardOperation(operation.id);
    }
    static QStringList boundFolders(ServerProfile &profile)
    {
        QStringList paths;
        const QList<RemoteFolderRow> rows =
            profile.writer->remoteFolders(profile.account().incoming.id);
        for (const RemoteFolderRow &row : rows)
            paths.append(profile.writer->folder(row.folder)->path);
        paths.sort();
        return paths;
    }

private Q_SLOTS:
    void initTestCase()
    {
        MailServerOptions options;
        options.users.clear();
        for (int i = 0; i < 12; ++i)
            options.users.append(QStringLiteral("user%1:secret").arg(i));
        m_server = std::make_unique<MailServer>(options);
    }

    void threePrograms_holdTheSameInTheEnd_data()
    {
        QTest::addColumn<quint32>("seed");
        // One that renames a folder between the steps of a pass; one that moves a copy on whose
        // answer was lost; one that moves mail into a folder that is renamed, one that moves it
        // out of a folder that is removed, and two that move it into one that is.
        QList<quint32> seeds{
            1,         2,           3,          4, 5, 495'614'018, 1'397'777'221, 1'883'712'272,
            2'498'897, 333'483'060, 555'451'384};
        if (qEnvironmentVariableIsSet("TURNSTONE_SEED"))
            seeds.append(qEnvironmentVariable("TURNSTONE_SEED").toUInt());
        for (const quint32 seed : std::as_const(seeds))
            QTest::addRow("seed %u", seed) << seed;
    }
    void threePrograms_holdTheSameInTheEnd()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        ConvergenceLedger ledger;
        const QString user = QStringLiteral("user%1").arg(m_user++);
        RawImap &client = m_server->client(user);
        OnlineUser online(client, random, ledger);
        for (int i = 0; i < 24; ++i)
            online.append(i % 3 ? QStringLiteral("INBOX") : QStringLiteral("Archive"));
        const QString imap = QStringLiteral("imap");
        FaultProxy line(m_server->imaps());
        const auto through = [&line](Account &account) {
            account.incoming.endpoint.port = line.port();
        };
        ServerProfile first(*m_server, imap, through, user), second(*m_server, imap, through, user);
        OfflineUser one(first, random, ledger, u'A'), two(second, random, ledger, u'B');
        QCOMPARE(errorOf(first.pass()), QString());
        QCOMPARE(errorOf(second.pass()), QString());

        for (int round = 0; round < 6; ++round) {
            for (int i = 0; i < 5; ++i) {
                one.change();
                two.change();
                online.change();
            }
            for (ServerProfile *profile : {&first, &second}) {
                if (random.bounded(2) == 0)
                    pullThePlug(*profile, line, random);
                else if (random.bounded(3) != 0) // else: still offline
                    QCOMPARE(errorOf(profile->pass()), QString());
            }
        }
        for (int i = 0; i < 3; ++i) {
            pullThePlug(first, line, random);
            pullThePlug(second, line, random);
            settle(first);
            settle(second);
        }
        giveUp(first);
        giveUp(second);
        for (ServerProfile *profile : {&first, &second, &first, &second})
            settle(*profile);
        QCOMPARE(first.writer->operations().size(), 0);
        QCOMPARE(second.writer->operations().size(), 0);

        const MailState there = stateOf(client), here = first.state(false),
                        elsewhere = second.state(false);
        QVERIFY2(here == there, difference(here, there));
        QVERIFY2(elsewhere == there, difference(elsewhere, there));
        QCOMPARE(boundFolders(first), online.folders());
        QCOMPARE(boundFolders(second), online.folders());
        QCOMPARE(first.damage(), QString());
        QCOMPARE(second.damage(), QString());

        // What nobody removed is there, or where a user put it: into a folder that another program
        // had removed, and that is one of this computer by now. And nothing oftener than somebody
        // put it there.
        const QHash<QString, int> counts = counted(there);
        const QHash<QString, int> atFirst = counted(first.state(true)),
                                  atSecond = counted(second.state(true));
        for (auto it = ledger.copies.cbegin(); it != ledger.copies.cend(); ++it) {
            const int count = counts.value(it.key());
            QVERIFY2(count <= it.value(), qPrintable(it.key() + QStringLiteral(" is doubled")));
            const bool kept = atFirst.contains(it.key()) || atSecond.contains(it.key());
            QVERIFY2(count > 0 || kept || ledger.removed.contains(it.key()),
                     qPrintable(it.key() + QStringLiteral(" is lost")));
        }
    }

    void cleanupTestCase()
    {
        QVERIFY(m_killed > 0);
        QVERIFY(m_cut > 0);
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (const auto status = killedPassMain(QCoreApplication::arguments()))
        return *status;
    TestConvergence test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_convergence.moc"
