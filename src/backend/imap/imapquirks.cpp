// SPDX-License-Identifier: MIT
#include "backend/imap/imapquirks.h"

#include "base/log.h"

namespace Turnstone {

namespace {

const char *quirkText(Quirk quirk)
{
    switch (quirk) {
    case Quirk::VanishedWithoutEnabled:
        return "says VANISHED, and never said ENABLED";
    case Quirk::ResyncRefused:
        return "refuses SELECT with QRESYNC";
    case Quirk::CondstoreRefused:
        return "refuses SELECT with CONDSTORE";
    case Quirk::ChangedSinceRefused:
        return "refuses CHANGEDSINCE";
    case Quirk::ModSeqWentBack:
        return "tells a HIGHESTMODSEQ below an earlier one";
    case Quirk::SearchUseless:
        return "has no SEARCH that could be used";
    case Quirk::ExistsShrinks:
        return "tells of fewer messages without EXPUNGE";
    case Quirk::UidsRepeat:
        return "has one UID for several messages";
    case Quirk::NoUidNext:
        return "tells no UIDNEXT";
    case Quirk::NoInternalDate:
        return "tells no INTERNALDATE";
    case Quirk::NoHeaderFields:
        return "gives no header fields; ENVELOPE is used";
    case Quirk::ExtendedListRefused:
        return "refuses LIST with RETURN";
    case Quirk::ListStatusForgets:
        return "forgets folders in LIST with RETURN";
    case Quirk::Utf8InStatus:
        return "names folders in UTF-8 in what NOTIFY tells";
    case Quirk::NotWhileSelecting:
        return "refuses what is asked in one breath with SELECT";
    }
    return "";
}

} // namespace

void ImapQuirks::notice(Quirk quirk, const QByteArray &detail)
{
    if (m_seen.contains(quirk))
        return;
    m_seen.insert(quirk);
    qCInfo(lcBackend) << "The server" << quirkText(quirk) << detail;
}

} // namespace Turnstone
