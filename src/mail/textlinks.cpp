// SPDX-License-Identifier: MIT
#include "mail/textlinks.h"

#include <QRegularExpression>
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

std::optional<TextLink> webLink(const QString &text, qsizetype start, const QString &prefix)
{
    qsizetype end = start;
    while (end < text.size() && !endsLink(text.at(end)))
        ++end;
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

} // namespace

QList<TextLink> findLinks(const QString &text)
{
    static const QRegularExpression begin(QStringLiteral("https?://|ftp://|mailto:|www\\.|@"),
                                          QRegularExpression::CaseInsensitiveOption);
    QList<TextLink> links;
    qsizetype from = 0;
    while (from < text.size()) {
        const auto match = begin.match(text, from);
        if (!match.hasMatch())
            break;
        const qsizetype start = match.capturedStart();
        const bool isAddress = match.capturedView() == QLatin1String("@");
        const bool isWww =
            match.capturedView().startsWith(QLatin1String("www"), Qt::CaseInsensitive);
        std::optional<TextLink> link;
        if (isAddress)
            link = addressLink(text, start, from);
        else if (start == 0 || !isWordChar(text.at(start - 1)))
            link = webLink(text, start, isWww ? QStringLiteral("http://") : QString());
        from = match.capturedEnd();
        if (link) {
            links.append(*link);
            from = link->start + link->length;
        }
    }
    return links;
}

} // namespace Turnstone
