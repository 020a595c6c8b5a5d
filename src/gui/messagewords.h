// SPDX-License-Identifier: MIT
#pragma once

#include "gui/datetext.h"
#include "store/storetypes.h"

namespace Turnstone {

/// The words by which a message is shown in a list: plain text on one line, never empty.
class MessageWords {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::MessageWords)
public:
    static QString subject(const MessageRow &);
    /// The sender, or in folders of outgoing mail the recipients.
    static QString correspondent(const MessageRow &, bool recipients = false);
    static QString size(qint64 bytes);
    /// One sentence with everything a row shows by marks, for assistive technology.
    static QString description(const MessageRow &, const DateText &);
    /// Marks of a row in words, for its tool tip.
    static QStringList marks(const MessageRow &);
    /// Whether it is on this computer, on the server, or both: a sentence.
    static QString where(const MessageRow &);
    /// The icon that says so in a list; null where it is both.
    static const char *whereIcon(const MessageRow &);
    /// Text of a mail, made fit for one line: no line breaks, no control or bidi-override
    /// characters.
    static QString oneLine(const QString &text);
};

} // namespace Turnstone
