// SPDX-License-Identifier: MIT
#include "support/paths.h"

#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace Turnstone;

namespace {

/// What stands directly below each folder of src/ (ARCHITECTURE.md, "Floors"). A folder may
/// include what it stands on, and whatever that stands on.
const QHash<QString, QStringList> &floors()
{
    static const QHash<QString, QStringList> table{
        {"base", {}},
        {"mail", {"base"}},
        {"net", {"base"}},
        {"protocol", {"mail"}},
        {"store", {"mail"}},
        {"settings", {"mail", "net"}},
        {"backend", {"net", "protocol"}},
        {"submission", {"net", "protocol"}},
        {"engine", {"backend", "submission", "store", "settings"}},
        {"html", {"mail"}},
        {"gui", {"engine", "html", "store", "settings"}},
        {"webview", {"gui"}},
        // html too: `show --text` of a message that is HTML only
        {"cli", {"engine", "html", "store", "settings"}},
    };
    return table;
}

/// Headers of the outside world that only some folders may name.
struct Guarded {
    const char *pattern; ///< of the whole header name
    QStringList folders;
    const char *what;
};
const QList<Guarded> &guarded()
{
    static const QList<Guarded> list{
        {"Qt(Widgets|PrintSupport|Svg)/"
         ".*|QApplication|QWidget|QDialog.*|Q(Main|MdiSub)Window|Q.*View"
         "|QLabel|Q.*Button|Q.*Edit|Q.*Browser|Q.*Box|Q.*Layout|QMenu.*|QAction.*|QStyle.*",
         {"gui", "webview"},
         "widgets"},
        {"Qt(Sql)(/.*)?|QSql.*|sqlite3.*\\.h|SQLiteCpp/.*", {"store"}, "SQL"},
        {"zstd.*\\.h|zdict\\.h", {"store"}, "compression"},
        {"gmime/.*|gmime.*\\.h|internet-address.*", {"mail"}, "GMime"},
        {"(QtNetwork/)?Q(Ssl|Tcp|Udp|Local|Abstract)(Socket|Server).*|QNetwork(Access|Proxy|Reply|"
         "Request).*|QHostInfo|sys/socket\\.h",
         {"net"},
         "sockets"},
        {"(qt6)?keychain.*", {"settings"}, "QtKeychain"},
        {"gumbo.*", {"html"}, "gumbo"},
        {"QtWebEngine.*|QWebEngine.*", {"webview"}, "a browser engine"},
    };
    return list;
}

/// Everything that `folder` stands on, itself included.
QSet<QString> reachable(const QString &folder)
{
    QSet<QString> found{folder};
    for (const QString &below : floors().value(folder))
        found.unite(reachable(below));
    return found;
}

/// Values that are called as widgets are.
bool isValue(const QString &header)
{
    static const QSet<QString> values{"QStringView", "QByteArrayView", "QUtf8StringView",
                                      "QAnyStringView"};
    return values.contains(header);
}

QString problem(const QString &folder, const QString &header, bool ours)
{
    if (ours) {
        const QString target = header.section('/', 0, 0);
        if (!header.contains('/'))
            return {}; // generated (ui_…, moc) or the precompiled header
        if (!floors().contains(target))
            return "names no folder of src/";
        return reachable(folder).contains(target) ? QString() : "goes up or sideways";
    }
    if (isValue(header))
        return {};
    for (const Guarded &one : guarded()) {
        const QRegularExpression pattern(
            QRegularExpression::anchoredPattern(QLatin1String(one.pattern)),
            QRegularExpression::CaseInsensitiveOption);
        if (pattern.match(header).hasMatch() && !one.folders.contains(folder))
            return QString("is for %1 only in %2").arg(one.what, one.folders.join(", "));
    }
    return {};
}

QStringList sourcesBelow(const QString &root)
{
    QStringList files;
    QDirIterator each(root, {"*.cpp", "*.h"}, QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext())
        files << each.next();
    files.sort();
    return files;
}

QString contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// "folder/file.cpp: <header> why" for each include below `src` that the floors don't allow. Files
/// directly in `src` are the composition roots and may include everything.
QStringList violations(const QString &src)
{
    static const QRegularExpression include(R"(^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"])",
                                            QRegularExpression::MultilineOption);
    QStringList found;
    for (const QString &path : sourcesBelow(src)) {
        const QString name = QDir(src).relativeFilePath(path);
        const QString folder = name.section('/', 0, 0);
        if (!name.contains('/'))
            continue;
        if (!floors().contains(folder)) {
            found << name + ": stands in no folder of the design";
            continue;
        }
        auto includes = include.globalMatch(contents(path));
        while (includes.hasNext()) {
            const auto match = includes.next();
            const QString why = problem(folder, match.captured(2), match.captured(1) == "\"");
            if (!why.isEmpty())
                found << name + ": " + match.captured(2) + ' ' + why;
        }
    }
    return found;
}

