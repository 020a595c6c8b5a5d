// SPDX-License-Identifier: MIT
#include "mail/limits.h"
#include "mail/messagereader.h"
#include "protocol/imap/envelopeparser.h"
#include "protocol/imap/uidset.h"

#include <algorithm>

namespace Turnstone::Imap {

namespace {

struct Parameter {
    QByteArray name; ///< lower case
    QByteArray value;
};

QList<Parameter> parametersOf(const Value &list)
{
    QList<Parameter> parameters;
    for (qsizetype i = 0; i + 1 < list.items.size(); i += 2) {
        if (list.items[i].isText())
            parameters.append({list.items[i].text.toLower(), list.items[i + 1].text});
    }
    return parameters;
}

QByteArray parameterValue(const QList<Parameter> &parameters, const char *name)
{
    for (const Parameter &parameter : parameters) {
        if (parameter.name == name)
            return parameter.value;
    }
    return {};
}

/// RFC 2231 forms ("filename*", "filename*0*") reach us as the message has them. A header made of
/// them again is read by the one reader that knows charsets and continuations.
QString extendedName(const QList<Parameter> &parameters, const QByteArray &name)
{
    QByteArray header = "Content-Type: application/octet-stream\r\n"
                        "Content-Disposition: attachment";
    bool any = false;
    for (const Parameter &parameter : parameters) {
        if (!parameter.name.startsWith(name + '*'))
            continue;
        const auto harmless = [](char c) {
            return uchar(c) > 0x20 && c != '"' && c != ';' && c != '\\' && uchar(c) < 0x7f;
        };
        if (!std::all_of(parameter.name.begin(), parameter.name.end(), harmless))
            continue;
        QByteArray value;
        for (const char c : parameter.value) {
            if (uchar(c) < 0x20)
                continue;
            if (c == '"' || c == '\\')
                value += '\\';
            value += c;
        }
        // An encoded value is a token and may not be quoted; a plain continuation may need it.
        const bool token = std::all_of(value.begin(), value.end(), harmless);
        header += ";\r\n filename" + parameter.name.mid(name.size()) + '='
            + (token ? value : '"' + value + '"');
        any = true;
    }
    if (!any)
        return {};
    const BodyStructure structure = readStructure(header + "\r\n\r\n");
    return structure.parts.isEmpty() ? QString() : structure.parts.first().name;
}

QString nameIn(const QList<Parameter> &parameters, const QByteArray &name)
{
    const QByteArray plain = parameterValue(parameters, name.constData());
    QString text = extendedName(parameters, name);
    if (text.isEmpty())
        text = decodedHeader(plain);
    const qsizetype slash =
        qMax(text.lastIndexOf(QLatin1Char('/')), text.lastIndexOf(QLatin1Char('\\')));
    return text.mid(slash + 1);
}

class StructureReader {
public:
    bool read(const Value &value, const QByteArray &section, int depth)
    {
        if (!value.isList() || value.items.isEmpty())
            return false;
        if (m_structure.parts.size() >= Limits::mimeParts)
            return true;
        return value.items.first().isList() ? readMultipart(value, section, depth)
                                            : readLeaf(value, section);
    }
    BodyStructure structure() const { return m_structure; }

private:
    bool readMultipart(const Value &value, const QByteArray &section, int depth)
    {
        qsizetype children = 0;
        while (children < value.items.size() && value.items[children].isList())
            ++children;
        BodyPart part;
        part.section = section;
        part.type = "multipart/"
            + (children < value.items.size() ? value.items[children].text.toLower() : QByteArray());
        if (part.type.endsWith('/'))
            part.type += "mixed";
        m_structure.parts.append(part);
        if (depth >= Limits::mimeDepth)
            return true;
        for (qsizetype i = 0; i < children; ++i) {
            const QByteArray number = QByteArray::number(i + 1);
            if (!read(value.items[i], section.isEmpty() ? number : section + '.' + number,
                      depth + 1))
                return false;
        }
        return true;
    }

    bool readLeaf(const Value &value, const QByteArray &section)
    {
        const QList<Value> &items = value.items;
        if (items.size() < 7 || !items[0].isText() || !items[1].isText()
            || (!items[2].isList() && items[2].kind != Value::Kind::Nil))
            return false;
        BodyPart part;
        part.section = section.isEmpty() ? QByteArray("1") : section;
        part.type = (items[0].text + '/' + items[1].text).toLower();
        const QList<Parameter> parameters = parametersOf(items[2]);
        if (part.type.startsWith("text/"))
            part.charset = parameterValue(parameters, "charset").toLower();
        part.flowed = parameterValue(parameters, "format").toLower() == "flowed";
        part.delSp = parameterValue(parameters, "delsp").toLower() == "yes";
        part.contentId = items[3].text.trimmed();
        if (part.contentId.startsWith('<') && part.contentId.endsWith('>'))
            part.contentId = part.contentId.mid(1, part.contentId.size() - 2);
        part.encoding = items[5].text.toLower();
        part.size = qint64(parseNumber64(items[6].text).value_or(0));
        readDisposition(items, &part);
        if (part.name.isEmpty())
            part.name = nameIn(parameters, "name");
        m_structure.parts.append(part);
        return true;
    }

    /// The extension data's place depends on the type (lines; envelope, body and lines), and
    /// servers leave parts of it out. The disposition is the list that begins with a word and holds
    /// a list or NIL next, which neither an envelope (ten items) nor a language list does.
    void readDisposition(const QList<Value> &items, BodyPart *part)
    {
        for (qsizetype i = 7; i < items.size(); ++i) {
            const Value &item = items[i];
            if (!item.isList() || item.items.isEmpty() || item.items.size() > 2
                || !item.items[0].isText())
                continue;
            if (item.items.size() == 2 && item.items[1].isText())
                continue;
            if (item.items.size() == 1 && item.items[0].text.compare("inline", Qt::CaseInsensitive)
                && item.items[0].text.compare("attachment", Qt::CaseInsensitive))
                continue;
            part->disposition = item.items[0].text.toLower();
            if (item.items.size() == 2)
                part->name = nameIn(parametersOf(item.items[1]), "filename");
            return;
        }
    }

    BodyStructure m_structure;
};

} // namespace

BodyStructure structureFromValue(const Value &value)
{
    StructureReader reader;
    if (!reader.read(value, {}, 0))
        return {};
    return reader.structure();
}

} // namespace Turnstone::Imap
