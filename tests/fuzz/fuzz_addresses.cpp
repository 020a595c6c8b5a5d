// SPDX-License-Identifier: MIT
// What people type and paste as recipients, and mailto: links.
#include "mail/headerwriter.h"
#include "mail/mailbox.h"
#include "mail/mailto.h"

#include <cstdlib>

using namespace Turnstone;

namespace {

/// A header of these must be one field, whatever they are.
void checkHeader(const AddressList &list, const QString &subject)
{
    HeaderWriter writer;
    writer.addresses("To", list);
    writer.text("Subject", subject);
    const QByteArray bytes = writer.take();
    int fields = 0;
    for (const QByteArray &line : bytes.split('\n')) {
        if (line.isEmpty())
            continue;
        if (!line.endsWith('\r') || line.count('\r') != 1 || line.contains('\0')
            || line.size() > 999)
            std::abort();
        if (!line.startsWith(' '))
            ++fields;
        else if (line.trimmed().isEmpty())
            std::abort();
    }
    if (fields > 2)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text =
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    AddressList all;
    for (const TypedAddress &typed : parseTypedAddresses(text)) {
        const bool writable = !wireMailbox(typed.address.mailbox).isEmpty();
        if (writable != (typed.fault == AddressFault::None))
            std::abort();
        addressFaultText(typed.fault, typed.typed);
        comparableWithoutTag(typed.address.mailbox);
        all << typed.address;
        if (typed.fault != AddressFault::None)
            continue;
        // Shown, it is read again as what it is.
        const auto again = parseTypedAddresses(formatAddress(typed.address));
        if (again.size() != 1 || again.first().address.mailbox != typed.address.mailbox)
            std::abort();
    }
    checkHeader(all, text);
    for (const QString &link : {text, QLatin1String("mailto:") + text}) {
        const auto mailto = parseMailto(link);
        if (!mailto)
            continue;
        for (const AddressList *list : {&mailto->to, &mailto->cc, &mailto->bcc}) {
            for (const Address &address : *list) {
                if (mailboxFault(address.mailbox) != AddressFault::None)
                    std::abort();
            }
        }
        if (mailto->subject.contains(QLatin1Char('\n')) || mailto->body.contains(QChar(0)))
            std::abort();
        checkHeader(mailto->to, mailto->subject);
    }
    return 0;
}
