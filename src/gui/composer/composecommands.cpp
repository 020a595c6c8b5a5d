// SPDX-License-Identifier: MIT
#include "gui/composer/composecommands.h"

#include "engine/connectivity.h"
#include "engine/outbox.h"
#include "gui/composer/composewindow.h"
#include "gui/composer/draftkeeper.h"
#include "gui/composer/redirectdialog.h"
#include "gui/composer/seenaddresscompleter.h"
#include "gui/composer/spellcheck.h"
#include "gui/composer/spellingservice.h"
#include "gui/messagelistview.h"
#include "gui/messageview.h"
#include "gui/messagewindow.h"
#include "gui/statusarea.h"
#include "gui/windowactions.h"
#include "mail/messagereader.h"
#include "settings/writingpreferences.h"

#include <QDateTime>
#include <QLocale>
#include <QMenu>

namespace Turnstone {

ComposeCommands::ComposeCommands(const Parts &parts)
    : QObject(&parts.window)
    , m_parts(parts)
    , m_starter(parts.store, parts.engine, parts.reader)
    , m_send(parts.engine, parts.store.clock())
    , m_files(parts.store)
    , m_completer(new SeenAddressCompleter(parts.store, this))
{
    using Kind = ComposeStarter::Kind;
    const WindowActions &a = parts.actions;
    const auto on = [this](QAction *action, auto run) {
        connect(action, &QAction::triggered, this, run);
    };
    on(a.newMessage, [this] {
        m_starter.newMessage(m_account, wish(Kind::EditAsNew).mayBeRich(false),
                             [this](const ComposeStart &start, const auto &) { show(start); });
    });
    on(a.reply, [this] { answer(Kind::Reply); });
    on(a.replyAll, [this] { answer(Kind::ReplyAll); });
    on(a.replyList, [this] { answer(Kind::ReplyList); });
    on(a.replyHere, [this] { answer(Kind::ReplyAll, true); });
    on(a.forward, [this] {
        answer(m_parts.list.selectedCount() > 1 ? Kind::ForwardAttached : Kind::Forward);
    });
    on(a.forwardAttached, [this] { answer(Kind::ForwardAttached); });
    on(a.redirect, [this] { redirect(m_parts.list.selectedIds().value(0)); });
    on(a.editAsNew, [this] { answer(Kind::EditAsNew); });
    connect(&parts.message, &MessageView::messageWindowOpened, this, &ComposeCommands::adopt);
    connect(&parts.message, &MessageView::receiptAnswered, this, &ComposeCommands::answerReceipt);
    connect(&m_starter, &ComposeStarter::fetching, this, [this](bool begun) {
        m_parts.status.showMessage(begun ? tr("Downloading the message…") : QString());
    });
    const auto readSenders = [this] {
        m_starter.senders([this](const QList<Sender> &senders) {
            m_hasSenders = !senders.isEmpty();
            updateActions();
        });
    };
    connect(&parts.store.notifier(), &StoreNotifier::changed, this,
            [readSenders](const ChangeSet &changes) {
                if (changes.accounts)
                    readSenders();
            });
    readSenders();
    connect(&parts.message, &MessageView::writingRequested, this,
            [this](PlacementId id, bool isTemplate, bool begin) {
                openDraft(id,
                          begin            ? DraftState::Purpose::BeginNew
                              : isTemplate ? DraftState::Purpose::EditTemplate
                                           : DraftState::Purpose::Continue);
            });
    connect(a.templates, &QMenu::aboutToShow, this, &ComposeCommands::fillTemplates);
    parts.engine.drafts().recover(
        this, [this](const QList<PlacementId> &drafts) { offerRecovered(drafts); });
}

ComposeCommands::~ComposeCommands()
{
    if (m_below)
        keepClosing(*m_below);
    for (const QPointer<ComposeWindow> &window : std::as_const(m_windows)) {
        if (window)
            keepClosing(window->composer());
        delete window;
    }
}

void ComposeCommands::updateActions()
{
    const int count = m_parts.list.selectedCount();
    const bool any = m_hasSenders;
    const WindowActions &a = m_parts.actions;
    a.newMessage->setEnabled(any);
    for (QAction *action : {a.reply, a.replyAll, a.replyList, a.replyHere, a.redirect, a.editAsNew})
        action->setEnabled(any && count == 1);
    a.forward->setEnabled(any && count > 0);
    a.forwardAttached->setEnabled(any && count > 0);
    if (m_below && (count != 1 || m_parts.message.current() != m_belowMessage))
        leaveBelow();
}

void ComposeCommands::answer(ComposeStarter::Kind kind, bool below)
{
    const QList<PlacementId> ids = m_parts.list.selectedIds();
    if (ids.isEmpty())
        return;
    const auto done = [this, below, first = ids.constFirst()](
                          const ComposeStart &start, const std::optional<MailError> &error) {
        if (error)
            Q_EMIT failed(*error);
        else if (start.senders.isEmpty())
            return; // it is gone meanwhile
        else if (below && m_parts.message.current() == first)
            openBelow(start);
        else
            show(start);
    };
    if (kind == ComposeStarter::Kind::ForwardAttached) {
        m_starter.forwardAttached(ids, done);
        return;
    }
    AnswerWish wanted = wish(kind);
    if (m_parts.message.current() == ids.constFirst()) {
        wanted.selectedText = m_parts.message.selectedText();
        wanted.selectedHtml = m_parts.message.selectedHtml();
    }
    m_starter.answer(wanted, ids.constFirst(), done);
}

void ComposeCommands::adopt(MessageWindow *window)
{
    m_starter.senders([window = QPointer<MessageWindow>(window)](const QList<Sender> &senders) {
        if (window && !senders.isEmpty())
            window->offerAnswers();
    });
    connect(window, &MessageWindow::answerRequested, this, [this, window](AnswerKind kind) {
        AnswerWish wanted = wish(kind);
        wanted.selectedText = window->view()->selectedText();
        wanted.selectedHtml = window->view()->selectedHtml();
        m_starter.answerRaw(wanted, window->message(), window->account(),
                            [this](const ComposeStart &start, const auto &) { show(start); });
    });
    connect(window, &MessageWindow::redirectRequested, this, [this, window] {
        OriginalMessage original;
        original.bytes = window->message();
        original.header = headerBlock(original.bytes).toByteArray();
        original.account = window->account();
        m_starter.senders([this, original](const QList<Sender> &senders) {
            openRedirect(original, senders, {});
        });
    });
    connect(window->view(), &MessageView::messageWindowOpened, this, &ComposeCommands::adopt);
    connect(window->view(), &MessageView::addressMenuRequested, this,
            &ComposeCommands::addressMenuRequested);
}

/// Who reads mail as plain text answers in it.
AnswerWish ComposeCommands::wish(ComposeStarter::Kind kind) const
{
    AnswerWish wanted;
    wanted.kind = kind;
    wanted.format = m_parts.preferences.get(Pref::messageFormat);
    if (wanted.format == QLatin1String("original")
        && m_parts.preferences.get(Pref::preferPlainText))
        wanted.format = QStringLiteral("plain");
    return wanted;
}

Composer *ComposeCommands::make(const ComposeStart &start, QWidget *parent)
{
    ComposeStart begun = start;
    if (!begun.draft)
        begun.draft = std::make_shared<DraftInHand>();
    auto *composer = new Composer(begun.senders, begun, m_completer, parent);
    addSpelling(*composer);
    connectAttaching(composer);
    connect(composer, &Composer::bookRequested, this, &ComposeCommands::bookRequested);
    new DraftKeeper(*composer, m_parts.engine, m_parts.store, m_parts.reader);
    connect(composer, &Composer::discardRequested, this, [this, composer] { discard(composer); });
    connect(composer, &Composer::sendRequested, this,
            [this, composer](qint64 atUtc) { send(composer, atUtc); });
    return composer;
}

/// Those that were written in before, then those of the desktop.
void ComposeCommands::addSpelling(Composer &composer)
{
    constexpr int languagesTried = 5;
    if (!m_spelling) {
        m_spelling = new SpellingService({}, this);
        m_spelling->setOwnWords(m_parts.preferences.get(Pref::ownWords));
        connect(m_spelling, &SpellingService::ownWordsChanged, this,
                [this] { m_parts.preferences.set(Pref::ownWords, m_spelling->ownWords()); });
    }
    QStringList wanted = m_parts.preferences.get(Pref::spellingLanguages);
    QStringList system = QLocale::system().uiLanguages();
    for (QString &language : system)
        wanted.append(language.replace(u'-', u'_'));
    wanted.append(QStringLiteral("en_US"));
    QStringList candidates;
    for (const QString &language : std::as_const(wanted)) {
        for (const QString &known : m_spelling->languages()) {
            if ((known == language || (language.size() == 2 && known.startsWith(language)))
                && !candidates.contains(known) && candidates.size() < languagesTried)
                candidates.append(known);
        }
    }
    composer.checkSpelling(*m_spelling, candidates);
    connect(composer.spelling(), &SpellCheck::languageChanged, this,
            [this](const QString &language) {
                if (language.isEmpty())
                    return;
                QStringList used = m_parts.preferences.get(Pref::spellingLanguages);
                used.removeAll(language);
                used.prepend(language);
                m_parts.preferences.set(Pref::spellingLanguages,
                                        QStringList(used.mid(0, languagesTried)));
            });
}

void ComposeCommands::writeTo(const AddressList &to)
{
    m_starter.newMessage(m_account, wish(ComposeStarter::Kind::EditAsNew).mayBeRich(false),
                         [this, to](ComposeStart start, const auto &) {
                             start.composition.to = to;
                             show(start);
                         });
}

bool ComposeCommands::openLink(const QString &link)
{
    return m_starter.fromLink(link,
                              [this](const ComposeStart &start, const auto &) { show(start); });
}

void ComposeCommands::open(const ComposeStart &start)
{
    if (!start.senders.isEmpty()) {
        show(start);
        return;
    }
    m_starter.senders([this, start](const QList<Sender> &senders) {
        ComposeStart complete = start;
        complete.senders = senders;
        show(complete);
    });
}

void ComposeCommands::show(const ComposeStart &start)
{
    if (start.senders.isEmpty())
        return; // there is no account
    Composer *composer = make(start, nullptr);
    auto *window = new ComposeWindow(composer);
    connect(window, &ComposeWindow::closing, this, [this, composer] { keepClosing(*composer); });
    m_windows.removeAll(nullptr);
    m_windows.append(window);
    window->show();
    composer->focusFirst();
}

void ComposeCommands::openBelow(const ComposeStart &start)
{
    leaveBelow();
    m_below = make(start, &m_parts.message);
    m_belowMessage = m_parts.message.current();
    m_parts.message.setBelow(m_below);
    connect(m_below, &Composer::windowRequested, this, &ComposeCommands::leaveBelow);
    connect(m_below, &Composer::closeRequested, this, [this] {
        if (m_below)
            keepClosing(*m_below);
        closeBelow();
    });
    m_below->focusFirst();
}

/// What was written goes on in a window; an answer that wasn't begun goes.
void ComposeCommands::leaveBelow()
{
    if (!m_below)
        return;
    ComposeStart state = m_below->state();
    const bool wanted = m_below->isModified() || sender() == m_below;
    state.placement = keeperOf(*m_below)->placement();
    keeperOf(*m_below)->release(); // in the window it is kept on
    closeBelow();
    if (wanted)
        open(state);
}

void ComposeCommands::closeBelow()
{
    if (m_below) {
        m_below->hide();
        m_below->deleteLater();
    }
    m_below = nullptr;
}

void ComposeCommands::close(Composer *composer)
{
    if (composer == m_below)
        closeBelow();
    else if (auto *window = qobject_cast<ComposeWindow *>(composer->window()))
        window->closeAtOnce();
}

void ComposeCommands::send(Composer *composer, qint64 atUtc)
{
    ComposeStart state = composer->state();
    state.modified = true; // taken back, it isn't sent and must not be lost
    composer->setBusy(true);
    DraftKeeper *const keeper = keeperOf(*composer);
    keeper->setPaused(true);
    m_send.send(
        state, composer->sender(), atUtc, composer,
        [this, composer, keeper, state, atUtc](OutboxId id, const std::optional<MailError> &error) {
            if (error) {
                keeper->setPaused(false);
                composer->setBusy(false);
                composer->addNotice(QStringLiteral("dialog-error"), error->sentence);
                return;
            }
            keeper->release();
            close(composer);
            offerToTakeBack(
                id, atUtc, [this, state] { open(state); },
                DraftKeeper::toSave(state, state.senders.value(state.sender), state.draft));
        });
}

void ComposeCommands::offerToTakeBack(OutboxId id, qint64 atUtc, std::function<void()> again,
                                      const std::optional<DraftToSave> &draft)
{
    const int seconds = m_parts.preferences.get(Pref::undoSendSeconds);
    if (seconds <= 0 && atUtc == 0)
        return;
    Engine &engine = m_parts.engine;
    const bool online = !engine.isWorkingOffline() && engine.connectivity().hasNetwork();
    const QString words = atUtc != 0
        ? tr("The message goes on %1")
              .arg(QLocale().toString(QDateTime::fromSecsSinceEpoch(atUtc), QLocale::ShortFormat))
        : online ? tr("Sending the message…")
                 : tr("The message waits in the outbox until you are online");
    m_parts.status.offer(
        words, tr("Undo"),
        [this, id, again, draft] {
            m_parts.engine.outbox().takeBack(
                id, this,
                [this, again](const std::optional<QByteArray> &bytes) {
                    if (bytes)
                        again();
                    else
                        m_parts.status.showMessage(tr("It is too late: the message is on its way."),
                                                   4000);
                },
                draft);
        },
        atUtc == 0 ? seconds * 1000 : 0);
}

void ComposeCommands::discard(Composer *composer)
{
    ComposeStart state = composer->state();
    // An old draft is as much to be wanted back as a new text.
    state.modified = state.modified || state.placement;
    state.placement = {};
    keeperOf(*composer)->discard();
    close(composer);
    if (state.modified)
        m_parts.status.offer(tr("Message discarded"), tr("Undo"), [this, state] { open(state); });
}

} // namespace Turnstone
