// SPDX-License-Identifier: MIT
#include "gui/composer/bodyeditor.h"
#include "gui/composer/plaineditor.h"
#include "gui/composer/spellcheck.h"
#include "gui/composer/spellingservice.h"
#include "mail/quoting.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Turnstone;

namespace {

/// Two small dictionaries, one of them in Latin-1.
class Dictionaries {
public:
    Dictionaries()
    {
        write("en_US.aff", "SET UTF-8\nTRY esianrtolcdugmphbyfvkwz\n");
        write("en_US.dic", "8\nthe\nharbour\nis\nopen\nagain\nmole\ntoday\nhello\n");
        write("de_DE.aff", "SET ISO8859-1\nTRY esianrtolcdugmphbyfvkwz\n");
        write("de_DE.dic",
              QByteArray("8\nder\nHafen\nist\nwieder\nge\xf6"
                         "ffnet\nheute\nhallo\n"
                         "Mole\n"));
        write("hyph_en.dic", "UTF-8\n");
    }
    QStringList folders() const { return {m_directory.path()}; }

private:
    void write(const char *name, const QByteArray &bytes)
    {
        QFile file(m_directory.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("can't write");
        file.write(bytes);
    }
    QTemporaryDir m_directory;
};

const auto english = QStringLiteral("en_US");
const auto german = QStringLiteral("de_DE");

QStringList waves(const PlainEditor &editor)
{
    QStringList words;
    for (const QTextEdit::ExtraSelection &mark : editor.extraSelections()) {
        if (mark.format.underlineStyle() == QTextCharFormat::SpellCheckUnderline)
            words.append(mark.cursor.selectedText());
    }
    return words;
}

} // namespace

class TestSpelling : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void spelledWords_leavesOutWhatIsNoWord();
    void languages_areThoseWithAffixes();
    void isWrong_isKnownLaterAndWithoutWaiting();
    void isWrong_dictionaryInLatin1_knowsUmlauts();
    void ownWord_isRightEverywhere();
    void suggest_givesWhatWasMeant();
    void waves_standUnderWrongWords_notTheOneBeingTypedNorQuotes();
    void language_isDetectedUntilOneIsChosen();
    void contextMenu_replacesTheWord();
};

