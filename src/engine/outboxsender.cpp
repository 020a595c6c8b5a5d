// SPDX-License-Identifier: MIT
#include "engine/outboxsender.h"

#include "base/log.h"
#include "engine/actions.h"
#include "engine/preview.h"
#include "engine/retrypolicy.h"
#include "mail/messagereader.h"
#include "protocol/smtp/smtperror.h"
#include "settings/providers.h"

#include <QCoreApplication>

namespace Turnstone {

namespace {

class OutboxSenderText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::OutboxSender)
};

// A refused message is looked at again by the server after this, growing (RFC 5321 4.5.4.1 says
// half an hour at least between two tries of a relay; a person waits for a submission).
constexpr qint64 firstRetrySeconds = 60;
constexpr qint64 longestRetrySeconds = 60 * 60;
constexpr qint64 refusedSignInSeconds = 60 * 60;
constexpr qint64 givenUpAfterSeconds = 5 * 24 * 60 * 60; // RFC 5321 4.5.4.1

qint64 retryPause(int attempts)
{
    return qMin(longestRetrySeconds, firstRetrySeconds << qMin(attempts, 10));
}

MailError outboxError(ErrorKind kind, const QString &sentence)
{
    MailError error;
    error.scope = ErrorScope::Account;
    error.kind = kind;
    error.retry = RetryClass::Never;
    error.sentence = sentence;
    return error;
}

RecipientState stateOf(RecipientOutcome::Kind kind)
{
    switch (kind) {
    case RecipientOutcome::Kind::Accepted:
        return RecipientState::Accepted;
    case RecipientOutcome::Kind::Refused:
        return RecipientState::Refused;
    case RecipientOutcome::Kind::Unknown:
        return RecipientState::MayHave;
    case RecipientOutcome::Kind::Deferred:
    case RecipientOutcome::Kind::Crowded:
        break;
    }
    return RecipientState::Waiting;
}

/// Straight-line code over one account's outbox.
class OutboxRun {
public:
    OutboxRun(const PassContext &context, const Account &account,
              const OutgoingPasswords &passwords, OutboxId only)
        : m_context(context)
        , m_account(account)
        , m_passwords(passwords)
        , m_only(only)
        , m_writer(context.store)
        , m_outbox(m_writer)
    { }

    void run(OutboxSummary &summary)
    {
        m_outbox.recover(m_account.id);
        const auto due = m_outbox.nextDueUtc(m_account.id);
        if (due && *due <= now())
            sendDue(summary);
        disconnect(summary);
        const QList<OutboxItem> left = m_outbox.items(m_account.id);
        for (const OutboxItem &item : left) {
            const bool undecided =
                item.state == OutboxState::Unknown || item.state == OutboxState::Failed;
            (undecided ? summary.undecided : summary.waiting) += 1;
        }
    }
    /// After an exception: nothing is left marked as being sent.
    void giveUp() noexcept
    {
        try {
            m_outbox.recover(m_account.id);
        } catch (const MailError &error) {
            qCWarning(lcEngine) << "outbox:" << error.detail; // the next start recovers
        }
    }

private:
    qint64 now() const { return m_context.store.clock().utcSeconds(); }

    /// The account as it is, where it reads its mail from another server than was known.
    std::optional<Account> otherServerInUse()
    {
        std::optional<Account> account = m_writer.account(m_account.id);
        return account && account->incoming.id != m_account.incoming.id ? account : std::nullopt;
    }

