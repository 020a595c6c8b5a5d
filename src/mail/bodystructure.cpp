// SPDX-License-Identifier: MIT
#include "mail/bodystructure.h"

#include <QDataStream>
#include <QHash>
#include <QtEndian>
#include <cstring>
#include <vector>

namespace Turnstone {

namespace {

constexpr quint8 structureVersion = 1;
constexpr quint32 structureParts = 20'000; // more than any parser of ours lets through

/// The parts as a tree of indices; built for one question and dropped.
class PartTree {
public:
    explicit PartTree(const QList<BodyPart> &parts)
        : m_parts(parts)
        , m_children(static_cast<size_t>(parts.size()))
        , m_parent(static_cast<size_t>(parts.size()), -1)
    {
        QHash<QByteArray, int> multiparts;
        for (int i = 0; i < parts.size(); ++i) {
            const QByteArray &section = parts.at(i).section;
            const qsizetype dot = section.lastIndexOf('.');
            const QByteArray parent = dot < 0 ? QByteArray("") : section.left(dot);
            const int at = section.isEmpty() ? -1 : multiparts.value(parent, -1);
            if (at >= 0) {
                m_parent[static_cast<size_t>(i)] = at;
                m_children[static_cast<size_t>(at)].push_back(i);
            }
            if (parts.at(i).isMultipart())
                multiparts.insert(section, i);
        }
    }

    /// Body text under `node`: a lone or unnamed text/plain or text/html that isn't attached.
    void collectBody(int node, bool takeNamed, QList<int> &found) const
    {
        const auto &children = m_children[static_cast<size_t>(node)];
        if (children.empty()) {
            if (isBodyText(node, takeNamed))
                found.append(node);
            return;
        }
        // RFC 2387 3.2: the root comes first unless `start` says otherwise, which nobody does.
        const bool firstOnly =
            isType(node, "multipart/related") || isType(node, "multipart/signed");
        for (const int child : children) {
            collectBody(child, takeNamed, found);
            if (firstOnly)
                break;
        }
    }

    QList<int> body() const
    {
        QList<int> found;
        for (const bool takeNamed : {false, true}) {
            if (!m_parts.isEmpty() && found.isEmpty())
                collectBody(0, takeNamed, found);
        }
        // A text whose only body is a named file is one text, not all of its files.
        if (found.size() > 1 && !m_parts.at(found.first()).name.isEmpty())
            found.resize(1);
        return found;
    }

    /// The outermost alternative around the body's first text, else that text itself; -1: no body.
    int mainBody() const
    {
        const QList<int> all = body();
        int top = all.isEmpty() ? -1 : all.first();
        for (int node = top; node >= 0; node = m_parent[static_cast<size_t>(node)]) {
            if (isType(node, "multipart/alternative"))
                top = node;
        }
        return top;
    }

    /// The first leaf of a type in the main body; of alternatives the last that has one, since the
    /// last is the best (RFC 2046 5.1.4).
    int mainLeaf(const char *type) const
    {
        const int top = mainBody();
        if (top < 0)
            return -1;
        const auto &children = m_children[static_cast<size_t>(top)];
        if (children.empty())
            return isType(top, type) ? top : -1;
        for (auto child = children.rbegin(); child != children.rend(); ++child) {
            QList<int> found;
            collectBody(*child, true, found);
            for (const int node : found) {
                if (isType(node, type))
                    return node;
            }
        }
        return -1;
    }

    /// An image within multipart/related that carries an id is there to be referred to.
    bool isReferredImage(int node) const
    {
        const BodyPart &part = m_parts.at(node);
        const int parent = m_parent[static_cast<size_t>(node)];
        return parent >= 0 && isType(parent, "multipart/related") && part.type.startsWith("image/")
            && !part.contentId.isEmpty() && part.disposition != "attachment";
    }

    bool isLeaf(int node) const { return m_children[static_cast<size_t>(node)].empty(); }

private:
    bool isType(int node, const char *type) const { return m_parts.at(node).type == type; }
    bool isBodyText(int node, bool takeNamed) const
    {
        const BodyPart &part = m_parts.at(node);
        return (part.type == "text/plain" || part.type == "text/html")
            && part.disposition != "attachment" && (takeNamed || part.name.isEmpty());
    }

