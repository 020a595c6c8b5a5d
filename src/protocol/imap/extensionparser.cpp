// SPDX-License-Identifier: MIT
#include "protocol/imap/extensionparser.h"

namespace Turnstone::Imap {

namespace {

constexpr qsizetype namespacesOfAKind = 100;
constexpr qsizetype quotaResources = 100;
constexpr qsizetype quotaRoots = 100;

QList<NamespaceData::Entry> readNamespaceKind(Reader &reader)
{
    reader.skipSpaces();
    bool tooDeep = false;
    const Value value = reader.value(&tooDeep);
    QList<NamespaceData::Entry> entries;
    if (tooDeep || value.kind == Value::Kind::Text)
        throw Malformed{};
    for (const Value &item : value.items) {
        if (!item.isList() || item.items.isEmpty() || !item.items.first().isText())
            throw Malformed{};
        NamespaceData::Entry entry;
        entry.prefix = item.items.first().text;
        const Value delimiter = item.items.value(1);
        if (delimiter.isText() && !delimiter.text.isEmpty())
            entry.delimiter = QLatin1Char(delimiter.text.front());
        if (entries.size() < namespacesOfAKind)
            entries.append(entry);
    }
    return entries;
}

} // namespace

NamespaceData readNamespaces(Reader &reader)
{
    NamespaceData data;
    data.personal = readNamespaceKind(reader);
    data.others = readNamespaceKind(reader);
    data.shared = readNamespaceKind(reader);
    return data;
}

MyRightsData readMyRights(Reader &reader)
{
    MyRightsData data;
    data.path = reader.string();
    reader.skipSpaces();
    data.rights = reader.string();
    return data;
}

QuotaData readQuota(Reader &reader)
{
    QuotaData quota;
    quota.root = reader.string();
    reader.skipSpaces();
    reader.require('(');
    reader.skipSpaces();
    while (!reader.take(')')) {
        QuotaData::Resource resource;
        resource.name = reader.word().toByteArray().toUpper();
        reader.skipSpaces();
        resource.usage = reader.number();
        reader.skipSpaces();
        resource.limit = reader.number();
        reader.skipSpaces();
        if (quota.resources.size() < quotaResources)
            quota.resources.append(resource);
    }
    return quota;
}

QuotaRootData readQuotaRoot(Reader &reader)
{
    QuotaRootData data;
    data.path = reader.string();
    for (;;) {
        reader.skipSpaces();
        if (reader.atEnd())
            return data;
        const QByteArray root = reader.string();
        if (data.roots.size() < quotaRoots)
            data.roots.append(root);
    }
}

} // namespace Turnstone::Imap