    void sendDue(OutboxSummary &summary)
    {
        const ActionTraits traits = actionTraits(m_account, m_context.registry);
        // Until its folders are known nobody can say where the server keeps sent mail.
        if (traits.foldersOnServer && m_writer.remoteFolders(m_account.incoming.id).isEmpty())
            return;
        m_filing = sentFiling(m_writer, m_account, traits, m_context.collectsRecipients);
        std::optional<OutboxItem> item = takeNext();
        while (item) {
            m_context.wakeup.throwIfCancelled();
            OutboxOutcome outcome;
            const OutgoingServer server = m_outbox.serverFor(m_account, item->identity);
            bool reached = false;
            try {
                connectTo(server, summary);
                reached = true;
                outcome = attempt(*item);
            } catch (const MailError &error) {
                outcome = notSent(*item, error, reached);
                m_failures += reached ? 1 : 0;
            }
            if (outcome.kind == OutboxOutcome::Kind::Accepted) {
                ++summary.sent;
                m_failures = 0;
            } else if (outcome.why && !summary.error) {
                summary.error = outcome.why;
            }
            if (!reached && outcome.why && outcome.why->kind == ErrorKind::Authentication)
                summary.refusedBy = server;
            // A line that is cut time and again is no better for the next message.
            const bool goOn = m_only.value() == 0 && (reached && m_failures < 3);
            auto transaction = std::make_unique<WriteTransaction>(m_writer);
            // The account may have changed its protocol while that was sent.
            while (const auto changed = otherServerInUse()) {
                transaction.reset();
                m_account.incoming = changed->incoming;
                m_filing =
                    sentFiling(m_writer, m_account, actionTraits(m_account, m_context.registry),
                               m_context.collectsRecipients);
                transaction = std::make_unique<WriteTransaction>(m_writer);
            }
            m_outbox.settle(item->id, outcome, m_filing);
            if (!reached && outcome.kind == OutboxOutcome::Kind::NotTried)
                m_outbox.postpone(m_account.id, server.id, outcome.retryAtUtc, *outcome.why);
            item = goOn || !reached || crowded(outcome) ? m_outbox.take(m_account.id, now(), m_only)
                                                        : std::nullopt;
            transaction->commit();
        }
    }

    std::optional<OutboxItem> takeNext()
    {
        WriteTransaction transaction(m_writer);
        std::optional<OutboxItem> item = m_outbox.take(m_account.id, now(), m_only);
        transaction.commit();
        return item;
    }

    static bool crowded(const OutboxOutcome &outcome)
    {
        return outcome.kind == OutboxOutcome::Kind::Accepted
            && std::any_of(outcome.recipients.begin(), outcome.recipients.end(),
                           [](const auto &recipient) {
                               return recipient.state == RecipientState::Waiting;
                           });
    }

    void connectTo(const OutgoingServer &server, OutboxSummary &summary)
    {
        if (m_connection && m_server == server && m_connection->isOpen())
            return;
        disconnect(summary);
        if (server.endpoint.host.isEmpty())
            throw outboxError(ErrorKind::NotFound,
                              OutboxSenderText::tr("This account has no outgoing server yet. Enter "
                                                   "one in the account's settings."));
        // Another server's password is nobody else's business.
        std::optional<Secret> password = m_passwords.account;
        if (server.ownPassword)
            password = m_passwords.own.contains(server.id)
                ? std::optional(m_passwords.own.value(server.id))
                : std::nullopt;
        if (!password)
            throw outboxError(ErrorKind::Authentication,
                              OutboxSenderText::tr("The password of the outgoing server isn't "
                                                   "known."));
        CertificatePolicy certificates = m_context.certificates;
        if (certificates.caFile.isEmpty())
            certificates.caFile = m_account.caFile;
        m_server = server;
        m_connection = std::make_unique<Submission>(
            SubmissionServer{server.endpoint, certificates, &m_context.wakeup});
        const QString user = server.user.isEmpty() ? m_account.incoming.user : server.user;
        m_connection->open({user, *password, m_account.password.isToken && !server.ownPassword});
        m_outbox.setLargest(server.id, m_connection->capabilities().largest);
    }

    void disconnect(OutboxSummary &summary)
    {
        if (!m_connection)
            return;
        m_connection->close();
        summary.counts.bytesIn += m_connection->bytesIn();
        summary.counts.bytesOut += m_connection->bytesOut();
        summary.counts.roundTrips += m_connection->roundTrips();
        m_connection.reset();
    }

