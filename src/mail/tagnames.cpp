// SPDX-License-Identifier: MIT
#include "mail/tagnames.h"

#include <algorithm>
#include <array>

namespace Turnstone {

namespace {

constexpr qsizetype longestTagName = 60;

struct NamedTag {
    const char *tag;
    const char *name; ///< null: programs' business
};

// By the registry of IMAP keywords, and what Thunderbird, Apple Mail, KMail and Dovecot write.
constexpr std::array<NamedTag, 37> namedTags{{
    {"$label1", QT_TRANSLATE_NOOP("Turnstone::TagNames", "Important")},
    {"$label2", QT_TRANSLATE_NOOP("Turnstone::TagNames", "Work")},
    {"$label3", QT_TRANSLATE_NOOP("Turnstone::TagNames", "Personal")},
    {"$label4", QT_TRANSLATE_NOOP("Turnstone::TagNames", "To Do")},
    {"$label5", QT_TRANSLATE_NOOP("Turnstone::TagNames", "Later")},
    {"$Important", QT_TRANSLATE_NOOP("Turnstone::TagNames", "Important")}, // RFC 8457
    {"$TODO", QT_TRANSLATE_NOOP("Turnstone::TagNames", "To Do")}, // KMail
    {"$Phishing", QT_TRANSLATE_NOOP("Turnstone::TagNames", "Phishing")},
    {"$Forwarded", nullptr}, // a flag of ours, and not a tag
    {"Forwarded", nullptr},
    {"$MDNSent", nullptr},
    {"$Submitted", nullptr},
    {"$SubmitPending", nullptr},
    {"$Junk", nullptr},
    {"$NotJunk", nullptr},
    {"Junk", nullptr},
    {"NonJunk", nullptr},
    {"NotJunk", nullptr},
    {"JunkRecorded", nullptr},
    {"Redirected", nullptr},
    {"$HasAttachment", nullptr},
    {"$HasNoAttachment", nullptr},
    {"$ATTACHMENT", nullptr},
    {"$SIGNED", nullptr},
    {"$ENCRYPTED", nullptr},
    {"$REPLIED", nullptr},
    {"$SENT", nullptr},
    {"$QUEUED", nullptr},
    {"$MailFlagBit0", nullptr},
    {"$MailFlagBit1", nullptr},
    {"$MailFlagBit2", nullptr},
    {"$AutoSent", nullptr},
    {"$CanUnsubscribe", nullptr},
    {"$HasMemo", nullptr},
    {"$IsTrusted", nullptr},
    {"$MaskedEmail", nullptr},
    {"$Notify", nullptr},
}};
constexpr int usualTags = 5;

const NamedTag *namedTag(const QString &tag)
{
    const auto found = std::find_if(namedTags.begin(), namedTags.end(), [&tag](const NamedTag &n) {
        return tag.compare(QLatin1String(n.tag), Qt::CaseInsensitive) == 0;
    });
    return found == namedTags.end() ? nullptr : found;
}

} // namespace

QStringList TagNames::usual()
{
    QStringList tags;
    for (int i = 0; i < usualTags; ++i)
        tags.append(QLatin1String(namedTags[i].tag));
    return tags;
}

QString TagNames::name(const QString &tag)
{
    const NamedTag *known = namedTag(tag);
    if (!known)
        return tag;
    return known->name ? tr(known->name) : QString();
}

QStringList TagNames::names(const QStringList &tags)
{
    QStringList names;
    for (const QString &tag : tags) {
        const QString shown = name(tag);
        if (!shown.isEmpty() && !names.contains(shown, Qt::CaseInsensitive))
            names.append(shown);
    }
    return names;
}

QString TagNames::tag(const QString &typed)
{
    const QStringList tags = usual();
    for (const QString &each : tags) {
        if (name(each).compare(typed, Qt::CaseInsensitive) == 0)
            return each;
    }
    return typed;
}

bool TagNames::isPossible(const QString &tag)
{
    const QList<uint> points = tag.toUcs4();
    return !tag.isEmpty() && !tag.startsWith(QLatin1Char('\\')) && tag == tag.trimmed()
        && tag.size() <= longestTagName && std::all_of(points.begin(), points.end(), [](uint c) {
               return QChar::isPrint(c) || c == 0x200d;
           });
}

} // namespace Turnstone
