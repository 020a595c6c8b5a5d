// SPDX-License-Identifier: MIT
#include "store/packed.h"

#include <cstring>

namespace Turnstone {

namespace {

constexpr char envelopeVersion = 1;

/// Writes into room that it makes itself: an append a field took longer than the bytes.
class Packer {
public:
    explicit Packer(qsizetype expected) { m_bytes.resize(expected); }
    void number(quint64 value)
    {
        char *to = room(longestNumber);
        for (; value >= 0x80; value >>= 7)
            *to++ = char(value | 0x80);
        *to++ = char(value);
        m_used = to - m_bytes.constData();
    }
    void bytes(QByteArrayView value)
    {
        number(quint64(value.size()));
        if (value.isEmpty())
            return;
        std::memcpy(room(value.size()), value.data(), size_t(value.size()));
        m_used += value.size();
    }
    void text(const QString &value)
    {
        if (!isAscii(value)) {
            bytes(value.toUtf8());
            return;
        }
        number(quint64(value.size()));
        char *to = room(value.size());
        for (const QChar c : value)
            *to++ = char(c.unicode());
        m_used += value.size();
    }
    void addresses(const AddressList &list)
    {
        number(quint64(list.size()));
        for (const Address &address : list) {
            text(address.name);
            text(address.mailbox);
        }
    }
    void list(const QByteArrayList &values)
    {
        number(quint64(values.size()));
        for (const QByteArray &value : values)
            bytes(value);
    }
    QByteArray result()
    {
        m_bytes.truncate(m_used);
        return std::move(m_bytes);
    }

private:
    static constexpr qsizetype longestNumber = 10;
    static bool isAscii(QStringView text)
    {
        char16_t all = 0;
        for (const QChar c : text)
            all |= c.unicode();
        return all < 0x80;
    }
    char *room(qsizetype more)
    {
        if (m_bytes.size() - m_used < more)
            m_bytes.resize(2 * m_bytes.size() + more);
        return m_bytes.data() + m_used;
    }

    QByteArray m_bytes;
    qsizetype m_used = 0;
};

class Unpacker {
public:
    explicit Unpacker(QByteArrayView bytes)
        : m_rest(bytes)
    { }
    quint64 number()
    {
        quint64 value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (m_rest.isEmpty())
                return 0;
            const auto byte = quint8(m_rest.front());
            m_rest = m_rest.sliced(1);
            value |= quint64(byte & 0x7f) << shift;
            if (byte < 0x80)
                return value;
        }
        return value;
    }
    QByteArrayView view()
    {
        const quint64 size = qMin(number(), quint64(m_rest.size()));
        const QByteArrayView value = m_rest.first(qsizetype(size));
        m_rest = m_rest.sliced(qsizetype(size));
        return value;
    }
    QByteArray bytes() { return view().toByteArray(); }
    QString text() { return QString::fromUtf8(view()); }
    AddressList addresses()
    {
        AddressList list;
        for (quint64 count = number(); count > 0 && !m_rest.isEmpty(); --count) {
            const QString name = text();
            list.append({name, text()});
        }
        return list;
    }
    QByteArrayList list()
    {
        QByteArrayList values;
        for (quint64 count = number(); count > 0 && !m_rest.isEmpty(); --count)
            values.append(bytes());
        return values;
    }

private:
    QByteArrayView m_rest;
};

} // namespace

QByteArray packed(const AddressList &list)
{
    Packer packer(64);
    packer.addresses(list);
    return packer.result();
}

AddressList addressesFromPacked(QByteArrayView bytes)
{
    return Unpacker(bytes).addresses();
}

QByteArray packed(const Envelope &envelope)
{
    Packer packer(384);
    packer.number(envelopeVersion);
    packer.bytes(envelope.messageId);
    packer.list(envelope.inReplyTo);
    packer.list(envelope.references);
    for (const AddressList *list : {&envelope.from, &envelope.sender, &envelope.replyTo,
                                    &envelope.to, &envelope.cc, &envelope.bcc})
        packer.addresses(*list);
    packer.text(envelope.subject);
    packer.text(envelope.listId);
    packer.number(quint64(envelope.dateUtc));
    return packer.result();
}

Envelope envelopeFromPacked(QByteArrayView bytes)
{
    Unpacker unpacker(bytes);
    Envelope envelope;
    if (unpacker.number() != envelopeVersion)
        return envelope;
    envelope.messageId = unpacker.bytes();
    envelope.inReplyTo = unpacker.list();
    envelope.references = unpacker.list();
    for (AddressList *list : {&envelope.from, &envelope.sender, &envelope.replyTo, &envelope.to,
                              &envelope.cc, &envelope.bcc})
        *list = unpacker.addresses();
    envelope.subject = unpacker.text();
    envelope.listId = unpacker.text();
    envelope.dateUtc = qint64(unpacker.number());
    return envelope;
}

} // namespace Turnstone
