// SPDX-License-Identifier: MIT
#include "engine/selection.h"

namespace Turnstone {

PartSelection textSelection(const BodyStructure &structure)
{
    PartSelection selection;
    if (structure.parts.isEmpty())
        return selection;
    selection.what = PartSelection::What::Text;
    const QList<const BodyPart *> texts = structure.bodyTexts();
    for (const BodyPart *part : texts)
        selection.sections.append(part->section);
    // What a reader may choose between is fetched both ways: plain and HTML.
    for (const BodyPart *part : {structure.plainText(), structure.html()}) {
        if (part && !selection.sections.contains(part->section))
            selection.sections.append(part->section);
    }
    if (selection.sections.isEmpty())
        selection.what = PartSelection::What::Headers;
    return selection;
}

} // namespace Turnstone
