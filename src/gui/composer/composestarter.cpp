// SPDX-License-Identifier: MIT
#include "gui/composer/composestarter.h"

#include "gui/backgroundreader.h"
#include "html/composehtml.h"
#include "mail/mailbox.h"
#include "mail/mailto.h"
#include "mail/messagereader.h"
#include "mail/quoting.h"
#include "mail/replying.h"
#include "mail/rewriting.h"
#include "store/outboxreader.h"

#include <QDateTime>
#include <QLocale>

namespace Turnstone {

struct OriginalText {
    QString text;
    QString editable; ///< the same, each paragraph a line
    bool flowed = false, delSp = false;
};

/// A message that is answered, as it stands in the store.
struct ComposeStarter::Original {
    PlacementId placement;
    MessageDetail detail;
    QByteArray header;
    OriginalText text;
    QByteArray bytes; ///< the whole message, where it was asked for
    bool here = false; ///< all that was asked for
};

namespace {

constexpr qint64 answeredBytes = 256 * 1024 * 1024; ///< of one original

AddressList addressesOf(const QList<Sender> &senders)
{
    AddressList list;
    for (const Sender &sender : senders)
        list.append(sender.address);
    return list;
}

/// The part that an answer quotes: the plain text, else the HTML.
const BodyPart *quotedPart(const BodyStructure &structure)
{
    const BodyPart *plain = structure.plainText();
    return plain ? plain : structure.html();
}

OriginalText textOf(const BodyPart &part, QByteArrayView bytes)
{
    if (part.type == "text/html") {
        const QString text = htmlToPlainText(composeHtml(decodedHtml(bytes, part)).html);
        return {text, text, false, false};
    }
    return {decodedText(bytes, part), editableText(bytes, part), part.flowed, part.delSp};
}

int zoneOffset(qint64 utc)
{
    return QDateTime::fromSecsSinceEpoch(utc).offsetFromUtc();
}

qsizetype senderOfAccount(const QList<Sender> &senders, AccountId account)
{
    for (qsizetype i = 0; i < senders.size(); ++i) {
        if (senders.at(i).account == account)
            return i;
    }
    return 0;
}

/// The identities of the message's account come into question first.
IdentityChoice chosenSender(const OriginalHeaders &headers, const QList<Sender> &senders,
                            AccountId account)
{
    return chooseIdentity(headers, addressesOf(senders), senderOfAccount(senders, account));
}

ComposeStart begun(const Composition &composition, const QList<Sender> &senders,
                   const IdentityChoice &choice, const QString &quote)
{
    ComposeStart start;
    start.composition = composition;
    start.composition.from = choice.from;
    start.sender = choice.index;
    const Sender &sender = senders.at(choice.index);
    start.composition.replyTo = sender.replyTo;
    start.signature = sender.signature;
    const BeginningText text =
        beginningText(quote, sender.signature,
                      sender.signatureAbove ? SignaturePlace::Above : SignaturePlace::Below, false);
    start.composition.text = text.text;
    start.cursor = text.cursor;
    return start;
}

ComposeStart replyTo(const QByteArray &header, const OriginalText &original, AccountId account,
                     ComposeStarter::Kind kind, const QString &selection,
                     const QList<Sender> &senders)
{
    const OriginalHeaders headers = readOriginalHeaders(header);
    const AddressList own = addressesOf(senders);
    const IdentityChoice choice = chosenSender(headers, senders, account);
    const ReplyKind replyKind = kind == ComposeStarter::Kind::ReplyAll ? ReplyKind::All
        : kind == ComposeStarter::Kind::ReplyList                      ? ReplyKind::List
                                                                       : ReplyKind::Sender;
    const Composition composition = beginReply(headers, replyKind, own, choice.index);
    QString quoted;
    if (selection.isEmpty()) {
        quoted = quotedText(original.text, original.flowed, original.delSp);
    } else {
        quoted = quotedText(selection, false);
    }
    const QString attribution =
        attributionLine(headers.envelope, QLocale(), zoneOffset(headers.envelope.dateUtc));
    ComposeStart start = begun(composition, senders, choice, attribution + u'\n' + quoted);
    start.answersAll = replyKind == ReplyKind::All;
    start.wasBcc = cameByBcc(headers, own);
    return start;
}

ComposeStart forwardOf(const QByteArray &bytes, const OriginalText &original, AccountId account,
                       const QList<Sender> &senders)
{
    const OriginalHeaders headers = readOriginalHeaders(headerBlock(bytes));
    const IdentityChoice choice = chosenSender(headers, senders, account);
    Composition composition = beginForward(headers, addressesOf(senders), choice.index);
    composition.attachments = attachmentsOf(bytes);
    return begun(composition, senders, choice,
                 forwardHeader(headers.envelope, QLocale(), zoneOffset(headers.envelope.dateUtc))
                     + original.editable);
}

ComposeStart newFrom(const QByteArray &bytes, AccountId account, const QList<Sender> &senders)
{
    const IdentityChoice choice =
        chosenSender(readOriginalHeaders(headerBlock(bytes)), senders, account);
    ComposeStart start;
    start.sender = choice.index;
    start.composition = compositionOf(bytes, RewritingPurpose::New);
    start.composition.from = choice.from;
    if (!start.composition.html.isEmpty()) {
        const ComposedHtml composed = composeHtml(start.composition.html);
        start.composition.html = composed.html;
        start.composition.images += composed.images;
    }
    return start;
}

} // namespace

ComposeStarter::ComposeStarter(Store &store, Engine &engine, BackgroundReader &reader,
                               QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_engine(engine)
    , m_reader(reader)
{ }

QList<Sender> ComposeStarter::senders()
{
    QList<Sender> senders;
    MailReader reader(m_store);
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
            sender.signature = identity.signatureText;
            sender.signatureAbove = identity.signatureAbove;
            sender.largest = outbox.largest(outbox.serverFor(account, identity.id).id);
            senders.append(sender);
        }
    }
    return senders;
}

