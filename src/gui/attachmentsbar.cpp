// SPDX-License-Identifier: MIT
#include "gui/attachmentsbar.h"

#include "gui/attachmentchip.h"
#include "gui/attachmentmime.h"
#include "gui/flowlayout.h"
#include "gui/icons.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDrag>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace Turnstone {

namespace {

constexpr int chipsAtMost = 200; ///< a message with thousands gets the rest by "save all"

/// Chips in lines, scrolling above three of them.
class ChipArea : public QScrollArea {
public:
    using QScrollArea::QScrollArea;
    QSize sizeHint() const override
    {
        const int line = fontMetrics().height() + 20;
        const int wanted = widget() ? widget()->heightForWidth(viewport()->width()) : 0;
        return {200, qBound(line, wanted, line * 3)};
    }
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QScrollArea::resizeEvent(event);
        updateGeometry();
    }
};

} // namespace

AttachmentsBar::AttachmentsBar(Store &store, Engine &engine, Preferences &preferences,
                               QWidget *parent)
    : QFrame(parent)
    , m_engine(engine)
    , m_preferences(preferences)
    , m_files(store)
    , m_summary(new QLabel(this))
    , m_saveAll(new QPushButton(tr("Save A&ll…"), this))
    , m_chips(new QWidget)
    , m_flow(new FlowLayout(m_chips))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 6, 12, 8);
    layout->setSpacing(4);
    auto *line = new QHBoxLayout;
    line->addWidget(m_summary, 1);
    line->addWidget(m_saveAll);
    layout->addLayout(line);
    auto *area = new ChipArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    area->setAccessibleName(tr("Attachments"));
    area->setWidget(m_chips);
    layout->addWidget(area);
    m_flow->setContentsMargins(0, 0, 0, 0);
    m_flow->setSpacing(6);
    m_saveAll->setIcon(icon(QStringLiteral("document-save-all")));
    m_saveAll->setAccessibleName(tr("Save all attachments"));
    m_summary->setTextFormat(Qt::PlainText);
    connect(m_saveAll, &QPushButton::clicked, this, [this] { save(m_attachments); });
    hide();
}

AttachmentsBar::~AttachmentsBar() = default;

void AttachmentsBar::showAttachments(const AttachmentOrigin &origin, PlacementId placement,
                                     const QList<ShownAttachment> &attachments)
{
    m_subject = {origin, placement};
    if (attachments == m_attachments && !attachments.isEmpty()) {
        setVisible(true); // the focus stays on the chip where it is
        return;
    }
    clear();
    m_attachments = attachments;
    qint64 bytes = 0;
    for (const ShownAttachment &attachment : attachments)
        bytes += attachment.size;
    for (const ShownAttachment &attachment : attachments.mid(0, chipsAtMost)) {
        auto *chip = new AttachmentChip(attachment, m_chips);
        connect(chip, &AttachmentChip::openRequested, this,
                [this, attachment] { open(attachment); });
        connect(chip, &AttachmentChip::saveRequested, this,
                [this, attachment] { save({attachment}); });
        connect(chip, &AttachmentChip::downloadRequested, this,
                [this, attachment] { download(attachment); });
        connect(chip, &AttachmentChip::copyRequested, this, [this, attachment] {
            QApplication::clipboard()->setMimeData(
                new AttachmentMime(m_subject.origin, m_subject.placement, attachment));
        });
        connect(chip, &AttachmentChip::dragRequested, chip, [this, chip, attachment] {
            auto *drag = new QDrag(chip);
            drag->setMimeData(
                new AttachmentMime(m_subject.origin, m_subject.placement, attachment));
            drag->setPixmap(chip->grab());
            drag->exec(Qt::CopyAction);
        });
        m_flow->addWidget(chip);
        chip->show();
    }
    m_summary->setText(
        tr("%n attachment(s), %1", nullptr, int(attachments.size()))
            .arg(QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat)));
    m_saveAll->setVisible(attachments.size() > 1);
    setVisible(!attachments.isEmpty());
}

