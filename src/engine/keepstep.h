// SPDX-License-Identifier: MIT
#pragma once

#include "engine/contentstep.h"

namespace Turnstone {

/// Takes off this computer what a folder's rule, or the user, no longer wants here and the server
/// still has. Needs no connection; in bounded steps, each whole by itself, so that a kill at any
/// moment leaves nothing but work for the next pass. One connection thread.
class KeepStep {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::KeepStep)
public:
    KeepStep(Store &, MailWriter &, const Account &, Wakeup &, const PassHooks &);
    void run(const RemoteFolderRow &);

private:
    void cut(const MailWriter::Wanted &);

    Store &m_store;
    MailWriter &m_writer;
    const Account &m_account;
    Wakeup &m_wakeup;
    const PassHooks &m_hooks;
    std::unique_ptr<ContentWriter> m_content; ///< once something is cut down to its text
};

} // namespace Turnstone
