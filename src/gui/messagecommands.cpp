// SPDX-License-Identifier: MIT
#include "gui/messagecommands.h"

#include "gui/backgroundreader.h"
#include "gui/foldercommands.h"
#include "gui/folderpicker.h"
#include "gui/foldersearch.h"
#include "gui/foldertreemodel.h"
#include "gui/icons.h"
#include "gui/messagelistmodel.h"
#include "gui/messagelistview.h"
#include "gui/messageview.h"
#include "gui/newtagdialog.h"
#include "gui/windowactions.h"
#include "mail/hiddencharacters.h"
#include "mail/tagnames.h"

#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

namespace Turnstone {

namespace {

/// So many rows are looked at to tell whether a toggle sets or clears.
constexpr qsizetype rowsLookedAt = 100;

} // namespace

MessageCommands::MessageCommands(const Parts &parts)
    : QObject(&parts.window)
    , m_parts(parts)
{
    m_markRead.setSingleShot(true);
    connect(&m_markRead, &QTimer::timeout, this, &MessageCommands::markShownAsRead);
    connect(&parts.message, &MessageView::messageShown, this, &MessageCommands::messageShown);
    connectActions();
}

void MessageCommands::connectActions()
{
    const WindowActions &actions = m_parts.actions;
    const auto on = [this](QAction *action, auto run) {
        connect(action, &QAction::triggered, this, run);
    };
    on(actions.toggleRead, [this] { toggle(Flag::Seen, m_parts.list.selectedIds()); });
    on(actions.toggleFlag, [this] { toggle(Flag::Flagged, m_parts.list.selectedIds()); });
    for (QAction *const action : actions.usualTags)
        on(action, [this, action] { tag(action->data().toString(), m_parts.list.selectedIds()); });
    on(actions.newTag, [this] { askForTag(); });
    on(actions.noTags, [this] { removeTags(); });
    connect(&actions.tags(), &QMenu::aboutToShow, this, &MessageCommands::fillTags);
    on(actions.archive, [this] { archive(); });
    on(actions.junk, [this] { moveToJunk(); });
    on(actions.moveTo, [this] { pickFolder(false); });
    on(actions.copyTo, [this] { pickFolder(true); });
    on(actions.remove, [this] { remove(); });
    on(actions.removeForever, [this] { removeForever(); });
    on(actions.markFolderRead, [this] { markFolderRead(); });
    on(actions.nextMessage, [this] { step(1); });
    on(actions.previousMessage, [this] { step(-1); });
    on(actions.nextUnread, [this] { goToUnread(false); });
    on(actions.previousUnread, [this] { goToUnread(true); });
    connect(&m_parts.list, &MessageListView::starClicked, this,
            [this](PlacementId id) { toggle(Flag::Flagged, {id}); });
    connect(&m_parts.list, &MessageListView::unreadClicked, this,
            [this](PlacementId id) { toggle(Flag::Seen, {id}); });
    connect(&m_parts.list, &MessageListView::spacePressed, this,
            &MessageCommands::pageOrNextUnread);
}

void MessageCommands::updateActions()
{
    WindowActions &actions = m_parts.actions;
    const int count = m_parts.list.selectedCount();
    for (QAction *action : actions.messageActions())
        action->setEnabled(count > 0);
    refuseWithoutRights();
    actions.markFolderRead->setEnabled(!m_parts.model.query().folders.isEmpty());
    const QList<PlacementId> ids =
        count > 0 && count <= rowsLookedAt ? m_parts.list.selectedIds() : QList<PlacementId>();
    const bool allRead = !ids.isEmpty() && !anyHas(Flag::Seen, ids);
    actions.toggleRead->setText(allRead ? tr("Mark as Un&read") : tr("Mark as &Read"));
    const QString shortText = allRead ? tr("Unread") : tr("Read");
    // Only where it changes: each row that is read while scrolling leads here.
    if (actions.toggleRead->iconText() != shortText) {
        actions.toggleRead->setIconText(shortText);
        actions.toggleRead->setIcon(
            icon(allRead ? QStringLiteral("mail-mark-unread") : QStringLiteral("mail-mark-read")));
    }
    const bool starred = !ids.isEmpty() && anyHas(Flag::Flagged, ids);
    actions.toggleFlag->setText(starred ? tr("Remove &Star") : tr("&Star"));
    actions.toggleFlag->setIconText(tr("Star"));
    const QStringList tags = tagsOf(ids);
    for (QAction *action : actions.usualTags)
        action->setChecked(tags.contains(action->data().toString(), Qt::CaseInsensitive));
}

/// Where one folder is open, what its server doesn't allow there can't be chosen, and says why.
void MessageCommands::refuseWithoutRights()
{
    const QSet<FolderId> &open = m_parts.model.query().folders;
    const auto folder = open.size() == 1 ? m_parts.folders.folder(*open.cbegin()) : std::nullopt;
    const WindowActions &a = m_parts.actions;
    const auto allow = [&folder](QAction *action, FolderRight right) {
        const bool allowed = !folder || folder->may(right);
        action->setEnabled(action->isEnabled() && allowed);
        action->setStatusTip(allowed ? QString() : tr("The server doesn't allow this here."));
    };
    for (QAction *action : {a.archive, a.junk, a.moveTo, a.remove, a.removeForever})
        allow(action, FolderRight::Delete);
    allow(a.toggleRead, FolderRight::Seen);
    allow(a.toggleFlag, FolderRight::Mark);
    for (QAction *action : a.usualTags + QList<QAction *>{a.newTag, a.noTags})
        allow(action, FolderRight::Mark);
}

bool MessageCommands::anyHas(Flag flag, const QList<PlacementId> &ids) const
{
    // For Seen the question is whether any is unread; for others whether the first has it.
    for (const PlacementId id : ids.mid(0, rowsLookedAt)) {
        const MessageRow *row = m_parts.model.knownRow(id);
        if (!row)
            continue;
        if (flag != Flag::Seen)
            return row->flags.flags.testFlag(flag);
        if (!row->flags.flags.testFlag(Flag::Seen))
            return true;
    }
    return false;
}

void MessageCommands::toggle(Flag flag, const QList<PlacementId> &ids)
{
    if (ids.isEmpty())
        return;
    // Read: unread ones become read, and only if there are none all become unread.
    const bool set = flag == Flag::Seen ? anyHas(flag, ids) : !anyHas(flag, ids);
    FlagChange change;
    (set ? change.add : change.remove) = flag;
    if (flag == Flag::Seen)
        m_markRead.stop(); // the user has decided
    setFlags(ids, change);
}

/// Of the first of them, which tells whether choosing a tag gives or takes it.
QStringList MessageCommands::tagsOf(const QList<PlacementId> &ids) const
{
    for (const PlacementId id : ids.mid(0, rowsLookedAt)) {
        if (const MessageRow *row = m_parts.model.knownRow(id))
            return row->flags.tags;
    }
    return {};
}

void MessageCommands::tag(const QString &tag, const QList<PlacementId> &ids)
{
    if (ids.isEmpty())
        return;
    const bool taken = tagsOf(ids).contains(tag, Qt::CaseInsensitive);
    FlagChange change;
    (taken ? change.removeTags : change.addTags) = {tag};
    setFlags(ids, change);
    const QSet<FolderId> &open = m_parts.model.query().folders;
    const auto folder = open.size() == 1 ? m_parts.folders.folder(*open.cbegin()) : std::nullopt;
    if (!taken && folder && !folder->keepsTags)
        Q_EMIT remark(tr("The server keeps no tags here: this one stays on this computer."));
}

/// Behind the usual ones those that people or other programs have named themselves.
void MessageCommands::fillTags()
{
    QMenu &menu = m_parts.actions.tags();
    const QList<QAction *> usual = m_parts.actions.usualTags;
    for (QAction *action : menu.actions()) {
        if (action->parent() == &menu && !action->isSeparator())
            delete action;
    }
    const QList<QAction *> rest = menu.actions().mid(usual.size());
    const QStringList tags = tagsOf(m_parts.list.selectedIds());
    for (const QString &each : tags) {
        const bool isUsual = TagNames::usual().contains(each, Qt::CaseInsensitive);
        QString name = withoutHiddenCharacters(TagNames::name(each)).left(60);
        if (isUsual || name.isEmpty())
            continue;
        auto *action = new QAction(name.replace(QLatin1Char('&'), QLatin1String("&&")), &menu);
        action->setCheckable(true);
        action->setChecked(true);
        connect(action, &QAction::triggered, this,
                [this, each] { tag(each, m_parts.list.selectedIds()); });
        menu.insertAction(rest.value(0), action);
    }
}

void MessageCommands::askForTag()
{
    const QList<PlacementId> ids = m_parts.list.selectedIds();
    if (ids.isEmpty())
        return;
    auto *dialog = new NewTagDialog(&m_parts.window);
    connect(dialog, &NewTagDialog::chosen, this, [this, ids](const QString &named) {
        if (!tagsOf(ids).contains(named, Qt::CaseInsensitive))
            tag(named, ids);
    });
    dialog->open();
}

/// What programs remember by a keyword stays.
void MessageCommands::removeTags()
{
    const QList<PlacementId> ids = m_parts.list.selectedIds();
    m_parts.reader.run(
        this,
        [ids](MailReader &reader) {
            QSet<QString> tags; // a message has few, and folders have few different ones
            for (const PlacementId id : ids) {
                const std::optional<MessageRow> row = reader.row(id);
                const QStringList own = row ? row->flags.tags : QStringList();
                for (const QString &each : own) {
                    if (!TagNames::name(each).isEmpty())
                        tags.insert(each);
                }
            }
            return QStringList(tags.cbegin(), tags.cend());
        },
        [this, ids](const QStringList &tags) {
            FlagChange change;
            change.removeTags = tags;
            if (!change.isEmpty())
                setFlags(ids, change);
        });
}

void MessageCommands::setFlags(const QList<PlacementId> &ids, const FlagChange &change)
{
    m_parts.model.previewFlags(ids, change);
    m_parts.engine.setFlags(ids, change);
    updateActions();
}

void MessageCommands::archive()
{
    const QList<PlacementId> ids = m_parts.list.selectedIds();
    m_parts.list.selectBeyondSelection();
    m_parts.engine.archive(ids);
    if (!ids.isEmpty())
        Q_EMIT did(tr("%Ln message(s) archived", nullptr, int(ids.size())));
}

void MessageCommands::moveToJunk()
{
    const QList<PlacementId> ids = m_parts.list.selectedIds();
    if (ids.isEmpty())
        return;
    m_parts.list.selectBeyondSelection();
    m_parts.engine.junk(ids, true);
    Q_EMIT did(tr("%Ln message(s) moved to Junk", nullptr, int(ids.size())));
}

void MessageCommands::pickFolder(bool copy)
{
    const QList<PlacementId> ids = m_parts.list.selectedIds();
    if (ids.isEmpty())
        return;
    FolderChoices choices{m_parts.folders.accounts(),
                          {},
                          false,
                          FolderCommands::recentFolders(m_parts.folders, m_parts.preferences)};
    const QSet<FolderId> here = m_parts.model.query().folders;
    for (const Folder &folder : m_parts.folders.folders()) {
        if (FolderDropRules::whyNoMessages(folder).isEmpty() && here != QSet<FolderId>{folder.id})
            choices.folders.append(folder);
    }
    auto *picker = new FolderPicker(choices,
                                    copy ? tr("Copy %n messages to", nullptr, int(ids.size()))
                                         : tr("Move %n messages to", nullptr, int(ids.size())),
                                    copy ? tr("&Copy") : tr("&Move"), &m_parts.window);
    connect(picker, &FolderPicker::picked, this,
            [this, ids, copy](FolderId folder) { put(ids, folder, copy); });
    picker->open();
}

void MessageCommands::put(const QList<PlacementId> &ids, FolderId id, bool copy)
{
    const auto folder = m_parts.folders.folder(id);
    if (!folder || ids.isEmpty())
        return;
    FolderCommands::rememberRecent(m_parts.folders, m_parts.preferences, id);
    const QString title = FolderWords::title(*folder);
    if (copy) {
        m_parts.engine.copy(ids, id);
        Q_EMIT did(tr("%Ln message(s) copied to %1", nullptr, int(ids.size())).arg(title));
        return;
    }
    // Only if it is still what is selected does the selection move on.
    if (m_parts.list.selectedIds() == ids)
        m_parts.list.selectBeyondSelection();
    m_parts.engine.move(ids, id);
    Q_EMIT did(tr("%Ln message(s) moved to %1", nullptr, int(ids.size())).arg(title));
}

void MessageCommands::remove()
{
    const QList<PlacementId> ids = m_parts.list.selectedIds();
    if (ids.isEmpty())
        return;
    m_parts.list.selectBeyondSelection();
    m_parts.engine.remove(ids);
    Q_EMIT did(tr("%Ln message(s) deleted", nullptr, int(ids.size())));
}

void MessageCommands::removeForever()
{
    const QList<PlacementId> ids = m_parts.list.selectedIds();
    if (ids.isEmpty())
        return;
    auto *box = new QMessageBox(
        QMessageBox::Warning, tr("Delete for Ever"),
        tr("Delete %n messages for ever? They can't be brought back.", nullptr, int(ids.size())),
        QMessageBox::Cancel, &m_parts.window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton *really = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(really, &QPushButton::clicked, this, [this, ids] {
        if (m_parts.list.selectedIds() == ids)
            m_parts.list.selectBeyondSelection();
        m_parts.engine.remove(ids, true);
        Q_EMIT did(tr("%Ln message(s) deleted", nullptr, int(ids.size())));
    });
    box->open();
}

void MessageCommands::markFolderRead()
{
    ListQuery unread;
    unread.folders = m_parts.model.query().folders;
    unread.unreadOnly = true;
    m_parts.reader.run(
        this, [unread](MailReader &reader) { return reader.ids(unread); },
        [this](const std::vector<qint64> &found) {
            QList<PlacementId> ids;
            ids.reserve(qsizetype(found.size()));
            for (const qint64 id : found)
                ids.append(PlacementId(id));
            if (ids.isEmpty())
                return;
            FlagChange change;
            change.add = Flag::Seen;
            setFlags(ids, change);
        });
}

void MessageCommands::step(int rows)
{
    const QModelIndex current = m_parts.list.currentIndex();
    if (!m_parts.list.selectRow(current.isValid() ? current.row() + rows : 0))
        Q_EMIT remark(rows > 0 ? tr("This is the last message.")
                               : tr("This is the first message."));
}

void MessageCommands::goToUnread(bool backward)
{
    const int from = m_parts.list.currentIndex().row();
    const auto take = [this](int row) {
        if (row >= 0)
            m_parts.list.selectRow(row);
        else
            Q_EMIT remark(tr("There is no other unread message in this folder."));
    };
    m_parts.model.findUnread(from, backward, this, [this, backward, take](int row) {
        if (row >= 0) {
            take(row);
            return;
        }
        // Beyond the end it goes on at the other one.
        const int other = backward ? m_parts.model.rowCount() : -1;
        m_parts.model.findUnread(other, backward, this, take);
    });
}

void MessageCommands::pageOrNextUnread()
{
    if (m_parts.list.selectedCount() != 1 || !m_parts.message.scrollPage())
        goToUnread(false);
}

void MessageCommands::messageShown(PlacementId id)
{
    const int delay = m_parts.preferences.get(Pref::markReadAfterMs);
    m_lookedAt = id;
    m_parts.engine.fetchAhead(id, m_parts.list.neighbours());
    m_markRead.stop();
    if (delay >= 0)
        m_markRead.start(delay);
}

void MessageCommands::markShownAsRead()
{
    if (!m_lookedAt || m_parts.message.current() != m_lookedAt)
        return;
    const MessageRow *row = m_parts.model.row(m_parts.model.indexOf(m_lookedAt));
    if (!row || row->flags.flags.testFlag(Flag::Seen))
        return;
    const auto folder = m_parts.folders.folder(row->folder);
    if (folder && !folder->may(FolderRight::Seen))
        return; // nobody asked for it, so nobody is told that the server doesn't allow it
    FlagChange change;
    change.add = Flag::Seen;
    setFlags({m_lookedAt}, change);
}

} // namespace Turnstone
