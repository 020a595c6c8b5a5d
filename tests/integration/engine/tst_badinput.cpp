// SPDX-License-Identifier: MIT
// What a bad server does to a pass over two accounts: it ends with a clear sentence in bounded time
// and memory, the mail of the account beside it arrives, and nothing that is here is lost.
#include "backend/imap/imapbackend.h"
#include "backend/pop3/pop3backend.h"
#include "engine/pass.h"
#include "support/mailserver.h"
#include "support/memorybackend.h"
#include "support/oddimap.h"
#include "support/recordingsinks.h"
#include "support/throwawayprofile.h"

#include <QTest>
#include <sys/resource.h>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

using Script = ScriptedServer::Script;

/// Generous for a busy computer, and short enough to be waited for.
constexpr qint64 patienceMs = 1'500;
/// A program that believed an announced 4 GiB would need more.
constexpr qint64 memoryKiB = 1'500'000;

BackendRegistry impatientRegistry()
{
    BackendRegistry registry;
    registry.add(
        {QStringLiteral("imap"), ImapBackend::knownTraits(), [](const BackendConfig &config) {
             ImapTimeouts timeouts;
             timeouts.idle = patienceMs;
             timeouts.command = timeouts.batch = timeouts.content = 2 * patienceMs;
             timeouts.slowest = 1'000'000;
             return std::make_unique<ImapBackend>(config, timeouts);
         }});
    registry.add(
        {QStringLiteral("pop3"), Pop3Backend::knownTraits(), [](const BackendConfig &config) {
             Pop3Options options;
             options.timeouts = {patienceMs, 2 * patienceMs};
             return std::make_unique<Pop3Backend>(config, options);
         }});
    return registry;
}

/// A profile with an account "Bad" on a scripted server; others may stand beside it.
struct BadProfile {
    ThrowAwayProfile directory;
    Store store{directory.paths(), Store::Access::ReadWrite, Clock::system()};
    MailWriter writer{store};
    BackendRegistry registry = impatientRegistry();

    Account add(Account account)
    {
        writer.addAccount(account, account.incoming.protocol == QLatin1String("imap"));
        return writer.accounts().last();
    }
    Account addBad(const QString &protocol, const Endpoint &endpoint)
    {
        Account account;
        account.name = account.email = QStringLiteral("bad@example.org");
        account.incoming.protocol = protocol;
        account.incoming.endpoint = endpoint;
        account.incoming.user = QStringLiteral("alice");
        return add(account);
    }
    SyncSummary pass(const Account &account, bool patient = false)
    {
        Wakeup wakeup;
        const BackendRegistry standard = BackendRegistry::standard();
        return runPass({store, patient ? standard : registry, {}, wakeup}, account,
                       Secret("secret"));
    }
    /// The bytes of what is here, sorted.
    QByteArrayList mail(const Account &account, const QString &path = QStringLiteral("INBOX"))
    {
        QByteArrayList found;
        const auto folder = writer.folderByPath(account.id, path);
        ListQuery query;
        query.folders = {folder ? folder->id : FolderId()};
        const QList<MessageRow> rows = writer.page(query, 1000);
        for (const MessageRow &row : rows)
            found.append(writer.content(row.message, {}).value_or(QByteArray("<not here>")));
        std::sort(found.begin(), found.end());
        return found;
    }
};

/// Plain words for a person: a sentence, without anything a terminal or a label would obey.
bool isPlainSentence(const QString &sentence)
{
    if (sentence.size() > 1500)
        return false;
    for (const QChar c : sentence) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            return false;
    }
    return sentence.contains(QLatin1Char('.'));
}

qint64 peakKiB()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

QByteArrayList samples(int count)
{
    QByteArrayList messages;
    for (int i = 1; i <= count; ++i)
        messages.append(sampleMessage(i));
    return messages;
}

QByteArrayList sorted(QByteArrayList list)
{
    std::sort(list.begin(), list.end());
    return list;
}

using Bend = std::function<QByteArray(const QByteArray &, const QByteArray &)>;

