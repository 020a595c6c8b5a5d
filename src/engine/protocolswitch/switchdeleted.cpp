// SPDX-License-Identifier: MIT
// What was deleted here, and stands at the other server all the same.
#include "engine/protocolswitch/switchrun.h"

#include "mail/limits.h"
#include "mail/messagereader.h"

#include <algorithm>
#include <map>

namespace Turnstone {

namespace {

/// Of so many it is read what they say of themselves; whoever has deleted more knows what it is.
constexpr qsizetype deletedNamed = 500;

/// Keeps the envelopes of headers.
class EnvelopeSink : public ContentSink {
public:
    explicit EnvelopeSink(std::function<void(const RemoteKey &, const Envelope &)> told)
        : m_told(std::move(told))
    { }
    void begin(const RemoteKey &key) override
    {
        m_key = key;
        m_header.clear();
    }
    void section(const QByteArray &) override { }
    void data(QByteArrayView bytes) override
    {
        const qsizetype room = Limits::headerBytes - m_header.size();
        if (room > 0)
            m_header.append(bytes.first(std::min(room, bytes.size())));
    }
    void end() override { m_told(m_key, readEnvelope(headerBlock(m_header))); }
    void missing(const RemoteKey &, const MailError &) override { }

private:
    const std::function<void(const RemoteKey &, const Envelope &)> m_told;
    RemoteKey m_key;
    QByteArray m_header;
};

} // namespace

/// A key that is listed no more may be of another time's numbering: what it leads to is what was
/// deleted only if its header says so as well.
void SwitchRun::confirmRemoved(MatchSource &source)
{
    QList<int> there;
    for (const MatchPair &pair : std::as_const(m_match.pairs)) {
        if (pair.rule == MatchRule::Formula && m_here->isRemoved(pair.here)
            && !m_inventory->side.header(pair.there).isKnown())
            there.append(pair.there);
    }
    std::sort(there.begin(), there.end());
    if (!there.isEmpty())
        source.read(MatchSource::Side::There, MatchSource::Depth::Header, there, m_inventory->side);
    QList<int> others;
    m_match.pairs.removeIf([&](const MatchPair &pair) {
        if (pair.rule != MatchRule::Formula || !m_here->isRemoved(pair.here))
            return false;
        const auto &header = m_here->side.header(pair.here);
        if (header.isKnown() && header == m_inventory->side.header(pair.there))
            return false;
        others.append(pair.there);
        return true;
    });
    if (others.isEmpty())
        return;
    m_match.onlyThere += others;
    std::sort(m_match.onlyThere.begin(), m_match.onlyThere.end());
}

void SwitchRun::nameDeleted()
{
    m_deletedNames.clear();
    QList<int> wanted(m_deletedThere.cbegin(), m_deletedThere.cend());
    std::sort(wanted.begin(), wanted.end(), std::greater<>());
    wanted.resize(std::min(wanted.size(), deletedNamed));
    std::map<QByteArray, QList<FetchRequest>> byFolder;
    QHash<std::pair<QByteArray, QByteArray>, int> indexes;
    for (const int index : std::as_const(wanted)) {
        FetchRequest request;
        request.key = m_inventory->keyOf(index);
        request.selection.what = PartSelection::What::Headers;
        indexes.insert({request.key.folder, request.key.key}, index);
        byFolder[request.key.folder].append(request);
    }
    EnvelopeSink sink([&](const RemoteKey &key, const Envelope &envelope) {
        const auto index = indexes.constFind({key.folder, key.key});
        if (index != indexes.cend())
            m_deletedNames.insert(*index, envelope);
    });
    for (const auto &[folder, requests] : byFolder) {
        m_context.pass.wakeup.throwIfCancelled();
        there().fetch(requests, sink);
    }
}

} // namespace Turnstone
