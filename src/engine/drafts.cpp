// SPDX-License-Identifier: MIT
#include "engine/drafts.h"

#include "base/log.h"
#include "engine/actions.h"
#include "engine/preview.h"
#include "engine/writingthread.h"
#include "mail/messagereader.h"
#include "mail/messagewriter.h"
#include "mail/rewriting.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>

namespace Turnstone {

namespace {

/// Attachments of less than this are written with each save.
constexpr qint64 lightBytes = 256 * 1024;
constexpr qsizetype mostOriginals = 200;
constexpr qsizetype repliedAtMost = 4;
const QByteArray originalField = "X-Turnstone-Original";

class DraftText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::Drafts)
public:
    static MailError unreadable(const QString &name)
    {
        return {
            ErrorScope::Message,
            ErrorKind::NotFound,
            RetryClass::Never,
            tr("The file “%1” can't be read any more, so it isn't kept with the draft.").arg(name),
            {}};
    }
    /// A folder's name; it may hold no "/".
    static QString templates() { return tr("Templates"); }
    static MailError accountGone()
    {
        return {ErrorScope::Account,
                ErrorKind::NotFound,
                RetryClass::Never,
                tr("The account of this message was removed. Choose another sender to keep it."),
                {}};
    }
};

qint64 sizeOf(const Attachment &attachment)
{
    if (const auto *file = std::get_if<FileContent>(&attachment.content))
        return QFileInfo(file->path).size();
    if (const auto *section = std::get_if<SectionContent>(&attachment.content))
        return section->message.size();
    return std::get<QByteArray>(attachment.content).size();
}

bool isHeavy(const Composition &composition)
{
    qint64 bytes = 0;
    for (const Attachment &attachment : composition.attachments + composition.images)
        bytes += sizeOf(attachment);
    return bytes >= lightBytes;
}

QByteArray writtenDraft(const Composition &composition)
{
    WriterOptions options;
    options.purpose = WriterOptions::Purpose::Draft;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    // Grown by doubling, a large message would be held twice.
    bytes.reserve(writtenSize(composition, options) + 1);
    const WrittenMessage written = writeMessage(composition, buffer, options);
    if (written.error)
        throw *written.error;
    return bytes;
}

/// Files that went away since they were attached. The text is kept without them.
std::optional<MailError> dropUnreadable(Composition &composition)
{
    std::optional<MailError> problem;
    composition.attachments.removeIf([&problem](const Attachment &attachment) {
        const auto *file = std::get_if<FileContent>(&attachment.content);
        if (!file || QFileInfo(file->path).isReadable())
            return false;
        problem = DraftText::unreadable(QFileInfo(file->path).fileName());
        return true;
    });
    return problem;
}

DraftSaved put(MailWriter &writer, const DraftToSave &what, const Composition &composition,
               const ActionTraits &traits)
{
    const auto account = writer.account(what.account);
    if (!account)
        throw DraftText::accountGone();
    const QByteArray bytes = writtenDraft(composition);
    const BodyStructure structure = readStructure(bytes);
    const BodyPart *const part = previewPart(structure);
    DraftWriter drafts(writer);
    DraftInHand &draft = *what.draft;
    DraftWriter::Save save;
    save.account = what.account;
    save.folder = what.isTemplate ? drafts.makeTemplates(account->id, DraftText::templates())
                                  : draftsFolder(writer, *account, traits);
    save.placement = draft.account == what.account ? draft.placement : PlacementId();
    save.preview = part ? previewOf(sectionBytes(bytes, part->section), *part) : QString();
    save.open = !what.closed;
    save.uploadAtUtc = what.closed ? 0 : composition.dateUtc + draftUploadPauseSeconds;
    const DraftWriter::Saved saved = drafts.save(save, bytes, traits);
    if (draft.placement && draft.account != what.account)
        drafts.discard(draft.placement, traits); // it is written from another account now
    draft.placement = saved.placement;
    draft.account = what.account;
    draft.lastDateUtc = composition.dateUtc;
    return {saved.placement, composition.dateUtc, saved.wasGone, {}};
}

} // namespace

