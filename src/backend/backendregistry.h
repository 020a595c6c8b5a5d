// SPDX-License-Identifier: MIT
#pragma once

#include "backend/mailbackend.h"

#include <QStringList>

namespace Turnstone {

/// Protocol name to factory. Filled once at start by the composition root
/// (registerStandardBackends), then only read; a value that the engine is handed, so that tests
/// register an in-memory backend.
class BackendRegistry {
public:
    using Factory = std::function<std::unique_ptr<MailBackend>(const BackendConfig &)>;
    struct Entry {
        QString protocol; ///< "imap"
        BackendTraits traits; ///< what holds before any connection
        Factory create;
    };

    void add(Entry entry) { m_entries.append(std::move(entry)); }
    /// Null where the protocol is unknown.
    const Entry *find(const QString &protocol) const;
    QStringList protocols() const;

    /// "imap" and "pop3".
    static BackendRegistry standard();

private:
    QList<Entry> m_entries;
};

} // namespace Turnstone
