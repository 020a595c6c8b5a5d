// SPDX-License-Identifier: MIT
#include "gui/composer/draftkeeper.h"

#include "engine/engine.h"
#include "gui/backgroundreader.h"
#include "gui/composer/composer.h"
#include "gui/composer/draftstate.h"
#include "html/composehtml.h"

#include <QDateTime>
#include <QLocale>

namespace Turnstone {

namespace {
constexpr int secondLookMs = 1500;
}

DraftKeeper::DraftKeeper(Composer &composer, Engine &engine, Store &store, BackgroundReader &reader)
    : QObject(&composer)
    , m_composer(composer)
    , m_engine(engine)
    , m_reader(reader)
    , m_draft(composer.start().draft)
    , m_placement(composer.start().placement)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DraftKeeper::save);
    connect(&composer, &Composer::edited, this, &DraftKeeper::edited);
    connect(&composer, &Composer::templateRequested, this, &DraftKeeper::saveAsTemplate);
    connect(&store.notifier(), &StoreNotifier::changed, this, &DraftKeeper::storeChanged);
    if (composer.isModified()) {
        m_dirty = true; // taken back from being sent, or from being discarded
        m_timer.start(0);
    }
    if (m_placement)
        look();
}

void DraftKeeper::edited()
{
    m_dirty = true;
    // Not put off by the next key: what a crash costs is bounded.
    if (!m_timer.isActive() && !m_paused && !m_released)
        m_timer.start(std::chrono::seconds(draftSaveSeconds));
}

DraftToSave DraftKeeper::toSave(const ComposeStart &state, const Sender &sender,
                                const DraftHandle &draft)
{
    DraftToSave what;
    what.draft = draft;
    what.account = sender.account;
    what.isTemplate = state.isTemplate;
    what.composition = state.composition;
    what.composition.extraHeaders = DraftState::fields(state);
    for (const ComposedFrom &original : state.originals)
        what.originals.append({original.placement, original.flag});
    if (!what.composition.html.isEmpty())
        what.finish = [](Composition &composition) { finishRichText(composition); };
    return what;
}

void DraftKeeper::save()
{
    if (m_released || m_paused)
        return;
    m_timer.stop();
    DraftToSave what = toSave(m_composer.state(), m_composer.sender(), m_draft);
    what.sameAttachments = m_kept && what.composition.attachments == m_attachments
        && what.composition.images == m_images;
    m_attachments = what.composition.attachments;
    m_images = what.composition.images;
    m_dirty = false;
    m_kept = true;
    ++m_saving;
    m_engine.drafts().save(
        what, this, [this](const DraftSaved &saved, const std::optional<MailError> &error) {
            --m_saving;
            if (error) {
                m_kept = false;
                m_composer.showKept(tr("Not saved"), error->sentence);
                edited(); // and once more
                return;
            }
            m_placement = saved.placement;
            look(); // what was told meanwhile was about what it was
            const QString time = QLocale().toString(
                QDateTime::fromSecsSinceEpoch(saved.savedUtc).time(), QLocale::ShortFormat);
            m_composer.showKept(tr("Saved %1", "a time").arg(time),
                                saved.problem ? saved.problem->sentence : QString());
        });
}

void DraftKeeper::finish(QObject *context, Finished done)
{
    if (m_released)
        return;
    const bool unkept = m_dirty || m_saving > 0;
    release();
    if (!unkept) {
        m_engine.drafts().close(m_draft);
        done(m_placement, {});
        return;
    }
    DraftToSave what = toSave(m_composer.state(), m_composer.sender(), m_draft);
    what.closed = true;
    m_engine.drafts().save(what, context, [done](const DraftSaved &saved, const auto &error) {
        done(saved.placement, error);
    });
}

void DraftKeeper::setPaused(bool paused)
{
    m_paused = paused;
    if (paused)
        m_timer.stop();
    else if (m_dirty)
        m_timer.start(0);
}

void DraftKeeper::release()
{
    m_timer.stop();
    m_released = true;
}

void DraftKeeper::discard()
{
    release();
    m_engine.drafts().discard(m_draft);
}

void DraftKeeper::saveAsTemplate()
{
    ComposeStart state = m_composer.state();
    state.isTemplate = true;
    state.originals.clear();
    state.composition.inReplyTo.clear();
    state.composition.references.clear();
    DraftToSave what = toSave(state, m_composer.sender(), std::make_shared<DraftInHand>());
    what.closed = true;
    m_engine.drafts().save(
        what, this, [this](const DraftSaved &, const std::optional<MailError> &error) {
            if (error)
                m_composer.addNotice(QStringLiteral("dialog-error"), error->sentence);
            else
                m_composer.showKept(tr("Saved as a template"), QString());
        });
}

void DraftKeeper::storeChanged(const ChangeSet &changes)
{
    if (m_placement && !m_released
        && (changes.many || changes.changed.contains(m_placement)
            || changes.removed.contains(m_placement)))
        look();
}

/// Whether another device has been at it.
void DraftKeeper::look()
{
    if (std::exchange(m_looking, true)) {
        m_lookAgain = true; // what is being read may be older than this
        return;
    }
    struct Seen {
        PlacementId placement;
        bool isThere = false, changed = false, hasOther = false;
    };
    m_reader.run(
        this,
        [id = m_placement](MailReader &reader) {
            Seen seen;
            seen.placement = id;
            const auto row = reader.row(id);
            const auto draft = DraftReader(reader).draft(id);
            seen.isThere = row && row->folder;
            seen.changed = draft && draft->changedElsewhere;
            seen.hasOther = seen.changed && DraftReader(reader).hasOtherVersion(id);
            return seen;
        },
        [this](const Seen &seen) {
            m_looking = false;
            const bool old = std::exchange(m_lookAgain, false);
            if (m_released || m_saving > 0 || !m_placement)
                return; // saved, it is looked at again
            if (old || seen.placement != m_placement) {
                look();
                return;
            }
            // Another device's version may be told a moment after the loss of what was.
            if (seen.changed && !seen.hasOther && !std::exchange(m_lookedTwice, true)) {
                QTimer::singleShot(secondLookMs, this, &DraftKeeper::look);
                return;
            }
            m_lookedTwice = false;
            if (seen.changed) {
                m_engine.drafts().toldOfChange(seen.placement);
                m_composer.addNotice(
                    QStringLiteral("dialog-information"),
                    seen.hasOther
                        ? tr("This draft was changed on another device while it was open here. The "
                             "other version is in Drafts, too.")
                        : tr("This draft was deleted on another device while it was open here. It "
                             "stays on this computer while you write. Close this window to keep it "
                             "as a draft, or discard it."));
            } else if (!seen.isThere) {
                m_placement = {};
                m_composer.addNotice(
                    QStringLiteral("dialog-information"),
                    tr("This draft was deleted or moved, perhaps on another device. What stands "
                       "here is kept as a new one once you write on."));
            }
        });
}

} // namespace Turnstone
