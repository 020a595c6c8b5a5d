// SPDX-License-Identifier: MIT
#include "base/mailerror.h"
#include "protocol/imap/session.h"

using namespace Turnstone;
using namespace Turnstone::Imap;

/// The first byte says how the rest is cut; a server's stream after the sign-in follows.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const qsizetype step = data[0] + 1;
    const QByteArray stream(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    Session session;
    try {
        session.receive("* OK [CAPABILITY IMAP4rev1] hello\r\n");
        while (session.next()) { }
        session.send(Commands::login("user", Secret("password")));
        session.receive("T1 OK in\r\n");
        while (session.next()) { }
        session.send(Commands::select("INBOX", {true, 1, 1}));
        for (qsizetype at = 0; at < stream.size(); at += step) {
            session.receive(stream.mid(at, step));
            while (session.next()) { }
        }
    } catch (const MailError &) {
        // A session may end; nothing else may happen.
    }
    session.disconnected();
    while (session.next()) { }
    return 0;
}
