// SPDX-License-Identifier: MIT
#pragma once

#include "mail/composition.h"
#include "mail/messagereader.h"

namespace Turnstone {

enum class RewritingPurpose {
    Draft, ///< the same message is written on: with its id, its thread and X-Turnstone- fields
    New ///< edit as new, or a template: none of those
};

/// A message as it was before it was bytes: what writeMessage made of a composition is read back as
/// it was, and any other message as well as it can be. `html` is as the message has it: hostile
/// until html/composehtml.h has been over it. Attachments and images refer to sections of
/// `message`, whose bytes are shared. Date and, for New, Message-ID are left for the writer to set.
Composition compositionOf(const QByteArray &message, RewritingPurpose);

/// A plain text leaf as Composition::text has it: each paragraph a line, quotes by '>'.
/// Ends with a line end unless empty.
QString editableText(QByteArrayView encoded, const BodyPart &);

} // namespace Turnstone
