// SPDX-License-Identifier: MIT
// Messages passed on unchanged.
#include "gui/composer/composecommands.h"
#include "gui/composer/redirectdialog.h"
#include "gui/composer/seenaddresscompleter.h"

namespace Turnstone {

void ComposeCommands::redirect(PlacementId id)
{
    if (!id)
        return;
    m_starter.readWhole(
        {id},
        [this](const QList<OriginalMessage> &originals, const std::optional<MailError> &error) {
            if (error) {
                Q_EMIT failed(*error);
            } else if (!originals.isEmpty()) {
                m_starter.senders(
                    [this, original = originals.constFirst()](const QList<Sender> &senders) {
                        openRedirect(original, senders, {});
                    });
            }
        });
}

void ComposeCommands::openRedirect(const OriginalMessage &original, const QList<Sender> &senders,
                                   const Redirection &before)
{
    if (senders.isEmpty())
        return;
    auto *dialog = new RedirectDialog(original, senders, m_completer, before, &m_parts.window);
    connect(dialog, &RedirectDialog::sendRequested, this, [this, dialog] { sendRedirect(dialog); });
    dialog->show();
}

void ComposeCommands::sendRedirect(RedirectDialog *dialog)
{
    Redirection redirection = dialog->redirection();
    std::tie(redirection.dateUtc, redirection.utcOffsetSeconds) = m_send.now();
    const Sender sender = dialog->sender();
    NewOutboxItem item;
    item.account = sender.account;
    item.identity = sender.identity;
    dialog->setBusy(true);
    const QByteArray bytes = dialog->original().bytes;
    m_send.sendWritten(
        item,
        [bytes, redirection](QIODevice &sink) { return writeRedirect(bytes, redirection, sink); },
        [bytes] { return bytes.size() + 4096; }, dialog,
        [this, dialog, redirection](OutboxId id, const std::optional<MailError> &error) {
            if (error) {
                dialog->setBusy(false);
                dialog->showProblem(error->sentence);
                return;
            }
            const OriginalMessage original = dialog->original();
            dialog->accept();
            offerToTakeBack(id, 0, [this, original, redirection] {
                m_starter.senders([this, original, redirection](const QList<Sender> &senders) {
                    openRedirect(original, senders, redirection);
                });
            });
        });
}

} // namespace Turnstone
