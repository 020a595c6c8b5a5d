// SPDX-License-Identifier: MIT
// Before the commit: everything is here with the bytes it had, and what was uploaded is as it was
// sent.
#include "engine/protocolswitch/switchrun.h"

#include "engine/protocolswitch/switchtext.h"
#include "mail/headerhash.h"

#include <map>

namespace Turnstone {

namespace {

/// Lines that some server stores in another way than they came: then the header and the size don't
/// say enough.
bool mayBeRewritten(QByteArrayView bytes)
{
    const QByteArrayView header = bytes.first(qMin(bytes.size(), qsizetype(64 * 1024)));
    for (const char c : header) {
        if (static_cast<unsigned char>(c) >= 0x80)
            return true; // 8-bit headers
    }
    char before = 0;
    for (const char c : bytes) {
        if (c == 0 || (c == '\n' && before != '\r') || (before == '\r' && c != '\n'))
            return true;
        before = c;
    }
    return before == '\r';
}

} // namespace

void SwitchRun::verify(SwitchReport &report)
{
    tell(SwitchStage::Verify, SwitchText::checkingHere());
    if (!m_toFolders)
        verifyDownloads();
    if (m_toFolders)
        verifyUploads(report);
    verifyBytesHere();
    if (const qint64 lost = m_switches.lostSince(journal); lost > 0)
        throw SwitchText::lostHere(lost);
}

void SwitchRun::verifyBytesHere()
{
    struct Whole {
        MessageId message;
        qint64 bytes;
        QByteArray sha256;
    };
    std::vector<Whole> all;
    m_switches.forEachWhole(m_account.id,
                            [&](MessageId message, qint64 bytes, const QByteArray &sha256) {
                                all.push_back({message, bytes, sha256});
                            });
    qint64 damaged = 0, done = 0;
    Sha256 hash;
    for (const Whole &one : all) {
        qint64 bytes = 0;
        const bool read = m_writer.readContent(one.message, {}, [&](QByteArrayView piece) {
            hash.add(piece);
            bytes += piece.size();
            return true;
        });
        const bool same = hash.result() == one.sha256 && bytes == one.bytes && read;
        // Removed by the user meanwhile: nothing is wrong with it.
        if (!same && !m_switches.sha256Of(one.message).isEmpty())
            ++damaged;
        tell(SwitchStage::Verify, SwitchText::checkingHere(), ++done, qint64(all.size()));
    }
    if (damaged > 0)
        throw SwitchText::damagedHere(damaged);
}

/// Reads back what this switch has put there. What isn't as it was sent goes off again, by its UID;
/// where the server can't do that, the message here keeps its bytes and is bound to it, so that
/// nothing is seen twice.
void SwitchRun::verifyUploads(SwitchReport &report)
{
    std::map<QByteArray, QList<SwitchUpload>> byFolder;
    QHash<PlacementId, const SwitchReader::Here *> here;
    for (const SwitchReader::Here &one : m_here->messages)
        here.insert(one.placement, &one);
    qint64 total = 0, done = 0;
    for (const SwitchUpload &upload : std::as_const(m_uploads)) {
        if (upload.state == SwitchUpload::State::Verified)
            ++report.verified; // before it was interrupted
        const bool isWrong = upload.state == SwitchUpload::State::Refused && !upload.key.isEmpty();
        if ((upload.state != SwitchUpload::State::There && !isWrong)
            || !here.contains(upload.placement))
            continue;
        byFolder[upload.path].append(upload);
        ++total;
    }
    for (auto &[path, uploads] : byFolder) {
        QHash<QByteArray, SwitchUpload> byKey;
        QList<RemoteKey> heads, wholes, wrong;
        QList<SwitchUpload> settled, refused;
        for (const SwitchUpload &upload : std::as_const(uploads)) {
            if (upload.state == SwitchUpload::State::Refused) { // interrupted at taking it off
                wrong.append({path, upload.key, upload.uidValidity});
                refused.append(upload);
                continue;
            }
            byKey.insert(upload.key, upload);
            const auto bytes = m_writer.content(here.value(upload.placement)->message, {});
            const bool whole =
                m_context.thorough || m_plan.thorough || (bytes && mayBeRewritten(*bytes));
            (whole ? wholes : heads).append({path, upload.key, upload.uidValidity});
        }
        const int folder = m_inventory->folderByPath(path);
        const auto compare = [&](const RemoteKey &key, bool same) {
            SwitchUpload upload = byKey.take(key.key);
            tell(SwitchStage::Verify, SwitchText::checkingThere(), ++done, total);
            if (same) {
                upload.state = SwitchUpload::State::Verified;
                ++report.verified;
            } else {
                upload.state = SwitchUpload::State::Refused;
                wrong.append(key);
                refused.append(upload);
            }
            settled.append(upload);
        };
        fetchHashes(there(), heads, false, m_context.pass.wakeup,
                    [&](const RemoteKey &key, const FetchedHashes &fetched) {
                        const SwitchUpload upload = byKey.value(key.key);
                        const int found = m_inventory->find(folder, key.key);
                        compare(key,
                                fetched.header == upload.headerHash && found >= 0
                                    && m_inventory->side.size(found) == upload.size);
                    });
        fetchHashes(there(), wholes, true, m_context.pass.wakeup,
                    [&](const RemoteKey &key, const FetchedHashes &fetched) {
                        const SwitchUpload upload = byKey.value(key.key);
                        const auto *mine = here.value(upload.placement);
                        compare(key, mine && fetched.sha256 == m_switches.sha256Of(mine->message));
                    });
        // Written before it goes: what is off the server without a word would be told of nowhere.
        m_switches.settleUploads(journal, settled);
        for (const SwitchUpload &upload : std::as_const(settled))
            m_uploads.insert(upload.placement, upload);
        if (!refused.isEmpty() && m_traits.uidExpunge) {
            there().remove(wrong);
            for (SwitchUpload &upload : refused) {
                upload.key.clear();
                m_paired.remove(upload.placement);
                m_uploads.insert(upload.placement, upload);
            }
            m_switches.settleUploads(journal, refused);
        }
        // Gone already: another program deleted it, or the server never had it.
        for (const SwitchUpload &gone : std::as_const(byKey))
            m_paired.remove(gone.placement);
    }
}

} // namespace Turnstone
