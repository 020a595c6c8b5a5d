// SPDX-License-Identifier: MIT
#include "base/translations.h"
#include "cli/commands.h"
#include "net/proxy.h"

#include <QCoreApplication>
#include <QLocale>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("turnstonectl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TURNSTONE_VERSION));
    Turnstone::installTranslations(QLocale());
    Turnstone::useSystemProxy();
    return static_cast<int>(Turnstone::runCommandLine(QCoreApplication::arguments().mid(1)));
}
