// SPDX-License-Identifier: MIT
#include "html/safelinks.h"

#include "html/htmllimits.h"

#include <QRegularExpression>
#include <QUrl>

namespace Turnstone {

namespace {

/// As a browser reads it (WHATWG URL 4.4): controls and blanks at the ends go, tabs and line breaks
/// anywhere. Here every control goes, since nothing honest holds one.
QString asBrowsersReadIt(const QString &url)
{
    QString result;
    for (const QChar c : url) {
        if (c.unicode() > 0x20 ? !(c.unicode() >= 0x7F && c.unicode() < 0xA0)
                               : c == QLatin1Char(' '))
            result += c;
    }
    return result.trimmed();
}

QString schemeOf(const QString &url)
{
    static const QRegularExpression pattern(QStringLiteral("^([A-Za-z][A-Za-z0-9+.\\-]{0,30}):"));
    return pattern.match(url).captured(1).toLower();
}

bool isLinkScheme(const QString &scheme)
{
    return scheme == QLatin1String("http") || scheme == QLatin1String("https")
        || scheme == QLatin1String("ftp") || scheme == QLatin1String("mailto");
}

} // namespace

QString safeLink(const QString &href)
{
    if (href.size() > HtmlLimits::urlChars)
        return {};
    QString text = asBrowsersReadIt(href);
    if (text.startsWith(QLatin1String("//")))
        text.prepend(QLatin1String("https:"));
    if (!isLinkScheme(schemeOf(text)))
        return {};
    const QUrl url(text, QUrl::TolerantMode);
    const bool isMail = url.scheme() == QLatin1String("mailto");
    // What QUrl reads is what will be followed, so it has the last word on the scheme.
    if (!url.isValid() || !isLinkScheme(url.scheme())
        || (isMail ? url.path().isEmpty() : url.host().isEmpty()))
        return {};
    return url.toString(QUrl::FullyEncoded);
}

ImageSource readImageSource(const QString &src)
{
    static const QRegularExpression data(
        QStringLiteral("^data:image/(png|jpe?g|gif|webp);base64,([A-Za-z0-9+/]+={0,2})$"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression contentId(QStringLiteral("^[^\\s<>\"'\\\\]{1,500}$"));
    if (src.size() > HtmlLimits::dataUrlChars)
        return {};
    const QString text = asBrowsersReadIt(src);
    const QString scheme = schemeOf(text);
    if (scheme == QLatin1String("cid")) {
        QString id = QUrl::fromPercentEncoding(text.mid(4).toUtf8());
        if (id.startsWith(QLatin1Char('<')) && id.endsWith(QLatin1Char('>')))
            id = id.mid(1, id.size() - 2);
        const bool isPlain = contentId.match(id).hasMatch() && asBrowsersReadIt(id) == id;
        return isPlain ? ImageSource{ImageSource::Kind::ContentId, id} : ImageSource();
    }
    if (scheme == QLatin1String("data")) {
        QString compact = text;
        const auto match = data.match(compact.remove(QLatin1Char(' ')));
        if (!match.hasMatch())
            return {};
        return {ImageSource::Kind::Data,
                QLatin1String("data:image/") + match.captured(1).toLower()
                    + QLatin1String(";base64,") + match.captured(2)};
    }
    const bool remote = scheme == QLatin1String("http") || scheme == QLatin1String("https")
        || scheme == QLatin1String("ftp") || text.startsWith(QLatin1String("//"))
        || text.startsWith(QLatin1String("\\\\"));
    return {remote ? ImageSource::Kind::Remote : ImageSource::Kind::Nothing, {}};
}

bool isScriptUrl(const QString &url)
{
    const QString scheme = schemeOf(asBrowsersReadIt(url).remove(QLatin1Char(' ')));
    return scheme == QLatin1String("javascript") || scheme == QLatin1String("vbscript")
        || scheme == QLatin1String("livescript");
}

} // namespace Turnstone