/// Answers `said` to what begins with `start`.
Bend saying(const QByteArray &start, const QByteArray &said)
{
    return [=](const QByteArray &line, const QByteArray &answer) {
        return line.startsWith(start) ? said : answer;
    };
}

/// Replaces `from` by `to` in answers to what begins with `start`.
Bend replacing(const QByteArray &start, const QByteArray &from, const QByteArray &to)
{
    return [=](const QByteArray &line, const QByteArray &answer) {
        QByteArray bent = answer;
        return line.startsWith(start) ? bent.replace(from, to) : bent;
    };
}

QByteArray unbent(const QByteArray &, const QByteArray &answer)
{
    return answer;
}

/// RFC 1939 3.
QByteArray stuffed(QByteArray message)
{
    return message.replace("\r\n.", "\r\n..");
}

/// A POP3 mailbox with two messages; `bend` as in OddImap, with the command's line.
Script oddPop3(const Bend &bend)
{
    return [bend](ScriptedConnection &connection) {
        const QByteArrayList messages = samples(2);
        connection.send(bend("GREETING", "+OK ready\r\n"));
        for (;;) {
            const QByteArray line = connection.readLine();
            QByteArray said = "+OK\r\n";
            if (line == "CAPA")
                said = "+OK\r\nUSER\r\nUIDL\r\nTOP\r\nPIPELINING\r\n.\r\n";
            else if (line == "STAT")
                said = "+OK 2 1000\r\n";
            else if (line == "UIDL")
                said = "+OK\r\n1 one\r\n2 two\r\n.\r\n";
            else if (line == "LIST")
                said = "+OK\r\n1 500\r\n2 500\r\n.\r\n";
            else if (line.startsWith("RETR "))
                said = "+OK\r\n" + stuffed(messages.value(line.mid(5).toInt() - 1)) + ".\r\n";
            said = bend(line, said);
            connection.send(said);
            if (!said.endsWith('\n'))
                connection.hang();
        }
    };
}

} // namespace

Q_DECLARE_METATYPE(Bend)

class TestBadInput : public QObject {
    Q_OBJECT

    std::unique_ptr<MailServer> m_good;
    QByteArrayList m_goodMail;

