// SPDX-License-Identifier: MIT
#pragma once

#include "store/undostep.h"

#include <deque>
#include <optional>

namespace Turnstone {

/// What the user did, the latest last, and what was undone; in memory, within bounds. One thread.
class UndoStack {
public:
    static constexpr int steps = 100;
    static constexpr qsizetype messages = 200'000; ///< of all steps; the latest one is always kept

    /// The user did something: what was undone before can't be done again.
    void done(UndoStep);
    /// The latest step, taken off; it goes to the other side as `undone` or `redone`.
    std::optional<UndoStep> takeUndo();
    std::optional<UndoStep> takeRedo();
    void undone(UndoStep again);
    void redone(UndoStep back);

    const UndoStep *undo() const { return m_done.empty() ? nullptr : &m_done.back(); }
    const UndoStep *redo() const { return m_undone.empty() ? nullptr : &m_undone.back(); }

private:
    static void push(std::deque<UndoStep> &, UndoStep);
    static std::optional<UndoStep> take(std::deque<UndoStep> &);
    std::deque<UndoStep> m_done, m_undone;
};

} // namespace Turnstone
