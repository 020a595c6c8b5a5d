// SPDX-License-Identifier: MIT
#include "protocol/smtp/smtperror.h"

#include "protocol/servertext.h"
#include "protocol/smtp/smtpsession.h"

#include <QLocale>

namespace Turnstone {

namespace {

constexpr qsizetype smtpShownChars = 300;

MailError smtpError(ErrorScope scope, ErrorKind kind, RetryClass retry, const QString &sentence,
                    const QString &detail = {})
{
    return {scope, kind, retry, sentence, detail};
}

MailError smtpBroken(const QString &sentence, const QString &detail = {})
{
    return smtpError(ErrorScope::Session, ErrorKind::Protocol, RetryClass::Later, sentence, detail);
}

MailError smtpNever(ErrorKind kind, const QString &sentence)
{
    return smtpError(ErrorScope::Message, kind, RetryClass::Never, sentence);
}

QString smtpDetail(const SmtpReply &reply)
{
    return QStringLiteral("%1 %2 %3")
        .arg(reply.code)
        .arg(QString::fromLatin1(reply.status), SmtpError::words(reply.text));
}

} // namespace

QString SmtpError::words(QByteArrayView said)
{
    return serverText(said, smtpShownChars);
}

MailError SmtpError::endlessLine()
{
    return smtpBroken(tr("The server sent a line without end, which no mail server does; the "
                         "connection was given up."));
}

MailError SmtpError::tooManyLines()
{
    return smtpBroken(tr("The server's answer has no end; the connection was given up."));
}

MailError SmtpError::notSmtp(QByteArrayView line)
{
    return smtpBroken(
        tr("The server does not speak SMTP here. Check the server's name and the port."),
        words(line));
}

MailError SmtpError::unasked(const SmtpReply &reply)
{
    return smtpError(ErrorScope::Session, ErrorKind::Network, RetryClass::Later,
                     tr("The server ended the connection. It said: %1").arg(words(reply.text)),
                     smtpDetail(reply));
}

MailError SmtpError::notServed(const SmtpReply &reply)
{
    return smtpError(ErrorScope::Account, ErrorKind::Network,
                     reply.isTemporary() ? RetryClass::Later : RetryClass::Never,
                     tr("The outgoing server does not serve this computer now. It said: %1")
                         .arg(words(reply.text)),
                     smtpDetail(reply));
}

MailError SmtpError::noStartTls(const SmtpReply &reply)
{
    return smtpError(ErrorScope::Account, ErrorKind::Security, RetryClass::Never,
                     tr("The server does not encrypt this connection (STARTTLS), so nothing was "
                        "sent. Choose TLS with port 465 in the account's settings."),
                     smtpDetail(reply));
}

MailError SmtpError::signInRefused(const SmtpReply &reply, const QString &words)
{
    if (reply.isTemporary()) // 454, 421: its own trouble (RFC 4954 4)
        return smtpError(ErrorScope::Account, ErrorKind::Network, RetryClass::Later,
                         tr("The outgoing server can't check the password at the moment. It will "
                            "be tried again later. It said: %1")
                             .arg(words),
                         smtpDetail(reply));
    return smtpError(
        ErrorScope::Account, ErrorKind::Authentication, RetryClass::Never,
        tr("The outgoing server refused the user name or the password. It said: %1").arg(words),
        QString::number(reply.code) + u' ' + QString::fromLatin1(reply.status));
}

MailError SmtpError::noMechanism()
{
    return smtpError(ErrorScope::Account, ErrorKind::Authentication, RetryClass::Never,
                     tr("The outgoing server offers no way to sign in that this program knows."));
}

MailError SmtpError::tooLarge(qint64 bytes, qint64 largest)
{
    const QLocale locale;
    return smtpNever(ErrorKind::Space,
                     tr("This message has %1, and the server takes at most %2. Send less at once, "
                        "or make its attachments smaller.")
                         .arg(locale.formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat),
                              locale.formattedDataSize(largest, 1, QLocale::DataSizeSIFormat)));
}

MailError SmtpError::addressUnsendable(const QString &address)
{
    return smtpNever(ErrorKind::Permission,
                     tr("“%1” is no address that mail can be sent to.").arg(address));
}

MailError SmtpError::noUtf8(const QString &address)
{
    return smtpNever(
        ErrorKind::Permission,
        address.isEmpty()
            ? tr("The server can't send messages whose header has letters beyond ASCII "
                 "unencoded (SMTPUTF8).")
            : tr("The server can't send to “%1”: it takes no letters beyond ASCII before the “@” "
                 "(SMTPUTF8).")
                  .arg(address));
}

