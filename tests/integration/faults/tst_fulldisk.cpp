// SPDX-License-Identifier: MIT
// The disk fills while headers come, or while what others changed is taken over: it is said so, the
// store stays sound and can be opened, and with some room the rest comes. (Content: tst_badmail.)
#include "support/privatemounts.h"
#include "support/turnstonectl.h"

#include <QJsonArray>
#include <QTest>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QString fullInbox = QStringLiteral("INBOX"), fullInboxHere = QStringLiteral("A/INBOX");
constexpr int fullFirst = 50, fullMany = 6'000;

QStringList fullWords(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '));
}

QByteArray headerOnly(int number)
{
    const QByteArray n = QByteArray::number(number);
    return "From: Anna " + n + " <anna" + n
        + "@example.org>\r\nTo: me@example.org\r\nSubject: Number " + n + ' '
        + QByteArray("words of a long subject ").repeated(8)
        + "\r\nDate: Sat, 21 Nov 2020 10:00:00 +0000\r\nMessage-ID: <" + n
        + "@full.example>\r\n\r\nText.\r\n";
}

/// What a message is called by, and its flags.
using Listed = QMap<QString, QStringList>;

} // namespace

class TestFullDisk : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_server;
    std::unique_ptr<Turnstonectl> m_ctl;
    std::optional<PrivateMounts> m_mounts;

    /// A profile on a file system of its own, or one whose files can be kept from growing, with an
    /// account that keeps headers alone.
    void begin(bool mounted)
    {
        m_server = std::make_unique<MailServer>();
        m_ctl = std::make_unique<Turnstonectl>();
        if (mounted) {
            m_mounts.emplace();
            QVERIFY(m_mounts->run(
                QStringLiteral("mount -t tmpfs -o size=64m none '%1'").arg(m_ctl->profile())));
            m_ctl->wrapper = m_mounts->wrapper();
        }
        append(1, fullFirst);
        QStringList add = Turnstonectl::addWords(*m_server, QStringLiteral("imap"));
        add << QStringLiteral("--keep") << QStringLiteral("headers");
        QCOMPARE(m_ctl->run(add).status, 0);
        QCOMPARE(m_ctl->run(fullWords("sync")).status, 0);
        QCOMPARE(here().size(), fullFirst);
    }
    void append(int from, int to)
    {
        QByteArrayList messages;
        for (int i = from; i <= to; ++i)
            messages.append(headerOnly(i));
        m_server->client().appendMany(fullInbox, messages);
    }

    /// So much may be written: room for `kib` more, or files of at most so many.
    void leave(int kib)
    {
        if (!m_mounts) {
            m_ctl->wrapper = {
                QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                QStringLiteral("trap '' XFSZ; ulimit -f %1; exec \"$@\"").arg(2 * kib),
                QStringLiteral("sh")};
            return;
        }
        const QString line =
            QStringLiteral("rm -f '%1/balloon'; "
                           "head -c $(($(df --output=avail -k '%1' | tail -1) - %2))K /dev/zero > "
                           "'%1/balloon'");
        QVERIFY(m_mounts->run(line.arg(m_ctl->profile()).arg(kib)));
    }
    void makeRoom()
    {
        if (m_mounts)
            QVERIFY(m_mounts->run(QStringLiteral("rm '%1/balloon'").arg(m_ctl->profile())));
        else
            m_ctl->wrapper.clear();
    }

    Listed here()
    {
        Listed found;
        const auto listed = m_ctl->json({QStringLiteral("list"), fullInboxHere,
                                         QStringLiteral("--limit"), QStringLiteral("100000")});
        if (listed.status != 0)
            qFatal("The store can't be read: %s", listed.complaints.constData());
        const QList<QJsonObject> rows = listed.objects();
        for (const QJsonObject &row : rows) {
            QStringList flags;
            for (const char *key : {"flags", "tags"}) {
                const QJsonArray values = row.value(QLatin1String(key)).toArray();
                for (const QJsonValue &value : values)
                    flags.append(value.toString());
            }
            flags.sort();
            found.insert(row.value(QLatin1String("subject")).toString().section(u' ', 0, 1), flags);
        }
        if (found.size() != rows.size())
            qFatal("A message is there twice.");
        return found;
    }
    void isSound()
    {
        const auto verified = m_ctl->run(fullWords("verify --deep"));
        QVERIFY2(verified.status == 0, (verified.output + verified.complaints).constData());
    }
    /// A sync that ran out of room says so; true where it had enough.
    bool syncedOrFull()
    {
        const auto result = m_ctl->run(fullWords("sync"));
        if (result.status == 0)
            return true;
        const QByteArray said = result.output + result.complaints;
        if (!said.contains("disk is full") || (result.status != 1 && result.status != 7))
            qFatal("%d: %s", result.status, said.constData());
        return false;
    }

    static void everyWay()
    {
        QTest::addColumn<bool>("mounted");
        QTest::newRow("files that can't grow") << false;
        if (PrivateMounts::possible())
            QTest::newRow("a small file system") << true;
    }

