// SPDX-License-Identifier: MIT
#include "support/paths.h"

#include <QDir>
#include <QFile>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Turnstone::Test;

namespace {

struct TsMessage {
    QString key; ///< context, source and comment
    QString source;
    QStringList forms; ///< one, or one for each plural form
    bool isFinished = true;
};

/// Reads one <translation>: finished where nothing says otherwise and no form of it is empty.
void readTranslation(QXmlStreamReader &xml, TsMessage &message)
{
    message.isFinished = !xml.attributes().hasAttribute(QStringLiteral("type"));
    QString text;
    while (!(xml.readNext() == QXmlStreamReader::EndElement
             && xml.name() == QStringLiteral("translation"))
           && !xml.atEnd()) {
        if (xml.isStartElement() && xml.name() == QStringLiteral("numerusform"))
            message.forms.append(xml.readElementText());
        else if (xml.isCharacters())
            text += xml.text();
    }
    if (message.forms.isEmpty())
        message.forms.append(text);
    for (const QString &form : std::as_const(message.forms))
        message.isFinished &= !form.isEmpty();
}

QList<TsMessage> readTs(const QString &path)
{
    QList<TsMessage> messages;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return messages;
    QXmlStreamReader xml(&file);
    QString context;
    TsMessage message;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement()) {
            if (xml.isEndElement() && xml.name() == QStringLiteral("message"))
                messages.append(message);
        } else if (xml.name() == QStringLiteral("name")) {
            context = xml.readElementText();
        } else if (xml.name() == QStringLiteral("message")) {
            message = {};
        } else if (xml.name() == QStringLiteral("source")) {
            message.source = xml.readElementText();
            message.key = context + QLatin1String(": ") + message.source;
        } else if (xml.name() == QStringLiteral("comment")) {
            message.key += QLatin1String(" (") + xml.readElementText() + QLatin1Char(')');
        } else if (xml.name() == QStringLiteral("translation")) {
            readTranslation(xml, message);
        }
    }
    return xml.hasError() ? QList<TsMessage>() : messages;
}

QSet<QString> keys(const QList<TsMessage> &messages)
{
    QSet<QString> found;
    for (const TsMessage &message : messages)
        found.insert(message.key);
    return found;
}

QString written(const QSet<QString> &keys)
{
    QStringList sorted(keys.begin(), keys.end());
    sorted.sort();
    return sorted.mid(0, 20).join(QLatin1Char('\n'));
}

/// What the program fills in: %1, %L2, %n, %Ln, each as often as it stands there, in any order.
QStringList placeholders(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("%L?(?:[1-9]|n)"));
    QStringList found;
    for (auto match = pattern.globalMatch(text); match.hasNext();)
        found.append(match.next().captured());
    found.sort();
    return found;
}

/// How many letters are marked as the key that reaches this: "&File" has one.
qsizetype mnemonics(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("&\\w"),
                                            QRegularExpression::UseUnicodePropertiesOption);
    return text.count(pattern);
}

/// The sign and the space it ends with. A menu entry with "…" asks something, a label with ":"
/// names the field beside it; that is so in every language.
QString ending(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("[…:.?!;,]?\\s*$"));
    return pattern.match(text).captured();
}

/// What a form of the translation does differently from its source, or nothing.
QString difference(const QString &source, const QString &form)
{
    if (placeholders(source) != placeholders(form))
        return QStringLiteral("other placeholders");
    if (mnemonics(source) != mnemonics(form))
        return QStringLiteral("other mnemonics");
    if (ending(source) != ending(form))
        return QStringLiteral("another ending");
    if (source.startsWith(QLatin1Char(' ')) != form.startsWith(QLatin1Char(' ')))
        return QStringLiteral("another beginning");
    return {};
}

/// A letter by which something in a form is reached, and the page of each stack it stands on.
struct FormLetter {
    QChar letter;
    QString text;
    QList<std::pair<int, int>> pages; ///< stack and page

