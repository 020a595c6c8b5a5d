// SPDX-License-Identifier: MIT
#include "engine/undotext.h"

#include <algorithm>

namespace Turnstone {

QString UndoText::undo(const UndoStep *step)
{
    //: In the Edit menu; %1 is what was done, such as "Move 3 Messages".
    return step ? tr("Undo: %1").arg(what(*step)) : QString();
}

QString UndoText::redo(const UndoStep *step)
{
    //: In the Edit menu; %1 is what was undone, such as "Move 3 Messages".
    return step ? tr("Redo: %1").arg(what(*step)) : QString();
}

QString UndoText::what(const UndoStep &step)
{
    using What = UndoStep::What;
    const int count =
        int(std::count_if(step.messages.cbegin(), step.messages.cend(),
                          [](const UndoStep::Message &message) { return !message.along; }));
    switch (step.what) {
    case What::Mark:
        return tr("Mark %n Message(s)", nullptr, count);
    case What::Move:
        return tr("Move %n Message(s)", nullptr, count);
    case What::Copy:
        return tr("Copy %n Message(s)", nullptr, count);
    case What::Archive:
        return tr("Archive %n Message(s)", nullptr, count);
    case What::Junk:
        return tr("Mark %n Message(s) as Junk", nullptr, count);
    case What::NotJunk:
        return tr("Mark %n Message(s) as Not Junk", nullptr, count);
    case What::Delete:
        return tr("Delete %n Message(s)", nullptr, count);
    case What::DeleteForGood:
        return tr("Delete %n Message(s) for Good", nullptr, count);
    case What::CreateFolder:
        return tr("Create Folder");
    case What::RenameFolder:
        return tr("Rename Folder");
    case What::MoveFolder:
        return tr("Move Folder");
    case What::CopyFolder:
        return tr("Copy Folder");
    case What::RemoveFolder:
        return tr("Delete Folder");
    case What::Subscribe:
        return tr("Subscribe to Folder");
    case What::Unsubscribe:
        return tr("Unsubscribe from Folder");
    }
    return {};
}

} // namespace Turnstone
