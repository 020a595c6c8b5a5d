// SPDX-License-Identifier: MIT
#include "mail/vcardlines.h"

#include "mail/charset.h"
#include "mail/messagereader.h"

#include <algorithm>

namespace Turnstone {

namespace {

constexpr qsizetype foldedBytes = 75; // RFC 6350 3.2
constexpr qsizetype mostParameters = 50;

/// Lines with what continues them; quoted-printable continues by "=" at the end (vCard 2.1).
QList<QByteArray> unfolded(const QByteArray &file)
{
    QList<QByteArray> lines;
    bool softBreak = false;
    bool isQuotedPrintable = false;
    qsizetype at = file.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    while (at < file.size()) {
        qsizetype end = file.indexOf('\n', at);
        end = end < 0 ? file.size() : end;
        QByteArrayView line = QByteArrayView(file).sliced(at, end - at);
        at = end + 1;
        if (line.endsWith('\r'))
            line.chop(1);
        if (softBreak) {
            lines.last().append(line);
        } else if (!lines.isEmpty() && (line.startsWith(' ') || line.startsWith('\t'))) {
            lines.last().append(line.sliced(1));
        } else if (!line.isEmpty()) {
            lines.append(line.toByteArray());
            const QByteArray head =
                line.first(std::min<qsizetype>(line.size(), 200)).toByteArray().toUpper();
            const qsizetype colon = head.indexOf(':');
            isQuotedPrintable = head.left(colon).contains("QUOTED-PRINTABLE");
        } else {
            isQuotedPrintable = false;
        }
        softBreak = isQuotedPrintable && !lines.isEmpty() && lines.last().endsWith('=');
        if (softBreak)
            lines.last().chop(1);
    }
    return lines;
}

/// RFC 6868.
QString parameterValue(QString value)
{
    QString result;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QChar c = value.at(i);
        const QChar next = i + 1 < value.size() ? value.at(i + 1) : QChar();
        if (c == QLatin1Char('^') && QStringView(u"n^'").contains(next)) {
            result += next == QLatin1Char('n') ? QLatin1Char('\n')
                : next == QLatin1Char('^')     ? QLatin1Char('^')
                                               : QLatin1Char('"');
            ++i;
        } else if (c != QLatin1Char('"')) {
            result += c;
        }
    }
    return result;
}

/// The first `c` outside quotes; the size where there is none.
qsizetype indexUnquoted(QStringView text, QStringView wanted, qsizetype from)
{
    bool quoted = false;
    for (qsizetype i = from; i < text.size(); ++i) {
        if (text.at(i) == QLatin1Char('"'))
            quoted = !quoted;
        else if (!quoted && wanted.contains(text.at(i)))
            return i;
    }
    return text.size();
}

VCardLine::Parameter readParameter(const QString &text)
{
    VCardLine::Parameter parameter;
    const qsizetype equals = text.indexOf(QLatin1Char('='));
    // "TEL;HOME:" of version 2.1, where also an encoding may stand alone.
    parameter.name = equals < 0 ? QStringLiteral("TYPE") : text.left(equals).trimmed().toUpper();
    const QString values = text.mid(equals + 1);
    if (equals < 0
        && (values.compare(QLatin1String("QUOTED-PRINTABLE"), Qt::CaseInsensitive) == 0
            || values.compare(QLatin1String("BASE64"), Qt::CaseInsensitive) == 0))
        parameter.name = QStringLiteral("ENCODING");
    qsizetype at = 0;
    while (at <= values.size()) {
        const qsizetype end = indexUnquoted(values, u",", at);
        parameter.values << parameterValue(values.mid(at, end - at).trimmed());
        at = end + 1;
    }
    return parameter;
}

bool isDroppedControl(QChar c)
{
    return (c.unicode() < 0x20 && c != QLatin1Char('\t')) || c.unicode() == 0x7F;
}

VCardLine readLine(const QByteArray &bytes)
{
    VCardLine line;
    // All but the value is ASCII or UTF-8; the value may be in a charset that a parameter names.
    qsizetype colon = -1;
    bool quoted = false;
    for (qsizetype i = 0; i < bytes.size() && colon < 0; ++i) {
        quoted = bytes.at(i) == '"' ? !quoted : quoted;
        if (bytes.at(i) == ':' && !quoted)
            colon = i;
    }
    if (colon < 0)
        colon = bytes.indexOf(':'); // quotes that don't close
    if (colon <= 0)
        return line;
    QString head = decodeCharset(bytes.first(colon), {});
    head.removeIf(isDroppedControl);
    qsizetype at = indexUnquoted(head, u";", 0);
    const QString name = head.left(at).trimmed();
    const qsizetype dot = name.indexOf(QLatin1Char('.'));
    line.group = dot < 0 ? QString() : name.left(dot);
    line.name = name.mid(dot + 1).toUpper();
    // RFC 6350 3.3; anything else might read as another name once it was cleaned.
    const auto isNameChar = [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || QStringView(u"-_").contains(c));
    };
    if (!std::all_of(line.name.begin(), line.name.end(), isNameChar))
        return {};
    while (at < head.size() && line.parameters.size() < mostParameters) {
        const qsizetype end = indexUnquoted(head, u";", at + 1);
        line.parameters << readParameter(head.mid(at + 1, end - at - 1));
        at = end;
    }
    QByteArray value = bytes.mid(colon + 1);
    const QString encoding = line.parameter(QStringLiteral("ENCODING")).value(0).toLower();
    const bool isQuotedPrintable = encoding == QLatin1String("quoted-printable");
    if (isQuotedPrintable)
        value = decodedBytes(value, "quoted-printable");
    const QByteArray charset = line.parameter(QStringLiteral("CHARSET")).value(0).toLatin1();
    line.value = decodeCharset(value, charset);
    if (isQuotedPrintable) {
        // Line ends within it are its own.
        line.value.replace(QLatin1String("\r\n"), QLatin1String("\n"));
        line.value.replace(QLatin1Char('\n'), QLatin1String("\\n"));
        line.parameters.removeIf([](const VCardLine::Parameter &p) {
            return p.name == QLatin1String("ENCODING") || p.name == QLatin1String("CHARSET");
        });
    }
    // Here, so that nothing is another property once it was written and read again.
    line.value.removeIf(isDroppedControl);
    line.whole = head + QLatin1Char(':') + line.value;
    if (isQuotedPrintable)
        line.whole = name + QLatin1Char(':') + line.value;
    return line;
}

