// SPDX-License-Identifier: MIT
#pragma once

#include "backend/remote.h"
#include "protocol/imap/responses.h"

namespace Turnstone {

/// Whose a name is, by its prefix (RFC 2342). Without an answer everything is the user's own.
class ImapNamespaces {
public:
    void take(const Imap::NamespaceData &);

    RemoteFolder::Owner ownerOf(const QByteArray &path) const;
    /// What the user's own names begin with: "INBOX." at Courier, mostly "". Wire form.
    const QByteArray &personalPrefix() const { return m_personal; }
    /// `wire` where it lies in some namespace, else below the personal prefix: where a server takes
    /// new folders.
    QByteArray placed(const QByteArray &wire) const;
    /// A name's levels below the personal prefix: "INBOX.Sent" is "Sent" where that is "INBOX.".
    QByteArray belowPersonal(const QByteArray &path) const;
    /// The prefixes of other users' and shared names, without doubles and empty ones.
    QByteArrayList foreignPrefixes() const;

private:
    struct Prefix {
        QByteArray bytes;
        RemoteFolder::Owner owner = RemoteFolder::Owner::User;
    };
    QList<Prefix> m_prefixes; ///< longest first
    QByteArray m_personal;
};

} // namespace Turnstone
