// SPDX-License-Identifier: MIT
#include "backend/pop3/pop3listing.h"

#include "base/sha256.h"

#include <QSet>
#include <algorithm>

namespace Turnstone {

Pop3Listing::Message &Pop3Listing::at(quint32 number)
{
    const auto found = m_byNumber.constFind(number);
    if (found != m_byNumber.constEnd())
        return m_messages[*found];
    m_byNumber.insert(number, m_messages.size());
    m_messages.push_back({number, -1, {}});
    return m_messages.back();
}

void Pop3Listing::addSize(const Pop3Size &size)
{
    at(size.number).size = size.size;
}

void Pop3Listing::addUid(const Pop3Uid &uid)
{
    Message &message = at(uid.number);
    if (!message.key.isEmpty()) {
        m_malformed = true; // two for one number: the first counts
        return;
    }
    message.key = uid.uid.size() <= Limits::uidlBytes ? uid.uid : Sha256::hash(uid.uid).toHex();
}

std::vector<quint32> Pop3Listing::withoutKey() const
{
    std::vector<quint32> numbers;
    for (const Message &message : m_messages) {
        if (message.key.isEmpty())
            numbers.push_back(message.number);
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

void Pop3Listing::setKey(quint32 number, const QByteArray &key)
{
    at(number).key = key;
}

void Pop3Listing::settle()
{
    const auto nameless = std::remove_if(m_messages.begin(), m_messages.end(),
                                         [](const Message &m) { return m.key.isEmpty(); });
    if (nameless != m_messages.end()) {
        m_malformed = true;
        m_messages.erase(nameless, m_messages.end());
    }
    std::sort(m_messages.begin(), m_messages.end(),
              [](const Message &a, const Message &b) { return a.number < b.number; });
    // Keys that a server gave are never taken for a repeated one's new name.
    QSet<QByteArray> given;
    for (const Message &message : m_messages)
        given.insert(message.key);
    QHash<QByteArray, int> seen;
    m_byKey.clear();
    m_byNumber.clear();
    for (size_t i = 0; i < m_messages.size(); ++i) {
        Message &message = m_messages[i];
        m_byNumber.insert(message.number, i);
        const QByteArray base = message.key;
        int &count = seen[base];
        if (++count > 1) {
            QByteArray name;
            do
                name = base + '#' + QByteArray::number(count);
            while (given.contains(name) && ++count > 0);
            message.key = name;
        }
        m_byKey.insert(message.key, i);
    }
}

const Pop3Listing::Message *Pop3Listing::find(const QByteArray &key) const
{
    const auto found = m_byKey.constFind(key);
    return found == m_byKey.constEnd() ? nullptr : &m_messages[*found];
}

bool Pop3Listing::isComplete() const
{
    return !m_malformed && (m_count < 0 || m_count == qint64(m_messages.size()));
}

qint64 Pop3Listing::count() const
{
    return (m_count >= 0 ? m_count : qint64(m_messages.size())) - m_deleted;
}

void Pop3Listing::markDeleted(const QByteArray &key)
{
    const auto found = m_byKey.constFind(key);
    if (found == m_byKey.constEnd())
        return;
    m_messages[*found].deleted = true;
    ++m_deleted;
    m_byKey.erase(found);
}

void Pop3Listing::addByCount()
{
    for (qint64 number = 1; number <= m_count; ++number)
        at(quint32(number));
}

} // namespace Turnstone