    /// A pass over the bad account, then one over the good one.
    void passes(BadProfile &profile, const Account &bad, SyncSummary *summary)
    {
        const Account good = profile.add(m_good->account(QStringLiteral("imap")));
        *summary = profile.pass(bad);
        const SyncSummary beside = profile.pass(good, true);
        QVERIFY2(!beside.error, beside.error ? qPrintable(beside.error->sentence) : "");
        QCOMPARE(profile.mail(good), m_goodMail);
        QCOMPARE(profile.writer.verify(true).findings, QStringList());
        QVERIFY2(peakKiB() < memoryKiB, qPrintable(QString::number(peakKiB())));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_good = std::make_unique<MailServer>();
        for (int i = 1; i <= 3; ++i)
            m_good->deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), sampleMessage(i));
        m_goodMail = sorted(m_good->messages(QStringLiteral("alice"), QStringLiteral("INBOX")));
    }
    void cleanupTestCase() { m_good.reset(); }

    void badImapServer_saysWhyAndLosesNothing_data()
    {
        QTest::addColumn<Bend>("bend");
        QTest::addColumn<QByteArray>("slowFrom");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<int>("arrived"); // of two: the Inbox is read before the folders are listed
        const QByteArray none;
        const auto row = [&](const char *name, const Bend &bend, ErrorKind kind, int arrived = 0,
                             const QByteArray &slowFrom = {}) {
            QTest::newRow(name) << bend << slowFrom << kind << arrived;
        };
        row("hangs at the list of folders", saying("LIST", none), ErrorKind::Network, 2);
        row("hangs in the folder", saying("SELECT", none), ErrorKind::Network);
        row("hangs within an answer", saying("SELECT", "* 2 EXI"), ErrorKind::Network);
        row("one byte at a time", unbent, ErrorKind::Network, 0, "SELECT");
        row("says bye", saying("SELECT", "* BYE <b>too</b> busy \x1b[31m\r\n"), ErrorKind::Network);
        row(
            "answers BAD to everything",
            [](const QByteArray &line, const QByteArray &answer) {
                return line.startsWith("LOGIN") ? answer : QByteArray("TAG BAD \x1b[2Jwhat?\r\n");
            },
            ErrorKind::Protocol);
        row("answers NO to the folder", saying("SELECT", "TAG NO <img src=x>\a no\r\n"),
            ErrorKind::Permission);
        row("refuses the password", saying("LOGIN", "TAG NO [AUTHENTICATIONFAILED] no\r\n"),
            ErrorKind::Authentication);
        row("4 GiB literal among the folders", saying("LIST", "* LIST () \"/\" {4294967296}\r\n"),
            ErrorKind::Protocol, 2);
        row("4 GiB literal for a header",
            replacing("FETCH", "BODY[HEADER", "BODY[1] {4294967295}\r\nBODY[HEADER"),
            ErrorKind::Protocol);
        row("literal beyond 64 bits", saying("LIST", "* LIST () \"/\" {99999999999999999999}\r\n"),
            ErrorKind::Protocol, 2);
        row("negative literal", saying("LIST", "* LIST () \"/\" {-1}\r\nTAG OK x\r\n"),
            ErrorKind::Permission, 2);
        row("endless line", saying("SELECT", QByteArray(9'000'000, 'x')), ErrorKind::Protocol);
        row("UIDVALIDITY negative", replacing("SELECT", "UIDVALIDITY 1", "UIDVALIDITY -1"),
            ErrorKind::Protocol);
        row("UIDVALIDITY of 64 bits",
            replacing("SELECT", "UIDVALIDITY 1", "UIDVALIDITY 18446744073709551617"),
            ErrorKind::Protocol);
        row("answers nobody asked for", saying("SELECT", "X9 OK done\r\n"), ErrorKind::Protocol);
        row("speaks SMTP", saying("LOGIN", "235 2.7.0 welcome\r\n"), ErrorKind::Protocol);
    }
    void badImapServer_saysWhyAndLosesNothing()
    {
        QFETCH(Bend, bend);
        QFETCH(QByteArray, slowFrom);
        QFETCH(ErrorKind, kind);
        QFETCH(int, arrived);
        OddImap imap;
        imap.folders["INBOX"] = samples(2);
        imap.bend = bend;
        imap.slowFrom = slowFrom;
        OddImap sane;
        sane.folders = imap.folders;
        ScriptedServer server({imap.script(), sane.script()});
        BadProfile profile;
        const Account bad = profile.addBad(QStringLiteral("imap"), server.endpoint());
        SyncSummary summary;
        passes(profile, bad, &summary);
        if (QTest::currentTestFailed())
            return;
        QVERIFY(summary.error);
        QVERIFY2(summary.error->kind == kind,
                 qPrintable(summary.error->sentence + summary.error->detail));
        QVERIFY2(isPlainSentence(summary.error->sentence), qPrintable(summary.error->sentence));
        QCOMPARE(profile.mail(bad).size(), arrived);
        // The server is repaired: everything comes.
        QVERIFY(!profile.pass(bad).error);
        QCOMPARE(profile.mail(bad), sorted(samples(2)));
    }

    void nonsenseNumbersInOneAnswer_otherMailArrives_data()
    {
        QTest::addColumn<Bend>("bend");
        const auto row = [](const char *name, const char *from, const char *to) {
            QTest::newRow(name) << replacing("", from, to);
        };
        row("negative size", "RFC822.SIZE", "RFC822.SIZE -7 X-SIZE");
        row("size of 64 bits", "RFC822.SIZE", "RFC822.SIZE 18446744073709551616 X-SIZE");
        row("date of nowhere", "21-Nov-2020", "99-Foo-0000");
        row("UNSEEN negative", "UNSEEN ", "UNSEEN -");
        row("STATUS of 64 bits", "(MESSAGES ", "(MESSAGES 99999999999999999999");
        row("UIDNEXT of 64 bits", "[UIDNEXT ", "[UIDNEXT 18446744073709551616 ");
        row("UIDNEXT negative", "[UIDNEXT ", "[UIDNEXT -");
        row("structure cut short", "NIL NIL NIL \"8BIT\"", "(((NIL");
        row("structure with negative sizes", "\"8BIT\" ", "\"8BIT\" -");
        row("a message that isn't asked for", "* 1 FETCH (UID 1",
            "* 4294967295 FETCH (UID 4294967295)\r\n* 1 FETCH (UID 1");
        row("a UID of 33 bits", "* 1 FETCH (UID 1",
            "* 7 FETCH (UID 4294967296 FLAGS (\\Seen))\r\n* 1 FETCH (UID 1");
        row("a negative UID", "* 1 FETCH (UID 1",
            "* 7 FETCH (UID -1 FLAGS (\\Seen))\r\n* 1 FETCH (UID 1");
    }
    void nonsenseNumbersInOneAnswer_otherMailArrives()
    {
        QFETCH(Bend, bend);
        OddImap imap;
        imap.folders["INBOX"] = samples(3);
        imap.bend = bend;
        ScriptedServer server({imap.script()});
        BadProfile profile;
        const Account bad = profile.addBad(QStringLiteral("imap"), server.endpoint());
        SyncSummary summary;
        passes(profile, bad, &summary);
        if (QTest::currentTestFailed())
            return;
        if (summary.error)
            QVERIFY2(isPlainSentence(summary.error->sentence), qPrintable(summary.error->sentence));
        QCOMPARE(profile.mail(bad), sorted(samples(3)));
    }

    void oddFolderNames_areShownAsTheyAreAndTheirMailArrives()
    {
        OddImap imap;
        const QByteArrayList odd{"a\"b\\c", "&broken", "&AGE-", "~peter", "%*", "a&-b", "x y"};
        QByteArray nul = "* LIST () \"/\" {3}\r\na";
        nul.append('\0').append("b\r\n* LIST () \"/\" \"\"\r\n* LIST () \"/\" {5000}\r\n");
        imap.list = "* LIST () \"/\" INBOX\r\n" + nul + QByteArray(5000, 'n')
            + "\r\n* LIST () \"/\" {9}\r\nesc\x1b[31mx\r\n* LIST (\\Noselect) \"\" \"..\"\r\n";
        imap.folders["INBOX"] = samples(1);
        for (const QByteArray &name : odd) {
            imap.folders[name] = samples(2);
            QByteArray quoted = name;
            quoted.replace('\\', "\\\\").replace('"', "\\\"");
            imap.list += "* LIST () \"/\" \"" + quoted + "\"\r\n";
        }
        ScriptedServer server({imap.script()});
        BadProfile profile;
        const Account bad = profile.addBad(QStringLiteral("imap"), server.endpoint());
        SyncSummary summary;
        passes(profile, bad, &summary);
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(profile.mail(bad), sorted(samples(1)));
        QStringList names;
        const QList<Folder> folders = profile.writer.folders(bad.id);
        for (const Folder &folder : folders) {
            names.append(folder.name);
            if (odd.contains(folder.name.toLatin1()))
                QCOMPARE(profile.mail(bad, folder.path), sorted(samples(2)));
        }
        for (const char *name : {"a\"b\\c", "&broken", "~peter", "%*", "a&b", "x y"})
            QVERIFY2(names.contains(QString::fromLatin1(name)), name);
        // Without NUL, and nobody is asked for what can't be named.
        for (const QString &name : std::as_const(names))
            QVERIFY(!name.contains(QChar(0)) && !name.isEmpty() && name.size() <= 1000);
    }

    void hundredThousandFolders_theInboxArrivesAllTheSame()
    {
        OddImap imap;
        imap.folders["INBOX"] = samples(2);
        imap.list.reserve(4'000'000);
        for (int i = 0; i < 100'000; ++i)
            imap.list += "* LIST () \"/\" \"f" + QByteArray::number(i) + "\"\r\n";
        imap.list += "* LIST () \"/\" INBOX\r\n";
        ScriptedServer server({imap.script()});
        BadProfile profile;
        const Account bad = profile.addBad(QStringLiteral("imap"), server.endpoint());
        profile.registry = BackendRegistry::standard();
        SyncSummary summary;
        passes(profile, bad, &summary);
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(profile.mail(bad), sorted(samples(2)));
        QVERIFY(profile.writer.folders(bad.id).size() <= Limits::folders + 1);
    }

    void badPop3Server_saysWhyAndLosesNothing_data()
    {
        QTest::addColumn<Bend>("bend");
        QTest::addColumn<ErrorKind>("kind");
        const auto row = [](const char *name, const Bend &bend, ErrorKind kind) {
            QTest::newRow(name) << bend << kind;
        };
        row("hangs at the list of folders", saying("STAT", {}), ErrorKind::Network);
        row("hangs within a message", saying("RETR 1", "+OK\r\nSubject: x"), ErrorKind::Network);
        row("refuses the password", saying("PASS", "-ERR [AUTH] <b>no</b>\x1b[31m\r\n"),
            ErrorKind::Authentication);
        row("mailbox in use", saying("PASS", "-ERR [IN-USE] \x07locked\r\n"),
            ErrorKind::Permission);
        row("endless line", saying("UIDL", "+OK\r\n" + QByteArray(5'000'000, 'x')),
            ErrorKind::Protocol);
        row("4 billion messages", saying("STAT", "+OK 4294967296 4294967296\r\n"),
            ErrorKind::Protocol);
        row("negative count", saying("STAT", "+OK -2 -1000\r\n"), ErrorKind::Protocol);
        row("answers IMAP", saying("USER", "* OK hello\r\n"), ErrorKind::Protocol);
    }
    void badPop3Server_saysWhyAndLosesNothing()
    {
        QFETCH(Bend, bend);
        QFETCH(ErrorKind, kind);
        ScriptedServer server({oddPop3(bend), oddPop3(unbent)});
        BadProfile profile;
        const Account bad = profile.addBad(QStringLiteral("pop3"), server.endpoint());
        SyncSummary summary;
        passes(profile, bad, &summary);
        if (QTest::currentTestFailed())
            return;
        if (summary.error) {
            QVERIFY2(summary.error->kind == kind,
                     qPrintable(summary.error->sentence + summary.error->detail));
            QVERIFY2(isPlainSentence(summary.error->sentence), qPrintable(summary.error->sentence));
        } else {
            QCOMPARE(profile.mail(bad), sorted(samples(2))); // a number that nobody needs
        }
        QVERIFY(!profile.pass(bad).error);
        QCOMPARE(profile.mail(bad), sorted(samples(2)));
    }

    void closedWithinASession_isNetworkAndNothingWrongIsReported()
    {
        OddImap imap;
        imap.folders["INBOX"] = {"Subject: 1\r\n\r\none\r\n", "Subject: 2\r\n\r\ntwo\r\n"};
        BackendConfig config;
        Wakeup wakeup;
        config.wakeup = &wakeup;
        config.server.protocol = QStringLiteral("imap");
        bool finished = false;
        // The session alone is ended at every byte (tst_imaptranscripts); this ends all of it.
        for (qint64 bytes = 0; !finished; bytes += 7) {
            imap.cutAfter = bytes;
            ScriptedServer server({imap.script()});
            config.server.endpoint = server.endpoint();
            ImapBackend backend(config);
            RecordingRemoteSink sink;
            RecordingContentSink content;
            QList<RemoteFolder> folders;
            const char *step = "open";
            try {
                backend.open({QStringLiteral("alice"), Secret("secret")});
                step = "folders";
                folders = backend.folders();
                step = "synchronise";
                FolderCursor cursor;
                cursor.folder = "INBOX";
                cursor = backend.synchronise(cursor, KnownKeySet(), sink);
                QCOMPARE(cursor.uidNext, 3u);
                KnownKeySet known;
                known.keys = {"1", "2"};
                RecordingRemoteSink second;
                step = "listing";
                backend.synchronise(cursor, known, second);
                QVERIFY(second.complete);
                QCOMPARE(second.states.size(), 2);
                step = "fetch";
                PartSelection everything;
                everything.what = PartSelection::What::Everything;
                backend.fetch({{{"INBOX", "1"}, everything}, {{"INBOX", "2"}, everything}},
                              content);
                finished = true;
            } catch (const MailError &error) {
                QVERIFY2(error.kind == ErrorKind::Network,
                         qPrintable(QStringLiteral("%1 bytes, %2: %3")
                                        .arg(bytes)
                                        .arg(QLatin1String(step), error.sentence)));
                QVERIFY(isPlainSentence(error.sentence));
            }
            QVERIFY(folders.isEmpty() || (folders.size() == 1 && folders.first().path == "INBOX"));
            for (const RemoteMessage &message : std::as_const(sink.fresh)) {
                QVERIFY(message.key == "1" || message.key == "2");
                QVERIFY(message.envelope
                        && message.envelope->subject == QString::fromLatin1(message.key));
            }
            QVERIFY(sink.gone.isEmpty());
            for (const auto &fetched : std::as_const(content.fetched)) {
                const QByteArray whole = imap.folders["INBOX"].value(fetched.key.key.toInt() - 1);
                QVERIFY(fetched.ended ? fetched.bytes == whole : whole.startsWith(fetched.bytes));
                QVERIFY(!fetched.missing);
            }
        }
    }

    void uidBehindTheContent_eachMessageGetsItsOwnBytes()
    {
        OddImap imap;
        for (int i = 1; i <= 4; ++i) // too large to be held: passed on as it comes
            imap.folders["INBOX"] << sampleMessage(i) + QByteArray(150'000, char('a' + i)) + "\r\n";
        // As Courier and others may: what was asked last comes first.
        imap.bend = [&](const QByteArray &line, const QByteArray &answer) {
            if (!line.contains("BODY.PEEK[]"))
                return answer;
            QByteArray bent = answer;
            for (int i = 1; i <= 4; ++i) {
                const QByteArray uid = "UID " + QByteArray::number(i);
                if (!bent.startsWith("* " + QByteArray::number(i) + " FETCH"))
                    continue;
                bent.replace("(" + uid + ' ', "(");
                bent.replace(")\r\nTAG OK", ' ' + uid + ")\r\nTAG OK");
            }
            return bent;
        };
        ScriptedServer server({imap.script()});
        BadProfile profile;
        const Account bad = profile.addBad(QStringLiteral("imap"), server.endpoint());
        const SyncSummary summary = profile.pass(bad);
        QVERIFY2(!summary.error, summary.error ? qPrintable(summary.error->sentence) : "");
        QVERIFY(profile.mail(bad) == sorted(imap.folders["INBOX"]));
    }

    void certificateOfEveryBadKind_isRefusedWithItsFingerprint_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<QString>("kind");
        for (const char *protocol : {"imap", "pop3"}) {
            for (const char *kind :
                 {"--expired-certificate", "--wrong-host-certificate", "--self-signed"})
                QTest::addRow("%s %s", protocol, kind)
                    << QString::fromLatin1(protocol) << QString::fromLatin1(kind);
        }
    }
    void certificateOfEveryBadKind_isRefusedWithItsFingerprint()
    {
        QFETCH(QString, protocol);
        QFETCH(QString, kind);
        MailServer server({{QStringLiteral("alice:secret")}, {kind}});
        BadProfile profile;
        const Account bad = profile.add([&] {
            Account account = server.account(protocol);
            account.name = QStringLiteral("Bad");
            if (kind == QLatin1String("--self-signed"))
                account.caFile.clear();
            return account;
        }());
        SyncSummary summary;
        passes(profile, bad, &summary);
        if (QTest::currentTestFailed())
            return;
        QVERIFY(summary.error);
        QCOMPARE(summary.error->kind, ErrorKind::Security);
        QCOMPARE(summary.error->certificateSha256.size(), 32);
        QVERIFY(isPlainSentence(summary.error->sentence));
    }
};

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
