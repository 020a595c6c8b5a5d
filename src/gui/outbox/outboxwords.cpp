// SPDX-License-Identifier: MIT
#include "gui/outbox/outboxwords.h"

#include "gui/messagewords.h"

#include <QDateTime>

namespace Turnstone {

namespace {

constexpr qsizetype namedRecipients = 20; ///< a line has no more room anyway

QString soonText(qint64 utc, const OutboxWords::Now &now)
{
    return DateText(QDateTime::fromSecsSinceEpoch(now.utc), QLocale()).soon(utc);
}

} // namespace

bool OutboxWords::isUndecided(const OutboxItem &item)
{
    return item.state == OutboxState::Unknown || item.state == OutboxState::Failed;
}

bool OutboxWords::isOnItsWay(const OutboxItem &item)
{
    return item.state == OutboxState::Sending || item.state == OutboxState::Finishing;
}

QString OutboxWords::recipients(const OutboxItem &item)
{
    QStringList names;
    for (const Address &address : item.to) {
        if (names.size() < namedRecipients)
            names.append(address.name.isEmpty() ? address.mailbox : address.name);
    }
    if (names.isEmpty()) { // Bcc alone
        for (const OutboxRecipient &recipient : item.recipients) {
            if (names.size() < namedRecipients)
                names.append(recipient.address);
        }
    }
    return MessageWords::oneLine(names.join(QStringLiteral(", ")));
}

QString OutboxWords::subject(const OutboxItem &item)
{
    const QString subject = MessageWords::oneLine(item.subject).trimmed();
    return subject.isEmpty() ? tr("(no subject)") : subject;
}

QString OutboxWords::state(const OutboxItem &item, const Now &now)
{
    switch (item.state) {
    case OutboxState::Sending:
    case OutboxState::Finishing:
        return tr("Being sent…");
    case OutboxState::Unknown:
        return tr("May have been sent. %1").arg(item.error).trimmed();
    case OutboxState::Held:
        return tr("Held back until you send it.");
    case OutboxState::Failed:
        return item.filed ? tr("Some recipients were refused. %1").arg(item.error).trimmed()
                          : tr("Not sent. %1").arg(item.error).trimmed();
    case OutboxState::Queued:
        break;
    }
    if (item.chosenTimeUtc > now.utc)
        return tr("Goes at %1, as you chose.", "a time").arg(soonText(item.chosenTimeUtc, now));
    const bool refused = !item.error.isEmpty() && item.errorKind != ErrorKind::Network;
    if (!now.online && !refused)
        return now.byChoice ? tr("Waits until you are online again.")
                            : tr("Waits for the network.");
    if (item.error.isEmpty())
        return item.notBeforeUtc > now.utc ? tr("Goes in a moment.") : tr("Waits to be sent.");
    return item.notBeforeUtc > now.utc ? tr("Not sent yet. %1 Tried again at %2.", "why, a time")
                                             .arg(item.error, soonText(item.notBeforeUtc, now))
                                       : tr("Not sent yet. %1").arg(item.error);
}

QStringList OutboxWords::perRecipient(const OutboxItem &item)
{
    QStringList lines;
    const bool some = item.filed || isUndecided(item);
    for (const OutboxRecipient &recipient : item.recipients) {
        const QString address = MessageWords::oneLine(recipient.address);
        const QString reply = MessageWords::oneLine(recipient.reply);
        switch (recipient.state) {
        case RecipientState::Refused:
            // What is said of the message needn't be said again of each.
            lines.append(reply == MessageWords::oneLine(item.error)
                             ? tr("%1 was refused.").arg(address)
                             : tr("%1 was refused: %2").arg(address, reply));
            break;
        case RecipientState::MayHave:
            lines.append(tr("%1 may have it").arg(address));
            break;
        case RecipientState::Accepted:
            lines.append(tr("%1 has it").arg(address));
            break;
        case RecipientState::Waiting:
            if (!reply.isEmpty())
                lines.append(tr("%1 is tried again: %2").arg(address, reply));
            else if (some)
                lines.append(tr("%1 doesn't have it").arg(address));
            break;
        }
    }
    return lines;
}

QString OutboxWords::description(const OutboxItem &item, const Now &now)
{
    return tr("To %1: %2. %3", "recipients, subject, state")
        .arg(recipients(item), subject(item), state(item, now));
}

const char *OutboxWords::stateIcon(const OutboxItem &item)
{
    switch (item.state) {
    case OutboxState::Sending:
    case OutboxState::Finishing:
        return "mail-send";
    case OutboxState::Unknown:
        return "dialog-warning";
    case OutboxState::Failed:
        return "dialog-error";
    case OutboxState::Held:
        return "process-stop";
    case OutboxState::Queued:
        break;
    }
    return item.chosenTimeUtc > 0 ? "mail-send-later" : "task-pending";
}

} // namespace Turnstone
