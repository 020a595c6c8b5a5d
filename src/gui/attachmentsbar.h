// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "gui/attachmentfiles.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace Turnstone {

class FlowLayout;

/// A message's attachments below its text: open, save, save all, and bring what isn't here.
class AttachmentsBar : public QFrame {
    Q_OBJECT
public:
    AttachmentsBar(Store &, Engine &, Preferences &, QWidget *parent = nullptr);
    ~AttachmentsBar() override;

    /// `placement` is none for a message that stands in no folder: all of it is here then.
    void showAttachments(const AttachmentOrigin &, PlacementId placement,
                         const QList<ShownAttachment> &);
    void clear();
    const QList<ShownAttachment> &attachments() const { return m_attachments; }

    void open(const ShownAttachment &);
    /// Asks for a folder first.
    void save(const QList<ShownAttachment> &);
    /// `done` gets a result for each, in order.
    void saveTo(const QList<ShownAttachment> &, const QString &directory,
                AttachmentFiles::Done done);
    void download(const ShownAttachment &);

Q_SIGNALS:
    /// An attached message, to be shown in a window of its own. RFC 5322 bytes.
    void messageOpened(const QByteArray &message);
    /// A sentence for the user, empty: the last one no longer holds; `directory` is where something
    /// was saved, or empty.
    void reported(const QString &sentence, bool isProblem, const QString &directory);

private:
    /// The message that an action was asked for; the bar may show another when a fetch is done.
    struct Subject {
        AttachmentOrigin origin;
        PlacementId placement;
    };
    void fetchMissing(const Subject &, QList<ShownAttachment> missing, std::function<void()> then);
    void askAboutProgram(const Subject &, const ShownAttachment &);
    void openFile(const Subject &, const ShownAttachment &);
    void askWhereToSave(const Subject &, const QList<ShownAttachment> &);
    void saveFrom(const Subject &, const QList<ShownAttachment> &, const QString &directory,
                  AttachmentFiles::Done done);
    void reportSaved(const QList<AttachmentFiles::Saved> &, const QString &directory);

    Engine &m_engine;
    Preferences &m_preferences;
    AttachmentFiles m_files;
    Subject m_subject;
    QList<ShownAttachment> m_attachments;
    QLabel *m_summary = nullptr;
    QPushButton *m_saveAll = nullptr;
    QWidget *m_chips = nullptr;
    FlowLayout *m_flow = nullptr;
};

} // namespace Turnstone
