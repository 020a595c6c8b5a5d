// SPDX-License-Identifier: MIT
#include "base/sha256.h"
#include "store/chunkcodec.h"
#include "store/contentdatabase.h"
#include "store/mailwriter.h"

namespace Turnstone {

namespace {

/// Compressed bytes that wait for a commit. Beyond them they are written ahead, in short
/// transactions, so that a slow and large message neither fills memory nor keeps others from
/// writing.
constexpr qint64 waitingBytesMax = 4 * 1024 * 1024;
constexpr qint64 idsTakenAtOnce = 1000;

struct WaitingChunk {
    qsizetype content; ///< index into `contents`
    int number;
    qint64 bytes;
    QByteArray data;
};

struct WaitingContent {
    MessageId message;
    QByteArray section;
    qint64 id = 0;
    bool written = false; ///< its row is committed
};

} // namespace

struct ContentWriter::Private {
    Private(Store &store, AccountId id)
        : account(id)
        , database(openContentDatabase(store, id, Database::Mode::ReadWrite))
    {
        // Only `commit` waits for the disk: nothing is named before it, and its sync of the log
        // covers what was written ahead.
        // Pages of content are written once, so that checkpoints seldom save a page: each costs a
        // sync of the file instead.
        database->execute("PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4096");
    }

    void closeSection();
    void addChunk();
    qint64 nextId();
    void writeWaiting();
    void dropFrom(qsizetype firstContent);

    AccountId account;
    std::unique_ptr<Database> database;
    ChunkPacker packer;

    // Since the last commit, over all messages.
    QList<WaitingContent> contents;
    std::vector<WaitingChunk> chunks;
    qint64 waitingBytes = 0;
    bool writtenAhead = false;
    qint64 freeId = 0, freeIdsEnd = 0;

    // The message begun.
    MessageId message;
    qsizetype firstContent = 0;
    bool sectionOpen = false;
    QByteArray raw;
    int nextChunk = 0;
    qint64 sectionBytes = 0;
    Sha256 hash;
    Stored stored;
};

void ContentWriter::Private::addChunk()
{
    if (raw.isEmpty())
        return;
    const QByteArray packed = packer.packed(raw);
    if (waitingBytes > waitingBytesMax) {
        writeWaiting();
        database->beginSyncing();
        writtenAhead = true;
    }
    waitingBytes += packed.size();
    chunks.push_back({contents.size() - 1, nextChunk++, raw.size(), packed});
    raw.resize(0);
}

/// Ids are known before their rows are written, so that `end` can name them; taken in blocks, and
/// never given twice even where they stay unused.
qint64 ContentWriter::Private::nextId()
{
    if (freeId == freeIdsEnd) {
        DatabaseTransaction transaction(*database);
        freeId = database->integer("SELECT next FROM content_id");
        freeIdsEnd = freeId + idsTakenAtOnce;
        database->run("UPDATE content_id SET next = ?", freeIdsEnd);
        transaction.commit();
    }
    return freeId++;
}

void ContentWriter::Private::writeWaiting()
{
    DatabaseTransaction transaction(*database);
    for (const WaitingContent &content : std::as_const(contents)) {
        if (!content.written)
            database->run("INSERT INTO content (id, message, section) VALUES (?, ?, ?)", content.id,
                          content.message, content.section);
    }
    for (const WaitingChunk &chunk : chunks) {
        database->run("INSERT INTO chunk (content, number, bytes, data) VALUES (?, ?, ?, ?)",
                      contents.at(chunk.content).id, chunk.number, chunk.bytes, chunk.data);
    }
    // A commit that writes nothing syncs nothing, and what was written ahead waits for it.
    if (chunks.empty())
        database->run("UPDATE content_id SET next = next");
    transaction.commit();
    for (WaitingContent &content : contents)
        content.written = true;
    chunks.clear();
    waitingBytes = 0;
}

void ContentWriter::Private::closeSection()
{
    if (!sectionOpen)
        return;
    addChunk();
    sectionOpen = false;
    const QByteArray sha256 = hash.result();
    const WaitingContent &content = contents.last();
    stored.sections.append(content.section);
    stored.contents.append(content.id);
    stored.sectionBytes.append(sectionBytes);
    stored.sectionSha256.append(sha256);
    stored.bytes += sectionBytes;
    if (content.section.isEmpty())
        stored.sha256 = sha256;
}

/// Forgets the contents from this one on, also those written ahead.
void ContentWriter::Private::dropFrom(qsizetype first)
{
    QList<qint64> written;
    for (qsizetype i = first; i < contents.size(); ++i) {
        if (contents.at(i).written)
            written.append(contents.at(i).id);
    }
    contents.resize(first);
    std::erase_if(chunks, [first](const WaitingChunk &chunk) { return chunk.content >= first; });
    waitingBytes = 0;
    for (const WaitingChunk &chunk : chunks)
        waitingBytes += chunk.data.size();
    if (!written.isEmpty()) {
        DatabaseTransaction transaction(*database);
        for (const qint64 id : std::as_const(written))
            database->run("DELETE FROM content WHERE id = ?", id);
        transaction.commit();
    }
}

ContentWriter::ContentWriter(Store &store, AccountId account)
    : d(std::make_unique<Private>(store, account))
{ }

ContentWriter::~ContentWriter()
{
    try {
        if (d->writtenAhead)
            d->dropFrom(0);
    } catch (const MailError &) {
        // It stays without a name, and the sweep at the next start takes it out.
    }
}

void ContentWriter::begin(MessageId message)
{
    d->message = message;
    d->firstContent = d->contents.size();
    d->stored = {};
    d->stored.message = message;
    d->stored.account = d->account;
    d->sectionOpen = false;
    d->raw.resize(0);
}

void ContentWriter::section(const QByteArray &section)
{
    d->closeSection();
    d->contents.append({d->message, section, d->nextId()});
    d->sectionOpen = true;
    d->nextChunk = 0;
    d->sectionBytes = 0;
    d->hash.restart();
}

void ContentWriter::data(QByteArrayView bytes)
{
    Q_ASSERT(d->sectionOpen);
    d->hash.add(bytes);
    d->sectionBytes += bytes.size();
    while (!bytes.isEmpty()) {
        const qsizetype take = qMin(bytes.size(), contentChunkBytes - d->raw.size());
        d->raw.append(bytes.first(take));
        bytes = bytes.sliced(take);
        if (d->raw.size() == contentChunkBytes)
            d->addChunk();
    }
}

ContentWriter::Stored ContentWriter::end()
{
    d->closeSection();
    return d->stored;
}

void ContentWriter::abandon()
{
    d->sectionOpen = false;
    d->raw.resize(0);
    d->dropFrom(d->firstContent);
}

void ContentWriter::commit()
{
    if (d->contents.isEmpty())
        return;
    d->database->execute("PRAGMA synchronous = FULL");
    d->writeWaiting();
    d->database->execute("PRAGMA synchronous = NORMAL");
    d->contents.clear();
    d->writtenAhead = false;
}

} // namespace Turnstone
