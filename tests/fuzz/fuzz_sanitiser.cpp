// SPDX-License-Identifier: MIT
#include "html/sanitiser.h"

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
    const QString html =
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    for (const bool dark : {false, true}) {
        const QString once = sanitise(html, {dark}).html;
        for (const char *never : {"<script", "<iframe", "<style", "<svg", "<!", "<?"}) {
            if (once.contains(QLatin1String(never), Qt::CaseInsensitive))
                refuse("let through", once);
        }
        const QString twice = sanitise(once, {dark}).html;
        if (twice != once)
            refuse("not idempotent", once + QLatin1String("\n=>\n") + twice);
    }
    htmlToText(html);
    return 0;
}
