// SPDX-License-Identifier: MIT
#pragma once

#include "store/contactreader.h"
#include "store/mailwriter.h"

namespace Turnstone {

/// Writing the address book. Shares the writer's connection and thread. Each call is one
/// transaction, and told by ChangeSet::contacts. Throws as MailWriter does.
class ContactWriter : public ContactReader {
public:
    explicit ContactWriter(MailWriter &);

    /// Adds (no id) or changes; its id. Text loses controls and what is beyond ContactLimits; a
    /// contact without a uid keeps the
    /// one it has here, or gets one. Throws Protocol, with a sentence, where nothing is in it or
    /// another has its uid, NotFound where it is gone.
    ContactId save(const Contact &, ContactId = {});
    /// Lists keep what they say of them: one that is added again is a member again.
    void remove(const QList<ContactId> &);
    /// Takes in what a file held. One that is here, by its uid or one it was imported under, else
    /// by an address and a name that isn't another one, learns what it didn't know: what is here
    /// stands, and nothing goes. What has no uid is known again by all that stands in it, so that a
    /// file that is imported twice adds nothing the second time.
    ContactImport merge(const QList<Contact> &);
    /// Who isn't here yet by address. Inside a transaction of the caller's.
    void collect(const AddressList &);

private:
    ContactId insert(const Contact &);
    void update(ContactId, const Contact &);
    void writeParts(ContactId, const Contact &);
    ContactId counterpart(const Contact &);
    void learnUid(const QString &uid, ContactId);

    MailWriter &m_writer;
};

} // namespace Turnstone
