// SPDX-License-Identifier: MIT
#include "backend/backendregistry.h"

#include "backend/imap/imapbackend.h"
#include "backend/pop3/pop3backend.h"

namespace Turnstone {

const BackendRegistry::Entry *BackendRegistry::find(const QString &protocol) const
{
    for (const Entry &entry : m_entries) {
        if (entry.protocol == protocol)
            return &entry;
    }
    return nullptr;
}

QStringList BackendRegistry::protocols() const
{
    QStringList names;
    for (const Entry &entry : m_entries)
        names.append(entry.protocol);
    return names;
}

BackendRegistry BackendRegistry::standard()
{
    BackendRegistry registry;
    registry.add(
        {QStringLiteral("imap"), ImapBackend::knownTraits(),
         [](const BackendConfig &config) { return std::make_unique<ImapBackend>(config); }});
    registry.add(
        {QStringLiteral("pop3"), Pop3Backend::knownTraits(),
         [](const BackendConfig &config) { return std::make_unique<Pop3Backend>(config); }});
    return registry;
}

} // namespace Turnstone