/// Sources without a licence in their first line.
QStringList unlicensed(const QString &root)
{
    QStringList found;
    for (const QString &path : sourcesBelow(root)) {
        if (!contents(path).startsWith("// SPDX-License-Identifier: MIT\n"))
            found << QDir(root).relativeFilePath(path);
    }
    return found;
}

class MadeUpTree {
public:
    void add(const QString &name, const QString &text)
    {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(text.toUtf8());
    }
    QString path() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};

} // namespace

class TestFloors : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noInclude_goesUpOrSideways()
    {
        QCOMPARE(violations(Test::sourcePath("src")).join("\n"), QString());
    }

    void everySource_saysItsLicence()
    {
        QCOMPARE(unlicensed(Test::sourcePath("src")).join("\n"), QString());
        QCOMPARE(unlicensed(Test::sourcePath("tests")).join("\n"), QString());
    }

    void everySource_isSeen()
    {
        // A check that reads nothing finds nothing.
        QVERIFY(sourcesBelow(Test::sourcePath("src")).size() > 50);
    }

    void design_hasNoCycle()
    {
        for (const QString &folder : floors().keys()) {
            for (const QString &below : floors().value(folder))
                QVERIFY2(!reachable(below).contains(folder), qPrintable(folder));
        }
    }

    void madeUpTree_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char *file, const char *line, bool allowed) {
            QTest::addRow("%s: %s", file, line) << QString(file) << QString(line) << allowed;
        };
        row("gui/a.cpp", "#include \"engine/engine.h\"", true);
        row("gui/a.cpp", "#include \"base/ids.h\"", true);
        row("gui/a.cpp", "#include \"ui_dialog.h\"", true);
        row("gui/a.cpp", "#include <QWidget>", true);
        row("mail/a.h", "#include <QStringView>", true);
        row("net/a.cpp", "#include <QSslSocket>", true);
        row("main.cpp", "#include \"gui/mainwindow.h\"", true);
        row("base/a.h", "#include \"mail/flags.h\"", false);
        row("store/a.cpp", "#include \"engine/engine.h\"", false);
        row("store/a.cpp", "#include \"net/transport.h\"", false);
        row("protocol/imap/a.cpp", "#include \"net/transport.h\"", false);
        row("protocol/imap/a.cpp", "  #  include  \"backend/remote.h\"", false);
        row("backend/a.cpp", "#include \"store/store.h\"", false);
        row("cli/a.cpp", "#include \"gui/mainwindow.h\"", false);
        row("engine/a.cpp", "#include \"html/sanitiser.h\"", false);
        row("mail/a.cpp", "#include \"nowhere/a.h\"", false);
        row("attic/a.cpp", "#include <QString>", false);
        row("html/a.cpp", "#include <QTextBrowser>", false);
        row("engine/a.cpp", "#include <QtWidgets/QLabel>", false);
        row("engine/a.cpp", "#include <QMessageBox>", false);
        row("engine/a.cpp", "#include <QSqlDatabase>", false);
        row("engine/a.cpp", "#include <sqlite3.h>", false);
        row("store/a.cpp", "#include <gmime/gmime.h>", false);
        row("backend/a.cpp", "#include <QTcpSocket>", false);
        row("backend/a.cpp", "#include <QtNetwork/QSslSocket>", false);
        row("engine/a.cpp", "#include <qt6keychain/keychain.h>", false);
        row("gui/a.cpp", "#include <gumbo.h>", false);
        row("gui/a.cpp", "#include <QWebEngineView>", false);
    }
    void madeUpTree()
    {
        QFETCH(QString, file);
        QFETCH(QString, line);
        QFETCH(bool, allowed);
        MadeUpTree tree;
        tree.add(file, "// SPDX-License-Identifier: MIT\n" + line + "\n");
        QCOMPARE(violations(tree.path()).size(), allowed ? 0 : 1);
    }

    void sourceWithoutLicence_isFound()
    {
        MadeUpTree tree;
        tree.add("base/a.h", "// SPDX-License-Identifier: MIT\n#pragma once\n");
        tree.add("base/b.h", "#pragma once\n// SPDX-License-Identifier: MIT\n");
        QCOMPARE(unlicensed(tree.path()), QStringList{"base/b.h"});
    }
};

QTEST_GUILESS_MAIN(TestFloors)
#include "tst_floors.moc"
