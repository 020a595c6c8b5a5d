// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>
#include <QString>
#include <QStringList>

class QPalette;

namespace Turnstone {

/// One of our own line icons by its name ("mail-archive", "folder-inbox", …: resources/icons). It
/// is drawn in the application palette's colours each time it is painted, so it follows a change
/// between light and dark, is dimmed where disabled and readable where selected, and is sharp at
/// any scale. An unknown name gives a null icon. Main thread.
QIcon icon(const QString &name);
/// The application's own icon, in its own colours.
QIcon applicationIcon();
QStringList iconNames();

/// True where the palette is light text on a dark background.
bool isDark(const QPalette &);

} // namespace Turnstone
