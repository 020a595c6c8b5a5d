// SPDX-License-Identifier: MIT
#pragma once

#include "gui/composer/composer.h"

#include <QAction>

namespace Turnstone {

/// What a composer's menus and toolbar hold.
struct Composer::Actions {
    QAction *send, *sendLater, *attach, *attachMessages, *close, *discard, *saveTemplate;
    QAction *undo, *redo, *pasteText, *pasteQuote, *find, *findNext, *findPrevious;
    QAction *showCc, *showBcc, *showReplyTo;
    QAction *rich, *quoteMore, *quoteLess, *toggleQuote;
    QAction *receipt, *toWindow;
    QActionGroup *priorities;
    QMenu *signatures, *languages, *options;
};

} // namespace Turnstone
