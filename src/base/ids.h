// SPDX-License-Identifier: MIT
#pragma once

#include <QHashFunctions>
#include <QMetaType>
#include <QtGlobal>
#include <compare>

namespace Turnstone {

/// A row's identity in the local store, typed so that a folder can't be passed for a message.
/// 0 means "none". Ids are never used again after their row is gone.
template <typename Tag> class Id {
public:
    constexpr Id() = default;
    constexpr explicit Id(qint64 value)
        : m_value(value)
    { }
    constexpr qint64 value() const { return m_value; }
    constexpr explicit operator bool() const { return m_value != 0; }
    friend constexpr auto operator<=>(const Id &, const Id &) = default;
    friend size_t qHash(const Id &id, size_t seed = 0) noexcept
    {
        return ::qHash(id.m_value, seed);
    }

private:
    qint64 m_value = 0;
};

using AccountId = Id<struct AccountTag>;
using IncomingServerId = Id<struct IncomingServerTag>;
using FolderId = Id<struct FolderTag>;
using RemoteFolderId = Id<struct RemoteFolderTag>;
/// A message's content, whatever folders it stands in.
using MessageId = Id<struct MessageTag>;
/// A message's place in one folder: what a list shows, a user acts on and `turnstonectl` calls an
/// ID. It keeps its value when the message is moved.
using PlacementId = Id<struct PlacementTag>;
using OperationId = Id<struct OperationTag>;
using OutgoingServerId = Id<struct OutgoingServerTag>;
using IdentityId = Id<struct IdentityTag>;
using OutboxId = Id<struct OutboxTag>;
using ContactId = Id<struct ContactTag>;

} // namespace Turnstone

Q_DECLARE_METATYPE(Turnstone::AccountId)
Q_DECLARE_METATYPE(Turnstone::FolderId)
Q_DECLARE_METATYPE(Turnstone::MessageId)
Q_DECLARE_METATYPE(Turnstone::PlacementId)
Q_DECLARE_METATYPE(Turnstone::OperationId)
Q_DECLARE_METATYPE(Turnstone::OutboxId)
Q_DECLARE_METATYPE(Turnstone::ContactId)
