// SPDX-License-Identifier: MIT
#include "base/mailerror.h"
#include "protocol/pop3/pop3session.h"

#include <cstdlib>

using namespace Turnstone;

namespace {

/// Everything the session makes of the bytes, cut in pieces of `step`; one string.
QByteArray read(QByteArrayView bytes, qsizetype step)
{
    Pop3Session session;
    session.capa();
    session.auth("PLAIN", {});
    session.stat();
    session.uidl();
    session.list();
    session.top(1);
    session.retr(2);
    session.retr(3);
    session.dele(4);
    session.quit();
    QByteArray all;
    try {
        while (!bytes.isEmpty()) {
            const QByteArrayView piece = bytes.first(qMin(step, bytes.size()));
            bytes = bytes.sliced(piece.size());
            session.feed(piece);
            while (const auto event = session.next()) {
                // Pieces of a message depend on the cuts; what they add up to doesn't.
                if (const auto *content = std::get_if<Pop3Content>(&*event)) {
                    if (content->bytes.isEmpty())
                        std::abort();
                    all.append(content->bytes);
                    continue;
                }
                all.append(char('A' + event->index()));
                if (const auto *size = std::get_if<Pop3Size>(&*event)) {
                    if (size->number == 0 || size->size < -1)
                        std::abort();
                    all.append(QByteArray::number(size->size));
                } else if (const auto *uid = std::get_if<Pop3Uid>(&*event)) {
                    all.append(uid->uid);
                } else if (const auto *reply = std::get_if<Pop3Reply>(&*event)) {
                    all.append(reply->text);
                    Pop3Session::readStat(reply->text);
                }
            }
        }
    } catch (const MailError &error) {
        if (error.kind != ErrorKind::Protocol || error.sentence.isEmpty())
            std::abort();
        all.append("error");
    }
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const QByteArray whole = read(bytes, qMax<qsizetype>(1, bytes.size()));
    if (read(bytes, 1) != whole || read(bytes, 7) != whole)
        std::abort();
    return 0;
}
