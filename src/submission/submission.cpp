// SPDX-License-Identifier: MIT
#include "submission/submission.h"

#include "protocol/smtp/smtperror.h"

namespace Turnstone {

namespace {

/// Commands on their way at once: their answers fit into any server's buffers (RFC 2920 3.1).
constexpr qsizetype pipelinedCommands = 100;
constexpr qsizetype chunksInFlight = 4;

/// RFC 5321 4.5.3.1.10: 452, or by some 552, for one too many.
bool isCrowded(const SmtpReply &reply)
{
    return reply.code == 452 ? reply.status.isEmpty() || reply.status.endsWith(".5.3")
                             : reply.code == 552 && reply.status.endsWith(".5.3");
}

} // namespace

struct Submission::Attempt {
    const OutgoingMessage &message;
    const std::function<void(const QList<int> &)> &finishing;
    SubmissionResult result;
    std::optional<SmtpReply> data; ///< where DATA went with the envelope
    QList<int> accepted; ///< indices of recipients
    bool mayBeTaken = false;

    void settle(SubmissionResult::Outcome outcome, const MailError &why)
    {
        result.outcome = outcome;
        result.why = why;
    }
    /// None of those that were taken so far gets it.
    void settleAccepted(RecipientOutcome::Kind kind, const QString &why)
    {
        for (const int index : std::as_const(accepted)) {
            result.recipients[index].kind = kind;
            result.recipients[index].why = why;
        }
    }
    void settleAll(const SmtpReply &reply)
    {
        const MailError why = SmtpError::refused(reply);
        const bool later = why.retry == RetryClass::Later;
        settle(later ? SubmissionResult::Outcome::Deferred : SubmissionResult::Outcome::Refused,
               why);
        settleAccepted(later ? RecipientOutcome::Kind::Deferred : RecipientOutcome::Kind::Refused,
                       why.sentence);
    }
};

std::optional<MailError> Submission::impossible(const OutgoingMessage &message) const
{
    const SmtpCapabilities &can = m_connection.capabilities();
    if (can.largest > 0 && message.size > can.largest)
        return SmtpError::tooLarge(message.size, can.largest);
    if (message.recipients.isEmpty())
        return SmtpError::noRecipients();
    if (!can.smtpUtf8) {
        if (needsSmtpUtf8(message.sender))
            return SmtpError::noUtf8(QString::fromUtf8(message.sender));
        if (message.utf8Header)
            return SmtpError::noUtf8({});
    }
    if (message.eightBit && !can.eightBitMime)
        return SmtpError::noEightBit();
    return {};
}

SubmissionResult Submission::send(const OutgoingMessage &message, const SubmissionContent &content,
                                  const std::function<void(const QList<int> &positions)> &finishing)
{
    Attempt attempt{message, finishing, {}, {}, {}, false};
    for (const OutgoingMessage::Recipient &recipient : message.recipients)
        attempt.result.recipients.append(
            {recipient.position, RecipientOutcome::Kind::Deferred, {}});
    if (const std::optional<MailError> why = impossible(message)) {
        attempt.settle(SubmissionResult::Outcome::Refused, *why);
        return attempt.result;
    }
    try {
        agreeOnEnvelope(attempt);
        const bool complete = !attempt.accepted.isEmpty()
            && (m_connection.capabilities().chunking ? sendByChunks(attempt, content)
                                                     : sendByData(attempt, content));
        if (complete) {
            finish(attempt);
        } else if (m_connection.isOpen()) {
            m_connection.session().rset();
            m_connection.reply();
        }
    } catch (const MailError &error) {
        m_connection.abandon();
        if (attempt.mayBeTaken) {
            attempt.settle(SubmissionResult::Outcome::Unknown, SmtpError::unknown(error));
            attempt.settleAccepted(RecipientOutcome::Kind::Unknown, {});
        } else if (!attempt.result.why) {
            throw;
        } // else it was refused, and then the connection went
    } catch (...) {
        m_connection.abandon();
        throw;
    }
    return attempt.result;
}

/// MAIL, each RCPT, and where that saves a round trip DATA.
void Submission::agreeOnEnvelope(Attempt &attempt)
{
    SmtpSession &session = m_connection.session();
    const SmtpCapabilities &can = m_connection.capabilities();
    const OutgoingMessage &message = attempt.message;
    QList<RecipientOutcome> &outcomes = attempt.result.recipients;
    std::optional<SmtpReply> mail;
    std::optional<SmtpReply> firstRefusal;
    QList<int> asked; // indices of those whose RCPT isn't answered
    const auto take = [&] {
        const SmtpReply reply = m_connection.reply();
        if (reply.verb == SmtpVerb::Mail) {
            mail = reply;
        } else if (reply.verb == SmtpVerb::Data) {
            attempt.data = reply;
        } else {
            const int index = asked.takeFirst();
            if (reply.isPositive()) {
                attempt.accepted.append(index);
                return;
            }
            outcomes[index].kind = isCrowded(reply) ? RecipientOutcome::Kind::Crowded
                : reply.isTemporary()               ? RecipientOutcome::Kind::Deferred
                                                    : RecipientOutcome::Kind::Refused;
            outcomes[index].why = SmtpError::sentence(reply);
            if (!firstRefusal || (reply.isTemporary() && !firstRefusal->isTemporary()))
                firstRefusal = reply;
        }
    };
    const qsizetype window = can.pipelining ? pipelinedCommands : 1;
    const bool utf8 = message.utf8Header || needsSmtpUtf8(message.sender)
        || std::any_of(message.recipients.begin(), message.recipients.end(),
                       [](const auto &recipient) { return needsSmtpUtf8(recipient.address); });
    session.mail({message.sender, message.size, message.eightBit, utf8, message.notify});
    while (session.unanswered() >= window)
        take();
    for (int i = 0; i < message.recipients.size() && !(mail && !mail->isPositive()); ++i) {
        const QByteArray &address = message.recipients.at(i).address;
        if (!can.smtpUtf8 && needsSmtpUtf8(address)) {
            outcomes[i].kind = RecipientOutcome::Kind::Refused;
            outcomes[i].why = SmtpError::noUtf8(QString::fromUtf8(address)).sentence;
            continue;
        }
        if (can.mostRecipients > 0 && i >= can.mostRecipients) {
            outcomes[i].kind = RecipientOutcome::Kind::Crowded;
            continue;
        }
        session.rcpt(address, message.notify);
        asked.append(i);
        while (session.unanswered() >= window)
            take();
    }
    if (can.pipelining && !can.chunking)
        session.data();
    while (!session.isIdle())
        take();

    if (!mail->isPositive()) {
        for (int i = 0; i < outcomes.size(); ++i)
            attempt.accepted.append(i);
        attempt.settleAll(*mail);
        attempt.accepted.clear();
    } else if (attempt.accepted.isEmpty()) {
        if (!firstRefusal) {
            attempt.settle(
                SubmissionResult::Outcome::Refused,
                SmtpError::noUtf8(QString::fromUtf8(message.recipients.first().address)));
        } else {
            const MailError why = SmtpError::refused(*firstRefusal);
            attempt.settle(why.retry == RetryClass::Later || isCrowded(*firstRefusal)
                               ? SubmissionResult::Outcome::Deferred
                               : SubmissionResult::Outcome::Refused,
                           why);
        }
    } else if (attempt.data && !attempt.data->wantsContent()) {
        attempt.settleAll(*attempt.data);
        attempt.accepted.clear();
    }
    if (attempt.accepted.isEmpty() && attempt.data && attempt.data->wantsContent()) {
        // Asked in one breath with what was refused: it wants a message for nobody, and gets an
        // empty one (RFC 2920 3.1).
        session.endContent();
        m_connection.reply();
    }
}

/// True: all but the end is on its way.
bool Submission::sendByData(Attempt &attempt, const SubmissionContent &content)
{
    SmtpSession &session = m_connection.session();
    if (!attempt.data) {
        session.data();
        attempt.data = m_connection.reply();
        if (!attempt.data->wantsContent()) {
            attempt.settleAll(*attempt.data);
            return false;
        }
    }
    content([&](QByteArrayView piece) {
        session.content(piece);
        m_connection.flush();
        return true;
    });
    QList<int> positions;
    for (const int index : std::as_const(attempt.accepted))
        positions.append(attempt.message.recipients.at(index).position);
    attempt.finishing(positions);
    attempt.mayBeTaken = true;
    session.endContent();
    return true;
}

bool Submission::sendByChunks(Attempt &attempt, const SubmissionContent &content)
{
    SmtpSession &session = m_connection.session();
    QByteArray held; // not known to be the last
    std::optional<SmtpReply> refusal;
    const auto take = [&] {
        const SmtpReply reply = m_connection.reply();
        if (!reply.isPositive() && !refusal)
            refusal = reply;
    };
    content([&](QByteArrayView piece) {
        if (!held.isEmpty()) {
            session.chunk(held, false);
            m_connection.flush();
            while (session.unanswered() >= chunksInFlight)
                take();
        }
        held = piece.toByteArray();
        return !refusal;
    });
    // Only when all before is known to be there may it be taken.
    while (!session.isIdle())
        take();
    if (refusal) {
        attempt.settleAll(*refusal);
        return false;
    }
    QList<int> positions;
    for (const int index : std::as_const(attempt.accepted))
        positions.append(attempt.message.recipients.at(index).position);
    attempt.finishing(positions);
    attempt.mayBeTaken = true;
    session.chunk(held, true);
    return true;
}

void Submission::finish(Attempt &attempt)
{
    const SmtpReply reply = m_connection.reply();
    if (!reply.isPositive()) {
        attempt.settleAll(reply);
        attempt.mayBeTaken = false; // the server said that it wasn't
        if (reply.code == 421)
            m_connection.abandon();
        return;
    }
    attempt.result.outcome = SubmissionResult::Outcome::Accepted;
    attempt.settleAccepted(RecipientOutcome::Kind::Accepted, {});
}

} // namespace Turnstone
