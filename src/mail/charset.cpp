// SPDX-License-Identifier: MIT
#include "mail/charset.h"

#include <array>
#include <memory>
#include <unicode/ucnv.h>

namespace Turnstone {

namespace {

struct CharsetAlias {
    const char *mime;
    const char *icu;
};
// What mail means by a name, where that is more than the name's own standard.
constexpr std::array<CharsetAlias, 34> charsetAliases{{
    {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"ansi_x3.4-1968", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"iso-8859-8-e", "iso-8859-8"},
    {"iso-8859-6-i", "iso-8859-6"},
    {"iso-8859-11", "windows-874"},
    {"tis-620", "windows-874"},
    {"gb2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"cp936", "gb18030"},
    {"big5", "big5-hkscs"},
    {"x-x-big5", "big5-hkscs"},
    {"cp950", "big5-hkscs"},
    {"euc-kr", "windows-949"},
    {"ks_c_5601-1987", "windows-949"},
    {"ks_c_5601-1989", "windows-949"},
    {"ksc5601", "windows-949"},
    {"ksc_5601", "windows-949"},
    {"cp949", "windows-949"},
    {"uhc", "windows-949"},
    {"shift_jis", "windows-31j"},
    {"shift-jis", "windows-31j"},
    {"sjis", "windows-31j"},
    {"x-sjis", "windows-31j"},
    {"cp932", "windows-31j"},
    {"unicode-1-1-utf-7", "utf-7"},
    {"utf8", "utf-8"},
}};

struct ConverterClose {
    void operator()(UConverter *converter) const { ucnv_close(converter); }
};
using ConverterPtr = std::unique_ptr<UConverter, ConverterClose>;

ConverterPtr openConverter(const QByteArray &name)
{
    UErrorCode status = U_ZERO_ERROR;
    ConverterPtr converter(ucnv_open(name.constData(), &status));
    return U_SUCCESS(status) ? std::move(converter) : ConverterPtr();
}

QString converted(UConverter *converter, QByteArrayView bytes)
{
    QString result;
    std::array<char16_t, 4096> buffer;
    const char *source = bytes.data();
    const char *const end = source + bytes.size();
    UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
    while (status == U_BUFFER_OVERFLOW_ERROR) {
        status = U_ZERO_ERROR;
        char16_t *target = buffer.data();
        ucnv_toUnicode(converter, &target, buffer.data() + buffer.size(), &source, end, nullptr,
                       true, &status);
        result.append(QStringView(buffer.data(), target - buffer.data()));
    }
    return result;
}

/// How many characters say that the charset is right, and how many that it isn't.
struct CharsetFit {
    qsizetype foreign = 0; ///< beyond ASCII
    qsizetype damaged = 0; ///< U+FFFD
    bool fits() const { return damaged == 0 || damaged < foreign; }
};

CharsetFit charsetFit(const QString &text)
{
    CharsetFit fit;
    for (const QChar c : text) {
        if (c == QChar::ReplacementCharacter)
            ++fit.damaged;
        else if (c.unicode() >= 0x80)
            ++fit.foreign;
    }
    return fit;
}

QString windows1252(QByteArrayView bytes)
{
    // The holes of Windows-1252 stay what ISO 8859-1 says, so that this never fails.
    static constexpr std::array<char16_t, 32> high{
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    QString result = QString::fromLatin1(bytes);
    for (QChar &c : result) {
        if (c.unicode() >= 0x80 && c.unicode() < 0xA0)
            c = QChar(high.at(c.unicode() - 0x80U));
    }
    return result;
}

QString withoutKnownCharset(QByteArrayView bytes)
{
    const QString text = QString::fromUtf8(bytes);
    return charsetFit(text).fits() ? text : windows1252(bytes);
}

QByteArray icuName(const QByteArray &charset)
{
    // RFC 2231 allows a language behind the name in an encoded word; ICU takes options after a
    // comma.
    QByteArray name = charset.trimmed().toLower();
    for (const char stop : {'*', ',', ' '}) {
        const qsizetype at = name.indexOf(stop);
        if (at >= 0)
            name.truncate(at);
    }
    for (const CharsetAlias &alias : charsetAliases) {
        if (name == alias.mime)
            return alias.icu;
    }
    return name;
}

} // namespace

QString decodeCharset(QByteArrayView bytes, const QByteArray &charset)
{
    const QByteArray name = icuName(charset);
    if (name.isEmpty() || name == "utf-8")
        return withoutKnownCharset(bytes);
    if (name == "windows-1252") {
        // The name every broken program writes. Windows-1252 text that is valid UTF-8 by chance,
        // and holds anything beyond ASCII, hardly exists.
        const QString text = QString::fromUtf8(bytes);
        return charsetFit(text).damaged == 0 ? text : windows1252(bytes);
    }
    const ConverterPtr converter = openConverter(name);
    if (!converter)
        return withoutKnownCharset(bytes);
    const QString text = converted(converter.get(), bytes);
    return charsetFit(text).fits() ? text : withoutKnownCharset(bytes);
}

QString withoutControls(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const char16_t u = c.unicode();
        if (u == u'\n' || u == u'\r' || u == u'\t' || u == 0x2028 || u == 0x2029) {
            result.append(QLatin1Char(' '));
        } else if (u < 0x20 || (u >= 0x7F && u < 0xA0) || (u >= 0x202A && u <= 0x202E)
                   || (u >= 0x2066 && u <= 0x2069)) {
            continue;
        } else if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            result.append(c);
            result.append(text.at(++i));
        } else {
            result.append(c.isSurrogate() ? QChar(QChar::ReplacementCharacter) : c);
        }
    }
    return result.trimmed();
}

QString cleanFileName(const QString &name)
{
    constexpr qsizetype longest = 200;
    constexpr qsizetype longestExtension = 20;
    QString result = withoutControls(name);
    const qsizetype slash =
        std::max(result.lastIndexOf(QLatin1Char('/')), result.lastIndexOf(QLatin1Char('\\')));
    result = result.mid(slash + 1);
    const auto isTrimmed = [](QChar c) { return c == QLatin1Char('.') || c.isSpace(); };
    while (!result.isEmpty() && isTrimmed(result.back()))
        result.chop(1);
    qsizetype start = 0;
    while (start < result.size() && isTrimmed(result.at(start)))
        ++start;
    result = result.mid(start);
    if (result.size() > longest) {
        const qsizetype dot = result.lastIndexOf(QLatin1Char('.'));
        const bool hasExtension = dot > 0 && result.size() - dot <= longestExtension;
        const QString extension = hasExtension ? result.mid(dot) : QString();
        result.truncate(longest - extension.size());
        if (result.back().isHighSurrogate())
            result.chop(1);
        result += extension;
    }
    return result;
}

} // namespace Turnstone
