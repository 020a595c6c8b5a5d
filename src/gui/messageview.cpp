// SPDX-License-Identifier: MIT
#include "gui/messageview.h"

#include "gui/attachmentsbar.h"
#include "gui/findbar.h"
#include "gui/icons.h"
#include "gui/linkcheck.h"
#include "gui/linkopener.h"
#include "gui/messageheader.h"
#include "gui/messagenotices.h"
#include "gui/messageviewprivate.h"
#include "gui/messagewindow.h"
#include "gui/texthtmlview.h"
#include "settings/writingpreferences.h"

#include <QEvent>
#include <QVBoxLayout>

namespace Turnstone {

namespace {
constexpr int loadingShownAfterMs = 200; ///< what is read faster never flickers
constexpr double zoomStep = 1.1;
} // namespace

MessageView::Private::Private(MessageView &view, Store &usedStore, Engine &usedEngine,
                              Preferences &usedPreferences)
    : q(view)
    , store(usedStore)
    , engine(usedEngine)
    , preferences(usedPreferences)
    , loader(usedStore)
{ }

void MessageView::Private::build()
{
    auto *outer = new QVBoxLayout(&q);
    outer->setContentsMargins(0, 0, 0, 0);
    stack = new QStackedWidget(&q);
    outer->addWidget(stack);
    page = new EmptyState(stack);
    stack->addWidget(page);

    message = new QWidget(stack);
    stack->addWidget(message);
    auto *column = new QVBoxLayout(message);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    header = new MessageHeader(message);
    column->addWidget(header);
    notices = new MessageNotices(message);
    column->addWidget(notices);
    bodyStack = new QStackedWidget(message);
    column->addWidget(bodyStack, 1);
    body = new TextHtmlView(bodyStack);
    bodyStack->addWidget(body);
    bodyState = new EmptyState(bodyStack);
    bodyStack->addWidget(bodyState);
    findBar = new FindBar(message);
    findBar->hide();
    column->addWidget(findBar);
    attachments = new AttachmentsBar(store, engine, preferences, message);
    column->addWidget(attachments);

    loading.setSingleShot(true);
    loading.setInterval(loadingShownAfterMs);
    q.setFocusProxy(body);
}

void MessageView::Private::connectAll()
{
    connect(&loader, &MessageLoader::loaded, &q,
            [this](const ShownMessage &loaded) { apply(loaded); });
    connect(&loading, &QTimer::timeout, &q,
            [this] { showState(QStringLiteral("mail-message"), tr("Opening the message…"), {}); });
    connect(&store.notifier(), &StoreNotifier::changed, &q,
            [this](const ChangeSet &changes) { storeChanged(changes); });
    connect(&engine, &Engine::stateChanged, &q,
            [this](const AccountState &state) { stateChanged(state); });
    connect(&preferences, &Preferences::changed, &q, [this](const QString &key) {
        if (key == QLatin1String(Pref::preferPlainText.key))
            q.setPlainTextShown(preferences.get(Pref::preferPlainText));
    });
    connect(body, &HtmlView::linkActivated, &q,
            [this](const QUrl &url, const QString &text) { LinkOpener::open(url, text, &q); });
    connect(body, &HtmlView::linkHovered, &q, [this](const QUrl &url) {
        Q_EMIT q.linkHovered(url.isEmpty() ? QString() : shownTarget(url));
    });
    connect(findBar, &FindBar::findRequested, &q, [this](const QString &text, bool backward) {
        findBar->setFound(body->find(text, backward));
    });
    connect(findBar, &FindBar::closed, &q, [this] {
        findBar->hide();
        body->setFocus();
    });
    connect(attachments, &AttachmentsBar::messageOpened, &q, [this](const QByteArray &bytes) {
        auto *window = new MessageWindow(store, engine, preferences, q.window());
        window->showMessage(bytes, current ? shown.detail.row.account : rawAccount);
        Q_EMIT q.messageWindowOpened(window);
        window->show();
    });
    connect(attachments, &AttachmentsBar::reported, notices, &MessageNotices::report);
    connect(notices, &MessageNotices::picturesRequested, &q,
            [this] { fetch(shown.imagesNotHere); });
    connect(notices, &MessageNotices::receiptAnswered, &q,
            [this](bool send) { Q_EMIT q.receiptAnswered(current, send); });
    connect(notices, &MessageNotices::writingRequested, &q, [this](bool begin) {
        Q_EMIT q.writingRequested(shown.detail.row.id,
                                  shown.written == ShownMessage::Written::Template, begin);
    });
    connect(notices, &MessageNotices::restRequested, &q, [this] { fetch({}); });
    connect(notices, &MessageNotices::moreTextRequested, &q, [this] {
        wholeText = true;
        reload();
    });
    // An action may show another state, and so replace itself.
    connect(page, &EmptyState::actionClicked, &q, [this] {
        if (const auto run = pageAction)
            run();
    });
    connect(bodyState, &EmptyState::actionClicked, &q, [this] {
        if (const auto run = bodyAction)
            run();
    });
    connect(header, &MessageHeader::addressMenuRequested, &q, &MessageView::addressMenuRequested);
    connect(header, &MessageHeader::plainTextToggled, &q,
            [this](bool plain) { q.setPlainTextShown(plain); });
}

RenderOptions MessageView::Private::options() const
{
    RenderOptions wanted;
    wanted.colours = textColours(q.palette());
    wanted.darkBackground = isDark(q.palette());
    wanted.wholeText = wholeText;
    return wanted;
}

void MessageView::Private::start(PlacementId id)
{
    current = id;
    hasShown = false;
    wholeText = false;
    triedFetch = false;
    fetching = false;
    engine.dropShown(&q);
    plainText = preferences.get(Pref::preferPlainText);
    findBar->hide();
    loading.start();
    reload();
}

void MessageView::Private::reload()
{
    if (current)
        loader.load(current, options());
    else if (!raw.isEmpty())
        loader.loadRaw(raw, options());
}

void MessageView::Private::apply(const ShownMessage &loaded)
{
    loading.stop();
    const bool sameBody = hasShown && loaded.state == shown.state && loaded.plain == shown.plain
        && loaded.html == shown.html && loaded.images.size() == shown.images.size()
        && loaded.plainCut == shown.plainCut;
    shown = loaded;
    switch (loaded.state) {
    case ShownMessage::State::Gone:
        showState(QStringLiteral("folder-trash"), tr("This message is no longer here"),
                  tr("It was deleted or moved away meanwhile."));
        return;
    case ShownMessage::State::Failed:
        showState(QStringLiteral("dialog-error"), tr("This message could not be read"),
                  loaded.error ? loaded.error->sentence : QString(), tr("Try Again"),
                  [this] { reload(); });
        return;
    case ShownMessage::State::NotHere:
    case ShownMessage::State::Shown:
        applyShown(sameBody);
        return;
    }
}

void MessageView::Private::applyShown(bool sameBody)
{
    stack->setCurrentWidget(message);
    header->showMessage(shown);
    const AttachmentOrigin origin{current ? shown.detail.row.message : MessageId(), raw};
    attachments->showAttachments(origin, current, shown.attachments);
    const bool offers = shown.state == ShownMessage::State::Shown && isBeginningOnly();
    const bool asks = shown.receipt && current && preferences.get(Pref::asksAboutReceipts);
    if (!sameBody || offers != restOffered || asks != receiptAsked) {
        notices->showFor(shown);
        if (asks)
            notices->askAboutReceipt(*shown.receipt);
        receiptAsked = asks;
        if (offers)
            notices->offerRest(shown.detail.row.size);
        restOffered = offers;
    }
    if (!sameBody) {
        if (shown.state == ShownMessage::State::NotHere) {
            hasShown = false;
            body->clear();
            fetchOrExplain();
        } else {
            applyBody();
            hasShown = true;
            Q_EMIT q.messageShown(current);
        }
    }
    header->setForms(q.hasBothForms(), plainText);
    Q_EMIT q.capabilitiesChanged();
}

void MessageView::Private::applyBody()
{
    const bool plain = shown.html.isEmpty() || (plainText && !shown.plain.isEmpty());
    const QString &markup = plain ? shown.plain : shown.html;
    if (markup.isEmpty()) {
        body->clear();
        showBodyState(QStringLiteral("mail-message"), tr("This message has no text"),
                      shown.attachments.isEmpty() ? QString() : tr("See its attachments below."));
        return;
    }
    bodyStack->setCurrentWidget(body);
    body->showHtml(markup, [images = shown.images](const QString &id) { return images.value(id); });
}

void MessageView::Private::showBodyState(const QString &iconName, const QString &title,
                                         const QString &text, const QString &action,
                                         std::function<void()> run)
{
    bodyState->show(iconName, title, text, action);
    bodyAction = std::move(run);
    bodyStack->setCurrentWidget(bodyState);
}

void MessageView::Private::showState(const QString &iconName, const QString &title,
                                     const QString &text, const QString &action,
                                     std::function<void()> run)
{
    hasShown = false;
    body->clear();
    header->clear();
    attachments->clear();
    page->show(iconName, title, text, action);
    pageAction = std::move(run);
    stack->setCurrentWidget(page);
    Q_EMIT q.capabilitiesChanged();
}

void MessageView::Private::storeChanged(const ChangeSet &changes)
{
    if (!current || fetching)
        return;
    if (changes.many || changes.changed.contains(current) || changes.removed.contains(current))
        reload();
}

void MessageView::Private::stateChanged(const AccountState &state)
{
    if (fetching && shown.state == ShownMessage::State::NotHere
        && shown.detail.row.account == state.account)
        showFetching(); // when it may be fetched has become known
    // Back online: what was selected and not here is fetched now, where it doesn't wait for the
    // user.
    if (current && !hasShown && !fetching && !triedFetch && !isOffline()
        && shown.state == ShownMessage::State::NotHere && shown.detail.row.id == current
        && shown.detail.row.account == state.account)
        fetchOrExplain();
}

void MessageView::Private::zoom(double factor)
{
    zoomFactor = qBound(0.5, factor, 4.0);
    body->setZoom(zoomFactor);
}

MessageView::MessageView(Store &store, Engine &engine, Preferences &preferences, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(*this, store, engine, preferences))
{
    d->build();
    d->connectAll();
    showNothingSelected(0);
}

MessageView::~MessageView() = default;

void MessageView::showMessage(PlacementId id)
{
    if (!id) {
        clear();
    } else if (id != d->current || !d->hasShown) {
        d->raw.clear();
        d->start(id);
    }
}

void MessageView::showRawMessage(const QByteArray &message, AccountId account)
{
    d->raw = message;
    d->rawAccount = account;
    d->start(PlacementId());
}

void MessageView::clear()
{
    d->current = {};
    d->raw.clear();
    d->engine.dropShown(this);
    d->loading.stop();
    d->loader.forget();
    d->showState({}, {}, {});
}

void MessageView::showNothingSelected(int selectedCount)
{
    clear();
    if (selectedCount == 0)
        d->showState(QStringLiteral("mail-message"), tr("No message selected"),
                     tr("Select a message in the list to read it here."));
    else
        d->showState(QStringLiteral("mail-message"),
                     tr("%n message(s) selected", nullptr, selectedCount),
                     tr("What you choose now is done to all of them."));
}

PlacementId MessageView::current() const
{
    return d->current;
}

bool MessageView::scrollPage()
{
    return d->hasShown && d->bodyStack->currentWidget() == d->body && d->body->scrollPage();
}

void MessageView::find()
{
    if (d->hasShown)
        d->findBar->open(d->body->selectedText());
}

void MessageView::findNext(bool backward)
{
    if (!d->findBar->isVisible())
        find();
    else
        d->findBar->setFound(d->body->find(d->findBar->text(), backward));
}

void MessageView::zoomIn()
{
    d->zoom(d->zoomFactor * zoomStep);
}

void MessageView::zoomOut()
{
    d->zoom(d->zoomFactor / zoomStep);
}

void MessageView::resetZoom()
{
    d->zoom(1.0);
}

QString MessageView::selectedText() const
{
    return d->hasShown && d->bodyStack->currentWidget() == d->body ? d->body->selectedText()
                                                                   : QString();
}

QString MessageView::selectedHtml() const
{
    const bool formatted = !d->shown.html.isEmpty() && (!d->plainText || d->shown.plain.isEmpty());
    return formatted && !selectedText().isEmpty() ? d->body->selectedHtml() : QString();
}

void MessageView::setBelow(QWidget *widget)
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(widget);
    column->setStretch(0, 2);
    column->setStretchFactor(widget, 3);
    widget->show();
}

void MessageView::copySelection()
{
    d->body->copySelection();
}

void MessageView::selectAll()
{
    d->body->selectAll();
}

void MessageView::setAllHeadersShown(bool shown)
{
    d->header->setAllHeadersShown(shown);
}

bool MessageView::allHeadersShown() const
{
    return d->header->allHeadersShown();
}

void MessageView::setPlainTextShown(bool plain)
{
    if (plain == d->plainText)
        return;
    d->plainText = plain;
    if (d->hasShown && hasBothForms())
        d->applyBody();
    d->header->setForms(hasBothForms(), plain);
    Q_EMIT capabilitiesChanged();
}

bool MessageView::plainTextShown() const
{
    return d->plainText;
}

bool MessageView::hasBothForms() const
{
    return d->hasShown && !d->shown.html.isEmpty() && !d->shown.plain.isEmpty();
}

void MessageView::saveAllAttachments()
{
    d->attachments->save(d->attachments->attachments());
}

bool MessageView::hasAttachments() const
{
    return !d->attachments->attachments().isEmpty();
}

void MessageView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && d->hasShown)
        d->reload(); // quote colours and adjusted HTML colours belong to a palette
}

} // namespace Turnstone
