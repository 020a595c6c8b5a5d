// SPDX-License-Identifier: MIT
#pragma once

#include "backend/mailbackend.h"
#include "engine/pass.h"

namespace Turnstone {

/// The folders of one account as its server lists them, in one pass: writes them to the store,
/// unbinds what is gone after a second look, and knows of which of them STATUS shows no change. One
/// connection thread.
class FolderListing {
public:
    FolderListing(MailWriter &, MailBackend &, const Account &, const PassOptions &);

    /// Asks the server. What can be read, in the order in which it should be. Throws as the backend
    /// and the writer do.
    QList<RemoteFolderRow> read();
    /// `PassOptions::folders` alone, without asking.
    QList<RemoteFolderRow> named();
    /// The folder to begin with, as far as it is known without asking: the one that is open, else
    /// the Inbox, which every server has.
    std::optional<RemoteFolderRow> firstKnown();
    /// After `read`.
    bool isUnchanged(const RemoteFolderRow &);

private:
    void write(const QList<RemoteFolder> &listed);
    void unbindVanished(const QList<RemoteFolder> &listed);
    QList<RemoteFolderRow> inOrder(QList<RemoteFolderRow> rows);

    MailWriter &m_writer;
    MailBackend &m_backend;
    const Account &m_account;
    const PassOptions &m_options;
    QHash<QByteArray, RemoteFolder> m_listed;
    bool m_modSeqsCoverAll = false; ///< the same one says that nothing changed at all
};

} // namespace Turnstone