private Q_SLOTS:
    void cleanup()
    {
        m_ctl.reset();
        m_mounts.reset();
        m_server.reset();
    }

    void fullAmongHeaders_saysSoAndTheRestComesLater_data() { everyWay(); }
    void fullAmongHeaders_saysSoAndTheRestComesLater()
    {
        QFETCH(bool, mounted);
        begin(mounted);
        append(fullFirst + 1, fullMany);
        // A little more room each time, so that it ends elsewhere each time.
        int full = 0, inTheMiddle = 0;
        qsizetype before = fullFirst;
        for (int kib = 1'200; kib <= 2'400; kib += 300) {
            leave(kib);
            full += !syncedOrFull();
            const qsizetype now = here().size(); // it opens, and lists what it has
            QVERIFY(now >= before);
            inTheMiddle += now > fullFirst && now < fullMany;
            before = now;
            isSound();
        }
        QVERIFY2(full >= 3, QByteArray::number(full));
        QVERIFY(inTheMiddle > 0);
        makeRoom();
        QVERIFY(syncedOrFull());
        QCOMPARE(here().size(), fullMany);
        isSound();
        QVERIFY(syncedOrFull());
        QCOMPARE(here().size(), fullMany);
    }

    void fullAmongChanges_saysSoAndTheyComeLater_data() { everyWay(); }
    void fullAmongChanges_saysSoAndTheyComeLater()
    {
        QFETCH(bool, mounted);
        begin(mounted);
        append(fullFirst + 1, fullMany);
        QVERIFY(syncedOrFull());
        QCOMPARE(here().size(), fullMany);
        RawImap &other = m_server->client();
        other.require("SELECT INBOX");
        other.require("STORE 1:4000 +FLAGS.SILENT (\\Flagged \\Seen work)");
        other.require("STORE 3001:3400 +FLAGS.SILENT (\\Deleted)");
        other.require("EXPUNGE");
        other.leave();
        int full = 0;
        for (const int kib : {100, 200, 400}) {
            leave(kib);
            full += !syncedOrFull();
            const qsizetype now = here().size();
            QVERIFY(now >= fullMany - 400 && now <= fullMany);
            isSound();
        }
        QVERIFY2(full >= 2, QByteArray::number(full));
        makeRoom();
        QVERIFY(syncedOrFull());
        Listed expected;
        for (int i = 1; i <= fullMany; ++i) {
            if (i < 3001 || i > 3400)
                expected.insert(QStringLiteral("Number %1").arg(i),
                                i <= 4000 ? fullWords("flagged seen work") : QStringList());
        }
        const Listed now = here();
        QCOMPARE(now.size(), expected.size());
        QCOMPARE(now.first(), expected.first());
        QVERIFY(now == expected);
        isSound();
    }
};

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_fulldisk.moc"
