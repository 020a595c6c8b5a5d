// SPDX-License-Identifier: MIT
#include "base/mailerror.h"
#include "protocol/smtp/smtperror.h"
#include "protocol/smtp/smtpsession.h"

#include <cstdlib>

using namespace Turnstone;

namespace {

/// Everything the session makes of the bytes, cut in pieces of `step`; one string.
QByteArray read(QByteArrayView bytes, qsizetype step)
{
    SmtpSession session;
    session.ehlo();
    session.auth("PLAIN", {});
    session.mail({});
    session.rcpt("a@example.org");
    session.data();
    session.endContent();
    session.chunk("x", true);
    session.quit();
    QByteArray all;
    try {
        while (!bytes.isEmpty()) {
            const QByteArrayView piece = bytes.first(qMin(step, bytes.size()));
            bytes = bytes.sliced(piece.size());
            session.feed(piece);
            while (const auto event = session.next()) {
                all.append(char('A' + event->index()));
                if (const auto *reply = std::get_if<SmtpReply>(&*event)) {
                    if (reply->code < 200 || reply->code > 599)
                        std::abort();
                    all.append(reply->status + reply->text);
                    if (SmtpError::sentence(*reply).isEmpty())
                        std::abort();
                } else {
                    all.append(std::get<SmtpChallenge>(*event).base64);
                }
            }
        }
    } catch (const MailError &error) {
        if ((error.kind != ErrorKind::Protocol && error.kind != ErrorKind::Network)
            || error.sentence.isEmpty())
            std::abort();
        all.append("error");
    }
    return all + session.capabilities().sasl.join(' ');
}

/// What is sent as a message must not hold an end of it before its end.
void stuff(QByteArrayView bytes)
{
    SmtpSession session;
    session.content(bytes);
    session.endContent();
    QByteArray wire;
    for (const SmtpSession::Output &output : session.takeOutput())
        wire += output.bytes;
    if (!wire.endsWith(".\r\n") || ("\r\n" + wire).indexOf("\r\n.\r\n") + 3 != wire.size())
        std::abort();
    for (qsizetype i = 0; i < wire.size(); ++i) {
        const bool bareCr = wire[i] == '\r' && (i + 1 == wire.size() || wire[i + 1] != '\n');
        const bool bareLf = wire[i] == '\n' && (i == 0 || wire[i - 1] != '\r');
        if (bareCr || bareLf)
            std::abort();
    }
}

/// No address puts a second command on the wire.
void address(QByteArrayView bytes)
{
    const std::optional<QByteArray> written = smtpAddress(QString::fromUtf8(bytes));
    if (!written)
        return;
    if (written->contains('\r') || written->contains('\n') || written->contains('\0'))
        std::abort();
    SmtpSession session;
    session.rcpt(*written);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const QByteArray whole = read(bytes, qMax<qsizetype>(1, bytes.size()));
    if (read(bytes, 1) != whole || read(bytes, 7) != whole)
        std::abort();
    stuff(bytes);
    address(bytes.first(qMin<qsizetype>(bytes.size(), 300)));
    return 0;
}