    /// Both may be seen at once.
    bool meets(const FormLetter &other) const
    {
        for (const auto &[stack, page] : pages) {
            for (const auto &[otherStack, otherPage] : other.pages) {
                if (stack == otherStack && page != otherPage)
                    return false;
            }
        }
        return true;
    }
};

/// The form's letters, its texts as `translated` gives them.
QList<FormLetter> lettersOf(const QString &path, const QHash<QString, QString> &translated)
{
    QList<FormLetter> letters;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return letters;
    struct Element {
        bool isStack = false;
        int children = 0;
        int number = 0;
    };
    QList<Element> open;
    QList<std::pair<int, int>> pages;
    QList<bool> opensPage;
    QString context;
    int elements = 0;
    QXmlStreamReader xml(&file);
    bool isText = false, isTitle = false; // a tab's title stands outside of its page
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement()) {
            const QString name = xml.attributes().value(QStringLiteral("name")).toString();
            if (xml.name() == QStringLiteral("class") && context.isEmpty()) {
                context = xml.readElementText();
                continue;
            }
            if (xml.name() == QStringLiteral("string")) {
                const QString source = xml.readElementText();
                QString text = translated.value(context + QLatin1String(": ") + source, source);
                text.remove(QStringLiteral("&&"));
                const qsizetype at = text.indexOf(u'&');
                auto on = pages;
                if (isTitle && !on.isEmpty())
                    on.removeLast();
                if (isText && at >= 0 && at + 1 < text.size())
                    letters.append({text.at(at + 1).toLower(), text, on});
                continue;
            }
            isTitle = xml.name() == QStringLiteral("attribute") && name == QStringLiteral("title");
            isText = isTitle
                || (xml.name() == QStringLiteral("property")
                    && (name == QStringLiteral("text") || name == QStringLiteral("title")));
            const bool isWidget = xml.name() == QStringLiteral("widget");
            const bool page = isWidget && !open.isEmpty() && open.last().isStack;
            if (page)
                pages.append({open.last().number, open.last().children++});
            opensPage.append(page);
            const auto kind = xml.attributes().value(QStringLiteral("class"));
            open.append({isWidget
                             && (kind == QStringLiteral("QStackedWidget")
                                 || kind == QStringLiteral("QTabWidget")
                                 || kind == QStringLiteral("QWizard")),
                         0, ++elements});
        } else if (xml.isEndElement() && !open.isEmpty()) {
            open.removeLast();
            if (opensPage.takeLast())
                pages.removeLast();
        }
    }
    return letters;
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

    void everyLanguage()
    {
        QTest::addColumn<QString>("name");
        const QDir directory(sourcePath(QStringLiteral("translations")));
        const QStringList names = directory.entryList({QStringLiteral("turnstone_*.ts")});
        for (const QString &name : names)
            QTest::newRow(qPrintable(name)) << name;
    }

