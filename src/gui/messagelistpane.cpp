// SPDX-License-Identifier: MIT
#include "gui/messagelistpane.h"

#include "gui/emptystate.h"
#include "gui/icons.h"
#include "gui/noticebar.h"
#include "settings/preferences.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>

namespace Turnstone {

namespace {

struct SortWord {
    SortKey key;
    const char *word;
};
constexpr SortWord sortWords[] = {{SortKey::Date, "date"},
                                  {SortKey::From, "from"},
                                  {SortKey::Subject, "subject"},
                                  {SortKey::Size, "size"},
                                  {SortKey::Unread, "unread"},
                                  {SortKey::Flagged, "flagged"},
                                  {SortKey::Attachment, "attachment"}};
constexpr int patienceMs = 200;

} // namespace

SortKey sortKeyFromWord(const QString &word)
{
    for (const SortWord &known : sortWords) {
        if (word == QLatin1String(known.word))
            return known.key;
    }
    return SortKey::Date;
}

QString sortKeyWord(SortKey key)
{
    for (const SortWord &known : sortWords) {
        if (known.key == key)
            return QString::fromLatin1(known.word);
    }
    return {};
}

MessageListPane::MessageListPane(MessageListModel &model, Preferences &preferences,
                                 QAction &unreadOnly, QMenu &sortMenu, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_preferences(preferences)
    , m_view(new MessageListView(model, this))
    , m_head(new QWidget(this))
    , m_title(new QLabel(this))
    , m_counts(new QLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_onlyHere(new NoticeBar(this))
    , m_emptied(new NoticeBar(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    bold.setPointSizeF(bold.pointSizeF() * 1.1);
    m_title->setFont(bold);
    m_title->setTextFormat(Qt::PlainText);
    m_counts->setTextFormat(Qt::PlainText);
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    // A long folder name gives way rather than widening the pane.
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto *filter = new QToolButton(this);
    filter->setDefaultAction(&unreadOnly);
    filter->setAutoRaise(true);
    auto *sort = new QToolButton(this);
    sort->setIcon(icon(QStringLiteral("view-sort")));
    sort->setToolTip(tr("Sort by"));
    sort->setAccessibleName(tr("Sort by"));
    sort->setAutoRaise(true);
    // Opened by hand: a button that owns a menu shows an arrow beside its icon.
    connect(sort, &QToolButton::clicked, this,
            [sort, &sortMenu] { sortMenu.popup(sort->mapToGlobal(QPoint(0, sort->height()))); });

    auto *names = new QVBoxLayout;
    names->setSpacing(0);
    names->addWidget(m_title);
    names->addWidget(m_counts);
    auto *head = new QHBoxLayout(m_head);
    head->setContentsMargins(12, 6, 6, 6);
    head->setSpacing(2);
    head->addLayout(names, 1);
    head->addWidget(filter);
    head->addWidget(sort);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_onlyHere);
    m_onlyHere->hide();
    layout->addWidget(m_emptied);
    m_emptied->hide();
    m_emptied->addAction(tr("Put Back…", "messages to the server"),
                         [this] { Q_EMIT putBackRequested(); });
    m_emptied->addAction(tr("Let Go…", "messages that only this computer has"),
                         [this] { Q_EMIT letGoRequested(); });
    layout->addWidget(m_stack, 1);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);

    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    connect(&m_patience, &QTimer::timeout, this, &MessageListPane::updateState);
    connect(m_empty, &EmptyState::actionClicked, this, &MessageListPane::emptyAction);
    connect(&model, &QAbstractItemModel::modelReset, this, &MessageListPane::updateState);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &MessageListPane::updateState);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &MessageListPane::updateState);
    connect(&model, &MessageListModel::loadingChanged, this, &MessageListPane::updateState);
    applyPreferences();
}

void MessageListPane::open(const Subject &subject)
{
    const bool same = subject.folders == m_subject.folders;
    m_subject = subject;
    m_title->setText(subject.title);
    m_title->setToolTip(subject.title.toHtmlEscaped());
    if (!same) {
        m_onlyHereShown = false;
        setOnlyHere(0); // until the new folder's counters say otherwise
        setEmptied({}, 0);
    }
    applyPreferences();
    if (!same)
        query();
    updateState();
}

void MessageListPane::setCounts(qint64 total, qint64 unread)
{
    QStringList words;
    if (unread > 0)
        words.append(tr("%Ln unread", "in the head of a list", int(unread)));
    words.append(tr("%Ln messages", "in the head of a list", int(total)));
    m_counts->setText(m_subject.folders.isEmpty() ? QString()
                                                  : words.join(tr(" · ", "between counts")));
}

void MessageListPane::setSituation(Situation situation)
{
    if (m_situation == situation)
        return;
    m_situation = situation;
    updateState();
}

