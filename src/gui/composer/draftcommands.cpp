// SPDX-License-Identifier: MIT
// Drafts and templates, as the main window opens them.
#include "gui/backgroundreader.h"
#include "gui/composer/composecommands.h"
#include "gui/composer/composewindow.h"
#include "gui/composer/draftkeeper.h"
#include "gui/messagewords.h"
#include "gui/statusarea.h"
#include "gui/windowactions.h"

#include <QMenu>

namespace Turnstone {

namespace {
constexpr int templatesShown = 50;
}

DraftKeeper *ComposeCommands::keeperOf(const Composer &composer) const
{
    return composer.findChild<DraftKeeper *>(QString(), Qt::FindDirectChildrenOnly);
}

/// The window goes at once; should its text not be kept, it comes back with it.
void ComposeCommands::keepClosing(Composer &composer)
{
    ComposeStart state = composer.state();
    const bool told = composer.isModified() && !state.isTemplate;
    state.modified = true;
    keeperOf(composer)->finish(
        this, [this, state, told](PlacementId draft, const std::optional<MailError> &error) {
            if (error) {
                open(state);
                Q_EMIT failed(*error);
            } else if (told && draft) {
                m_parts.status.offer(
                    tr("The message is kept in Drafts"), tr("Continue Writing"),
                    [this, draft] { openDraft(draft, DraftState::Purpose::Continue); });
            }
        });
}

void ComposeCommands::offerRecovered(const QList<PlacementId> &drafts)
{
    if (drafts.isEmpty())
        return;
    m_parts.status.offer(
        tr("%n message(s) you were writing when the program ended are kept in Drafts", nullptr,
           int(drafts.size())),
        tr("Continue Writing"),
        [this, drafts] {
            for (const PlacementId draft : drafts)
                openDraft(draft, DraftState::Purpose::Continue);
        },
        0);
}

void ComposeCommands::openWritten(PlacementId id, std::function<void()> otherwise)
{
    m_parts.reader.run(
        this,
        [id](MailReader &reader) {
            const auto row = reader.row(id);
            const auto folder = row ? reader.folder(row->folder) : std::nullopt;
            if (folder && folder->role == FolderRole::Drafts)
                return std::optional(DraftState::Purpose::Continue);
            return DraftReader(reader).isTemplate(id) ? std::optional(DraftState::Purpose::BeginNew)
                                                      : std::nullopt;
        },
        [this, id, otherwise](const std::optional<DraftState::Purpose> &purpose) {
            if (purpose)
                openDraft(id, *purpose);
            else
                otherwise();
        });
}

void ComposeCommands::openDraft(PlacementId id, DraftState::Purpose purpose)
{
    for (const QPointer<ComposeWindow> &window : std::as_const(m_windows)) {
        if (window && window->isVisible() && purpose != DraftState::Purpose::BeginNew
            && keeperOf(window->composer())->placement() == id) {
            window->raise();
            window->activateWindow();
            return;
        }
    }
    m_starter.readWhole(
        {id},
        [this, id, purpose](const QList<OriginalMessage> &messages,
                            const std::optional<MailError> &error) {
            if (error)
                Q_EMIT failed(*error);
            if (error || messages.isEmpty())
                return;
            m_parts.reader.run(
                this,
                [id, purpose, one = messages.constFirst()](MailReader &reader) {
                    const QList<Sender> senders = ComposeStarter::readSenders(reader);
                    return senders.isEmpty()
                        ? ComposeStart()
                        : DraftState::read(reader, id, one.bytes, one.account, senders, purpose);
                },
                [this](const ComposeStart &start) { show(start); });
        });
}

void ComposeCommands::fillTemplates()
{
    QMenu *const menu = m_parts.actions.templates;
    menu->clear();
    menu->addAction(tr("No Templates"))->setEnabled(false);
    m_parts.reader.run(
        this,
        [](MailReader &reader) {
            ListQuery query;
            DraftReader drafts(reader);
            for (const Account &account : reader.accounts()) {
                if (const FolderId folder = drafts.templates(account.id))
                    query.folders.insert(folder);
            }
            query.sort = SortKey::Subject;
            query.ascending = true;
            return query.folders.isEmpty() ? QList<MessageRow>()
                                           : reader.page(query, templatesShown);
        },
        [this, menu](const QList<MessageRow> &rows) {
            if (rows.isEmpty())
                return;
            menu->clear();
            for (const MessageRow &row : rows) {
                QString name = MessageWords::subject(row);
                menu->addAction(
                    name.replace(u'&', QStringLiteral("&&")), this,
                    [this, id = row.id] { openDraft(id, DraftState::Purpose::BeginNew); });
            }
        });
}

} // namespace Turnstone
