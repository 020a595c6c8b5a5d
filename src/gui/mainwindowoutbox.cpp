// SPDX-License-Identifier: MIT
// The Outbox in the main window: its pane in the list's place, what is written on, and notices.
#include "gui/accountcommands.h"
#include "gui/backgroundreader.h"
#include "gui/composer/composecommands.h"
#include "gui/folderpane.h"
#include "gui/mainwindow.h"
#include "gui/messagelistpane.h"
#include "gui/messageview.h"
#include "gui/outbox/outboxedit.h"
#include "gui/outbox/outboxnotice.h"
#include "gui/outbox/outboxpane.h"
#include "gui/sending/outgoingpassworddialog.h"
#include "gui/statusarea.h"

#include <QStackedWidget>

namespace Turnstone {

namespace {
constexpr int outboxRemarkMs = 6000;
}

void MainWindow::buildOutbox()
{
    m_outbox = new OutboxPane(m_store, m_engine, *m_lists, this);
    m_outboxNotice = new OutboxNotice(m_store, m_engine, *m_lists, this);
    m_middle = new QStackedWidget(this);
    m_middle->addWidget(m_pane);
    m_middle->addWidget(m_outbox);
}

void MainWindow::connectOutbox()
{
    auto *edit = new OutboxEdit(m_engine, *m_lists, this);
    const auto remark = [this](const QString &text) {
        m_status->showMessage(text, outboxRemarkMs);
    };
    connect(m_outbox, &OutboxPane::messageRead, this, [this](const QByteArray &message) {
        if (!m_outbox->isOpen())
            return;
        if (message.isEmpty())
            m_message->showNothingSelected(0);
        else
            m_message->showRawMessage(message);
    });
    connect(m_outbox, &OutboxPane::remark, this, remark);
    connect(m_outbox, &OutboxPane::kept, m_outboxNotice, &OutboxNotice::putAside);
    connect(m_outbox, &OutboxPane::editRequested, edit, &OutboxEdit::edit);
    connect(edit, &OutboxEdit::taken, m_composing, &ComposeCommands::open);
    connect(edit, &OutboxEdit::refused, this, remark);
    connect(m_outboxNotice, &OutboxNotice::outboxRequested, this, &MainWindow::showOutbox);
    connect(m_outboxNotice, &OutboxNotice::passwordRequested, this,
            [this](AccountId id, const OutgoingServer &server, const QString &reason) {
                for (const Account &account : m_folders->accounts()) {
                    if (account.id != id)
                        continue;
                    auto *dialog =
                        new OutgoingPasswordDialog(account, server, reason, m_engine, this);
                    dialog->setAttribute(Qt::WA_DeleteOnClose);
                    dialog->open();
                }
            });
}

void MainWindow::showOutbox(OutboxId id)
{
    m_folderPane->endFilter();
    if (m_tree->open(m_folders->outbox()) && id)
        m_outbox->select(id);
}

/// True where it is the Outbox that is open now.
bool MainWindow::openOutbox(const QModelIndex &index)
{
    const bool open = index.isValid() && m_folders->kind(index) == FolderTreeModel::Kind::Outbox;
    if (open == m_outbox->isOpen())
        return open;
    m_middle->setCurrentWidget(open ? static_cast<QWidget *>(m_outbox) : m_pane);
    m_outbox->setOpen(open);
    m_message->showNothingSelected(0); // until what is open says otherwise
    return open;
}

} // namespace Turnstone
