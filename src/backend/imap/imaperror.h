// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"
#include "protocol/imap/responses.h"

#include <QCoreApplication>

namespace Turnstone {

/// What an IMAP server's refusals mean for the user (RFC 5530, RFC 9051 7.1).
class ImapError {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::ImapError)
public:
    /// NO or BAD to `verb`. Without a code that says more: Permission, never, in `scope`.
    static MailError refused(const QByteArray &verb, const Imap::StatusResponse &,
                             ErrorScope scope);
    /// NO or BAD to LOGIN or AUTHENTICATE.
    static MailError signInRefused(const Imap::StatusResponse &);
    /// Whether a refusal or a farewell says that the account has too many connections there.
    static bool saysTooManyConnections(const Imap::ResponseCode &, const QString &text);
    /// Session scope, Network, Later, `detail` "LIMIT": another connection may live on.
    static MailError tooManyConnections(const QString &serverText);
    /// NO, BAD or a farewell that says how long to leave the account alone (throttledSeconds):
    /// Session scope, Network, Later, with that pause. Absent: it says nothing of that kind.
    static std::optional<MailError> throttled(const QString &serverText);
    static MailError byeReceived(const QString &farewell);
    static MailError noStartTls();
    static MailError startTlsRefused(const QString &serverText);
    static MailError preAuthInClear();
    static MailError loginDisabled();
    static MailError noMechanism();
    static MailError noStableKeys(const QString &folder);
    static MailError incompleteAnswer(ErrorScope scope);
    static MailError messageGone();
    static MailError keysVoid();
    static MailError messageTooLarge();
    /// Above what the server takes: APPENDLIMIT, in bytes.
    static MailError messageAboveLimit(qint64 bytes, qint64 limit);
    static MailError messageWithNul();
    static MailError othersMarkedDeleted();
    static MailError readOnlyFolder();
    static MailError flagNotKept();
    static MailError nothingTakenOut();
    static MailError inboxStays();
    static MailError badFolderName();

private:
    static MailError make(ErrorScope, ErrorKind, RetryClass, const QString &sentence,
                          const QString &detail = {});
    static QString withServerText(const QString &sentence, const QString &text);
};

} // namespace Turnstone
