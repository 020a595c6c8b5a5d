// SPDX-License-Identifier: MIT
#pragma once

#include <QDir>
#include <QTranslator>
#include <functional>

class QApplication;
class QWidget;

namespace Turnstone::Test {

/// Where a screenshot program puts its pictures, and in which language and direction it draws:
/// PROGRAM DIRECTORY [--rtl] [--german], as tests/gui/screenshots/run calls it. Main thread.
class ShotAlbum {
public:
    /// `subject` begins every file's name. Exits where a translation isn't built.
    ShotAlbum(QApplication &, const QString &subject);

    using Ready = std::function<bool()>;
    /// Waits for what is read in other threads; exits after a while, saying for which picture.
    void waitFor(const QString &name, const Ready &ready) const;
    /// Shows the widget, waits until it stands on the screen and is ready, and saves it as
    /// SUBJECT-[de-][rtl-]NAME-PERCENT.png.
    void save(QWidget &, const QString &name, const Ready &ready = {}) const;

private:
    QDir m_directory;
    QString m_prefix;
    QTranslator m_translator, m_qtTranslator;
};

} // namespace Turnstone::Test
