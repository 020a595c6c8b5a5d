// SPDX-License-Identifier: MIT
#include "gui/composer/seenaddresscompleter.h"

#include "base/log.h"
#include "store/addresssuggestions.h"

namespace Turnstone {

namespace {
constexpr int quietMs = 4'000;
}

SeenAddressCompleter::SeenAddressCompleter(Store &store, QObject *parent)
    : AddressCompleter(parent)
    , m_store(store)
    , m_worker(new QObject)
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    // What it reads has time; the window and the mail itself haven't.
    m_thread.start(QThread::LowPriority);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietMs);
    connect(&m_quiet, &QTimer::timeout, this, &SeenAddressCompleter::collectNow);
    connect(&store.notifier(), &StoreNotifier::changed, this, [this](const ChangeSet &changes) {
        if (changes.many || !changes.added.isEmpty())
            m_quiet.start();
    });
    m_quiet.start();
}

SeenAddressCompleter::~SeenAddressCompleter()
{
    m_stopping = true;
    QMetaObject::invokeMethod(m_worker, [this] {
        m_seen.reset();
        m_reader.reset();
    });
    m_thread.quit();
    m_thread.wait();
}

void SeenAddressCompleter::post(std::function<void(SeenAddresses &)> job)
{
    QMetaObject::invokeMethod(m_worker, [this, job = std::move(job)] {
        if (m_stopping)
            return;
        try {
            if (!m_seen)
                m_seen = std::make_unique<SeenAddresses>(m_store);
            job(*m_seen);
        } catch (const MailError &error) {
            // Nothing is lost but proposals, until the next time.
            qCWarning(lcStore) << "addresses that were seen:" << error.sentence;
        }
    });
}

MailReader &SeenAddressCompleter::reader()
{
    if (!m_reader)
        m_reader = std::make_unique<MailReader>(m_store);
    return *m_reader;
}

void SeenAddressCompleter::ask(const QString &typed)
{
    const quint64 number = ++m_asked;
    post([this, typed, number](SeenAddresses &seen) {
        if (number != m_asked)
            return; // more was typed meanwhile
        ContactReader contacts(reader());
        const QList<AddressSuggestion> found = suggestAddresses(seen, contacts, typed);
        QMetaObject::invokeMethod(this, [this, typed, found] { Q_EMIT answered(typed, found); });
    });
}

void SeenAddressCompleter::collectNow()
{
    if (m_store.access() != Store::Access::ReadWrite)
        return;
    const quint64 before = m_asked;
    post([this, before](SeenAddresses &seen) {
        const bool all = seen.collect([this, before] { return m_stopping || m_asked != before; });
        QMetaObject::invokeMethod(this, [this, all] {
            if (all)
                Q_EMIT collected();
            else
                m_quiet.start();
        });
    });
}

} // namespace Turnstone
