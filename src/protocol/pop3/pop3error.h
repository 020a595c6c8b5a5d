// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"

#include <QByteArrayView>
#include <QCoreApplication>

namespace Turnstone {

/// POP3's failures as sentences for people. Thread-safe.
class Pop3Error {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::Pop3Error)
public:
    // The server broke the protocol or a limit; of session scope.
    static MailError endlessLine();
    static MailError notPop3(QByteArrayView line);
    static MailError unasked(QByteArrayView line);
    static MailError tooManyLines();
    static MailError endlessMessage();

    /// The server said -ERR to the greeting or to signing in; the response code decides (RFC 2449
    /// 8, RFC 3206).
    static MailError signInRefused(const QByteArray &code, const QString &serverWords);
    static MailError serverBusy(const QByteArray &code, const QString &serverWords);
    static MailError noStls(const QString &serverWords);
    static MailError unsendable();
    static MailError listingRefused(const QString &serverWords);

    // About one message.
    /// RETR or TOP was answered -ERR, or the key isn't listed (no code, no words).
    static MailError messageRefused(const QByteArray &code, const QString &serverWords);
    static MailError messageTooLarge();
    static MailError deletionRefused(const QString &serverWords);
    /// QUIT wasn't answered +OK although messages were to be deleted.
    static MailError deletionsUnconfirmed(const QString &serverWords);

    /// A server's words as plain text on one line, at most 200 characters.
    static QString words(QByteArrayView said);
};

} // namespace Turnstone