bool isKeptControl(QChar c)
{
    return c == QLatin1Char('\n') || c == QLatin1Char('\t');
}

} // namespace

QStringList VCardLine::parameter(const QString &wanted) const
{
    QStringList values;
    for (const Parameter &one : parameters) {
        if (one.name == wanted)
            values += one.values;
    }
    return values;
}

QStringList VCardLine::types() const
{
    QStringList result;
    for (const QString &words : parameter(QStringLiteral("TYPE"))) {
        for (const QString &word : words.toLower().split(QLatin1Char(',')))
            result << word.trimmed();
    }
    return result;
}

QList<VCardLine> readVCardLines(const QByteArray &file)
{
    QList<VCardLine> lines;
    for (const QByteArray &bytes : unfolded(file)) {
        VCardLine line = readLine(bytes);
        if (!line.name.isEmpty())
            lines << std::move(line);
    }
    return lines;
}

QString vcardText(const QString &value)
{
    QString result;
    result.reserve(value.size());
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QChar c = value.at(i);
        if (c == QLatin1Char('\\') && i + 1 < value.size()) {
            const QChar next = value.at(++i);
            result +=
                next == QLatin1Char('n') || next == QLatin1Char('N') ? QLatin1Char('\n') : next;
        } else if ((c.unicode() >= 0x20 && c.unicode() != 0x7F) || isKeptControl(c)) {
            result += c;
        }
    }
    return result;
}

QStringList vcardList(const QString &value, QChar separator)
{
    QStringList parts;
    qsizetype start = 0;
    for (qsizetype i = 0; i <= value.size(); ++i) {
        if (i < value.size() && value.at(i) == QLatin1Char('\\')) {
            ++i;
            if (i < value.size())
                continue;
        }
        if (i >= value.size() || value.at(i) == separator) {
            parts << vcardText(value.mid(start, i - start)).trimmed();
            start = i + 1;
        }
    }
    return parts;
}

QString escapedVCardText(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) {
        if (c == QLatin1Char('\n'))
            result += QLatin1String("\\n");
        else if (QStringView(u"\\,;").contains(c))
            result.append(QLatin1Char('\\')).append(c);
        else if (c.unicode() == 0x2028 || c.unicode() == 0x2029)
            result += QLatin1String("\\n");
        else if ((c.unicode() >= 0x20 && !(c.unicode() >= 0x7F && c.unicode() < 0xA0))
                 || c == QLatin1Char('\t'))
            result += c;
    }
    return result;
}

void appendVCardLine(QByteArray &file, const QString &line)
{
    const QByteArray bytes = line.toUtf8();
    qsizetype at = 0;
    qsizetype room = foldedBytes;
    while (bytes.size() - at > room) {
        qsizetype cut = at + room;
        while (cut > at + 1 && (static_cast<unsigned char>(bytes.at(cut)) & 0xC0) == 0x80)
            --cut;
        file.append(QByteArrayView(bytes).sliced(at, cut - at)).append("\r\n ");
        at = cut;
        room = foldedBytes - 1; // the blank is one of them
    }
    file.append(QByteArrayView(bytes).sliced(at)).append("\r\n");
}

} // namespace Turnstone
