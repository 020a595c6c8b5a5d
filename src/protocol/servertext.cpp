// SPDX-License-Identifier: MIT
#include "protocol/servertext.h"

namespace Turnstone {

QString serverText(QByteArrayView said, qsizetype units)
{
    QString text = QString::fromUtf8(said.first(qMin(said.size(), 4 * units)));
    for (QChar &c : text) {
        if (!c.isPrint() && !c.isSurrogate())
            c = QLatin1Char(' ');
    }
    return text.simplified().left(units);
}

} // namespace Turnstone
