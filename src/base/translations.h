// SPDX-License-Identifier: MIT
#pragma once

class QLocale;

namespace Turnstone {

/// Loads the language of `locale` for our own sentences and for Qt's, into the application, which
/// must exist. English, with its plurals, where there is no translation. Main thread, once.
void installTranslations(const QLocale &locale);

} // namespace Turnstone
