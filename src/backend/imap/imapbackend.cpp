// SPDX-License-Identifier: MIT
#include "backend/imap/imapbackend.h"

#include "backend/imap/imapchanges.h"
#include "backend/imap/imapfetcher.h"
#include "backend/imap/imapfolders.h"
#include "backend/imap/imapheaderfetcher.h"
#include "backend/imap/imappush.h"
#include "backend/imap/imapsignin.h"
#include "backend/imap/imapsurvey.h"
#include "backend/imap/imapsynchroniser.h"
#include "net/tlstransport.h"

namespace Turnstone {

ImapBackend::ImapBackend(const BackendConfig &config, const ImapTimeouts &timeouts,
                         const QByteArrayList &withheld)
    : m_config(config)
    , m_log(QStringLiteral("imap %1").arg(config.server.endpoint.host))
    , m_connection(std::make_unique<TlsTransport>(config.certificates, config.wakeup, &m_log),
                   timeouts)
    , m_folders(std::make_unique<ImapFolders>(m_connection))
    , m_flags(std::make_unique<ImapFlags>(m_connection))
    , m_changes(std::make_unique<ImapChanges>(m_connection, *m_folders))
    , m_push(std::make_unique<ImapPush>(m_connection))
    , m_survey(std::make_unique<ImapSurvey>(m_connection))
{
    m_connection.session().withhold(withheld);
    m_connection.setMetered(config.isMetered);
}

ImapBackend::~ImapBackend() = default;

BackendTraits ImapBackend::knownTraits()
{
    BackendTraits traits;
    traits.flagsOnServer = true;
    traits.foldersOnServer = true;
    traits.push = true;
    traits.connections = 3;
    traits.partialFetch = true;
    traits.defaultTlsPort = 993;
    traits.defaultStartTlsPort = 143;
    return traits;
}

BackendTraits ImapBackend::traits() const
{
    BackendTraits traits = knownTraits();
    if (m_connection.session().capabilities().areKnown()) {
        traits.push = ImapPush::isOffered(m_connection);
        traits.pushOfFolders = m_connection.offers("NOTIFY");
        traits.pushOfChanges = ImapPush::tellsOfChanges(m_connection);
        traits.movesAtOnce = m_connection.offers("MOVE");
        traits.labels = m_connection.offers("X-GM-EXT-1");
        traits.objectIds = traits.labels || m_connection.offers("OBJECTID");
        traits.subscriptions = true;
        traits.uidExpunge = m_connection.offers("UIDPLUS");
        traits.quota = m_connection.offers("QUOTA");
        traits.rights = m_connection.offers("ACL");
        traits.largestAppend =
            m_connection.session().capabilities().number("APPENDLIMIT").value_or(0);
        traits.ladder = ImapSynchroniser::ladder(m_connection);
        traits.keepsTags = m_connection.keepsTags();
    }
    return traits;
}

void ImapBackend::open(const Credentials &credentials)
{
    m_log.hide(credentials.password);
    try {
        ImapSignIn(m_connection, m_config.server.endpoint).run(credentials);
        m_connection.enable();
    } catch (const MailError &) {
        // Half open is of no use to anybody, and may be half protected.
        m_connection.close();
        throw;
    }
}

void ImapBackend::close()
{
    using State = Imap::Session::State;
    const State state = m_connection.session().state();
    if (m_connection.transport().isOpen()
        && (state == State::Authenticated || state == State::Selected)) {
        try {
            // Waited for, also by who only read: some servers write the mailbox anew as a session
            // ends (GNU Mailutils), and another that came in between would lose what it changed.
            m_connection.ask(Imap::Commands::logout());
        } catch (const MailError &) {
            // A server that just goes has said goodbye enough.
        }
    }
    m_connection.close();
}

QList<RemoteFolder> ImapBackend::folders()
{
    return m_folders->list();
}

QList<RemoteFolder> ImapBackend::foldersAgain()
{
    return m_folders->listPlainly();
}

FolderCursor ImapBackend::synchronise(const FolderCursor &cursor, const KnownKeys &known,
                                      RemoteSink &sink)
{
    return ImapSynchroniser(m_connection, known, sink).run(cursor);
}

bool ImapBackend::survey(const QByteArray &folder, SurveySink &sink)
{
    return m_survey->run(folder, sink);
}

void ImapBackend::fetch(const QList<FetchRequest> &requests, ContentSink &sink)
{
    if (ImapHeaderFetcher::takes(requests))
        ImapHeaderFetcher(m_connection, sink).run(requests);
    else
        ImapFetcher(m_connection, sink).run(requests);
}

void ImapBackend::prepare(const QByteArray &folder)
{
    if (m_connection.isSelected(folder))
        m_connection.run(Imap::Commands::noop(), ErrorScope::Folder); // or it is open no more
    else
        m_connection.ensureSelected(folder);
}

void ImapBackend::remove(const QList<RemoteKey> &keys)
{
    m_changes->removeMessages(keys);
}

FlagSupport *ImapBackend::flags()
{
    return m_flags.get();
}

FolderSupport *ImapBackend::folderChanges()
{
    return m_changes.get();
}

PushSupport *ImapBackend::push()
{
    return ImapPush::isOffered(m_connection) ? m_push.get() : nullptr;
}

QList<QByteArray> ImapBackend::search(const QByteArray &folder, const QString &words)
{
    Imap::UidSet found;
    m_connection.ensureSelected(folder);
    m_connection.run(Imap::Commands::uidSearchText(words.toUtf8()), ErrorScope::Folder,
                     [&found](const Imap::Event &event) {
                         const auto *untagged = std::get_if<Imap::Untagged>(&event);
                         const auto *search = untagged
                             ? std::get_if<Imap::SearchData>(&untagged->response)
                             : nullptr;
                         if (search)
                             found.unite(search->found);
                     });
    QList<QByteArray> keys;
    const QList<quint32> uids = found.toList();
    for (const quint32 uid : uids)
        keys.append(QByteArray::number(uid));
    return keys;
}

TransferCounts ImapBackend::counts() const
{
    return {m_connection.transport().bytesIn(), m_connection.transport().bytesOut(),
            m_connection.roundTrips()};
}

ConnectionInfo ImapBackend::connectionInfo() const
{
    return m_connection.transport().info();
}

} // namespace Turnstone
