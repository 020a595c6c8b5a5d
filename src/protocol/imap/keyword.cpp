// SPDX-License-Identifier: MIT
#include "protocol/imap/keyword.h"

#include "protocol/imap/utf7run.h"

#include <algorithm>
#include <cstring>

namespace Turnstone::Imap {

namespace {

constexpr qsizetype keywordBytes = 200;

bool isAtomChar(char16_t c)
{
    return c > 0x20 && c < 0x7f && !std::strchr("(){%*\"\\]", int(c));
}

QByteArray encoded(const QString &tag)
{
    QByteArray wire;
    for (qsizetype from = 0, i = 0; i <= tag.size(); ++i) {
        const char16_t c = i < tag.size() ? tag[i].unicode() : u'x';
        if (!isAtomChar(c))
            continue;
        appendUtf7Run(wire, QStringView(tag).sliced(from, i - from));
        from = i + 1;
        if (i == tag.size())
            break;
        wire += char(c);
        if (c == u'&')
            wire += '-';
    }
    return wire;
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Thunderbird writes what it has encoded in small letters. Where words of ASCII letters stand
/// beside a run without a capital, that is likelier than the rare characters it would decode to.
bool hasLostCapitals(const QByteArray &keyword)
{
    bool inRun = false, lettersBeside = false, suspicious = false, small = false, capital = false;
    for (const char c : keyword) {
        if (!inRun) {
            inRun = c == '&';
            small = capital = false;
            lettersBeside = lettersBeside || isLetter(c);
        } else if (c == '-') {
            suspicious = suspicious || (small && !capital);
            inRun = false;
        } else {
            small = small || (c >= 'a' && c <= 'z');
            capital = capital || (c >= 'A' && c <= 'Z');
        }
    }
    return lettersBeside && suspicious;
}

bool canBeSeen(const QString &text)
{
    const QList<uint> points = text.toUcs4();
    return !text.isEmpty() && !text.startsWith(QLatin1Char('\\'))
        && std::all_of(points.begin(), points.end(),
                       [](uint c) { return QChar::isPrint(c) || c == 0x200d; });
}

std::optional<QString> decoded(const QByteArray &keyword)
{
    QString text;
    for (qsizetype i = 0; i < keyword.size(); ++i) {
        if (keyword[i] != '&') {
            text += QLatin1Char(keyword[i]);
            continue;
        }
        const qsizetype end = keyword.indexOf('-', i);
        if (end < 0)
            return {};
        const auto run = decodeUtf7Run(QByteArrayView(keyword).sliced(i + 1, end - i - 1));
        if (!run)
            return {};
        text += end == i + 1 ? QStringLiteral("&") : *run;
        i = end;
    }
    return text;
}

} // namespace

bool isKeyword(const QByteArray &name)
{
    return !name.isEmpty() && name.size() <= keywordBytes
        && std::all_of(name.begin(), name.end(), [](char c) { return isAtomChar(uchar(c)); });
}

QByteArray keywordOf(const QString &tag)
{
    const QByteArray plain = tag.toUtf8();
    if (isKeyword(plain) && tagOf(plain) == tag)
        return plain;
    const QByteArray wire = encoded(tag);
    if (!hasLostCapitals(wire))
        return wire;
    QByteArray whole; // its ASCII letters within the run make capitals of it
    appendUtf7Run(whole, tag);
    return whole;
}

QString tagOf(const QByteArray &keyword)
{
    if (keyword.contains('&') && isKeyword(keyword) && !hasLostCapitals(keyword)) {
        const auto text = decoded(keyword);
        QByteArray whole;
        if (text && canBeSeen(*text)) {
            appendUtf7Run(whole, *text);
            const QByteArray usual = encoded(*text);
            if (usual == keyword || (whole == keyword && hasLostCapitals(usual)))
                return *text;
        }
    }
    return QString::fromUtf8(keyword);
}

} // namespace Turnstone::Imap
