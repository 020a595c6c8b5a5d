// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

namespace Turnstone {

/// Bytes to Unicode by a charset's MIME name, believing the bytes where they contradict the name.
/// Names are read as mail means them: iso-8859-1 as Windows-1252, gb2312 as GB18030, ks_c_5601-1987
/// as Windows-949. An empty, unknown or wrong name falls back to UTF-8 where that fits, else
/// Windows-1252. What can't be read within an otherwise fitting charset becomes U+FFFD. Any thread.
QString decodeCharset(QByteArrayView bytes, const QByteArray &charset);

/// Nothing that would act on a terminal, a list row or the reading order of what stands beside it:
/// C0, C1 and bidirectional embeddings, overrides and isolates are left out, a line break or tab
/// becomes a space, a lone surrogate U+FFFD; trimmed.
QString withoutControls(const QString &text);

/// A file name that names a file and nothing else: no folder, no control, no leading or trailing
/// dot or space, at most 200 UTF-16 units with the extension kept. May be empty.
QString cleanFileName(const QString &name);

} // namespace Turnstone
