// SPDX-License-Identifier: MIT
#include "engine/contentpipeline.h"

#include "base/cryptothread.h"

#include <QThread>

namespace Turnstone {

namespace {
// Handing over costs a wake-up, so many small messages go together; a message on a slow line must
// not wait for others.
constexpr qint64 loadBytes = 256 * 1024;
constexpr size_t loadSteps = 512;
constexpr qint64 loadMs = 100;
constexpr qint64 waitingBytesMax = 8 * 1024 * 1024;
} // namespace

ContentPipeline::ContentPipeline(Store &store, AccountId account, RemoteFolderId folder,
                                 Wakeup &wakeup)
    : m_store(store)
    , m_account(account)
    , m_folder(folder)
    , m_wakeup(wakeup)
    , m_loads(waitingBytesMax)
{
    m_sinceHanded.start();
}

ContentPipeline::~ContentPipeline()
{
    if (!m_thread)
        return;
    m_loads.drop();
    m_thread->wait();
}

void ContentPipeline::expect(const QByteArray &key, ContentReceiver::Target target)
{
    m_filling.steps.push_back(Expect{key, std::move(target)});
}

void ContentPipeline::begin(const RemoteKey &key)
{
    add(Begin{key});
}

void ContentPipeline::section(const QByteArray &section)
{
    add(Section{section});
}

void ContentPipeline::data(QByteArrayView bytes)
{
    // Into the step before where there is one: few steps, whatever a server sends at once.
    Data *last = m_filling.steps.empty() ? nullptr : std::get_if<Data>(&m_filling.steps.back());
    if (!last) {
        m_filling.steps.push_back(Data{});
        last = &std::get<Data>(m_filling.steps.back());
    }
    if (m_filling.bytes.capacity() < loadBytes)
        m_filling.bytes.reserve(loadBytes + loadBytes / 4); // what comes last goes beyond
    m_filling.bytes.append(bytes);
    last->bytes += bytes.size();
    if (m_filling.bytes.size() >= loadBytes)
        hand();
}

void ContentPipeline::end()
{
    add(End{});
    if (m_sinceHanded.hasExpired(loadMs))
        hand();
    ++m_ended;
    if (onProgress)
        onProgress(m_ended);
}

void ContentPipeline::missing(const RemoteKey &key, const MailError &why)
{
    add(Missing{key, why});
}

void ContentPipeline::add(Step step)
{
    m_filling.steps.push_back(std::move(step));
    if (m_filling.steps.size() >= loadSteps)
        hand();
}

void ContentPipeline::hand()
{
    if (!m_thread) {
        m_thread.reset(QThread::create([this] { run(); }));
        m_thread->setObjectName(QStringLiteral("content"));
        m_thread->start();
    }
    const qint64 bytes = m_filling.bytes.size();
    m_loads.push(std::exchange(m_filling, {}), bytes, m_wakeup);
    m_sinceHanded.restart();
}

void ContentPipeline::finish()
{
    if (!m_filling.steps.empty())
        hand();
    if (!m_thread)
        return;
    m_loads.close();
    m_thread->wait();
    m_loads.rethrowFailure();
}

void ContentPipeline::run()
{
    const CryptoThread crypto;
    try {
        MailWriter writer(m_store);
        ContentReceiver receiver(m_store, writer, m_account, m_folder);
        while (std::optional<Load> load = m_loads.take()) {
            QByteArrayView bytes = load->bytes;
            for (Step &step : load->steps) {
                if (m_loads.isDropped())
                    return;
                perform(receiver, step, bytes);
                m_stored = receiver.result().stored;
            }
        }
        if (m_loads.isDropped())
            return;
        receiver.flush();
        m_stored = receiver.result().stored;
        m_result = receiver.result();
    } catch (...) {
        m_loads.fail(std::current_exception());
    }
}

void ContentPipeline::perform(ContentReceiver &receiver, Step &step, QByteArrayView &bytes)
{
    if (const auto *data = std::get_if<Data>(&step)) {
        receiver.data(bytes.first(data->bytes));
        bytes = bytes.sliced(data->bytes);
    } else if (auto *expected = std::get_if<Expect>(&step)) {
        receiver.expect(expected->key, std::move(expected->target));
    } else if (auto *begun = std::get_if<Begin>(&step)) {
        receiver.begin(begun->key);
    } else if (auto *section = std::get_if<Section>(&step)) {
        receiver.section(section->section);
    } else if (auto *missing = std::get_if<Missing>(&step)) {
        receiver.missing(missing->key, missing->why);
    } else {
        receiver.end();
    }
}

} // namespace Turnstone
