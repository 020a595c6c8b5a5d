// SPDX-License-Identifier: MIT
#pragma once

#include "gui/composer/addresscompleter.h"
#include "store/store.h"

#include <QThread>
#include <QTimer>
#include <atomic>
#include <memory>

namespace Turnstone {

class MailReader;
class SeenAddresses;

/// Proposes who is in the address book and whom mail was exchanged with. Collects the latter in a
/// thread of its own while nobody asks: some seconds after mail came, and once at the start. Main
/// thread.
class SeenAddressCompleter : public AddressCompleter {
    Q_OBJECT
public:
    explicit SeenAddressCompleter(Store &, QObject *parent = nullptr);
    /// Waits for the transaction that runs, some milliseconds.
    ~SeenAddressCompleter() override;

    void ask(const QString &typed) override;
    /// Takes in what is new without waiting for a quiet moment.
    void collectNow();

Q_SIGNALS:
    void collected(); ///< all that was there

private:
    void post(std::function<void(SeenAddresses &)> job);
    MailReader &reader();

    Store &m_store;
    QThread m_thread;
    QObject *m_worker;
    QTimer m_quiet;
    std::unique_ptr<SeenAddresses> m_seen; ///< made, used and ended in m_thread, as is the next
    std::unique_ptr<MailReader> m_reader;
    std::atomic<quint64> m_asked = 0; ///< questions: a collection makes way for one
    std::atomic<bool> m_stopping = false;
};

} // namespace Turnstone
