// SPDX-License-Identifier: MIT
#include "mail/mailto.h"

#include "mail/charset.h"
#include "mail/headerwriter.h"
#include "mail/mailbox.h"
#include "mail/messagereader.h"

#include <algorithm>

namespace Turnstone {

namespace {

constexpr qsizetype longestMailto = 256 * 1024;
constexpr qsizetype mostMailtoAddresses = 500;

/// Percent-encoded UTF-8 (RFC 6068 2 (5)), or what such a link's page was written in.
QString unescapedPart(QStringView part)
{
    return decodeCharset(QByteArray::fromPercentEncoding(part.toUtf8()), {});
}

bool hasControls(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        const char16_t u = c.unicode();
        return u < 0x20 || (u >= 0x7F && u < 0xA0) || u == 0x2028 || u == 0x2029;
    });
}

void addMailtoAddresses(AddressList &list, QStringView value)
{
    // A comma that is part of an address is encoded (RFC 6068 2 (2)).
    for (const QStringView piece : value.split(QLatin1Char(','))) {
        const QString text = unescapedPart(piece);
        if (hasControls(text))
            continue;
        for (const TypedAddress &one : parseTypedAddresses(text)) {
            if (one.fault == AddressFault::None && list.size() < mostMailtoAddresses)
                list << one.address;
        }
    }
}

QString mailtoBody(QStringView value)
{
    QString text = unescapedPart(value);
    text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    text.replace(QLatin1Char('\r'), QLatin1Char('\n'));
    text.removeIf([](QChar c) {
        const char16_t u = c.unicode();
        return (u < 0x20 && u != u'\n' && u != u'\t') || (u >= 0x7F && u < 0xA0);
    });
    return text;
}

} // namespace

std::optional<MailtoLink> parseMailto(const QString &link)
{
    const QString trimmed = link.left(longestMailto).trimmed();
    if (!trimmed.startsWith(QLatin1String("mailto:"), Qt::CaseInsensitive))
        return {};
    MailtoLink result;
    QStringView rest = QStringView(trimmed).sliced(7);
    const qsizetype fragment = rest.indexOf(QLatin1Char('#'));
    if (fragment >= 0)
        rest = rest.first(fragment);
    const qsizetype question = rest.indexOf(QLatin1Char('?'));
    addMailtoAddresses(result.to, question < 0 ? rest : rest.first(question));
    if (question < 0)
        return result;
    for (QStringView field : rest.sliced(question + 1).split(QLatin1Char('&'))) {
        // From pages that escaped it twice.
        if (field.startsWith(QLatin1String("amp;")))
            field = field.sliced(4);
        const qsizetype equals = field.indexOf(QLatin1Char('='));
        if (equals < 0)
            continue;
        const QString name = unescapedPart(field.first(equals)).toLower();
        const QStringView value = field.sliced(equals + 1);
        if (name == QLatin1String("to"))
            addMailtoAddresses(result.to, value);
        else if (name == QLatin1String("cc"))
            addMailtoAddresses(result.cc, value);
        else if (name == QLatin1String("bcc"))
            addMailtoAddresses(result.bcc, value);
        else if (name == QLatin1String("subject"))
            result.subject = withoutControls(unescapedPart(value));
        else if (name == QLatin1String("body"))
            result.body = mailtoBody(value);
        else if (name == QLatin1String("in-reply-to"))
            result.inReplyTo = parseMessageIds(unescapedPart(value).toUtf8()).mid(0, 1);
        else if (name.startsWith(QLatin1String("attach")))
            result.hadAttachments = true;
    }
    result.inReplyTo.removeIf([](const QByteArray &id) { return !isMessageId(id); });
    return result;
}

} // namespace Turnstone
