// SPDX-License-Identifier: MIT
#pragma once

#include "mail/address.h"

#include <QByteArray>
#include <QStringList>

namespace Turnstone {

/// A finished message and its envelope, as they go to the outbox.
struct OutgoingFile {
    QByteArray bytes; ///< RFC 5322 with CRLF alone, without Bcc, with Date and Message-ID
    QString sender; ///< mailbox of Sender or From (of the newest Resent- block, RFC 5322 3.6.6)
    AddressList from;
    QStringList recipients; ///< mailboxes of To, Cc and Bcc, each once
    bool eightBit = false; ///< bytes above 127 in the body
    bool utf8Header = false; ///< and in the header
    /// Why it can't be sent, a sentence; empty: it can.
    QString fault;
};

/// Makes a file with a message ready to be sent. Line ends become CRLF; a mailbox's "From " line,
/// Bcc, Resent-Bcc, Return-Path and a draft's X-Turnstone- fields are left out; Date and Message-ID
/// are added where they are missing, and From, where that is, from `from`. Refused is what isn't a
/// message: a header line that is none, a bare CR or a NUL in the header (what follows could pass
/// for a field of its own), a NUL in the body. `nowUtc` in seconds. Any thread.
OutgoingFile readyToSend(const QByteArray &file, const Address &from, qint64 nowUtc);

} // namespace Turnstone
