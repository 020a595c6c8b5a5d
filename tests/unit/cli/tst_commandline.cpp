// SPDX-License-Identifier: MIT
#include "cli/arguments.h"
#include "cli/attachmentfile.h"
#include "cli/output.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Turnstone;

class TestCommandLine : public QObject {
    Q_OBJECT

    static QList<CliCommand> commands()
    {
        return {
            {{QStringLiteral("account")}, {}, 0, 0, {}, {}, {}},
            {{QStringLiteral("account"), QStringLiteral("add")},
             {},
             0,
             0,
             {},
             {{QStringLiteral("name"), QStringLiteral("N"), {}}},
             {}},
            {{QStringLiteral("mark")},
             QStringLiteral("ID…"),
             1,
             -1,
             {},
             {{QStringLiteral("read"), {}, {}}, {QStringLiteral("tag"), QStringLiteral("T"), {}}},
             {}}};
    }

    static ExitStatus statusOf(const QStringList &words)
    {
        try {
            const QList<CliCommand> known = commands();
            parseCommandLine(known, words);
            return ExitStatus::Done;
        } catch (const CliError &error) {
            return error.status;
        }
    }

private Q_SLOTS:
    void globalOptions_areTakenBeforeAndAfterTheCommand()
    {
        const QList<CliCommand> known = commands();
        const auto before = parseCommandLine(known,
                                             {QStringLiteral("--profile"),
                                              QStringLiteral("account"), QStringLiteral("mark"),
                                              QStringLiteral("7"), QStringLiteral("--read")});
        QCOMPARE(before.profile, QStringLiteral("account"));
        QCOMPARE(before.command->name(), QStringLiteral("mark"));
        QCOMPARE(before.arguments.positional, QStringList{QStringLiteral("7")});
        const auto after = parseCommandLine(known,
                                            {QStringLiteral("account"), QStringLiteral("add"),
                                             QStringLiteral("--name=a=b"), QStringLiteral("--json"),
                                             QStringLiteral("--profile=p")});
        QCOMPARE(after.command->name(), QStringLiteral("account add"));
        QCOMPARE(after.arguments.value(QStringLiteral("name")), QStringLiteral("a=b"));
        QVERIFY(after.json);
        QCOMPARE(after.profile, QStringLiteral("p"));
    }

    void repeatedOption_keepsItsOrder()
    {
        const QList<CliCommand> known = commands();
        const auto parsed =
            parseCommandLine(known,
                             {QStringLiteral("mark"), QStringLiteral("1"), QStringLiteral("--tag"),
                              QStringLiteral("a"), QStringLiteral("--tag"), QStringLiteral("b")});
        QCOMPARE(parsed.arguments.values(QStringLiteral("tag")),
                 QStringList({QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(parsed.arguments.value(QStringLiteral("tag")), QStringLiteral("b"));
    }

    void wrongUsage_isRefused_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("unknown command") << QStringList{QStringLiteral("frobnicate")};
        QTest::newRow("unknown option")
            << QStringList{QStringLiteral("mark"), QStringLiteral("1"), QStringLiteral("--no")};
        QTest::newRow("value missing")
            << QStringList{QStringLiteral("mark"), QStringLiteral("1"), QStringLiteral("--tag")};
        QTest::newRow("value too many") << QStringList{QStringLiteral("mark"), QStringLiteral("1"),
                                                       QStringLiteral("--read=yes")};
        QTest::newRow("operand missing") << QStringList{QStringLiteral("mark")};
        QTest::newRow("operand too many")
            << QStringList{QStringLiteral("account"), QStringLiteral("add"), QStringLiteral("x")};
        QTest::newRow("empty profile")
            << QStringList{QStringLiteral("--profile="), QStringLiteral("account")};
    }
    void wrongUsage_isRefused()
    {
        QFETCH(QStringList, words);
        QCOMPARE(int(statusOf(words)), int(ExitStatus::Usage));
    }

    void textFromAServer_cantSteerATerminal()
    {
        QCOMPARE(escapedLine(QStringLiteral("a\x1b[31m\r\nb") + QChar(0x9b) + QChar(0x202e)),
                 QStringLiteral("a\\x1b[31m\\x0d\\x0ab\\x9b\\u{202e}"));
        QCOMPARE(escapedText(QStringLiteral("two\nlines\t\x07")),
                 QStringLiteral("two\nlines\t\\x07"));
        QCOMPARE(escapedLine(QStringLiteral("Grüße, 日本語 👍")), QStringLiteral("Grüße, 日本語 👍"));
    }

    void attachmentName_staysInItsFolderAndVisible_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << "report.pdf"
                               << "report.pdf";
        QTest::newRow("path") << "../../etc/passwd"
                              << "_.._etc_passwd";
        QTest::newRow("hidden") << ".bashrc"
                                << "bashrc";
        QTest::newRow("dots only") << ".."
                                   << "attachment-2.txt";
        QTest::newRow("none") << ""
                              << "attachment-2.txt";
        QTest::newRow("reordered") << QStringLiteral("gpj\u202e.exe") << "gpj.exe";
        QTest::newRow("long") << QString(300, QLatin1Char('x')) + QStringLiteral(".pdf")
                              << QString(196, QLatin1Char('x')) + QStringLiteral(".pdf");
    }
    void attachmentName_staysInItsFolderAndVisible()
    {
        QFETCH(QString, name);
        QFETCH(QString, expected);
        BodyPart part;
        part.section = "2";
        part.type = "text/plain";
        part.name = name;
        QCOMPARE(attachmentFileName(part), expected);
    }

    void savedTwice_getsANumberAndKeepsTheFirst()
    {
        const QTemporaryDir directory;
        BodyPart part;
        part.name = QStringLiteral("a.b.txt");
        const QString first = saveAttachment(directory.path(), part, "one");
        const QString second = saveAttachment(directory.path(), part, "two");
        QCOMPARE(second, directory.filePath(QStringLiteral("a.b (2).txt")));
        QFile file(first);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("one"));
    }

    void danglingLink_isNotFollowed()
    {
        const QTemporaryDir directory;
        QVERIFY(QFile::link(directory.filePath(QStringLiteral("elsewhere")),
                            directory.filePath(QStringLiteral("a.txt"))));
        BodyPart part;
        part.name = QStringLiteral("a.txt");
        saveAttachment(directory.path(), part, "bytes");
        QVERIFY(!QFile::exists(directory.filePath(QStringLiteral("elsewhere"))));
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
