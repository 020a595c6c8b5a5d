// SPDX-License-Identifier: MIT
#pragma once

#include "gui/composer/composebeginning.h"
#include "mail/redirect.h"

#include <QDialog>
#include <memory>

class QPushButton;

namespace Ui {
class RedirectDialog;
}

namespace Turnstone {

class AddressCompleter;
class RecipientField;

/// To whom a message goes on unchanged. It sends nothing by itself, and stays open until it is told
/// that the message is in the outbox. Deletes itself. Main thread.
class RedirectDialog : public QDialog {
    Q_OBJECT
public:
    /// `original` is here whole; `senders` aren't empty. `before`: what was filled in already.
    RedirectDialog(const OriginalMessage &original, const QList<Sender> &senders,
                   AddressCompleter *completer, const Redirection &before, QWidget *parent);
    ~RedirectDialog() override;

    const OriginalMessage &original() const { return m_original; }
    const Sender &sender() const;
    /// Date and Message-ID are still to be given.
    Redirection redirection() const;
    /// While it is being handed over nothing can be changed.
    void setBusy(bool busy);
    void showProblem(const QString &sentence);

Q_SIGNALS:
    /// Every recipient is one that can be sent to.
    void sendRequested();

private:
    void requestSend();
    QList<RecipientField *> fields() const;

    std::unique_ptr<Ui::RedirectDialog> m_ui;
    OriginalMessage m_original;
    QList<Sender> m_senders;
    QPushButton *m_send;
};

} // namespace Turnstone
