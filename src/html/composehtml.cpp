// SPDX-License-Identifier: MIT
#include "html/composehtml.h"

#include "html/composewriter.h"
#include "html/gumbodocument.h"
#include "html/htmllimits.h"
#include "html/htmlreducer.h"
#include "html/sanitiser.h"
#include "mail/rewriting.h"

#include <QSet>

namespace Turnstone {

namespace {

bool isFromEditor(const QString &html)
{
    return html.left(1000).contains(QLatin1String("name=\"qrichtext\""));
}

ComposedHtml composedOnce(const QString &html, const ComposeOptions &options)
{
    ComposedHtml refused;
    refused.tooLarge = true;
    if (html.size() > HtmlLimits::inputChars)
        return refused;
    const ReducedHtml reduced = reduceHtml(html);
    if (reduced.overLimit)
        return refused;
    const GumboDocument document(reduced.html);
    ComposedHtml result =
        writeComposedHtml(document.root()->v.element, isFromEditor(html), options);
    result.hadRemoteContent = result.hadRemoteContent || reduced.hadRemoteContent;
    return result;
}

constexpr int mostComposePasses = 5;

} // namespace

ComposedHtml composeHtml(const QString &html, const ComposeOptions &options)
{
    ComposedHtml result = composedOnce(html, options);
    // As the sanitiser does: only what comes out unchanged is given out.
    for (int pass = 1; pass < mostComposePasses && !result.tooLarge; ++pass) {
        const ComposedHtml again = composedOnce(result.html, {});
        const bool settled = again.html == result.html;
        result.html = again.html;
        result.contentIds = again.contentIds;
        result.tooLarge = again.tooLarge;
        if (settled)
            return result;
    }
    ComposedHtml refused;
    refused.tooLarge = true;
    return refused;
}

Composition editableComposition(const QByteArray &message)
{
    Composition composition = compositionOf(message, RewritingPurpose::Draft);
    if (!composition.html.isEmpty()) {
        const ComposedHtml composed = composeHtml(composition.html);
        composition.html = composed.html;
        composition.images += composed.images;
    }
    return composition;
}

bool finishRichText(Composition &composition)
{
    if (composition.html.isEmpty())
        return true;
    ComposedHtml composed = composeHtml(composition.html);
    if (composed.tooLarge) {
        if (composition.text.trimmed().isEmpty())
            composition.text = htmlToText(composition.html);
        composition.html.clear();
        composition.images.clear();
        return false;
    }
    composition.html = composed.html;
    composition.text = htmlToPlainText(composed.html);
    composition.images += composed.images;
    QSet<QString> wanted(composed.contentIds.begin(), composed.contentIds.end());
    composition.images.removeIf([&wanted](const Attachment &image) {
        return !wanted.remove(QString::fromUtf8(image.contentId));
    });
    return true;
}

} // namespace Turnstone
