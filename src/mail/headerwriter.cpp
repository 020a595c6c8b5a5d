// SPDX-License-Identifier: MIT
#include "mail/headerwriter.h"

#include "mail/charset.h"
#include "mail/mailbox.h"

#include <QDateTime>
#include <QLocale>
#include <QTextBoundaryFinder>
#include <QTimeZone>
#include <algorithm>

namespace Turnstone {

namespace {

constexpr qsizetype lineLength = 78; // RFC 5322 2.1.1, without CRLF
constexpr qsizetype encodedWordLength = 75; // RFC 2047 2
constexpr qsizetype longestPlainWord = 76; // a line of its own
constexpr qsizetype longestQuoted = 60; // beyond that a fold would have to stand within quotes
constexpr qsizetype shortestRest = 30; // too little of a line to begin an encoded word in
constexpr qsizetype longestWord = 900; // a line has 998 (RFC 5322 2.1.1)

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

bool isAsciiAlnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// What may stand in a Q word wherever that is (RFC 2047 5 (3), the strictest).
bool isPlainInQ(char c)
{
    return isAsciiAlnum(c) || c == '!' || c == '*' || c == '+' || c == '-' || c == '/';
}

QByteArray encodedQ(const QByteArray &utf8)
{
    static const char hex[] = "0123456789ABCDEF";
    QByteArray result;
    for (const char c : utf8) {
        const auto u = static_cast<unsigned char>(c);
        if (isPlainInQ(c))
            result += c;
        else if (c == ' ')
            result += '_';
        else
            result.append('=').append(hex[u >> 4]).append(hex[u & 15]);
    }
    return result;
}

/// Pieces that are not to be cut: what is seen as one character, or its code points where that is
/// longer than a word can be.
QList<QByteArray> unitsOf(const QString &text)
{
    constexpr qsizetype longestUnitBytes = 15; // three bytes each of it in Q
    QList<QByteArray> units;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    qsizetype start = 0;
    while (finder.toNextBoundary() >= 0) {
        const QString unit = text.mid(start, finder.position() - start);
        start = finder.position();
        const QByteArray utf8 = unit.toUtf8();
        if (utf8.size() <= longestUnitBytes) {
            units << utf8;
            continue;
        }
        for (const uint code : unit.toUcs4())
            units << QString::fromUcs4(reinterpret_cast<const char32_t *>(&code), 1).toUtf8();
    }
    return units;
}

bool isToken(const QByteArray &value)
{
    return !value.isEmpty() && std::all_of(value.begin(), value.end(), [](char c) {
        return isAsciiAlnum(c) || QByteArrayView("!#$&+-.^_`{|}~").contains(c);
    });
}

QByteArray quoted(QByteArray value)
{
    value.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + value + '"';
}

QByteArray resembling(const QString &text)
{
    QByteArray result;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD)) {
        if (c.unicode() < 0x80)
            result += static_cast<char>(c.unicode());
        else if (!c.isMark() && !result.endsWith('_'))
            result += '_';
    }
    return result.left(longestQuoted);
}

/// RFC 2231 4, in pieces that fit a line (3), no character cut.
QList<QByteArray> encodedPieces(const QString &value, qsizetype room)
{
    QList<QByteArray> pieces{QByteArray()};
    for (const uint code : value.toUcs4()) {
        QByteArray encoded;
        for (const char c :
             QString::fromUcs4(reinterpret_cast<const char32_t *>(&code), 1).toUtf8()) {
            if (isAsciiAlnum(c) || c == '-' || c == '.' || c == '_')
                encoded += c;
            else
                encoded += '%' + QByteArray(1, c).toHex().toUpper();
        }
        if (pieces.last().size() + encoded.size() > room)
            pieces << QByteArray();
        pieces.last() += encoded;
    }
    return pieces;
}

} // namespace

void HeaderWriter::begin(const QByteArray &name)
{
    m_lineStart = m_bytes.size();
    m_bytes += name + ':';
}

