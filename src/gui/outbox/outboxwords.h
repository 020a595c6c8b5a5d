// SPDX-License-Identifier: MIT
#pragma once

#include "store/outboxtypes.h"

#include <QCoreApplication>

namespace Turnstone {

/// The outbox in plain words, one line each.
class OutboxWords {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::OutboxWords)
public:
    /// What is known when a message's state is told.
    struct Now {
        qint64 utc = 0; ///< seconds
        bool online = true; ///< there is a network, and the user doesn't work offline
        bool byChoice = false; ///< not online because the user works offline
    };
    /// Whom it is for: names, else addresses.
    static QString recipients(const OutboxItem &);
    static QString subject(const OutboxItem &);
    /// What it waits for, or why it wasn't sent: a sentence.
    static QString state(const OutboxItem &, const Now &now);
    /// One line for each recipient of whom there is something to say.
    static QStringList perRecipient(const OutboxItem &);
    /// All of it, for assistive technology.
    static QString description(const OutboxItem &, const Now &now);
    static const char *stateIcon(const OutboxItem &);
    /// Refused, or nobody knows: the user has to say something.
    static bool isUndecided(const OutboxItem &);
    static bool isOnItsWay(const OutboxItem &);
};

} // namespace Turnstone
