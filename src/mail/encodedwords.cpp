// SPDX-License-Identifier: MIT
#include "mail/encodedwords.h"

#include "mail/charset.h"
#include "mail/messagereader.h"

#include <optional>

namespace Turnstone {

namespace {

constexpr qsizetype longestCharsetName = 80;

struct EncodedWord {
    QByteArray charset;
    QByteArray bytes;
    qsizetype end = 0;
};

/// RFC 2047 4.2: quoted-printable but for '_', and no soft line breaks.
QByteArray decodedQ(QByteArray text)
{
    text.replace('_', ' ');
    return QByteArray::fromPercentEncoding(text, '=');
}

std::optional<EncodedWord> wordAt(const QByteArray &text, qsizetype start)
{
    const qsizetype charsetEnd = text.indexOf('?', start + 2);
    if (charsetEnd <= start + 2 || charsetEnd - start > longestCharsetName
        || charsetEnd + 2 >= text.size() || text.at(charsetEnd + 2) != '?')
        return {};
    const char encoding = text.at(charsetEnd + 1) | 0x20;
    const qsizetype contentStart = charsetEnd + 3;
    // The first "?=" ends the word; a question mark within it isn't allowed but common.
    const qsizetype contentEnd = text.indexOf("?=", contentStart);
    if (contentEnd < 0 || (encoding != 'q' && encoding != 'b'))
        return {};
    const QByteArray content = text.mid(contentStart, contentEnd - contentStart);
    return EncodedWord{text.mid(start + 2, charsetEnd - start - 2).toLower(),
                       encoding == 'q' ? decodedQ(content) : decodedBytes(content, "base64"),
                       contentEnd + 2};
}

/// Text between two encoded words vanishes where it is blank (RFC 2047 6.2).
bool isBlank(const QByteArray &text, qsizetype from, qsizetype to)
{
    for (qsizetype i = from; i < to; ++i) {
        if (text.at(i) != ' ')
            return false;
    }
    return true;
}

} // namespace

QString decodeEncodedWords(const QByteArray &utf8)
{
    // Without any end mark no word is complete; this keeps a heap of "=?" linear.
    const qsizetype lastEnd = utf8.lastIndexOf("?=");
    QString result;
    EncodedWord open; // words of one charset, not decoded yet
    qsizetype written = 0;
    const auto flush = [&] {
        result += decodeCharset(open.bytes, open.charset);
        open = {};
    };
    bool afterWord = false;
    qsizetype at = utf8.indexOf("=?");
    while (at >= 0 && at < lastEnd) {
        const auto word = wordAt(utf8, at);
        if (!word) {
            at = utf8.indexOf("=?", at + 2);
            continue;
        }
        const bool adjacent = afterWord && isBlank(utf8, written, at);
        if (!adjacent || word->charset != open.charset)
            flush();
        if (!adjacent)
            result += QString::fromUtf8(utf8.mid(written, at - written));
        open.charset = word->charset;
        open.bytes += word->bytes;
        written = word->end;
        afterWord = true;
        at = utf8.indexOf("=?", written);
    }
    flush();
    return result + QString::fromUtf8(utf8.mid(written));
}

} // namespace Turnstone
