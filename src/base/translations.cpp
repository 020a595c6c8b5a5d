// SPDX-License-Identifier: MIT
#include "base/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace Turnstone {

void installTranslations(const QLocale &locale)
{
    const auto install = [&locale](const QString &name, const QString &directory) {
        auto *translator = new QTranslator(qApp);
        if (translator->load(locale, name, QStringLiteral("_"), directory))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    };
    install(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // What a language lacks is said in English, whose own file holds the plurals.
    auto *english = new QTranslator(qApp);
    if (english->load(QStringLiteral(":/i18n/turnstone_en.qm")))
        QCoreApplication::installTranslator(english);
    else
        delete english;
    install(QStringLiteral("turnstone"), QStringLiteral(":/i18n"));
}

} // namespace Turnstone
