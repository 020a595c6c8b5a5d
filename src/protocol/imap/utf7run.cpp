// SPDX-License-Identifier: MIT
#include "protocol/imap/utf7run.h"

namespace Turnstone::Imap {

namespace {

constexpr char utf7Base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

int utf7Base64Value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == ',' ? 63 : -1;
}

bool isWellFormedUtf16(const QString &text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        else if (text[i].isSurrogate())
            return false;
    }
    return true;
}

} // namespace

std::optional<QString> decodeUtf7Run(QByteArrayView run)
{
    QString text;
    quint32 bits = 0;
    int count = 0;
    for (const char c : run) {
        const int value = utf7Base64Value(c);
        if (value < 0)
            return {};
        bits = (bits << 6) | quint32(value);
        count += 6;
        if (count < 16)
            continue;
        count -= 16;
        text.append(QChar(char16_t(bits >> count)));
        bits &= (1u << count) - 1;
    }
    if (count >= 6 || bits != 0 || !isWellFormedUtf16(text))
        return {};
    return text;
}

void appendUtf7Run(QByteArray &wire, QStringView text)
{
    if (text.isEmpty())
        return;
    wire += '&';
    quint32 bits = 0;
    int count = 0;
    for (const QChar c : text) {
        bits = (bits << 16) | c.unicode();
        count += 16;
        while (count >= 6) {
            count -= 6;
            wire += utf7Base64[(bits >> count) & 0x3f];
        }
        bits &= (1u << count) - 1;
    }
    if (count > 0)
        wire += utf7Base64[(bits << (6 - count)) & 0x3f];
    wire += '-';
}

} // namespace Turnstone::Imap
