// SPDX-License-Identifier: MIT
#include "protocol/pop3/pop3error.h"

#include "protocol/servertext.h"
#include "protocol/throttling.h"

namespace Turnstone {

namespace {

constexpr qsizetype pop3ShownChars = 200;
// A visit too soon only annoys: what is in use may be for minutes, and a delay is often one of
// minutes where its length isn't told.
constexpr qint64 pop3InUsePause = 60;
constexpr qint64 pop3DelayPause = 300;
constexpr qint64 pop3TroublePause = 120;

MailError pausing(MailError error, qint64 seconds)
{
    error.pauseSeconds = seconds;
    return error;
}

MailError pop3Error(ErrorScope scope, ErrorKind kind, RetryClass retry, const QString &sentence,
                    const QString &detail = {})
{
    return {scope, kind, retry, sentence, detail};
}

MailError pop3Broken(const QString &sentence, const QString &detail = {})
{
    return pop3Error(ErrorScope::Session, ErrorKind::Protocol, RetryClass::Later, sentence, detail);
}

} // namespace

QString Pop3Error::words(QByteArrayView said)
{
    return serverText(said, pop3ShownChars);
}

MailError Pop3Error::endlessLine()
{
    return pop3Broken(
        tr("The server sent a line without end, which no mail server does; the connection "
           "was given up."));
}

MailError Pop3Error::notPop3(QByteArrayView line)
{
    return pop3Broken(
        tr("The server does not speak POP3 here. Check the server's name and the port."),
        words(line));
}

MailError Pop3Error::unasked(QByteArrayView line)
{
    return pop3Broken(
        tr("The server said something that it was not asked; the connection was given up."),
        words(line));
}

MailError Pop3Error::tooManyLines()
{
    return pop3Broken(tr("The server's list of messages has no end; the connection was given up."));
}

MailError Pop3Error::endlessMessage()
{
    return pop3Broken(tr("The server sent a message without end; the connection was given up."));
}

MailError Pop3Error::serverBusy(const QByteArray &code, const QString &serverWords)
{
    if (code == "IN-USE") {
        return pausing(pop3Error(ErrorScope::Account, ErrorKind::Permission, RetryClass::Later,
                                 tr("The mailbox is in use by another program or device. It will "
                                    "be tried again later."),
                                 serverWords),
                       pop3InUsePause);
    }
    if (code == "LOGIN-DELAY") {
        return pausing(pop3Error(ErrorScope::Account, ErrorKind::Permission, RetryClass::Later,
                                 tr("The server wants more time between two visits. It will be "
                                    "tried again later."),
                                 serverWords),
                       pop3DelayPause);
    }
    if (code == "SYS/PERM") {
        return pop3Error(ErrorScope::Account, ErrorKind::Permission, RetryClass::Never,
                         tr("The server has a lasting problem with this mailbox. Ask its "
                            "administrator. It said: %1")
                             .arg(serverWords),
                         serverWords);
    }
    return pausing(
        pop3Error(ErrorScope::Account, ErrorKind::Network, RetryClass::Later,
                  tr("The server has a problem of its own at the moment. It will be "
                     "tried again later. It said: %1")
                      .arg(serverWords),
                  serverWords),
        throttledSeconds(serverWords).value_or(code == "SYS/TEMP" ? pop3TroublePause : 0));
}

MailError Pop3Error::signInRefused(const QByteArray &code, const QString &serverWords)
{
    if (code == "IN-USE" || code == "LOGIN-DELAY" || code.startsWith("SYS/")
        || throttledSeconds(serverWords))
        return serverBusy(code, serverWords);
    return pop3Error(
        ErrorScope::Account, ErrorKind::Authentication, RetryClass::Never,
        serverWords.isEmpty()
            ? tr("The server refused the user name or the password.")
            : tr("The server refused the user name or the password. It said: %1").arg(serverWords),
        serverWords);
}

MailError Pop3Error::noStls(const QString &serverWords)
{
    return pop3Error(ErrorScope::Account, ErrorKind::Security, RetryClass::Never,
                     tr("The server does not encrypt this connection (STLS), so nothing was sent. "
                        "Choose TLS with port 995 in the account's settings."),
                     serverWords);
}

MailError Pop3Error::unsendable()
{
    return pop3Error(
        ErrorScope::Account, ErrorKind::Authentication, RetryClass::Never,
        tr("The user name or the password contains a line break, which can't be sent."));
}

MailError Pop3Error::listingRefused(const QString &serverWords)
{
    return pop3Error(ErrorScope::Folder, ErrorKind::Permission, RetryClass::Later,
                     tr("The server did not list its messages. It said: %1").arg(serverWords),
                     serverWords);
}

MailError Pop3Error::messageRefused(const QByteArray &code, const QString &serverWords)
{
    if (!code.isEmpty()) {
        return pop3Error(
            ErrorScope::Message, ErrorKind::Permission, RetryClass::Later,
            tr("The server does not send this message at the moment. It said: %1").arg(serverWords),
            serverWords);
    }
    return pop3Error(ErrorScope::Message, ErrorKind::NotFound, RetryClass::Never,
                     tr("The message is no longer on the server."), serverWords);
}

MailError Pop3Error::messageTooLarge()
{
    return pop3Error(ErrorScope::Message, ErrorKind::Space, RetryClass::Never,
                     tr("The message is larger than 1 GiB and is not fetched."));
}

MailError Pop3Error::deletionRefused(const QString &serverWords)
{
    return pop3Error(ErrorScope::Message, ErrorKind::Permission, RetryClass::Later,
                     tr("The server did not delete a message. It said: %1").arg(serverWords),
                     serverWords);
}

MailError Pop3Error::deletionsUnconfirmed(const QString &serverWords)
{
    return pop3Error(ErrorScope::Session, ErrorKind::Network, RetryClass::Later,
                     tr("The server did not confirm that messages were deleted. It will be tried "
                        "again later."),
                     serverWords);
}

} // namespace Turnstone
