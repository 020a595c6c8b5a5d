// SPDX-License-Identifier: MIT
#include "store/searchwords.h"

namespace Turnstone {

namespace {
constexpr qsizetype searchWordChars = 32;
}

QString foldedText(const QString &text)
{
    QString folded = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    folded.removeIf([](QChar c) { return c.isMark(); });
    return folded;
}

QStringList foldedWords(const QString &text, qsizetype most)
{
    QStringList words;
    QString word;
    const QString folded = foldedText(text);
    const auto end = [&] {
        if (!word.isEmpty() && words.size() < most)
            words.append(word.left(searchWordChars));
        word.clear();
    };
    for (const QChar c : folded) {
        if (c.isLetterOrNumber() || c.isSurrogate())
            word.append(c);
        else
            end();
    }
    end();
    return words;
}

QString joinedWords(const QStringList &words)
{
    return u' ' + words.join(u' ') + u' ';
}

} // namespace Turnstone
