// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>

namespace Turnstone {

/// The translation context of everything turnstonectl says: `Cli::tr("…")`.
struct Cli {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::Cli)
};

} // namespace Turnstone
