// SPDX-License-Identifier: MIT
#pragma once

#include "backend/imap/imapconnection.h"
#include "backend/mailbackend.h"
#include "net/wirelog.h"

namespace Turnstone {

class ImapChanges;
class ImapFlags;
class ImapFolders;
class ImapPush;
class ImapSurvey;

/// IMAP4rev1 and IMAP4rev2 behind the seam (RFC 3501, RFC 9051). A folder's path is its wire name,
/// a key its UID in decimal.
class ImapBackend : public MailBackend, public SearchSupport {
public:
    /// `withheld`: capabilities that count as not offered, so that each rung of
    /// BackendTraits::Ladder can be tried on one server.
    explicit ImapBackend(const BackendConfig &config, const ImapTimeouts &timeouts = {},
                         const QByteArrayList &withheld = {});
    ~ImapBackend() override;

    /// What holds of every IMAP server.
    static BackendTraits knownTraits();
    BackendTraits traits() const override;
    void open(const Credentials &) override;
    void close() override;
    QList<RemoteFolder> folders() override;
    QList<RemoteFolder> foldersAgain() override;
    FolderCursor synchronise(const FolderCursor &cursor, const KnownKeys &known,
                             RemoteSink &sink) override;
    bool survey(const QByteArray &folder, SurveySink &sink) override;
    void fetch(const QList<FetchRequest> &requests, ContentSink &sink) override;
    void prepare(const QByteArray &folder) override;
    void remove(const QList<RemoteKey> &keys) override;
    FlagSupport *flags() override;
    FolderSupport *folderChanges() override;
    /// Null until open, and where the server has neither IDLE nor NOTIFY.
    PushSupport *push() override;
    SearchSupport *search() override { return this; }
    QList<QByteArray> search(const QByteArray &folder, const QString &words) override;
    TransferCounts counts() const override;
    ConnectionInfo connectionInfo() const override;

private:
    BackendConfig m_config;
    WireLog m_log;
    ImapConnection m_connection;
    std::unique_ptr<ImapFolders> m_folders;
    std::unique_ptr<ImapFlags> m_flags;
    std::unique_ptr<ImapChanges> m_changes;
    std::unique_ptr<ImapPush> m_push;
    std::unique_ptr<ImapSurvey> m_survey;
};

} // namespace Turnstone
