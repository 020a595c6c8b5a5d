// SPDX-License-Identifier: MIT
#pragma once

#include "gui/noticebar.h"
#include "gui/shownmessage.h"

#include <QPointer>

class QVBoxLayout;

namespace Turnstone {

/// The lines between a message's head and its body: what a reader should know of the sender, what
/// was left out, and what came of an action.
class MessageNotices : public QWidget {
    Q_OBJECT
public:
    explicit MessageNotices(QWidget *parent = nullptr);

    void showFor(const ShownMessage &);
    /// Replaces the last report, by nothing where the sentence is empty; `directory` gets a button
    /// that shows it.
    void report(const QString &sentence, bool isProblem, const QString &directory);
    /// Its text is here, and the rest of so many bytes is at the server.
    void offerRest(qint64 bytes);
    /// Asks whether to send the receipt that the sender wants.
    void askAboutReceipt(const ReceiptRequest &request);
    QStringList texts() const;

Q_SIGNALS:
    void picturesRequested();
    void moreTextRequested();
    void restRequested();
    void receiptAnswered(bool send);
    /// A draft is to be written on, or a template edited; `begin`: a message from a template.
    void writingRequested(bool begin);

private:
    NoticeBar *add(const QString &iconName, const QString &text,
                   NoticeBar::Tone tone = NoticeBar::Tone::Quiet);

    QVBoxLayout *m_layout = nullptr;
    QPointer<NoticeBar> m_report;
};

} // namespace Turnstone
