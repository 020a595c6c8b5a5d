// SPDX-License-Identifier: MIT
// What travels with a message: files, messages, attachments of other messages, pictures made
// smaller.
#include "gui/attachmentmime.h"
#include "gui/composer/bodyeditor.h"
#include "gui/composer/composer.h"
#include "gui/noticebar.h"
#include "gui/placementmime.h"

#include "ui_composer.h"

#include <QDragEnterEvent>
#include <QFileDialog>

namespace Turnstone {

void Composer::attach(const QStringList &paths)
{
    m_ui->attachments->addFiles(paths);
}

void Composer::attach(const Attachment &attachment)
{
    m_ui->attachments->add(attachment);
}

/// Once what was pressed in it is gone, writing goes on: the sender, which is next to it, would
/// else be changed by what is typed.
void Composer::putAway(NoticeBar *notice)
{
    const bool hadFocus = notice->isAncestorOf(window()->focusWidget());
    notice->hide();
    if (hadFocus)
        focusFirst();
}

int Composer::beginAttaching(const QString &words)
{
    const int work = ++m_lastAttaching;
    auto *notice = new NoticeBar(QStringLiteral("download"), words, NoticeBar::Tone::Quiet, this);
    notice->addAction(tr("Cancel"), [this, work] { endAttaching(work); });
    m_ui->notices->addWidget(notice);
    notice->show();
    m_attaching.insert(work, notice);
    return work;
}

bool Composer::isAttaching(int work) const
{
    return m_attaching.contains(work);
}

void Composer::endAttaching(int work)
{
    if (NoticeBar *notice = m_attaching.take(work)) {
        putAway(notice);
        notice->deleteLater();
    }
}

void Composer::askForFiles()
{
    auto *dialog = new QFileDialog(window(), tr("Attach Files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this,
            qOverload<const QStringList &>(&Composer::attach));
    dialog->open();
}

void Composer::pictureQuestion()
{
    constexpr int smallerSide = 1600;
    if (m_ui->attachments->hasLargePictures() == bool(m_pictures))
        return;
    if (m_pictures) {
        putAway(m_pictures);
        m_pictures->deleteLater();
        m_pictures = nullptr;
        return;
    }
    m_pictures = new NoticeBar(QStringLiteral("file-image"),
                               tr("Large pictures are attached. They can be sent smaller."),
                               NoticeBar::Tone::Quiet, this);
    m_pictures->addAction(tr("Send Smaller Pictures"), [this] {
        putAway(m_pictures);
        const int work = beginAttaching(tr("Making the pictures smaller…"));
        m_ui->attachments->shrinkPictures(
            smallerSide, [this, work] { endAttaching(work); },
            [this, work] { return isAttaching(work); });
    });
    m_pictures->makeDismissible();
    connect(m_pictures, &NoticeBar::dismissed, this, [this] { putAway(m_pictures); });
    m_ui->notices->addWidget(m_pictures);
}

void Composer::takeMail(const QMimeData &mime)
{
    if (const auto *attachment = qobject_cast<const AttachmentMime *>(&mime))
        Q_EMIT attachmentOffered(attachment->origin(), attachment->placement(),
                                 attachment->attachment());
    else if (hasPlacements(mime))
        Q_EMIT messagesOffered(placementsOf(mime));
}

void Composer::dragEnterEvent(QDragEnterEvent *event)
{
    if (!event->mimeData()->hasUrls() && !holdsMail(*event->mimeData()))
        return;
    // What is dragged here from a list stays there.
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void Composer::dropEvent(QDropEvent *event)
{
    event->setDropAction(Qt::CopyAction);
    event->accept();
    if (holdsMail(*event->mimeData())) {
        takeMail(*event->mimeData());
        return;
    }
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    attach(paths);
}

} // namespace Turnstone
