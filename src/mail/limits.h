// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

/// Every bound on what a server or a message may make us do, in one place, in bytes or counts.
namespace Turnstone::Limits {

inline constexpr qsizetype lineBytes = 64 * 1024; ///< one protocol line without its literals
inline constexpr qsizetype responseBytes =
    8 * 1024 * 1024; ///< one IMAP response, structure and small literals
inline constexpr qint64 messageBytes = qint64(1)
    << 30; ///< a message larger than 1 GiB is not fetched
inline constexpr int responseNesting = 256; ///< parentheses in one IMAP response
inline constexpr qsizetype folders = 20'000; ///< folders taken from one LIST
inline constexpr qsizetype folderNameBytes = 1000;
inline constexpr qsizetype addressHeaderBytes = 32 * 1024; ///< GMime recurses on nested groups
inline constexpr qsizetype headerBytes =
    1024 * 1024; ///< header block that is parsed; the rest is kept, not read
inline constexpr qsizetype beginningBytes =
    512 * 1024; ///< of a message's first lines (POP3's TOP), which may be long
inline constexpr int addressColons = 200; ///< each may open a group, and GMime recurses on groups
inline constexpr qsizetype parameterHeaderBytes = 8 * 1024; ///< Content-Type, Content-Disposition
inline constexpr int headerFields = 20'000; ///< fields taken from one header block
inline constexpr int mimeDepth = 100;
inline constexpr int mimeParts = 2'000;
inline constexpr int addressesKept = 1'000; ///< per header, in the index
inline constexpr int referencesKept = 100;
inline constexpr qsizetype subjectChars = 1'000; ///< in the index; the content keeps all
inline constexpr qsizetype shownTextBytes =
    2 * 1024 * 1024; ///< text or HTML shown before "show all as text"
inline constexpr qsizetype listedMessages = 2'000'000; ///< taken from one POP3 LIST or UIDL
inline constexpr qsizetype uidlBytes = 1'000; ///< RFC 1939 says 70; real servers exceed it

} // namespace Turnstone::Limits
