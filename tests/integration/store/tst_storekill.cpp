// SPDX-License-Identifier: MIT
// Invariant 8, by really killing: a child process lives through a scripted history of two accounts
// and is killed (SIGKILL) before or after every commit of either database; its successors are
// killed once more, then finish. What they end with must be what a child ends with that was never
// killed.
#include "support/faultstride.h"
#include "support/storefiller.h"

#include "store/database.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSaveFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <future>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const ActionTraits imapTraits{true, true, true};
constexpr std::array<const char *, 3> folderNames{"INBOX", "Archive", "Trash"};

// What the other side remembers: a server, and the user. A file that outlives the killed process.
class World {
public:
    explicit World(const QString &file)
        : m_file(file)
    {
        QFile stored(file);
        if (stored.open(QIODevice::ReadOnly)) {
            m_state = QJsonDocument::fromJson(stored.readAll()).object();
            return;
        }
        for (const char *name : folderNames)
            m_state[QLatin1String(name)] = QJsonObject{{QStringLiteral("validity"), 1},
                                                       {QStringLiteral("next"), 1},
                                                       {QStringLiteral("mail"), QJsonObject()}};
        for (int n = 0; n < 16; ++n)
            add("INBOX", n, n % 4 == 0 ? 1 : 0);
        for (int n = 20; n < 23; ++n)
            add("Archive", n, 0);
        save();
    }
    void save()
    {
        QSaveFile file(m_file);
        if (file.open(QIODevice::WriteOnly))
            file.write(QJsonDocument(m_state).toJson());
        file.commit();
    }
    bool isDone(const QString &step) const { return m_state.contains(step); }
    void setDone(const QString &step)
    {
        m_state[step] = true;
        save();
    }
    QJsonObject folder(const QByteArray &name) const
    {
        return m_state[QLatin1String(name)].toObject();
    }
    QJsonObject mail(const QByteArray &name) const { return folder(name)[u"mail"].toObject(); }
    void setMail(const QByteArray &name, const QJsonObject &mail)
    {
        QJsonObject changed = folder(name);
        changed[u"mail"] = mail;
        m_state[QLatin1String(name)] = changed;
    }
    QByteArray add(const QByteArray &name, int n, int flags)
    {
        QJsonObject changed = folder(name);
        const int uid = changed[u"next"].toInt();
        QJsonObject mail = changed[u"mail"].toObject();
        mail[QString::number(uid)] = QJsonArray{n, flags};
        changed[u"mail"] = mail;
        changed[u"next"] = uid + 1;
        m_state[QLatin1String(name)] = changed;
        return QByteArray::number(uid);
    }
    void renumber(const QByteArray &name)
    {
        const QJsonObject before = mail(name);
        QJsonObject changed = folder(name);
        changed[u"validity"] = changed[u"validity"].toInt() + 1;
        changed[u"next"] = 100;
        changed[u"mail"] = QJsonObject();
        m_state[QLatin1String(name)] = changed;
        for (const QJsonValue &one : before)
            add(name, one[0].toInt(), one[1].toInt());
    }

private:
    QString m_file;
    QJsonObject m_state;
};

int commitsLeft = 0;

void killAtCommit(const Database &, bool)
{
    if (--commitsLeft == 0)
        ::kill(::getpid(), SIGKILL);
}

/// One life of the program: takes the history up where it stands, and goes on to its end.
class Life {
public:
    explicit Life(const QString &directory)
        : world(directory + QStringLiteral("/world.json"))
        , store(ProfilePaths::forDirectory(directory), Store::Access::ReadWrite, clock)
        , writer(store)
    { }

    void live()
    {
        account = ensureAccount(QStringLiteral("I"), QStringLiteral("imap"));
        pop3 = ensureAccount(QStringLiteral("P"), QStringLiteral("pop3"));
        writer.resetRunning(account);
        synchronise();
        fetchContent();
        fetchPop3();
        actFirst();
        if (!world.isDone(QStringLiteral("others"))) {
            othersChangeTheServer();
            world.setDone(QStringLiteral("others"));
        }
        synchronise();
        replay();
        actSecond();
        replay();
        synchronise();
        fetchContent();
        fetchPop3();
    }

