// SPDX-License-Identifier: MIT
// Receipts that senders asked for, sent because the user said so.
#include "gui/backgroundreader.h"
#include "gui/composer/composecommands.h"
#include "gui/statusarea.h"
#include "mail/messagereader.h"
#include "mail/receipt.h"
#include "mail/replying.h"

namespace Turnstone {

void ComposeCommands::answerReceipt(PlacementId id, bool send)
{
    const auto asked = [this, id] {
        FlagChange change;
        change.addTags = {QLatin1String(receiptAnsweredTag)};
        m_parts.engine.setFlags({id}, change);
    };
    if (!send) {
        asked();
        return;
    }
    struct Answer {
        NewOutboxItem item;
        Receipt receipt;
        bool wanted = false;
    };
    m_parts.reader.run(
        this,
        [id](MailReader &reader) {
            Answer answer;
            const std::optional<MessageDetail> detail = reader.detail(id);
            const auto header = detail ? reader.content(detail->row.message, "HEADER")
                                       : std::optional<QByteArray>();
            QList<Sender> senders = ComposeStarter::readSenders(reader);
            senders.removeIf(
                [&](const Sender &one) { return !detail || one.account != detail->row.account; });
            if (!header || senders.isEmpty())
                return answer;
            AddressList own;
            for (const Sender &sender : std::as_const(senders))
                own.append(sender.address);
            const auto request = receiptRequest(*header, own);
            const IdentityChoice choice = chooseIdentity(readOriginalHeaders(*header), own);
            answer.item.account = senders.at(choice.index).account;
            answer.item.identity = senders.at(choice.index).identity;
            answer.receipt.from = choice.from;
            answer.receipt.originalHeader = *header;
            answer.wanted = request.has_value();
            if (request)
                answer.receipt.to = request->to;
            return answer;
        },
        [this, asked](Answer answer) {
            if (!answer.wanted)
                return;
            std::tie(answer.receipt.dateUtc, answer.receipt.utcOffsetSeconds) = m_send.now();
            m_send.sendWritten(
                answer.item,
                [receipt = answer.receipt](QIODevice &sink) { return writeReceipt(receipt, sink); },
                [] { return qint64(4096); }, this,
                [this, asked](OutboxId, const std::optional<MailError> &error) {
                    if (error) {
                        Q_EMIT failed(*error);
                        return;
                    }
                    asked();
                    m_parts.status.showMessage(tr("The receipt is sent."), 4000);
                });
        });
}

} // namespace Turnstone
