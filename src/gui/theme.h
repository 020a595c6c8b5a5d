// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>

class QApplication;
class QDBusVariant;

namespace Turnstone {

class Preferences;

/// Colours beyond QPalette's roles. Text on its ground keeps a contrast of at least 4.5 to 1.
struct ThemeColours {
    QColor accent; ///< unread mark, badges, focus
    QColor onAccent;
    QColor secondaryText; ///< previews, dates
    QColor line; ///< separators
    QColor flag; ///< the star
    QColor selected; ///< ground of a selected row while the list has the focus
    QColor selectedInactive;
    QColor hover;
    QColor warningGround, warningText;
    QColor errorGround, errorText;
    QColor noticeGround, noticeText;
};

/// The window's look: Fusion with calm palettes of our own, light or dark by preference or as the
/// desktop says (the settings portal, else the palette the platform gave). Changes live. Main
/// thread.
class Theme : public QObject {
    Q_OBJECT
public:
    Theme(QApplication &, Preferences &, QObject *parent = nullptr);

    bool isDark() const { return m_dark; }
    /// The colours that go with a palette: so that a widget needs no theme, only its own palette.
    static ThemeColours colours(const QPalette &palette);
    static QPalette lightPalette();
    static QPalette darkPalette();

private:
    void askPortal();
    void apply();
    void setDesktopScheme(uint scheme);
    Q_SLOT void onPortalSetting(const QString &group, const QString &key,
                                const QDBusVariant &value);

    QApplication &m_application;
    Preferences &m_preferences;
    bool m_desktopDark = false;
    bool m_dark = false;
};

} // namespace Turnstone
