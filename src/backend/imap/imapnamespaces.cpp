// SPDX-License-Identifier: MIT
#include "backend/imap/imapnamespaces.h"

#include "mail/limits.h"
#include "protocol/imap/mailboxname.h"

#include <algorithm>

namespace Turnstone {

using Imap::NamespaceData;

namespace {

/// "INBOX." in any case of letters, as INBOX itself; others byte by byte.
bool beginsWith(const QByteArray &path, const QByteArray &prefix)
{
    if (path.startsWith(prefix))
        return true;
    return prefix.size() > 5 && Imap::isInbox(prefix.first(5)) && path.size() >= prefix.size()
        && Imap::isInbox(path.first(5)) && path.mid(5).startsWith(prefix.mid(5));
}

} // namespace

void ImapNamespaces::take(const NamespaceData &data)
{
    m_prefixes.clear();
    const auto add = [this](const QList<NamespaceData::Entry> &entries, RemoteFolder::Owner owner) {
        for (const NamespaceData::Entry &entry : entries) {
            if (entry.prefix.size() <= Limits::folderNameBytes && !entry.prefix.contains('\0'))
                m_prefixes.append({entry.prefix, owner});
        }
    };
    add(data.personal, RemoteFolder::Owner::User);
    m_personal = m_prefixes.isEmpty() ? QByteArray() : m_prefixes.first().bytes;
    add(data.others, RemoteFolder::Owner::Other);
    add(data.shared, RemoteFolder::Owner::Shared);
    // A user's own before the others of the same length: a server that says "" for several means
    // what it has always been.
    std::stable_sort(m_prefixes.begin(), m_prefixes.end(),
                     [](const auto &a, const auto &b) { return a.bytes.size() > b.bytes.size(); });
}

RemoteFolder::Owner ImapNamespaces::ownerOf(const QByteArray &path) const
{
    if (Imap::isInbox(path))
        return RemoteFolder::Owner::User;
    for (const Prefix &prefix : m_prefixes) {
        // "Shared" itself, the root of "Shared/", too.
        if (beginsWith(path, prefix.bytes)
            || (prefix.owner != RemoteFolder::Owner::User && prefix.bytes.size() == path.size() + 1
                && prefix.bytes.startsWith(path)))
            return prefix.owner;
    }
    return RemoteFolder::Owner::User;
}

QByteArray ImapNamespaces::placed(const QByteArray &wire) const
{
    if (m_personal.isEmpty() || Imap::isInbox(wire))
        return wire;
    const bool somewhere =
        std::any_of(m_prefixes.begin(), m_prefixes.end(), [&wire](const Prefix &prefix) {
            return !prefix.bytes.isEmpty() && beginsWith(wire, prefix.bytes);
        });
    return somewhere ? wire : m_personal + wire;
}

QByteArray ImapNamespaces::belowPersonal(const QByteArray &path) const
{
    if (!m_personal.isEmpty() && path.size() > m_personal.size() && beginsWith(path, m_personal))
        return path.mid(m_personal.size());
    return path;
}

QByteArrayList ImapNamespaces::foreignPrefixes() const
{
    QByteArrayList prefixes;
    for (const Prefix &prefix : m_prefixes) {
        if (prefix.owner != RemoteFolder::Owner::User && !prefix.bytes.isEmpty()
            && !prefixes.contains(prefix.bytes))
            prefixes.append(prefix.bytes);
    }
    return prefixes;
}

} // namespace Turnstone
