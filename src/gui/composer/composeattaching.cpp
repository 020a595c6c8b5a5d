// SPDX-License-Identifier: MIT
// Messages, and attachments of messages, that go with a message being written. What of them isn't
// here is fetched first.
#include "gui/composer/composecommands.h"
#include "gui/composer/composer.h"
#include "gui/messagelistview.h"
#include "mail/messagereader.h"
#include "mail/replying.h"

namespace Turnstone {

void ComposeCommands::connectAttaching(Composer *composer)
{
    connect(composer, &Composer::messagesOffered, this,
            [this, composer](const QList<PlacementId> &ids) { attachMessages(composer, ids); });
    connect(composer, &Composer::attachmentOffered, this,
            [this, composer](const AttachmentOrigin &origin, PlacementId placement,
                             const ShownAttachment &attachment) {
                attachPart(composer, origin, placement, attachment);
            });
    connect(composer, &Composer::selectedMessagesRequested, this, [this, composer] {
        const QList<PlacementId> ids = m_parts.list.selectedIds();
        if (ids.isEmpty())
            composer->addNotice(QStringLiteral("dialog-information"),
                                tr("No message is selected in the main window."));
        else
            attachMessages(composer, ids);
    });
}

void ComposeCommands::attachMessages(Composer *composer, const QList<PlacementId> &ids)
{
    const int work =
        composer->beginAttaching(tr("Attaching %n message(s)…", nullptr, int(ids.size())));
    m_starter.readWhole(
        ids,
        [composer = QPointer<Composer>(composer), work](const QList<OriginalMessage> &messages,
                                                        const std::optional<MailError> &error) {
            if (!composer || !composer->isAttaching(work))
                return;
            composer->endAttaching(work);
            if (error)
                composer->addNotice(QStringLiteral("dialog-error"), error->sentence);
            for (const OriginalMessage &message : messages)
                composer->attach(attachedMessage(message.bytes));
        });
}

void ComposeCommands::attachPart(Composer *composer, const AttachmentOrigin &origin,
                                 PlacementId placement, const ShownAttachment &part)
{
    const int work = composer->beginAttaching(tr("Attaching “%1”…").arg(part.name));
    const auto take = [this, composer = QPointer<Composer>(composer), origin, part,
                       work](const std::optional<MailError> &error) {
        if (!composer || !composer->isAttaching(work))
            return;
        if (error) {
            composer->endAttaching(work);
            composer->addNotice(QStringLiteral("dialog-error"), error->sentence);
            return;
        }
        m_files.read(origin, part, [composer, part, work](const QByteArray &bytes) {
            if (!composer || !composer->isAttaching(work))
                return;
            composer->endAttaching(work);
            if (bytes.isEmpty() && part.size > 0) {
                composer->addNotice(QStringLiteral("dialog-error"),
                                    tr("“%1” could not be read.").arg(part.name));
                return;
            }
            Attachment attachment;
            attachment.content = bytes;
            attachment.name = part.name;
            attachment.type = part.type;
            composer->attach(attachment);
        });
    };
    if (part.here || !placement)
        take({});
    else
        m_parts.engine.fetch(placement, {PartSelection::What::Section, {part.section}}, this, take);
}

} // namespace Turnstone
