// SPDX-License-Identifier: MIT
#include "gui/application.h"

#include "base/translations.h"
#include "gui/foldertreemodel.h"
#include "gui/icons.h"
#include "gui/mainwindow.h"
#include "gui/openrequests.h"
#include "gui/sleepsignal.h"
#include "gui/theme.h"
#include "net/proxy.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QUrl>

#include <cstdio>

namespace Turnstone {

namespace {

constexpr int exitFailed = 1;
constexpr int exitWrongUsage = 2;
constexpr int exitProfileInUse = 6;

class ApplicationWords {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::Application)
public:
    static QString profileOption() { return tr("Keeps everything under <dir>."); }
    static QString directory() { return tr("dir", "name of an option's value"); }
    static QString mailto() { return tr("An address to write to, or a message to show."); }
    static QString description()
    {
        return tr("A desktop mail client that is as good over POP3 as over IMAP.");
    }
    static QString cantStart() { return tr("Turnstone can't start"); }
};

void sayOnStandardError(const QString &text)
{
    std::fprintf(stderr, "turnstone: %s\n", qPrintable(text));
}

int refuse(const MailError &error)
{
    sayOnStandardError(error.sentence);
    // Nobody can answer a box where there is no screen.
    if (QGuiApplication::platformName() != QLatin1String("offscreen"))
        QMessageBox::critical(nullptr, ApplicationWords::cantStart(), error.sentence);
    return error.detail == QLatin1String("in-use") ? exitProfileInUse : exitFailed;
}

/// What a command line names, as something that another folder's program understands.
QStringList absoluteUris(const QStringList &arguments)
{
    QStringList uris;
    for (const QString &argument : arguments) {
        const QFileInfo file(argument);
        uris.append(file.exists() ? QUrl::fromLocalFile(file.absoluteFilePath()).toString()
                                  : argument);
    }
    return uris;
}

int runWindow(const QString &directory, const QStringList &toOpen)
{
    const ProfilePaths paths = ProfilePaths::forDirectory(directory);
    try {
        Store store(paths, Store::Access::ReadWrite, Clock::system());
        Preferences preferences(paths.config);
        const Theme theme(*qApp, preferences);
        CredentialStore credentials;
        const BackendRegistry registry = BackendRegistry::standard();
        Engine engine(store, registry, credentials, preferences);
        MainWindow window(store, engine, preferences);
        window.show();
        engine.watchNetwork();
        const SleepSignal sleep;
        QObject::connect(&sleep, &SleepSignal::wokeUp, &engine, &Engine::wokeUp);
        engine.start();
        const FolderTreeModel &folders = window.folderModel();
        QObject::connect(&folders, &FolderTreeModel::loaded, &window, [&window, &folders] {
            if (folders.accounts().isEmpty())
                window.addAccount();
        });
        const OpenRequests requests(directory);
        QObject::connect(&requests, &OpenRequests::requested, &window, &MainWindow::openRequested);
        if (!toOpen.isEmpty())
            window.openRequested(toOpen);
        return QApplication::exec();
    } catch (const MailError &error) {
        // The window that has the profile does it.
        if (error.detail == QLatin1String("in-use") && OpenRequests::handOver(directory, toOpen))
            return 0;
        return refuse(error);
    }
}

} // namespace

int runApplication(int &argc, char **argv)
{
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(
        Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("turnstone"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TURNSTONE_VERSION));
    QGuiApplication::setApplicationDisplayName(QString());
    QGuiApplication::setDesktopFileName(QStringLiteral("org.turnstone.Turnstone"));
    QGuiApplication::setWindowIcon(applicationIcon());
    installTranslations(QLocale());
    useSystemProxy();
    if (QLocale().textDirection() == Qt::RightToLeft)
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);

    QCommandLineParser parser;
    parser.setApplicationDescription(ApplicationWords::description());
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption profile(QStringLiteral("profile"), ApplicationWords::profileOption(),
                                     ApplicationWords::directory());
    parser.addOption(profile);
    parser.addPositionalArgument(QStringLiteral("mailto"), ApplicationWords::mailto(),
                                 QStringLiteral("[mailto:…|file.eml]"));
    if (!parser.parse(QCoreApplication::arguments())) {
        sayOnStandardError(parser.errorText());
        return exitWrongUsage;
    }
    parser.process(application);
    return runWindow(parser.value(profile), absoluteUris(parser.positionalArguments()));
}

} // namespace Turnstone