    OutboxOutcome attempt(const OutboxItem &item)
    {
        OutgoingMessage message;
        OutboxOutcome outcome;
        // A receipt has none, so that nothing ever answers it (RFC 8098 3).
        const std::optional<QByteArray> sender =
            item.sender.isEmpty() ? QByteArray("") : smtpAddress(item.sender);
        if (!sender) {
            outcome.kind = OutboxOutcome::Kind::Refused;
            outcome.why = SmtpError::addressUnsendable(item.sender);
            return outcome;
        }
        message.sender = *sender;
        message.size = item.size;
        message.eightBit = item.eightBit;
        message.utf8Header = item.utf8Header;
        message.notify = SmtpNotifies::fromInt(item.notify);
        for (int i = 0; i < item.recipients.size(); ++i) {
            if (item.recipients.at(i).state != RecipientState::Waiting)
                continue;
            if (const auto address = smtpAddress(item.recipients.at(i).address))
                message.recipients.append({i, *address});
            else
                outcome.recipients.append(
                    {i, RecipientState::Refused,
                     SmtpError::addressUnsendable(item.recipients.at(i).address).sentence});
        }
        const auto content = [&](const std::function<bool(QByteArrayView)> &piece) {
            bool wanted = true;
            const bool read = m_writer.readContent(
                item.message, {}, [&](QByteArrayView bytes) { return wanted = piece(bytes); });
            if (!read && wanted) {
                MailError error = outboxError(
                    ErrorKind::NotFound,
                    OutboxSenderText::tr("This message's bytes are damaged or gone, so it can't be "
                                         "sent."));
                error.scope = ErrorScope::Message;
                throw error;
            }
        };
        const SubmissionResult result =
            m_connection->send(message, content, [&](const QList<int> &positions) {
                m_outbox.finishing(item.id, positions);
            });
        for (const RecipientOutcome &recipient : result.recipients)
            outcome.recipients.append({recipient.position, stateOf(recipient.kind), recipient.why});
        outcome.why = result.why;
        switch (result.outcome) {
        case SubmissionResult::Outcome::Accepted: {
            outcome.kind = OutboxOutcome::Kind::Accepted;
            const bool onlyCrowded = std::none_of(
                result.recipients.begin(), result.recipients.end(),
                [](const auto &one) { return one.kind == RecipientOutcome::Kind::Deferred; });
            outcome.retryAtUtc = now() + (onlyCrowded ? 0 : retryPause(item.attempts));
            break;
        }
        case SubmissionResult::Outcome::Refused:
            outcome.kind = OutboxOutcome::Kind::Refused;
            break;
        case SubmissionResult::Outcome::Deferred:
            outcome.kind =
                isTooOld(item) ? OutboxOutcome::Kind::Refused : OutboxOutcome::Kind::Deferred;
            outcome.retryAtUtc = now() + retryPause(item.attempts);
            break;
        case SubmissionResult::Outcome::Unknown:
            outcome.kind = OutboxOutcome::Kind::Unknown;
            break;
        }
        return outcome;
    }

    bool isTooOld(const OutboxItem &item) const
    {
        return now() - qMax(item.createdUtc, item.chosenTimeUtc) > givenUpAfterSeconds;
    }

    /// Thrown before the server could take anything of it.
    OutboxOutcome notSent(const OutboxItem &item, const MailError &error, bool reached)
    {
        OutboxOutcome outcome;
        outcome.why = explained(error, incomingLike());
        if (error.scope == ErrorScope::Message && error.retry == RetryClass::Never) {
            outcome.kind = OutboxOutcome::Kind::Refused;
            return outcome;
        }
        const bool lasting = error.retry == RetryClass::Never && !reached;
        outcome.retryAtUtc = now()
            + (lasting ? refusedSignInSeconds
                       : qMax(error.pauseSeconds, RetryPolicy::pauseSeconds(item.attempts)));
        return outcome;
    }

    /// What a provider's words mean is looked up by its server's name.
    IncomingServer incomingLike() const
    {
        IncomingServer server = m_account.incoming;
        server.endpoint = m_server.endpoint;
        return server;
    }

    const PassContext &m_context;
    Account m_account; ///< its incoming server may change on the way
    const OutgoingPasswords &m_passwords;
    const OutboxId m_only;
    MailWriter m_writer;
    OutboxWriter m_outbox;
    OutboxWriter::Filing m_filing;
    OutgoingServer m_server;
    std::unique_ptr<Submission> m_connection;
    int m_failures = 0; ///< connections lost in a row
};

} // namespace

OutboxSummary sendOutbox(const PassContext &context, const Account &account,
                         const OutgoingPasswords &passwords, OutboxId only)
{
    OutboxSummary summary;
    summary.account = account.id;
    try {
        OutboxRun run(context, account, passwords, only);
        try {
            run.run(summary);
        } catch (...) {
            run.giveUp();
            throw;
        }
    } catch (const MailError &error) {
        summary.error = error;
    }
    return summary;
}

