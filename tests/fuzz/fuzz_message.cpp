// SPDX-License-Identifier: MIT
#include "mail/limits.h"
#include "mail/messagereader.h"

#include <cstdlib>

using namespace Turnstone;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView message(data, static_cast<qsizetype>(size));
    const QByteArrayView header = headerBlock(message);
    const Envelope envelope = readEnvelope(header);
    headerFingerprint(header);
    envelopeFingerprint(envelope, message.size());
    const BodyStructure structure = readStructure(message);
    if (structure.parts.isEmpty() || structure.parts.size() > Limits::mimeParts)
        std::abort();
    structure.plainText();
    structure.html();
    structure.attachments();
    if (bodyStructureFromBytes(serialise(structure)) != structure)
        std::abort();
    for (const BodyPart &part :
         structure.parts.first(std::min<qsizetype>(structure.parts.size(), 20))) {
        const QByteArray bytes = sectionBytes(message, part.section);
        if (part.isMultipart())
            continue;
        if (bytes.isNull() || bytes.size() != part.size)
            std::abort();
        if (part.type == "text/html")
            decodedHtml(bytes, part);
        else
            decodedText(bytes, part);
    }
    bodyStructureFromBytes(message.toByteArray());
    return 0;
}
