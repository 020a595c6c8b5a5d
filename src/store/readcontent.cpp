// SPDX-License-Identifier: MIT
// Reading content: what was stored on its own, and what is cut from the whole message.
#include "mail/limits.h"
#include "mail/messagereader.h"
#include "store/contentdatabase.h"
#include "store/mailreader.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryFile>

namespace Turnstone {

namespace {

/// A whole message beyond this is not held in memory to cut a section from it, but mapped from a
/// file.
constexpr qint64 heldInMemoryBytes = 32 * 1024 * 1024;

class ContentText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::MailReader)
public:
    static MailError damaged(MessageId message)
    {
        return {ErrorScope::Message, ErrorKind::Bug, RetryClass::Never,
                tr("What this computer keeps of this message is damaged. Check the store with "
                   "“turnstonectl verify --deep”."),
                QStringLiteral("message %1").arg(message.value())};
    }
    static MailError noRoom(const QString &folder)
    {
        return {ErrorScope::Message, ErrorKind::Space, RetryClass::Later,
                tr("There is no room in “%1” to unpack a large message.").arg(folder), folder};
    }
};

struct StoredPart {
    AccountId account;
    qint64 content = 0;
    qint64 bytes = 0;
};

std::optional<StoredPart> storedPart(Database &index, MessageId message, const QByteArray &section)
{
    Statement row =
        index.query("SELECT account, content, bytes FROM part WHERE message = ? AND section = ?",
                    message, section);
    if (!row.step())
        return std::nullopt;
    return StoredPart{row.id<AccountId>(0), row.integer(1), row.integer(2)};
}

/// The bytes that a leaf's section cuts from a message too large for memory.
QByteArray cutFromLarge(ContentDatabases &contents, const StoredPart &whole, MessageId message,
                        const QByteArray &section, const Store &store)
{
    const QString folder =
        store.access() == Store::Access::ReadWrite ? store.paths().data : QDir::tempPath();
    QTemporaryFile file(folder + QStringLiteral("/unpacked-XXXXXX"));
    bool written = file.open();
    const bool read =
        written && contents.read(whole.account, whole.content, [&](QByteArrayView bytes) {
            written = file.write(bytes.data(), bytes.size()) == bytes.size();
            return written;
        });
    written = written && file.flush();
    if (!written)
        throw ContentText::noRoom(folder);
    if (!read || file.size() != whole.bytes)
        throw ContentText::damaged(message);
    const uchar *mapped = file.map(0, file.size());
    if (!mapped)
        throw ContentText::noRoom(folder);
    return sectionBytes(QByteArrayView(mapped, file.size()), section);
}

} // namespace

std::optional<QByteArray> MailReader::content(MessageId message, const QByteArray &section,
                                              qint64 maxBytes)
{
    const auto read = [&](const StoredPart &part, qint64 limit, const auto &enough) {
        QByteArray bytes;
        bytes.reserve(qsizetype(qMin(limit, part.bytes)));
        const bool there = m_content->read(part.account, part.content, [&](QByteArrayView piece) {
            bytes.append(piece.first(qMin(piece.size(), qsizetype(limit - bytes.size()))));
            return bytes.size() < limit && !enough(bytes);
        });
        if (!there)
            throw ContentText::damaged(message);
        return bytes;
    };
    const auto never = [](const QByteArray &) { return false; };
    maxBytes = qMax<qint64>(maxBytes, 0);

    if (const auto part = storedPart(*m_db, message, section))
        return read(*part, qMin(maxBytes, part->bytes), never);
    const auto whole = section.isEmpty() ? std::nullopt : storedPart(*m_db, message, {});
    if (!whole)
        return std::nullopt;
    if (section == "HEADER") {
        // A header is at the beginning; one without an end is the whole message, which isn't read.
        const QByteArray start =
            read(*whole, qMin<qint64>(whole->bytes, Limits::headerBytes * 16),
                 [](const QByteArray &b) { return b.contains("\r\n\r\n") || b.contains("\n\n"); });
        return headerBlock(start).toByteArray().first(qMin<qsizetype>(
            headerBlock(start).size(), qsizetype(qMin<qint64>(maxBytes, start.size()))));
    }
    QByteArray bytes = whole->bytes > heldInMemoryBytes
        ? cutFromLarge(*m_content, *whole, message, section, m_store)
        : sectionBytes(read(*whole, whole->bytes, never), section);
    // The server's structure may name a part that isn't found in the bytes (nested beyond what
    // either reads): asking the server again would bring nothing else.
    if (bytes.isNull())
        return QByteArray("");
    if (bytes.size() > maxBytes)
        bytes.truncate(qsizetype(maxBytes));
    return bytes;
}

bool MailReader::readContent(MessageId message, const QByteArray &section,
                             const std::function<bool(QByteArrayView)> &sink)
{
    if (const auto part = storedPart(*m_db, message, section)) {
        if (!m_content->read(part->account, part->content, sink))
            throw ContentText::damaged(message);
        return true;
    }
    const std::optional<QByteArray> cut = content(message, section);
    if (!cut)
        return false;
    for (QByteArrayView rest(*cut); !rest.isEmpty();) {
        const QByteArrayView piece = rest.first(qMin(rest.size(), contentChunkBytes));
        if (!sink(piece))
            break;
        rest = rest.sliced(piece.size());
    }
    return true;
}

} // namespace Turnstone