OutboxId queueMessage(OutboxWriter &outbox, const NewOutboxItem &item, const QByteArray &message,
                      const std::function<void()> &also)
{
    const BodyStructure structure = readStructure(message);
    const BodyPart *const part = previewPart(structure);
    return outbox.queue(item, message,
                        part ? previewOf(sectionBytes(message, part->section), *part) : QString(),
                        also);
}

OutboxWriter::Filing sentFiling(MailWriter &writer, const Account &account,
                                const ActionTraits &traits, bool collects)
{
    OutboxWriter::Filing filing;
    filing.collects = collects;
    filing.traits = traits;
    filing.sent = sentFolder(writer, account, traits);
    const MailProvider *provider = providerOfHost(account.outgoing.endpoint.host);
    const bool knownToFile = provider && provider->id == QLatin1String("gmail");
    filing.onlyLookedFor = account.sentFiling == SentFiling::ByServer
        || (account.sentFiling == SentFiling::Auto
            && (knownToFile || writer.foldersAreLabels(account.id)));
    return filing;
}

SentCheck checkSent(const PassContext &context, const Account &account, const Secret &password,
                    OutboxId id)
{
    SentCheck check;
    try {
        MailWriter writer(context.store);
        OutboxWriter outbox(writer);
        const std::optional<OutboxItem> item = outbox.item(id);
        if (!item)
            return check;
        const ActionTraits traits = actionTraits(account, context.registry);
        const auto sent = writer.folderByRole(account.id, FolderRole::Sent);
        if (!traits.foldersOnServer || item->messageId.isEmpty()) {
            MailError error = outboxError(
                ErrorKind::NotFound,
                OutboxSenderText::tr("This account's server keeps no sent mail, so nobody but the "
                                     "recipients can tell whether it was sent."));
            error.scope = ErrorScope::Message;
            check.error = error;
            return check;
        }
        PassOptions options;
        options.extent = sent ? PassExtent::Folders : PassExtent::Everything;
        options.full = true;
        if (sent)
            options.folders = {sent->id};
        SyncSummary summary = runPass(context, account, password, options);
        check.found = outbox.isFiled(account.id, FolderRole::Sent, item->messageId);
        // Where folders are labels, what was sent may have lost that of sent mail.
        const auto all = writer.folderByRole(account.id, FolderRole::All);
        if (!check.found && !summary.error && all) {
            options.full = false; // it came last
            options.extent = PassExtent::Folders;
            options.folders = {all->id};
            summary = runPass(context, account, password, options);
            check.found = outbox.isFiled(account.id, FolderRole::All, item->messageId);
        }
        if (check.found)
            outbox.confirmSent(id, sentFiling(writer, account, traits, context.collectsRecipients));
        else
            check.error = summary.error;
    } catch (const MailError &error) {
        check.error = error;
    }
    return check;
}

Account credentialsOf(const Account &account, const OutgoingServer &server)
{
    if (!server.ownPassword)
        return account;
    Account like = account;
    like.incoming.protocol = QStringLiteral("smtp");
    like.incoming.endpoint = server.endpoint;
    like.incoming.user = server.user.isEmpty() ? account.incoming.user : server.user;
    like.password.command = server.passwordCommand;
    like.password.isToken = false;
    if (!server.passwordCommand.isEmpty())
        like.password.kind = PasswordSource::Kind::Command;
    else if (account.password.kind == PasswordSource::Kind::Command)
        like.password.kind = PasswordSource::Kind::Keyring;
    return like;
}

CheckResult checkOutgoing(const CertificatePolicy &certificates, const Account &account,
                          const Secret &password, Wakeup &wakeup)
{
    CheckResult result;
    const OutgoingServer &server = account.outgoing;
    try {
        Submission submission({server.endpoint, certificates, &wakeup});
        submission.open({server.user.isEmpty() ? account.incoming.user : server.user, password,
                         account.password.isToken && !server.ownPassword});
        result.ok = true;
        const qint64 largest = submission.capabilities().largest;
        result.detail = largest > 0
            ? OutboxSenderText::tr("Signed in. It takes messages of up to %1.")
                  .arg(QLocale().formattedDataSize(largest, 1, QLocale::DataSizeSIFormat))
            : OutboxSenderText::tr("Signed in.");
        submission.close();
    } catch (const MailError &error) {
        IncomingServer like = account.incoming;
        like.endpoint = server.endpoint;
        result.error = explained(error, like);
    }
    return result;
}

} // namespace Turnstone
