// SPDX-License-Identifier: MIT
#include "support/windowfixture.h"

#include "mail/messagereader.h"

namespace Turnstone::Test {

namespace {

constexpr int fillBatch = 5000;

BackendRegistry::Entry silentProtocol(const QString &name, bool everything)
{
    BackendRegistry::Entry entry;
    entry.protocol = name;
    entry.traits.flagsOnServer = entry.traits.foldersOnServer = everything;
    entry.traits.partialFetch = everything;
    entry.create = [](const BackendConfig &) { return std::unique_ptr<MailBackend>(); };
    return entry;
}

} // namespace

WindowFixture::WindowFixture()
    : m_store(std::make_unique<Store>(m_profile.paths(), Store::Access::ReadWrite, Clock::system()))
    , m_preferences(std::make_unique<Preferences>(m_profile.paths().config))
    , m_credentials(std::make_unique<CredentialStore>())
{
    m_registry.add(silentProtocol(QStringLiteral("imap"), true));
    m_registry.add(silentProtocol(QStringLiteral("pop3"), false));
    m_engine = std::make_unique<Engine>(*m_store, m_registry, *m_credentials, *m_preferences);
    m_writer = std::make_unique<MailWriter>(*m_store);
}

WindowFixture::~WindowFixture()
{
    m_writer.reset();
    m_engine.reset();
}

void WindowFixture::restartPreferences()
{
    m_engine.reset();
    m_preferences = std::make_unique<Preferences>(m_profile.paths().config);
    m_engine = std::make_unique<Engine>(*m_store, m_registry, *m_credentials, *m_preferences);
}

AccountId WindowFixture::addAccount(const QString &name, const QString &protocol)
{
    Account account;
    account.name = name;
    account.email = QStringLiteral("me@example.org");
    account.incoming.protocol = protocol;
    account.incoming.endpoint = {QStringLiteral("imap.example.org"), 993, ConnectionSecurity::Tls};
    account.incoming.user = account.email;
    account.password.kind = PasswordSource::Kind::AskEachStart;
    const AccountId id = m_writer->addAccount(account, true);
    const IncomingServerId server = m_writer->account(id)->incoming.id;
    QList<MailWriter::SeenFolder> seen;
    const auto add = [&](const char *path, FolderRole role) {
        seen.append({path, QString::fromLatin1(path), QLatin1Char('/'), role, true});
    };
    add("INBOX", FolderRole::Inbox);
    add("Drafts", FolderRole::Drafts);
    add("Sent", FolderRole::Sent);
    add("Archive", FolderRole::Archive);
    add("Junk", FolderRole::Junk);
    add("Trash", FolderRole::Trash);
    add("Projects", FolderRole::None);
    add("Projects/Harbour", FolderRole::None);
    add("Receipts", FolderRole::None);
    WriteTransaction transaction(*m_writer);
    m_writer->foldersSeen(server, seen);
    transaction.commit();
    return id;
}

FolderId WindowFixture::folder(AccountId account, FolderRole role)
{
    const auto found = m_writer->folderByRole(account, role);
    return found ? found->id : FolderId();
}

RemoteFolderRow WindowFixture::remoteFolder(AccountId account, FolderRole role)
{
    const FolderId wanted = folder(account, role);
    const auto rows = m_writer->remoteFolders(m_writer->account(account)->incoming.id);
    for (const RemoteFolderRow &row : rows) {
        if (row.folder == wanted)
            return row;
    }
    return {};
}

void WindowFixture::fill(AccountId account, FolderRole role, int count, qint64 newestUtc,
                         const QString &prefix)
{
    const RemoteFolderId remote = remoteFolder(account, role).id;
    for (int first = 0; first < count; first += fillBatch) {
        QList<IncomingMessage> batch;
        for (int i = first; i < qMin(count, first + fillBatch); ++i) {
            IncomingMessage message;
            message.key = QByteArray::number(++m_lastKey);
            message.size = 1000 + i % 5000;
            message.receivedUtc = newestUtc - qint64(count - 1 - i) * 60;
            message.envelope.subject = prefix + QString::number(i);
            message.envelope.from = {{QStringLiteral("Sender %1").arg(i % 97),
                                      QStringLiteral("s%1@example.org").arg(i % 97)}};
            message.envelope.messageId = message.key + "@example.org";
            message.envelope.dateUtc = message.receivedUtc;
            message.flags.flags.setFlag(Flag::Seen, i % 4 != 0);
            message.flags.flags.setFlag(Flag::Flagged, i % 10 == 0);
            message.fingerprint = envelopeFingerprint(message.envelope, message.size);
            batch.append(message);
        }
        WriteTransaction transaction(*m_writer);
        m_writer->messagesAppeared(remote, batch);
        transaction.commit();
    }
}

PlacementId WindowFixture::add(AccountId account, FolderRole role, const IncomingMessage &wished)
{
    IncomingMessage message = wished;
    message.key = QByteArray::number(++m_lastKey);
    message.fingerprint = envelopeFingerprint(message.envelope, message.size);
    WriteTransaction transaction(*m_writer);
    const auto bindings = m_writer->messagesAppeared(remoteFolder(account, role).id, {message});
    transaction.commit();
    return bindings.value(0).placement;
}

void WindowFixture::vanish(PlacementId id)
{
    const auto binding = m_writer->binding(id);
    if (!binding)
        return;
    WriteTransaction transaction(*m_writer);
    m_writer->messagesVanished(binding->remoteFolder, {binding->key});
    transaction.commit();
}

} // namespace Turnstone::Test
