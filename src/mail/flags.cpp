// SPDX-License-Identifier: MIT
#include "mail/flags.h"

#include <algorithm>
#include <array>

namespace Turnstone {

namespace {

struct NamedFlag {
    Flag flag;
    QLatin1String name;
};
constexpr std::array<NamedFlag, 8> namedFlags{{
    {Flag::Seen, QLatin1String("\\Seen")},
    {Flag::Answered, QLatin1String("\\Answered")},
    {Flag::Flagged, QLatin1String("\\Flagged")},
    {Flag::Draft, QLatin1String("\\Draft")},
    {Flag::Deleted, QLatin1String("\\Deleted")},
    {Flag::Forwarded, QLatin1String("$Forwarded")},
    {Flag::Junk, QLatin1String("$Junk")},
    {Flag::NotJunk, QLatin1String("$NotJunk")},
}};

void addTag(QStringList &tags, const QString &tag)
{
    const auto before = [](const QString &a, const QString &b) {
        return a.compare(b, Qt::CaseInsensitive) < 0;
    };
    const auto at = std::lower_bound(tags.begin(), tags.end(), tag, before);
    if (at == tags.end() || at->compare(tag, Qt::CaseInsensitive) != 0)
        tags.insert(at, tag);
}

} // namespace

FlagState applied(const FlagState &state, const FlagChange &change)
{
    FlagState result = state;
    result.flags = (state.flags | change.add) & ~change.remove;
    for (const QString &tag : change.addTags)
        addTag(result.tags, tag);
    result.tags.removeIf(
        [&](const QString &tag) { return change.removeTags.contains(tag, Qt::CaseInsensitive); });
    return result;
}

void addImapFlag(FlagState &state, const QString &imapName)
{
    for (const NamedFlag &named : namedFlags) {
        if (imapName.compare(named.name, Qt::CaseInsensitive) == 0) {
            state.flags |= named.flag;
            return;
        }
    }
    // \Recent and flags of other servers' own making say nothing that we keep.
    if (!imapName.isEmpty() && !imapName.startsWith(QLatin1Char('\\')))
        addTag(state.tags, imapName);
}

QStringList imapNames(const FlagState &state)
{
    QStringList names;
    for (const NamedFlag &named : namedFlags) {
        if (state.flags.testFlag(named.flag))
            names << named.name;
    }
    return names + state.tags;
}

} // namespace Turnstone
