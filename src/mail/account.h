// SPDX-License-Identifier: MIT
#pragma once

#include "base/endpoint.h"
#include "base/ids.h"

#include <QString>

namespace Turnstone {

/// What becomes of a message on a POP3 server after it has been fetched.
struct LeaveOnServer {
    enum class Rule {
        Forever,
        Days,
        UntilDeleted,
        No,
        UntilMoved ///< out of the Inbox here, or deleted
    };
    Rule rule = Rule::Forever;
    int days = 0; ///< with Days, 1…3650
    friend bool operator==(const LeaveOnServer &, const LeaveOnServer &) = default;
};
/// "forever", "until-deleted", "until-moved", "no", or the number of days.
QString toString(const LeaveOnServer &);
bool fromString(const QString &word, LeaveOnServer *rule);

/// How much of a message is on this computer. Each level includes those above it. Stored.
enum class ContentLevel { None = 0, Headers = 1, Text = 2, Everything = 3 };
/// "none", "headers", "text", "everything".
QString toString(ContentLevel);
bool fromString(const QString &word, ContentLevel *level);

struct IncomingServer {
    IncomingServerId id; ///< none until stored
    QString protocol; ///< the backend registry's name: "imap", "pop3"
    Endpoint endpoint;
    QString user;
    LeaveOnServer leaveOnServer; ///< POP3 only
    friend bool operator==(const IncomingServer &, const IncomingServer &) = default;
};

struct OutgoingServer {
    OutgoingServerId id; ///< none until stored
    Endpoint endpoint; ///< host empty: none set up
    QString user; ///< empty: as incoming
    bool ownPassword = false; ///< else the incoming server's
    /// With an own password: prints it at each need; empty: it is kept or asked for as the
    /// account's is.
    QString passwordCommand;
    friend bool operator==(const OutgoingServer &, const OutgoingServer &) = default;
};

/// Where a password comes from. The password itself is never part of this.
struct PasswordSource {
    enum class Kind { Keyring, Command, AskEachStart };
    Kind kind = Kind::Keyring;
    QString command; ///< with Command: run by the shell at each need, first line of its output
    /// It gives an OAuth 2 access token, for XOAUTH2 and OAUTHBEARER, instead of a password.
    bool isToken = false;
    friend bool operator==(const PasswordSource &, const PasswordSource &) = default;
};

/// What becomes of sent mail at the incoming server, where that keeps folders. Stored.
enum class SentFiling {
    Auto = 0, ///< looked for by its Message-ID, and put there where it isn't
    Append = 1, ///< put there
    ByServer = 2 ///< the server does that by itself; it is only looked for
};
/// "auto", "append", "server".
QString toString(SentFiling);
bool fromString(const QString &word, SentFiling *filing);

/// An account as the user set it up. Plain value; kept by the store.
struct Account {
    AccountId id;
    QString name; ///< unique, without '/', not empty: the A of `A/INBOX`
    QString displayName; ///< the person's name for outgoing mail
    QString email;
    IncomingServer incoming;
    OutgoingServer outgoing; ///< what an identity uses that names no other
    SentFiling sentFiling = SentFiling::Auto;
    PasswordSource password;
    QString caFile; ///< PEM file of additional trusted CAs; empty: the system's only
    ContentLevel keep = ContentLevel::Everything;
    int keepDays = 0; ///< 0: always
    /// Attachments of messages larger than this wait until asked for; bytes, 0: no limit.
    qint64 largestKept = 0;
    /// On a metered network only headers are fetched unless asked for.
    bool lessOnMetered = true;
    bool inboxApart = false; ///< its Inbox is no part of "All Inboxes"
    friend bool operator==(const Account &, const Account &) = default;
};

} // namespace Turnstone