QList<OutboxOriginal> draftOriginals(MailReader &reader, AccountId account,
                                     const Composition &composition)
{
    struct Named {
        QByteArray messageId;
        Flag flag = Flag::Answered;
        PlacementId here; ///< none: that number is something else's on this computer
    };
    QList<Named> all;
    for (const ExtraHeader &field : composition.extraHeaders) {
        if (field.name.compare(originalField, Qt::CaseInsensitive) != 0
            || all.size() >= mostOriginals)
            continue;
        const QStringList words = field.value.split(u' ', Qt::SkipEmptyParts);
        if (words.size() != 3)
            continue;
        Named named;
        named.messageId = words.at(2).toUtf8();
        named.flag = words.at(0) == QLatin1String("forwarded") ? Flag::Forwarded : Flag::Answered;
        const auto row = reader.row(PlacementId(words.at(1).toLongLong()));
        if (row && row->messageId == named.messageId)
            named.here = row->id;
        all.append(named);
    }
    // Begun by another program: what it is in reply to it answers (RFC 5322 3.6.4).
    if (all.isEmpty()) {
        for (const QByteArray &id : composition.inReplyTo.mid(0, repliedAtMost))
            all.append({id, Flag::Answered, {}});
    }
    QSet<QByteArray> wanted;
    for (const Named &named : std::as_const(all)) {
        if (!named.here && !named.messageId.isEmpty())
            wanted.insert(named.messageId);
    }
    const QHash<QByteArray, PlacementId> found = DraftReader(reader).placementsOf(account, wanted);
    QList<OutboxOriginal> originals;
    for (const Named &named : std::as_const(all)) {
        if (const PlacementId id = named.here ? named.here : found.value(named.messageId))
            originals.append({id, named.flag});
    }
    return originals;
}

DraftSaved saveDraft(MailWriter &writer, const DraftToSave &what, const ActionTraits &traits,
                     qint64 nowUtc)
{
    DraftInHand &draft = *what.draft;
    Composition composition = what.composition;
    if (what.finish)
        what.finish(composition);
    if (draft.messageId.isEmpty())
        draft.messageId = composition.messageId.isEmpty() ? newMessageId(composition.from)
                                                          : composition.messageId;
    composition.messageId = draft.messageId;
    composition.extraHeaders.removeIf([](const ExtraHeader &field) {
        return field.name.compare(originalField, Qt::CaseInsensitive) == 0;
    });
    for (const OutboxOriginal &original : what.originals.mid(0, mostOriginals)) {
        if (const auto row = writer.row(original.placement); row && !row->messageId.isEmpty())
            composition.extraHeaders.append(
                {originalField,
                 QStringLiteral("%1 %2 %3")
                     .arg(original.flag == Flag::Forwarded ? QStringLiteral("forwarded")
                                                           : QStringLiteral("answered"))
                     .arg(original.placement.value())
                     .arg(QString::fromUtf8(row->messageId))});
    }
    composition.dateUtc = qMax(nowUtc, draft.lastDateUtc + 1);
    composition.utcOffsetSeconds = localUtcOffset(composition.dateUtc);
    if (what.sameAttachments && !what.closed && draft.placement && draft.account == what.account
        && isHeavy(composition)) {
        DraftWriter drafts(writer);
        const auto row = writer.row(draft.placement);
        if (row && drafts.draft(draft.placement)) {
            composition.attachments.clear();
            composition.images.clear();
            drafts.keepText(draft.placement, writtenDraft(composition));
            draft.lastDateUtc = composition.dateUtc;
            return {draft.placement, composition.dateUtc, false, {}};
        }
    }
    const std::optional<MailError> problem = dropUnreadable(composition);
    DraftSaved saved = put(writer, what, composition, traits);
    saved.problem = problem;
    return saved;
}

void mendDraft(MailWriter &writer, PlacementId id, const ActionTraits &traits)
{
    DraftWriter drafts(writer);
    const auto unsaved = drafts.unsaved(id);
    const auto row = writer.row(id);
    if (!unsaved || !row)
        return;
    const auto whole = writer.content(row->message, {});
    DraftToSave what;
    what.draft = std::make_shared<DraftInHand>();
    what.draft->placement = id;
    what.draft->account = row->account;
    what.account = row->account;
    what.isTemplate = drafts.isTemplate(id);
    Composition composition = compositionOf(*unsaved, RewritingPurpose::Draft);
    if (whole) {
        const Composition before = compositionOf(*whole, RewritingPurpose::Draft);
        composition.attachments = before.attachments;
        composition.images = before.images;
    }
    composition.dateUtc = readEnvelope(headerBlock(*unsaved)).dateUtc;
    put(writer, what, composition, traits);
}

