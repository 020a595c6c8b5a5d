// SPDX-License-Identifier: MIT
#include "gui/foldercommands.h"

#include "gui/backgroundreader.h"
#include "gui/folderpicker.h"
#include "gui/foldersearch.h"
#include "gui/foldertree.h"
#include "gui/icons.h"
#include "gui/keepcommands.h"
#include "gui/newfolderdialog.h"
#include "gui/subscriptionsdialog.h"
#include "gui/windowactions.h"

#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

namespace Turnstone {

namespace {

constexpr qsizetype recentFoldersKept = 10;

} // namespace

FolderCommands::FolderCommands(const Parts &parts)
    : QObject(&parts.window)
    , m_parts(parts)
{
    connectActions();
}

void FolderCommands::connectActions()
{
    const WindowActions &a = m_parts.actions;
    const auto on = [this](QAction *action, auto run) {
        connect(action, &QAction::triggered, this, run);
    };
    on(a.newFolder, [this] { newFolder(); });
    on(a.renameFolder, [this] { renameFolder(); });
    on(a.moveFolder, [this] { moveFolder(); });
    on(a.removeFolder, [this] { removeFolder(); });
    on(a.emptyFolder, [this] { emptyFolder(); });
    on(a.favourite, [this](bool wish) { setFavourite(wish); });
    on(a.subscribed, [this](bool wish) { setSubscribed(wish); });
    on(a.downloadFolder, [this] { keep(KeepTask::Kind::Download); });
    on(a.removeFolderHere, [this] { keep(KeepTask::Kind::Remove); });
    on(a.folderProperties, [this] {
        if (m_subject.folder)
            m_parts.keeping.showProperties(m_subject.folder->id,
                                           FolderWords::title(*m_subject.folder));
    });
    on(a.subscriptions, [this] {
        auto *dialog = new SubscriptionsDialog(m_parts.engine, m_parts.model, m_subject.account,
                                               &m_parts.window);
        dialog->open();
    });
}

FolderCommands::Subject FolderCommands::subjectAt(const QModelIndex &index) const
{
    return {m_parts.model.accountAt(index), m_parts.model.folderAt(index),
            m_parts.model.foldersAt(index), index};
}

void FolderCommands::updateActions()
{
    if (m_inMenu)
        return;
    m_subject = subjectAt(m_parts.tree.opened());
    dress(m_subject);
}

void FolderCommands::dress(const Subject &subject)
{
    const WindowActions &a = m_parts.actions;
    const auto &folder = subject.folder;
    const bool own = folder && folder->role == FolderRole::None;
    const bool any = !m_parts.model.accounts().isEmpty();
    a.newFolder->setEnabled(any);
    const bool removable = own && !folder->missingRights.testFlag(FolderRight::Remove);
    a.renameFolder->setEnabled(removable);
    a.moveFolder->setEnabled(own);
    a.removeFolder->setEnabled(removable);
    const bool trash = folder && folder->role == FolderRole::Trash;
    const bool junk = folder && folder->role == FolderRole::Junk;
    a.emptyFolder->setText(trash      ? tr("&Empty Trash…")
                               : junk ? tr("&Empty Junk…")
                                      : tr("&Empty Folder…"));
    a.emptyFolder->setEnabled((trash || junk) && folder->total > 0
                              && folder->may(FolderRight::Delete));
    a.favourite->setEnabled(folder && folder->selectable);
    a.favourite->setChecked(folder && folder->favourite > 0);
    a.subscribed->setEnabled(folder && folder->onServer);
    a.subscribed->setChecked(folder && folder->subscribed);
    a.subscriptions->setEnabled(any);
    for (QAction *action : {a.downloadFolder, a.removeFolderHere, a.folderProperties})
        action->setEnabled(folder && folder->selectable);
}

void FolderCommands::showMenu(const QModelIndex &index, const QPoint &position)
{
    const Subject subject = subjectAt(index);
    m_inMenu = true;
    m_subject = subject;
    dress(subject);
    QMenu menu(&m_parts.window);
    if (!subject.folders.isEmpty()) {
        connect(menu.addAction(tr("&Open")), &QAction::triggered, this,
                [this, subject] { m_parts.tree.open(subject.index); });
        QAction *read =
            menu.addAction(icon(QStringLiteral("mail-mark-read")), tr("Mark &All as Read"));
        connect(read, &QAction::triggered, this, [this, subject] { markRead(subject.folders); });
        menu.addSeparator();
    }
    const WindowActions &a = m_parts.actions;
    if (subject.account)
        menu.addAction(a.newFolder);
    if (subject.folder) {
        for (QAction *action : {a.renameFolder, a.moveFolder, a.removeFolder, a.emptyFolder}) {
            if (action->isEnabled())
                menu.addAction(action);
        }
        menu.addSeparator();
        menu.addActions({a.favourite, a.subscribed});
        if (subject.folder->selectable) {
            menu.addSeparator();
            menu.addActions({a.downloadFolder, a.removeFolderHere, a.folderProperties});
        }
    }
    menu.addSeparator();
    if (subject.account) {
        QAction *get = menu.addAction(icon(QStringLiteral("view-refresh")), tr("&Get Mail"));
        get->setEnabled(!m_parts.engine.isWorkingOffline());
        connect(get, &QAction::triggered, this,
                [this, subject] { m_parts.engine.syncNow(subject.account); });
        menu.addAction(a.subscriptions);
        connect(menu.addAction(tr("Account Se&ttings…")), &QAction::triggered, this,
                [this, subject] { Q_EMIT settingsRequested(subject.account); });
        menu.addSeparator();
    }
    menu.addAction(a.addAccount);
    menu.exec(position);
    m_inMenu = false;
    updateActions();
}

void FolderCommands::newFolder()
{
    AccountId account = m_subject.account;
    if (!account)
        account = m_parts.model.accounts().constFirst().id;
    // Beside the folders with a role, and below any other.
    FolderId parent;
    if (m_subject.folder && m_subject.folder->role == FolderRole::None)
        parent = m_subject.folder->id;
    auto *dialog = new NewFolderDialog(m_parts.model.accounts(), m_parts.model.folders(), account,
                                       parent, &m_parts.window);
    connect(dialog, &NewFolderDialog::chosen, this, [this](AccountId where, const QString &path) {
        m_parts.engine.createFolder(where, path);
        Q_EMIT did(tr("Folder “%1” created").arg(path.section(QLatin1Char('/'), -1)));
    });
    dialog->open();
}

void FolderCommands::renameFolder()
{
    if (!m_subject.folder)
        return;
    // Among the favourites a name is only repeated.
    const QModelIndex index = m_parts.model.indexOf(m_subject.folder->id);
    if (!m_parts.tree.rename(index))
        Q_EMIT remark(tr("This folder keeps its name."));
}

void FolderCommands::moveFolder()
{
    if (!m_subject.folder)
        return;
    const Folder folder = *m_subject.folder;
    FolderChoices choices{m_parts.model.accounts(), {}, true, {}};
    for (const Folder &other : m_parts.model.folders()) {
        if (!FolderDropRules::judgeFolder(m_parts.model, folder.id, other.account, other.id)
                 .isRefused())
            choices.folders.append(other);
    }
    auto *picker = new FolderPicker(choices, tr("Move “%1” to").arg(FolderWords::title(folder)),
                                    tr("&Move"), &m_parts.window);
    connect(picker, &FolderPicker::picked, this,
            [this, folder](FolderId parent, AccountId account) {
                drop(FolderDropRules::judgeFolder(m_parts.model, folder.id, account, parent,
                                                  FolderDropRules::whyItStays(folder).isEmpty()));
            });
    picker->open();
}

void FolderCommands::drop(const FolderDrop &drop)
{
    const auto folder = m_parts.model.folder(drop.folder);
    switch (drop.kind) {
    case FolderDrop::Kind::Favourites:
        m_parts.engine.setFavourites(drop.favourites);
        return;
    case FolderDrop::Kind::MoveFolder:
        m_parts.engine.moveFolder(drop.folder, drop.target);
        if (folder)
            Q_EMIT did(tr("Folder “%1” moved").arg(FolderWords::title(*folder)));
        return;
    case FolderDrop::Kind::CopyFolder:
    case FolderDrop::Kind::MoveFolderOver:
        if (folder)
            askToTransfer(drop, *folder);
        return;
    case FolderDrop::Kind::Refused:
    case FolderDrop::Kind::Messages:
        Q_EMIT remark(drop.reason);
        return;
    }
}

/// Copied or moved to another account: both are offered, what was meant is what Enter does.
void FolderCommands::askToTransfer(const FolderDrop &drop, const Folder &folder)
{
    const bool move = drop.kind == FolderDrop::Kind::MoveFolderOver;
    const QString title = FolderWords::title(folder);
    const QString account = m_parts.model.accountName(drop.account);
    const QSet<FolderId> tree = treeBelow(folder.id);
    auto *box = new QMessageBox(QMessageBox::Question, move ? tr("Move Folder") : tr("Copy Folder"),
                                move ? tr("Move “%1” to the account “%2”?").arg(title, account)
                                     : tr("Copy “%1” to the account “%2”?").arg(title, account),
                                QMessageBox::Cancel, &m_parts.window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QString what = tr("%Ln folder(s)", nullptr, int(tree.size()));
    const QString messages = tr("%Ln message(s)", nullptr, int(messagesIn(tree)));
    box->setInformativeText(
        move
            ? tr("%1 with %2 will be moved. What is here goes once all of it has arrived there.")
                  .arg(what, messages)
            : tr("%1 with %2 will be copied. What is here stays where it is.").arg(what, messages));
    QPushButton *copy = box->addButton(tr("&Copy"), QMessageBox::AcceptRole);
    connect(copy, &QPushButton::clicked, this, [this, drop, title] {
        m_parts.engine.copyFolder(drop.folder, drop.account, drop.target);
        Q_EMIT did(tr("Folder “%1” copied").arg(title));
    });
    box->setDefaultButton(copy);
    if (FolderDropRules::whyItStays(folder).isEmpty()) {
        QPushButton *away = box->addButton(tr("&Move"), QMessageBox::AcceptRole);
        connect(away, &QPushButton::clicked, this, [this, drop, account, title] {
            m_parts.engine.moveFolder(drop.folder, drop.account, drop.target);
            Q_EMIT did(tr("Folder “%1” is being moved to “%2”").arg(title, account));
        });
        if (move)
            box->setDefaultButton(away);
    }
    box->open();
}

QSet<FolderId> FolderCommands::treeBelow(FolderId folder) const
{
    QSet<FolderId> tree{folder};
    for (const Folder &each : m_parts.model.folders()) { // parents come first
        if (tree.contains(each.parent))
            tree.insert(each.id);
    }
    return tree;
}

qint64 FolderCommands::messagesIn(const QSet<FolderId> &folders) const
{
    qint64 messages = 0;
    for (const FolderId id : folders) {
        const auto folder = m_parts.model.folder(id);
        messages += folder ? folder->total : 0;
    }
    return messages;
}

void FolderCommands::removeFolder()
{
    if (!m_subject.folder)
        return;
    const Folder folder = *m_subject.folder;
    const QSet<FolderId> tree = treeBelow(folder.id);
    const qint64 messages = messagesIn(tree);
    const QString title = FolderWords::title(folder);
    if (messages == 0 && tree.size() == 1) {
        m_parts.engine.removeFolder(folder.id, false);
        Q_EMIT did(tr("Folder “%1” deleted").arg(title));
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Delete Folder"),
                                tr("Delete the folder “%1”?").arg(title), QMessageBox::Cancel,
                                &m_parts.window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const bool hasTrash = m_parts.model.folderByRole(folder.account, FolderRole::Trash).has_value();
    QString text = messages > 0
        ? tr("It holds %1.").arg(tr("%Ln message(s)", nullptr, int(messages)))
        : QString();
    if (tree.size() > 1)
        text = messages > 0
            ? tr("It holds %1 and %2.")
                  .arg(tr("%Ln folder(s)", nullptr, int(tree.size()) - 1),
                       tr("%Ln message(s)", nullptr, int(messages)))
            : tr("It holds %1.").arg(tr("%Ln folder(s)", nullptr, int(tree.size()) - 1));
    box->setInformativeText(text);
    box->setDefaultButton(QMessageBox::Cancel);
    if (messages > 0 && hasTrash) {
        QPushButton *keep = box->addButton(tr("&Move Mail to Trash"), QMessageBox::AcceptRole);
        connect(keep, &QPushButton::clicked, this,
                [this, folder] { removeWithMail(folder, true); });
    }
    QPushButton *all = box->addButton(messages > 0 ? tr("&Delete with Mail") : tr("&Delete"),
                                      QMessageBox::DestructiveRole);
    connect(all, &QPushButton::clicked, this, [this, folder] { removeWithMail(folder, false); });
    box->open();
}

void FolderCommands::removeWithMail(const Folder &folder, bool mailToTrash)
{
    const auto remove = [this, folder] {
        m_parts.engine.removeFolder(folder.id, true);
        Q_EMIT did(tr("Folder “%1” deleted").arg(FolderWords::title(folder)));
    };
    if (!mailToTrash) {
        remove();
        return;
    }
    ListQuery all;
    all.folders = treeBelow(folder.id);
    m_parts.reader.run(
        this, [all](MailReader &reader) { return reader.ids(all); },
        [this, remove](const std::vector<qint64> &found) {
            QList<PlacementId> ids;
            ids.reserve(qsizetype(found.size()));
            for (const qint64 id : found)
                ids.append(PlacementId(id));
            m_parts.engine.remove(ids);
            remove(); // after it, in the same order in the writing thread
        });
}

void FolderCommands::emptyFolder()
{
    if (!m_subject.folder)
        return;
    const Folder folder = *m_subject.folder;
    auto *box =
        new QMessageBox(QMessageBox::Warning, tr("Empty Folder"),
                        tr("Delete everything in “%1” for ever?").arg(FolderWords::title(folder)),
                        QMessageBox::Cancel, &m_parts.window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("%Ln message(s)", nullptr, int(folder.total)));
    box->setDefaultButton(QMessageBox::Cancel);
    const QPushButton *really = box->addButton(tr("&Empty"), QMessageBox::DestructiveRole);
    connect(really, &QPushButton::clicked, this, [this, folder] {
        m_parts.engine.emptyFolder(folder.id);
        Q_EMIT did(tr("“%1” emptied").arg(FolderWords::title(folder)));
    });
    box->open();
}

void FolderCommands::setFavourite(bool wish)
{
    if (!m_subject.folder)
        return;
    QList<FolderId> order = m_parts.model.favourites();
    order.removeAll(m_subject.folder->id);
    if (wish)
        order.append(m_subject.folder->id);
    m_parts.engine.setFavourites(order);
}

void FolderCommands::setSubscribed(bool wish)
{
    if (m_subject.folder)
        m_parts.engine.setSubscribed(m_subject.folder->id, wish);
}

void FolderCommands::keep(KeepTask::Kind kind)
{
    if (m_subject.folder)
        m_parts.keeping.ask(kind, {{}, {m_subject.folder->id}},
                            FolderWords::title(*m_subject.folder));
}

void FolderCommands::markRead(const QSet<FolderId> &folders)
{
    ListQuery unread;
    unread.folders = folders;
    unread.unreadOnly = true;
    m_parts.reader.run(
        this, [unread](MailReader &reader) { return reader.ids(unread); },
        [this](const std::vector<qint64> &found) {
            if (found.empty())
                return;
            QList<PlacementId> ids;
            ids.reserve(qsizetype(found.size()));
            for (const qint64 id : found)
                ids.append(PlacementId(id));
            FlagChange change;
            change.add = Flag::Seen;
            m_parts.engine.setFlags(ids, change);
            Q_EMIT did(tr("%Ln message(s) marked as read", nullptr, int(ids.size())));
        });
}

void FolderCommands::goToFolder()
{
    FolderChoices choices{
        m_parts.model.accounts(), {}, false, recentFolders(m_parts.model, m_parts.preferences)};
    for (const Folder &folder : m_parts.model.folders()) {
        if (folder.selectable)
            choices.folders.append(folder);
    }
    auto *picker = new FolderPicker(choices, tr("Go to Folder"), tr("&Open"), &m_parts.window);
    connect(picker, &FolderPicker::picked, this, [this](FolderId folder) {
        if (m_parts.tree.open(folder))
            rememberRecent(m_parts.model, m_parts.preferences, folder);
        else
            Q_EMIT remark(tr("This folder isn't shown in the list now."));
    });
    picker->open();
}

QList<FolderId> FolderCommands::recentFolders(const FolderTreeModel &model,
                                              const Preferences &preferences)
{
    QHash<QString, FolderId> byKey;
    for (const Folder &folder : model.folders())
        byKey.insert(model.accountName(folder.account) + QLatin1Char('/') + folder.path, folder.id);
    QList<FolderId> recent;
    for (const QString &key : preferences.get(Pref::recentFolders)) {
        if (const auto found = byKey.constFind(key); found != byKey.constEnd())
            recent.append(*found);
    }
    return recent;
}

void FolderCommands::rememberRecent(const FolderTreeModel &model, Preferences &preferences,
                                    FolderId id)
{
    const auto folder = model.folder(id);
    if (!folder)
        return;
    const QString key = model.accountName(folder->account) + QLatin1Char('/') + folder->path;
    QStringList recent = preferences.get(Pref::recentFolders);
    recent.removeAll(key);
    recent.prepend(key);
    preferences.set(Pref::recentFolders, QStringList(recent.mid(0, recentFoldersKept)));
}

} // namespace Turnstone
