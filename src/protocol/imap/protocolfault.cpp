// SPDX-License-Identifier: MIT
#include "protocol/imap/protocolfault.h"

namespace Turnstone::Imap {

namespace {
MailError imapSessionFault(const QString &sentence, const QString &detail)
{
    MailError error;
    error.scope = ErrorScope::Session;
    error.kind = ErrorKind::Protocol;
    error.retry = RetryClass::Later;
    error.sentence = sentence;
    error.detail = detail;
    return error;
}
} // namespace

MailError ProtocolFault::notImap(const QString &detail)
{
    return imapSessionFault(
        tr("The server's answer can't be understood. Check that it is an IMAP server and that the "
           "port is right."),
        detail);
}

MailError ProtocolFault::tooLarge(const QString &detail)
{
    return imapSessionFault(
        tr("The server sent far more than a mail server should; the connection was given up."),
        detail);
}

} // namespace Turnstone::Imap
