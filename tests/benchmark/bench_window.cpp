// SPDX-License-Identifier: MIT
// The window over a large profile: bench_window [messages, 1,000,000 unless said otherwise] fills a
// profile in one process and starts the window on it in another, so that the figures of memory are
// the window's own. Figures are of one run on one machine.
#include "engine/engine.h"
#include "engine/selection.h"
#include "gui/mainwindow.h"
#include "gui/messagelistmodel.h"
#include "gui/messagelistview.h"
#include "support/storefiller.h"
#include "support/throwawayprofile.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QTextStream>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <ctime>
#include <map>

using namespace Turnstone;
using namespace Turnstone::Test;

namespace {

constexpr int scrollSteps = 500;
constexpr int jumpEvery = 5;

ProfilePaths pathsUnder(const QString &directory)
{
    return ProfilePaths::forDirectory(directory);
}

int fillProfile(const QString &directory, qint64 messages)
{
    Store store(pathsUnder(directory), Store::Access::ReadWrite, Clock::system());
    StoreFiller filler(store);
    const AccountId account = filler.addAccount(QStringLiteral("Large"));
    filler.fill(filler.folder(account), messages);
    return 0;
}

QByteArray memory(const char *name)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return "unknown";
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(name))
            return QByteArray::number(
                       line.mid(qstrlen(name) + 1).trimmed().split(' ').first().toLongLong() / 1024)
                + " MB";
    }
    return "unknown";
}

