// SPDX-License-Identifier: MIT
#include "engine/preview.h"

#include "mail/messagereader.h"
#include "mail/plaintext.h"

namespace Turnstone {

namespace {
constexpr qsizetype previewSourceChars = 16 * 1024;
constexpr qsizetype textLooked = 2 * 1024;

// Content that is no text to read although it stands between tags.
bool isSilent(QStringView tag)
{
    return tag == QLatin1String("style") || tag == QLatin1String("script")
        || tag == QLatin1String("head") || tag == QLatin1String("title");
}

QString entityText(QStringView name)
{
    if (name == QLatin1String("amp"))
        return QStringLiteral("&");
    if (name == QLatin1String("lt"))
        return QStringLiteral("<");
    if (name == QLatin1String("gt"))
        return QStringLiteral(">");
    if (name == QLatin1String("quot"))
        return QStringLiteral("\"");
    if (name.startsWith(QLatin1Char('#'))) {
        const bool hex = name.size() > 1 && name[1].toLower() == QLatin1Char('x');
        bool ok = false;
        const uint code = name.mid(hex ? 2 : 1).toUInt(&ok, hex ? 16 : 10);
        if (ok && code > 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)) {
            const char32_t character = code;
            return QString::fromUcs4(&character, 1);
        }
    }
    return QStringLiteral(" "); // nbsp, zwnj and the like, which newsletters pad previews with
}
} // namespace

const BodyPart *previewPart(const BodyStructure &structure)
{
    if (const BodyPart *plain = structure.plainText())
        return plain;
    return structure.html();
}

QString roughText(const QString &html)
{
    QString text;
    QString silentUntil;
    qsizetype at = 0;
    while (at < html.size() && text.size() < previewSourceChars) {
        if (!silentUntil.isEmpty()) {
            // In a script a '<' is no tag; only its own end is.
            at = html.indexOf(QLatin1String("</") + silentUntil, at, Qt::CaseInsensitive);
            silentUntil.clear();
            if (at < 0)
                break;
        }
        const QChar c = html[at];
        if (c == QLatin1Char('<')) {
            qsizetype end = html.indexOf(QLatin1Char('>'), at);
            if (end < 0)
                break;
            QStringView tag = QStringView(html).mid(at + 1, end - at - 1);
            if (tag.startsWith(QLatin1String("!--"))) {
                const qsizetype close = html.indexOf(QLatin1String("-->"), at + 4);
                at = close < 0 ? html.size() : close + 3;
                continue;
            }
            const bool closing = tag.startsWith(QLatin1Char('/'));
            if (closing)
                tag = tag.mid(1);
            qsizetype length = 0;
            while (length < tag.size() && tag[length].isLetterOrNumber())
                ++length;
            const QString name = tag.left(length).toString().toLower();
            if (!closing && isSilent(name))
                silentUntil = name;
            text += QLatin1Char(' ');
            at = end + 1;
            continue;
        }
        if (c == QLatin1Char('&')) {
            qsizetype end = at + 1;
            while (end < html.size() && end - at < 12
                   && (html[end].isLetterOrNumber() || html[end] == QLatin1Char('#')))
                ++end;
            if (end > at + 1 && end < html.size() && html[end] == QLatin1Char(';')) {
                text += entityText(QStringView(html).mid(at + 1, end - at - 1));
                at = end + 1;
                continue;
            }
        }
        text += c;
        ++at;
    }
    return text.simplified();
}

QString previewOf(QByteArrayView encoded, const BodyPart &part)
{
    // HTML may begin with a long style sheet; text says what it says at its beginning.
    const bool html = part.type == "text/html";
    const qsizetype enough = html ? 64 * 1024 : 12 * 1024;
    encoded = encoded.first(std::min(encoded.size(), enough));
    if (html)
        return previewLine(roughText(decodedHtml(encoded, part)), false);
    // Its first lines are nearly always all that is shown. Whole lines: no character is cut.
    if (encoded.size() > textLooked && part.encoding != "base64") {
        const QByteArrayView few = encoded.first(encoded.first(textLooked).lastIndexOf('\n') + 1);
        const QString line = previewLine(decodedText(few, part), part.flowed);
        if (line.endsWith(QChar(0x2026))) // there was more than is shown
            return line;
    }
    return previewLine(decodedText(encoded, part), part.flowed);
}

} // namespace Turnstone
