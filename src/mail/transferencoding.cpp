// SPDX-License-Identifier: MIT
#include "mail/gmimelibrary.h"
#include "mail/messagereader.h"

#include <QString>

namespace Turnstone {

namespace {

GMimeContentEncoding contentEncoding(const QByteArray &name)
{
    const QByteArray word = name.trimmed().toLower();
    if (word == "base64")
        return GMIME_CONTENT_ENCODING_BASE64;
    if (word == "quoted-printable")
        return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
    if (word == "x-uuencode" || word == "uuencode" || word == "x-uue" || word == "uue")
        return GMIME_CONTENT_ENCODING_UUENCODE;
    return GMIME_CONTENT_ENCODING_DEFAULT;
}

/// Uuencoded data starts behind its "begin 644 name" line.
QByteArrayView behindBeginLine(QByteArrayView encoded)
{
    qsizetype at = encoded.startsWith("begin ") ? 0 : encoded.indexOf("\nbegin ");
    if (at < 0)
        return encoded;
    const qsizetype lineEnd = encoded.indexOf('\n', at + 1);
    return lineEnd < 0 ? QByteArrayView() : encoded.sliced(lineEnd + 1);
}

} // namespace

QByteArray decodedBytes(QByteArrayView encoded, const QByteArray &transferEncoding)
{
    const GMimeContentEncoding encoding = contentEncoding(transferEncoding);
    if (encoding == GMIME_CONTENT_ENCODING_DEFAULT)
        return encoded.toByteArray();
    ensureGMime();
    if (encoding == GMIME_CONTENT_ENCODING_UUENCODE)
        encoded = behindBeginLine(encoded);
    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, encoding);
    const auto size = static_cast<size_t>(encoded.size());
    QByteArray result(static_cast<qsizetype>(g_mime_encoding_outlen(&state, size)),
                      Qt::Uninitialized);
    // The last step writes what a cut quoted-printable escape held back.
    const size_t written = g_mime_encoding_flush(&state, encoded.data(), size, result.data());
    result.truncate(static_cast<qsizetype>(written));
    return result;
}

} // namespace Turnstone
