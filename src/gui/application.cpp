// SPDX-License-Identifier: MIT
#include "gui/application.h"

#include "base/translations.h"
#include "gui/icons.h"
#include "gui/mainwindow.h"
#include "gui/sleepsignal.h"
#include "gui/theme.h"
#include "net/proxy.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLocale>
#include <QMessageBox>

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
    static QString mailto() { return tr("An address to write to."); }
    static QString description()
    {
        return tr("A desktop mail client that is as good over POP3 as over IMAP.");
    }
    static QString cantStart() { return tr("Turnstone can't start"); }
    static QString noWriting() { return tr("This version of Turnstone can't write mail yet."); }
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

int runWindow(const ProfilePaths &paths, const QStringList &addresses)
{
    try {
        Store store(paths, Store::Access::ReadWrite, Clock::system());
        Preferences preferences(paths.config);
        const Theme theme(*qApp, preferences);
        CredentialStore credentials;
        const BackendRegistry registry = BackendRegistry::standard();
        Engine engine(store, registry, credentials, preferences);
        const bool firstRun = MailReader(store).accounts().isEmpty();
        MainWindow window(store, engine, preferences);
        window.show();
        engine.watchNetwork();
        const SleepSignal sleep;
        QObject::connect(&sleep, &SleepSignal::wokeUp, &engine, &Engine::wokeUp);
        engine.start();
        if (firstRun)
            window.addAccount();
        if (!addresses.isEmpty())
            window.showNotice({ErrorScope::Message, ErrorKind::NotFound, RetryClass::Never,
                               ApplicationWords::noWriting(), QString()});
        return QApplication::exec();
    } catch (const MailError &error) {
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
                                 QStringLiteral("[mailto:…]"));
    if (!parser.parse(QCoreApplication::arguments())) {
        sayOnStandardError(parser.errorText());
        return exitWrongUsage;
    }
    parser.process(application);
    return runWindow(ProfilePaths::forDirectory(parser.value(profile)),
                     parser.positionalArguments());
}

} // namespace Turnstone
