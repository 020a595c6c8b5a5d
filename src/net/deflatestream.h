// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <memory>

namespace Turnstone {

/// Both directions of a connection under DEFLATE (RFC 1951, as RFC 4978 wants it: raw, without a
/// zlib header, each burst ended by a flush). Memory is some 300 KB and does not grow with what
/// comes out: a few bytes that inflate to gigabytes come in pieces like anything else. One thread.
class DeflateStream {
public:
    static constexpr qsizetype pieceBytes = 256 * 1024;

    DeflateStream();
    ~DeflateStream();

    /// The bytes to send, such that the other side can read all of `plain` from them.
    QByteArray compressed(const QByteArray &plain);
    /// Received bytes, to be taken out by `piece`.
    void feed(const QByteArray &bytes);
    /// The next at most `pieceBytes` that came out; empty until more is fed. Throws MailError
    /// (Protocol, session, Later) where the bytes are no DEFLATE stream, or the stream ends.
    QByteArray piece();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Turnstone
