// SPDX-License-Identifier: MIT
#include "engine/undostack.h"

namespace Turnstone {

void UndoStack::push(std::deque<UndoStep> &stack, UndoStep step)
{
    if (step.isEmpty())
        return;
    stack.push_back(std::move(step));
    qsizetype held = 0;
    for (const UndoStep &one : stack)
        held += one.messages.size();
    while (stack.size() > 1 && (stack.size() > steps || held > messages)) {
        held -= stack.front().messages.size();
        stack.pop_front();
    }
}

std::optional<UndoStep> UndoStack::take(std::deque<UndoStep> &stack)
{
    if (stack.empty())
        return std::nullopt;
    UndoStep step = std::move(stack.back());
    stack.pop_back();
    return step;
}

void UndoStack::done(UndoStep step)
{
    if (step.isEmpty())
        return;
    m_undone.clear();
    push(m_done, std::move(step));
}

std::optional<UndoStep> UndoStack::takeUndo()
{
    return take(m_done);
}

std::optional<UndoStep> UndoStack::takeRedo()
{
    return take(m_undone);
}

void UndoStack::undone(UndoStep again)
{
    push(m_undone, std::move(again));
}

void UndoStack::redone(UndoStep back)
{
    push(m_done, std::move(back));
}

} // namespace Turnstone