void waitFor(const std::function<bool()> &done)
{
    while (!done())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

class Frames {
public:
    explicit Frames(MessageListView &view)
        : m_view(view)
    { }
    void paint()
    {
        QElapsedTimer timer;
        timer.start();
        m_view.viewport()->repaint();
        m_ms.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    double at(double share)
    {
        std::sort(m_ms.begin(), m_ms.end());
        return m_ms[std::min(m_ms.size() - 1, size_t(double(m_ms.size()) * share))];
    }
    size_t count() const { return m_ms.size(); }

private:
    MessageListView &m_view;
    std::vector<double> m_ms;
};

/// Rows in view, by number.
std::pair<int, int> rowsInView(const MessageListView &view, int rows)
{
    const QRect area = view.viewport()->rect();
    const int first = std::max(0, view.indexAt({area.width() / 2, 1}).row());
    const int last = view.indexAt({area.width() / 2, area.height() - 2}).row();
    return {first, last < 0 ? std::min(rows - 1, first + 20) : last};
}

int measureWindow(int argc, char *argv[], const QString &directory)
{
    QElapsedTimer timer;
    timer.start();
    QApplication application(argc, argv);
    Store store(pathsUnder(directory), Store::Access::ReadWrite, Clock::system());
    Preferences preferences(pathsUnder(directory).config);
    CredentialStore credentials;
    const BackendRegistry registry;
    Engine engine(store, registry, credentials, preferences);
    MainWindow window(store, engine, preferences);
    window.resize(1280, 800);
    window.show();
    MessageListModel &model = window.messageModel();
    MessageListView &view = window.messageList();
    waitFor([&] { return model.rowCount() > 0 && model.row(0) && view.isVisible(); });
    view.viewport()->repaint();
    QTextStream out(stdout);
    out << "start to the first rows painted: " << timer.elapsed() << " ms\n";
    waitFor([&] { return !model.isLoading(); });
    const int rows = model.rowCount();
    out << "start to the whole list of " << rows << ": " << timer.elapsed() << " ms\n";
    out << "memory then: " << memory("VmRSS:") << ", peak " << memory("VmHWM:") << "\n";

    QScrollBar &bar = *view.verticalScrollBar();
    QRandomGenerator random(1);
    Frames frames(view);
    qint64 longestTurn = 0;
    for (int step = 0; step < scrollSteps; ++step) {
        if (step % jumpEvery == 0)
            bar.setValue(int(random.bounded(quint32(bar.maximum()))));
        else
            bar.setValue(bar.value() + 3 * view.visualRect(model.index(0, 0)).height());
        frames.paint();
        // What wasn't at hand comes from a worker, and costs a frame more.
        const auto [first, last] = rowsInView(view, rows);
        bool missing = false;
        for (int row = first; row <= last; ++row)
            missing = missing || !model.row(row);
        if (!missing)
            continue;
        while (!model.row(first) || !model.row(last)) {
            QElapsedTimer turn;
            turn.start();
            QCoreApplication::processEvents();
            longestTurn = std::max(longestTurn, turn.nsecsElapsed());
        }
        frames.paint();
    }
    out << frames.count() << " frames: median " << frames.at(0.5) << " ms, 99th percentile "
        << frames.at(0.99) << " ms, longest " << frames.at(1) << " ms; longest turn of the event "
        << "loop between them " << double(longestTurn) / 1e6 << " ms\n";
    out << "memory after scrolling: " << memory("VmRSS:") << ", peak " << memory("VmHWM:") << "\n";
    return 0;
}

/// Measures how long each event holds the window's thread: by the clock, and by the processor,
/// which others that run on the machine don't lengthen.
class TimedApplication : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject *receiver, QEvent *event) override
    {
        // Every thread's events pass here. Within another, one is counted by that.
        if (QThread::currentThread() != thread() || m_within)
            return QApplication::notify(receiver, event);
        m_within = true;
        // Either may be gone afterwards.
        const QByteArray what = QByteArray(receiver->metaObject()->className()) + " (event "
            + QByteArray::number(int(event->type())) + ')';
        QElapsedTimer timer;
        timer.start();
        const double before = processorMs();
        const bool result = QApplication::notify(receiver, event);
        const double processor = processorMs() - before;
        m_clock.push_back(double(timer.nsecsElapsed()) / 1e6);
        m_processor.push_back(processor);
        double &longest = m_longest[what];
        longest = std::max(longest, processor);
        m_within = false;
        return result;
    }
    void print(QTextStream &out)
    {
        out << m_clock.size() << " events\n";
        print(out, "by the clock    ", m_clock);
        print(out, "by the processor", m_processor);
        std::vector<std::pair<double, QByteArray>> longest;
        for (const auto &[what, ms] : m_longest)
            longest.emplace_back(ms, what);
        std::sort(longest.rbegin(), longest.rend());
        longest.resize(std::min<size_t>(longest.size(), 5));
        for (const auto &[ms, what] : longest)
            out << "  " << what << " at most " << ms << " ms\n";
        out.flush();
    }
    void restart()
    {
        m_clock.clear();
        m_processor.clear();
        m_longest.clear();
    }

private:
    static double processorMs()
    {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
    }
    static void print(QTextStream &out, const char *title, std::vector<double> &ms)
    {
        std::sort(ms.begin(), ms.end());
        const auto above = std::upper_bound(ms.begin(), ms.end(), 10.0);
        const auto at = [&ms](double share) {
            return ms[std::min(ms.size() - 1, size_t(double(ms.size()) * share))];
        };
        out << "  " << title << "  99th percentile " << at(0.99) << " ms, 99.9th " << at(0.999)
            << " ms, longest " << at(1) << " ms; " << ms.end() - above << " above 10 ms\n";
    }

    std::vector<double> m_clock, m_processor;
    std::map<QByteArray, double> m_longest;
    bool m_within = false;
};

