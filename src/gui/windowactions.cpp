// SPDX-License-Identifier: MIT
#include "gui/windowactions.h"

#include "gui/icons.h"
#include "mail/tagnames.h"

#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

namespace Turnstone {

// Shortcuts are Thunderbird's where it has one for the same thing.

WindowActions::WindowActions(QObject *parent)
    : QObject(parent)
    , layouts(new QActionGroup(this))
    , themes(new QActionGroup(this))
    , sorts(new QActionGroup(this))
    , directions(new QActionGroup(this))
{
    makeWritingActions();
    makeFileActions();
    makeEditActions();
    makeViewActions();
    makeMessageActions();
    makeFolderActions();
    makeListActions();
}

WindowActions::~WindowActions() = default;

QAction *WindowActions::add(const QString &text, const char *iconName,
                            const QList<QKeySequence> &keys)
{
    auto *action = new QAction(text, this);
    if (iconName)
        action->setIcon(icon(QString::fromLatin1(iconName)));
    action->setShortcuts(keys);
    action->setMenuRole(QAction::NoRole);
    m_all.append(action);
    return action;
}

QAction *WindowActions::addCheck(const QString &text, const QList<QKeySequence> &keys,
                                 QActionGroup *group)
{
    QAction *action = add(text, nullptr, keys);
    action->setCheckable(true);
    if (group)
        group->addAction(action);
    return action;
}

void WindowActions::makeWritingActions()
{
    newMessage = add(tr("&New Message"), "mail-message-new", {QKeySequence(QKeySequence::New)});
    reply = add(tr("Repl&y"), "mail-reply-sender", {QKeySequence(Qt::CTRL | Qt::Key_R)});
    replyAll = add(tr("Reply to A&ll"), "mail-reply-all",
                   {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)});
    replyList = add(tr("Reply to L&ist"), nullptr, {QKeySequence(Qt::CTRL | Qt::Key_L)});
    replyHere = add(tr("Reply &Below the Message"), nullptr, {Qt::Key_R});
    replyHere->setToolTip(tr("Answer everybody, below the message that is shown"));
    forward = add(tr("F&orward"), "mail-forward", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)});
    forwardAttached = add(tr("Forward as A&ttachment"));
    redirect = add(tr("Redirect…"));
    redirect->setToolTip(tr("Pass the message on unchanged"));
    editAsNew = add(tr("Edit as &New Message"), nullptr, {QKeySequence(Qt::CTRL | Qt::Key_E)});
}

void WindowActions::makeFileActions()
{
    getMail = add(tr("&Get Mail"), "view-refresh", {Qt::Key_F5});
    getMail->setToolTip(tr("Get mail for the open account"));
    getAllMail =
        add(tr("Get Mail for A&ll Accounts"), nullptr, {QKeySequence(Qt::SHIFT | Qt::Key_F5)});
    stop = add(tr("S&top"), "process-stop");
    workOffline = add(tr("Work &Offline"), "network-offline");
    workOffline->setCheckable(true);
    workOffline->setToolTip(tr("Work offline: nothing is fetched or sent until this is off"));
    addAccount = add(tr("&Add Account…"), "account-new");
    saveAttachments = add(tr("&Save All Attachments…"), "document-save-all");
    quit = add(tr("&Quit"), "application-exit", {QKeySequence(Qt::CTRL | Qt::Key_Q)});
}

void WindowActions::makeEditActions()
{
    undo = add(tr("&Undo"), "edit-undo", {QKeySequence(QKeySequence::Undo)});
    redo = add(tr("Re&do"), nullptr, {QKeySequence(QKeySequence::Redo)});
    copy = add(tr("&Copy"), "edit-copy", {QKeySequence(QKeySequence::Copy)});
    selectAll = add(tr("Select &All"), "edit-select-all", {QKeySequence(QKeySequence::SelectAll)});
    find = add(tr("&Find in Message…"), "edit-find", {QKeySequence(QKeySequence::Find)});
    findNext = add(tr("Find &Next"), nullptr, {QKeySequence(Qt::CTRL | Qt::Key_G)});
    findPrevious =
        add(tr("Find &Previous"), nullptr, {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G)});
    preferences =
        add(tr("P&references…"), "preferences-system", {QKeySequence(Qt::CTRL | Qt::Key_Comma)});
}

