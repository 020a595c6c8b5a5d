// SPDX-License-Identifier: MIT
#pragma once

#include "mail/address.h"
#include "store/contacttypes.h"
#include "store/mailreader.h"

namespace Turnstone {

/// Reading the address book, over a reader's connection and in its thread. Throws as MailReader
/// does.
class ContactReader {
public:
    explicit ContactReader(MailReader &);

    qint64 count();
    /// In order of name, those with, for each word of `typed`, a word that begins with it (names,
    /// addresses, organisation, categories; case and accents don't count). Nothing typed: all. Some
    /// 50 ms for 100,000: for a worker, not a window.
    std::vector<qint64> ids(const QString &typed = {});
    /// By id, in the order asked; those that are gone are left out.
    QList<ContactRow> rows(const QList<ContactId> &);
    /// Lists alone, in order of name.
    QList<ContactRow> lists();
    std::optional<StoredContact> contact(ContactId);
    /// Also by a uid that it was imported under.
    ContactId byUid(const QString &uid);
    /// Who has this address, as addresses are compared (comparableMailbox); lists have none.
    QList<ContactId> byMailbox(const QString &mailbox);
    /// A list's, in order; not those of lists within it.
    QList<ContactMember> members(ContactId list);
    /// Whom mail to a list goes to: each address once, with the members of lists within it; at most
    /// 2,000. Those that have no address are left out.
    AddressList addresses(ContactId list);
    struct Photo {
        QByteArray bytes;
        QByteArray type; ///< "image/jpeg"
    };
    /// Not decoded: who knows what it is.
    std::optional<Photo> photo(const QString &mailbox);
    /// The bytes alone; null: none.
    QByteArray photo(ContactId);

    /// For completing an address: those that `typed` may mean, an entry for each of their
    /// addresses, and lists. `rank` is that of SeenAddresses, 0 where it was never seen. In no
    /// order. At most some thousand are looked at, those first that are written to most.
    struct Match {
        ContactId contact;
        Address address; ///< of a list its name alone
        bool isList = false;
        qint64 rank = 0;
    };
    QList<Match> matches(const QString &typed, int limit);

protected:
    MailReader &m_reader;
    Store &m_store;
    Database &m_db;
};

} // namespace Turnstone
