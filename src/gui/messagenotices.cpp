// SPDX-License-Identifier: MIT
#include "gui/messagenotices.h"

#include "gui/messagewords.h"
#include "gui/sendercheck.h"

#include <QDesktopServices>
#include <QUrl>
#include <QVBoxLayout>

namespace Turnstone {

MessageNotices::MessageNotices(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
}

NoticeBar *MessageNotices::add(const QString &iconName, const QString &text, NoticeBar::Tone tone)
{
    auto *bar = new NoticeBar(iconName, text, tone, this);
    m_layout->addWidget(bar);
    bar->show();
    return bar;
}

void MessageNotices::showFor(const ShownMessage &message)
{
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // a bar's own button may lead here
        delete item;
    }
    if (message.written == ShownMessage::Written::Draft) {
        add(QStringLiteral("folder-drafts"), tr("This is a draft."))
            ->addAction(tr("Continue Writing"), [this] { Q_EMIT writingRequested(false); });
    } else if (message.written == ShownMessage::Written::Template) {
        NoticeBar *bar = add(QStringLiteral("folder-drafts"), tr("This is a template."));
        bar->addAction(tr("New Message"), [this] { Q_EMIT writingRequested(true); });
        bar->addAction(tr("Edit Template"), [this] { Q_EMIT writingRequested(false); });
    }
    for (const QString &sentence : SenderCheck::notices(message.detail.envelope))
        add(QStringLiteral("dialog-warning"), sentence, NoticeBar::Tone::Warning);
    if (message.state != ShownMessage::State::Shown)
        return;
    if (message.htmlTooLarge)
        add(QStringLiteral("view-text"),
            tr("This message's formatting is too large or too deeply nested to be shown safely, so "
               "its "
               "text is shown instead."));
    if (message.remoteContent)
        add(QStringLiteral("image-blocked"),
            tr("Remote content blocked: this message refers to pictures or styles elsewhere. "
               "Turnstone "
               "never loads them by itself."));
    if (message.forms)
        add(QStringLiteral("dialog-information"),
            tr("This message had a form to fill in. It was left out."));
    if (!message.imagesNotHere.isEmpty())
        add(QStringLiteral("not-on-computer"),
            tr("Pictures of this message are not on this computer yet."))
            ->addAction(tr("Download Pictures"), [this] { Q_EMIT picturesRequested(); });
    if (message.plainCut)
        add(QStringLiteral("view-text"), tr("This text is very long. Its first part is shown."))
            ->addAction(tr("Show More"), [this] { Q_EMIT moreTextRequested(); });
}

void MessageNotices::report(const QString &sentence, bool isProblem, const QString &directory)
{
    if (m_report) {
        m_report->hide();
        m_report->deleteLater();
    }
    if (sentence.isEmpty())
        return;
    m_report = isProblem ? add(QStringLiteral("dialog-warning"), sentence, NoticeBar::Tone::Warning)
                         : add(QStringLiteral("dialog-information"), sentence);
    if (!directory.isEmpty())
        m_report->addAction(tr("Show Folder"), [directory] {
            QDesktopServices::openUrl(QUrl::fromLocalFile(directory));
        });
    m_report->makeDismissible();
    connect(m_report, &NoticeBar::dismissed, m_report, &QObject::deleteLater);
}

void MessageNotices::offerRest(qint64 bytes)
{
    add(QStringLiteral("not-on-computer"),
        tr("The text of this message is here; its attachments are on the server. It has %1.")
            .arg(MessageWords::size(bytes)))
        ->addAction(tr("Download the Rest"), [this] { Q_EMIT restRequested(); });
}

void MessageNotices::askAboutReceipt(const ReceiptRequest &request)
{
    QStringList names;
    for (const Address &address : request.to)
        names.append(address.mailbox);
    const QString who = names.join(QStringLiteral(", "));
    NoticeBar *bar =
        add(QStringLiteral("mail-message"),
            request.elsewhere
                ? tr("A receipt is asked for, which says that you have displayed this message. It "
                     "would go to %1, which isn't the address that the message came from.")
                      .arg(who)
                : tr("%1 asks for a receipt, which says that you have displayed this message.")
                      .arg(who));
    bar->addAction(tr("Send Receipt"), [this] { Q_EMIT receiptAnswered(true); });
    bar->addAction(tr("Ignore"), [this] { Q_EMIT receiptAnswered(false); });
}

QStringList MessageNotices::texts() const
{
    QStringList texts;
    for (int i = 0; i < m_layout->count(); ++i)
        if (const auto *bar = qobject_cast<NoticeBar *>(m_layout->itemAt(i)->widget()))
            texts.append(bar->text());
    return texts;
}

} // namespace Turnstone
