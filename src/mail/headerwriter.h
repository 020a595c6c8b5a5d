// SPDX-License-Identifier: MIT
#pragma once

#include "mail/address.h"

#include <QByteArrayList>

namespace Turnstone {

/// Writes header fields: folded at 78 (RFC 5322 2.1.1), encoded where they aren't ASCII (RFC 2047,
/// RFC 2231). No value can end its field: line ends, NUL and all other controls are gone from it
/// before it is looked at. Inside src/mail only.
class HeaderWriter {
public:
    /// Unstructured text, such as a subject. Text that reads as an encoded word is encoded itself.
    void text(const QByteArray &name, const QString &value);
    /// Mailboxes; nothing where the list is empty. One without an address is written by its name,
    /// for drafts.
    void addresses(const QByteArray &name, const AddressList &list);
    /// msg-ids, written in brackets; nothing where the list is empty.
    void messageIds(const QByteArray &name, const QByteArrayList &ids);
    /// ASCII made by the caller, folded at its blanks.
    void ascii(const QByteArray &name, const QByteArray &value);

    struct Parameter {
        QByteArray name;
        QString value;
        bool fallback = false; ///< not ASCII: letters that resemble it, instead of RFC 2231
    };
    /// A value with parameters (RFC 2045 5.1), each on a line of its own where they don't fit.
    void parameterised(const QByteArray &name, const QByteArray &value,
                       const QList<Parameter> &parameters);

    QByteArray take() { return std::exchange(m_bytes, {}); }
    /// Some address isn't ASCII and stands there as UTF-8 (RFC 6532).
    bool usedUtf8() const { return m_utf8; }

private:
    void begin(const QByteArray &name);
    void add(const QByteArray &word, bool blankBefore);
    void end();
    void addPhrase(const QString &name);
    void addEncoded(const QString &text);

    QByteArray m_bytes;
    qsizetype m_lineStart = 0;
    bool m_utf8 = false;
};

/// "Sun, 22 Nov 2026 12:00:00 +0100" (RFC 5322 3.3).
QByteArray headerDate(qint64 utcSeconds, int offsetSeconds);

/// RFC 5322 2.2: printable ASCII without a colon.
bool isFieldName(const QByteArray &name);
/// A msg-id without brackets as it may be written: printable ASCII, no blank, no bracket, an '@' is
/// not asked for since senders leave it out; at most 900 bytes.
bool isMessageId(const QByteArray &id);

} // namespace Turnstone
