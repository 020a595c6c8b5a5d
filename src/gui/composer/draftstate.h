// SPDX-License-Identifier: MIT
#pragma once

#include "engine/drafts.h"
#include "gui/composer/composestart.h"

namespace Turnstone {

class MailReader;

/// What a composer knows and a message doesn't say, as fields that only drafts have: so that a
/// draft is opened again as it was, also by another Turnstone.
namespace DraftState {
/// X-Turnstone- fields, of one line each.
QList<ExtraHeader> fields(const ComposeStart &);
/// What a composer begins with to write on (`purpose` Draft), or to begin with a template (New).
/// Hostile: anybody may have written it. `senders` must not be empty. Any thread.
enum class Purpose { Continue, EditTemplate, BeginNew };
ComposeStart read(MailReader &, PlacementId, const QByteArray &message, AccountId account,
                  const QList<Sender> &senders, Purpose purpose);
} // namespace DraftState

} // namespace Turnstone
