// SPDX-License-Identifier: MIT
#include "protocol/imap/mailboxname.h"

#include <optional>

namespace Turnstone::Imap {

namespace {

constexpr char mailboxBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

int mailboxBase64Value(char c)
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

/// The run between '&' and '-'; absent where it isn't what an encoder may write.
std::optional<QString> decodeRun(QByteArrayView run)
{
    QString text;
    quint32 bits = 0;
    int count = 0;
    for (const char c : run) {
        const int value = mailboxBase64Value(c);
        if (value < 0)
            return {};
        bits = (bits << 6) | quint32(value);
        count += 6;
        if (count < 16)
            continue;
        count -= 16;
        const char16_t unit = char16_t(bits >> count);
        bits &= (1u << count) - 1;
        if (unit < 0x80 || (unit >= 0x80 && unit < 0xa0))
            return {};
        text.append(QChar(unit));
    }
    if (count >= 6 || bits != 0 || !isWellFormedUtf16(text))
        return {};
    return text;
}

std::optional<QString> decodeUtf7(QByteArrayView level)
{
    QString text;
    for (qsizetype i = 0; i < level.size(); ++i) {
        const char c = level[i];
        if (uchar(c) < 0x20 || uchar(c) > 0x7e)
            return {};
        if (c != '&') {
            text.append(QLatin1Char(c));
            continue;
        }
        const qsizetype end = level.indexOf('-', i);
        if (end < 0)
            return {};
        if (end == i + 1) {
            text.append(QLatin1Char('&'));
        } else {
            const std::optional<QString> run = decodeRun(level.sliced(i + 1, end - i - 1));
            if (!run)
                return {};
            text.append(*run);
        }
        i = end;
    }
    return text;
}

QString asSent(QByteArrayView level)
{
    QString text = QString::fromUtf8(level);
    for (QChar &c : text) {
        if (c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0))
            c = QChar::ReplacementCharacter;
    }
    return text;
}

QString decodeLevel(QByteArrayView level)
{
    if (const std::optional<QString> text = decodeUtf7(level))
        return *text;
    return asSent(level);
}

void appendRun(QByteArray &wire, QStringView run)
{
    if (run.isEmpty())
        return;
    wire += '&';
    quint32 bits = 0;
    int count = 0;
    for (const QChar c : run) {
        bits = (bits << 16) | c.unicode();
        count += 16;
        while (count >= 6) {
            count -= 6;
            wire += mailboxBase64[(bits >> count) & 0x3f];
        }
        bits &= (1u << count) - 1;
    }
    if (count > 0)
        wire += mailboxBase64[(bits << (6 - count)) & 0x3f];
    wire += '-';
}

} // namespace

QString decodeMailboxName(const QByteArray &wire, QChar delimiter)
{
    if (delimiter.isNull() || delimiter.unicode() > 0x7e)
        return decodeLevel(wire);
    QString name;
    qsizetype from = 0;
    for (;;) {
        const qsizetype end = wire.indexOf(delimiter.toLatin1(), from);
        const QByteArrayView rest = QByteArrayView(wire).sliced(from);
        name += decodeLevel(end < 0 ? rest : rest.first(end - from));
        if (end < 0)
            return name;
        name += delimiter;
        from = end + 1;
    }
}

QByteArray encodeMailboxName(const QString &name)
{
    QByteArray wire;
    qsizetype runStart = -1;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const char16_t unit = name[i].unicode();
        if (unit >= 0x20 && unit <= 0x7e) {
            if (runStart >= 0)
                appendRun(wire, QStringView(name).sliced(runStart, i - runStart));
            runStart = -1;
            wire += char(unit);
            if (unit == '&')
                wire += '-';
        } else if (runStart < 0) {
            runStart = i;
        }
    }
    if (runStart >= 0)
        appendRun(wire, QStringView(name).sliced(runStart));
    return wire;
}

bool isInbox(const QByteArray &wire)
{
    return wire.compare("INBOX", Qt::CaseInsensitive) == 0;
}

} // namespace Turnstone::Imap
