// SPDX-License-Identifier: MIT
#pragma once

#include "gui/emptystate.h"
#include "gui/messageloader.h"
#include "gui/messageview.h"

#include <QStackedWidget>
#include <QTimer>

namespace Turnstone {

class AttachmentsBar;
class FindBar;
class MessageHeader;
class MessageNotices;
class TextHtmlView;

/// Of MessageView's own files.
struct MessageView::Private {
    Private(MessageView &view, Store &usedStore, Engine &usedEngine, Preferences &usedPreferences);

    void build();
    void connectAll();
    void start(PlacementId id);
    void reload();
    void apply(const ShownMessage &loaded);
    void applyShown(bool sameBody);
    void applyBody();
    void fetch(const QByteArrayList &sections);
    void fetchOrExplain();
    void showFetching();
    void showState(const QString &iconName, const QString &title, const QString &text,
                   const QString &action = {}, std::function<void()> run = {});
    void showBodyState(const QString &iconName, const QString &title, const QString &text = {},
                       const QString &action = {}, std::function<void()> run = {});
    bool isOffline() const;
    bool waitsForItsRest() const;
    bool isBeginningOnly() const;
    void storeChanged(const ChangeSet &changes);
    void stateChanged(const AccountState &state);
    void zoom(double factor);
    RenderOptions options() const;

    MessageView &q;
    Store &store;
    Engine &engine;
    Preferences &preferences;
    MessageLoader loader;

    QWidget *message = nullptr; ///< header, notices, body, attachments
    EmptyState *page = nullptr;
    QStackedWidget *stack = nullptr;
    MessageHeader *header = nullptr;
    MessageNotices *notices = nullptr;
    TextHtmlView *body = nullptr;
    EmptyState *bodyState = nullptr;
    QStackedWidget *bodyStack = nullptr;
    FindBar *findBar = nullptr;
    AttachmentsBar *attachments = nullptr;
    QTimer loading;
    std::function<void()> pageAction, bodyAction; ///< what the empty states' buttons do

    PlacementId current;
    QByteArray raw; ///< of a message that stands in no folder
    AccountId rawAccount;
    ShownMessage shown;
    bool hasShown = false; ///< `shown` is `current`, and its body stands
    bool plainText = false;
    bool wholeText = false;
    bool triedFetch = false; ///< once a selection, so that a failure isn't repeated for ever
    bool fetching = false;
    bool restOffered = false;
    bool receiptAsked = false;
    double zoomFactor = 1.0;
};

} // namespace Turnstone
