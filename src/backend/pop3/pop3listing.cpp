// SPDX-License-Identifier: MIT
#include "backend/pop3/pop3listing.h"

#include "base/sha256.h"

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

std::vector<quint32> Pop3Listing::ambiguous() const
{
    std::vector<quint32> numbers;
    QHash<QByteArrayView, size_t> first;
    first.reserve(qsizetype(m_messages.size()));
    std::vector<bool> isTwin(m_messages.size());
    for (size_t i = 0; i < m_messages.size(); ++i) {
        const QByteArray &key = m_messages[i].key;
        if (const auto twin = first.constFind(key); key.isEmpty() || twin != first.constEnd()) {
            isTwin[i] = true;
            if (!key.isEmpty())
                isTwin[*twin] = true;
        } else {
            first.insert(key, i);
        }
    }
    for (size_t i = 0; i < m_messages.size(); ++i) {
        if (isTwin[i])
            numbers.push_back(m_messages[i].number);
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

bool Pop3Listing::lacksKeys() const
{
    return std::any_of(m_messages.begin(), m_messages.end(),
                       [](const Message &message) { return message.key.isEmpty(); });
}

void Pop3Listing::setHeader(quint32 number, const QByteArray &fingerprint)
{
    QByteArray &key = at(number).key;
    if (!key.isEmpty())
        key += '#';
    key += fingerprint;
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
    m_byNumber = {}; // nothing is added any more
    m_byKey.clear();
    m_byKey.reserve(qsizetype(m_messages.size()));
    std::vector<size_t> repeated;
    for (size_t i = 0; i < m_messages.size(); ++i) {
        if (m_byKey.contains(m_messages[i].key))
            repeated.push_back(i);
        else
            m_byKey.insert(m_messages[i].key, i);
    }
    // Keys that a server gave are never taken for a repeated one's new name.
    QHash<QByteArray, int> seen;
    for (const size_t i : repeated) {
        const QByteArray base = m_messages[i].key;
        int &count = seen[base];
        count = std::max(count, 1);
        QByteArray name;
        do
            name = base + '#' + QByteArray::number(++count);
        while (m_byKey.contains(name));
        m_messages[i].key = name;
        m_byKey.insert(name, i);
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
