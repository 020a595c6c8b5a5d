// SPDX-License-Identifier: MIT
#include "store/chunkcodec.h"

#include "store/contentdatabase.h"

#include <zstd.h>

#include <array>
#include <cstring>

namespace Turnstone {

namespace {

constexpr char unfoldedMark = 'B';
constexpr int usualLevel = 3;
constexpr qsizetype sampleBytes = 16 * 1024;
constexpr qsizetype sampledFrom = 64 * 1024; ///< smaller pieces cost little either way
constexpr qsizetype shortestLine = 40;
constexpr qsizetype longestLine = 998; // RFC 5322 2.1.1
constexpr qsizetype fewestLines = 16; ///< below, a run saves nothing
constexpr qsizetype leastInRuns = 4 * 1024;

constexpr const char *base64Alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr quint32 notBase64 = 0x8000'0000;

/// The bits that a character adds to three bytes (first byte lowest), by its place in a group.
using GroupTable = std::array<std::array<quint32, 256>, 4>;

constexpr GroupTable makeGroupTable()
{
    GroupTable table{};
    for (auto &place : table)
        place.fill(notBase64);
    for (quint32 value = 0; value < 64; ++value) {
        const auto c = static_cast<unsigned char>(base64Alphabet[value]);
        table[0][c] = value << 2;
        table[1][c] = (value >> 4) | ((value & 0x0f) << 12);
        table[2][c] = ((value >> 2) << 8) | ((value & 0x03) << 22);
        table[3][c] = value << 16;
    }
    return table;
}

/// Two characters for each twelve bits.
constexpr std::array<std::array<char, 2>, 4096> makePairTable()
{
    std::array<std::array<char, 2>, 4096> table{};
    for (size_t i = 0; i < table.size(); ++i)
        table[i] = {base64Alphabet[i >> 6], base64Alphabet[i & 63]};
    return table;
}

constexpr GroupTable groupTable = makeGroupTable();
constexpr auto pairTable = makePairTable();

/// `size` characters, a multiple of 4, to `to`, which has a byte more than the result; false where
/// one isn't of the alphabet.
bool decodeLine(const char *from, qsizetype size, char *to)
{
    const auto *c = reinterpret_cast<const unsigned char *>(from);
    quint32 seen = 0;
    for (qsizetype i = 0; i < size; i += 4, c += 4, to += 3) {
        const quint32 group =
            groupTable[0][c[0]] | groupTable[1][c[1]] | groupTable[2][c[2]] | groupTable[3][c[3]];
        seen |= group;
        to[0] = char(group & 0xff);
        to[1] = char((group >> 8) & 0xff);
        to[2] = char((group >> 16) & 0xff);
    }
    return (seen & notBase64) == 0;
}

/// `size` bytes, a multiple of 3.
char *encodeLine(const unsigned char *from, qsizetype size, char *to)
{
    for (qsizetype i = 0; i < size; i += 3, from += 3, to += 4) {
        std::memcpy(to, pairTable[size_t(from[0] << 4 | from[1] >> 4)].data(), 2);
        std::memcpy(to + 2, pairTable[size_t((from[1] & 0x0f) << 8 | from[2])].data(), 2);
    }
    return to;
}

void appendNumber(QByteArray &to, qsizetype value)
{
    auto rest = quint64(value);
    for (; rest >= 0x80; rest >>= 7)
        to.append(char(rest | 0x80));
    to.append(char(rest));
}

/// -1 where there is none, or one beyond a piece's size.
qsizetype takeNumber(QByteArrayView &from)
{
    quint64 value = 0;
    for (int shift = 0; shift < 28 && !from.isEmpty(); shift += 7) {
        const auto byte = quint8(from.front());
        from = from.sliced(1);
        value |= quint64(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value <= quint64(contentChunkBytes) ? qsizetype(value) : -1;
    }
    return -1;
}

bool unpackFrame(QByteArrayView frame, char *to, qsizetype size)
{
    const size_t unpacked = ZSTD_decompress(to, size_t(size), frame.data(), size_t(frame.size()));
    return !ZSTD_isError(unpacked) && qsizetype(unpacked) == size;
}

void appendLittleEndian(QByteArray &to, quint32 value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        to.append(char((value >> (8 * i)) & 0xff));
}

/// A zstd frame of raw blocks (RFC 8878 3.1.1): what doesn't repeat is copied, once.
void appendStored(QByteArray &to, QByteArrayView bytes)
{
    constexpr qsizetype blockBytes = 128 * 1024; // the most that a block may hold
    appendLittleEndian(to, 0xfd2fb528u, 4);
    to.append(char(0xa0)); // a single segment, its size in four bytes
    appendLittleEndian(to, quint32(bytes.size()), 4);
    do {
        const QByteArrayView block = bytes.first(std::min(bytes.size(), blockBytes));
        bytes = bytes.sliced(block.size());
        appendLittleEndian(to, quint32(block.size()) << 3 | quint32(bytes.isEmpty()), 3);
        to.append(block);
    } while (!bytes.isEmpty());
}

bool unfold(QByteArrayView packed, qsizetype size, QByteArray *raw)
{
    struct Run {
        qsizetype before, lines, characters;
    };
    const qsizetype count = takeNumber(packed);
    if (count < 0 || count > size)
        return false;
    std::vector<Run> runs;
    qsizetype plainBytes = size, decodedBytes = 0;
    for (qsizetype i = 0; i < count; ++i) {
        const Run run{takeNumber(packed), takeNumber(packed), takeNumber(packed)};
        if (run.before < 0 || run.lines < 0 || run.characters < 4 || run.characters % 4 != 0
            || run.lines > plainBytes / (run.characters + 2))
            return false;
        plainBytes -= run.lines * (run.characters + 2);
        decodedBytes += run.lines * (run.characters / 4 * 3);
        runs.push_back(run);
    }
    const qsizetype plainFrame = takeNumber(packed);
    if (plainFrame < 0 || plainFrame > packed.size())
        return false;
    QByteArray plain(plainBytes, Qt::Uninitialized), decoded(decodedBytes, Qt::Uninitialized);
    if (!unpackFrame(packed.first(plainFrame), plain.data(), plainBytes)
        || !unpackFrame(packed.sliced(plainFrame), decoded.data(), decodedBytes))
        return false;

    char *to = raw->data();
    const char *rest = plain.constData();
    const char *const restEnd = rest + plainBytes;
    const auto *bytes = reinterpret_cast<const unsigned char *>(decoded.constData());
    for (const Run &run : runs) {
        if (run.before > restEnd - rest)
            return false;
        std::memcpy(to, rest, size_t(run.before));
        to += run.before;
        rest += run.before;
        const qsizetype lineBytes = run.characters / 4 * 3;
        for (qsizetype line = 0; line < run.lines; ++line, bytes += lineBytes) {
            to = encodeLine(bytes, lineBytes, to);
            *to++ = '\r';
            *to++ = '\n';
        }
    }
    std::memcpy(to, rest, size_t(restEnd - rest));
    return true;
}

} // namespace

ChunkPacker::ChunkPacker()
    : m_context(ZSTD_createCCtx())
{ }

ChunkPacker::~ChunkPacker()
{
    ZSTD_freeCCtx(m_context);
}

/// Runs of equally long lines, their bytes in m_decoded and everything else in m_plain.
void ChunkPacker::findRuns(QByteArrayView raw)
{
    m_runs.clear();
    m_plain.resize(0);
    m_decoded.resize(0);
    qsizetype at = 0, told = 0;
    while (at < raw.size()) {
        const void *found = std::memchr(raw.data() + at, '\n', size_t(raw.size() - at));
        if (!found)
            break;
        const qsizetype next = static_cast<const char *>(found) - raw.data() + 1;
        const qsizetype characters = next - at - 2;
        if (characters < shortestLine || characters > longestLine || characters % 4 != 0
            || raw[next - 2] != '\r') {
            at = next;
            continue;
        }
        const qsizetype lineBytes = characters / 4 * 3;
        const qsizetype most = (raw.size() - at) / (characters + 2);
        const qsizetype decodedBefore = m_decoded.size();
        qsizetype lines = 0;
        for (; lines < most; ++lines) {
            const char *line = raw.data() + at + lines * (characters + 2);
            if (line[characters] != '\r' || line[characters + 1] != '\n')
                break;
            const qsizetype end = decodedBefore + lines * lineBytes;
            if (m_decoded.size() < end + lineBytes) {
                // Room for the lines to come, at first for few: most lines of text aren't base64.
                const qsizetype wanted = lines == 0 ? 1 : lines < fewestLines ? fewestLines : most;
                m_decoded.resize(decodedBefore + std::min(most, wanted) * lineBytes);
            }
            if (!decodeLine(line, characters, m_decoded.data() + end))
                break;
        }
        if (lines < fewestLines) {
            m_decoded.resize(decodedBefore);
            at += std::max<qsizetype>(lines, 1) * (characters + 2);
            continue;
        }
        m_decoded.resize(decodedBefore + lines * lineBytes);
        m_runs.push_back({at - told, lines, characters});
        m_plain.append(raw.sliced(told, at - told));
        at += lines * (characters + 2);
        told = at;
    }
    m_plain.append(raw.sliced(told));
}

/// Whether compressing it is worth the time.
bool ChunkPacker::repeats(QByteArrayView bytes)
{
    if (bytes.size() < sampledFrom)
        return true;
    const QByteArrayView sample = bytes.sliced(bytes.size() / 2, sampleBytes);
    m_scratch.resize(std::max(m_scratch.size(), qsizetype(ZSTD_compressBound(sampleBytes))));
    const size_t size = ZSTD_compressCCtx(m_context, m_scratch.data(), size_t(m_scratch.size()),
                                          sample.data(), size_t(sample.size()), 1);
    return !ZSTD_isError(size) && qsizetype(size) <= sampleBytes * 15 / 16;
}

void ChunkPacker::appendFrame(QByteArray &to, QByteArrayView bytes)
{
    if (!repeats(bytes)) {
        appendStored(to, bytes);
        return;
    }
    const size_t bound = ZSTD_compressBound(size_t(bytes.size()));
    if (size_t(m_scratch.size()) < bound)
        m_scratch = QByteArray(qsizetype(bound), Qt::Uninitialized);
    const size_t size = ZSTD_compressCCtx(m_context, m_scratch.data(), bound, bytes.data(),
                                          size_t(bytes.size()), usualLevel);
    Q_ASSERT(!ZSTD_isError(size)); // the bound holds, and there is no other way to fail
    to.append(QByteArrayView(m_scratch.constData(), qsizetype(size)));
}

QByteArray ChunkPacker::packed(QByteArrayView raw)
{
    QByteArray result;
    if (raw.size() >= leastInRuns) {
        findRuns(raw);
        if (m_decoded.size() >= leastInRuns) {
            QByteArray plainFrame;
            appendFrame(plainFrame, m_plain);
            result.reserve(m_decoded.size() + plainFrame.size() + 128);
            result.append(unfoldedMark);
            appendNumber(result, qsizetype(m_runs.size()));
            for (const Run &run : m_runs) {
                appendNumber(result, run.before);
                appendNumber(result, run.lines);
                appendNumber(result, run.characters);
            }
            appendNumber(result, plainFrame.size());
            result.append(plainFrame);
            appendFrame(result, m_decoded);
            result.squeeze();
            return result;
        }
    }
    appendFrame(result, raw);
    return result;
}

bool unpackChunk(QByteArrayView packed, qsizetype size, QByteArray *raw)
{
    if (size < 0 || size > contentChunkBytes)
        return false;
    raw->resize(size);
    if (packed.startsWith(unfoldedMark))
        return unfold(packed.sliced(1), size, raw);
    return unpackFrame(packed, raw->data(), size);
}

} // namespace Turnstone
