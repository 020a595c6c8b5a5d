// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "mail/composition.h"
#include "mail/flags.h"

#include <QMetaType>
#include <memory>

namespace Turnstone {

struct DraftInHand;

/// An identity as the composer offers it.
struct Sender {
    AccountId account;
    IdentityId identity; ///< none: the account's own
    Address address;
    AddressList replyTo;
    QString accountName;
    QString signature; ///< plain text; empty: none
    QString signatureHtml; ///< the same for rich text, of composeHtml; empty: none
    QList<Attachment> signatureImages; ///< that it shows
    bool signatureAbove = false; ///< the quote
    qint64 largest = 0; ///< bytes its server takes; 0: not told
};

/// A message that a composition answers or passes on.
struct ComposedFrom {
    PlacementId placement;
    Flag flag = Flag::Answered; ///< what it gets once this is sent
    friend bool operator==(const ComposedFrom &, const ComposedFrom &) = default;
};

/// What a composer begins with: a new message, an answer, a draft.
struct ComposeStart {
    Composition composition;
    QList<Sender> senders; ///< whom it may be from; empty: not read yet
    qsizetype sender = 0; ///< among those offered
    qsizetype cursor = 0; ///< in plain text, UTF-16 units
    /// As it stands in the text, so that another one can take its place.
    QString signature, signatureHtml;
    /// composition.html is as composeHtml gave it: it needn't go through that once more, in the
    /// window's thread.
    bool htmlIsComposed = false;
    QList<ComposedFrom> originals;
    bool answersAll = false; ///< it is an answer to all
    bool wasBcc = false; ///< to what came by Bcc: the answer would tell
    bool modified = false; ///< was written in already
    std::shared_ptr<DraftInHand> draft; ///< what it is kept as; none: it isn't yet
    PlacementId placement; ///< where it was when it was opened; none: nowhere
    bool isTemplate = false; ///< a template is written, and kept as one
};

} // namespace Turnstone