void WindowActions::makeViewActions()
{
    columnsLayout = addCheck(tr("&Three Columns"), {}, layouts);
    columnsLayout->setIcon(icon(QStringLiteral("view-columns")));
    stackedLayout = addCheck(tr("&List above Message"), {}, layouts);
    stackedLayout->setIcon(icon(QStringLiteral("view-list")));
    showPreview = addCheck(tr("Show &Preview Line"));
    groupByDate = addCheck(tr("&Group by Date"));
    subscribedOnly = addCheck(tr("Subscribed Folders Only"));
    showToolBar = addCheck(tr("Tool&bar"));
    zoomIn = add(tr("Zoom &In"), "zoom-in",
                 {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    zoomOut = add(tr("Zoom &Out"), "zoom-out", {QKeySequence(Qt::CTRL | Qt::Key_Minus)});
    resetZoom = add(tr("&Normal Size"), nullptr, {QKeySequence(Qt::CTRL | Qt::Key_0)});
    allHeaders = addCheck(tr("All &Headers"));
    plainText = addCheck(tr("Plain Te&xt"));
    fullScreen = addCheck(tr("&Full Screen"), {Qt::Key_F11});
    themeSystem = addCheck(tr("As the &System"), {}, themes);
    themeSystem->setData(QStringLiteral("system"));
    themeLight = addCheck(tr("&Light"), {}, themes);
    themeLight->setData(QStringLiteral("light"));
    themeDark = addCheck(tr("&Dark"), {}, themes);
    themeDark->setData(QStringLiteral("dark"));
}

void WindowActions::makeMessageActions()
{
    nextMessage = add(tr("&Next Message"), "go-down", {Qt::Key_F});
    previousMessage = add(tr("&Previous Message"), "go-up", {Qt::Key_B});
    nextUnread = add(tr("Next &Unread Message"), nullptr, {Qt::Key_N});
    previousUnread = add(tr("P&revious Unread Message"), nullptr, {Qt::Key_P});
    focusFolders = add(tr("&Folders"), nullptr, {QKeySequence(Qt::ALT | Qt::Key_1)});
    focusList = add(tr("Message &List"), nullptr, {QKeySequence(Qt::ALT | Qt::Key_2)});

    toggleRead = add(tr("Mark as &Read"), "mail-mark-read", {Qt::Key_M});
    markFolderRead =
        add(tr("Mark &Folder as Read"), nullptr, {QKeySequence(Qt::SHIFT | Qt::Key_C)});
    toggleFlag = add(tr("&Star"), "mail-flag", {Qt::Key_S});
    const QStringList tags = TagNames::usual();
    for (qsizetype i = 0; i < tags.size(); ++i) {
        // By its number, on the keyboard too, as other mail programs have it.
        const int number = int(i) + 1;
        usualTags.append(addCheck(QStringLiteral("&%1 %2").arg(number).arg(TagNames::name(tags[i])),
                                  {QKeySequence(Qt::Key_0 + number)}));
        usualTags.last()->setData(tags[i]);
    }
    newTag = add(tr("&New Tag…"));
    noTags = add(tr("&Remove All Tags"), nullptr, {Qt::Key_0});
    m_tags = std::make_unique<QMenu>(tr("Ta&g"));
    m_tags->addActions(usualTags);
    m_tags->addSeparator();
    m_tags->addActions({newTag, noTags});

    archive = add(tr("&Archive"), "mail-archive", {Qt::Key_A});
    junk = add(tr("Move to &Junk"), "mail-mark-junk", {Qt::Key_J});
    moveTo = add(tr("&Move to…"), "mail-move", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M)});
    copyTo = add(tr("&Copy to…"), "mail-copy");
    remove = add(tr("&Delete"), "edit-delete", {QKeySequence(Qt::Key_Delete)});
    removeForever =
        add(tr("Delete for &Ever…"), nullptr, {QKeySequence(Qt::SHIFT | Qt::Key_Delete)});

    download = add(tr("Do&wnload for Offline…"), "download");
    removeHere = add(tr("Remo&ve from This Computer…"), "not-on-computer");
    stopDownloads = add(tr("Stop Downloads"), "process-stop");
    stopDownloads->setToolTip(tr("Forget what is still to be downloaded for offline"));

    addressBook =
        add(tr("Address &Book"), "account", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B)});
    accountSettings = add(tr("&Account Settings…"), "account");
    pendingChanges = add(tr("&Changes Waiting for a Server…"), "task-pending");
    help = add(tr("Turnstone &Help"), nullptr, {QKeySequence(QKeySequence::HelpContents)});
    shortcuts = add(tr("&Keyboard Shortcuts"), nullptr, {QKeySequence(Qt::CTRL | Qt::Key_F1)});
    about = add(tr("&About Turnstone"), "help-about");
    aboutQt = add(tr("About &Qt"));
}