    const QList<BodyPart> &m_parts;
    std::vector<std::vector<int>> m_children;
    std::vector<int> m_parent;
};

/// A signature says something of the message; it's nothing a user would save.
bool isSignature(const QByteArray &type)
{
    return type == "application/pgp-signature" || type == "application/pkcs7-signature"
        || type == "application/x-pkcs7-signature";
}

} // namespace

const BodyPart *BodyStructure::find(const QByteArray &section) const
{
    for (const BodyPart &part : parts) {
        if (part.section == section)
            return &part;
    }
    return nullptr;
}

const BodyPart *BodyStructure::plainText() const
{
    const int node = PartTree(parts).mainLeaf("text/plain");
    return node < 0 ? nullptr : &parts.at(node);
}

const BodyPart *BodyStructure::html() const
{
    const int node = PartTree(parts).mainLeaf("text/html");
    return node < 0 ? nullptr : &parts.at(node);
}

QList<const BodyPart *> BodyStructure::bodyTexts() const
{
    QList<const BodyPart *> result;
    for (const int node : PartTree(parts).body())
        result.append(&parts.at(node));
    return result;
}

QList<const BodyPart *> BodyStructure::attachments() const
{
    const PartTree tree(parts);
    const QList<int> body = tree.body();
    const bool hasHtml = tree.mainLeaf("text/html") >= 0;
    QList<const BodyPart *> result;
    auto nextBody = body.begin();
    for (int i = 0; i < parts.size(); ++i) {
        if (nextBody != body.end() && *nextBody == i) {
            ++nextBody;
            continue;
        }
        const bool isWhole = parts.at(i).section.isEmpty(); // an empty multipart: nothing to save
        if (tree.isLeaf(i) && !isWhole && !isSignature(parts.at(i).type)
            && !(hasHtml && tree.isReferredImage(i)))
            result.append(&parts.at(i));
    }
    return result;
}

namespace {

/// Writes as QDataStream of Qt 6.4 does, which reads it: a stream made for each message of a first
/// sync would cost more than what is written.
class StructureBytes {
public:
    explicit StructureBytes(qsizetype expected) { m_bytes.resize(expected); }
    template <typename Number> void number(Number value)
    {
        qToBigEndian(value, room(sizeof value));
        m_used += qsizetype(sizeof value);
    }
    void bytes(const QByteArray &value)
    {
        number(value.isNull() ? 0xffffffffu : static_cast<quint32>(value.size()));
        if (value.isEmpty())
            return;
        std::memcpy(room(value.size()), value.constData(), size_t(value.size()));
        m_used += value.size();
    }
    QByteArray result()
    {
        m_bytes.truncate(m_used);
        return std::move(m_bytes);
    }

private:
    char *room(qsizetype more)
    {
        if (m_bytes.size() - m_used < more)
            m_bytes.resize(2 * m_bytes.size() + more);
        return m_bytes.data() + m_used;
    }

    QByteArray m_bytes;
    qsizetype m_used = 0;
};

} // namespace

QByteArray serialise(const BodyStructure &structure)
{
    StructureBytes out(structure.parts.size() * 96 + 8);
    out.number(structureVersion);
    out.number(static_cast<quint32>(structure.parts.size()));
    for (const BodyPart &part : structure.parts) {
        for (const QByteArray *value :
             {&part.section, &part.type, &part.charset, &part.encoding, &part.contentId})
            out.bytes(*value);
        out.bytes(part.name.toUtf8());
        out.bytes(part.disposition);
        out.number(static_cast<quint8>(part.flowed));
        out.number(static_cast<quint8>(part.delSp));
        out.number(part.size);
    }
    return out.result();
}

BodyStructure bodyStructureFromBytes(const QByteArray &bytes)
{
    QDataStream stream(bytes);
    stream.setVersion(QDataStream::Qt_6_4);
    quint8 version = 0;
    quint32 count = 0;
    stream >> version >> count;
    if (version != structureVersion || count > structureParts)
        return {};
    BodyStructure structure;
    for (quint32 i = 0; i < count && stream.status() == QDataStream::Ok; ++i) {
        BodyPart part;
        QByteArray name;
        stream >> part.section >> part.type >> part.charset >> part.encoding >> part.contentId
            >> name >> part.disposition >> part.flowed >> part.delSp >> part.size;
        part.name = QString::fromUtf8(name);
        structure.parts.append(part);
    }
    return stream.status() == QDataStream::Ok && stream.atEnd() ? structure : BodyStructure();
}

} // namespace Turnstone