void HeaderWriter::add(const QByteArray &word, bool blankBefore)
{
    const qsizetype length = m_bytes.size() - m_lineStart + (blankBefore ? 1 : 0) + word.size();
    // Behind the name there is nothing to fold: a line of a name alone confuses old servers.
    const bool isFirst = m_bytes.endsWith(':') && m_bytes.indexOf(' ', m_lineStart) < 0;
    if (blankBefore && length > (isFirst ? longestWord : lineLength)) {
        m_bytes += "\r\n";
        m_lineStart = m_bytes.size();
    }
    if (blankBefore)
        m_bytes += ' ';
    m_bytes += word;
}

void HeaderWriter::end()
{
    m_bytes += "\r\n";
}

void HeaderWriter::addEncoded(const QString &text)
{
    static const QByteArray startQ("=?utf-8?q?");
    static const QByteArray startB("=?utf-8?b?");
    const QByteArray all = text.toUtf8();
    const bool q = encodedQ(all).size() <= (all.size() + 2) / 3 * 4;
    QByteArray raw; // of the word that is being made
    const auto encoded = [&](const QByteArray &bytes) {
        return (q ? startQ + encodedQ(bytes) : startB + bytes.toBase64()) + "?=";
    };
    const auto room = [this] {
        const qsizetype rest = lineLength - (m_bytes.size() - m_lineStart) - 1;
        return std::min(rest < shortestRest ? lineLength - 1 : rest, encodedWordLength);
    };
    qsizetype unpadded = 0; // the last place in `raw` where base64 needs no padding
    for (const QByteArray &unit : unitsOf(text)) {
        if (!raw.isEmpty() && encoded(raw + unit).size() > room()) {
            // Some readers take padding for the end of all words that follow each other.
            const qsizetype cut = !q && unpadded * 2 > raw.size() ? unpadded : raw.size();
            add(encoded(raw.left(cut)), true);
            raw.remove(0, cut);
            unpadded = 0;
        }
        raw += unit;
        if (raw.size() % 3 == 0)
            unpadded = raw.size();
    }
    if (!raw.isEmpty())
        add(encoded(raw), true);
}

void HeaderWriter::text(const QByteArray &name, const QString &value)
{
    begin(name);
    const QString clean = withoutControls(value);
    const QStringList words = clean.split(QLatin1Char(' '));
    const auto needsEncoding = [](const QString &word) {
        // An empty word stands for one blank more, which a fold could lose.
        return word.isEmpty() || !isAscii(word) || word.contains(QLatin1String("=?"))
            || word.size() > longestPlainWord;
    };
    qsizetype first = 0;
    qsizetype last = words.size() - 1;
    while (first < words.size() && !needsEncoding(words.at(first)))
        ++first;
    while (last > first && !needsEncoding(words.at(last)))
        --last;
    // Blanks at the edge of a word that is encoded would be lost between two of them.
    while (first > 0 && first < words.size() && words.at(first).isEmpty())
        --first;
    while (last + 1 < words.size() && last >= first && words.at(last).isEmpty())
        ++last;
    for (qsizetype i = 0; i < first; ++i)
        add(words.at(i).toLatin1(), true);
    if (first < words.size() && !clean.isEmpty())
        addEncoded(words.mid(first, last - first + 1).join(QLatin1Char(' ')));
    for (qsizetype i = last + 1; first < words.size() && i < words.size(); ++i)
        add(words.at(i).toLatin1(), true);
    end();
}

void HeaderWriter::addPhrase(const QString &name)
{
    const QByteArray ascii = name.toLatin1();
    const bool plain = isAscii(name) && !name.contains(QLatin1String("=?"));
    const bool atoms =
        plain && !ascii.contains("  ") && std::all_of(ascii.begin(), ascii.end(), [](char c) {
            return isAsciiAlnum(c) || c == ' ' || QByteArrayView("!#$%&'*+-/=?^_`{|}~").contains(c);
        });
    const QList<QByteArray> words = ascii.split(' ');
    const bool short_ = std::all_of(words.begin(), words.end(), [](const QByteArray &word) {
        return word.size() <= longestQuoted;
    });
    if (atoms && short_) {
        for (const QByteArray &word : words)
            add(word, true);
    } else if (plain && ascii.size() <= longestQuoted) {
        add(quoted(ascii), true);
    } else {
        addEncoded(name);
    }
}

