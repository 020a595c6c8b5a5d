// SPDX-License-Identifier: MIT
#pragma once

#include "backend/imap/imapconnection.h"
#include "backend/mailbackend.h"

namespace Turnstone {

/// What stands in a folder, by FETCH of what needs no look into a message, in windows of UIDs of
/// which a few are on their way at once. One connection.
class ImapSurvey {
public:
    explicit ImapSurvey(ImapConnection &connection)
        : m_connection(connection)
    { }
    /// MailBackend::survey.
    bool run(const QByteArray &folder, SurveySink &sink);

private:
    QByteArray items(quint32 someUid);
    bool probeGuid(quint32 uid);

    ImapConnection &m_connection;
    std::optional<bool> m_guids; ///< absent: not asked yet
};

} // namespace Turnstone
