// SPDX-License-Identifier: MIT
#pragma once

#include "store/switchtypes.h"

#include <QByteArray>

namespace Turnstone {

/// How the journal keeps what was decided and what became of it. Reading takes what a program
/// before or after this one wrote: what is missing has its default, what is unknown is passed over.
QByteArray toJson(const SwitchPreview &);
SwitchPreview switchPreviewFromJson(const QByteArray &);
QByteArray toJson(const SwitchReport &);
SwitchReport switchReportFromJson(const QByteArray &);

} // namespace Turnstone
