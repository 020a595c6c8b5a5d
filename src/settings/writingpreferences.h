// SPDX-License-Identifier: MIT
#pragma once

#include "settings/preferences.h"

namespace Turnstone {

/// Preferences of writing alone.
namespace Pref {
/// Words that no dictionary has and the user writes.
inline const Preference<QStringList> ownWords{"composing/own-words", {}};
/// Languages that messages were written in, the latest first: "de_DE".
inline const Preference<QStringList> spellingLanguages{"composing/spelling-languages", {}};
/// What messages are written in: "original" (an answer as what it answers, else plain text),
/// "plain" or "rich".
inline const Preference<QString> messageFormat{"composing/format", QStringLiteral("original")};
/// Whom one writes to is added to the address book. Off: completing an address finds them anyway,
/// and the book holds whom one put there.
inline const Preference<bool> collectAddresses{"composing/collect-addresses", false};
/// Whether the user is asked about receipts that senders want; else none is ever sent.
inline const Preference<bool> asksAboutReceipts{"reading/asks-about-receipts", true};
} // namespace Pref

} // namespace Turnstone