void AttachmentsBar::clear()
{
    m_attachments.clear();
    while (QLayoutItem *item = m_flow->takeAt(0)) {
        // A chip may be the one whose signal leads here.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    hide();
}

void AttachmentsBar::fetchMissing(const Subject &subject, QList<ShownAttachment> missing,
                                  std::function<void()> then)
{
    while (!missing.isEmpty() && missing.constFirst().here)
        missing.removeFirst();
    if (missing.isEmpty()) {
        then();
        return;
    }
    const ShownAttachment next = missing.takeFirst();
    Q_EMIT reported(tr("Downloading “%1”…").arg(next.name), false, {});
    m_engine.fetch(
        subject.placement, {PartSelection::What::Section, {next.section}}, this,
        [this, subject, missing, then = std::move(then)](std::optional<MailError> error) {
            if (error)
                Q_EMIT reported(error->sentence, true, {});
            else
                fetchMissing(subject, missing, then);
        });
}

void AttachmentsBar::download(const ShownAttachment &attachment)
{
    fetchMissing(m_subject, {attachment}, [this, name = attachment.name] {
        Q_EMIT reported(tr("“%1” is on this computer now.").arg(name), false, {});
    });
}

void AttachmentsBar::open(const ShownAttachment &attachment)
{
    if (attachment.type == "message/rfc822") {
        fetchMissing(m_subject, {attachment}, [this, attachment, origin = m_subject.origin] {
            m_files.read(origin, attachment,
                         [this, name = attachment.name](const QByteArray &bytes) {
                             if (bytes.isEmpty())
                                 Q_EMIT reported(tr("“%1” could not be read.").arg(name), true, {});
                             else {
                                 Q_EMIT reported({}, false, {});
                                 Q_EMIT messageOpened(bytes);
                             }
                         });
        });
    } else if (AttachmentFiles::isProgram(attachment)) {
        askAboutProgram(m_subject, attachment);
    } else {
        openFile(m_subject, attachment);
    }
}

void AttachmentsBar::askAboutProgram(const Subject &subject, const ShownAttachment &attachment)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Open Attachment"),
                                tr("Opening “%1” may run a program.").arg(attachment.name),
                                QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(
        tr("Files of this kind can do anything that you can do on this computer. "
           "Open it only if you expected it and know who sent it."));
    auto *saveButton = box->addButton(tr("&Save Instead…"), QMessageBox::AcceptRole);
    auto *openButton = box->addButton(tr("Open &Anyway"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(saveButton, &QPushButton::clicked, this,
            [this, subject, attachment] { askWhereToSave(subject, {attachment}); });
    connect(openButton, &QPushButton::clicked, this,
            [this, subject, attachment] { openFile(subject, attachment); });
    box->open();
}

void AttachmentsBar::openFile(const Subject &subject, const ShownAttachment &attachment)
{
    fetchMissing(subject, {attachment}, [this, origin = subject.origin, attachment] {
        m_files.saveTemporary(
            origin, attachment,
            [this, name = attachment.name](const QList<AttachmentFiles::Saved> &saved) {
                const AttachmentFiles::Saved &file = saved.constFirst();
                if (file.path.isEmpty())
                    Q_EMIT reported(file.error, true, {});
                else if (!QDesktopServices::openUrl(QUrl::fromLocalFile(file.path)))
                    Q_EMIT reported(
                        tr("No program was found that opens “%1”. It can be saved instead.")
                            .arg(name),
                        true, {});
                else
                    Q_EMIT reported({}, false, {}); // takes "Downloading…" away
            });
    });
}

void AttachmentsBar::save(const QList<ShownAttachment> &attachments)
{
    askWhereToSave(m_subject, attachments);
}

void AttachmentsBar::askWhereToSave(const Subject &subject,
                                    const QList<ShownAttachment> &attachments)
{
    if (attachments.isEmpty())
        return;
    QString start = m_preferences.get(Pref::saveDirectory);
    if (start.isEmpty() || !QFileInfo(start).isDir())
        start = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    auto *dialog = new QFileDialog(this, tr("Save Attachments In"), start);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    ShownAttachment named = attachments.constFirst();
    const bool single = attachments.size() == 1;
    if (single) {
        dialog->setWindowTitle(tr("Save Attachment As"));
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        // A file that exists is never replaced: the new one gets a number.
        dialog->setOption(QFileDialog::DontConfirmOverwrite);
        dialog->selectFile(named.name);
    } else {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
    }
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, subject, attachments, named, single](const QString &path) mutable {
                const QString directory = single ? QFileInfo(path).absolutePath() : path;
                m_preferences.set(Pref::saveDirectory, directory);
                QList<ShownAttachment> chosen = attachments;
                if (single) {
                    named.name = QFileInfo(path).fileName();
                    chosen = {named};
                }
                saveTo(chosen, directory,
                       [this, directory](const auto &saved) { reportSaved(saved, directory); });
            });
    dialog->open();
}

void AttachmentsBar::saveTo(const QList<ShownAttachment> &attachments, const QString &directory,
                            AttachmentFiles::Done done)
{
    saveFrom(m_subject, attachments, directory, std::move(done));
}

void AttachmentsBar::saveFrom(const Subject &subject, const QList<ShownAttachment> &attachments,
                              const QString &directory, AttachmentFiles::Done done)
{
    fetchMissing(subject, attachments,
                 [this, origin = subject.origin, attachments, directory, done = std::move(done)] {
                     m_files.save(origin, attachments, directory, done);
                 });
}

void AttachmentsBar::reportSaved(const QList<AttachmentFiles::Saved> &saved,
                                 const QString &directory)
{
    int good = 0;
    QString name;
    for (const AttachmentFiles::Saved &one : saved) {
        if (one.path.isEmpty()) {
            Q_EMIT reported(one.error, true, {});
        } else {
            ++good;
            name = QFileInfo(one.path).fileName();
        }
    }
    if (good == 1)
        Q_EMIT reported(tr("Saved as “%1”.").arg(name), false, directory);
    else if (good > 1)
        Q_EMIT reported(tr("%n file(s) saved.", nullptr, good), false, directory);
}

} // namespace Turnstone