void TestSpelling::spelledWords_leavesOutWhatIsNoWord()
{
    QStringList words;
    for (const SpelledWord &word : spelledWords(QStringLiteral(
             "See https://example.org/abc or ann@example.org, don’t: 42nd, x86 naïve!")))
        words.append(word.word);
    QCOMPARE(words, QStringList({"See", "or", "don't", "naïve"}));
    QVERIFY(spelledWords(QString()).isEmpty());
    QVERIFY(spelledWords(QString(1'000, u'a')).isEmpty());
}

void TestSpelling::languages_areThoseWithAffixes()
{
    const Dictionaries dictionaries;
    const SpellingService service(dictionaries.folders());
    QCOMPARE(service.languages(), QStringList({german, english}));
    QVERIFY(SpellingService::languageName(german).contains(QStringLiteral("German")));
}

void TestSpelling::isWrong_isKnownLaterAndWithoutWaiting()
{
    const Dictionaries dictionaries;
    SpellingService service(dictionaries.folders());
    QSignalSpy learned(&service, &SpellingService::learned);
    QVERIFY(!service.isWrong(english, QStringLiteral("harbuor"))); // not known yet
    QVERIFY(!service.isWrong(english, QStringLiteral("harbour")));
    QTRY_COMPARE(learned.count(), 1); // one look for both
    QVERIFY(service.isWrong(english, QStringLiteral("harbuor")));
    QVERIFY(!service.isWrong(english, QStringLiteral("harbour")));
    QVERIFY(!service.isWrong(QStringLiteral("xx_XX"), QStringLiteral("harbuor")));
    QVERIFY(!service.isWrong(QString(), QStringLiteral("harbuor")));
}

void TestSpelling::isWrong_dictionaryInLatin1_knowsUmlauts()
{
    const Dictionaries dictionaries;
    SpellingService service(dictionaries.folders());
    QSignalSpy learned(&service, &SpellingService::learned);
    service.isWrong(german, QStringLiteral("geöffnet"));
    service.isWrong(german, QStringLiteral("geoffnet"));
    service.isWrong(german, QStringLiteral("Гавань")); // can't be written there
    QTRY_VERIFY(!learned.isEmpty());
    QVERIFY(!service.isWrong(german, QStringLiteral("geöffnet")));
    QVERIFY(service.isWrong(german, QStringLiteral("geoffnet")));
    QVERIFY(!service.isWrong(german, QStringLiteral("Гавань")));
}

void TestSpelling::ownWord_isRightEverywhere()
{
    const Dictionaries dictionaries;
    SpellingService service(dictionaries.folders());
    QSignalSpy changed(&service, &SpellingService::ownWordsChanged);
    service.addOwnWord(QStringLiteral("Turnstone"));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(service.ownWords(), QStringList({"Turnstone"}));
    QVERIFY(!service.isWrong(english, QStringLiteral("Turnstone")));
}

void TestSpelling::suggest_givesWhatWasMeant()
{
    const Dictionaries dictionaries;
    SpellingService service(dictionaries.folders());
    QStringList words;
    service.suggest(english, QStringLiteral("harbuor"), this,
                    [&words](const QStringList &all) { words = all; });
    QTRY_VERIFY(words.contains(QStringLiteral("harbour")));
}

void TestSpelling::waves_standUnderWrongWords_notTheOneBeingTypedNorQuotes()
{
    const Dictionaries dictionaries;
    SpellingService service(dictionaries.folders());
    BodyEditor body;
    body.resize(500, 300);
    body.show();
    SpellCheck check(service, body, {english}, nullptr);
    body.setPlainText(QStringLiteral("the harbuor is opne\n> teh quote"), 19);
    PlainEditor &editor = body.plain();
    QTRY_COMPARE(waves(editor), QStringList({"harbuor"}));
    editor.setFocus();
    QTest::keyClick(&editor, Qt::Key_Space);
    QTRY_COMPARE(waves(editor), QStringList({"harbuor", "opne"}));
    check.setLanguage(QString());
    QVERIFY(waves(editor).isEmpty());
    // What is passed on was written by somebody else.
    body.setPlainText(QStringLiteral("the harbuor\n\n%1\nteh mole").arg(forwardRule()), 0);
    check.setLanguage(english);
    QTRY_COMPARE(waves(editor), QStringList({"harbuor"}));
}

void TestSpelling::language_isDetectedUntilOneIsChosen()
{
    const Dictionaries dictionaries;
    SpellingService service(dictionaries.folders());
    BodyEditor body;
    body.show();
    SpellCheck check(service, body, {english, german}, nullptr);
    QCOMPARE(check.language(), english);
    body.plain().insertPlainText(QStringLiteral("hallo der Hafen ist wieder geöffnet "));
    QTRY_COMPARE(check.language(), german);
    QVERIFY(waves(body.plain()).isEmpty());
    check.setLanguage(english);
    body.plain().insertPlainText(QStringLiteral("heute "));
    QTRY_VERIFY(!waves(body.plain()).isEmpty());
    QCOMPARE(check.language(), english);
}

void TestSpelling::contextMenu_replacesTheWord()
{
    const Dictionaries dictionaries;
    SpellingService service(dictionaries.folders());
    BodyEditor body;
    body.resize(500, 300);
    body.show();
    QVERIFY(QTest::qWaitForWindowActive(&body));
    SpellCheck check(service, body, {english}, nullptr);
    body.setPlainText(QStringLiteral("the harbuor is"), 0);
    QTRY_COMPARE(waves(body.plain()).size(), 1);
    QTextCursor cursor = body.plain().textCursor();
    cursor.setPosition(6);
    body.plain().setTextCursor(cursor);
    Q_EMIT body.plain().customContextMenuRequested(body.plain().cursorRect().center());
    auto *menu = body.plain().findChild<QMenu *>(QStringLiteral("textMenu"));
    QVERIFY(menu);
    const auto named = [menu](const QString &text) {
        for (QAction *action : menu->actions()) {
            if (action->text() == text)
                return action;
        }
        return static_cast<QAction *>(nullptr);
    };
    QTRY_VERIFY(named(QStringLiteral("harbour")));
    named(QStringLiteral("harbour"))->trigger();
    QCOMPARE(body.plain().text(), QStringLiteral("the harbour is"));
    menu->close();
}

QTEST_MAIN(TestSpelling)
#include "tst_spelling.moc"
