// SPDX-License-Identifier: MIT
#include "gui/composer/composestarter.h"

#include "gui/backgroundreader.h"
#include "html/composehtml.h"
#include "mail/headerwriter.h"
#include "mail/mailbox.h"
#include "mail/mailto.h"
#include "mail/messagereader.h"
#include "store/outboxreader.h"

namespace Turnstone {

namespace {

constexpr qint64 answeredBytes = 256 * 1024 * 1024; ///< of one original

/// A message that is answered, as it stands in the store.
struct StoredOriginal {
    OriginalMessage message;
    bool here = false; ///< all that an answer can't do without
    QByteArrayList missing; ///< leaves that are to be fetched; empty: the whole message
};

StoredOriginal readStored(MailReader &reader, const MessageDetail &detail, bool whole, bool rich)
{
    const MessageId id = detail.row.message;
    StoredOriginal stored;
    OriginalMessage &original = stored.message;
    const auto bytes = reader.content(id, QByteArray(), answeredBytes);
    if (bytes) {
        original = ComposeBeginning::wholeOriginal(*bytes, detail.row.account);
        original.placement = detail.row.id;
        if (!rich)
            original.html = original.text.isNull() ? original.html : QString();
        if (!whole)
            original.bytes.clear();
        stored.here = true;
        return stored;
    }
    original.placement = detail.row.id;
    original.account = detail.row.account;
    original.header = reader.content(id, "HEADER").value_or(QByteArray());
    if (whole)
        return stored;
    const QByteArrayList leaves = ComposeBeginning::leavesToQuote(detail.structure, rich);
    for (const QByteArray &section : leaves) {
        const BodyPart *part = detail.structure.find(section);
        const auto encoded = reader.content(id, section, answeredBytes);
        if (!encoded) {
            stored.missing.append(section);
        } else if (section == leaves.constFirst()) {
            ComposeBeginning::readText(original, *part, *encoded);
        } else {
            Attachment image;
            image.content = decodedBytes(*encoded, part->encoding);
            image.name = part->name;
            image.type = part->type;
            image.disposition = Attachment::Disposition::Inline;
            image.contentId = part->contentId;
            if (isMessageId(image.contentId))
                original.images.append(image);
        }
    }
    stored.here = !original.header.isNull() && !leaves.isEmpty()
        && !stored.missing.contains(leaves.constFirst());
    return stored;
}

} // namespace

/// Originals on their way from store and server.
struct ComposeStarter::Reading {
    QList<PlacementId> ids;
    bool whole = false, rich = false;
    Messages done;
    QList<StoredOriginal> found, toFetch;
};

ComposeStarter::ComposeStarter(Store &store, Engine &engine, BackgroundReader &reader,
                               QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_engine(engine)
    , m_reader(reader)
{ }

QList<Sender> ComposeStarter::readSenders(MailReader &reader)
{
    QList<Sender> senders;
    OutboxReader outbox(reader);
    for (const Account &account : reader.accounts()) {
        for (const Identity &identity : outbox.identities(account.id)) {
            Sender sender;
            sender.account = account.id;
            sender.identity = identity.id;
            sender.accountName = account.name;
            sender.address = {identity.name, identity.email};
            for (const TypedAddress &typed : parseTypedAddresses(identity.replyTo))
                sender.replyTo.append(typed.address);
            const ComposedHtml signature = composeHtml(identity.signatureHtml);
            sender.signatureHtml = signature.html;
            sender.signatureImages = signature.images;
            sender.signature = identity.signatureText;
            if (sender.signature.trimmed().isEmpty())
                sender.signature = htmlToPlainText(signature.html);
            else if (signature.html.isEmpty())
                sender.signatureHtml = plainTextToHtml(identity.signatureText);
            sender.signatureAbove = identity.signatureAbove;
            sender.largest = outbox.largest(outbox.serverFor(account, identity.id).id);
            senders.append(sender);
        }
    }
    return senders;
}

void ComposeStarter::senders(std::function<void(const QList<Sender> &)> done)
{
    m_reader.run(
        this, [](MailReader &reader) { return readSenders(reader); }, std::move(done));
}

/// Long texts are quoted and made HTML of away from the window.
template <typename Make> void ComposeStarter::begin(Make make, Done done)
{
    m_reader.run(
        this,
        [make](MailReader &reader) {
            const QList<Sender> senders = readSenders(reader);
            return senders.isEmpty() ? ComposeStart() : make(senders);
        },
        [done](const ComposeStart &start) { done(start, {}); });
}

void ComposeStarter::newMessage(AccountId account, bool rich, Done done)
{
    begin(
        [account, rich](const QList<Sender> &senders) {
            return ComposeBeginning::newMessage(senders, account, rich);
        },
        std::move(done));
}

bool ComposeStarter::fromLink(const QString &mailto, Done done)
{
    const std::optional<MailtoLink> link = parseMailto(mailto);
    if (!link)
        return false;
    begin(
        [link = *link](const QList<Sender> &senders) {
            ComposeStart start = ComposeBeginning::newMessage(senders, {}, false);
            Composition &composition = start.composition;
            composition.to = link.to;
            composition.cc = link.cc;
            composition.bcc = link.bcc;
            composition.subject = link.subject;
            composition.inReplyTo = composition.references = link.inReplyTo;
            composition.text = link.body + composition.text;
            start.cursor = link.body.size();
            return start;
        },
        std::move(done));
    return true;
}

void ComposeStarter::look(std::shared_ptr<Reading> reading, bool fetched)
{
    m_reader.run(
        this,
        [ids = reading->ids, whole = reading->whole, rich = reading->rich](MailReader &reader) {
            QList<StoredOriginal> found;
            for (const PlacementId id : ids) {
                if (const std::optional<MessageDetail> detail = reader.detail(id))
                    found.append(readStored(reader, *detail, whole, rich));
            }
            return found;
        },
        [this, reading, fetched](const QList<StoredOriginal> &found) {
            reading->found = found;
            for (const StoredOriginal &one : found) {
                if (!one.here || (!one.missing.isEmpty() && !m_engine.isWorkingOffline()))
                    reading->toFetch.append(one);
            }
            if (!fetched && !reading->toFetch.isEmpty()) {
                Q_EMIT fetching(true);
                fetchNext(reading);
                return;
            }
            QList<OriginalMessage> messages;
            for (const StoredOriginal &one : found) {
                if (one.here)
                    messages.append(one.message);
            }
            reading->done(messages, {});
        });
}

void ComposeStarter::fetchNext(std::shared_ptr<Reading> reading)
{
    if (reading->toFetch.isEmpty()) {
        Q_EMIT fetching(false);
        look(reading, true);
        return;
    }
    const StoredOriginal next = reading->toFetch.takeFirst();
    PartSelection wanted;
    if (!reading->whole && !next.missing.isEmpty()) {
        wanted.what = PartSelection::What::Text;
        wanted.sections = next.missing;
    }
    m_engine.fetch(next.message.placement, wanted, this,
                   [this, reading, needed = !next.here](const std::optional<MailError> &error) {
                       if (error && needed) {
                           Q_EMIT fetching(false);
                           reading->done({}, error);
                       } else {
                           fetchNext(reading);
                       }
                   });
}

void ComposeStarter::answer(const AnswerWish &wish, PlacementId original, Done done)
{
    if (wish.kind == Kind::ForwardAttached) {
        forwardAttached({original}, std::move(done));
        return;
    }
    auto reading = std::make_shared<Reading>();
    reading->ids = {original};
    reading->whole = wish.kind == Kind::Forward || wish.kind == Kind::EditAsNew;
    reading->rich = wish.mayBeRich(true);
    reading->done = [this, wish, done](const QList<OriginalMessage> &originals,
                                       const std::optional<MailError> &error) {
        if (error || originals.isEmpty()) {
            done({}, error);
            return;
        }
        begin(
            [wish, one = originals.constFirst()](const QList<Sender> &senders) {
                return ComposeBeginning::answer(one, wish, senders);
            },
            done);
    };
    look(reading, false);
}

void ComposeStarter::answerRaw(const AnswerWish &wish, const QByteArray &message, AccountId account,
                               Done done)
{
    begin(
        [wish, message, account](const QList<Sender> &senders) {
            const OriginalMessage original = ComposeBeginning::wholeOriginal(message, account);
            return wish.kind == Kind::ForwardAttached
                ? ComposeBeginning::forwardAttached({original}, senders)
                : ComposeBeginning::answer(original, wish, senders);
        },
        std::move(done));
}

void ComposeStarter::readWhole(const QList<PlacementId> &ids, Messages done)
{
    auto reading = std::make_shared<Reading>();
    reading->ids = ids;
    reading->whole = true;
    reading->done = std::move(done);
    look(reading, false);
}

void ComposeStarter::forwardAttached(const QList<PlacementId> &ids, Done done)
{
    readWhole(ids,
              [this, done](const QList<OriginalMessage> &originals,
                           const std::optional<MailError> &error) {
                  if (error || originals.isEmpty()) {
                      done({}, error);
                      return;
                  }
                  begin(
                      [originals](const QList<Sender> &senders) {
                          return ComposeBeginning::forwardAttached(originals, senders);
                      },
                      done);
              });
}

} // namespace Turnstone
