// SPDX-License-Identifier: MIT
#pragma once

#include "support/scriptedserver.h"

#include <atomic>

namespace Turnstone::Test {

/// An SMTP server that takes mail and counts its copies, for ScriptedServer. What it is and what it
/// refuses can be set before it is used; what it took may be read while it runs.
class SmtpScript {
public:
    QByteArrayList capabilities{"PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES", "AUTH PLAIN"};
    /// The answer to a line (without its line end), where it is another than usual; empty: usual.
    std::function<QByteArray(const QByteArray &line)> bend;
    /// After the end of a message was read, and before it counts and is answered. False: the
    /// connection ends, and the message counts all the same.
    std::function<bool(ScriptedConnection &)> taken;

    struct Message {
        QByteArray sender;
        QByteArrayList recipients;
        QByteArray bytes; ///< unstuffed
    };
    QList<Message> messages() const;
    int copiesOf(const QByteArray &messageId) const;
    ScriptedServer::Script script();

private:
    void play(ScriptedConnection &);
    bool keep(ScriptedConnection &, const Message &);

    mutable QMutex m_mutex;
    QList<Message> m_messages;
};

} // namespace Turnstone::Test
