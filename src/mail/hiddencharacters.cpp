// SPDX-License-Identifier: MIT
#include "mail/hiddencharacters.h"

namespace Turnstone {

QString withoutHiddenCharacters(const QString &text)
{
    QString clean;
    clean.reserve(text.size());
    for (const QChar c : text) {
        // Joiners are part of how some scripts and emoji are written.
        const bool joiner = c.unicode() == 0x200c || c.unicode() == 0x200d;
        if (c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line
            || c.category() == QChar::Separator_Paragraph)
            clean += QLatin1Char(' ');
        else if (c.category() != QChar::Other_Format || joiner)
            clean += c;
    }
    return clean.simplified();
}

} // namespace Turnstone
