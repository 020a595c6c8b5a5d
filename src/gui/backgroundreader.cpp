// SPDX-License-Identifier: MIT
#include "gui/backgroundreader.h"

namespace Turnstone {

BackgroundReader::BackgroundReader(Store &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_worker(new QObject)
{
    m_worker->moveToThread(&m_thread);
    // The connection ends in the thread that made it.
    connect(&m_thread, &QThread::finished, m_worker, [this] {
        m_reader.reset();
        m_worker->deleteLater();
    });
    m_thread.setObjectName(QStringLiteral("reader"));
    m_thread.start();
}

BackgroundReader::~BackgroundReader()
{
    m_stopping = true;
    m_thread.quit();
    m_thread.wait();
}

MailReader &BackgroundReader::reader()
{
    if (!m_reader)
        m_reader = std::make_unique<MailReader>(m_store);
    return *m_reader;
}

void BackgroundReader::deliver(std::function<void()> function)
{
    QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
}

} // namespace Turnstone
