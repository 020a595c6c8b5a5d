// SPDX-License-Identifier: MIT
#include "support/storefiller.h"

#include "mail/messagereader.h"

#include <QCryptographicHash>

#include <array>

namespace Turnstone::Test {

namespace {

struct Person {
    const char16_t *name;
    const char *mailbox;
};
constexpr std::array<Person, 8> people{{{u"Ada Lovelace", "ada@analytical.example"},
                                        {u"Jürgen Müller", "juergen@müller.example"},
                                        {u"山田 太郎", "taro@yamada.example"},
                                        {u"Zoë Ångström", "zoe@angstrom.example"},
                                        {u"Ивáн Петров", "ivan@petrov.example"},
                                        {u"محمد علي", "mohamed@ali.example"},
                                        {u"build-bot", "ci@builds.example"},
                                        {u"Émile Zola", "emile@zola.example"}}};
constexpr std::array<const char16_t *, 7> subjects{
    u"Minutes of the meeting", u"Rechnung für März",       u"次回の打ち合わせについて",
    u"Photos from the lake",   u"Build failed: main #421", u"Été: planning des congés",
    u"Fahrplan 🚆 ab Montag"};

Address personOf(qint64 n)
{
    const Person &person = people[size_t(n * 7 % qint64(people.size()))];
    return {QString::fromUtf16(person.name), QString::fromUtf8(person.mailbox)};
}

} // namespace

Account exampleAccount(const QString &name, const QString &protocol)
{
    Account account;
    account.name = name;
    account.displayName = QStringLiteral("Ada Lovelace");
    account.email = QStringLiteral("ada@analytical.example");
    account.incoming.protocol = protocol;
    account.incoming.endpoint = {QStringLiteral("mail.invalid"), 993, ConnectionSecurity::Tls};
    account.incoming.user = QStringLiteral("ada");
    return account;
}

IncomingMessage exampleMessage(qint64 n)
{
    IncomingMessage message;
    message.key = QByteArray::number(n + 1);
    message.receivedUtc = 1'600'000'000 + n * 60;
    message.size = 1000 + n * 7919 % 100'000;
    if (n % 10 != 0)
        message.flags.flags |= Flag::Seen;
    if (n % 50 == 0)
        message.flags.flags |= Flag::Flagged;
    if (n % 200 == 0)
        message.flags.tags = {QStringLiteral("later")};
    Envelope &envelope = message.envelope;
    envelope.messageId = QByteArray::number(n) + "@example.org";
    if (n % 3 == 2) {
        envelope.inReplyTo = {QByteArray::number(n - 1) + "@example.org"};
        envelope.references = envelope.inReplyTo;
    }
    envelope.from = {personOf(n)};
    envelope.to = {personOf(n + 3)};
    envelope.subject = (n % 3 == 2 ? QStringLiteral("Re: ") : QString())
        + QString::fromUtf16(subjects[size_t(n / 3 % qint64(subjects.size()))])
        + QStringLiteral(" (%1)").arg(n / 3);
    envelope.dateUtc = message.receivedUtc - 5;
    BodyPart text;
    text.section = "1";
    text.type = "text/plain";
    text.charset = "utf-8";
    text.size = 400;
    message.structure.parts = {text};
    // Unique by number as the real one is by content, without its cost.
    message.fingerprint =
        QCryptographicHash::hash(envelope.messageId + message.key, QCryptographicHash::Sha256);
    return message;
}

QByteArray exampleBytes(qint64 n, qsizetype bodyBytes)
{
    const IncomingMessage message = exampleMessage(n);
    QByteArray bytes = "Message-ID: <" + message.envelope.messageId
        + ">\r\nFrom: " + message.envelope.from.first().mailbox.toUtf8() + "\r\nSubject: "
        + message.envelope.subject.toUtf8() + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n";
    const QByteArray line = "Line of message " + QByteArray::number(n) + ", that goes on.\r\n";
    for (const qsizetype end = bytes.size() + bodyBytes; bytes.size() < end;)
        bytes += line;
    return bytes;
}

StoreFiller::StoreFiller(Store &store)
    : m_store(store)
    , m_writer(store)
{ }

StoreFiller::~StoreFiller() = default;

AccountId StoreFiller::addAccount(const QString &name)
{
    const AccountId account = m_writer.addAccount(exampleAccount(name), true);
    folder(account);
    return account;
}

RemoteFolderRow StoreFiller::folder(AccountId account, const QString &path)
{
    const IncomingServerId server = m_writer.account(account)->incoming.id;
    WriteTransaction transaction(m_writer);
    MailWriter::SeenFolder seen;
    seen.path = path.toUtf8();
    seen.name = path;
    seen.delimiter = QLatin1Char('/');
    seen.role =
        path == QLatin1String("INBOX") ? FolderRole::Inbox : folderRoleFromString(path.toLower());
    RemoteFolderRow found;
    for (const RemoteFolderRow &row : m_writer.foldersSeen(server, {seen})) {
        if (row.path == seen.path)
            found = row;
    }
    transaction.commit();
    return found;
}

void StoreFiller::fill(const RemoteFolderRow &folder, qint64 count, qint64 first)
{
    constexpr qint64 batch = 1000;
    m_writer.checkReferences(false);
    for (qint64 done = 0; done < count; done += batch) {
        QList<IncomingMessage> messages;
        for (qint64 n = done; n < qMin(done + batch, count); ++n)
            messages.append(exampleMessage(first + n));
        WriteTransaction transaction(m_writer);
        m_writer.messagesAppeared(folder.id, messages);
        m_writer.setCursor(folder.id, 1, quint32(first + done + messages.size() + 1), 0, 0);
        transaction.commit();
    }
    m_writer.checkReferences(true);
}

void StoreFiller::fillContent(const RemoteFolderRow &folder, int count, qsizetype bodyBytes)
{
    const AccountId account = m_writer.folder(folder.folder)->account;
    ContentWriter contents(m_store, account);
    constexpr int batch = 500;
    for (int left = count; left > 0;) {
        const auto wanted =
            m_writer.wantedContent(folder.id, ContentLevel::Everything, 0, qMin(batch, left));
        if (wanted.isEmpty())
            return;
        QList<ContentWriter::Stored> stored;
        for (const MailWriter::Wanted &one : wanted) {
            contents.begin(one.message);
            contents.section("");
            contents.data(exampleBytes(one.key.toLongLong() - 1, bodyBytes));
            stored.append(contents.end());
        }
        contents.commit();
        WriteTransaction transaction(m_writer);
        for (const ContentWriter::Stored &one : std::as_const(stored))
            m_writer.contentStored(one, ContentLevel::Everything,
                                   QStringLiteral("Line of message"));
        transaction.commit();
        left -= int(wanted.size());
    }
}

void storeWhole(Store &store, MailWriter &writer, AccountId account, MessageId message,
                const QByteArray &bytes)
{
    ContentWriter contents(store, account);
    contents.begin(message);
    contents.section("");
    contents.data(bytes);
    const ContentWriter::Stored stored = contents.end();
    contents.commit();
    WriteTransaction transaction(writer);
    writer.contentStored(stored, ContentLevel::Everything, {});
    transaction.commit();
}

} // namespace Turnstone::Test
