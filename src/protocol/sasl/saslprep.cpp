// SPDX-License-Identifier: MIT
#include "protocol/sasl/saslprep.h"

#include <QStringDecoder>
#include <algorithm>
#include <unicode/usprep.h>

namespace Turnstone {

QByteArray saslPrepared(const QString &text)
{
    UErrorCode status = U_ZERO_ERROR;
    UStringPrepProfile *profile = usprep_openByType(USPREP_RFC4013_SASLPREP, &status);
    if (U_FAILURE(status))
        return text.toUtf8();
    // Compatibility forms are written out: one character becomes at most 18.
    QString prepared(text.size() * 18, Qt::Uninitialized);
    const int32_t length =
        usprep_prepare(profile, reinterpret_cast<const UChar *>(text.utf16()), int32_t(text.size()),
                       reinterpret_cast<UChar *>(prepared.data()), int32_t(prepared.size()),
                       USPREP_ALLOW_UNASSIGNED, nullptr, &status);
    usprep_close(profile);
    const bool good = U_SUCCESS(status) && length > 0;
    const QByteArray bytes = good ? prepared.first(length).toUtf8() : text.toUtf8();
    prepared.fill(QLatin1Char('\0'));
    return bytes;
}

QByteArray saslPrepared(const QByteArray &utf8)
{
    // What is plain ASCII is its own normal form.
    if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return c >= 0x20 && c < 0x7f; }))
        return utf8;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    QString text = decoder(utf8);
    const QByteArray prepared = decoder.hasError() ? utf8 : saslPrepared(text);
    text.fill(QLatin1Char('\0'));
    return prepared;
}

} // namespace Turnstone
