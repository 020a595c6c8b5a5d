// SPDX-License-Identifier: MIT
// What is no longer at the server: when that is believed, and when it is taken for a fault.
#include "base/log.h"
#include "engine/folderreport.h"

#include <QHashFunctions>
#include <algorithm>

namespace Turnstone {

namespace {

constexpr qsizetype handful = 20;
constexpr qsizetype keysACommit = 1000;
/// What a server that began a folder anew may have of the old one, if it lost it: one in so many.
constexpr qint64 almostNothing = 100;

quint64 keyHash(const QByteArray &key)
{
    bool ok = false;
    const quint64 number = key.toUInt(&ok);
    if (ok && key == QByteArray::number(number))
        return number;
    // Seeded anew with each start: no server can choose keys that look alike.
    return quint64(qHash(key, QHashSeed::globalSeed())) | (quint64(1) << 63); // never a UID
}

template <typename Visit> void forEachKey(const QList<KeyRange> &ranges, const Visit &visit)
{
    for (const KeyRange &range : ranges) {
        for (qint64 key = range.first; key <= range.last; ++key)
            visit(quint32(key));
    }
}

} // namespace

void FolderReport::Absence::add(const QByteArray &key)
{
    ++count;
    bool ok = false;
    const quint32 number = key.toUInt(&ok);
    if (!ok || key != QByteArray::number(number))
        others.append(key);
    else if (!numbers.isEmpty() && numbers.last().last + 1 == number)
        numbers.last().last = number;
    else
        numbers.append({number, number});
}

QList<KeyRange> FolderReport::numbers(quint32 first, quint32 last) const
{
    endBackground();
    QList<KeyRange> ranges;
    m_writer.boundNumbers(m_row.id, first, last, [&ranges](quint32 number) {
        if (!ranges.isEmpty() && ranges.last().last + 1 == number)
            ranges.last().last = number;
        else
            ranges.append({number, number});
    });
    return ranges;
}

void FolderReport::addToListed(const QList<RemoteState> &states)
{
    for (const RemoteState &state : states)
        m_listed.push_back(keyHash(state.key));
}

/// The folder's own counter: right but for what waits to be moved or deleted at the server.
qint64 FolderReport::knownHere() const
{
    endBackground();
    const auto folder = m_writer.folder(m_row.folder);
    return folder ? folder->total : 0;
}

bool FolderReport::addsUp(qint64 messages)
{
    judgeVanished();
    if (m_look == Look::Suspicious || m_look == Look::Second)
        return m_look == Look::Suspicious; // a second look will compare; this one is it
    m_rows.cursor.reset();
    flush();
    if (knownHere() == messages || m_writer.boundCount(m_row.id) == messages)
        return true;
    qCInfo(lcEngine) << "the server counts" << messages << "messages, and as many aren't known";
    return false;
}

void FolderReport::vanished(const QList<QByteArray> &keys)
{
    // A server may name a range that was never here (RFC 7162 3.2.10).
    for (const QByteArray &key : keys) {
        if (contains(key)) {
            m_told.append(key);
            ++m_gone;
        }
    }
}

/// The server's own word counts at once, but for very much of it.
void FolderReport::judgeVanished()
{
    if (m_told.isEmpty())
        return;
    if (m_look == Look::First && m_rules.mirrors && m_gone > handful && m_gone * 10 > knownHere()) {
        qCInfo(lcEngine) << m_gone << "messages are said to be gone at once; looking again";
        m_look = Look::Suspicious;
    }
    // What is looked for again is found by that look.
    if (m_look == Look::Suspicious)
        m_told.clear();
    m_rows.vanished.append(std::exchange(m_told, {}));
}

bool FolderReport::mayBeAbsent(const QByteArray &key) const
{
    if (!m_rules.mirrors)
        return true;
    bool ok = false;
    const quint32 uid = key.toUInt(&ok);
    return !ok || uid < m_listedBelow;
}

FolderReport::Absence FolderReport::notListed()
{
    std::sort(m_listed.begin(), m_listed.end());
    Absence absence;
    m_writer.boundKeys(m_row.id, [&](const QByteArray &key) {
        if (mayBeAbsent(key) && !std::binary_search(m_listed.begin(), m_listed.end(), keyHash(key)))
            absence.add(key);
    });
    m_listed.clear();
    m_listed.shrink_to_fit();
    return absence;
}

void FolderReport::listingComplete()
{
    judgeVanished();
    flush();
    endBackground();
    m_listedWhole = true;
    judge(notListed());
}

void FolderReport::absent(const QList<KeyRange> &keys)
{
    judgeVanished();
    flush();
    endBackground();
    Absence absence;
    absence.numbers = keys;
    for (const KeyRange &range : keys)
        absence.count += qint64(range.last) - range.first + 1;
    judge(std::move(absence));
}

/// Of a complete answer, all that it lacked.
void FolderReport::judge(Absence absence)
{
    if (m_look == Look::Suspicious)
        return; // there is a second look already
    if (m_look == Look::Second) {
        keepSuspectsOf(absence);
    } else if (m_rules.mirrors && absence.count > handful) {
        const qint64 known = m_writer.boundCount(m_row.id);
        if (absence.count * 10 > known) {
            qCInfo(lcEngine) << absence.count << "of" << known << "messages are missing;"
                             << "looking again";
            m_suspects.reserve(size_t(absence.count));
            forEachKey(absence.numbers, [this](quint32 key) { m_suspects.push_back(key); });
            for (const QByteArray &key : std::as_const(absence.others))
                m_suspects.push_back(keyHash(key));
            std::sort(m_suspects.begin(), m_suspects.end());
            m_look = Look::Suspicious;
            return;
        }
    }
    m_look = Look::Done;
    writeAbsent(absence);
}

/// What both looks lack. Where the first was the server's word alone, the second may lack as many,
/// and what went meanwhile.
void FolderReport::keepSuspectsOf(Absence &absence) const
{
    if (m_suspects.empty()) {
        if (absence.count > m_gone + handful)
            absence = {};
        return;
    }
    const auto suspected = [this](quint64 hash) {
        return std::binary_search(m_suspects.begin(), m_suspects.end(), hash);
    };
    Absence kept;
    forEachKey(absence.numbers, [&](quint32 key) {
        if (suspected(key))
            kept.add(QByteArray::number(key));
    });
    for (const QByteArray &key : std::as_const(absence.others)) {
        if (suspected(keyHash(key)))
            kept.add(key);
    }
    absence = std::move(kept);
}

bool FolderReport::isAlmostNothing(qint64 left, qint64 known)
{
    return known > handful && left * almostNothing <= known;
}

/// A folder of which nothing is left from one look to the next, but what came since, and not by our
/// own doing (what we delete or move is unbound by then), may be a server's fault. Emptying is what
/// Trash and Junk are for.
bool FolderReport::emptiesFolder(qint64 gone)
{
    if (!m_rules.mirrors || gone <= handful)
        return false;
    const qint64 known = m_writer.boundCount(m_row.id);
    const auto folder = m_writer.folder(m_row.folder);
    return folder && folder->role != FolderRole::Trash && folder->role != FolderRole::Junk
        && known - gone <= counts().added;
}

void FolderReport::writeAbsent(const Absence &absence)
{
    const bool emptied = emptiesFolder(absence.count);
    if (emptied)
        qCWarning(lcEngine) << "the server has lost" << absence.count
                            << "messages of a folder; what is here is kept";
    QList<QByteArray> keys;
    const auto write = [&] {
        if (keys.isEmpty())
            return;
        WriteTransaction transaction(m_writer);
        if (emptied) {
            for (const QByteArray &key : std::as_const(keys))
                m_writer.forgetKey(m_row.id, key);
            m_writer.folderEmptied(m_row.folder);
        } else {
            m_own.writeVanished(keys);
        }
        transaction.commit();
        keys.clear();
    };
    const auto add = [&](const QByteArray &key) {
        keys.append(key);
        if (keys.size() >= keysACommit)
            write();
    };
    forEachKey(absence.numbers, [&](quint32 key) { add(QByteArray::number(key)); });
    for (const QByteArray &key : absence.others)
        add(key);
    write();
}

void FolderReport::beginSecondLook()
{
    m_look = Look::Second;
    m_listed.clear();
}

} // namespace Turnstone
