// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"

#include <QByteArrayView>
#include <QCoreApplication>

namespace Turnstone {

struct SmtpReply;

/// SMTP's failures as sentences for people. Thread-safe.
class SmtpError {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::SmtpError)
public:
    // The server broke the protocol or a limit; of session scope.
    static MailError endlessLine();
    static MailError tooManyLines();
    static MailError notSmtp(QByteArrayView line);
    /// It spoke though nothing was asked: it is about to hang up.
    static MailError unasked(const SmtpReply &);

    // Before any message; of account scope.
    /// Greeting or EHLO were answered in the negative.
    static MailError notServed(const SmtpReply &);
    static MailError noStartTls(const SmtpReply &);
    /// `words`: the reply's text, without secrets.
    static MailError signInRefused(const SmtpReply &, const QString &words);
    static MailError noMechanism();

    // About one message.
    static MailError tooLarge(qint64 bytes, qint64 largest);
    static MailError addressUnsendable(const QString &address);
    /// The server doesn't offer SMTPUTF8: for an address, or (empty) for the header.
    static MailError noUtf8(const QString &address);
    static MailError noEightBit();
    static MailError noRecipients();
    /// Any command about the message was answered in the negative. Later for 4yz, Never for 5yz.
    static MailError refused(const SmtpReply &);
    /// The connection was lost before the server's answer to the end of the message.
    static MailError unknown(const MailError &lost);

    /// Why, in one sentence: the enhanced status code (RFC 3463) in words, and the server's own.
    static QString sentence(const SmtpReply &);
    /// A server's words as plain text on one line, at most 300 characters.
    static QString words(QByteArrayView said);
};

} // namespace Turnstone