ComposeStart ComposeStarter::newMessage(AccountId account)
{
    const QList<Sender> all = senders();
    if (all.isEmpty())
        return {};
    const qsizetype index = senderOfAccount(all, account);
    ComposeStart start = begun({}, all, {index, all.at(index).address}, {});
    start.cursor = 0;
    return start;
}

std::optional<ComposeStart> ComposeStarter::fromLink(const QString &mailto)
{
    const std::optional<MailtoLink> link = parseMailto(mailto);
    if (!link)
        return {};
    ComposeStart start = newMessage({});
    Composition &composition = start.composition;
    composition.to = link->to;
    composition.cc = link->cc;
    composition.bcc = link->bcc;
    composition.subject = link->subject;
    composition.inReplyTo = composition.references = link->inReplyTo;
    composition.text = link->body + composition.text;
    start.cursor = link->body.size();
    return start;
}

void ComposeStarter::fetch(QList<Original> missing, bool whole,
                           std::function<void(std::optional<MailError>)> done)
{
    if (missing.isEmpty()) {
        done({});
        return;
    }
    const Original next = missing.takeFirst();
    PartSelection wanted;
    const BodyPart *part = quotedPart(next.detail.structure);
    if (!whole && part) {
        wanted.what = PartSelection::What::Text;
        wanted.sections = {part->section};
    }
    m_engine.fetch(next.placement, wanted, this,
                   [this, missing, whole, done](const std::optional<MailError> &error) {
                       if (error)
                           done(error);
                       else
                           fetch(missing, whole, done);
                   });
}

