// SPDX-License-Identifier: MIT
#include "gui/messageloader.h"

#include "gui/addressbook/contactphoto.h"
#include "store/contactreader.h"
#include "store/draftreader.h"
#include "store/mailreader.h"
#include "store/outboxreader.h"

namespace Turnstone {

namespace {
constexpr qint64 receiptHeaderBytes = 256 * 1024;
}

class MessageLoader::Worker : public QObject {
public:
    explicit Worker(Store &store)
        : m_store(store)
    { }

    ShownMessage read(PlacementId id, const RenderOptions &options)
    {
        ShownMessage message;
        message.detail.row.id = id;
        try {
            if (!m_reader)
                m_reader = std::make_unique<MailReader>(m_store);
            const std::optional<MessageDetail> detail = m_reader->detail(id);
            if (!detail)
                return message;
            message = MessageComposition::compose(
                *detail,
                [this, &detail](const QByteArray &section, qint64 maxBytes) {
                    return m_reader->content(detail->row.message, section, maxBytes);
                },
                options);
            message.account = m_reader->account(detail->row.account);
            message.senderPhoto = photoOf(detail->row.from.mailbox);
            if (message.state == ShownMessage::State::Shown)
                message.receipt = receiptOf(*detail);
            const std::optional<Folder> folder = m_reader->folder(detail->row.folder);
            message.own = folder && folder->role == FolderRole::Sent;
            if (folder && folder->role == FolderRole::Drafts)
                message.written = ShownMessage::Written::Draft;
            else if (DraftReader(*m_reader).isTemplate(id))
                message.written = ShownMessage::Written::Template;
            message.own = message.own || message.written != ShownMessage::Written::Not;
        } catch (const MailError &error) {
            message.state = ShownMessage::State::Failed;
            message.error = error;
        }
        return message;
    }

    /// From the address book.
    QImage photoOf(const QString &mailbox)
    {
        constexpr int side = 160; // of an avatar, also on a dense screen
        const auto photo = ContactReader(*m_reader).photo(mailbox);
        return photo ? decodedPhoto(photo->bytes, side) : QImage();
    }

    std::optional<ReceiptRequest> receiptOf(const MessageDetail &detail)
    {
        const FlagState &flags = detail.row.flags;
        if (flags.tags.contains(QLatin1String(receiptAnsweredTag), Qt::CaseInsensitive)
            || flags.flags.testFlag(Flag::Junk) || flags.flags.testFlag(Flag::Draft))
            return {};
        const auto header =
            m_reader->content(detail.row.message, QByteArrayLiteral("HEADER"), receiptHeaderBytes);
        AddressList own;
        for (const Identity &identity : OutboxReader(*m_reader).identities(detail.row.account))
            own.append({identity.name, identity.email});
        return header ? receiptRequest(*header, own) : std::nullopt;
    }

    /// The connection belongs to the thread that it was made in.
    void closeReader() { m_reader.reset(); }

private:
    Store &m_store;
    std::unique_ptr<MailReader> m_reader;
};

MessageLoader::MessageLoader(Store &store, QObject *parent)
    : QObject(parent)
    , m_worker(std::make_unique<Worker>(store))
    , m_latest(std::make_shared<std::atomic<quint64>>(0))
{
    m_worker->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("message-loader"));
    Worker *worker = m_worker.get();
    connect(
        &m_thread, &QThread::finished, worker, [worker] { worker->closeReader(); },
        Qt::DirectConnection);
    m_thread.start();
}

MessageLoader::~MessageLoader()
{
    forget();
    m_thread.quit();
    m_thread.wait();
}

void MessageLoader::load(PlacementId id, const RenderOptions &options)
{
    post([id, options](Worker &worker) { return worker.read(id, options); });
}

void MessageLoader::loadRaw(const QByteArray &message, const RenderOptions &options)
{
    post([message, options](Worker &) { return MessageComposition::composeRaw(message, options); });
}

void MessageLoader::forget()
{
    ++*m_latest;
}

void MessageLoader::post(std::function<ShownMessage(Worker &)> job)
{
    const quint64 request = ++*m_latest;
    Worker *worker = m_worker.get();
    QMetaObject::invokeMethod(
        worker, [this, worker, request, latest = m_latest, job = std::move(job)] {
            if (*latest != request) // the user has moved on while this one waited
                return;
            const ShownMessage message = job(*worker);
            // The destructor waits for this thread, so `this` is alive; queued into its own.
            QMetaObject::invokeMethod(this, [this, request, message] {
                if (*m_latest == request)
                    Q_EMIT loaded(message);
            });
        });
}

} // namespace Turnstone
