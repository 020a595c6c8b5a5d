// SPDX-License-Identifier: MIT
#include "engine/contentreceiver.h"

#include "engine/preview.h"
#include "mail/messagereader.h"

namespace Turnstone {

namespace {
// A commit costs a sync of the disk; a kill costs fetching what wasn't committed again.
constexpr qsizetype messagesACommit = 1000;
constexpr qint64 bytesACommit = 48 * 1024 * 1024;
constexpr qint64 commitMs = 700;
// Of a message whose structure the server told, the beginning is enough for a preview; of another
// the whole is parsed, unless it is enormous: then what stands in its first part.
constexpr qsizetype previewPrefix = 192 * 1024;
constexpr qsizetype parsePrefix = 24 * 1024 * 1024;
constexpr qsizetype headerRoom = 32 * 1024; ///< few headers are longer
constexpr qsizetype fieldsRoom = 1024; ///< a part's own fields
constexpr qint64 failedPauseSeconds = 24 * 3600;
/// Where in a message that part ends, going by what its server told of its structure.
qsizetype partEnd(const BodyStructure &structure, const BodyPart &wanted)
{
    qsizetype end = headerRoom;
    for (const BodyPart &part : structure.parts) {
        end += fieldsRoom;
        if (!part.isMultipart())
            end += qBound<qint64>(0, part.size, previewPrefix);
        if (&part == &wanted || end > previewPrefix)
            break;
    }
    return std::min(end, previewPrefix);
}

} // namespace

ContentReceiver::ContentReceiver(Store &store, MailWriter &writer, AccountId account,
                                 RemoteFolderId folder)
    : m_store(store)
    , m_writer(writer)
    , m_folder(folder)
    , m_content(store, account)
{ }

ContentReceiver::~ContentReceiver() = default;

void ContentReceiver::expect(const QByteArray &key, Target target)
{
    m_expected.insert(key, std::move(target));
}

void ContentReceiver::begin(const RemoteKey &remote)
{
    const auto target = m_expected.constFind(remote.key);
    m_open = target != m_expected.constEnd(); // what nobody asked for is read over
    if (!m_open)
        return;
    m_key = remote.key;
    m_section.clear();
    m_prefix.clear();
    m_messageBytes = 0;
    const BodyPart *part = previewPart(target->structure);
    m_previewSection = part ? part->section : QByteArray();
    m_prefixLimit = target->structure.parts.isEmpty() ? parsePrefix
        : part                                        ? partEnd(target->structure, *part)
                                                      : 0;
    m_content.begin(target->message);
}

void ContentReceiver::section(const QByteArray &section)
{
    if (!m_open)
        return;
    m_section = section;
    m_content.section(section);
}

void ContentReceiver::keepPrefix(QByteArrayView bytes)
{
    // Either the whole message, or the one leaf that a preview comes from.
    if (!m_section.isEmpty() && m_section != m_previewSection)
        return;
    const qsizetype room = m_prefixLimit - m_prefix.size();
    if (room > 0)
        m_prefix.append(bytes.first(std::min(room, bytes.size())));
}

void ContentReceiver::data(QByteArrayView bytes)
{
    if (!m_open)
        return;
    m_messageBytes += bytes.size();
    keepPrefix(bytes);
    m_content.data(bytes);
}

void ContentReceiver::describe(Arrived &arrived) const
{
    const Target &target = arrived.target;
    const bool whole = arrived.stored.sections.contains(QByteArray());
    if (target.structure.parts.isEmpty() && whole) {
        arrived.structure = readStructure(m_prefix);
        arrived.envelope = readEnvelope(headerBlock(m_prefix));
        if (target.fresh)
            arrived.target.fresh->header = headerFingerprint(headerBlock(m_prefix));
    } else {
        arrived.structure = target.structure;
    }
    const BodyPart *part = previewPart(arrived.structure);
    if (!part)
        return;
    if (whole)
        arrived.preview = previewOf(sectionBytes(m_prefix, part->section), *part);
    else if (arrived.stored.sections.contains(part->section))
        arrived.preview = previewOf(m_prefix, *part);
}

void ContentReceiver::end()
{
    if (!m_open)
        return;
    m_open = false;
    Arrived arrived;
    arrived.key = m_key;
    arrived.target = m_expected.take(m_key);
    arrived.stored = m_content.end();
    // A server that can't give the header alone gives everything.
    if (arrived.stored.sections.contains(QByteArray()))
        arrived.target.level = ContentLevel::Everything;
    describe(arrived);
    m_prefix.clear();
    if (m_prefix.capacity() > previewPrefix)
        m_prefix.squeeze();
    if (m_arrived.isEmpty())
        m_sinceFirst.start();
    m_arrivedBytes += m_messageBytes;
    m_arrived.append(std::move(arrived));
    if (m_arrived.size() >= messagesACommit || m_arrivedBytes >= bytesACommit
        || m_sinceFirst.hasExpired(commitMs))
        flush();
    if (onProgress)
        onProgress(m_result.stored + m_arrived.size());
}

void ContentReceiver::missing(const RemoteKey &remote, const MailError &why)
{
    if (m_open && remote.key == m_key) {
        m_content.abandon();
        m_open = false;
    }
    const auto it = m_expected.constFind(remote.key);
    if (it == m_expected.constEnd())
        return;
    const Target target = *it;
    m_expected.erase(it);
    ++m_result.failed;
    if (!m_result.firstFailure)
        m_result.firstFailure = why;
    if (target.fresh)
        return; // nothing of it is here; the next pass asks again
    WriteTransaction transaction(m_writer);
    m_writer.contentFailed(target.message, why.sentence,
                           m_store.clock().utcSeconds() + failedPauseSeconds);
    transaction.commit();
}

void ContentReceiver::flush()
{
    if (m_arrived.isEmpty())
        return;
    m_content.commit(); // durable first: the index never names what isn't there
    WriteTransaction transaction(m_writer);
    for (Arrived &arrived : m_arrived) {
        if (!arrived.target.fresh) {
            m_writer.contentStored(arrived.stored, arrived.target.level, arrived.preview,
                                   arrived.envelope, arrived.structure);
            continue;
        }
        IncomingMessage incoming = *arrived.target.fresh;
        if (arrived.envelope)
            incoming.envelope = *arrived.envelope;
        incoming.structure = arrived.structure;
        incoming.size = arrived.stored.bytes;
        incoming.fingerprint = envelopeFingerprint(incoming.envelope, incoming.size);
        m_result.created.append(m_writer.messageFetched(m_folder, arrived.key, arrived.stored,
                                                        incoming, arrived.preview));
    }
    transaction.commit();
    m_result.stored += m_arrived.size();
    m_arrived.clear();
    m_arrivedBytes = 0;
}

} // namespace Turnstone