    QByteArray report()
    {
        QStringList lines;
        for (const Folder &folder : writer.folders()) {
            QStringList rows;
            ListQuery query;
            query.folders = {folder.id};
            for (const MessageRow &row : writer.page(query, 1000)) {
                const auto detail = writer.detail(row.id);
                rows.append(QStringLiteral("  %1 flags=%2 server=%3 pending=%4 sha=%5")
                                .arg(QString::fromLatin1(row.messageId))
                                .arg(row.flags.flags.toInt())
                                .arg(row.onServer)
                                .arg(row.pending)
                                .arg(QString::fromLatin1(detail->contentSha256.toHex())));
            }
            rows.sort();
            lines += QStringLiteral("%1/%2 %3 %4 %5 %6")
                         .arg(folder.account.value())
                         .arg(folder.path)
                         .arg(folder.total)
                         .arg(folder.unread)
                         .arg(folder.onComputer)
                         .arg(folder.bytesOnComputer);
            lines += rows;
        }
        for (const char *name : folderNames) {
            QStringList mail;
            for (const QJsonValue &one : world.mail(name))
                mail.append(QStringLiteral("%1:%2").arg(one[0].toInt()).arg(one[1].toInt()));
            mail.sort();
            lines += QStringLiteral("server %1 %2").arg(QLatin1String(name), mail.join(u' '));
        }
        lines += QStringLiteral("operations %1").arg(writer.operations().size());
        const auto verified = writer.verify(true);
        lines += QStringLiteral("verify %1 %2 damaged=%3 orphaned=%4")
                     .arg(verified.messages)
                     .arg(verified.withContent)
                     .arg(verified.damaged)
                     .arg(verified.orphaned);
        lines += verified.findings;
        return lines.join(u'\n').toUtf8();
    }

private:
    AccountId ensureAccount(const QString &name, const QString &protocol)
    {
        if (const auto known = writer.accountByName(name))
            return known->id;
        return writer.addAccount(exampleAccount(name, protocol), protocol == u"imap");
    }

    QList<RemoteFolderRow> seeFolders()
    {
        if (foldersKnown)
            return writer.remoteFolders(writer.account(account)->incoming.id);
        foldersKnown = true;
        QList<MailWriter::SeenFolder> seen;
        for (const char *name : folderNames)
            seen.append({name, QLatin1String(name), QLatin1Char('/'),
                         folderRoleFromString(QString::fromLatin1(name).toLower()), true});
        WriteTransaction transaction(writer);
        const auto rows = writer.foldersSeen(writer.account(account)->incoming.id, seen);
        transaction.commit();
        return rows;
    }

    RemoteFolderRow remote(const QByteArray &name)
    {
        for (const RemoteFolderRow &row : seeFolders()) {
            if (row.path == name)
                return row;
        }
        qFatal("no such folder");
    }

    static FlagState flagsOf(const QJsonValue &one)
    {
        return {MessageFlags::fromInt(uint(one[1].toInt())), {}};
    }

