// SPDX-License-Identifier: MIT
#pragma once

#include "backend/remote.h"
#include "store/mailwriter.h"

#include <QElapsedTimer>
#include <functional>

namespace Turnstone {

/// Makes messages known by their headers alone, over a protocol where only fetching tells what a
/// message is: what the list shows comes first, and content afterwards, as far as it is wanted.
/// What a header says is never taken for more than that: no content is stored, and no hash of it.
/// One connection thread.
class HeaderReceiver : public ContentSink {
public:
    HeaderReceiver(MailWriter &, RemoteFolderId);

    /// What the next fetch is asked for. Keys as in RemoteKey::key; `size` as the server lists it.
    void expect(const QByteArray &key, qint64 size);
    /// Called after each batch that was written, with how many are done.
    std::function<void(qint64 done)> onProgress;
    /// Writes what has come; call after each fetch. Throws MailError.
    void flush();

    /// Messages that are new here, and of them the first that came, for a notification.
    qint64 created() const { return m_created; }
    const QList<PlacementId> &fresh() const { return m_fresh; }
    const std::optional<MailError> &firstFailure() const { return m_firstFailure; }

    void begin(const RemoteKey &) override;
    void section(const QByteArray &section) override;
    void data(QByteArrayView bytes) override;
    void end() override;
    void missing(const RemoteKey &, const MailError &why) override;

private:
    MailWriter &m_writer;
    RemoteFolderId m_folder;
    QHash<QByteArray, qint64> m_sizes;
    QByteArray m_key;
    QByteArray m_header;
    QList<IncomingMessage> m_arrived;
    QElapsedTimer m_sinceFlush;
    qint64 m_done = 0;
    qint64 m_created = 0;
    QList<PlacementId> m_fresh;
    std::optional<MailError> m_firstFailure;
};

} // namespace Turnstone
