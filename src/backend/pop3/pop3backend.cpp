// SPDX-License-Identifier: MIT
#include "backend/pop3/pop3backend.h"

#include "base/sha256.h"
#include "mail/messagereader.h"
#include "net/neterror.h"
#include "protocol/pop3/pop3error.h"

#include <QSet>

namespace Turnstone {

namespace {

constexpr quint32 pop3UidValidity = 1;
constexpr qsizetype pop3ReportBatch = 500;

QByteArray pop3InboxPath()
{
    return QByteArrayLiteral("INBOX");
}

} // namespace

Pop3Backend::Pop3Backend(const BackendConfig &config, const Pop3Options &options)
    : m_options(options)
    , m_connection(config, options.timeouts)
{ }

BackendTraits Pop3Backend::knownTraits()
{
    BackendTraits traits;
    traits.defaultTlsPort = 995;
    traits.defaultStartTlsPort = 110;
    return traits;
}

BackendTraits Pop3Backend::traits() const
{
    BackendTraits traits = knownTraits();
    traits.stableKeys = m_uidl;
    traits.headersAlone = m_top;
    traits.beginningLines = m_top ? m_options.beginningLines : 0;
    traits.expireDays = m_connection.capabilities().expireDays;
    traits.loginDelaySeconds = m_connection.capabilities().loginDelaySeconds;
    return traits;
}

void Pop3Backend::open(const Credentials &credentials)
{
    m_listing.reset();
    m_uidl = m_list = true;
    m_removed = 0;
    m_connection.open(credentials);
    const Pop3Capabilities &capabilities = m_connection.capabilities();
    m_top = !capabilities.known || capabilities.top;
}

void Pop3Backend::close()
{
    const bool removed = std::exchange(m_removed, 0) > 0;
    m_listing.reset();
    if (!m_connection.isOpen()) {
        m_connection.abandon();
        if (removed)
            throw Pop3Error::deletionsUnconfirmed({});
        return;
    }
    try {
        const Pop3Reply answer = m_connection.quit();
        if (!answer.ok && removed)
            throw Pop3Error::deletionsUnconfirmed(Pop3Error::words(answer.text));
    } catch (const MailError &) {
        if (removed)
            throw;
    }
}

QList<RemoteFolder> Pop3Backend::folders()
{
    RemoteFolder inbox;
    inbox.path = pop3InboxPath();
    inbox.name = QStringLiteral("INBOX");
    inbox.role = FolderRole::Inbox;
    inbox.uidValidity = pop3UidValidity;
    return {inbox};
}

size_t Pop3Backend::window() const
{
    return m_connection.capabilities().pipelining ? m_options.window : 1;
}

Pop3Listing &Pop3Backend::listing()
{
    // A mailbox stands still during a session (RFC 1939 8), so that one listing is enough.
    if (!m_listing) {
        try {
            readListing();
        } catch (...) {
            m_listing.reset();
            m_connection.abandon();
            throw;
        }
    }
    return *m_listing;
}

void Pop3Backend::readListing()
{
    if (!m_connection.isOpen())
        throw NetError::notOpen();
    m_listing.emplace();
    Pop3Session &session = m_connection.session();
    const bool pipelined = window() > 1;
    session.stat();
    if (!pipelined)
        readListingAnswers();
    session.uidl();
    if (!pipelined)
        readListingAnswers();
    session.list();
    readListingAnswers();

    if (!m_uidl && !m_list)
        m_listing->addByCount();
    if (m_uidl && m_listing->lacksKeys())
        m_listing->addMalformed(); // UIDL left some out: what is missing from it may still be there
    keyByHeaders();
    m_listing->settle();
}

void Pop3Backend::readListingAnswers()
{
    Pop3Session &session = m_connection.session();
    while (!session.isIdle()) {
        const Pop3Event event = m_connection.next();
        if (const auto *size = std::get_if<Pop3Size>(&event)) {
            m_listing->addSize(*size);
        } else if (const auto *uid = std::get_if<Pop3Uid>(&event)) {
            m_listing->addUid(*uid);
        } else if (std::holds_alternative<Pop3Malformed>(event)) {
            m_listing->addMalformed();
        } else if (const auto *reply = std::get_if<Pop3Reply>(&event)) {
            const QString words = Pop3Error::words(reply->text);
            if (reply->verb == Pop3Verb::Stat) {
                const auto stat =
                    reply->ok ? Pop3Session::readStat(reply->text) : std::optional<Pop3Stat>();
                if (stat && stat->messages > Limits::listedMessages)
                    throw Pop3Error::tooManyLines();
                if (stat)
                    m_listing->setCount(stat->messages);
            } else if (reply->verb == Pop3Verb::Uidl && !reply->ok) {
                // Only a server that never had UIDL is read without: to take its passing trouble
                // for that would make every message a new one.
                if (m_connection.capabilities().uidl || !reply->code.isEmpty())
                    throw Pop3Error::listingRefused(words);
                m_uidl = false;
            } else if (reply->verb == Pop3Verb::List && !reply->ok) {
                m_list = false;
            }
        }
    }
}

void Pop3Backend::keyByHeaders()
{
    const std::vector<quint32> numbers = m_listing->ambiguous();
    Pop3Session &session = m_connection.session();
    size_t asked = 0;
    for (size_t done = 0; done < numbers.size(); ++done) {
        for (; asked < numbers.size() && asked - done < window(); ++asked) {
            if (m_top)
                session.top(numbers[asked]);
            else
                session.retr(numbers[asked]);
        }
        const bool whole = !m_top;
        Pop3Reply reply = m_connection.reply();
        if (!reply.ok && m_top && !m_connection.capabilities().known) {
            // No CAPA told whether there is TOP, and no pipelining either: try without.
            m_top = false;
            session.retr(numbers[done]);
            reply = m_connection.reply();
            if (reply.ok)
                m_listing->setHeader(numbers[done], readKey(true));
            else
                m_listing->addMalformed();
            continue;
        }
        if (reply.ok)
            m_listing->setHeader(numbers[done], readKey(whole));
        else
            m_listing->addMalformed(); // what it is called stays open
    }
}

QByteArray Pop3Backend::readKey(bool whole)
{
    // The header's fingerprint leaves out what servers write into it themselves (Status, X-UIDL).
    QByteArray header;
    Sha256 body;
    bool inBody = false;
    qint64 total = 0;
    for (;;) {
        const Pop3Event event = m_connection.next();
        if (std::holds_alternative<Pop3End>(event))
            break;
        const auto *content = std::get_if<Pop3Content>(&event);
        if (!content)
            continue;
        total += content->bytes.size();
        if (total > 2 * m_options.messageBytes)
            throw Pop3Error::endlessMessage();
        if (inBody) {
            body.add(content->bytes);
            continue;
        }
        const qsizetype searchFrom = qMax<qsizetype>(0, header.size() - 3);
        header += content->bytes;
        qsizetype end = header.indexOf("\n\r\n", searchFrom);
        if (end < 0)
            end = header.indexOf("\n\n", searchFrom);
        if (end < 0 && header.size() > Limits::headerBytes)
            end = Limits::headerBytes;
        if (end >= 0) {
            inBody = true;
            body.add(QByteArrayView(header).sliced(end));
            header.truncate(end + 1);
        }
    }
    const QByteArray fingerprint = headerFingerprint(header);
    if (!whole)
        return fingerprint.toHex();
    body.add(fingerprint);
    return body.result().toHex();
}

FolderCursor Pop3Backend::synchronise(const FolderCursor &, const KnownKeys &known,
                                      RemoteSink &sink)
{
    const Pop3Listing &here = listing();
    sink.opened(pop3UidValidity, here.count());

    QList<RemoteMessage> fresh;
    QList<RemoteState> states;
    const auto report = [&](qsizetype atLeast) {
        if (fresh.size() >= atLeast)
            sink.appeared(std::exchange(fresh, {}));
        if (states.size() >= atLeast)
            sink.listed(std::exchange(states, {}));
    };
    // What is new goes first and whole, so that the newest mail is on the screen before the rest of
    // a long listing is compared.
    const auto &messages = here.messages();
    std::vector<bool> isKnown(messages.size());
    const bool compared = known.visitAll([&](const QByteArray &key) {
        if (const Pop3Listing::Message *message = here.find(key))
            isKnown[size_t(message - messages.data())] = true;
    });
    for (size_t i = messages.size(); i-- > 0;) {
        const Pop3Listing::Message &one = messages[i];
        if (one.deleted || (compared ? isKnown[i] : known.contains(one.key)))
            continue;
        RemoteMessage message;
        message.key = one.key;
        message.size = qMax<qint64>(0, one.size);
        fresh.append(message);
        report(pop3ReportBatch);
    }
    report(1);
    for (auto it = messages.crbegin(); it != messages.crend(); ++it) {
        if (it->deleted)
            continue;
        states.append({it->key, it->size, {}});
        report(pop3ReportBatch);
    }
    report(1);
    if (here.isComplete())
        sink.listingComplete();

    FolderCursor cursor;
    cursor.folder = pop3InboxPath();
    cursor.uidValidity = pop3UidValidity;
    sink.checkpoint(cursor);
    return cursor;
}

/// The listing again, which costs nothing where this session has read it.
bool Pop3Backend::survey(const QByteArray &, SurveySink &sink)
{
    const Pop3Listing &here = listing();
    sink.opened(pop3UidValidity, 0, here.count());
    QList<SurveyedMessage> some;
    for (const Pop3Listing::Message &message : here.messages()) {
        if (message.deleted)
            continue;
        some.append({message.key, qMax<qint64>(0, message.size), 0, {}, {}, {}});
        if (some.size() == pop3ReportBatch)
            sink.found(std::exchange(some, {}));
    }
    if (!some.isEmpty())
        sink.found(some);
    return here.isComplete();
}

Pop3Backend::Planned Pop3Backend::plan(const FetchRequest &request) const
{
    Planned planned;
    if (m_top && request.selection.what == PartSelection::What::Headers)
        planned.lines = 0;
    else if (m_top && request.selection.what == PartSelection::What::Beginning)
        planned.lines = m_options.beginningLines;
    const Pop3Listing::Message *message =
        request.key.folder == pop3InboxPath() ? m_listing->find(request.key.key) : nullptr;
    if (!message)
        planned.refusal = Pop3Error::messageRefused({}, {});
    else if (message->size > m_options.messageBytes && !planned.lines)
        planned.refusal = Pop3Error::messageTooLarge();
    else
        planned.number = message->number;
    return planned;
}

void Pop3Backend::ask(const Planned &planned)
{
    if (planned.number == 0)
        return;
    if (planned.lines)
        m_connection.session().top(planned.number, *planned.lines);
    else
        m_connection.session().retr(planned.number);
}

void Pop3Backend::fetch(const QList<FetchRequest> &requests, ContentSink &sink)
{
    listing();
    QQueue<Planned> planned;
    try {
        qsizetype asked = 0;
        for (qsizetype done = 0; done < requests.size(); ++done) {
            for (; asked < requests.size() && asked - done < qsizetype(window()); ++asked) {
                planned.enqueue(plan(requests[asked]));
                ask(planned.last());
            }
            deliver(requests[done], planned.dequeue(), sink);
        }
    } catch (...) {
        // Answers are on their way that nobody will read.
        m_connection.abandon();
        throw;
    }
}

void Pop3Backend::deliver(const FetchRequest &request, Planned planned, ContentSink &sink)
{
    sink.begin(request.key);
    if (planned.number == 0) {
        sink.missing(request.key, planned.refusal);
        return;
    }
    Pop3Reply reply = m_connection.reply();
    if (!reply.ok && planned.lines && !m_connection.capabilities().known) {
        // No CAPA told whether there is TOP; then there is no pipelining either, and this was the
        // only command on its way.
        m_top = false;
        planned = plan(request);
        if (planned.number == 0) {
            sink.missing(request.key, planned.refusal);
            return;
        }
        ask(planned);
        reply = m_connection.reply();
    }
    if (!reply.ok) {
        sink.missing(request.key,
                     Pop3Error::messageRefused(reply.code, Pop3Error::words(reply.text)));
        return;
    }
    deliverMessage(request, planned, sink);
}

void Pop3Backend::deliverMessage(const FetchRequest &request, const Planned &planned,
                                 ContentSink &sink)
{
    sink.section(!planned.lines            ? QByteArrayLiteral("")
                     : *planned.lines == 0 ? QByteArrayLiteral("HEADER")
                                           : QByteArrayLiteral("BEGINNING"));
    qint64 total = 0;
    bool refused = false;
    for (;;) {
        const Pop3Event event = m_connection.next();
        if (std::holds_alternative<Pop3End>(event))
            break;
        const auto *content = std::get_if<Pop3Content>(&event);
        if (!content)
            continue;
        total += content->bytes.size();
        if (total > m_options.messageBytes && !refused) {
            refused = true;
            sink.missing(request.key, Pop3Error::messageTooLarge());
        }
        // The rest is thrown away so that other mail can follow, but not for ever.
        if (total > 2 * m_options.messageBytes)
            throw Pop3Error::endlessMessage();
        if (!refused)
            sink.data(content->bytes);
    }
    if (!refused)
        sink.end();
}

void Pop3Backend::keepAlive()
{
    if (!m_connection.isOpen() || m_connection.silentMs() < m_options.silenceMs)
        return;
    m_connection.session().noop();
    m_connection.reply(); // whatever it says: it is there
}

void Pop3Backend::remove(const QList<RemoteKey> &keys)
{
    QSet<QByteArray> present;
    QList<const Pop3Listing::Message *> messages;
    for (const RemoteKey &key : keys) {
        const Pop3Listing::Message *message =
            key.folder == pop3InboxPath() ? listing().find(key.key) : nullptr;
        if (message && !present.contains(key.key)) {
            present.insert(key.key);
            messages.append(message);
        }
    }
    std::optional<MailError> refusal;
    qsizetype asked = 0;
    for (qsizetype done = 0; done < messages.size(); ++done) {
        for (; asked < messages.size() && asked - done < qsizetype(window()); ++asked)
            m_connection.session().dele(messages[asked]->number);
        const Pop3Reply reply = m_connection.reply();
        if (reply.ok) {
            m_listing->markDeleted(messages[done]->key);
            ++m_removed;
        } else if (!refusal) {
            refusal = Pop3Error::deletionRefused(Pop3Error::words(reply.text));
        }
    }
    if (refusal)
        throw *refusal;
}

} // namespace Turnstone
