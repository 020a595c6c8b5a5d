// SPDX-License-Identifier: MIT
#include "engine/protocolswitch/switchinventory.h"

#include "engine/protocolswitch/switchtext.h"

#include <algorithm>

namespace Turnstone {

namespace {

class ListingSink : public SurveySink {
public:
    explicit ListingSink(std::function<void(const SurveyedMessage &)> take)
        : m_take(std::move(take))
    { }
    void opened(quint32 validity, quint32 next, qint64) override
    {
        uidValidity = validity;
        uidNext = next;
    }
    void found(const QList<SurveyedMessage> &messages) override
    {
        for (const SurveyedMessage &message : messages)
            m_take(message);
    }
    quint32 uidValidity = 0, uidNext = 0;

private:
    const std::function<void(const SurveyedMessage &)> m_take;
};

} // namespace

void SwitchInventory::survey(MailBackend &backend, const RemoteFolder &remote,
                             const std::function<void(qint64)> &told)
{
    constexpr int toldEvery = 500;
    const bool uids = side.keys() == MatchSide::Keys::Uid;
    SurveyedFolder folder;
    folder.remote = remote;
    folder.first = side.count();
    quint32 highest = 0;
    ListingSink *opened = nullptr;
    ListingSink sink([&](const SurveyedMessage &found) {
        MatchMessage message;
        message.folder = remote.path;
        message.key = found.key;
        message.uidValidity = uids ? opened->uidValidity : 0;
        message.size = found.size;
        message.receivedUtc = found.receivedUtc;
        message.emailId = found.emailId;
        message.guid = found.guid;
        const int index = side.add(message);
        highest = uids ? qMax(highest, found.key.toUInt()) : 0;
        const FlagState flags = found.flags.value_or(FlagState());
        m_flags.push_back(flags.flags.toInt());
        if (!flags.tags.isEmpty())
            m_tags.insert(index, flags.tags);
        if (told && (index - folder.first) % toldEvery == 0)
            told(index - folder.first);
    });
    opened = &sink;
    bool complete = false;
    try {
        complete = backend.survey(remote.path, sink);
    } catch (MailError &error) {
        if (side.count() > folder.first)
            error.scope = ErrorScope::Account; // half a folder is worth nothing
        throw;
    }
    if (!complete)
        throw SwitchText::listingIncomplete();
    folder.uidValidity = sink.uidValidity;
    folder.uidNext = uids ? qMax(sink.uidNext, highest + 1) : 0;
    folder.end = side.count();
    m_folders.append(folder);
}

int SwitchInventory::folderByPath(const QByteArray &path) const
{
    for (qsizetype i = 0; i < m_folders.size(); ++i) {
        if (m_folders[i].remote.path == path)
            return int(i);
    }
    return -1;
}

int SwitchInventory::folderOf(int message) const
{
    const auto after = std::upper_bound(
        m_folders.cbegin(), m_folders.cend(), message,
        [](int index, const SurveyedFolder &folder) { return index < folder.end; });
    return int(after - m_folders.cbegin());
}

FlagState SwitchInventory::flagsOf(int message) const
{
    return {MessageFlags::fromInt(m_flags[size_t(message)]), m_tags.value(message)};
}

RemoteKey SwitchInventory::keyOf(int message) const
{
    const SurveyedFolder &folder = m_folders[folderOf(message)];
    return {folder.remote.path, side.key(message),
            side.keys() == MatchSide::Keys::Uid ? folder.uidValidity : 0};
}

int SwitchInventory::find(int folder, const QByteArray &key)
{
    if (folder < 0)
        return -1;
    auto keys = m_byKey.find(folder);
    if (keys == m_byKey.end()) {
        keys = m_byKey.insert(folder, {});
        for (int i = m_folders[folder].first; i < m_folders[folder].end; ++i)
            keys->insert(side.key(i), i);
    }
    return keys->value(key, -1);
}

} // namespace Turnstone
