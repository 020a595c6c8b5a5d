// SPDX-License-Identifier: MIT
#include "engine/headerreceiver.h"

#include "mail/limits.h"
#include "mail/messagereader.h"

#include <algorithm>

namespace Turnstone {

namespace {
constexpr qsizetype headersACommit = 1000;
constexpr qsizetype headersOfFirstCommit = 50; ///< a list fills at once
constexpr qint64 headersCommitMs = 300;
constexpr qsizetype freshHeadersKept = 100;
} // namespace

HeaderReceiver::HeaderReceiver(MailWriter &writer, RemoteFolderId folder)
    : m_writer(writer)
    , m_folder(folder)
{
    m_sinceFlush.start();
}

void HeaderReceiver::expect(const QByteArray &key, qint64 size)
{
    m_sizes.insert(key, size);
}

void HeaderReceiver::begin(const RemoteKey &remote)
{
    m_key = remote.key;
    m_header.clear();
}

// "HEADER", or the whole message from a server that can't do less.
void HeaderReceiver::section(const QByteArray &)
{ }

void HeaderReceiver::data(QByteArrayView bytes)
{
    const qsizetype room = Limits::headerBytes - m_header.size();
    if (room > 0)
        m_header.append(bytes.first(std::min(room, bytes.size())));
}

void HeaderReceiver::end()
{
    const auto size = m_sizes.constFind(m_key);
    if (size == m_sizes.constEnd())
        return;
    const QByteArrayView header = headerBlock(m_header);
    IncomingMessage message;
    message.key = m_key;
    message.size = *size;
    message.envelope = readEnvelope(header);
    message.header = headerFingerprint(header);
    message.mayHaveAttachments = mayHaveAttachments(header);
    message.fingerprint = envelopeFingerprint(message.envelope, message.size);
    m_arrived.append(std::move(message));
    m_sizes.erase(size);
    const qsizetype most = m_done == 0 ? headersOfFirstCommit : headersACommit;
    if (m_arrived.size() >= most || m_sinceFlush.hasExpired(headersCommitMs))
        flush();
}

void HeaderReceiver::missing(const RemoteKey &remote, const MailError &why)
{
    // Nothing of it is here; the next pass asks again.
    m_sizes.remove(remote.key);
    if (!m_firstFailure)
        m_firstFailure = why;
}

void HeaderReceiver::flush()
{
    m_sinceFlush.restart();
    if (m_arrived.isEmpty())
        return;
    // They come newest first; the older gets the lower id, by which a list orders one second's
    // mail.
    std::reverse(m_arrived.begin(), m_arrived.end());
    WriteTransaction transaction(m_writer);
    const MailWriter::HeadersArrived arrived = m_writer.headersArrived(m_folder, m_arrived);
    transaction.commit();
    m_done += m_arrived.size();
    m_created += arrived.created.size();
    for (auto it = arrived.created.crbegin(); it != arrived.created.crend(); ++it) {
        if (m_fresh.size() < freshHeadersKept)
            m_fresh.append(it->placement);
    }
    m_arrived.clear();
    if (onProgress)
        onProgress(m_done);
}

} // namespace Turnstone
