// SPDX-License-Identifier: MIT
#pragma once

#include "mail/envelope.h"
#include "mail/hiddencharacters.h"

#include <QCoreApplication>
#include <QStringList>

namespace Turnstone {

/// What a reader should know of who a message says it is from. Text comparisons only: nothing is
/// looked up, and nothing here proves a sender genuine.
class SenderCheck {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::SenderCheck)
public:
    /// Calm sentences, one a finding, none where all is as usual.
    static QStringList notices(const Envelope &);
    /// "Name <local@domain>", or whichever is there; hidden and direction-changing characters are
    /// taken out, an internationalised domain stays readable.
    static QString shown(const Address &);
    static QString shownName(const Address &);
};

} // namespace Turnstone
