// SPDX-License-Identifier: MIT
#pragma once

#include "backend/remote.h"
#include "store/mailwriter.h"

#include <QElapsedTimer>
#include <functional>

namespace Turnstone {

/// Takes content off a connection into the store: each message's bytes are durable before the index
/// names them, and several messages share one commit. What is buffered stays small: bytes go to the
/// compressor as they come; only what a preview or a parse needs is kept. One connection thread.
class ContentReceiver : public ContentSink {
public:
    struct Target {
        MessageId message; ///< for a message that isn't in the index yet: reserved
        ContentLevel level = ContentLevel::Everything;
        BodyStructure structure; ///< empty where only the bytes can tell
        /// Set for a message that exists only once its bytes are here (POP3).
        std::optional<IncomingMessage> fresh;
    };
    struct Result {
        qint64 stored = 0;
        qint64 failed = 0;
        std::optional<MailError> firstFailure;
        QList<Binding> created; ///< of fresh messages
    };

    ContentReceiver(Store &, MailWriter &, AccountId, RemoteFolderId);
    ~ContentReceiver() override;

    /// What the next fetch is asked for. Keys as in RemoteKey::key.
    void expect(const QByteArray &key, Target target);
    /// Called after each message, with how many are done.
    std::function<void(qint64 done)> onProgress;
    /// Commits what is whole; call after each fetch. Throws MailError.
    void flush();
    const Result &result() const { return m_result; }

    void begin(const RemoteKey &) override;
    void section(const QByteArray &section) override;
    void data(QByteArrayView bytes) override;
    void end() override;
    void missing(const RemoteKey &, const MailError &why) override;

private:
    struct Arrived {
        QByteArray key;
        Target target;
        ContentWriter::Stored stored;
        QString preview;
        std::optional<Envelope> envelope;
        BodyStructure structure;
    };
    void keepPrefix(QByteArrayView bytes);
    void describe(Arrived &arrived) const;

    Store &m_store;
    MailWriter &m_writer;
    RemoteFolderId m_folder;
    ContentWriter m_content;
    QHash<QByteArray, Target> m_expected;
    QList<Arrived> m_arrived;
    QElapsedTimer m_sinceFirst;
    qint64 m_arrivedBytes = 0;
    Result m_result;

    // The message that is coming in.
    bool m_open = false;
    QByteArray m_key;
    QByteArray m_section;
    QByteArray m_previewSection;
    QByteArray m_prefix;
    qint64 m_messageBytes = 0;
    qsizetype m_prefixLimit = 0;
};

} // namespace Turnstone
