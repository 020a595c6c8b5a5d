// SPDX-License-Identifier: MIT
#include "gui/composer/composersend.h"

#include "engine/outbox.h"
#include "html/composehtml.h"

#include <QBuffer>
#include <QPointer>

namespace Turnstone {

ComposerSend::ComposerSend(Engine &engine, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_clock(clock)
{
    // One after the other: each may hold a message of many megabytes.
    m_pool.setMaxThreadCount(1);
}

ComposerSend::~ComposerSend()
{
    m_pool.waitForDone();
}

std::pair<qint64, int> ComposerSend::now() const
{
    const qint64 utc = m_clock.utcSeconds();
    return {utc, localUtcOffset(utc)};
}

void ComposerSend::send(const ComposeStart &state, const Sender &sender, qint64 atUtc,
                        QObject *context, Done done)
{
    Composition composition = state.composition;
    prepareForSending(composition, m_clock.utcSeconds());
    NewOutboxItem item;
    item.account = sender.account;
    item.identity = sender.identity;
    item.chosenTimeUtc = atUtc;
    for (const ComposedFrom &original : state.originals)
        item.originals.append({original.placement, original.flag});
    const auto write = [composition](QIODevice &sink) mutable {
        if (!composition.html.isEmpty())
            finishRichText(composition);
        return writeMessage(composition, sink);
    };
    sendWritten(
        item, write, [composition] { return writtenSize(composition); }, context, std::move(done),
        // A template is sent as often as one likes.
        state.isTemplate ? DraftHandle() : state.draft);
}

void ComposerSend::sendWritten(const NewOutboxItem &item, Write write, Size size, QObject *context,
                               Done done, const DraftHandle &before)
{
    const QPointer<QObject> guard(context);
    m_pool.start([this, item, write, size, guard, done, before] {
        OutgoingDraft draft{item, {}, before};
        QBuffer buffer(&draft.bytes);
        buffer.open(QIODevice::WriteOnly);
        // Grown by doubling, a large message would be held twice.
        draft.bytes.reserve(size());
        const WrittenMessage written = write(buffer);
        draft.item.sender = written.envelope.sender;
        draft.item.recipients = written.envelope.recipients;
        draft.item.eightBit = written.envelope.eightBit;
        draft.item.utf8Header = written.envelope.utf8;
        QMetaObject::invokeMethod(this, [this, draft, guard, done, error = written.error] {
            if (!error)
                m_engine.outbox().send(draft, this, [guard, done](OutboxId id, auto why) {
                    if (guard)
                        done(id, why);
                });
            else if (guard)
                done({}, error);
        });
    });
}

} // namespace Turnstone
