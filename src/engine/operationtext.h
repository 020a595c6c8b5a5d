// SPDX-License-Identifier: MIT
#pragma once

#include "store/mailreader.h"

#include <QCoreApplication>

namespace Turnstone {

/// Operations in plain words, for the list of waiting changes, in the window and in turnstonectl.
/// Reads the store; any thread, with a reader of its own.
class OperationText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::OperationText)
public:
    /// "Mark 3 messages as read", "Move “Lunch?” to Archive".
    static QString what(const Operation &, MailReader &);
    /// Why it isn't done yet; never empty.
    static QString why(const Operation &, bool offline);
    /// Why a folder on its way to another account doesn't go on, where no operation says it.
    static QString waitsForFolders();

    /// What discarding it does here, in one sentence.
    static QString takesBack(const Operation &, MailReader &);

    static QString what(const MailReader::FolderMove &, MailReader &);
    static QString takesBack(const MailReader::FolderMove &, MailReader &);

private:
    static QString folderName(FolderId, MailReader &);
    static QString flagWords(const FlagChange &);
    static QString subject(const Operation &, MailReader &);
};

} // namespace Turnstone
