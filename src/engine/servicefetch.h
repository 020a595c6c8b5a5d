// SPDX-License-Identifier: MIT
#pragma once

#include "backend/mailbackend.h"
#include "store/mailwriter.h"

#include <QCoreApplication>

namespace Turnstone {

/// Brings here what a user is waiting for: one message's text, one leaf, or all of it. One
/// connection thread.
class ServiceFetch {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::ServiceFetch)
public:
    ServiceFetch(Store &, MailWriter &, const Account &);

    bool isHere(PlacementId, const PartSelection &) const;
    /// Throws MailError of message scope where this message can't be had, and whatever the
    /// connection throws.
    void run(MailBackend &, PlacementId, const PartSelection &) const;
    /// The text of a message that the user may open next, where it is small. It counts as nothing
    /// that the user asked for: the rule of what is kept decides how long it stays.
    void runAhead(MailBackend &, PlacementId) const;

private:
    void fetch(MailBackend &, const MessageDetail &, const PartSelection &) const;
    PartSelection complete(const MessageDetail &, PartSelection, const BackendTraits &) const;
    MailError notThere(const QString &sentence) const;

    Store &m_store;
    MailWriter &m_writer;
    const Account &m_account;
};

} // namespace Turnstone