void ComposeStarter::read(const QList<PlacementId> &ids, bool whole,
                          std::function<void(QList<Original>, std::optional<MailError>)> done)
{
    const auto readAll = [ids, whole](MailReader &reader) {
        QList<Original> originals;
        for (const PlacementId id : ids) {
            const std::optional<MessageDetail> detail = reader.detail(id);
            if (!detail)
                continue;
            const MessageId message = detail->row.message;
            Original original{id, *detail, {}, {}, {}, false};
            original.bytes =
                reader.content(message, QByteArray(), answeredBytes).value_or(QByteArray());
            original.header = original.bytes.isNull()
                ? reader.content(message, "HEADER").value_or(QByteArray())
                : headerBlock(original.bytes).toByteArray();
            BodyStructure structure = detail->structure;
            if (structure.parts.isEmpty() && !original.bytes.isNull())
                structure = readStructure(original.bytes);
            const BodyPart *part = quotedPart(structure);
            std::optional<QByteArray> text;
            if (part)
                text = original.bytes.isNull()
                    ? reader.content(message, part->section, answeredBytes)
                    : sectionBytes(original.bytes, part->section);
            if (part && text)
                original.text = textOf(*part, *text);
            original.here =
                !original.bytes.isNull() || (!whole && !original.header.isNull() && part && text);
            if (!whole)
                original.bytes.clear();
            originals.append(original);
        }
        return originals;
    };
    m_reader.run(this, readAll, [this, whole, readAll, done](const QList<Original> &originals) {
        QList<Original> missing;
        for (const Original &original : originals) {
            if (!original.here)
                missing.append(original);
        }
        if (missing.isEmpty()) {
            done(originals, {});
            return;
        }
        fetch(missing, whole, [this, readAll, done](const std::optional<MailError> &error) {
            if (error)
                done({}, error);
            else
                m_reader.run(this, readAll,
                             [done](const QList<Original> &fetched) { done(fetched, {}); });
        });
    });
}

void ComposeStarter::answer(Kind kind, PlacementId original, const QString &selection, Done done)
{
    if (kind == Kind::ForwardAttached) {
        forwardAttached({original}, std::move(done));
        return;
    }
    const bool whole = kind == Kind::Forward || kind == Kind::EditAsNew;
    read({original}, whole,
         [this, kind, selection, done](const QList<Original> &originals,
                                       const std::optional<MailError> &error) {
             const QList<Sender> all = senders();
             if (error || originals.isEmpty() || !originals.constFirst().here || all.isEmpty()) {
                 done({}, error);
                 return;
             }
             const Original &one = originals.constFirst();
             const AccountId account = one.detail.row.account;
             // Long texts are quoted and made HTML of away from the window.
             m_reader.run(
                 this,
                 [kind, selection, all, account, one](MailReader &) {
                     switch (kind) {
                     case Kind::Forward:
                         return forwardOf(one.bytes, one.text, account, all);
                     case Kind::EditAsNew:
                         return newFrom(one.bytes, account, all);
                     default:
                         return replyTo(one.header, one.text, account, kind, selection, all);
                     }
                 },
                 [kind, done, placement = one.placement](ComposeStart start) {
                     if (kind != Kind::EditAsNew)
                         start.originals = {
                             {placement, kind == Kind::Forward ? Flag::Forwarded : Flag::Answered}};
                     done(start, {});
                 });
         });
}

void ComposeStarter::forwardAttached(const QList<PlacementId> &ids, Done done)
{
    read(ids, true,
         [this, done](const QList<Original> &originals, const std::optional<MailError> &error) {
             const QList<Sender> all = senders();
             if (error || originals.isEmpty() || all.isEmpty()) {
                 done({}, error);
                 return;
             }
             const OriginalHeaders headers =
                 readOriginalHeaders(headerBlock(originals.constFirst().bytes));
             const IdentityChoice choice =
                 chosenSender(headers, all, originals.constFirst().detail.row.account);
             ComposeStart start =
                 begun(beginForward(headers, addressesOf(all), choice.index), all, choice, {});
             start.cursor = 0;
             for (const Original &original : originals) {
                 start.composition.attachments.append(attachedMessage(original.bytes));
                 start.originals.append({original.placement, Flag::Forwarded});
             }
             if (originals.size() > 1)
                 start.composition.references.clear();
             done(start, {});
         });
}

} // namespace Turnstone
