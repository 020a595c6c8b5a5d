// SPDX-License-Identifier: MIT
#include "mail/mimeparameters.h"

#include "mail/charset.h"
#include "mail/limits.h"
#include "mail/messagereader.h"

#include <map>

namespace Turnstone {

namespace {

/// Walks along a structured header value (RFC 5322 3.2, RFC 2045 5.1), forgiving.
class ParameterScanner {
public:
    explicit ParameterScanner(QByteArrayView text)
        : m_text(text)
    { }

    bool atEnd() const { return m_at >= m_text.size(); }
    bool take(char c)
    {
        skipBlanks();
        if (atEnd() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    /// Up to one of `stops`; comments left out, blanks around it cut.
    QByteArray word(QByteArrayView stops)
    {
        skipBlanks();
        QByteArray result;
        while (!atEnd() && !stops.contains(m_text[m_at])) {
            if (m_text[m_at] == '(') {
                skipComment();
                continue;
            }
            result.append(m_text[m_at++]);
        }
        return result.trimmed();
    }
    QByteArray value()
    {
        if (!take('"'))
            return word(";");
        QByteArray result;
        while (!atEnd() && m_text[m_at] != '"') {
            // A path of a program that doesn't escape: C:\x. Only \" and \\ are escapes in
            // practice.
            if (m_text[m_at] == '\\' && m_at + 1 < m_text.size()
                && (m_text[m_at + 1] == '"' || m_text[m_at + 1] == '\\'))
                ++m_at;
            result.append(m_text[m_at++]);
        }
        return result;
    }
    void skipPast(char c)
    {
        while (!atEnd() && m_text[m_at++] != c) { }
    }

private:
    void skipBlanks()
    {
        while (!atEnd()) {
            const char c = m_text[m_at];
            if (c == '(')
                skipComment();
            else if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
                ++m_at;
            else
                return;
        }
    }
    void skipComment()
    {
        int depth = 0;
        while (!atEnd()) {
            const char c = m_text[m_at++];
            if (c == '\\')
                ++m_at;
            else if (c == '(')
                ++depth;
            else if (c == ')' && --depth <= 0)
                return;
        }
        m_at = m_text.size();
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

QByteArray percentDecoded(const QByteArray &text)
{
    return QByteArray::fromPercentEncoding(text);
}

/// "name*3*" taken apart (RFC 2231 3, 4.1).
struct ParameterName {
    QByteArray base;
    int index = -1; ///< -1: no continuation
    bool extended = false;
};
ParameterName parameterName(const QByteArray &name)
{
    ParameterName result;
    QByteArray rest = name;
    if (rest.endsWith('*')) {
        result.extended = true;
        rest.chop(1);
    }
    const qsizetype star = rest.indexOf('*');
    result.base = rest.left(star < 0 ? rest.size() : star);
    if (star >= 0) {
        bool isNumber = false;
        const int index = rest.mid(star + 1).toInt(&isNumber);
        result.index = isNumber && index >= 0 ? index : 0;
    }
    return result;
}

} // namespace

ParameterisedValue parseParameterised(QByteArrayView headerValue)
{
    ParameterScanner scanner(
        headerValue.first(std::min(headerValue.size(), Limits::parameterHeaderBytes)));
    ParameterisedValue result;
    result.value = scanner.word(";").toLower();
    while (!scanner.atEnd()) {
        if (scanner.take(';'))
            continue;
        const QByteArray name = scanner.word("=;").toLower();
        if (!scanner.take('='))
            continue;
        result.parameters.append({name, scanner.value()});
        scanner.skipPast(';');
    }
    return result;
}

QString parameterText(const QList<MimeParameter> &parameters, const QByteArray &name)
{
    // The plain form is what is left of a sender that wrote both for old readers; prefer the other.
    std::map<int, std::pair<QByteArray, bool>> pieces;
    QString plain;
    for (const MimeParameter &parameter : parameters) {
        const ParameterName parsed = parameterName(parameter.name);
        if (parsed.base != name)
            continue;
        if (parsed.index < 0 && !parsed.extended) {
            if (plain.isNull())
                plain = decodedHeader(parameter.value);
            continue;
        }
        pieces.try_emplace(std::max(parsed.index, 0), parameter.value, parsed.extended);
    }
    if (pieces.empty())
        return plain;
    // A character may be cut between two pieces: the bytes are joined before they are decoded.
    QByteArray bytes;
    QByteArray charset;
    bool anyExtended = false;
    int expected = pieces.begin()->first;
    for (const auto &[index, piece] : pieces) {
        if (index != expected++)
            break;
        QByteArray value = piece.first;
        if (piece.second && !anyExtended) {
            anyExtended = true;
            const qsizetype first = value.indexOf('\'');
            const qsizetype second = first < 0 ? -1 : value.indexOf('\'', first + 1);
            if (second >= 0) {
                charset = value.left(first);
                value = value.mid(second + 1);
            }
        }
        bytes += piece.second ? percentDecoded(value) : value;
    }
    return anyExtended ? withoutControls(decodeCharset(bytes, charset)) : decodedHeader(bytes);
}

void applyParameters(BodyPart &part, const QList<MimeParameter> &typeParameters,
                     const ParameterisedValue &disposition)
{
    part.disposition = disposition.value;
    if (!part.disposition.isEmpty() && part.disposition != "inline")
        part.disposition = "attachment"; // RFC 2183 2.8: unknown ones are attachments
    const QString fileName = parameterText(disposition.parameters, "filename");
    part.name =
        cleanFileName(fileName.isEmpty() ? parameterText(typeParameters, "name") : fileName);
    if (!part.type.startsWith("text/"))
        return;
    part.charset = parameterText(typeParameters, "charset").toLatin1().toLower();
    if (part.type == "text/plain") {
        const auto says = [&](const char *name, const char *word) {
            return parameterText(typeParameters, name)
                       .compare(QLatin1String(word), Qt::CaseInsensitive)
                == 0;
        };
        part.flowed = says("format", "flowed");
        part.delSp = part.flowed && says("delsp", "yes");
    }
}

} // namespace Turnstone
