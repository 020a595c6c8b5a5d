// SPDX-License-Identifier: MIT
#include "gui/mainwindow.h"

#include "gui/accountcommands.h"
#include "gui/addressbook/addressbookcommands.h"
#include "gui/backgroundreader.h"
#include "gui/composer/composecommands.h"
#include "gui/foldercommands.h"
#include "gui/folderpane.h"
#include "gui/helpwindow.h"
#include "gui/icons.h"
#include "gui/keepcommands.h"
#include "gui/messagecommands.h"
#include "gui/messagelistpane.h"
#include "gui/messageview.h"
#include "gui/outbox/outboxpane.h"
#include "gui/placementmime.h"
#include "gui/problembanner.h"
#include "gui/shortcutlist.h"
#include "gui/statusarea.h"
#include "gui/windowactions.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QToolBar>

namespace Turnstone {

namespace {

const auto stackedLayoutWord = QStringLiteral("stacked");
const auto columnsLayoutWord = QStringLiteral("columns");

} // namespace

MainWindow::MainWindow(Store &store, Engine &engine, Preferences &preferences, QWidget *parent)
    : QMainWindow(parent)
    , m_store(store)
    , m_engine(engine)
    , m_preferences(preferences)
    , m_rows(std::make_unique<BackgroundReader>(store))
    , m_lists(std::make_unique<BackgroundReader>(store))
    , m_actions(new WindowActions(this))
    , m_selectionTimer(new QTimer(this))
{
    setObjectName(QStringLiteral("MainWindow"));
    setWindowIcon(applicationIcon());
    setUnifiedTitleAndToolBarOnMac(true);
    buildWidgets();
    buildOutbox();
    arrange();
    m_commands = new MessageCommands({m_engine, m_preferences, *m_lists, *m_folders, *m_model,
                                      m_pane->view(), *m_message, *m_actions, *this});
    m_keeping =
        new KeepCommands({m_store, m_engine, *m_lists, *m_folders, *m_pane, *m_actions, *this});
    m_folderCommands = new FolderCommands(
        {m_engine, m_preferences, *m_lists, *m_folders, *m_tree, *m_actions, *m_keeping, *this});
    m_accounts = new AccountCommands(m_store, m_engine, m_preferences, *m_folders, *m_banners,
                                     *m_actions, *this);
    m_composing = new ComposeCommands({m_store, m_engine, m_preferences, *m_lists, m_pane->view(),
                                       *m_message, *m_actions, *m_status, *this});
    m_addressBook = new AddressBookCommands({m_store, m_engine, *m_lists, *m_composing, *this});
    connectFolders();
    connectFolderCommands();
    connectUndo();
    connectOutbox();
    connectList();
    connectViewActions();
    connectListActions();
    connectEngine();
    restoreWindow();
    applyLayout();
    for (const char *key : {Pref::theme.key, Pref::showPreview.key, Pref::sortKey.key})
        applyPreference(QString::fromLatin1(key));
    if (m_folders->isLoaded())
        openFolder(m_tree->opened());
    else
        m_pane->setSituation(MessageListPane::Situation::NothingOpen);
    m_message->showNothingSelected(0);
    m_commands->updateActions();
    m_composing->updateActions();
    updateMessageActions();
    updateStates();
}

MainWindow::~MainWindow()
{
    delete m_addressBook;
    delete m_composing; // its windows read by what goes below
    // Widgets go before the readers they post to.
    delete takeCentralWidget();
}

MessageListView &MainWindow::messageList()
{
    return m_pane->view();
}

void MainWindow::buildWidgets()
{
    m_folders = new FolderTreeModel(m_store, *m_rows, m_engine, this);
    m_model = new MessageListModel(m_store, *m_rows, *m_lists, this);
    m_sortMenu = new QMenu(tr("Sort by"), this);
    m_actions->fillSortMenu(*m_sortMenu);
    m_actions->fillMenuBar(*menuBar());
    for (QAction *action : m_actions->all())
        addAction(action);

    m_toolBar = addToolBar(tr("Toolbar"));
    m_toolBar->setObjectName(QStringLiteral("ToolBar"));
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize(QSize(18, 18));
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_actions->fillToolBar(*m_toolBar);
    setContextMenuPolicy(Qt::PreventContextMenu);

    m_banners = new ProblemBanners(this);
    m_folderPane = new FolderPane(*m_folders, m_preferences, this);
    m_tree = &m_folderPane->tree();
    m_pane =
        new MessageListPane(*m_model, m_preferences, *m_actions->unreadOnly, *m_sortMenu, this);
    m_message = new MessageView(m_store, m_engine, m_preferences, this);
    m_status =
        new StatusArea(*m_actions->workOffline, *m_actions->pendingChanges, *m_actions->undo, this);
    setStatusBar(m_status);
}

void MainWindow::connectList()
{
    MessageListView &list = m_pane->view();
    // Selecting by keyboard, a reset and a restored selection may follow each other at once.
    m_selectionTimer->setSingleShot(true);
    m_selectionTimer->setInterval(0);
    connect(m_selectionTimer, &QTimer::timeout, this, &MainWindow::showSelection);
    connect(&list, &MessageListView::selectionSettled, m_selectionTimer,
            qOverload<>(&QTimer::start));
    connect(&list, &MessageListView::selectionSettled, m_commands, &MessageCommands::updateActions);
    connect(&list, &MessageListView::openRequested, this, [this] {
        const QList<PlacementId> selected = m_pane->view().selectedIds();
        if (selected.size() == 1)
            m_composing->openWritten(selected.constFirst(), [this] { m_message->setFocus(); });
        else
            m_message->setFocus();
    });
    connect(&list, &MessageListView::sortRequested, this,
            [this](SortKey key) { setSort(sortKeyWord(key)); });
    connect(&list, &QWidget::customContextMenuRequested, this, [this](const QPoint &position) {
        if (m_pane->view().selectedCount() == 0)
            return;
        QMenu menu(this);
        m_actions->fillMessageMenu(menu);
        menu.exec(m_pane->view().viewport()->mapToGlobal(position));
    });
    connect(m_model, &QAbstractItemModel::dataChanged, m_commands, &MessageCommands::updateActions);
    connect(m_pane, &MessageListPane::addAccountRequested, m_accounts,
            &AccountCommands::addAccount);
    connect(m_pane, &MessageListPane::synchroniseRequested, m_actions->getMail, &QAction::trigger);
    connect(m_pane, &MessageListPane::showAllRequested, this,
            [this] { m_actions->unreadOnly->setChecked(false); });
    connect(m_commands, &MessageCommands::remark, this,
            [this](const QString &text) { m_status->showMessage(text, 4000); });
    connect(m_keeping, &KeepCommands::remark, this,
            [this](const QString &text) { m_status->showMessage(text, 4000); });
    connect(m_commands, &MessageCommands::did, this, &MainWindow::noteDone);
    connect(m_composing, &ComposeCommands::failed, this, &MainWindow::showNotice);
    connect(m_composing, &ComposeCommands::bookRequested, m_addressBook,
            &AddressBookCommands::open);
    connect(m_actions->addressBook, &QAction::triggered, m_addressBook, &AddressBookCommands::show);
    connect(m_message, &MessageView::addressMenuRequested, m_addressBook,
            &AddressBookCommands::showMenu);
    connect(m_composing, &ComposeCommands::addressMenuRequested, m_addressBook,
            &AddressBookCommands::showMenu);
    connect(m_message, &MessageView::capabilitiesChanged, this, &MainWindow::updateMessageActions);
    connect(m_message, &MessageView::linkHovered, m_status, &StatusArea::setLink);
}

void MainWindow::connectViewActions()
{
    const WindowActions &a = *m_actions;
    const auto on = [this](QAction *action, auto run) {
        connect(action, &QAction::triggered, this, run);
    };
    on(a.columnsLayout, [this] { m_preferences.set(Pref::layout, columnsLayoutWord); });
    on(a.stackedLayout, [this] { m_preferences.set(Pref::layout, stackedLayoutWord); });
    on(a.showPreview, [this](bool wish) { m_preferences.set(Pref::showPreview, wish); });
    on(a.groupByDate, [this](bool wish) { m_preferences.set(Pref::groupByDate, wish); });
    on(a.showToolBar, [this](bool wish) { m_toolBar->setVisible(wish); });
    on(a.fullScreen, [this](bool wish) {
        setWindowState(wish ? windowState() | Qt::WindowFullScreen
                            : windowState() & ~Qt::WindowFullScreen);
    });
    connect(a.themes, &QActionGroup::triggered, this, [this](const QAction *action) {
        m_preferences.set(Pref::theme, action->data().toString());
    });
    on(a.zoomIn, [this] { m_message->zoomIn(); });
    on(a.zoomOut, [this] { m_message->zoomOut(); });
    on(a.resetZoom, [this] { m_message->resetZoom(); });
    on(a.allHeaders, [this](bool wish) { m_message->setAllHeadersShown(wish); });
    on(a.plainText, [this](bool wish) { m_message->setPlainTextShown(wish); });
    on(a.saveAttachments, [this] { m_message->saveAllAttachments(); });
    on(a.find, [this] { m_message->find(); });
    on(a.findNext, [this] { m_message->findNext(false); });
    on(a.findPrevious, [this] { m_message->findNext(true); });
    on(a.copy, [this] {
        const MessageListView &list = m_pane->view();
        if (!list.hasFocus())
            m_message->copySelection();
        else if (list.selectedCount() > 0) // to be pasted into a message that is written
            QApplication::clipboard()->setMimeData(
                makePlacementMime(list.selectedIds(), m_model->query().folders));
    });
    on(a.selectAll, [this] {
        if (m_message->isAncestorOf(QApplication::focusWidget()))
            m_message->selectAll();
        else
            m_pane->view().selectAll();
    });
    on(a.focusFolders, [this] { m_tree->setFocus(Qt::ShortcutFocusReason); });
    on(a.goToFolder, [this] { m_folderCommands->goToFolder(); });
    on(a.findFolder, [this] { m_folderPane->find(); });
    on(a.subscribedOnly, [this](bool wish) { m_preferences.set(Pref::subscribedOnly, wish); });
    on(a.focusList, [this] { m_pane->view().setFocus(Qt::ShortcutFocusReason); });
    on(a.quit, [this] { close(); });
    on(a.about, [this] { showAbout(); });
    on(a.aboutQt, [] { QApplication::aboutQt(); });
    on(a.help, [this] { HelpWindow::showTopic(HelpTopic::Kept, this); });
    on(a.shortcuts, [this] { (new ShortcutList(m_actions->all(), this))->open(); });
    connect(&m_preferences, &Preferences::changed, this, &MainWindow::applyPreference);
}

void MainWindow::connectListActions()
{
    const WindowActions &a = *m_actions;
    connect(a.unreadOnly, &QAction::toggled, m_pane, &MessageListPane::setUnreadOnly);
    connect(a.sorts, &QActionGroup::triggered, this, [this](const QAction *action) {
        m_preferences.set(Pref::sortKey, action->data().toString());
    });
    connect(a.directions, &QActionGroup::triggered, this, [this](const QAction *action) {
        m_preferences.set(Pref::sortAscending, action == m_actions->ascending);
    });
}

void MainWindow::connectEngine()
{
    const WindowActions &a = *m_actions;
    connect(a.getMail, &QAction::triggered, this, [this] {
        const AccountId account = openAccount();
        m_engine.syncNow(account ? std::optional(account) : std::nullopt);
    });
    connect(a.getAllMail, &QAction::triggered, this, [this] { m_engine.syncNow(); });
    connect(a.stop, &QAction::triggered, this, [this] { m_engine.cancelSync(); });
    connect(a.workOffline, &QAction::triggered, &m_engine, &Engine::setWorkOffline);
    const auto showOffline = [action = a.workOffline](bool offline) {
        action->setChecked(offline);
        action->setIcon(
            icon(offline ? QStringLiteral("network-offline") : QStringLiteral("network-online")));
        action->setIconText(offline ? tr("Offline") : tr("Online"));
    };
    showOffline(m_engine.isWorkingOffline());
    connect(&m_engine, &Engine::workOfflineChanged, this, [this, showOffline](bool offline) {
        showOffline(offline);
        updateStates();
    });
    connect(&m_engine, &Engine::stateChanged, this, &MainWindow::updateStates);
    connect(m_status, &StatusArea::tryNowRequested, &m_engine, [this] { m_engine.syncNow(); });
    connect(&m_engine, &Engine::actionFailed, this, &MainWindow::showNotice);
}

void MainWindow::showNotice(const MailError &error)
{
    m_banners->showError(error);
}

void MainWindow::addAccount()
{
    m_accounts->addAccount();
}

void MainWindow::showSelection()
{
    MessageListView &list = m_pane->view();
    const int count = list.selectedCount();
    if (m_outbox->isOpen()) {
        // It says what is shown.
    } else if (count == 1) {
        const PlacementId id = list.selectedIds().constFirst();
        if (id != m_message->current())
            m_message->showMessage(id);
    } else {
        m_message->showNothingSelected(count);
    }
    m_commands->updateActions();
    m_composing->updateActions();
    updateMessageActions();
}

void MainWindow::updateMessageActions()
{
    const bool shown = bool(m_message->current());
    const WindowActions &a = *m_actions;
    a.copy->setEnabled(shown || m_pane->view().selectedCount() > 0);
    for (QAction *action :
         {a.find, a.findNext, a.findPrevious, a.allHeaders, a.zoomIn, a.zoomOut, a.resetZoom})
        action->setEnabled(shown);
    a.plainText->setEnabled(m_message->hasBothForms());
    a.plainText->setChecked(m_message->plainTextShown());
    a.allHeaders->setChecked(m_message->allHeadersShown());
    a.saveAttachments->setEnabled(m_message->hasAttachments());
}

void MainWindow::updateStates()
{
    QHash<AccountId, QString> names;
    for (const Account &account : m_folders->accounts())
        names.insert(account.id, account.name);
    const QList<AccountState> states = m_engine.states();
    m_status->showStates(states, names, m_store.clock());
    bool busy = false;
    // One account out of reach has a problem; where all are, the computer has no network.
    const bool cutOff = states.size() > 1
        && std::all_of(states.begin(), states.end(),
                       [](const auto &state) { return !state.isReachable(); });
    for (const AccountState &state : states) {
        if (cutOff)
            m_banners->removeAccount(state.account);
        else
            m_banners->showState(state, names.value(state.account));
        busy = busy || state.phase == AccountState::Phase::Synchronising
            || state.phase == AccountState::Phase::Connecting;
    }
    m_actions->stop->setEnabled(busy);
    const bool any = !names.isEmpty();
    m_actions->getMail->setEnabled(any && !m_engine.isWorkingOffline());
    m_actions->getAllMail->setEnabled(any && !m_engine.isWorkingOffline());
    m_actions->accountSettings->setEnabled(any);
    updateFolder();
}

void MainWindow::setSort(const QString &word)
{
    // A second click on a column turns it round; texts start at their beginning.
    const bool again = m_preferences.get(Pref::sortKey) == word;
    const bool text = word == QLatin1String("from") || word == QLatin1String("subject");
    const bool ascending = again ? !m_preferences.get(Pref::sortAscending) : text;
    m_preferences.set(Pref::sortAscending, ascending);
    m_preferences.set(Pref::sortKey, word);
}

void MainWindow::applyPreference(const QString &key)
{
    const auto is = [&key](const char *known) { return key == QLatin1String(known); };
    if (is(Pref::layout.key))
        applyLayout();
    if (is(Pref::sortKey.key) || is(Pref::sortAscending.key) || is(Pref::groupByDate.key)
        || is(Pref::showPreview.key))
        m_pane->applyPreferences();
    const WindowActions &a = *m_actions;
    const bool ascending = m_preferences.get(Pref::sortAscending);
    (ascending ? a.ascending : a.descending)->setChecked(true);
    for (QAction *action : a.sortKeys)
        action->setChecked(action->data().toString() == m_preferences.get(Pref::sortKey));
    for (QAction *action : a.themes->actions())
        action->setChecked(action->data().toString() == m_preferences.get(Pref::theme));
    a.showPreview->setChecked(m_preferences.get(Pref::showPreview));
    a.groupByDate->setChecked(m_preferences.get(Pref::groupByDate));
    a.subscribedOnly->setChecked(m_preferences.get(Pref::subscribedOnly));
    m_folders->setSubscribedOnly(m_preferences.get(Pref::subscribedOnly));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    rememberWindow();
    QMainWindow::closeEvent(event);
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(
        QMessageBox::NoIcon, tr("About Turnstone"),
        tr("<h3>Turnstone %1</h3><p>A desktop mail client that is as good over POP3 as over "
           "IMAP.</p><p>MIT licence</p>")
            .arg(QStringLiteral(TURNSTONE_VERSION)),
        QMessageBox::Close, this);
    box->setIconPixmap(applicationIcon().pixmap(QSize(64, 64), devicePixelRatioF()));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace Turnstone
