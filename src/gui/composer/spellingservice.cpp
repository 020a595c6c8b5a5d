// SPDX-License-Identifier: MIT
#include "gui/composer/spellingservice.h"

#include "mail/textlinks.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>
#include <QStringConverter>
#include <QTextBoundaryFinder>
#include <QTimer>

#include <hunspell/hunspell.hxx>

namespace Turnstone {

namespace {

constexpr qsizetype wordsRemembered = 20'000; ///< a language
constexpr qsizetype suggestionsGiven = 8;
constexpr qsizetype spelledWordChars = 60; ///< longer is no word
constexpr qsizetype detectedWords = 200;
constexpr qsizetype detectedAtLeast = 4;

QStringList dictionaryFolders()
{
    QString data = qEnvironmentVariable("XDG_DATA_DIRS");
    if (data.isEmpty())
        data = QStringLiteral("/usr/local/share:/usr/share");
    QStringList folders{QDir::homePath() + QStringLiteral("/.local/share/hunspell")};
    for (const QString &folder : data.split(u':', Qt::SkipEmptyParts))
        folders.append(folder + QStringLiteral("/hunspell"));
    return folders;
}

} // namespace

/// Dictionaries, as the thread has them.
class SpellingService::Worker {
public:
    explicit Worker(QHash<QString, QString> paths)
        : m_paths(std::move(paths))
    { }

    bool isRight(const QString &language, const QString &word)
    {
        Dictionary *dictionary = find(language);
        if (!dictionary)
            return true;
        const QByteArray bytes = dictionary->encode(word);
        // What the dictionary's characters can't write is no word of its language, and no mistake.
        return bytes.isEmpty() || dictionary->hunspell->spell(bytes.toStdString());
    }
    bool knows(const QString &language, const QString &word)
    {
        Dictionary *dictionary = find(language);
        const QByteArray bytes = dictionary ? dictionary->encode(word) : QByteArray();
        return !bytes.isEmpty() && dictionary->hunspell->spell(bytes.toStdString());
    }
    QStringList suggestions(const QString &language, const QString &word)
    {
        QStringList words;
        Dictionary *dictionary = find(language);
        const QByteArray bytes = dictionary ? dictionary->encode(word) : QByteArray();
        if (bytes.isEmpty())
            return words;
        for (const std::string &one : dictionary->hunspell->suggest(bytes.toStdString())) {
            if (words.size() < suggestionsGiven)
                words.append(dictionary->decode(QByteArray::fromStdString(one)));
        }
        return words;
    }

private:
    struct Dictionary {
        std::unique_ptr<Hunspell> hunspell;
        QByteArray encoding;

        QByteArray encode(const QString &word) const
        {
            QStringEncoder encoder(encoding.constData());
            if (!encoder.isValid())
                return {};
            const QByteArray bytes = encoder.encode(word);
            return encoder.hasError() ? QByteArray() : bytes;
        }
        QString decode(const QByteArray &bytes) const
        {
            QStringDecoder decoder(encoding.constData());
            return decoder.isValid() ? QString(decoder.decode(bytes)) : QString::fromLatin1(bytes);
        }
    };

    Dictionary *find(const QString &language)
    {
        const auto loaded = m_loaded.find(language);
        if (loaded != m_loaded.end())
            return loaded->second.hunspell ? &loaded->second : nullptr;
        Dictionary &made = m_loaded[language];
        const QString path = m_paths.value(language);
        if (path.isEmpty())
            return nullptr;
        made.hunspell =
            std::make_unique<Hunspell>(QFile::encodeName(path + QStringLiteral(".aff")),
                                       QFile::encodeName(path + QStringLiteral(".dic")));
        made.encoding = QByteArray::fromStdString(made.hunspell->get_dict_encoding());
        // "ISO8859-1" is what Hunspell calls ISO-8859-1.
        if (made.encoding.startsWith("ISO8859"))
            made.encoding.insert(3, '-');
        return &made;
    }

