// SPDX-License-Identifier: MIT
#include "support/readingfixture.h"

#include "mail/messagereader.h"

namespace Turnstone::Test {

namespace {

class ScriptedBackend : public MailBackend {
public:
    ScriptedBackend(std::shared_ptr<ServerScript> script, BackendTraits traits)
        : m_script(std::move(script))
        , m_traits(traits)
    { }
    BackendTraits traits() const override { return m_traits; }
    void open(const Credentials &) override
    {
        const QMutexLocker lock(&m_script->mutex);
        if (m_script->openError)
            throw *m_script->openError;
    }
    void close() override { }
    QList<RemoteFolder> folders() override
    {
        RemoteFolder inbox;
        inbox.path = "INBOX";
        inbox.name = QStringLiteral("INBOX");
        inbox.role = FolderRole::Inbox;
        return {inbox};
    }
    FolderCursor synchronise(const FolderCursor &cursor, const KnownKeys &,
                             RemoteSink &sink) override
    {
        FolderCursor next = cursor;
        next.uidValidity = 1;
        sink.opened(1, 0);
        return next; // no listing: nothing known is touched
    }
    bool survey(const QByteArray &, SurveySink &sink) override
    {
        sink.opened(1, 0, 0);
        return false;
    }
    void fetch(const QList<FetchRequest> &requests, ContentSink &sink) override
    {
        const QMutexLocker lock(&m_script->mutex);
        for (const FetchRequest &request : requests) {
            ++m_script->fetches;
            const QByteArray raw = m_script->messages.value(request.key.key);
            sink.begin(request.key);
            if (request.selection.what == PartSelection::What::Everything) {
                sink.section("");
                sink.data(raw);
            }
            for (const QByteArray &section : request.selection.sections) {
                sink.section(section);
                sink.data(sectionBytes(raw, section));
            }
            sink.end();
        }
    }
    void remove(const QList<RemoteKey> &) override { }
    TransferCounts counts() const override { return {}; }
    ConnectionInfo connectionInfo() const override { return {}; }

private:
    std::shared_ptr<ServerScript> m_script;
    BackendTraits m_traits;
};

BackendRegistry::Entry scripted(const QString &protocol,
                                const std::shared_ptr<ServerScript> &script)
{
    BackendRegistry::Entry entry;
    entry.protocol = protocol;
    const bool imap = protocol == QStringLiteral("imap");
    entry.traits.partialFetch = imap;
    entry.traits.defaultTlsPort = imap ? 993 : 995;
    entry.traits.defaultStartTlsPort = imap ? 143 : 110;
    entry.create = [script, traits = entry.traits](const BackendConfig &) {
        return std::make_unique<ScriptedBackend>(script, traits);
    };
    return entry;
}

} // namespace

ReadingFixture::ReadingFixture()
    : m_store(std::make_unique<Store>(m_profile.paths(), Store::Access::ReadWrite, Clock::system()))
    , m_preferences(std::make_unique<Preferences>(m_profile.paths().config))
    , m_credentials(std::make_unique<CredentialStore>())
{
    m_registry.add(scripted(QStringLiteral("imap"), m_script));
    m_registry.add(scripted(QStringLiteral("pop3"), m_script));
    m_engine = std::make_unique<Engine>(*m_store, m_registry, *m_credentials, *m_preferences);
    m_writer = std::make_unique<MailWriter>(*m_store);
}

ReadingFixture::~ReadingFixture()
{
    m_writer.reset();
    m_engine.reset();
}

Account ReadingFixture::account(const QString &name, const QString &protocol)
{
    Account account;
    account.name = name;
    account.displayName = QStringLiteral("Ann Miller");
    account.email = QStringLiteral("ann@example.org");
    account.incoming.protocol = protocol;
    account.incoming.endpoint = {QStringLiteral("mail.example.org"),
                                 quint16(protocol == QStringLiteral("imap") ? 993 : 995),
                                 ConnectionSecurity::Tls};
    account.incoming.user = account.email;
    account.password.kind = PasswordSource::Kind::AskEachStart;
    return account;
}

AccountId ReadingFixture::addAccount(const Account &account)
{
    const AccountId id =
        m_writer->addAccount(account, account.incoming.protocol == QStringLiteral("imap"));
    const IncomingServerId server = m_writer->account(id)->incoming.id;
    WriteTransaction transaction(*m_writer);
    const QList<RemoteFolderRow> rows = m_writer->foldersSeen(
        server, {{"INBOX", QStringLiteral("INBOX"), QLatin1Char('/'), FolderRole::Inbox, true}});
    m_writer->setCursor(rows.constFirst().id, 1, 1, 0, 0);
    transaction.commit();
    m_inboxes.insert(id, rows.constFirst().id);
    return id;
}

PlacementId ReadingFixture::addMessage(AccountId account, const QByteArray &raw, ContentLevel level)
{
    IncomingMessage message;
    message.key = QByteArray::number(++m_lastKey);
    message.size = raw.size();
    message.receivedUtc = 1'700'000'000 + m_lastKey * 3600;
    message.envelope = readEnvelope(headerBlock(raw));
    message.structure = readStructure(raw);
    message.fingerprint = envelopeFingerprint(message.envelope, raw.size());
    Binding binding;
    {
        WriteTransaction transaction(*m_writer);
        binding = m_writer->messagesAppeared(m_inboxes.value(account), {message}).constFirst();
        transaction.commit();
    }
    {
        const QMutexLocker lock(&m_script->mutex);
        m_script->messages.insert(message.key, raw);
    }
    if (level == ContentLevel::None)
        return binding.placement;
    ContentWriter content(*m_store, account);
    content.begin(binding.message);
    if (level == ContentLevel::Everything) {
        content.section("");
        content.data(raw);
    } else {
        content.section("HEADER");
        content.data(headerBlock(raw));
        if (level == ContentLevel::Text)
            for (const BodyPart *part : message.structure.bodyTexts()) {
                content.section(part->section);
                content.data(sectionBytes(raw, part->section));
            }
    }
    const ContentWriter::Stored stored = content.end();
    content.commit();
    WriteTransaction transaction(*m_writer);
    m_writer->contentStored(stored, level, QString(), {}, message.structure);
    transaction.commit();
    return binding.placement;
}

} // namespace Turnstone::Test
