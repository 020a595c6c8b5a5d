// SPDX-License-Identifier: MIT
#include "gui/outbox/outboxedit.h"

#include "engine/outbox.h"
#include "gui/backgroundreader.h"
#include "gui/composer/composestarter.h"
#include "html/composehtml.h"
#include "mail/mailbox.h"
#include "store/outboxreader.h"

namespace Turnstone {

ComposeStart startFromOutbox(const OutboxItem &item, const QList<OutboxOriginal> &originals,
                             const QByteArray &message, const QList<Sender> &senders)
{
    ComposeStart start;
    start.modified = true; // closed, it would be lost
    start.senders = senders;
    Composition &written = start.composition;
    written = editableComposition(message);
    start.htmlIsComposed = !written.html.isEmpty();
    // What is sent now is another message than what a server may have under that id.
    written.messageId.clear();
    for (qsizetype i = 0; i < senders.size(); ++i) {
        const bool account = senders.at(i).account == item.account;
        const bool same = account && senders.at(i).identity == item.identity;
        const bool first = account && senders.at(start.sender).account != item.account;
        if (same || first)
            start.sender = i;
    }
    QSet<QString> named, has;
    for (const AddressList *list : {&written.to, &written.cc}) {
        for (const Address &address : *list)
            named.insert(comparableMailbox(address.mailbox));
    }
    for (const OutboxRecipient &recipient : item.recipients) {
        const QString key = comparableMailbox(recipient.address);
        if (recipient.state == RecipientState::Accepted)
            has.insert(key);
        else if (!named.contains(key))
            written.bcc.append({QString(), recipient.address});
    }
    for (AddressList *list : {&written.to, &written.cc})
        list->removeIf([&has](const Address &address) {
            return has.contains(comparableMailbox(address.mailbox));
        });
    for (const OutboxOriginal &original : originals)
        start.originals.append({original.placement, original.flag});
    return start;
}

OutboxEdit::OutboxEdit(Engine &engine, BackgroundReader &reader, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_reader(reader)
{ }

void OutboxEdit::edit(OutboxId id)
{
    m_reader.run(
        this,
        [id](MailReader &reader) -> std::optional<ComposeStart> {
            OutboxReader outbox(reader);
            const std::optional<OutboxItem> item = outbox.item(id);
            const auto bytes = item ? reader.content(item->message, {}) : std::nullopt;
            const QList<Sender> senders = ComposeStarter::readSenders(reader);
            if (!bytes || senders.isEmpty())
                return {};
            return startFromOutbox(*item, outbox.originals(id), *bytes, senders);
        },
        [this, id](const std::optional<ComposeStart> &start) {
            if (!start) {
                Q_EMIT refused(tr("This message isn't in the outbox any more."));
                return;
            }
            m_engine.outbox().takeBack(
                id, this, [this, start](const std::optional<QByteArray> &bytes) {
                    if (bytes)
                        Q_EMIT taken(*start);
                    else
                        Q_EMIT refused(tr("It is too late: the message is on its way."));
                });
        });
}

} // namespace Turnstone
