// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Turnstone {

/// `text` on one line, without control, zero-width and bidirectional formatting characters, by
/// which a name could read as another one (UAX 9, UTR 36).
QString withoutHiddenCharacters(const QString &text);

} // namespace Turnstone
