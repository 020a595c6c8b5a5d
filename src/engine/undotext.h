// SPDX-License-Identifier: MIT
#pragma once

#include "store/undostep.h"

#include <QCoreApplication>

namespace Turnstone {

/// Steps that can be undone, in the words of a menu. Any thread.
class UndoText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::UndoText)
public:
    /// "Undo: Move 3 Messages"; empty for null.
    static QString undo(const UndoStep *);
    static QString redo(const UndoStep *);

private:
    static QString what(const UndoStep &);
};

} // namespace Turnstone
