// SPDX-License-Identifier: MIT
#include "backend/imap/imaperror.h"

#include "protocol/throttling.h"

#include <QLocale>
#include <QRegularExpression>

namespace Turnstone {

using Imap::Code;

MailError ImapError::make(ErrorScope scope, ErrorKind kind, RetryClass retry,
                          const QString &sentence, const QString &detail)
{
    return {scope, kind, retry, sentence, detail};
}

QString ImapError::withServerText(const QString &sentence, const QString &text)
{
    if (text.isEmpty())
        return sentence;
    //: %1 is a whole sentence, %2 what the server said, in its own language
    return tr("%1 The server says: “%2”.").arg(sentence, text);
}

MailError ImapError::refused(const QByteArray &verb, const Imap::StatusResponse &status,
                             ErrorScope scope)
{
    const QString detail =
        QStringLiteral("%1: %2 [%3] %4")
            .arg(QString::fromLatin1(verb),
                 status.condition == Imap::StatusResponse::Condition::Bad ? QStringLiteral("BAD")
                                                                          : QStringLiteral("NO"),
                 QString::fromLatin1(status.code.name), status.text);
    const auto error = [&](ErrorKind kind, RetryClass retry, const QString &sentence) {
        return make(scope, kind, retry, withServerText(sentence, status.text), detail);
    };
    switch (status.code.code) {
    case Code::Unavailable:
    case Code::Limit:
        return error(ErrorKind::Network, RetryClass::Later,
                     tr("The server can't do this at the moment; it will be tried again later."));
    case Code::InUse:
        return error(ErrorKind::Network, RetryClass::Later,
                     tr("Something else is using the folder on the server at the moment; it will "
                        "be tried again later."));
    case Code::OverQuota: {
        MailError full = error(
            ErrorKind::Space, RetryClass::Later,
            tr("The mailbox on the server is full. Empty the trash, or delete mail for good, to "
               "make room."));
        if (scope == ErrorScope::Message)
            full.scope = ErrorScope::Folder; // the next message would fare no better
        return full;
    }
    case Code::NonExistent:
    case Code::TryCreate:
        return error(ErrorKind::NotFound, RetryClass::Never,
                     tr("The folder isn't on the server any more."));
    case Code::AlreadyExists:
        return error(ErrorKind::Permission, RetryClass::Never,
                     tr("There is a folder of this name on the server already."));
    case Code::HasChildren:
        return error(ErrorKind::Permission, RetryClass::Never,
                     tr("The folder on the server has folders below it, and can't be removed "
                        "before they are."));
    case Code::NoPerm:
        return error(ErrorKind::Permission, RetryClass::Never,
                     tr("You don't have the right to do this on the server."));
    case Code::ReadOnly:
        return error(ErrorKind::Permission, RetryClass::Never,
                     tr("The folder on the server can only be read."));
    case Code::Cannot:
        return error(ErrorKind::Permission, RetryClass::Never,
                     tr("This isn't possible on this server."));
    case Code::ContactAdmin:
        return error(ErrorKind::Permission, RetryClass::Never,
                     tr("The server refused this. The provider can say why."));
    case Code::ClientBug:
        return error(ErrorKind::Protocol, RetryClass::Never,
                     tr("The server didn't understand what it was asked."));
    case Code::PrivacyRequired:
        return error(ErrorKind::Security, RetryClass::Never,
                     tr("The server requires an encrypted connection."));
    case Code::TooBig:
        return error(ErrorKind::Space, RetryClass::Never,
                     tr("The message is too large for the server."));
    case Code::ServerBug:
    case Code::Corruption:
        return error(ErrorKind::Protocol, RetryClass::Later,
                     tr("Something is broken on the server; it will be tried again later."));
    case Code::ExpungeIssued:
        return error(ErrorKind::NotFound, RetryClass::Now,
                     tr("The message isn't on the server any more."));
    default:
        break;
    }
    if (status.condition == Imap::StatusResponse::Condition::Bad)
        return error(ErrorKind::Protocol, RetryClass::Never,
                     tr("The server didn't understand what it was asked."));
    return error(ErrorKind::Permission, RetryClass::Never, tr("The server refused this."));
}

bool ImapError::saysTooManyConnections(const Imap::ResponseCode &code, const QString &text)
{
    // Dovecot before and since 2.3: "[UNAVAILABLE]", "[LIMIT] Maximum number of connections from
    // user+IP exceeded"; Gmail: "[ALERT] Too many simultaneous connections."; Courier: "Error:
    // Maximum connection limit reached"; Yahoo: "[LIMIT] … Rate limit hit" counts by its code.
    static const QRegularExpression words(
        QStringLiteral(
            "(too many|maximum|max\\.?|limit)\\b.{0,40}\\b(connection|session|login)s?\\b"
            "|(connection|session)s?\\b.{0,40}\\b(exceeded|too many|limit)"),
        QRegularExpression::CaseInsensitiveOption);
    return code.code == Code::Limit || words.match(text).hasMatch();
}

MailError ImapError::tooManyConnections(const QString &serverText)
{
    return make(ErrorScope::Session, ErrorKind::Network, RetryClass::Later,
                withServerText(tr("The server allows no more connections to this account at the "
                                  "moment; those that are open go on."),
                               serverText),
                QStringLiteral("LIMIT"));
}

MailError ImapError::signInRefused(const Imap::StatusResponse &status)
{
    const auto error = [&](ErrorScope scope, ErrorKind kind, RetryClass retry,
                           const QString &sentence) {
        return make(scope, kind, retry, withServerText(sentence, status.text),
                    QString::fromLatin1(status.code.name));
    };
    if (saysTooManyConnections(status.code, status.text))
        return tooManyConnections(status.text);
    if (const auto pause = throttled(status.text))
        return *pause;
    switch (status.code.code) {
    case Code::Unavailable:
    case Code::InUse:
    case Code::ServerBug:
        return error(
            ErrorScope::Session, ErrorKind::Network, RetryClass::Later,
            tr("The server can't sign anybody in at the moment; it will be tried again later."));
    case Code::PrivacyRequired:
        return error(ErrorScope::Account, ErrorKind::Security, RetryClass::Never,
                     tr("The server requires an encrypted connection to sign in. Choose TLS or "
                        "STARTTLS in the account's settings."));
    case Code::Expired:
        return error(ErrorScope::Account, ErrorKind::Authentication, RetryClass::Never,
                     tr("The password has expired. Set a new one at the provider."));
    case Code::AuthorizationFailed:
    case Code::ContactAdmin:
        return error(ErrorScope::Account, ErrorKind::Authentication, RetryClass::Never,
                     tr("The server doesn't let this user in. Ask the provider."));
    default:
        return error(ErrorScope::Account, ErrorKind::Authentication, RetryClass::Never,
                     tr("The server refused the user name or the password."));
    }
}

std::optional<MailError> ImapError::throttled(const QString &serverText)
{
    const std::optional<qint64> seconds = throttledSeconds(serverText);
    if (!seconds)
        return std::nullopt;
    MailError error =
        make(ErrorScope::Session, ErrorKind::Network, RetryClass::Later,
             withServerText(tr("The server has been asked for as much as it allows in a while; it "
                               "will be tried again later."),
                            serverText),
             QStringLiteral("THROTTLED %1 s").arg(*seconds));
    error.pauseSeconds = *seconds;
    return error;
}

MailError ImapError::byeReceived(const QString &farewell)
{
    if (const auto pause = throttled(farewell))
        return *pause;
    if (saysTooManyConnections({}, farewell))
        return tooManyConnections(farewell);
    return make(ErrorScope::Session, ErrorKind::Network, RetryClass::Later,
                withServerText(tr("The server ended the connection."), farewell));
}

MailError ImapError::noStartTls()
{
    return make(ErrorScope::Account, ErrorKind::Security, RetryClass::Never,
                tr("The server doesn't offer encryption by STARTTLS on this port. Nothing was "
                   "sent. Choose TLS in the account's settings."));
}

MailError ImapError::startTlsRefused(const QString &serverText)
{
    return make(
        ErrorScope::Account, ErrorKind::Security, RetryClass::Later,
        withServerText(tr("The server refused to encrypt the connection. Nothing was sent."),
                       serverText));
}

MailError ImapError::preAuthInClear()
{
    return make(ErrorScope::Account, ErrorKind::Security, RetryClass::Never,
                tr("The server claims that you are signed in before the connection is encrypted. "
                   "Somebody may be tampering with it; nothing was sent."));
}

MailError ImapError::loginDisabled()
{
    return make(ErrorScope::Account, ErrorKind::Security, RetryClass::Never,
                tr("The server doesn't accept a password over this connection. Choose TLS or "
                   "STARTTLS in the account's settings."));
}

MailError ImapError::noMechanism()
{
    return make(ErrorScope::Account, ErrorKind::Authentication, RetryClass::Never,
                tr("The server offers no way to sign in with a password that this program knows."));
}

MailError ImapError::noStableKeys(const QString &folder)
{
    return make(ErrorScope::Folder, ErrorKind::Protocol, RetryClass::Later,
                tr("The server gives the messages of “%1” no lasting numbers, so that the folder "
                   "can't be kept on this computer.")
                    .arg(folder));
}

MailError ImapError::incompleteAnswer(ErrorScope scope)
{
    return make(scope, ErrorKind::Protocol, RetryClass::Later,
                tr("The server's answer was damaged; it will be asked again later."));
}

MailError ImapError::messageGone()
{
    return make(ErrorScope::Message, ErrorKind::NotFound, RetryClass::Never,
                tr("The message isn't on the server any more."));
}

MailError ImapError::keysVoid()
{
    return make(ErrorScope::Folder, ErrorKind::NotFound, RetryClass::Now,
                tr("The server has numbered this folder anew; it is read again first."));
}

MailError ImapError::messageTooLarge()
{
    return make(ErrorScope::Message, ErrorKind::Protocol, RetryClass::Never,
                tr("The message is too large to be fetched."));
}

MailError ImapError::messageAboveLimit(qint64 bytes, qint64 limit)
{
    const QLocale locale;
    //: %1 and %2 are sizes, "12.3 MB"
    return make(ErrorScope::Message, ErrorKind::Space, RetryClass::Never,
                tr("The message has %1; the server takes at most %2.")
                    .arg(locale.formattedDataSize(bytes), locale.formattedDataSize(limit)),
                QStringLiteral("APPENDLIMIT %1 < %2").arg(limit).arg(bytes));
}

MailError ImapError::messageWithNul()
{
    return make(ErrorScope::Message, ErrorKind::Protocol, RetryClass::Never,
                tr("The message contains a character (NUL) that this server can't take."));
}

MailError ImapError::othersMarkedDeleted()
{
    return make(ErrorScope::Folder, ErrorKind::Permission, RetryClass::Later,
                tr("The messages are marked as deleted on the server, but not removed: other "
                   "messages there are marked too, and this server can only remove all of them."));
}

MailError ImapError::readOnlyFolder()
{
    return make(ErrorScope::Folder, ErrorKind::Permission, RetryClass::Never,
                tr("The folder on the server can only be read."));
}

MailError ImapError::flagNotKept()
{
    return make(ErrorScope::Folder, ErrorKind::Permission, RetryClass::Never,
                tr("The server doesn't let you mark messages of this folder so."));
}

MailError ImapError::nothingTakenOut()
{
    return make(ErrorScope::Folder, ErrorKind::Permission, RetryClass::Never,
                tr("The server doesn't let you take messages out of this folder."));
}

MailError ImapError::inboxStays()
{
    return make(ErrorScope::Folder, ErrorKind::Permission, RetryClass::Never,
                tr("The Inbox can't be renamed or removed."));
}

MailError ImapError::badFolderName()
{
    return make(ErrorScope::Folder, ErrorKind::Permission, RetryClass::Never,
                tr("This name can't be given to a folder on the server."));
}

} // namespace Turnstone
