// SPDX-License-Identifier: MIT
// HTML that is to be sent, from an editor or from somebody's message, and its plain alternative.
#include "html/composehtml.h"

#include <cstdio>
#include <cstdlib>

using namespace Turnstone;

namespace {

void refuse(const char *why, const QString &html)
{
    std::fprintf(stderr, "%s: %s\n", why, qPrintable(html));
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text =
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QString editors = QLatin1String("<html><head><meta name=\"qrichtext\" content=\"1\" />")
        + QLatin1String("</head><body>") + text;
    for (const QString &html : {text, editors}) {
        const ComposedHtml once = composeHtml(html);
        for (const char *never : {"<script", "<iframe", "<style", "<svg", "<!", "<?", "src=\"http",
                                  "src=\"data", "javascript:"}) {
            // As markup: text has its brackets and quotes escaped.
            if (once.html.contains(QLatin1String(never), Qt::CaseInsensitive) && never[0] != 'j')
                refuse("let through", once.html);
        }
        if (once.html.contains(QLatin1String("href=\"javascript"), Qt::CaseInsensitive))
            refuse("let through", once.html);
        if (!once.tooLarge && composeHtml(once.html).html != once.html)
            refuse("not idempotent", once.html);
        htmlToPlainText(html);
    }
    const QString plain = plainTextToHtml(text);
    const ComposedHtml composed = composeHtml(plain);
    if (!composed.tooLarge && composed.html != plain)
        refuse("plain text is not in the subset", plain + QLatin1String("\n=>\n") + composed.html);
    return 0;
}
