// SPDX-License-Identifier: MIT
#include "mail/headerhash.h"

#include "mail/messagereader.h"

#include <algorithm>
#include <array>

namespace Turnstone {

namespace {

constexpr qsizetype hashedNameBytes = 1'000; ///< a longer one is no header's
constexpr qsizetype heldBlankBytes =
    64 * 1024; ///< of a line that begins with more, the rest counts
constexpr char nulInImap = '\x80';

// What delivery, mbox and POP3 servers add or change: not part of what a message is.
constexpr std::array<const char *, 10> deliveryFields{
    "content-length", "return-path", "status", "x-status",   "x-keywords",
    "x-uid",          "x-uidl",      "x-imap", "x-imapbase", "x-message-flag",
};

bool isDeliveryField(QByteArrayView name)
{
    return std::any_of(deliveryFields.begin(), deliveryFields.end(), [name](const char *field) {
        return name.compare(field, Qt::CaseInsensitive) == 0;
    });
}

bool isFoldBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

/// Hashes bytes without their CRs, a NUL as what IMAP makes of it.
void addCanonical(Sha256 &hash, QByteArrayView bytes)
{
    qsizetype from = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (bytes[i] != '\r' && bytes[i] != '\0')
            continue;
        if (i > from)
            hash.add(bytes.sliced(from, i - from));
        if (bytes[i] == '\0')
            hash.add(QByteArrayView(&nulInImap, 1));
        from = i + 1;
    }
    if (from < bytes.size())
        hash.add(bytes.sliced(from));
}

} // namespace

qsizetype HeaderHash::add(QByteArrayView bytes)
{
    qsizetype at = 0;
    while (at < bytes.size() && m_state != State::Ended) {
        if (m_state == State::Kept) {
            at += addKept(bytes.sliced(at));
        } else if (m_state == State::LeftOut) {
            const qsizetype lineFeed = bytes.indexOf('\n', at);
            if (lineFeed >= 0)
                m_state = State::LineStart;
            at = lineFeed < 0 ? bytes.size() : lineFeed + 1;
        } else {
            step(bytes[at++]);
        }
    }
    return at;
}

qsizetype HeaderHash::addKept(QByteArrayView bytes)
{
    const qsizetype lineFeed = bytes.indexOf('\n');
    const qsizetype taken = lineFeed < 0 ? bytes.size() : lineFeed + 1;
    addCanonical(m_hash, bytes.first(taken));
    if (lineFeed >= 0)
        m_state = State::LineStart;
    return taken;
}

void HeaderHash::step(char c)
{
    if (c == '\r')
        return;
    switch (m_state) {
    case State::LineStart:
        beginLine(c);
        break;
    case State::Name:
    case State::NameEnd:
        if (c == ':') {
            decide();
        } else if (c == '\n') {
            m_keepsField = false;
            m_state = State::LineStart;
        } else if (c == ' ' || c == '\t') {
            m_state = State::NameEnd;
            hold(c);
        } else if (m_state == State::NameEnd || c <= 32 || c == 127) {
            m_keepsField = false; // mbox's "From ", 8-bit, whatever: no header
            m_state = State::LeftOut;
        } else {
            ++m_nameBytes;
            hold(c);
        }
        break;
    case State::Blanks:
        if (c == '\n') {
            m_state = State::LineStart;
        } else if (isFoldBlank(c) && m_held.size() < heldBlankBytes) {
            m_held.append(c);
        } else {
            m_hash.add(m_held);
            addCanonical(m_hash, QByteArrayView(&c, 1));
            m_state = State::Kept;
        }
        break;
    case State::Kept:
    case State::LeftOut:
    case State::Ended:
        break;
    }
}

void HeaderHash::beginLine(char c)
{
    m_held.clear();
    m_nameBytes = 0;
    if (c == '\n') {
        m_state = State::Ended;
    } else if (c == ' ' || c == '\t') {
        m_held.append(c);
        m_state = m_keepsField ? State::Blanks : State::LeftOut;
    } else if (c <= 32 || c == 127 || c == ':') {
        m_keepsField = false;
        m_state = State::LeftOut;
    } else {
        m_held.append(c);
        m_nameBytes = 1;
        m_state = State::Name;
    }
}

void HeaderHash::hold(char c)
{
    m_held.append(c);
    if (m_held.size() > hashedNameBytes) {
        m_keepsField = false;
        m_state = State::LeftOut;
    }
}

/// The colon has come.
void HeaderHash::decide()
{
    m_keepsField = !isDeliveryField(QByteArrayView(m_held).first(m_nameBytes));
    m_state = m_keepsField ? State::Kept : State::LeftOut;
    if (m_keepsField) {
        m_held.append(':');
        m_hash.add(m_held);
    }
}

QByteArray HeaderHash::result()
{
    if (m_state == State::Kept)
        m_hash.add(QByteArrayView("\n", 1)); // a header that breaks off within a line
    m_state = State::LineStart;
    m_keepsField = false;
    return m_hash.result();
}

void MessageHash::add(QByteArrayView bytes)
{
    bytes = bytes.sliced(m_header.add(bytes));
    // Line feeds are held back as a count until something follows.
    while (!bytes.isEmpty()) {
        qsizetype solid = 0;
        while (solid < bytes.size() && (bytes[solid] == '\n' || bytes[solid] == '\r')) {
            m_lineFeeds += bytes[solid] == '\n' ? 1 : 0;
            ++solid;
        }
        bytes = bytes.sliced(solid);
        if (bytes.isEmpty())
            return;
        static constexpr char feeds[] = "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n";
        for (; m_lineFeeds > 0; m_lineFeeds -= qMin<qint64>(m_lineFeeds, sizeof feeds - 1))
            m_body.add(QByteArrayView(feeds, qMin<qsizetype>(m_lineFeeds, sizeof feeds - 1)));
        qsizetype end = bytes.size();
        while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r'))
            --end;
        addCanonical(m_body, bytes.first(end));
        bytes = bytes.sliced(end);
    }
}

MessageHash::Hashes MessageHash::result()
{
    m_lineFeeds = 0;
    return {m_header.result(), m_body.result()};
}

QByteArray headerFingerprint(QByteArrayView headers)
{
    HeaderHash hash;
    hash.add(headers);
    return hash.result();
}

} // namespace Turnstone