    void synchronise()
    {
        for (const RemoteFolderRow &row : seeFolders()) {
            const QJsonObject folder = world.folder(row.path);
            const QJsonObject mail = folder[u"mail"].toObject();
            const auto validity = quint32(folder[u"validity"].toInt());
            quint32 next = row.uidNext;
            if (row.uidValidity != validity) {
                WriteTransaction transaction(writer);
                writer.unbindAll(row.id);
                writer.setCursor(row.id, validity, 1, 0, 0);
                transaction.commit();
                next = 1;
            }
            constexpr int batch = 8;
            QList<quint32> uids;
            for (auto it = mail.begin(); it != mail.end(); ++it) {
                if (it.key().toUInt() >= next)
                    uids.append(it.key().toUInt());
            }
            std::sort(uids.begin(), uids.end());
            for (qsizetype i = 0; i < uids.size(); i += batch) {
                QList<IncomingMessage> appeared;
                for (const quint32 uid : uids.mid(i, batch)) {
                    const QJsonValue one = mail[QString::number(uid)];
                    IncomingMessage message = exampleMessage(one[0].toInt());
                    message.key = QByteArray::number(uid);
                    message.flags = flagsOf(one);
                    appeared.append(message);
                }
                WriteTransaction transaction(writer);
                writer.messagesAppeared(row.id, appeared);
                writer.setCursor(row.id, validity, uids.mid(i, batch).last() + 1, 0, 0);
                transaction.commit();
            }
            QList<QPair<QByteArray, FlagState>> flags;
            QList<QByteArray> gone;
            for (const BoundKey &key : writer.boundKeys(row.id, {}, 10'000)) {
                const QJsonValue one = mail[QString::fromLatin1(key.key)];
                if (one.isUndefined())
                    gone.append(key.key);
                else if (flagsOf(one) != key.remoteFlags)
                    flags.append({key.key, flagsOf(one)});
            }
            if (gone.isEmpty() && flags.isEmpty())
                continue;
            WriteTransaction transaction(writer);
            writer.flagsSeen(row.id, flags);
            writer.messagesVanished(row.id, gone);
            transaction.commit();
        }
    }

    void fetchContent()
    {
        for (const RemoteFolderRow &row : seeFolders()) {
            ContentWriter contents(store, account);
            for (;;) {
                const auto wanted = writer.wantedContent(row.id, ContentLevel::Everything, 0, 8);
                if (wanted.isEmpty())
                    break;
                QList<ContentWriter::Stored> stored;
                for (const auto &one : wanted) {
                    const int n = world.mail(row.path)[QString::fromLatin1(one.key)][0].toInt();
                    contents.begin(one.message);
                    contents.section("");
                    contents.data(exampleBytes(n));
                    stored.append(contents.end());
                }
                contents.commit();
                WriteTransaction transaction(writer);
                for (const auto &one : std::as_const(stored))
                    writer.contentStored(one, ContentLevel::Everything, {});
                transaction.commit();
            }
        }
    }

    void fetchPop3()
    {
        RemoteFolderId box;
        {
            WriteTransaction transaction(writer);
            box =
                writer
                    .foldersSeen(writer.account(pop3)->incoming.id,
                                 {{"INBOX", QStringLiteral("INBOX"), {}, FolderRole::Inbox, true}})
                    .first()
                    .id;
            transaction.commit();
        }
        for (int n = 40; n < 45; ++n) {
            const QByteArray uidl = "uidl-" + QByteArray::number(n);
            if (writer.isBound(box, uidl))
                continue;
            const MessageId message = writer.reserveMessageId();
            ContentWriter contents(store, pop3);
            contents.begin(message);
            contents.section("");
            contents.data(pop3Bytes(n));
            const auto stored = contents.end();
            contents.commit();
            WriteTransaction transaction(writer);
            writer.messageFetched(box, uidl, stored, exampleMessage(n), {});
            transaction.commit();
        }
        act(QStringLiteral("pop3 delete"), [&] {
            const Folder inbox = *writer.folderByRole(pop3, FolderRole::Inbox);
            writer.remove(find(inbox.id, 41), true, {false, false, false});
        });
    }

    QList<PlacementId> find(FolderId folder, int n)
    {
        ListQuery query;
        query.folders = {folder};
        QList<PlacementId> found;
        for (const MessageRow &row : writer.page(query, 1000)) {
            if (row.messageId == exampleMessage(n).envelope.messageId)
                found.append(row.id);
        }
        return found;
    }
    QList<PlacementId> find(const char *folder, int n)
    {
        return find(writer.folderByPath(account, QLatin1String(folder))->id, n);
    }

    /// The user does something and knows that it is done once the call is back; killed in between,
    /// they look, and do it again where they don't see it.
    void act(const QString &step, const std::function<void()> &action)
    {
        if (world.isDone(step))
            return;
        action();
        world.setDone(step);
    }

    void actFirst()
    {
        const FolderId archive = writer.folderByPath(account, QStringLiteral("Archive"))->id;
        act(QStringLiteral("read"), [&] {
            writer.setFlags(find("INBOX", 1) + find("INBOX", 2) + find("INBOX", 3),
                            {Flag::Seen, {}, {}, {}}, imapTraits);
        });
        act(QStringLiteral("move"),
            [&] { writer.move(find("INBOX", 2) + find("INBOX", 4), archive, imapTraits); });
        act(QStringLiteral("copy"), [&] {
            if (find("Archive", 5).isEmpty())
                writer.copy(find("INBOX", 5), archive, imapTraits);
        });
        act(QStringLiteral("trash"), [&] { writer.remove(find("INBOX", 6), false, imapTraits); });
        act(QStringLiteral("delete"), [&] { writer.remove(find("INBOX", 7), true, imapTraits); });
        act(QStringLiteral("flag moved"), [&] {
            writer.setFlags(find("Archive", 2), {Flag::Flagged, {}, {}, {}}, imapTraits);
        });
    }

    void actSecond()
    {
        const FolderId inbox = writer.folderByRole(account, FolderRole::Inbox)->id;
        act(QStringLiteral("move back"),
            [&] { writer.move(find("Archive", 20), inbox, imapTraits); });
        act(QStringLiteral("empty trash"),
            [&] { writer.remove(find("Trash", 6), true, imapTraits); });
    }

    void othersChangeTheServer()
    {
        world.add("INBOX", 30, 0);
        world.add("INBOX", 8, 0); // a twin of one that is there
        QJsonObject mail = world.mail("INBOX");
        mail.remove(QStringLiteral("10"));
        mail[QStringLiteral("12")] = QJsonArray{11, int(Flag::Flagged)};
        world.setMail("INBOX", mail);
        world.renumber("Archive");
    }

    void replay()
    {
        // What may have been sent before a crash is looked for before it is sent again.
        synchronise();
        while (const std::optional<Operation> operation = writer.takeOperation(account, 0)) {
            const bool relocates =
                operation->kind == OperationKind::Move || operation->kind == OperationKind::Copy;
            for (const Binding &binding : writer.bindings(operation->placements)) {
                QByteArray folder;
                RemoteFolderRow destination;
                for (const RemoteFolderRow &row :
                     writer.remoteFolders(writer.account(account)->incoming.id)) {
                    if (row.id == binding.remoteFolder)
                        folder = row.path;
                    if (row.folder == operation->destination)
                        destination = row;
                }
                if (relocates && binding.remoteFolder == destination.id)
                    continue; // got there before
                QJsonObject mail = world.mail(folder);
                const QString key = QString::fromLatin1(binding.key);
                const bool there = mail.contains(key);
                const QJsonValue one = mail[key];
                QByteArray newKey;
                if (operation->kind == OperationKind::SetFlags && there) {
                    const FlagState now = applied(flagsOf(one), operation->change);
                    mail[key] = QJsonArray{one[0].toInt(), int(now.flags.toInt())};
                    world.setMail(folder, mail);
                } else if (operation->kind == OperationKind::Delete
                           || operation->kind == OperationKind::Move) {
                    mail.remove(key);
                    world.setMail(folder, mail);
                }
                if (relocates && there)
                    newKey = world.add(destination.path, one[0].toInt(), one[1].toInt());
                world.save();
                if (relocates) // every other answer tells the new key (UIDPLUS)
                    writer.relocated(binding.placement, destination.id,
                                     one[0].toInt() % 2 == 0 ? newKey : QByteArray());
                else if (operation->kind == OperationKind::Delete)
                    writer.removedOnServer(binding.remoteFolder, {binding.key});
            }
            writer.operationDone(operation->id);
        }
        synchronise();
    }

    /// Message 42 is large and does not compress, so that it is written ahead of its commit.
    static QByteArray pop3Bytes(int n)
    {
        if (n != 42)
            return exampleBytes(n);
        QRandomGenerator random(42);
        QList<quint32> noise(1'100'000);
        random.fillRange(noise.data(), noise.size());
        return exampleBytes(n)
            + QByteArray(reinterpret_cast<const char *>(noise.constData()),
                         noise.size() * qsizetype(sizeof(quint32)));
    }

    bool foldersKnown = false;
    FixedClock clock{1'700'000'000};
    World world;
    Store store;
    MailWriter writer;
    AccountId account, pop3;
};

int liveOnce(const QString &directory, int killAt)
{
    commitsLeft = killAt > 0 ? killAt : std::numeric_limits<int>::max();
    const int start = commitsLeft;
    Database::commitHook = killAtCommit;
    try {
        Life life(directory);
        life.live();
        QFile report(directory + QStringLiteral("/report"));
        if (!report.open(QIODevice::WriteOnly))
            return 1;
        report.write(life.report());
        QFile count(directory + QStringLiteral("/commits"));
        if (!count.open(QIODevice::WriteOnly))
            return 1;
        count.write(QByteArray::number(start - commitsLeft));
    } catch (const MailError &error) {
        qCritical("%s (%s)", qUtf8Printable(error.sentence), qUtf8Printable(error.detail));
        return 1;
    }
    return 0;
}

} // namespace

class TestStoreKill : public QObject {
    Q_OBJECT

