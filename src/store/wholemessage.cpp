// SPDX-License-Identifier: MIT
#include "store/wholemessage.h"

#include "mail/messagereader.h"

namespace Turnstone {

namespace {
/// Bytes handed to the content writer at once.
constexpr qsizetype wholePieceBytes = 256 * 1024;
} // namespace

WholeMessage storeWhole(MailWriter &writer, Store &store, AccountId account, QByteArrayView message)
{
    WholeMessage whole;
    whole.id = writer.reserveMessageId();
    ContentWriter content(store, account);
    content.begin(whole.id);
    content.section({});
    for (qsizetype at = 0; at < message.size(); at += wholePieceBytes)
        content.data(message.sliced(at, qMin(wholePieceBytes, message.size() - at)));
    whole.stored = content.end();
    content.commit();
    whole.row.size = message.size();
    whole.row.envelope = readEnvelope(headerBlock(message));
    whole.row.structure = readStructure(message);
    whole.row.fingerprint = envelopeFingerprint(whole.row.envelope, whole.row.size);
    whole.row.receivedUtc = store.clock().utcSeconds();
    return whole;
}

} // namespace Turnstone
