// SPDX-License-Identifier: MIT
// Hostile messages, a full disk, a profile that can't be written, and the wire log, with the built
// turnstonectl over a real Dovecot: nothing hangs, nothing is lost, the mail beside it arrives.
#include "gui/shownmessage.h"
#include "support/privatemounts.h"
#include "support/turnstonectl.h"

#include "store/mailreader.h"
#include "store/store.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <sys/resource.h>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

const QString alice = QStringLiteral("alice");
const QString inbox = QStringLiteral("A/INBOX");
constexpr qint64 memoryKiB = 1'500'000;

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '));
}

QByteArray head(const QByteArray &subject, const QByteArray &type = {})
{
    return "From: Bob <bob@example.org>\r\nTo: alice@example.org\r\nSubject: " + subject
        + "\r\nDate: Sat, 21 Nov 2020 10:00:00 +0000\r\nMessage-ID: <" + subject.toHex().left(40)
        + "@bad.example>\r\nMIME-Version: 1.0\r\n"
        + (type.isEmpty() ? QByteArray() : "Content-Type: " + type + "\r\n");
}

QByteArray nestedMultiparts(int levels)
{
    QByteArray message = head("nested");
    for (int i = 0; i < levels; ++i)
        message += "Content-Type: multipart/mixed; boundary=b" + QByteArray::number(i)
            + "\r\n\r\n--b" + QByteArray::number(i) + "\r\n";
    message += "Content-Type: text/plain\r\n\r\nat the bottom\r\n";
    for (int i = levels - 1; i >= 0; --i)
        message += "--b" + QByteArray::number(i) + "--\r\n";
    return message;
}

QByteArray nestedMessages(int levels)
{
    QByteArray message;
    for (int i = 0; i < levels; ++i)
        message += head("forwarded " + QByteArray::number(i), "message/rfc822") + "\r\n";
    return message + head("the first") + "\r\nat the bottom\r\n";
}

QByteArray manyParts(int count)
{
    QByteArray message = head("parts", "multipart/mixed; boundary=b") + "\r\n";
    for (int i = 0; i < count; ++i)
        message += "--b\r\nContent-Type: text/plain; name=\"f" + QByteArray::number(i)
            + "\"\r\nContent-Disposition: attachment\r\n\r\npart\r\n";
    return message + "--b--\r\n";
}

