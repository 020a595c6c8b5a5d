// SPDX-License-Identifier: MIT
#include "mail/attachmentcontent.h"

#include "mail/gmimelibrary.h"
#include "mail/messagereader.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <algorithm>

namespace Turnstone {

namespace {

constexpr qsizetype blockBytes = 64 * 1024;

MailError fileError(const QString &path, ErrorKind kind, const QString &detail)
{
    const QString sentence = kind == ErrorKind::NotFound
        ? QCoreApplication::translate("Turnstone::AttachmentContent",
                                      "The file “%1” that is to be attached isn't there any more.")
        : QCoreApplication::translate("Turnstone::AttachmentContent",
                                      "The file “%1” that is to be attached can't be read.");
    return {ErrorScope::Message, kind, RetryClass::Never,
            QString(sentence).replace(QLatin1String("%1"), path), detail};
}

std::optional<MailError> readFile(const QString &path, const TakeBlock &take)
{
    // What isn't a plain file might have no end, or make us wait for one.
    const QFileInfo info(path);
    if (!info.exists())
        return fileError(path, ErrorKind::NotFound, {});
    QFile file(path);
    if (!info.isFile() || !file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fileError(path, ErrorKind::Permission, file.errorString());
    QByteArray block(blockBytes, Qt::Uninitialized);
    qint64 got = 0;
    while ((got = file.read(block.data(), block.size())) > 0) {
        if (!take(QByteArrayView(block).first(got)))
            return {};
    }
    if (got < 0)
        return fileError(path, ErrorKind::Permission, file.errorString());
    return {};
}

bool giveBlocks(QByteArrayView bytes, const TakeBlock &take)
{
    for (qsizetype at = 0; at < bytes.size(); at += blockBytes) {
        if (!take(bytes.sliced(at, std::min(blockBytes, bytes.size() - at))))
            return false;
    }
    return true;
}

void decodeBlocks(QByteArrayView encoded, GMimeContentEncoding encoding, const TakeBlock &take)
{
    ensureGMime();
    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, encoding);
    QByteArray decoded;
    bool wanted = true;
    const bool all = giveBlocks(encoded, [&](QByteArrayView block) {
        const auto size = static_cast<size_t>(block.size());
        decoded.resize(static_cast<qsizetype>(g_mime_encoding_outlen(&state, size)));
        const size_t written = g_mime_encoding_step(&state, block.data(), size, decoded.data());
        wanted = giveBlocks(QByteArrayView(decoded).first(static_cast<qsizetype>(written)), take);
        return wanted;
    });
    if (!all)
        return;
    decoded.resize(static_cast<qsizetype>(g_mime_encoding_outlen(&state, 0)) + 8);
    const size_t rest = g_mime_encoding_flush(&state, "", 0, decoded.data());
    giveBlocks(QByteArrayView(decoded).first(static_cast<qsizetype>(rest)), take);
}

std::optional<MailError> readSection(const SectionContent &content, const TakeBlock &take)
{
    if (content.section.isEmpty()) {
        giveBlocks(content.message, take);
        return {};
    }
    const auto section = findSection(content.message, content.section);
    if (!section) {
        return MailError{
            ErrorScope::Message, ErrorKind::NotFound, RetryClass::Never,
            QCoreApplication::translate("Turnstone::AttachmentContent",
                                        "An attachment of the original message isn't there."),
            QString::fromLatin1(content.section)};
    }
    const QByteArray &encoding = section->part.encoding;
    if (encoding == "base64")
        decodeBlocks(section->encoded, GMIME_CONTENT_ENCODING_BASE64, take);
    else if (encoding == "quoted-printable")
        decodeBlocks(section->encoded, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE, take);
    else if (encoding.contains("uue"))
        giveBlocks(decodedBytes(section->encoded, encoding), take); // with its "begin" line
    else
        giveBlocks(section->encoded, take);
    return {};
}

} // namespace

std::optional<MailError> readAttachment(const AttachmentContent &content, const TakeBlock &take)
{
    if (const auto *file = std::get_if<FileContent>(&content))
        return readFile(file->path, take);
    if (const auto *section = std::get_if<SectionContent>(&content))
        return readSection(*section, take);
    giveBlocks(std::get<QByteArray>(content), take);
    return {};
}

qint64 decodedSize(qint64 encoded, const QByteArray &transferEncoding)
{
    constexpr qint64 line = 76 + 2, ofLine = 57; // RFC 2045 6.8
    // What is left beyond groups of four is the end of the last line.
    return transferEncoding == "base64" ? encoded / line * ofLine + encoded % line / 4 * 3
                                        : encoded;
}

qint64 attachmentSize(const AttachmentContent &content)
{
    if (const auto *file = std::get_if<FileContent>(&content)) {
        const QFileInfo info(file->path);
        return info.isFile() && info.isReadable() ? info.size() : -1;
    }
    if (const auto *section = std::get_if<SectionContent>(&content)) {
        if (section->section.isEmpty())
            return section->message.size();
        const auto found = findSection(section->message, section->section);
        if (!found)
            return -1;
        return decodedSize(found->encoded.size(), found->part.encoding);
    }
    return std::get<QByteArray>(content).size();
}

} // namespace Turnstone
