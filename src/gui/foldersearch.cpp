// SPDX-License-Identifier: MIT
#include "gui/foldersearch.h"

#include "gui/messagewords.h"

namespace Turnstone {

QString FolderWords::title(const Folder &folder)
{
    switch (folder.role) {
    case FolderRole::Inbox:
        return tr("Inbox");
    case FolderRole::Drafts:
        return tr("Drafts");
    case FolderRole::Sent:
        return tr("Sent");
    case FolderRole::Archive:
        return tr("Archive");
    case FolderRole::Junk:
        return tr("Junk");
    case FolderRole::Trash:
        return tr("Trash");
    case FolderRole::All:
        return tr("All Mail");
    case FolderRole::Flagged:
        return tr("Starred");
    case FolderRole::None:
        break;
    }
    return MessageWords::oneLine(folder.name);
}

QString FolderWords::path(const Folder &folder)
{
    QStringList levels = folder.path.split(QLatin1Char('/'));
    for (QString &level : levels)
        level = MessageWords::oneLine(level).replace(QLatin1String("%2F"), QLatin1String("/"));
    levels.last() = title(folder);
    return levels.join(tr(" › ", "between the levels of a folder"));
}

QString FolderWords::pathWithin(const Folder &folder, const QList<Account> &accounts)
{
    if (accounts.size() < 2)
        return path(folder);
    QString name;
    for (const Account &account : accounts) {
        if (account.id == folder.account)
            name = account.name;
    }
    return tr("%1 › %2", "account, folder").arg(MessageWords::oneLine(name), path(folder));
}

QString FolderWords::foldedPath(const Folder &folder, const QString &account)
{
    const qsizetype slash = folder.path.lastIndexOf(QLatin1Char('/'));
    return folded(account + QLatin1Char('/') + folder.path.left(slash + 1) + title(folder));
}

QString FolderWords::folded(const QString &text)
{
    const QString apart = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString folded;
    folded.reserve(apart.size());
    for (const QChar c : apart) {
        if (!c.isMark())
            folded.append(c);
    }
    return folded;
}

QString folderIconName(FolderRole role)
{
    switch (role) {
    case FolderRole::Inbox:
        return QStringLiteral("folder-inbox");
    case FolderRole::Drafts:
        return QStringLiteral("folder-drafts");
    case FolderRole::Sent:
        return QStringLiteral("folder-sent");
    case FolderRole::Archive:
    case FolderRole::All:
        return QStringLiteral("folder-archive");
    case FolderRole::Junk:
        return QStringLiteral("folder-junk");
    case FolderRole::Trash:
        return QStringLiteral("folder-trash");
    case FolderRole::Flagged:
        return QStringLiteral("folder-flagged");
    case FolderRole::None:
        break;
    }
    return QStringLiteral("folder");
}

FolderSearch::FolderSearch(const QString &typed)
{
    QString text = FolderWords::folded(typed);
    for (QChar &c : text) {
        // Levels may be typed as they are shown, or as scripts write them.
        if (c.isSpace() || c == QLatin1Char('/') || c == QChar(u'›'))
            c = QLatin1Char(' ');
    }
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

namespace {

bool isFolderWordStart(QStringView text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

/// Where `word` stands best in one level; below 0: nowhere.
int levelScore(QStringView level, const QString &word)
{
    int best = -1;
    for (qsizetype at = level.indexOf(word); at >= 0; at = level.indexOf(word, at + 1)) {
        const int score = at == 0          ? (level.size() == word.size() ? 100 : 80)
            : isFolderWordStart(level, at) ? 60
                                           : 40;
        best = qMax(best, score);
        if (at == 0)
            break;
    }
    return best;
}

/// Letters that merely follow each other: each one at the start of a word counts, gaps don't.
int scatteredScore(QStringView path, const QString &word)
{
    qsizetype from = 0;
    int starts = 0;
    for (const QChar c : word) {
        const qsizetype at = path.indexOf(c, from);
        if (at < 0)
            return -1;
        if (isFolderWordStart(path, at))
            ++starts;
        from = at + 1;
    }
    // Half of the letters begin words, or nearly every path would fit a short word.
    return starts * 2 >= word.size() ? qMin(19, starts) : -1;
}

} // namespace

int FolderSearch::score(const QString &foldedPath) const
{
    const QList<QStringView> levels = QStringView(foldedPath).split(QLatin1Char('/'));
    int sum = 0;
    for (const QString &word : m_words) {
        int best = -1;
        for (qsizetype i = 0; i < levels.size(); ++i) {
            const int here = levelScore(levels[i], word);
            if (here < 0)
                continue;
            // An account's name tells two of a name apart, and no more.
            const bool isAccount = i == 0 && levels.size() > 1;
            best = qMax(best, isAccount ? here / 4 : i == levels.size() - 1 ? here + 100 : here);
        }
        if (best < 0)
            best = scatteredScore(foldedPath, word);
        if (best < 0)
            return -1;
        sum += best;
    }
    // Of two that fit alike the shallower one.
    return sum * 10 - int(qMin<qsizetype>(9, levels.size()));
}

bool FolderSearch::fits(const QString &foldedPath) const
{
    const QStringView last =
        QStringView(foldedPath).mid(foldedPath.lastIndexOf(QLatin1Char('/')) + 1);
    bool inLast = false;
    for (const QString &word : m_words) {
        if (!foldedPath.contains(word))
            return false;
        inLast = inLast || last.contains(word);
    }
    return inLast;
}

} // namespace Turnstone
