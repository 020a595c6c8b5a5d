// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

namespace Turnstone {

/// What an IMAP server says of a message that a POP3 server might make a UIDL of.
struct UidlSource {
    quint32 uidValidity = 0, uid = 0;
    QByteArray guid; ///< X-GUID
    QByteArray emailId; ///< EMAILID, or X-GM-MSGID in decimal
    QByteArray messageId; ///< without angle brackets
};

/// How a server makes UIDLs (RFC 1939 7, opaque) of what its IMAP side tells. Servers let whoever
/// runs them choose, so a formula is only a supposition until headers confirm it (Matcher). Value
/// type; any thread.
class UidlFormula {
public:
    enum class Kind {
        None,
        Numbers, ///< of UID and UIDVALIDITY, or of the UID alone; of the Inbox only
        Guid, ///< Dovecot's %g, and %f, a file's name, which its GUID is unless it was told another
        GuidMd5, ///< Dovecot's %Mf and %Mg
        EmailId, ///< OBJECTID's; of one message in all its folders
        EmailIdHex, ///< Gmail: "GmailId" and X-GM-MSGID in hexadecimal
        MessageIdItself,
        MessageIdMd5
    };
    UidlFormula() = default;
    explicit UidlFormula(Kind kind)
        : m_kind(kind)
    { }

    /// Every way to read this UIDL as numbers: "1.1700000000" is UID.UIDVALIDITY, or the other
    /// way round. With the numbers as that way has them.
    struct Reading;
    static QList<Reading> readings(const QByteArray &uidl);

    Kind kind() const { return m_kind; }
    bool isKnown() const { return m_kind != Kind::None; }
    /// Whether the UIDL says under which UIDVALIDITY it was made.
    bool hasUidValidity() const
    {
        return m_order == Order::UidThenValidity || m_order == Order::ValidityThenUid;
    }
    /// It names a place in the Inbox, so that it is void for a message moved elsewhere.
    bool isOfInbox() const { return m_kind == Kind::Numbers; }
    /// One UIDL may stand for several messages at the IMAP server that aren't the same.
    bool mayNameSeveral() const
    {
        return m_kind == Kind::MessageIdItself || m_kind == Kind::MessageIdMd5;
    }

    /// The UIDL, ready to be compared with `comparable`; empty where the source lacks what it
    /// takes.
    QByteArray uidlOf(const UidlSource &) const;
    /// A UIDL as the formula compares it: without case.
    QByteArray comparable(const QByteArray &uidl) const;

    /// For the journal and for people who run servers, in Dovecot's letters: "%08Xu%08Xv", "%v.%u",
    /// "UID%u-%v", "%g", "%Mg"; "EMAILID", "GmailId", "Message-ID", "MD5 Message-ID". Empty: none.
    QByteArray toString() const;
    /// None where it is nothing that `toString` gives.
    static UidlFormula fromString(const QByteArray &);
    friend bool operator==(const UidlFormula &, const UidlFormula &) = default;

private:
    enum class Order { None, Uid, UidThenValidity, ValidityThenUid };
    enum class Radix { Decimal, Hex, Hex8 };
    QByteArray number(quint32) const;

    Kind m_kind = Kind::None;
    Order m_order = Order::None;
    Radix m_radix = Radix::Decimal;
    QByteArray m_prefix; ///< letters, lower case
    char m_separator = 0; ///< 0: none
};

struct UidlFormula::Reading {
    UidlFormula formula;
    quint32 uid = 0, uidValidity = 0; ///< uidValidity 0: it isn't said
};

} // namespace Turnstone
