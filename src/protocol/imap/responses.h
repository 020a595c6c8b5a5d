// SPDX-License-Identifier: MIT
#pragma once

#include "mail/bodystructure.h"
#include "mail/envelope.h"
#include "mail/flags.h"
#include "protocol/imap/uidset.h"

#include <QByteArrayList>
#include <optional>
#include <variant>

/// What a server says, as values. Numbers have been checked; text from the server is plain, bounded
/// and without control characters.
namespace Turnstone::Imap {

/// RFC 9051 7.1, RFC 5530 and the codes of the extensions in use. What isn't known is Other.
enum class Code {
    None,
    Other,
    Alert,
    AlreadyExists,
    AppendUid,
    AuthenticationFailed,
    AuthorizationFailed,
    Cannot,
    Capability,
    ClientBug,
    Closed,
    ContactAdmin,
    CopyUid,
    Corruption,
    Expired,
    ExpungeIssued,
    HasChildren,
    HighestModSeq,
    InUse,
    Limit,
    MailboxId,
    NoModSeq,
    NoPerm,
    NonExistent,
    OverQuota,
    PermanentFlags,
    PrivacyRequired,
    ReadOnly,
    ReadWrite,
    ServerBug,
    TooBig,
    TryCreate,
    UidNext,
    UidNotSticky,
    UidValidity,
    Unavailable,
    Unseen,
    UseAttr
};

struct ResponseCode {
    Code code = Code::None;
    QByteArray name; ///< upper case, as sent
    quint64 number =
        0; ///< UIDNEXT, UIDVALIDITY, UNSEEN, HIGHESTMODSEQ; the UIDVALIDITY of APPENDUID, COPYUID
    QList<UidRange> from, to; ///< COPYUID's two sets; `to` also APPENDUID's
    QByteArrayList words; ///< CAPABILITY in upper case, PERMANENTFLAGS as sent
};

struct StatusResponse {
    enum class Condition { Ok, No, Bad, PreAuth, Bye };
    Condition condition = Condition::Ok;
    QByteArray tag; ///< empty: untagged
    ResponseCode code;
    QString text;
    bool ok() const { return condition == Condition::Ok; }
};

struct Continuation {
    QByteArray text; ///< after "+ "
};

struct CapabilityData {
    QByteArrayList names; ///< upper case
};

/// What ENABLE has switched on (RFC 5161 3.2): what counts, whatever was offered or asked for.
struct EnabledData {
    QByteArrayList names; ///< upper case
};

struct FlagsData {
    QByteArrayList names;
};

struct ExistsData {
    quint32 count = 0;
};

struct ExpungeData {
    quint32 sequence = 0;
};

struct VanishedData {
    bool earlier = false;
    UidSet uids;
};

struct ListData {
    QByteArrayList attributes; ///< lower case: "\\noselect"
    QChar delimiter; ///< null: NIL, no hierarchy
    QByteArray path; ///< wire form
    bool subscribedList = false; ///< it was LSUB
    bool has(const char *attribute) const { return attributes.contains(attribute); }
};

struct StatusData {
    QByteArray path;
    std::optional<quint32> messages, unseen, uidNext, uidValidity;
    std::optional<quint64> highestModSeq;
    std::optional<qint64> bytes; ///< SIZE (RFC 8438)
    std::optional<qint64> appendLimit; ///< APPENDLIMIT (RFC 7889); -1: NIL, no limit
};

/// Prefixes of names, by whom they belong to (RFC 2342 5).
struct NamespaceData {
    struct Entry {
        QByteArray prefix; ///< wire form, with its delimiter: "INBOX.", "" for the top
        QChar delimiter; ///< null: NIL
    };
    QList<Entry> personal, others, shared;
};

struct QuotaData {
    struct Resource {
        QByteArray name; ///< upper case: "STORAGE" (units of 1024 bytes), "MESSAGE"
        quint64 usage = 0, limit = 0;
    };
    QByteArray root;
    QList<Resource> resources;
};

struct QuotaRootData {
    QByteArray path;
    QByteArrayList roots;
};

/// MYRIGHTS (RFC 4314 3.8).
struct MyRightsData {
    QByteArray path;
    QByteArray rights; ///< a letter each
};

/// SEARCH and ESEARCH (RFC 4731) alike.
struct SearchData {
    UidSet found; ///< of SEARCH, of ALL, or of PARTIAL (RFC 9394)
    std::optional<quint32> count;
};

/// One BODY[section]<origin> (or RFC822 under its old names) of a FETCH.
struct BodySection {
    QByteArray section; ///< upper case: "", "HEADER", "1.2", "HEADER.FIELDS (DATE …)"
    QByteArray bytes; ///< empty where streamed
    qint64 size = 0;
    bool streamed = false;
    bool nil = false;
};

struct FetchData {
    quint32 sequence = 0;
    std::optional<quint32> uid;
    std::optional<FlagState> flags;
    std::optional<qint64> internalDate; ///< seconds UTC
    std::optional<qint64> size;
    std::optional<quint64> modSeq;
    std::optional<Envelope> envelope;
    std::optional<BodyStructure> structure; ///< empty where it was malformed
    std::optional<QByteArray> preview; ///< UTF-8 (RFC 8970); absent where the server has none yet
    QList<BodySection> sections;
    /// EMAILID (RFC 8474), or X-GM-MSGID in decimal; empty: not told.
    QByteArray emailId;
    QByteArray guid; ///< X-GUID; empty: not told
    bool damaged = false; ///< the response broke off or went wrong somewhere: what is set is right
};

/// Something that isn't understood or isn't of interest: "ID", "ACL", …
struct OtherData {
    QByteArray name;
    bool damaged = false; ///< of a kind that is understood, but malformed
};

using Response =
    std::variant<StatusResponse, Continuation, CapabilityData, EnabledData, FlagsData, ExistsData,
                 ExpungeData, VanishedData, ListData, StatusData, SearchData, FetchData,
                 NamespaceData, QuotaData, QuotaRootData, MyRightsData, OtherData>;

} // namespace Turnstone::Imap