    /// In memory where there is such a folder: what SIGKILL leaves does not depend on the disk.
    static QString place()
    {
        const QString shm = QStringLiteral("/dev/shm");
        return (QFileInfo(shm).isWritable() ? shm : QDir::tempPath())
            + QStringLiteral("/kill-XXXXXX");
    }
    enum class End { Lived, Killed, Failed };
    static End child(const QString &directory, int killAt)
    {
        const QByteArray program = QFile::encodeName(QCoreApplication::applicationFilePath());
        const QByteArray where = QFile::encodeName(directory);
        const QByteArray when = QByteArray::number(killAt);
        const char *arguments[] = {program.constData(), "--live", where.constData(),
                                   when.constData(), nullptr};
        pid_t pid = 0;
        int status = 0;
        if (::posix_spawn(&pid, program.constData(), nullptr, nullptr,
                          const_cast<char *const *>(arguments), environ)
                != 0
            || ::waitpid(pid, &status, 0) != pid)
            return End::Failed;
        if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
            return End::Killed;
        return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? End::Lived : End::Failed;
    }
    static QByteArray fileIn(const QString &directory, const char *name)
    {
        QFile file(directory + QLatin1Char('/') + QLatin1String(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void killedAtEveryCommit_endsAsIfItWasNot()
    {
        QTemporaryDir calm(place());
        QCOMPARE(child(calm.path(), 0), End::Lived);
        const QByteArray expected = fileIn(calm.path(), "report");
        const int commits = fileIn(calm.path(), "commits").toInt();
        QVERIFY2(expected.contains("damaged=0 orphaned=0"), expected);
        QVERIFY2(expected.contains("operations 0"), expected);
        QVERIFY(commits > 100);

        // Empty where all went well. Every third point, the successor dies too, at another place.
        const auto problem = [&expected](int killAt) -> QByteArray {
            QTemporaryDir directory(place());
            if (child(directory.path(), killAt) != End::Killed)
                return "was not killed";
            if (killAt / faultStride % 3 == 0
                && child(directory.path(), 1 + killAt * 7 % 23) == End::Failed)
                return "the successor failed";
            if (child(directory.path(), 0) != End::Lived)
                return "the last one failed";
            const QByteArray report = fileIn(directory.path(), "report");
            return report == expected ? QByteArray() : report + "\n--- expected ---\n" + expected;
        };
        std::atomic<int> next = 1;
        const auto take = [&next] { return next.fetch_add(faultStride); };
        std::vector<std::future<QByteArray>> workers;
        for (int worker = 0; worker < 4; ++worker) {
            workers.push_back(std::async(std::launch::async, [&]() -> QByteArray {
                for (int killAt = take(); killAt <= commits; killAt = take()) {
                    const QByteArray found = problem(killAt);
                    if (!found.isEmpty())
                        return "killed at commit " + QByteArray::number(killAt) + ": " + found;
                }
                return {};
            }));
        }
        for (std::future<QByteArray> &worker : workers) {
            const QByteArray found = worker.get();
            QVERIFY2(found.isEmpty(), found);
        }
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() == 4 && arguments.at(1) == QLatin1String("--live"))
        return liveOnce(arguments.at(2), arguments.at(3).toInt());
    TestStoreKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_storekill.moc"
