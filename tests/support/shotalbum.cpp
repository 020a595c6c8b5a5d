// SPDX-License-Identifier: MIT
#include "support/shotalbum.h"

#include "support/paths.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QTest>
#include <QWidget>

namespace Turnstone::Test {

namespace {
constexpr int shotPatienceMs = 20'000;
}

ShotAlbum::ShotAlbum(QApplication &application, const QString &subject)
    : m_directory(application.arguments().value(1, QStringLiteral(".")))
    , m_prefix(subject + QLatin1Char('-'))
{
    const bool german = application.arguments().contains(QStringLiteral("--german"));
    const QString language = german ? QStringLiteral("de") : QStringLiteral("en");
    // English too: its plurals are a translation.
    if (!m_translator.load(buildPath(QStringLiteral("src/turnstone_%1.qm").arg(language))))
        qFatal("turnstone_%s.qm is not built", qPrintable(language));
    QCoreApplication::installTranslator(&m_translator);
    // Qt's own words: OK, Cancel.
    if (german
        && m_qtTranslator.load(QStringLiteral("qtbase_de"),
                               QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qtTranslator);
    QLocale::setDefault(german ? QLocale(QLocale::German, QLocale::Germany)
                               : QLocale(QLocale::English, QLocale::UnitedKingdom));
    if (german)
        m_prefix += QStringLiteral("de-");
    if (application.arguments().contains(QStringLiteral("--rtl"))) {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        m_prefix += QStringLiteral("rtl-");
    }
}

void ShotAlbum::waitFor(const QString &name, const Ready &ready) const
{
    if (!QTest::qWaitFor(ready, shotPatienceMs))
        qFatal("never ready: %s", qPrintable(name));
}

void ShotAlbum::save(QWidget &widget, const QString &name, const Ready &ready) const
{
    widget.show();
    if (!QTest::qWaitForWindowExposed(widget.window(), shotPatienceMs))
        qFatal("never on the screen: %s", qPrintable(name));
    if (ready)
        waitFor(name, ready);
    QCoreApplication::sendPostedEvents(); // layouts that what is ready has asked for
    QCoreApplication::processEvents();
    const int percent = qRound(widget.devicePixelRatioF() * 100);
    const QString file = QStringLiteral("%1%2-%3.png").arg(m_prefix, name).arg(percent);
    if (!widget.grab().save(m_directory.filePath(file)))
        qFatal("can't be saved: %s", qPrintable(file));
}

} // namespace Turnstone::Test