void WindowActions::makeFolderActions()
{
    goToFolder = add(tr("&Go to Folder…"), "go-next", {QKeySequence(Qt::CTRL | Qt::Key_K)});
    findFolder =
        add(tr("Find in Folder List"), nullptr, {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K)});
    newFolder =
        add(tr("&New Folder…"), "folder-new", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)});
    renameFolder = add(tr("&Rename Folder"), "document-edit", {Qt::Key_F2});
    moveFolder = add(tr("&Move Folder…"), "mail-move");
    removeFolder = add(tr("&Delete Folder…"), "edit-delete");
    emptyFolder = add(tr("&Empty Folder…"));
    favourite = addCheck(tr("F&avourite"), {QKeySequence(Qt::CTRL | Qt::Key_D)});
    subscribed = addCheck(tr("&Subscribed"));
    subscriptions = add(tr("Su&bscriptions…"));
    downloadFolder = add(tr("Do&wnload for Offline…"), "download");
    removeFolderHere = add(tr("Remo&ve from This Computer…"), "not-on-computer");
    folderProperties = add(tr("&Properties…"), "dialog-information");
}

void WindowActions::makeListActions()
{
    unreadOnly =
        add(tr("Unread &Only"), "view-filter", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_U)});
    unreadOnly->setCheckable(true);
    unreadOnly->setToolTip(tr("Show unread messages only"));
    const auto addSort = [this](const QString &text, const char *word) {
        QAction *action = addCheck(text, {}, sorts);
        action->setData(QString::fromLatin1(word));
        sortKeys.append(action);
    };
    addSort(tr("&Date"), "date");
    addSort(tr("S&ender"), "from");
    addSort(tr("&Subject"), "subject");
    addSort(tr("Si&ze"), "size");
    addSort(tr("&Unread"), "unread");
    addSort(tr("S&tar"), "flagged");
    addSort(tr("&Attachment"), "attachment");
    ascending = addCheck(tr("As&cending"), {}, directions);
    descending = addCheck(tr("Desce&nding"), {}, directions);
}

