// SPDX-License-Identifier: MIT
#include "gui/sendercheck.h"

#include <QRegularExpression>
#include <QUrl>

namespace Turnstone {

namespace {

QString domainOf(const QString &mailbox)
{
    return mailbox.section(QLatin1Char('@'), -1).toLower();
}

} // namespace

QString SenderCheck::shownName(const Address &address)
{
    const QString name = withoutHiddenCharacters(address.name);
    return name.isEmpty() ? withoutHiddenCharacters(address.mailbox) : name;
}

QString SenderCheck::shown(const Address &address)
{
    const QString name = withoutHiddenCharacters(address.name);
    const QString mailbox = withoutHiddenCharacters(address.mailbox);
    if (name.isEmpty() || name == mailbox)
        return mailbox;
    return mailbox.isEmpty() ? name : QStringLiteral("%1 <%2>").arg(name, mailbox);
}

QStringList SenderCheck::notices(const Envelope &envelope)
{
    QStringList found;
    if (envelope.from.isEmpty() || envelope.from.constFirst().mailbox.isEmpty()) {
        found += tr("This message doesn't say which address it was sent from.");
        return found;
    }
    const Address &from = envelope.from.constFirst();
    const QString mailbox = withoutHiddenCharacters(from.mailbox);

    static const QRegularExpression addressInName(
        QStringLiteral("[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}.-]{1,253}\\.\\p{L}{2,}"));
    const QString named =
        addressInName.match(withoutHiddenCharacters(from.name).left(1000)).captured(0);
    if (!named.isEmpty() && named.compare(mailbox, Qt::CaseInsensitive) != 0)
        found += tr("The sender's name says “%1”, but the address is “%2”.").arg(named, mailbox);

    const QString ascii = QString::fromLatin1(QUrl::toAce(domainOf(mailbox)));
    if (!ascii.isEmpty() && ascii != domainOf(mailbox))
        found +=
            tr("The sender's domain has letters beyond plain Latin; its technical name is “%1”.")
                .arg(ascii);

    if (!envelope.replyTo.isEmpty() && !envelope.replyTo.constFirst().mailbox.isEmpty()
        && envelope.listId.isEmpty()
        && domainOf(envelope.replyTo.constFirst().mailbox) != domainOf(mailbox))
        found += tr("Replies go to another address: “%1”.")
                     .arg(withoutHiddenCharacters(envelope.replyTo.constFirst().mailbox));
    return found;
}

} // namespace Turnstone
