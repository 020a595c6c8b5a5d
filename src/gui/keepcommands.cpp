// SPDX-License-Identifier: MIT
#include "gui/keepcommands.h"

#include "gui/backgroundreader.h"
#include "gui/folderpropertiesdialog.h"
#include "gui/foldersearch.h"
#include "gui/foldertreemodel.h"
#include "gui/keepdialog.h"
#include "gui/messagelistpane.h"
#include "gui/messagewords.h"
#include "gui/windowactions.h"

#include <QLocale>
#include <QPushButton>

namespace Turnstone {

namespace {

qint64 onlyCopies(const QList<Folder> &folders)
{
    qint64 messages = 0;
    for (const Folder &folder : folders)
        messages += folder.onlyHere;
    return messages;
}

} // namespace

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
    connect(&parts.pane, &MessageListPane::putBackRequested, this, &KeepCommands::putBack);
    connect(&parts.pane, &MessageListPane::letGoRequested, this, &KeepCommands::letGo);
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

QList<Folder> KeepCommands::emptiedFolders() const
{
    QList<Folder> found = foldersWithOnlyCopies();
    found.removeIf([](const Folder &folder) { return folder.emptiedUtc == 0; });
    return found;
}

void KeepCommands::updateOnlyHere()
{
    const QList<Folder> emptied = emptiedFolders();
    QStringList names;
    for (const Folder &folder : emptied)
        names.append(m_parts.pane.folders().size() == 1
                         ? FolderWords::title(folder)
                         : FolderWords::pathWithin(folder, m_parts.folders.accounts()));
    m_parts.pane.setEmptied(QLocale().createSeparatedList(names), onlyCopies(emptied));
    bool settled = true;
    const QList<Folder> folders = foldersWithOnlyCopies();
    for (const Folder &folder : folders) {
        using Phase = AccountState::Phase;
        const Phase phase = m_parts.engine.state(folder.account).phase;
        settled = settled && phase != Phase::Synchronising && phase != Phase::Connecting;
    }
    const qint64 only = emptied.isEmpty() ? onlyCopies(folders) : 0;
    // While a folder is read anew, keys are looked for again: that is no news yet.
    if (only > 0 && !settled)
        return;
    m_parts.pane.setOnlyHere(only);
}

void KeepCommands::putBack()
{
    const QList<Folder> folders = emptiedFolders();
    if (folders.isEmpty())
        return;
    auto *box = new QMessageBox(
        QMessageBox::Question, tr("Put Back"),
        tr("Put %Ln message(s) back on the server?", nullptr, int(onlyCopies(folders))),
        QMessageBox::Cancel, &m_parts.window);
    box->setInformativeText(tr("They are uploaded from the copies on this computer. What isn't "
                               "here as a whole can't be put back and stays as it is."));
    onceAgreed(*box, tr("&Put Back"), QMessageBox::AcceptRole, [this, folders] {
        for (const Folder &folder : folders)
            m_parts.engine.putBack(folder.id);
    });
}

void KeepCommands::letGo()
{
    const QList<Folder> folders = emptiedFolders();
    if (folders.isEmpty())
        return;
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Let Go"),
                                tr("Let go of %Ln message(s)?", nullptr, int(onlyCopies(folders))),
                                QMessageBox::Cancel, &m_parts.window);
    box->setInformativeText(tr("No server has them: the copies on this computer are deleted for "
                               "good. They can't be brought back."));
    onceAgreed(*box, tr("&Let Go"), QMessageBox::DestructiveRole, [this, folders] {
        for (const Folder &folder : folders)
            m_parts.engine.letGo(folder.id);
    });
}

void KeepCommands::upload()
{
    const QList<Folder> folders = foldersWithOnlyCopies();
    if (folders.isEmpty())
        return;
    auto *box = new QMessageBox(
        QMessageBox::Question, tr("Upload"),
        tr("Upload %Ln message(s) to the server?", nullptr, int(onlyCopies(folders))),
        QMessageBox::Cancel, &m_parts.window);
    box->setInformativeText(
        tr("They are put into their folder there, and stay on this computer. What isn't here as a "
           "whole is left out."));
    onceAgreed(*box, tr("&Upload"), QMessageBox::AcceptRole, [this, folders] {
        for (const Folder &folder : folders) {
            m_parts.engine.uploadOnlyHere(folder.id, this, [this](bool queued) {
                Q_EMIT remark(queued
                                  ? tr("The messages wait to be uploaded.")
                                  : tr("These messages wait already, or aren't here as a whole."));
            });
        }
    });
}

void KeepCommands::onceAgreed(QMessageBox &question, const QString &yes,
                              QMessageBox::ButtonRole role, const std::function<void()> &run)
{
    question.setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *really = question.addButton(yes, role);
    // What can't be brought back is not done by a careless key.
    if (role == QMessageBox::DestructiveRole)
        question.setDefaultButton(QMessageBox::Cancel);
    else
        question.setDefaultButton(really);
    connect(really, &QPushButton::clicked, this, run);
    question.open();
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