void MessageListPane::setUnreadOnly(bool unreadOnly)
{
    if (m_unreadOnly == unreadOnly)
        return;
    m_unreadOnly = unreadOnly;
    query();
}

void MessageListPane::setOnlyHere(qint64 messages)
{
    if (messages == m_onlyHereCount)
        return;
    m_onlyHereCount = messages;
    if (messages == 0 && m_onlyHereShown)
        setOnlyHereShown(false);
    m_onlyHere->setVisible(messages > 0);
    if (messages == 0)
        return;
    m_onlyHere->setMessage(
        QStringLiteral("computer"),
        tr("%Ln message(s) in this folder exist only on this computer.", nullptr, int(messages)),
        NoticeBar::Tone::Warning);
    m_onlyHere->clearActions();
    m_onlyHere->addAction(m_onlyHereShown ? tr("Show All Messages") : tr("Show Them"),
                          [this] { setOnlyHereShown(!m_onlyHereShown); });
    m_onlyHere->addAction(tr("Upload…", "messages to the server"),
                          [this] { Q_EMIT uploadRequested(); });
}

void MessageListPane::setEmptied(const QString &folder, qint64 messages)
{
    m_emptied->setVisible(messages > 0);
    if (messages > 0)
        m_emptied->setMessage(QStringLiteral("computer"),
                              tr("The server says that “%1” is empty. %Ln message(s) are kept on "
                                 "this computer.",
                                 nullptr, int(messages))
                                  .arg(folder),
                              NoticeBar::Tone::Warning);
}

void MessageListPane::setOnlyHereShown(bool shown)
{
    m_onlyHereShown = shown;
    const qint64 messages = std::exchange(m_onlyHereCount, 0);
    setOnlyHere(messages); // its button turns round
    query();
}

void MessageListPane::applyPreferences()
{
    MessageRowPainter::Settings settings;
    settings.look = m_preferences.get(Pref::layout) == QLatin1String("stacked") ? ListLook::Table
                                                                                : ListLook::Cards;
    settings.preview = m_preferences.get(Pref::showPreview);
    settings.recipients = m_subject.recipients;
    m_view->setSettings(settings);
    m_model.setGrouped(m_preferences.get(Pref::groupByDate));
    const SortKey key = sortKeyFromWord(m_preferences.get(Pref::sortKey));
    const bool ascending = m_preferences.get(Pref::sortAscending);
    m_view->setSortIndicator(key, ascending);
    if (key != m_model.query().sort || ascending != m_model.query().ascending)
        query();
}

void MessageListPane::query()
{
    ListQuery query;
    query.folders = m_subject.folders;
    query.sort = sortKeyFromWord(m_preferences.get(Pref::sortKey));
    query.ascending = m_preferences.get(Pref::sortAscending);
    query.unreadOnly = m_unreadOnly;
    query.onlyHere = m_onlyHereShown;
    m_patience.start();
    m_model.setQuery(query);
}

void MessageListPane::updateState()
{
    const auto say = [this](const char *iconName, const QString &title, const QString &text,
                            const QString &action = {}) {
        m_empty->show(QString::fromLatin1(iconName), title, text, action);
        m_stack->setCurrentWidget(m_empty);
    };
    m_head->setVisible(m_situation != Situation::NoAccount);
    if (m_situation == Situation::NoAccount) {
        say("account-new", tr("Welcome to Turnstone"),
            tr("Add your e-mail account to read its mail here, online and offline."),
            tr("Add Account…"));
    } else if (m_model.rowCount() > 0) {
        m_stack->setCurrentWidget(m_view);
    } else if (m_situation == Situation::NothingOpen) {
        say("folder", tr("No folder is open"), tr("Choose a folder on the left."));
    } else if (m_model.isLoading()) {
        if (!m_patience.isActive())
            say("view-refresh", tr("Loading…"), {});
        else
            m_stack->setCurrentWidget(m_view);
    } else if (m_unreadOnly) {
        say("mail-read", tr("Nothing unread"), tr("Every message in this folder has been read."),
            tr("Show All Messages"));
    } else if (m_situation == Situation::NeverSynchronised) {
        say("view-refresh", tr("Not fetched yet"),
            tr("This folder's messages appear here once it has been synchronised."),
            tr("Get Mail"));
    } else {
        say("mail-message", tr("No messages"), tr("This folder is empty."));
    }
}

void MessageListPane::emptyAction()
{
    if (m_situation == Situation::NoAccount)
        Q_EMIT addAccountRequested();
    else if (m_unreadOnly)
        Q_EMIT showAllRequested();
    else
        Q_EMIT synchroniseRequested();
}

} // namespace Turnstone
