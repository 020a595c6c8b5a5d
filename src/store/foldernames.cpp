// SPDX-License-Identifier: MIT
#include "store/foldernames.h"

namespace Turnstone {

namespace {
constexpr qsizetype folderLevels = 100;
}

QString storedFolderPath(const QString &name, QChar delimiter, const QByteArray &path)
{
    QStringList levels =
        delimiter.isNull() ? QStringList{name} : name.split(delimiter, Qt::SkipEmptyParts);
    if (levels.isEmpty())
        levels.append(QString::fromLatin1(path));
    if (levels.size() > folderLevels)
        levels = levels.first(folderLevels - 1) << levels.mid(folderLevels - 1).join(delimiter);
    if (levels.first().compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0)
        levels.first() = QStringLiteral("INBOX");
    for (QString &level : levels)
        level = storedLevel(level);
    return levels.join(QLatin1Char('/'));
}

QString storedLevel(QString level)
{
    for (QChar &c : level) {
        if (c.category() == QChar::Other_Control)
            c = QChar::ReplacementCharacter;
    }
    return level.replace(QLatin1Char('/'), QLatin1String("%2F"));
}

QString shownLevel(const QString &path)
{
    return path.mid(path.lastIndexOf(QLatin1Char('/')) + 1)
        .replace(QLatin1String("%2F"), QLatin1String("/"));
}

QString pathOfRemoved(FolderId id, const QString &path)
{
    return QStringLiteral("\u0001%1/%2").arg(id.value()).arg(path);
}

} // namespace Turnstone
