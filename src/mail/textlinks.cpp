// SPDX-License-Identifier: MIT
#include "mail/textlinks.h"

#include <algorithm>
#include <optional>

namespace Turnstone {

namespace {

constexpr qsizetype longestLink = 4096; // what is longer is no link that anybody would follow
constexpr qsizetype longestLocalPart = 64; // RFC 5321 4.5.3.1
constexpr qsizetype longestDomain = 255;

bool endsLink(QChar c)
{
    static const QString stops =
        QStringLiteral("<>\"`{}|\\^«»“”„‚‘’、。，；！？）（」「』『】【》《");
    return c.isSpace() || c.unicode() < 0x20 || stops.contains(c);
}

/// Cuts what belongs to the sentence: "(see http://example.com/a_(b))." keeps "(b)".
QStringView withoutPunctuation(QStringView link)
{
    qsizetype round = link.count(QLatin1Char('(')) - link.count(QLatin1Char(')'));
    qsizetype square = link.count(QLatin1Char('[')) - link.count(QLatin1Char(']'));
    while (!link.isEmpty()) {
        const QChar last = link.back();
        if (last == QLatin1Char(')') && round < 0)
            ++round;
        else if (last == QLatin1Char(']') && square < 0)
            ++square;
        else if (!QStringLiteral(".,;:!?'*_").contains(last))
            break;
        link.chop(1);
    }
    return link;
}

bool isWordChar(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('_');
}

/// Where the run of characters that may be a link ends.
qsizetype endOfRun(const QString &text, qsizetype start)
{
    while (start < text.size() && !endsLink(text.at(start)))
        ++start;
    return start;
}

std::optional<TextLink> webLink(const QString &text, qsizetype start, qsizetype end,
                                const QString &prefix)
{
    if (end - start > longestLink)
        return {};
    const QStringView found = withoutPunctuation(QStringView(text).sliced(start, end - start));
    const QUrl url(prefix + found.toString(), QUrl::TolerantMode);
    const bool hasTarget = url.scheme() == QLatin1String("mailto")
        ? url.path().contains(QLatin1Char('@'))
        : !url.host().isEmpty();
    if (!url.isValid() || !hasTarget)
        return {};
    return TextLink{start, found.size(), url};
}

bool isLocalPartChar(QChar c)
{
    return c.isLetterOrNumber() || QStringLiteral(".!#$%&'*+-/=?^_{|}~").contains(c);
}

bool isDomainChar(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('.');
}

/// The address around the '@' at `at`, not reaching before `from`.
std::optional<TextLink> addressLink(const QString &text, qsizetype at, qsizetype from)
{
    qsizetype start = at;
    while (start > from && at - start <= longestLocalPart && isLocalPartChar(text.at(start - 1)))
        --start;
    qsizetype end = at + 1;
    while (end < text.size() && end - at <= longestDomain && isDomainChar(text.at(end)))
        ++end;
    while (end > at + 1
           && (text.at(end - 1) == QLatin1Char('.') || text.at(end - 1) == QLatin1Char('-')))
        --end;
    while (start < at && QStringLiteral(".'*").contains(text.at(start)))
        ++start;
    const QStringView domain = QStringView(text).sliced(at + 1, end - at - 1);
    if (start == at || at - start > longestLocalPart || !domain.contains(QLatin1Char('.')))
        return {};
    const QStringView address = QStringView(text).sliced(start, end - start);
    QUrl url;
    url.setScheme(QStringLiteral("mailto"));
    url.setPath(address.toString());
    return url.isValid() ? std::optional(TextLink{start, address.size(), url}) : std::nullopt;
}

/// What a link starts with here; empty where none does. (No regular expression: each match would
/// check the whole text for valid UTF-16 again.)
QLatin1String linkStart(QStringView rest)
{
    for (const QLatin1String start :
         {QLatin1String("http://"), QLatin1String("https://"), QLatin1String("ftp://"),
          QLatin1String("mailto:"), QLatin1String("www.")}) {
        if (rest.startsWith(start, Qt::CaseInsensitive))
            return start;
    }
    return {};
}

} // namespace

QList<TextLink> findLinks(const QString &text)
{
    QList<TextLink> links;
    qsizetype free = 0; // behind the last link, or what was no link
    for (qsizetype at = 0; at < text.size(); ++at) {
        std::optional<TextLink> link;
        qsizetype next = at;
        if (text.at(at) == QLatin1Char('@')) {
            link = addressLink(text, at, free);
            next = at + 1;
        } else if (at == 0 || !isWordChar(text.at(at - 1))) {
            const QLatin1String start = linkStart(QStringView(text).sliced(at));
            if (start.isEmpty())
                continue;
            // A run that is no link holds none: looked at once, or this would be quadratic.
            next = endOfRun(text, at);
            const bool isWww = start == QLatin1String("www.");
            link = webLink(text, at, next, isWww ? QStringLiteral("http://") : QString());
        } else {
            continue;
        }
        if (link) {
            links.append(*link);
            next = link->start + link->length;
        }
        free = next;
        at = next - 1;
    }
    return links;
}

} // namespace Turnstone
