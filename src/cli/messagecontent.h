// SPDX-License-Identifier: MIT
#pragma once

#include "cli/clicontext.h"

#include "mail/messagereader.h"

namespace Turnstone {

/// One message with what a command wants of it, fetched where it isn't here yet.
class CliMessage {
public:
    /// Throws where there is no such message. With `offline` nothing is ever fetched: what isn't
    /// here throws instead.
    CliMessage(CliContext &, PlacementId, bool offline);

    const MessageDetail &detail() const { return m_detail; }
    /// As `detail().structure`, fetched with the whole message where no server told it.
    const BodyStructure &structure();
    QByteArray headers();
    QByteArray everything();
    /// The encoded bytes of a leaf.
    QByteArray section(const QByteArray &section);
    bool isHere(const QByteArray &section) const;
    /// The text shown as the body; null string where there is none. `html`: the source of the HTML.
    QString text();
    QString html();

private:
    QByteArray content(const QByteArray &section, const PartSelection &);
    PartSelection bodySelection();

    CliContext &m_context;
    bool m_offline;
    MessageDetail m_detail;
};

} // namespace Turnstone