    QHash<QString, QString> m_paths;
    std::map<QString, Dictionary> m_loaded;
};

SpellingService::SpellingService(const QStringList &folders, QObject *parent)
    : QObject(parent)
    , m_context(new QObject)
{
    for (const QString &folder : folders.isEmpty() ? dictionaryFolders() : folders) {
        for (const QFileInfo &file :
             QDir(folder).entryInfoList({QStringLiteral("*.dic")}, QDir::Files)) {
            const QString path = file.absolutePath() + u'/' + file.completeBaseName();
            const QString language = file.completeBaseName();
            // Hyphenation patterns are called so, too, and have no affixes.
            if (!m_paths.contains(language) && QFileInfo::exists(path + QStringLiteral(".aff")))
                m_paths.insert(language, path);
        }
    }
    m_languages = m_paths.keys();
    std::sort(m_languages.begin(), m_languages.end());
    m_worker = std::make_unique<Worker>(m_paths);
    m_context->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
}

SpellingService::~SpellingService()
{
    m_stopping = true;
    m_thread.quit();
    m_thread.wait();
    if (!m_thread.isFinished())
        delete m_context; // nothing was ever asked
}

QString SpellingService::languageName(const QString &language)
{
    const QLocale locale(language);
    const QString name = QLocale::languageToString(locale.language());
    return language.contains(u'_')
        ? QStringLiteral("%1 (%2)").arg(name, QLocale::territoryToString(locale.territory()))
        : name;
}

void SpellingService::setOwnWords(const QStringList &words)
{
    m_own = QSet<QString>(words.begin(), words.end());
    Q_EMIT learned();
}

void SpellingService::addOwnWord(const QString &word)
{
    m_own.insert(word);
    Q_EMIT ownWordsChanged();
    Q_EMIT learned();
}

QStringList SpellingService::ownWords() const
{
    QStringList words = m_own.values();
    words.sort();
    return words;
}

bool SpellingService::isWrong(const QString &language, const QString &word)
{
    if (language.isEmpty() || m_own.contains(word))
        return false;
    const auto &known = m_known[language];
    const auto found = known.constFind(word);
    if (found != known.constEnd())
        return *found;
    m_wanted[language].insert(word);
    if (!m_asking) {
        // All of a screen at once.
        m_asking = true;
        QTimer::singleShot(0, this, &SpellingService::ask);
    }
    return false;
}

void SpellingService::ask()
{
    if (!m_thread.isRunning())
        m_thread.start(QThread::LowPriority);
    const auto wanted = std::exchange(m_wanted, {});
    QMetaObject::invokeMethod(m_context, [this, wanted] {
        QHash<QString, QHash<QString, bool>> answers;
        for (auto language = wanted.begin(); language != wanted.end(); ++language) {
            for (const QString &word : language.value()) {
                if (m_stopping)
                    return;
                answers[language.key()].insert(word, !m_worker->isRight(language.key(), word));
            }
        }
        QMetaObject::invokeMethod(this, [this, answers] {
            for (auto language = answers.begin(); language != answers.end(); ++language) {
                QHash<QString, bool> &known = m_known[language.key()];
                if (known.size() > wordsRemembered)
                    known.clear();
                known.insert(language.value());
            }
            m_asking = false;
            if (!m_wanted.isEmpty()) {
                m_asking = true;
                ask();
            }
            Q_EMIT learned();
        });
    });
}

void SpellingService::suggest(const QString &language, const QString &word, QObject *context,
                              std::function<void(const QStringList &)> done)
{
    if (!m_thread.isRunning())
        m_thread.start(QThread::LowPriority);
    const QPointer<QObject> guard(context);
    QMetaObject::invokeMethod(m_context, [this, language, word, guard, done] {
        const QStringList words = m_worker->suggestions(language, word);
        QMetaObject::invokeMethod(this, [guard, done, words] {
            if (guard)
                done(words);
        });
    });
}

void SpellingService::detect(const QStringList &words, const QStringList &candidates,
                             QObject *context, std::function<void(const QString &)> done)
{
    if (!m_thread.isRunning())
        m_thread.start(QThread::LowPriority);
    const QPointer<QObject> guard(context);
    const QStringList some = words.mid(0, detectedWords);
    QMetaObject::invokeMethod(m_context, [this, some, candidates, guard, done] {
        QString best;
        qsizetype most = 0, second = 0;
        for (const QString &language : candidates) {
            qsizetype hits = 0;
            for (const QString &word : some) {
                if (m_stopping)
                    return;
                hits += m_worker->knows(language, word);
            }
            if (hits > most) {
                second = most;
                most = hits;
                best = language;
            } else {
                second = qMax(second, hits);
            }
        }
        // A name or two tell nothing, and dialects of one language know the same words.
        const bool clear =
            some.size() >= detectedAtLeast && most * 2 >= some.size() && most > second;
        QMetaObject::invokeMethod(this, [guard, done, language = clear ? best : QString()] {
            if (guard)
                done(language);
        });
    });
}

QList<SpelledWord> spelledWords(const QString &text)
{
    QList<SpelledWord> words;
    const QList<TextLink> links = findLinks(text);
    qsizetype link = 0;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end >= 0; end = finder.toNextBoundary()) {
        const QStringView piece = QStringView(text).sliced(start, end - start);
        const qsizetype from = std::exchange(start, end);
        while (link < links.size() && links.at(link).start + links.at(link).length <= from)
            ++link;
        if (link < links.size() && links.at(link).start < end)
            continue;
        const bool letters = std::all_of(piece.begin(), piece.end(), [](QChar c) {
            return c.isLetter() || c.isMark() || c == u'\'' || c == QChar(0x2019)
                || c.isSurrogate();
        });
        if (!letters || piece.isEmpty() || !piece.front().isLetter()
            || piece.size() > spelledWordChars || piece.size() < 2)
            continue;
        QString word = piece.toString();
        word.replace(QChar(0x2019), u'\'');
        words.append({int(from), int(end - from), word});
    }
    return words;
}

} // namespace Turnstone
