// SPDX-License-Identifier: MIT
#include "mail/folderrights.h"

namespace Turnstone {

FolderRights missingRights(QByteArrayView rights)
{
    const auto has = [rights](char letter) { return rights.contains(letter); };
    const bool old = has('c') || has('d');
    FolderRights missing;
    missing.setFlag(FolderRight::Seen, !has('s'));
    missing.setFlag(FolderRight::Mark, !has('w'));
    missing.setFlag(FolderRight::Insert, !has('i'));
    missing.setFlag(FolderRight::Delete, !(has('t') && has('e')) && !(old && has('d')));
    missing.setFlag(FolderRight::MakeBelow, !has('k') && !(old && has('c')));
    // Which of the two an old server needs for it isn't known (RFC 4314 2.1.1): it decides.
    missing.setFlag(FolderRight::Remove, !has('x') && !old);
    return missing;
}

} // namespace Turnstone