QByteArrayList hostileMessages()
{
    QByteArrayList list;
    // Truncated: in the header, in a part, in an encoded line, before the last boundary.
    list << "Subject: cut in the hea" << head("no empty line")
         << head("cut in a part", "multipart/mixed; boundary=b") + "\r\n--b\r\nContent-Ty"
         << head("cut in base64", "text/plain") + "Content-Transfer-Encoding: base64\r\n\r\nSGVsb"
         << head("no end", "multipart/alternative; boundary=b")
            + "\r\n--b\r\nContent-Type: text/plain\r\n\r\ntext\r\n--b\r\nContent-Type: "
              "text/html\r\n\r\n<p>html"
         << head("no boundary", "multipart/mixed") + "\r\n--b\r\n\r\ntext\r\n--b--\r\n"
         << head("empty boundary", "multipart/mixed; boundary=\"\"")
            + "\r\n--\r\n\r\nx\r\n----\r\n";
    list << nestedMultiparts(1'000) << nestedMessages(1'000) << manyParts(10'000);
    // Without a header, without anything.
    list << "\r\nno header at all\r\n"
         << "\r\n"
         << "this is no header\r\nand this is none\r\n\r\nx\r\n"
         << ": no name\r\nSubject\r\n\r\nx\r\n";
    // 10 MB of header: one field, one folded field, many fields.
    list << head("x") + "X-Long: " + QByteArray(10'000'000, 'x') + "\r\n\r\nbehind\r\n"
         << "Subject: " + QByteArray("folded word\r\n ").repeated(800'000) + "end\r\n\r\nbehind\r\n"
         << head("fields") + QByteArray("X-Field: some value of no interest\r\n").repeated(280'000)
            + "\r\nbehind\r\n";
    // Charsets that are wrong, unknown, absurd.
    list << head("Gr\xfc\xdf"
                 "e",
                 "text/plain; charset=utf-8")
            + "\r\nGr\xfc\xdf"
              "e\r\n"
         << head("=?utf-8?B?w7w=?= =?x-none?Q?=FC?= =?utf-16?B?2AA=?= =?utf-8?B?%%%?=",
                 "text/plain; charset=x-nobody-knows")
            + "\r\n\x80\x81\xff\r\n"
         << head("utf-16", "text/plain; charset=utf-16") + "\r\nodd number\r\n"
         << head("utf-7", "text/html; charset=utf-7") + "\r\n+ADw-script+AD4-\r\n"
         << head("charset", "text/plain; charset=\"" + QByteArray(5'000, 'c') + "\"") + "\r\nx\r\n"
         << head("iso-2022", "text/plain; charset=iso-2022-jp") + "\r\n\x1b$B\x1b(B\x1b$\r\n";
    // For terminals, labels and logs.
    list << head("\x1b[31mred\x07 <img src=http://example.org/x> \xe2\x80\xae"
                 "evil",
                 "text/html")
            + "\r\n<script>alert(1)</script><b onclick=x>b</b>\x1b]0;t\x07\r\n"
         << head("=?utf-8?Q?two=0D=0ABcc:_lines?=") + "\r\nx\r\n";
    // Addresses and parameters that grow.
    list << "From: " + QByteArray("a:").repeated(50'000) + "x@y" + QByteArray(";").repeated(50'000)
            + "\r\nSubject: groups\r\n\r\nx\r\n"
         << "To: " + QByteArray("<a@example.org>,").repeated(100'000)
            + "\r\nSubject: to\r\n\r\nx\r\n"
         << head("params", "text/plain" + QByteArray("; a*0*=x").repeated(20'000)) + "\r\nx\r\n"
         << "References: " + QByteArray("<a@b> ").repeated(100'000)
            + "\r\nSubject: references\r\n\r\nx\r\n";
    // HTML that nests and text without an end.
    list << head("deep", "text/html") + "\r\n" + QByteArray("<div><table><tr><td>").repeated(20'000)
         << head("long line") + "\r\n" + QByteArray(3'000'000, 'x') + "\r\n"
         << head("quotes") + "\r\n" + QByteArray(">").repeated(100'000) + "\r\n"
         << head("dots") + "\r\n.\r\n..\r\n...\r\n.\r\n";
    // Ends of lines as they come, and dates of no calendar.
    list << "Subject: bare\n\nline feeds\n"
         << "Date: 99 Foo 99999 99:99:99 +9999\r\n\r\nx\r\n";
    return list;
}

QByteArray goodMessage(int number)
{
    return head("good " + QByteArray::number(number), "text/plain; charset=utf-8")
        + "\r\nA good message, number " + QByteArray::number(number) + ".\r\n";
}

QByteArrayList sorted(QByteArrayList list)
{
    std::sort(list.begin(), list.end());
    return list;
}

/// The most that any ended child needed.
qint64 childrenPeakKiB()
{
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    return usage.ru_maxrss;
}

} // namespace

class TestBadMail : public QObject {
    Q_OBJECT

    void bothProtocols()
    {
        QTest::addColumn<QString>("protocol");
        QTest::newRow("imap") << QStringLiteral("imap");
        QTest::newRow("pop3") << QStringLiteral("pop3");
    }

    static QByteArrayList rawMail(const Turnstonectl &ctl)
    {
        QByteArrayList found;
        const QStringList ids = ctl.ids(inbox);
        for (const QString &id : ids)
            found.append(ctl.run({QStringLiteral("show"), id, QStringLiteral("--raw"),
                                  QStringLiteral("--offline")})
                             .output);
        return sorted(found);
    }

private Q_SLOTS:
    void hostileMessages_allArriveAreShownAndHarmNoOther_data() { bothProtocols(); }
    void hostileMessages_allArriveAreShownAndHarmNoOther()
    {
        QFETCH(QString, protocol);
        MailServer server;
        QString folder = QStringLiteral("INBOX");
        int good = 0;
        server.deliver(alice, folder, goodMessage(++good));
        const QByteArrayList hostile = hostileMessages();
        for (const QByteArray &message : hostile) {
            server.deliver(alice, folder, message);
            server.deliver(alice, folder, goodMessage(++good));
        }
        Turnstonectl ctl;
        QCOMPARE(ctl.run(Turnstonectl::addWords(server, protocol)).status, 0);
        const auto synced = ctl.run(words("sync"));
        QVERIFY2(synced.status == 0, synced.complaints.constData());
        QCOMPARE(ctl.run(words("verify --deep")).status, 0);

        const QList<QJsonObject> rows =
            ctl.json({QStringLiteral("list"), inbox, QStringLiteral("--limit"),
                      QStringLiteral("1000")})
                .objects();
        QCOMPARE(rows.size(), hostile.size() + good);
        Store store(ProfilePaths::forDirectory(ctl.profile()), Store::Access::ReadOnly,
                    Clock::system());
        MailReader reader(store);
        RenderOptions options;
        options.colours = textColours(QPalette());
        QByteArrayList here;
        int goodHere = 0;
        for (const QJsonObject &row : rows) {
            const QString id = QString::number(row.value(QLatin1String("id")).toInteger());
            const QString subject = row.value(QLatin1String("subject")).toString();
            QVERIFY(subject.size() <= 1'000);
            goodHere += subject.startsWith(QLatin1String("good "));
            const auto detail = reader.detail(PlacementId(id.toLongLong()));
            QVERIFY(detail);
            here.append(reader.content(detail->row.message, {}).value_or(QByteArray()));
            if (subject.startsWith(QLatin1String("good ")))
                continue;
            // As the window would show it.
            const ShownMessage composed = MessageComposition::composeRaw(here.last(), options);
            QVERIFY(!composed.html.contains(QLatin1String("<script"))
                    && !composed.html.contains(QLatin1String("onclick")));
            if (protocol != QLatin1String("imap"))
                continue; // what it is shown as doesn't depend on how it came
            for (const char *aspect : {"--text", "--html", "--structure", "--headers"}) {
                const auto shown = ctl.run({QStringLiteral("show"), id, QLatin1String(aspect)});
                QVERIFY2(shown.status == 0,
                         (subject.left(60).toUtf8() + aspect + shown.complaints).constData());
                for (const char c : shown.output)
                    QVERIFY(uchar(c) >= 0x20 || c == '\n' || c == '\t');
            }
        }
        QCOMPARE(goodHere, good);
        QByteArrayList there = server.messages(alice, folder);
        for (QByteArray &message : there) {
            // POP3 can't say that a message ends without an end of line (RFC 1939 3).
            if (protocol == QLatin1String("pop3") && !message.endsWith('\n'))
                message += "\r\n";
        }
        for (const QByteArray &message : std::as_const(there))
            QVERIFY2(here.contains(message), message.left(200).constData());
        QVERIFY(sorted(here) == sorted(there));
        QVERIFY2(childrenPeakKiB() < memoryKiB, qPrintable(QString::number(childrenPeakKiB())));
        // The people's form of a list is plain text too.
        const QByteArray list = ctl.run({QStringLiteral("list"), inbox}).output;
        QVERIFY(!list.contains('\x1b') && !list.contains('\x07'));
    }

    void wireLogOn_neverShowsThePasswordInAnyForm_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("imap, AUTHENTICATE") << QStringLiteral("imap") << QStringList();
        QTest::newRow("imap, LOGIN")
            << QStringLiteral("imap")
            << words("--disable AUTH=PLAIN --disable AUTH=LOGIN --disable SASL-IR");
        QTest::newRow("pop3, AUTH") << QStringLiteral("pop3") << QStringList();
    }
    void wireLogOn_neverShowsThePasswordInAnyForm()
    {
        QFETCH(QString, protocol);
        QFETCH(QStringList, arguments);
        const QByteArray password("Wh\"ale\\Song93");
        MailServer server({{alice + QLatin1Char(':') + QString::fromLatin1(password)}, arguments});
        server.deliver(alice, QStringLiteral("INBOX"), goodMessage(1));
        Turnstonectl ctl;
        ctl.environment.insert(QStringLiteral("QT_LOGGING_RULES"),
                               QStringLiteral("turnstone.wire.debug=true"));
        const QStringList add = Turnstonectl::addWords(server, protocol)
            << QStringLiteral("--security") << QStringLiteral("tls");
        QStringList own = add;
        own[own.indexOf(QStringLiteral("--password-command")) + 1] =
            QStringLiteral("printf '%s\\n' 'Wh\"ale\\Song93'");
        QByteArray logged;
        for (const QStringList &line : {own, words("sync")}) {
            const auto result = ctl.run(line);
            QVERIFY2(result.status == 0, result.complaints.constData());
            QVERIFY(result.complaints.contains(" C: ") && result.complaints.contains(" S: "));
            logged += result.complaints + result.output;
        }
        QVERIFY(logged.contains("***"));
        QByteArray escapedForm = password;
        escapedForm.replace('\\', "\\\\").replace('"', "\\\"");
        QByteArray plain = "alice";
        plain.prepend('\0').append('\0').append(password);
        for (const QByteArray &form : {password, escapedForm, password.toBase64(), plain.toBase64(),
                                       password.toHex(), QByteArray("ale\\")})
            QVERIFY2(!logged.contains(form), form.constData());
    }

    void fullDisk_saysSoKeepsWhatIsThereAndGoesOn_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<bool>("mounted");
        for (const char *protocol : {"imap", "pop3"}) {
            QTest::addRow("%s, files that can't grow", protocol)
                << QString::fromLatin1(protocol) << false;
            if (PrivateMounts::possible())
                QTest::addRow("%s, a small file system", protocol)
                    << QString::fromLatin1(protocol) << true;
        }
    }
    void fullDisk_saysSoKeepsWhatIsThereAndGoesOn()
    {
        QFETCH(QString, protocol);
        QFETCH(bool, mounted);
        MailServer server;
        for (int i = 1; i <= 3; ++i)
            server.deliver(alice, QStringLiteral("INBOX"), goodMessage(i));
        Turnstonectl ctl;
        std::optional<PrivateMounts> mounts;
        if (mounted) {
            mounts.emplace();
            QVERIFY(mounts->run(
                QStringLiteral("mount -t tmpfs -o size=64m none '%1'").arg(ctl.profile())));
            ctl.wrapper = mounts->wrapper();
        }
        QCOMPARE(ctl.run(Turnstonectl::addWords(server, protocol)).status, 0);
        QCOMPARE(ctl.run(words("sync")).status, 0);
        const QByteArrayList before = rawMail(ctl);
        QCOMPARE(before.size(), 3);

        QByteArray noise(3'000'000, Qt::Uninitialized);
        for (qsizetype i = 0; i < noise.size(); ++i)
            noise[i] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+/"
                [(qHash(quint64(i)) >> 9) & 63];
        for (int i = 0; i < 4; ++i) {
            server.deliver(alice, QStringLiteral("INBOX"),
                           head("big " + QByteArray::number(i)) + "\r\n" + noise + "\r\n");
        }
        if (mounted)
            QVERIFY(mounts->run(
                QStringLiteral("head -c 60000000 /dev/zero > '%1/balloon'").arg(ctl.profile())));
        else
            ctl.wrapper = {QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                           QStringLiteral("trap '' XFSZ; ulimit -f 6000; exec \"$@\""),
                           QStringLiteral("sh")};
        const auto full = ctl.run(words("sync"));
        QVERIFY2(full.status == 1 || full.status == 7, full.complaints.constData());
        QVERIFY2((full.output + full.complaints).contains("disk is full"),
                 (full.output + full.complaints).constData());
        // What was here is here, and can be read while the disk is full.
        const QByteArrayList meanwhile = rawMail(ctl);
        for (const QByteArray &message : before)
            QVERIFY(meanwhile.contains(message));

        if (mounted)
            QVERIFY(mounts->run(QStringLiteral("rm '%1/balloon'").arg(ctl.profile())));
        else
            ctl.wrapper.clear();
        const auto after = ctl.run(words("sync"));
        QVERIFY2(after.status == 0, (after.output + after.complaints).constData());
        QVERIFY(rawMail(ctl) == sorted(server.messages(alice, QStringLiteral("INBOX"))));
        QCOMPARE(ctl.run(words("verify --deep")).status, 0);
    }

    void readOnlyProfile_isReadAndSaysWhyItIsNotWritten()
    {
        MailServer server;
        server.deliver(alice, QStringLiteral("INBOX"), goodMessage(1));
        Turnstonectl ctl;
        QCOMPARE(ctl.run(Turnstonectl::addWords(server, QStringLiteral("imap"))).status, 0);
        QCOMPARE(ctl.run(words("sync")).status, 0);
        const QString id = ctl.ids(inbox).value(0);
        server.deliver(alice, QStringLiteral("INBOX"), goodMessage(2));

        std::optional<PrivateMounts> mounts;
        if (PrivateMounts::possible()) {
            mounts.emplace();
            QVERIFY(mounts->run(QStringLiteral("mount --bind '%1' '%1' && "
                                               "mount -o remount,bind,ro '%1'")
                                    .arg(ctl.profile())));
            ctl.wrapper = mounts->wrapper();
        } else {
            // Nobody whom permissions don't bind gets here: who is root may mount.
            QCOMPARE(
                QProcess::execute(QStringLiteral("chmod"),
                                  {QStringLiteral("-R"), QStringLiteral("a-w"), ctl.profile()}),
                0);
        }
        const auto shown = ctl.run({QStringLiteral("show"), id, QStringLiteral("--raw")});
        QVERIFY2(shown.status == 0, shown.complaints.constData());
        QCOMPARE(shown.output, goodMessage(1));
        QCOMPARE(ctl.ids(inbox), QStringList{id});
        for (const QStringList &change :
             {words("sync"), QStringList{QStringLiteral("mark"), id, QStringLiteral("--flag")},
              words("account set A keep=headers")}) {
            const auto refused = ctl.run(change);
            QCOMPARE(refused.status, 1);
            QVERIFY2(refused.complaints.contains("can't be"), refused.complaints.constData());
        }
        mounts.reset();
        ctl.wrapper.clear();
        QCOMPARE(QProcess::execute(QStringLiteral("chmod"),
                                   {QStringLiteral("-R"), QStringLiteral("u+w"), ctl.profile()}),
                 0);
        QCOMPARE(ctl.run(words("sync")).status, 0);
        QCOMPARE(ctl.ids(inbox).size(), 2);
        QCOMPARE(ctl.run(words("verify --deep")).status, 0);
    }
};

QTEST_GUILESS_MAIN(TestBadMail)
#include "tst_badmail.moc"