private Q_SLOTS:
    void everyString_isTranslated_data() { everyLanguage(); }
    void everyString_isTranslated()
    {
        QFETCH(QString, name);
        const QList<TsMessage> messages =
            readTs(sourcePath(QStringLiteral("translations/") + name));
        QVERIFY(!messages.isEmpty());
        QSet<QString> unfinished;
        for (const TsMessage &message : messages) {
            if (!message.isFinished)
                unfinished.insert(message.key);
        }
        QVERIFY2(unfinished.isEmpty(), qPrintable(written(unfinished)));
    }

    void everyTranslation_agreesWithItsSource_data() { everyLanguage(); }
    void everyTranslation_agreesWithItsSource()
    {
        QFETCH(QString, name);
        const QList<TsMessage> messages =
            readTs(sourcePath(QStringLiteral("translations/") + name));
        QSet<QString> wrong;
        for (const TsMessage &message : messages) {
            for (const QString &form : message.forms) {
                const QString how = difference(message.source, form);
                if (!how.isEmpty())
                    wrong.insert(how + QLatin1String(": ") + message.key + QLatin1String(" = ")
                                 + form);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(written(wrong)));
    }

    void differenceBetweenSourceAndForm_isFound_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("form");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const char *source, const char *form,
                            const char *found) {
            QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(form)
                                << QString::fromUtf8(found);
        };
        row("in another order", "%1 of %L2", "%L2: %1", "");
        row("one forgotten", "%1 of %2", "%1", "other placeholders");
        row("one without its locale", "%Ln messages", "%n messages", "other placeholders");
        row("another letter", "&File", "&Datei", "");
        row("an umlaut", "&Change", "&Änderung", "");
        row("no letter", "&File", "Datei", "other mnemonics");
        row("a new letter", "File", "&Datei", "other mnemonics");
        row("the dots lost", "Open…", "Öffnen", "another ending");
        row("three dots for one sign", "Open…", "Öffnen...", "another ending");
        row("the colon lost", "Name:", "Name", "another ending");
        row("the full stop lost", "It is done.", "Es ist getan", "another ending");
        row("the space before a unit", " days", "Tage", "another beginning");
    }
    void differenceBetweenSourceAndForm_isFound()
    {
        QFETCH(QString, source);
        QFETCH(QString, form);
        QTEST(difference(source, form), "found");
    }

    void letterOfAForm_reachesOneThing_data() { everyLanguage(); }
    void letterOfAForm_reachesOneThing()
    {
        QFETCH(QString, name);
        QHash<QString, QString> translated; // English: nothing but plurals, so the source's
        const QList<TsMessage> messages =
            readTs(sourcePath(QStringLiteral("translations/") + name));
        for (const TsMessage &message : messages)
            translated.insert(message.key, message.forms.constFirst());
        QStringList twice;
        int found = 0;
        const QDir forms(sourcePath(QStringLiteral("ui")));
        for (const QString &form : forms.entryList({QStringLiteral("*.ui")})) {
            const QList<FormLetter> letters = lettersOf(forms.filePath(form), translated);
            found += int(letters.size());
            for (qsizetype i = 0; i < letters.size(); ++i) {
                for (qsizetype j = i + 1; j < letters.size(); ++j) {
                    if (letters.at(i).letter == letters.at(j).letter
                        && letters.at(i).meets(letters.at(j)))
                        twice.append(QStringLiteral("%1: %2 | %3")
                                         .arg(form, letters.at(i).text, letters.at(j).text));
                }
            }
        }
        QVERIFY(found > 100);
        QVERIFY2(twice.isEmpty(), qPrintable(twice.join(u'\n')));
    }

    /// Otherwise: cmake --build --preset dev --target update_translations, and translate.
    void everyStringOfTheSource_isInTheFile_data() { everyLanguage(); }
    void everyStringOfTheSource_isInTheFile()
    {
        QFETCH(QString, name);
        const QTemporaryDir directory;
        const QString fresh = directory.filePath(name);
        QStringList arguments{
            QStringLiteral("-silent"),     QStringLiteral("-locations"), QStringLiteral("none"),
            QStringLiteral("-extensions"), QStringLiteral("cpp,h,ui"),   QStringLiteral("src"),
            QStringLiteral("ui"),          QStringLiteral("-ts"),        fresh};
        if (name == QLatin1String("turnstone_en.ts"))
            arguments.prepend(QStringLiteral("-pluralonly"));
        QProcess lupdate;
        lupdate.setWorkingDirectory(sourcePath({}));
        lupdate.start(QLibraryInfo::path(QLibraryInfo::BinariesPath) + QStringLiteral("/lupdate"),
                      arguments);
        QVERIFY2(lupdate.waitForFinished(120'000), "install the package qt6-l10n-tools");
        QCOMPARE(lupdate.exitCode(), 0);
        const QSet<QString> inSource = keys(readTs(fresh));
        const QSet<QString> inFile =
            keys(readTs(sourcePath(QStringLiteral("translations/") + name)));
        QVERIFY2((inSource - inFile).isEmpty(), qPrintable(written(inSource - inFile)));
        QVERIFY2((inFile - inSource).isEmpty(), qPrintable(written(inFile - inSource)));
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
