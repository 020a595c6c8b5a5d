// SPDX-License-Identifier: MIT
#include "base/md5.h"

#include <QtEndian>

#include <bit>
#include <cstring>

namespace Turnstone {

namespace {

using Md5State = std::array<quint32, 4>;

// floor(2^32 * |sin(i + 1)|), RFC 1321 3.4.
constexpr std::array<quint32, 64> md5Sines{
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};
constexpr std::array<std::array<int, 4>, 4> md5Shifts{
    {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}};

/// One round of sixteen steps; `mix` is its function of three words, and the message's words are
/// taken from `first` on, `stride` apart.
template <int round, int first, int stride, typename Mix>
void md5Round(Md5State &s, const std::array<quint32, 16> &words, Mix mix)
{
    auto [a, b, c, d] = s;
    for (int i = 0; i < 16; ++i) {
        const quint32 sum =
            a + mix(b, c, d) + words[size_t(first + i * stride) % 16] + md5Sines[round * 16 + i];
        a = d;
        d = c;
        c = b;
        b += std::rotl(sum, md5Shifts[round][size_t(i) % 4]);
    }
    s = {a, b, c, d};
}

void md5Block(Md5State &state, const char *block)
{
    std::array<quint32, 16> words;
    for (size_t i = 0; i < words.size(); ++i)
        words[i] = qFromLittleEndian<quint32>(block + 4 * i);
    Md5State s = state;
    using Word = quint32;
    md5Round<0, 0, 1>(s, words, [](Word x, Word y, Word z) { return z ^ (x & (y ^ z)); });
    md5Round<1, 1, 5>(s, words, [](Word x, Word y, Word z) { return y ^ (z & (x ^ y)); });
    md5Round<2, 5, 3>(s, words, [](Word x, Word y, Word z) { return x ^ y ^ z; });
    md5Round<3, 0, 7>(s, words, [](Word x, Word y, Word z) { return y ^ (x | ~z); });
    for (size_t i = 0; i < s.size(); ++i)
        state[i] += s[i];
}

} // namespace

std::array<quint8, 16> md5(QByteArrayView bytes)
{
    constexpr qsizetype blockBytes = 64, lengthAt = 56;
    Md5State state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    const quint64 bits = quint64(bytes.size()) * 8;
    for (; bytes.size() >= blockBytes; bytes = bytes.sliced(blockBytes))
        md5Block(state, bytes.data());
    // A one bit, zeros, and the length in the last eight bytes of a block.
    std::array<char, 2 * blockBytes> last{};
    std::memcpy(last.data(), bytes.data(), size_t(bytes.size()));
    last[size_t(bytes.size())] = '\x80';
    const qsizetype blocks = bytes.size() < lengthAt ? 1 : 2;
    qToLittleEndian(bits, last.data() + (blocks - 1) * blockBytes + lengthAt);
    for (qsizetype i = 0; i < blocks; ++i)
        md5Block(state, last.data() + i * blockBytes);
    std::array<quint8, 16> digest;
    for (size_t i = 0; i < state.size(); ++i)
        qToLittleEndian(state[i], digest.data() + 4 * i);
    return digest;
}

} // namespace Turnstone
