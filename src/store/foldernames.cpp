// SPDX-License-Identifier: MIT
#include "store/foldernames.h"

namespace Turnstone {

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
