// SPDX-License-Identifier: MIT
#pragma once

#include "backend/mailbackend.h"
#include "engine/protocolswitch/matchside.h"

#include <functional>

namespace Turnstone {

/// A server's folder as it was surveyed; its messages are those of the side from `first` to before
/// `end`.
struct SurveyedFolder {
    RemoteFolder remote;
    quint32 uidValidity = 0, uidNext = 0;
    int first = 0, end = 0;
};

/// What a server holds: every message of every folder by its key, with size, time and flags, and no
/// headers. Some 120 bytes a message. One connection thread.
class SwitchInventory {
public:
    explicit SwitchInventory(MatchSide::Keys keys)
        : side(keys)
    { }

    /// Adds one folder. `told`: how many of its messages were listed so far; may throw.
    void survey(MailBackend &, const RemoteFolder &, const std::function<void(qint64)> &told = {});

    const QList<SurveyedFolder> &folders() const { return m_folders; }
    /// -1: there is none.
    int folderByPath(const QByteArray &path) const;
    int folderOf(int message) const;
    FlagState flagsOf(int message) const;
    RemoteKey keyOf(int message) const;
    /// -1: it isn't there.
    int find(int folder, const QByteArray &key);

    MatchSide side;

private:
    QList<SurveyedFolder> m_folders;
    std::vector<quint32> m_flags;
    QHash<int, QStringList> m_tags; ///< of the few that have any
    QHash<int, QHash<QByteArray, int>> m_byKey; ///< of folders that were asked for
};

} // namespace Turnstone