/// The account of the profile is synchronised while the window is open and scrolled; it ends once
/// `messages` are in the list.
int measureWhileSynchronising(int argc, char *argv[], const QString &directory, int messages)
{
    TimedApplication application(argc, argv);
    Store store(pathsUnder(directory), Store::Access::ReadWrite, Clock::system());
    Preferences preferences(pathsUnder(directory).config);
    CredentialStore credentials;
    const BackendRegistry registry = BackendRegistry::standard();
    Engine engine(store, registry, credentials, preferences);
    MainWindow window(store, engine, preferences);
    window.resize(1280, 800);
    window.show();
    waitFor([&] { return window.messageList().isVisible(); });
    application.restart(); // what building the window takes is another measure
    QElapsedTimer timer;
    timer.start();
    engine.start();
    MessageListModel &model = window.messageModel();
    QScrollBar &bar = *window.messageList().verticalScrollBar();
    QTimer scroll;
    QObject::connect(&scroll, &QTimer::timeout, &bar, [&bar] {
        bar.setValue(bar.value() < bar.maximum() ? bar.value() + bar.pageStep() : 0);
    });
    scroll.start(100);
    waitFor([&] { return model.rowCount() >= messages || timer.hasExpired(600'000); });
    QTextStream out(stdout);
    out << model.rowCount() << " in the list after " << double(timer.elapsed()) / 1000
        << " s; memory " << memory("VmRSS:") << ", peak " << memory("VmHWM:") << "\n";
    application.print(out);
    return model.rowCount() >= messages ? 0 : 1;
}

/// Messages whose text isn't here are opened, as the window opens them, one after the other: their
/// folder is open since the start, and the first pass is over for as long as it takes somebody to
/// choose one. Prints the milliseconds that each took.
int measureOpening(int argc, char *argv[], const QString &directory, int messages)
{
    const QCoreApplication application(argc, argv);
    Store store(pathsUnder(directory), Store::Access::ReadWrite, Clock::system());
    Preferences preferences(pathsUnder(directory).config);
    CredentialStore credentials;
    const BackendRegistry registry = BackendRegistry::standard();
    Engine engine(store, registry, credentials, preferences);
    bool synchronised = false;
    QObject::connect(&engine, &Engine::passFinished, &engine,
                     [&](const SyncSummary &summary) { synchronised = !summary.error; });
    MailReader reader(store);
    const auto inbox =
        reader.folderByRole(reader.accounts().constFirst().id, FolderRole::Inbox).value();
    engine.start();
    engine.setOpenFolder(inbox.id);
    waitFor([&] { return synchronised; });
    bool chosen = false;
    QTimer::singleShot(2'000, &engine, [&chosen] { chosen = true; });
    waitFor([&] { return chosen; });
    QTextStream out(stdout);
    for (const MessageRow &row : reader.page({{inbox.id}}, messages)) {
        if (row.content >= ContentLevel::Text)
            continue;
        bool done = false;
        QElapsedTimer timer;
        timer.start();
        engine.fetchShown(row.id, textSelection(reader.detail(row.id)->structure), &engine,
                          [&](const std::optional<MailError> &error) {
                              if (error)
                                  qFatal("%s", qPrintable(error->sentence));
                              done = true;
                          });
        waitFor([&] { return done; });
        out << timer.elapsed() << '\n';
        out.flush();
    }
    return 0;
}

int runSelf(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(QCoreApplication::applicationFilePath(), arguments);
    process.waitForFinished(-1);
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 1;
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc == 3 && qstrcmp(argv[1], "--measure") == 0)
        return measureWindow(argc, argv, QString::fromLocal8Bit(argv[2]));
    if (argc == 4 && qstrcmp(argv[1], "--sync") == 0)
        return measureWhileSynchronising(argc, argv, QString::fromLocal8Bit(argv[2]),
                                         QByteArray(argv[3]).toInt());
    if (argc == 4 && qstrcmp(argv[1], "--open") == 0)
        return measureOpening(argc, argv, QString::fromLocal8Bit(argv[2]),
                              QByteArray(argv[3]).toInt());
    const QCoreApplication application(argc, argv);
    if (argc == 4 && qstrcmp(argv[1], "--fill") == 0)
        return fillProfile(QString::fromLocal8Bit(argv[2]), QByteArray(argv[3]).toLongLong());
    const QString messages = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("1000000");
    const ThrowAwayProfile profile;
    const int filled = runSelf({QStringLiteral("--fill"), profile.directory(), messages});
    return filled != 0 ? filled : runSelf({QStringLiteral("--measure"), profile.directory()});
}
