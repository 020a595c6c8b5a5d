// SPDX-License-Identifier: MIT
#pragma once

#include "mail/address.h"
#include "store/store.h"

#include <functional>
#include <memory>

namespace Turnstone {

class Database;

/// Whom mail was exchanged with, for completing addresses: derived from the messages of the index,
/// behind them and never in their way. One connection, one thread; every call throws MailError
/// (Space, Permission, Bug).
class SeenAddresses {
public:
    explicit SeenAddresses(Store &);
    ~SeenAddresses();

    /// At most `limit` addresses whose name or address has, for each word of `typed`, a word that
    /// begins with it; case and accents don't count. Those that were written to come before those
    /// that only wrote, then by how often and how lately. Bounded work whatever was typed.
    QList<Address> complete(const QString &typed, int limit = 8);
    /// The same with what they are ordered by: from `writtenTo` on, it was written to.
    struct Ranked {
        Address address;
        qint64 rank = 0;
        friend bool operator==(const Ranked &, const Ranked &) = default;
    };
    static constexpr qint64 writtenTo = 1'000'000'000;
    QList<Ranked> ranked(const QString &typed, int limit);

    /// Takes in the messages that came since the last time, in transactions of some milliseconds.
    /// False where `stop` ended it before all was in; the next call goes on from there.
    bool collect(const std::function<bool()> &stop);

private:
    struct Counted;
    bool collectSome();
    void write(const QHash<QByteArray, Counted> &counted, qint64 upTo);

    std::unique_ptr<Database> m_db;
    Store &m_store;
};

} // namespace Turnstone
