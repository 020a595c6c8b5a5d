// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

struct ZSTD_CCtx_s;

namespace Turnstone {

/// How a piece of content is kept: a zstd frame, or, where most of the piece are full lines of
/// base64 (RFC 2045 6.8), what they stand for and the rest, a frame each. That is a quarter smaller
/// than the lines and cheaper to make than compressing them, and gives back every byte: only lines
/// that have one spelling are taken. Pieces are at most contentChunkBytes.
///
/// The second form, so that it can be told from a zstd frame (RFC 8878 3.1.1: 28 B5 2F FD):
///   'B', then as variable-length numbers: runs; for each the bytes that stand before it, its
///   lines, their characters without CRLF; then the size of the first frame; the frame of what
///   isn't in lines; the frame of the lines' bytes.
class ChunkPacker {
public:
    ChunkPacker();
    ~ChunkPacker();
    QByteArray packed(QByteArrayView raw);

private:
    struct Run {
        qsizetype before; ///< bytes between the run before and this one
        qsizetype lines;
        qsizetype characters; ///< of a line, without CRLF
    };
    void findRuns(QByteArrayView raw);
    void appendFrame(QByteArray &to, QByteArrayView bytes);
    bool repeats(QByteArrayView bytes);

    ZSTD_CCtx_s *m_context;
    QByteArray m_scratch; ///< kept, so that each piece needs only what it comes to
    std::vector<Run> m_runs;
    QByteArray m_plain; ///< what isn't in runs
    QByteArray m_decoded; ///< what the runs stand for
};

/// Undoes it into `raw`; false where the bytes are damaged or don't come to `size`.
bool unpackChunk(QByteArrayView packed, qsizetype size, QByteArray *raw);

} // namespace Turnstone