void HeaderWriter::addresses(const QByteArray &name, const AddressList &list)
{
    bool begun = false;
    for (const Address &address : list) {
        const QString wire = wireMailbox(address.mailbox);
        QString phrase = withoutControls(address.name);
        if (wire.isEmpty())
            phrase = withoutControls(phrase + QLatin1Char(' ') + address.mailbox);
        if (wire.isEmpty() && phrase.isEmpty())
            continue;
        if (begun)
            m_bytes += ',';
        else
            begin(name);
        begun = true;
        m_utf8 = m_utf8 || !isAscii(wire);
        const QByteArray mailbox = wire.toUtf8();
        if (phrase.isEmpty()) {
            add(mailbox, true);
            continue;
        }
        addPhrase(phrase);
        if (!wire.isEmpty())
            add('<' + mailbox + '>', true);
    }
    if (begun)
        end();
}

void HeaderWriter::messageIds(const QByteArray &name, const QByteArrayList &ids)
{
    bool begun = false;
    for (const QByteArray &id : ids) {
        if (!isMessageId(id))
            continue;
        if (!begun)
            begin(name);
        begun = true;
        add('<' + id + '>', true);
    }
    if (begun)
        end();
}

void HeaderWriter::ascii(const QByteArray &name, const QByteArray &value)
{
    begin(name);
    for (const QByteArray &word : value.simplified().split(' '))
        add(word, true);
    end();
}

void HeaderWriter::parameterised(const QByteArray &name, const QByteArray &value,
                                 const QList<Parameter> &parameters)
{
    begin(name);
    add(value, true);
    for (const Parameter &parameter : parameters) {
        const QString clean = withoutControls(parameter.value);
        const bool plain =
            isAscii(clean) && clean.size() <= longestQuoted && !clean.contains(QLatin1String("=?"));
        if (plain || parameter.fallback) {
            const QByteArray word = plain ? clean.toLatin1() : resembling(clean);
            m_bytes += ';';
            add(parameter.name + '=' + (isToken(word) ? word : quoted(word)), true);
            continue;
        }
        static const QByteArray charset("utf-8''");
        // "; name*00*=" and the charset leave this much of a line.
        const qsizetype room = lineLength - parameter.name.size() - charset.size() - 8;
        const QList<QByteArray> pieces = encodedPieces(clean, room);
        for (qsizetype i = 0; i < pieces.size(); ++i) {
            const QByteArray number =
                pieces.size() > 1 ? '*' + QByteArray::number(i) : QByteArray();
            m_bytes += ';';
            add(parameter.name + number + "*=" + (i == 0 ? charset : QByteArray()) + pieces.at(i),
                true);
        }
    }
    end();
}

QByteArray headerDate(qint64 utcSeconds, int offsetSeconds)
{
    const int minutes = std::clamp(offsetSeconds / 60, -14 * 60, 14 * 60);
    const QDateTime local = QDateTime::fromSecsSinceEpoch(utcSeconds + minutes * 60, Qt::UTC);
    const int size = std::abs(minutes);
    return QLocale::c().toString(local, QStringLiteral("ddd, d MMM yyyy HH:mm:ss ")).toLatin1()
        + (minutes < 0 ? '-' : '+')
        + QByteArray::number(size / 60 * 100 + size % 60).rightJustified(4, '0');
}

bool isFieldName(const QByteArray &name)
{
    return !name.isEmpty() && name.size() <= longestPlainWord
        && std::all_of(name.begin(), name.end(),
                       [](char c) { return c > ' ' && c < 127 && c != ':'; });
}

bool isMessageId(const QByteArray &id)
{
    return !id.isEmpty() && id.size() <= longestWord
        && std::all_of(id.begin(), id.end(),
                       [](char c) { return c > ' ' && c < 127 && c != '<' && c != '>'; });
}

} // namespace Turnstone
