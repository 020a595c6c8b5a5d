// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QThread>
#include <atomic>
#include <functional>
#include <memory>

namespace Turnstone {

/// Whether words are spelt right, by Hunspell's dictionaries. They are loaded, and asked, in a
/// thread of their own: a word that isn't known yet is taken for right, and `learned` tells once it
/// is known. Main thread.
class SpellingService : public QObject {
    Q_OBJECT
public:
    /// `folders`: where dictionaries are (name.dic beside name.aff); empty: the system's.
    explicit SpellingService(const QStringList &folders = {}, QObject *parent = nullptr);
    /// Waits for the word that is looked up.
    ~SpellingService() override;

    /// "de_DE", "en_US": what is installed, by name.
    const QStringList &languages() const { return m_languages; }
    /// "German (Germany)".
    static QString languageName(const QString &language);
    /// Right in every language, from now on.
    void setOwnWords(const QStringList &words);
    void addOwnWord(const QString &word);
    QStringList ownWords() const;

    /// False also for what isn't known yet; then it is looked up.
    bool isWrong(const QString &language, const QString &word);
    /// At most 8, the likeliest first. Dropped when `context` goes.
    void suggest(const QString &language, const QString &word, QObject *context,
                 std::function<void(const QStringList &)> done);
    /// Which of `candidates` knows most of the words, where one clearly does; else empty. Dropped
    /// when `context` goes.
    void detect(const QStringList &words, const QStringList &candidates, QObject *context,
                std::function<void(const QString &language)> done);

Q_SIGNALS:
    void learned();
    void ownWordsChanged();

private:
    class Worker;
    void ask();

    QHash<QString, QString> m_paths; ///< language to its files, without ending
    QStringList m_languages;
    QThread m_thread;
    std::unique_ptr<Worker> m_worker; ///< used in m_thread alone
    QObject *m_context;
    std::atomic<bool> m_stopping = false;
    QHash<QString, QHash<QString, bool>> m_known; ///< by language: whether a word is wrong
    QHash<QString, QSet<QString>> m_wanted; ///< to be looked up
    QSet<QString> m_own;
    bool m_asking = false;
};

/// The words of a text that can be spelt right or wrong: without links, addresses, numbers.
struct SpelledWord {
    int start = 0, length = 0; ///< UTF-16 units
    QString word;
};
QList<SpelledWord> spelledWords(const QString &text);

} // namespace Turnstone
