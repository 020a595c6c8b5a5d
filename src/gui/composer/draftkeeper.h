// SPDX-License-Identifier: MIT
#pragma once

#include "engine/drafts.h"
#include "gui/composer/composestart.h"

#include <QObject>
#include <QTimer>

namespace Turnstone {

class BackgroundReader;
class Composer;
class Engine;

/// Keeps what is written in one composer: a few seconds after each change, and once it is closed.
/// What is kept stands in Drafts like any message, and another device's changes to it are told.
/// Belongs to its composer. Main thread.
class DraftKeeper : public QObject {
    Q_OBJECT
public:
    DraftKeeper(Composer &, Engine &, Store &, BackgroundReader &);

    const DraftHandle &draft() const { return m_draft; }
    /// Where it was kept last; none: it wasn't yet.
    PlacementId placement() const { return m_placement; }
    /// The composer is closed: what isn't kept is, and goes to the server. `done` hears where it
    /// stands (none: nowhere, nothing was written), or why it isn't kept, also once the composer is
    /// gone; it is dropped when `context` goes, and for what isn't this one's any more.
    using Finished = std::function<void(PlacementId, const std::optional<MailError> &)>;
    void finish(QObject *context, Finished done);
    /// Nothing more is kept of it while this lasts: it is being sent.
    void setPaused(bool paused);
    /// It was sent, or goes on in another composer: it isn't this one's any more.
    void release();
    /// It is gone, here and at the server.
    void discard();
    /// What stands in the composer, to be kept.
    static DraftToSave toSave(const ComposeStart &, const Sender &, const DraftHandle &);
    /// Kept among the templates, as a message of its own.
    void saveAsTemplate();

private:
    void edited();
    void save();
    void storeChanged(const ChangeSet &);
    void look();

    Composer &m_composer;
    Engine &m_engine;
    BackgroundReader &m_reader;
    DraftHandle m_draft;
    PlacementId m_placement;
    QTimer m_timer;
    QList<Attachment> m_attachments, m_images; ///< as they were last kept
    bool m_dirty = false, m_paused = false, m_released = false, m_kept = false;
    int m_saving = 0;
    bool m_looking = false, m_lookAgain = false, m_lookedTwice = false;
};

} // namespace Turnstone
