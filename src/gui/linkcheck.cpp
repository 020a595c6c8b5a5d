// SPDX-License-Identifier: MIT
#include "gui/linkcheck.h"

#include <QRegularExpression>

namespace Turnstone {

namespace {

QString bareHost(QString host)
{
    host = QString::fromLatin1(QUrl::toAce(host)).toLower();
    if (host.startsWith(QStringLiteral("www.")))
        host.remove(0, 4);
    return host;
}

QString hostInText(const QString &text)
{
    // A whole address or a bare domain name as the text; a word with a dot in a sentence is none.
    static const QRegularExpression address(
        QStringLiteral("^\\s*(?:(?:https?|ftp)://)?(?:[^\\s/@]*@)?"
                       "((?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+\\p{L}{2,})"
                       "(?::\\d+)?(?:[/?#]\\S*)?\\s*$"),
        QRegularExpression::CaseInsensitiveOption);
    // A file's name looks like a host's.
    static const QRegularExpression fileName(
        QStringLiteral(
            "^[^/@]*\\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|html?|txt|csv|ics|png|jpe?g|gif)$"),
        QRegularExpression::CaseInsensitiveOption);
    const QString shown = text.left(2000).trimmed();
    const QRegularExpressionMatch match = address.match(shown);
    return match.hasMatch() && !fileName.match(shown).hasMatch() ? match.captured(1) : QString();
}

} // namespace

QString misleadingHost(const QString &linkText, const QUrl &target)
{
    QString real = target.host();
    if (target.scheme() == QStringLiteral("mailto"))
        real = target.path().section(QLatin1Char('@'), -1);
    const QString actual = bareHost(real);
    for (const QString &line : linkText.split(QLatin1Char('\n'))) {
        const QString named = hostInText(line);
        const QString shown = bareHost(named);
        if (!shown.isEmpty() && shown != actual && !actual.endsWith(QLatin1Char('.') + shown))
            return named;
    }
    return {};
}

QString shownTarget(const QUrl &target, int maxChars)
{
    // PrettyDecoded leaves control and bidirectional characters encoded, and the host of a
    // look-alike domain in its ASCII form where its letters aren't on Qt's list.
    QString shown = target.toDisplayString(QUrl::PrettyDecoded);
    const QString unicodeHost = target.host(QUrl::PrettyDecoded);
    const QString asciiHost = target.host(QUrl::EncodeUnicode);
    if (unicodeHost != asciiHost)
        shown += QStringLiteral(" (%1)").arg(asciiHost);
    if (shown.size() > maxChars)
        shown = shown.left(maxChars * 2 / 3) + QStringLiteral("…") + shown.right(maxChars / 3);
    return shown;
}

} // namespace Turnstone