void WindowActions::fillMenuBar(QMenuBar &bar)
{
    QMenu *file = bar.addMenu(tr("&File"));
    file->addAction(newMessage);
    templates = file->addMenu(tr("New from Te&mplate"));
    file->addSeparator();
    file->addActions({getMail, getAllMail, stop, stopDownloads});
    file->addSeparator();
    file->addAction(workOffline);
    file->addSeparator();
    file->addActions({addAccount, saveAttachments});
    file->addSeparator();
    file->addAction(quit);

    QMenu *edit = bar.addMenu(tr("&Edit"));
    edit->addActions({undo, redo});
    edit->addSeparator();
    edit->addActions({copy, selectAll});
    edit->addSeparator();
    edit->addActions({find, findNext, findPrevious});
    edit->addSeparator();
    edit->addAction(preferences);

    QMenu *view = bar.addMenu(tr("&View"));
    view->addActions({columnsLayout, stackedLayout});
    view->addSeparator();
    fillSortMenu(*view->addMenu(icon(QStringLiteral("view-sort")), tr("&Sort by")));
    view->addActions({unreadOnly, groupByDate, showPreview});
    view->addSeparator();
    view->addActions({allHeaders, plainText});
    view->addMenu(tr("&Zoom"))->addActions({zoomIn, zoomOut, resetZoom});
    view->addSeparator();
    view->addMenu(tr("&Appearance"))->addActions({themeSystem, themeLight, themeDark});
    view->addActions({subscribedOnly, showToolBar, fullScreen});

    QMenu *go = bar.addMenu(tr("&Go"));
    go->addActions({nextMessage, previousMessage, nextUnread, previousUnread});
    go->addSeparator();
    go->addActions({goToFolder, findFolder});
    go->addSeparator();
    go->addActions({focusFolders, focusList});

    QMenu *message = bar.addMenu(tr("&Message"));
    fillMessageMenu(*message);
    message->addSeparator();
    message->addAction(markFolderRead);

    fillFolderMenu(*bar.addMenu(tr("F&older")));

    bar.addMenu(tr("&Tools"))->addActions({addressBook, accountSettings, pendingChanges});
    QMenu *helpMenu = bar.addMenu(tr("&Help"));
    helpMenu->addActions({help, shortcuts});
    helpMenu->addSeparator();
    helpMenu->addActions({about, aboutQt});
}

void WindowActions::fillToolBar(QToolBar &bar)
{
    // Shorter words than the menus need, for what stands beside an icon.
    moveTo->setIconText(tr("Move"));
    junk->setIconText(tr("Junk"));
    toggleRead->setIconText(tr("Read"));
    newMessage->setIconText(tr("Write"));
    replyAll->setIconText(tr("Reply All"));
    bar.addActions({getMail, newMessage});
    bar.addSeparator();
    bar.addActions({reply, replyAll, forward});
    bar.addSeparator();
    bar.addActions({archive, remove, junk});
    bar.addSeparator();
    bar.addActions({moveTo, toggleRead, toggleFlag});
}

void WindowActions::fillSortMenu(QMenu &menu) const
{
    menu.addActions(sortKeys);
    menu.addSeparator();
    menu.addActions({ascending, descending});
}

void WindowActions::fillAnswerMenu(QMenu &menu) const
{
    menu.addActions({reply, replyAll, replyList, replyHere});
    menu.addSeparator();
    menu.addActions({forward, forwardAttached, redirect, editAsNew});
}

void WindowActions::fillMessageMenu(QMenu &menu) const
{
    fillAnswerMenu(menu);
    menu.addSeparator();
    menu.addActions({toggleRead, toggleFlag});
    menu.addMenu(m_tags.get());
    menu.addSeparator();
    menu.addActions({archive, junk, moveTo, copyTo});
    menu.addSeparator();
    menu.addActions({download, removeHere});
    menu.addSeparator();
    menu.addActions({remove, removeForever});
}

void WindowActions::fillFolderMenu(QMenu &menu) const
{
    menu.addActions({newFolder, renameFolder, moveFolder, removeFolder});
    menu.addSeparator();
    menu.addActions({markFolderRead, emptyFolder});
    menu.addSeparator();
    menu.addActions({favourite, subscribed, subscriptions});
    menu.addSeparator();
    menu.addActions({downloadFolder, removeFolderHere, folderProperties});
}

QList<QAction *> WindowActions::messageActions() const
{
    return usualTags
        + QList<QAction *>{
            newTag, noTags,   m_tags->menuAction(), toggleRead, toggleFlag,   archive, junk, moveTo,
            copyTo, download, removeHere,           remove,     removeForever};
}

} // namespace Turnstone