MailError SmtpError::noEightBit()
{
    return smtpNever(ErrorKind::Permission,
                     tr("The server takes no message with 8-bit text (8BITMIME), as this one is."));
}

MailError SmtpError::noRecipients()
{
    return smtpNever(ErrorKind::Permission, tr("This message has no recipients."));
}

MailError SmtpError::refused(const SmtpReply &reply)
{
    ErrorKind kind = ErrorKind::Permission;
    if (reply.code == 552 || reply.code == 452 || reply.status.endsWith(".2.2")
        || reply.status.endsWith(".3.4") || reply.status.endsWith(".3.1"))
        kind = ErrorKind::Space;
    else if (reply.code == 530 || reply.code == 535)
        kind = ErrorKind::Authentication;
    return smtpError(ErrorScope::Message, kind,
                     reply.isTemporary() ? RetryClass::Later : RetryClass::Never, sentence(reply),
                     smtpDetail(reply));
}

MailError SmtpError::unknown(const MailError &lost)
{
    return smtpError(ErrorScope::Message, ErrorKind::Network, RetryClass::Never,
                     tr("The connection was lost before the server said whether it took this "
                        "message. It may have been sent. It is not sent again by itself."),
                     lost.sentence + u' ' + lost.detail);
}

QString SmtpError::sentence(const SmtpReply &reply)
{
    struct Meaning {
        const char *status; ///< without its class
        const char *text;
    };
    // RFC 3463 3, RFC 4954 6, RFC 6531 4, RFC 7372 3, RFC 7505 4.
    static constexpr Meaning meanings[] = {
        {"1.1", QT_TR_NOOP("There is no such mailbox.")},
        {"1.2", QT_TR_NOOP("There is no such mail domain.")},
        {"1.3", QT_TR_NOOP("The address isn't written as one must be.")},
        {"1.6", QT_TR_NOOP("The mailbox has moved, and nobody said where.")},
        {"1.7", QT_TR_NOOP("The sender's address isn't written as one must be.")},
        {"1.8", QT_TR_NOOP("The server doesn't believe the sender's address.")},
        {"1.10", QT_TR_NOOP("This domain takes no mail.")},
        {"2.0", QT_TR_NOOP("There is a problem with the mailbox.")},
        {"2.1", QT_TR_NOOP("The mailbox is closed.")},
        {"2.2", QT_TR_NOOP("The mailbox is full.")},
        {"2.3", QT_TR_NOOP("The message is larger than the mailbox takes.")},
        {"3.1", QT_TR_NOOP("The mail system has no room left.")},
        {"3.2", QT_TR_NOOP("The mail system takes no messages at the moment.")},
        {"3.4", QT_TR_NOOP("The message is larger than the server takes.")},
        {"4.1", QT_TR_NOOP("The recipient's server doesn't answer.")},
        {"4.4", QT_TR_NOOP("The server knows no way to the recipient.")},
        {"5.3", QT_TR_NOOP("These are more recipients than the server takes at once.")},
        {"6.7", QT_TR_NOOP("The address has letters that the recipient's server can't read.")},
        {"7.0", QT_TR_NOOP("The server refuses this by its rules.")},
        {"7.1", QT_TR_NOOP("The server doesn't allow this to be sent there.")},
        {"7.20", QT_TR_NOOP("The sender's domain couldn't be verified.")},
        {"7.23", QT_TR_NOOP("The sender's domain doesn't allow this server to send for it.")},
        {"7.26", QT_TR_NOOP("The sender's domain couldn't be verified.")},
        {"7.28", QT_TR_NOOP("Too much mail was sent in a short time.")},
        {"7.60", QT_TR_NOOP("This account isn't allowed to send from this address.")},
    };
    QString meaning;
    const qsizetype dot = reply.status.indexOf('.');
    for (const Meaning &known : meanings) {
        if (dot > 0 && QByteArrayView(reply.status).sliced(dot + 1) == known.status)
            meaning = tr(known.text);
    }
    if (meaning.isEmpty()) {
        meaning = reply.isTemporary() ? tr("The server doesn't take this now.")
                                      : tr("The server refuses this.");
    }
    const QString said = words(reply.text);
    //: %1: a whole sentence of ours; %2: the server's own words
    return said.isEmpty() ? meaning : tr("%1 The server said: %2").arg(meaning, said);
}

} // namespace Turnstone
