// SPDX-License-Identifier: MIT
#include "mail/plaintext.h"

#include <cstdlib>

using namespace Turnstone;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text =
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    for (const bool flowed : {false, true}) {
        for (const TextParagraph &paragraph : readPlainText(text, flowed, flowed)) {
            qsizetype end = 0;
            for (const TextLink &link : paragraph.links) {
                // Links stand in order, apart from each other, within the text, and are safe.
                if (link.start < end || link.length <= 0
                    || link.start + link.length > paragraph.text.size() || !link.url.isValid())
                    std::abort();
                end = link.start + link.length;
            }
        }
        if (previewLine(text, flowed).size() > 160)
            std::abort();
    }
    return 0;
}
