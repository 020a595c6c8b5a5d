// SPDX-License-Identifier: MIT
#include "gui/messagewords.h"

namespace Turnstone {

QString MessageWords::oneLine(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) {
        const ushort u = c.unicode();
        // Overrides and isolates (UAX 9) could make a name read as another one.
        if ((u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069))
            continue;
        if (u < 0x20 || u == 0x7f || u == 0x2028 || u == 0x2029)
            result += QLatin1Char(' ');
        else
            result += c;
    }
    return result.trimmed();
}

QString MessageWords::subject(const MessageRow &row)
{
    const QString subject = oneLine(row.subject);
    return subject.isEmpty() ? tr("(no subject)") : subject;
}

QString MessageWords::correspondent(const MessageRow &row, bool recipients)
{
    const auto nameOf = [](const Address &address) {
        const QString name = oneLine(address.name);
        return name.isEmpty() ? oneLine(address.mailbox) : name;
    };
    if (!recipients) {
        const QString name = nameOf(row.from);
        return name.isEmpty() ? tr("(no sender)") : name;
    }
    QStringList names;
    for (const Address &address : row.to.mid(0, 5))
        names.append(nameOf(address));
    names.removeAll(QString());
    return names.isEmpty() ? tr("(no recipients)") : names.join(tr(", ", "between names"));
}

QString MessageWords::size(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 1024 * 1024 ? 0 : 1,
                                       QLocale::DataSizeTraditionalFormat);
}

QStringList MessageWords::marks(const MessageRow &row)
{
    QStringList words;
    const MessageFlags flags = row.flags.flags;
    if (!flags.testFlag(Flag::Seen))
        words.append(tr("Unread"));
    if (flags.testFlag(Flag::Flagged))
        words.append(tr("Starred"));
    if (flags.testFlag(Flag::Answered))
        words.append(tr("Replied"));
    if (flags.testFlag(Flag::Forwarded))
        words.append(tr("Forwarded"));
    if (row.hasAttachments)
        words.append(row.attachmentsGuessed ? tr("Presumably has attachments")
                                            : tr("Has attachments"));
    if (row.content < ContentLevel::Text)
        words.append(tr("Not on this computer"));
    else if (!row.onServer)
        words.append(tr("Only on this computer"));
    if (row.pending)
        words.append(tr("Change waits for the server"));
    return words;
}

QString MessageWords::where(const MessageRow &row)
{
    if (!row.onServer)
        return row.content < ContentLevel::Text ? tr("Neither on this computer nor on the server.")
                                                : tr("Only on this computer.");
    switch (row.content) {
    case ContentLevel::Everything:
        return row.mark == KeepMark::Wanted ? tr("Here, kept for offline, and on the server.")
                                            : tr("Here and on the server.");
    case ContentLevel::Text:
        return row.hasAttachments ? tr("On the server; its text is here.")
                                  : tr("Here and on the server.");
    default:
        break;
    }
    return tr("Only on the server.");
}

const char *MessageWords::whereIcon(const MessageRow &row)
{
    if (row.content < ContentLevel::Text)
        return "not-on-computer";
    return row.onServer ? nullptr : "computer";
}

QString MessageWords::description(const MessageRow &row, const DateText &dates)
{
    QStringList words = marks(row);
    words.prepend(dates.full(row.dateUtc));
    words.prepend(subject(row));
    words.prepend(correspondent(row));
    return words.join(tr(", ", "between the marks of a message"));
}

} // namespace Turnstone
