// SPDX-License-Identifier: MIT
#pragma once

#include "backend/remote.h"

#include <QSet>

#include <algorithm>

namespace Turnstone::Test {

/// Keeps everything a backend reports of a folder, in order.
struct RecordingRemoteSink : RemoteSink {
    quint32 uidValidity = 0;
    qint64 messages = -1;
    QList<RemoteMessage> fresh;
    QList<RemoteState> changed, states;
    QByteArrayList gone;
    QList<FolderCursor> checkpoints;
    bool complete = false, compared = false;
    QByteArrayList missing; ///< absent
    qint64 expected = -1; ///< what addsUp wants; -1: anything

    void opened(quint32 validity, qint64 count) override
    {
        uidValidity = validity;
        messages = count;
    }
    void appeared(const QList<RemoteMessage> &list) override { fresh += list; }
    void flagsChanged(const QList<RemoteState> &list) override { changed += list; }
    void vanished(const QList<QByteArray> &keys) override { gone += keys; }
    void listed(const QList<RemoteState> &list) override { states += list; }
    void listingComplete() override { complete = true; }
    void absent(const QList<KeyRange> &ranges) override
    {
        compared = true;
        for (const KeyRange &range : ranges) {
            for (qint64 key = range.first; key <= range.last; ++key)
                missing.append(QByteArray::number(key));
        }
    }
    bool addsUp(qint64 count) override { return expected < 0 || expected == count; }
    void checkpoint(const FolderCursor &cursor) override { checkpoints.append(cursor); }

    QByteArrayList freshKeys() const
    {
        QByteArrayList keys;
        for (const RemoteMessage &message : fresh)
            keys.append(message.key);
        return keys;
    }
    QByteArrayList listedKeys() const
    {
        QByteArrayList keys;
        for (const RemoteState &state : states)
            keys.append(state.key);
        return keys;
    }
};

struct KnownKeySet : KnownKeys {
    QSet<QByteArray> keys;
    bool contains(const QByteArray &key) const override { return keys.contains(key); }
    QList<KeyRange> numbers(quint32 first, quint32 last) const override
    {
        return numbersAmong(keys, first, last);
    }
    static QList<KeyRange> numbersAmong(const QSet<QByteArray> &keys, quint32 first, quint32 last)
    {
        QList<quint32> uids;
        for (const QByteArray &key : keys) {
            if (key.toUInt() >= first && key.toUInt() <= last)
                uids.append(key.toUInt());
        }
        std::sort(uids.begin(), uids.end());
        QList<KeyRange> ranges;
        for (const quint32 uid : std::as_const(uids))
            ranges.append({uid, uid});
        return ranges;
    }
};

/// Keeps everything that was fetched.
struct RecordingContentSink : ContentSink {
    struct Fetched {
        RemoteKey key;
        QByteArrayList sections;
        QByteArray bytes; ///< of all sections, one after the other
        bool ended = false;
        std::optional<MailError> missing;
    };
    QList<Fetched> fetched;
    qsizetype largestPiece = 0;

    void begin(const RemoteKey &key) override { fetched.append({key, {}, {}, false, {}}); }
    void section(const QByteArray &section) override { fetched.last().sections.append(section); }
    void data(QByteArrayView bytes) override
    {
        largestPiece = qMax(largestPiece, bytes.size());
        fetched.last().bytes.append(bytes);
    }
    void end() override { fetched.last().ended = true; }
    void missing(const RemoteKey &, const MailError &why) override { fetched.last().missing = why; }
};

} // namespace Turnstone::Test
