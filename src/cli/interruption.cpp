// SPDX-License-Identifier: MIT
#include "cli/interruption.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace Turnstone {

namespace {

constexpr std::array<int, 3> endingSignals{SIGINT, SIGTERM, SIGHUP};
volatile sig_atomic_t interruptionPipe = -1;

extern "C" void noteInterruption(int)
{
    const char byte = 0;
    // Nothing else is safe here; a full pipe says the same already.
    [[maybe_unused]] const ssize_t written = write(interruptionPipe, &byte, 1);
}

} // namespace

Interruption::Interruption(QObject *parent)
    : QObject(parent)
{
    if (pipe2(m_ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    interruptionPipe = m_ends[1];
    m_notifier = std::make_unique<QSocketNotifier>(m_ends[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Interruption::readSignal);
    struct sigaction action = {};
    action.sa_handler = noteInterruption;
    for (const int number : endingSignals)
        sigaction(number, &action, nullptr);
}

Interruption::~Interruption()
{
    for (const int number : endingSignals)
        std::signal(number, SIG_DFL);
    m_notifier.reset();
    for (const int end : m_ends)
        close(end);
}

void Interruption::readSignal()
{
    char byte = 0;
    while (read(m_ends[0], &byte, 1) == 1) { }
    Q_EMIT interrupted();
}

} // namespace Turnstone
