// SPDX-License-Identifier: MIT
#include "gui/composer/recipient.h"

#include "mail/mailbox.h"

namespace Turnstone {

namespace {

constexpr qsizetype recipientsOfOneText = 2'000;

Recipient recipientOf(const TypedAddress &typed)
{
    if (typed.fault == AddressFault::None)
        return {typed.address, {}, {}};
    return {typed.address, typed.typed, addressFaultText(typed.fault, typed.typed)};
}

} // namespace

QString Recipient::written() const
{
    return isValid() ? formatAddress(address) : text;
}

QList<Recipient> readRecipients(const QString &text)
{
    QList<Recipient> recipients;
    for (const TypedAddress &typed : parseTypedAddresses(text).mid(0, recipientsOfOneText))
        recipients.append(recipientOf(typed));
    return recipients;
}

Recipient checkedRecipient(const Address &address)
{
    return recipientOf({address, mailboxFault(address.mailbox), formatAddress(address)});
}

bool isOpenAddress(const QString &text)
{
    bool quoted = false, escaped = false;
    int brackets = 0;
    for (const QChar c : text) {
        if (escaped) {
            escaped = false;
        } else if (quoted) {
            escaped = c == u'\\';
            quoted = c != u'"';
        } else if (c == u'"') {
            quoted = true;
        } else if (c == u'<' || c == u'(') {
            ++brackets;
        } else if (c == u'>' || c == u')') {
            brackets = qMax(0, brackets - 1);
        }
    }
    return quoted || brackets > 0;
}

} // namespace Turnstone
