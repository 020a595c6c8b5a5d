// SPDX-License-Identifier: MIT
#pragma once

#include "backend/pop3/pop3connection.h"
#include "backend/pop3/pop3listing.h"

namespace Turnstone {

struct Pop3Options {
    Pop3Timeouts timeouts;
    qint64 messageBytes =
        Limits::messageBytes; ///< larger ones are refused, unread where LIST tells
    int beginningLines = 1200; ///< of a body, about 90 KB of text as mail is written
    size_t window = 100; ///< commands on their way where the server offers PIPELINING
    /// Silence after which a NOOP is due. Servers hang up after 10 minutes (RFC 1939 3), some after
    /// two.
    qint64 silenceMs = 60'000;
};

/// POP3 as a MailBackend: one folder, "INBOX", whose UIDVALIDITY is always 1. A message's key is
/// its UIDL; of a repeated one it is "uidl#fingerprint of the header". Without UIDL a message's key
/// is the fingerprint of its header (TOP n 0), or of all of it where there is no TOP either;
/// traits().stableKeys then says false.
///
/// Headers are fetched by TOP as section "HEADER", and a beginning as "BEGINNING"; every other
/// selection gives the whole message as section "". What `remove` marks goes when close() returns,
/// and stays when the connection ends in any other way. One connection thread.
class Pop3Backend : public MailBackend {
public:
    explicit Pop3Backend(const BackendConfig &config, const Pop3Options &options = {});

    /// What holds before any connection.
    static BackendTraits knownTraits();

    BackendTraits traits() const override;
    void open(const Credentials &) override;
    /// Throws unless QUIT was answered +OK; but where nothing was removed, a server that just hangs
    /// up is forgiven.
    void close() override;
    QList<RemoteFolder> folders() override;
    FolderCursor synchronise(const FolderCursor &cursor, const KnownKeys &known,
                             RemoteSink &sink) override;
    bool survey(const QByteArray &folder, SurveySink &sink) override;
    void fetch(const QList<FetchRequest> &requests, ContentSink &sink) override;
    void keepAlive() override;
    void remove(const QList<RemoteKey> &keys) override;
    TransferCounts counts() const override { return m_connection.counts(); }
    ConnectionInfo connectionInfo() const override { return m_connection.info(); }

private:
    /// What is asked of the server for one FetchRequest.
    struct Planned {
        quint32 number = 0; ///< 0: nothing is asked, `refusal` is told
        std::optional<int> lines; ///< of its body, by TOP; absent: all of it
        MailError refusal;
    };
    Pop3Listing &listing();
    void readListing();
    void readListingAnswers();
    void keyByHeaders();
    QByteArray readKey(bool whole);
    Planned plan(const FetchRequest &) const;
    void ask(const Planned &);
    void deliver(const FetchRequest &, Planned, ContentSink &);
    void deliverMessage(const FetchRequest &, const Planned &, ContentSink &);
    size_t window() const;

    Pop3Options m_options;
    Pop3Connection m_connection;
    std::optional<Pop3Listing> m_listing;
    bool m_uidl = true;
    bool m_list = true;
    bool m_top = true; ///< until the server says otherwise
    qint64 m_removed = 0;
};

} // namespace Turnstone
