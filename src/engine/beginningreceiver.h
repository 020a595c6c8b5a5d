// SPDX-License-Identifier: MIT
#pragma once

#include "engine/contentpipeline.h"

namespace Turnstone {

/// Takes the beginnings of messages that can't be had in parts (POP3's TOP), and passes on what
/// stands there whole: the text where it came to its end, the whole message where that is no
/// longer, and else the header alone. So a large message can be read without its attachments, and
/// one that gave no text isn't asked for its beginning again. One connection thread.
class BeginningReceiver : public ContentSink {
public:
    /// `lines` were asked for of each body.
    BeginningReceiver(ContentPipeline &, int lines);

    /// What the next fetch is asked for. `size` as the server lists it, bytes.
    void expect(const QByteArray &key, MessageId message, qint64 size);

    void begin(const RemoteKey &) override;
    void section(const QByteArray &section) override;
    void data(QByteArrayView bytes) override;
    void end() override;
    void missing(const RemoteKey &, const MailError &why) override;

private:
    struct Wanted {
        MessageId message;
        qint64 size = 0;
    };
    struct Piece {
        QByteArray section;
        QByteArray bytes;
    };
    void pass(MessageId message, ContentLevel level, const BodyStructure &structure,
              const QList<Piece> &pieces);

    ContentPipeline &m_pipeline;
    const int m_lines;
    QHash<QByteArray, Wanted> m_wanted;
    RemoteKey m_key;
    QByteArray m_beginning;
    bool m_isBeginning = false; ///< else the server gave all of it
    bool m_cut = false; ///< longer than what is taken
};

} // namespace Turnstone