Drafts::Drafts(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{ }

void Drafts::save(const DraftToSave &what, QObject *context, Done done)
{
    const QPointer<QObject> guard(context);
    const auto answer = [&writing = m_parts.writing, guard,
                         done](const DraftSaved &saved, const std::optional<MailError> &error) {
        writing.answer(guard, [done, saved, error] {
            if (done)
                done(saved, error);
        });
    };
    m_parts.writing.post(
        [what, answer, tell = teller(), &registry = m_parts.registry,
         &clock = m_parts.store.clock()](MailWriter &writer) {
            const auto account = writer.account(what.account);
            if (!account)
                throw DraftText::accountGone();
            const DraftSaved saved =
                saveDraft(writer, what, actionTraits(*account, registry), clock.utcSeconds());
            if (what.closed)
                tell(what.account);
            answer(saved, {});
        },
        [guard, done](const MailError &error) {
            if (guard && done)
                done({}, error);
        });
    if (!what.closed)
        uploadLater(what.account);
}

/// For jobs, which may outlive this: the account has something for its server.
std::function<void(AccountId)> Drafts::teller()
{
    return [&writing = m_parts.writing, guard = QPointer<QObject>(this), this](AccountId account) {
        writing.answer(guard, [this, account] { m_parts.tellQueued(account); });
    };
}

/// A pause after the last save, and a little more: operations say when they may be sent.
void Drafts::uploadLater(AccountId account)
{
    std::unique_ptr<QTimer> &timer = m_uploads[account];
    if (!timer) {
        timer = std::make_unique<QTimer>();
        timer->setSingleShot(true);
        timer->setInterval(std::chrono::seconds(draftUploadPauseSeconds + 2));
        connect(timer.get(), &QTimer::timeout, this,
                [this, account] { m_parts.tellQueued(account); });
    }
    timer->start();
}

void Drafts::close(const DraftHandle &draft)
{
    m_parts.writing.post(
        [draft, tell = teller(), &registry = m_parts.registry](MailWriter &writer) {
            if (!draft->placement)
                return;
            if (const auto account = writer.account(draft->account))
                mendDraft(writer, draft->placement, actionTraits(*account, registry));
            if (DraftWriter(writer).close(draft->placement))
                tell(draft->account);
        });
}

void Drafts::discard(const DraftHandle &draft)
{
    m_parts.writing.post(
        [draft, tell = teller(), &registry = m_parts.registry](MailWriter &writer) {
            const PlacementId placement = std::exchange(draft->placement, {});
            const auto account = writer.account(draft->account);
            if (!placement || !account)
                return;
            DraftWriter(writer).discard(placement, actionTraits(*account, registry));
            tell(account->id);
        });
}

void Drafts::recover(QObject *context, std::function<void(const QList<PlacementId> &)> done)
{
    m_parts.writing.post([&writing = m_parts.writing, guard = QPointer<QObject>(context), done,
                          &registry = m_parts.registry](MailWriter &writer) {
        DraftWriter drafts(writer);
        QList<PlacementId> open;
        const QList<DraftRow> rows = drafts.drafts();
        for (const DraftRow &row : rows) {
            if (row.open)
                open.append(row.placement);
            try {
                if (const auto account = writer.account(row.account))
                    mendDraft(writer, row.placement, actionTraits(*account, registry));
            } catch (const MailError &error) {
                qCWarning(lcEngine) << "a draft's last text stays beside it:" << error.sentence;
            }
        }
        drafts.closeAll();
        // In whose place another device's version stands now.
        open.removeIf([&writer](PlacementId id) { return !writer.row(id); });
        writing.answer(guard, [done, open] { done(open); });
    });
}

void Drafts::toldOfChange(PlacementId draft)
{
    m_parts.writing.post([draft](MailWriter &writer) { DraftWriter(writer).toldOfChange(draft); });
}

} // namespace Turnstone
