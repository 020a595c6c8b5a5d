// SPDX-License-Identifier: MIT
#include "gui/keepcommands.h"

#include "gui/backgroundreader.h"
#include "gui/folderpropertiesdialog.h"
#include "gui/foldertreemodel.h"
#include "gui/keepdialog.h"
#include "gui/messagelistpane.h"
#include "gui/messagewords.h"
#include "gui/windowactions.h"

#include <QMessageBox>
#include <QPushButton>

namespace Turnstone {

KeepCommands::KeepCommands(const Parts &parts)
    : QObject(&parts.window)
    , m_parts(parts)
{
    const auto onSelection = [this](QAction *action, KeepTask::Kind kind) {
        connect(action, &QAction::triggered, this, [this, kind] {
            const QList<PlacementId> ids = m_parts.pane.view().selectedIds();
            if (!ids.isEmpty())
                ask(kind, {ids, {}}, {});
        });
    };
    onSelection(parts.actions.download, KeepTask::Kind::Download);
    onSelection(parts.actions.removeHere, KeepTask::Kind::Remove);
    connect(parts.actions.stopDownloads, &QAction::triggered, &parts.engine,
            &Engine::cancelKeeping);
    connect(&parts.engine, &Engine::keepingChanged, this, &KeepCommands::remarkOn);
    connect(&parts.pane, &MessageListPane::uploadRequested, this, &KeepCommands::upload);
}

void KeepCommands::ask(KeepTask::Kind kind, const KeepScope &scope, const QString &name)
{
    auto *dialog = new KeepDialog(kind, scope, name, m_parts.store, m_parts.engine, m_parts.reader,
                                  &m_parts.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void KeepCommands::showProperties(FolderId id, const QString &name)
{
    const auto folder = m_parts.folders.folder(id);
    if (!folder)
        return;
    for (const Account &account : m_parts.folders.accounts()) {
        if (account.id != folder->account)
            continue;
        auto *dialog = new FolderPropertiesDialog(*folder, account, name, m_parts.store,
                                                  m_parts.engine, m_parts.reader, &m_parts.window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    }
}

QList<Folder> KeepCommands::foldersWithOnlyCopies() const
{
    QList<Folder> found;
    for (const FolderId id : m_parts.pane.folders()) {
        const auto folder = m_parts.folders.folder(id);
        // A folder of this computer, or of a server that keeps no folders, is where mail may be.
        if (!folder || !folder->onServer || folder->onlyHere == 0)
            continue;
        for (const Account &account : m_parts.folders.accounts()) {
            const auto *entry = account.id == folder->account
                ? m_parts.engine.registry().find(account.incoming.protocol)
                : nullptr;
            if (entry && entry->traits.foldersOnServer)
                found.append(*folder);
        }
    }
    return found;
}

void KeepCommands::updateOnlyHere()
{
    qint64 only = 0;
    bool settled = true;
    const QList<Folder> folders = foldersWithOnlyCopies();
    for (const Folder &folder : folders) {
        only += folder.onlyHere;
        using Phase = AccountState::Phase;
        const Phase phase = m_parts.engine.state(folder.account).phase;
        settled = settled && phase != Phase::Synchronising && phase != Phase::Connecting;
    }
    // While a folder is read anew, keys are looked for again: that is no news yet.
    if (only > 0 && !settled)
        return;
    m_parts.pane.setOnlyHere(only);
}

void KeepCommands::upload()
{
    const QList<Folder> folders = foldersWithOnlyCopies();
    qint64 messages = 0;
    for (const Folder &folder : folders)
        messages += folder.onlyHere;
    if (messages == 0)
        return;
    auto *box = new QMessageBox(QMessageBox::Question, tr("Upload"),
                                tr("Upload %Ln message(s) to the server?", nullptr, int(messages)),
                                QMessageBox::Cancel, &m_parts.window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        tr("They are put into their folder there, and stay on this computer. What isn't here as a "
           "whole is left out."));
    QPushButton *really = box->addButton(tr("&Upload"), QMessageBox::AcceptRole);
    box->setDefaultButton(really);
    connect(really, &QPushButton::clicked, this, [this, folders] {
        for (const Folder &folder : folders) {
            m_parts.engine.uploadOnlyHere(folder.id, this, [this](bool queued) {
                Q_EMIT remark(queued
                                  ? tr("The messages wait to be uploaded.")
                                  : tr("These messages wait already, or aren't here as a whole."));
            });
        }
    });
    box->open();
}

void KeepCommands::remarkOn(const KeepProgress &progress)
{
    const bool removing = progress.kind == KeepTask::Kind::Remove;
    if (!progress.ended) {
        if (removing && progress.total > 0)
            Q_EMIT remark(tr("Removing from this computer: %1 %")
                              .arg(qMin<qint64>(99, 100 * progress.done / progress.total)));
        return;
    }
    if (progress.cancelled)
        Q_EMIT remark(tr("Stopped."));
    else if (removing && progress.extent.bytes > 0)
        Q_EMIT remark(
            tr("%1 freed on this computer.").arg(MessageWords::size(progress.extent.bytes)));
}

} // namespace Turnstone
