// SPDX-License-Identifier: MIT
#include "store/packed.h"

namespace Turnstone {

namespace {

constexpr char envelopeVersion = 1;

class Packer {
public:
    void number(quint64 value)
    {
        while (value >= 0x80) {
            m_bytes.append(char(value | 0x80));
            value >>= 7;
        }
        m_bytes.append(char(value));
    }
    void bytes(const QByteArray &value)
    {
        number(quint64(value.size()));
        m_bytes.append(value);
    }
    void text(const QString &value) { bytes(value.toUtf8()); }
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
    QByteArray m_bytes;
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
    Packer packer;
    packer.addresses(list);
    return packer.m_bytes;
}

AddressList addressesFromPacked(QByteArrayView bytes)
{
    return Unpacker(bytes).addresses();
}

QByteArray packed(const Envelope &envelope)
{
    Packer packer;
    packer.m_bytes.reserve(256);
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
    return packer.m_bytes;
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
