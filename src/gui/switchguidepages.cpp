// SPDX-License-Identifier: MIT
// The pages on which the user decides: the server, and what would be done.
#include "gui/backgroundreader.h"
#include "gui/certificatedialog.h"
#include "gui/messagewindow.h"
#include "gui/messagewords.h"
#include "gui/serverform.h"
#include "gui/switchguide.h"
#include "gui/switchmodels.h"
#include "settings/autoconfiguration.h"
#include "ui_switchguide.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>

namespace Turnstone {

// Server

void SwitchGuide::showServer()
{
    fillServer();
    showPage(m_ui->serverPage);
    if (!m_ui->hostEdit->hasFocus())
        m_ui->hostEdit->setFocus();
}

void SwitchGuide::fillServer()
{
    if (std::exchange(m_serverFilled, true) || !m_facts.account)
        return;
    const Account &account = *m_facts.account;
    const QString to = toName();
    m_ui->serverIntro->setText(
        tr("Turnstone signs in at the %1 server and compares what is there with what is on this "
           "computer. Until you have seen what would be done and agreed, nothing is changed.")
            .arg(to.toUpper()));
    const ServerSuggestion suggestion = suggestServers(account.email);
    m_ui->providerNote->setText(suggestion.note);
    m_ui->providerNote->setVisible(!suggestion.note.isEmpty());
    IncomingServer server;
    server.endpoint = to == QStringLiteral("pop3") ? suggestion.pop3 : suggestion.imap;
    server.user = suggestion.known ? suggestion.user : account.incoming.user;
    if (!suggestion.known
        && suggestion.imap.host.section(QLatin1Char('.'), 1)
            != account.incoming.endpoint.host.section(QLatin1Char('.'), 1)) {
        // A server of one's own mostly speaks both.
        server.endpoint.host = account.incoming.endpoint.host;
        server.endpoint.security = account.incoming.endpoint.security;
        server.endpoint.port = 0;
    }
    for (const IncomingServer &before : m_facts.retired) {
        if (before.protocol == to) {
            server = before;
            break;
        }
    }
    if (m_facts.preview)
        server = m_facts.preview->to;
    m_server->setEndpoint(server.endpoint,
                          account.incoming.endpoint.security == ConnectionSecurity::None
                              && server.endpoint.host == account.incoming.endpoint.host);
    m_ui->userEdit->setText(server.user);
}

IncomingServer SwitchGuide::typedServer() const
{
    IncomingServer server;
    server.protocol = toName();
    server.endpoint = m_server->endpoint();
    server.user = m_ui->userEdit->text().trimmed();
    return server;
}

QString SwitchGuide::serverProblem() const
{
    if (m_server->endpoint().host.isEmpty())
        return tr("The name of the incoming server is missing.");
    if (m_ui->userEdit->text().trimmed().isEmpty())
        return tr("The user name is missing.");
    return m_server->problem();
}

void SwitchGuide::compare(bool sameMailbox)
{
    SwitchPasswords passwords;
    if (!m_ui->passwordEdit->text().isEmpty())
        passwords.other = Secret(m_ui->passwordEdit->text().toUtf8());
    m_backAtServer = false;
    switches().preview(m_id, typedServer(), passwords, sameMailbox);
}

void SwitchGuide::offerCertificate()
{
    if (!m_activity.problem)
        return;
    const Endpoint endpoint = isPage(m_ui->serverPage) || !m_facts.report ? m_server->endpoint()
        : m_facts.account->incoming.id == m_facts.report->to.id ? m_facts.report->from.endpoint
                                                                : m_facts.report->to.endpoint;
    auto *dialog = new CertificateDialog(endpoint, *m_activity.problem, m_preferences, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, &SwitchGuide::next);
    dialog->open();
}

// Preview

void SwitchGuide::showPreview()
{
    if (m_backAtServer) {
        showServer();
        return;
    }
    const SwitchPreview &preview = *m_facts.preview;
    m_folders->setPreview(preview);
    QHash<QString, FolderRole> roles;
    for (const SwitchFolderPlan &plan : preview.folders)
        roles.insert(plan.path, plan.role);
    m_exceptions->setExceptions(preview.exceptions, roles);
    m_ui->previewTabs->setTabText(1, tr("Exceptions (%L1)").arg(preview.exceptions.size()));
    m_ui->previewTabs->setTabEnabled(1, !preview.exceptions.isEmpty());
    m_ui->exceptionTable->setCurrentIndex(m_sorted->index(0, 0)); // with why, below
    m_ui->folderTable->resizeColumnsToContents();
    // A long name isn't to push out of sight what can be chosen.
    m_ui->folderTable->horizontalHeader()->setMinimumSectionSize(80);
    m_ui->folderTable->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_ui->deletedToTrash->setText(
        tr("Put %Ln message(s) that were deleted here, and that the server still has, into its "
           "&Trash",
           nullptr, int(preview.deletedHereButThere)));
    m_ui->deletedToTrash->setChecked(preview.moveDeletedToTrash);
    m_ui->deletedToTrash->setVisible(preview.deletedHereButThere > 0
                                     && preview.to.protocol == QStringLiteral("imap"));
    m_ui->thoroughBox->setChecked(preview.thorough);
    m_ui->folderTable->setCurrentIndex(m_folders->index(0, 0)); // selectRow needs a laid out view
    updateSummary();
    updateChoice();
    showPage(m_ui->previewPage);
    m_ui->folderTable->setFocus();
}

void SwitchGuide::updateSummary()
{
    const SwitchPreview &preview = m_folders->preview();
    SwitchExtent both, up, stays, down, there;
    int made = 0;
    const auto add = [](SwitchExtent &sum, const SwitchExtent &one) {
        sum.messages += one.messages;
        sum.bytes += one.bytes;
    };
    for (const SwitchFolderPlan &plan : preview.folders) {
        add(both, plan.onBoth);
        add(there, plan.onlyServer);
        if (plan.isToBeMade())
            ++made;
        if (plan.choice == SwitchChoice::Upload)
            add(up, plan.onlyHere);
        else
            add(stays, plan.onlyHere);
        if (plan.choice == SwitchChoice::Download)
            add(down, plan.toDownload);
    }
    m_ui->thoroughBox->setVisible(up.messages > 0);
    QStringList lines;
    lines.append(tr("%Ln message(s) are here and on the server: they are recognised, and nothing "
                    "is transferred.",
                    nullptr, int(both.messages)));
    if (preview.to.protocol == QStringLiteral("imap")) {
        if (up.messages > 0)
            lines.append(tr("%Ln message(s) that are only here would be put on the server: %1.",
                            nullptr, int(up.messages))
                             .arg(MessageWords::size(up.bytes)));
        if (made > 0)
            lines.append(tr("%Ln folder(s) would be made on the server.", nullptr, made));
        if (stays.messages > 0)
            lines.append(
                tr("%Ln message(s) stay on this computer only.", nullptr, int(stays.messages)));
        if (there.messages > 0)
            lines.append(tr("%Ln message(s) that are only on the server will be shown here too.",
                            nullptr, int(there.messages)));
        if (preview.quotaLimit)
            lines.append(tr("The server has room for %1 more.")
                             .arg(MessageWords::size(qMax<qint64>(
                                 0, *preview.quotaLimit - preview.quotaUsed.value_or(0)))));
    } else {
        if (down.messages > 0)
            lines.append(tr("%Ln message(s) are brought to this computer as a whole first: %1.",
                            nullptr, int(down.messages))
                             .arg(MessageWords::size(down.bytes)));
        lines.append(tr("Nothing on the server changes. Only the Inbox goes on receiving."));
    }
    if (!preview.notAsked.isEmpty())
        lines.append(tr("The server in use could not be asked for what has come since: %1")
                         .arg(preview.notAsked));
    if (preview.operationsCarried > 0)
        lines.append(tr("%Ln change(s) of yours that wait are sent to the new server.", nullptr,
                        int(preview.operationsCarried)));
    const int minutes = int(qMin<qint64>((preview.secondsEstimated + 59) / 60, 1'000'000));
    lines.append(tr("This takes about %Ln minute(s).", nullptr, qMax(1, minutes)));
    m_ui->previewSummary->setText(lines.join(QLatin1Char('\n')));
}

void SwitchGuide::updateChoice()
{
    QList<SwitchChoice> choices;
    std::optional<SwitchChoice> current;
    QString why;
    const QModelIndexList rows = m_ui->folderTable->selectionModel()->selectedRows();
    bool mixed = false;
    for (const QModelIndex &row : rows) {
        const SwitchFolderPlan &plan = m_folders->preview().folders.at(row.row());
        why = rows.size() == 1 ? plan.whyNot : QString();
        const QList<SwitchChoice> possible = m_folders->choices(row.row());
        if (possible.isEmpty())
            continue;
        choices = possible;
        mixed = mixed || (current && *current != plan.choice);
        current = plan.choice;
    }
    m_ui->choiceBox->clear();
    for (const SwitchChoice choice : std::as_const(choices))
        m_ui->choiceBox->addItem(SwitchWords::choice(choice), int(choice));
    m_ui->choiceBox->setCurrentIndex(current && !mixed ? m_ui->choiceBox->findData(int(*current))
                                                       : -1);
    m_ui->choiceBox->setEnabled(!choices.isEmpty());
    m_ui->whyText->setText(why);
    m_ui->whyText->setVisible(!why.isEmpty());
}

void SwitchGuide::choose(int index)
{
    const auto choice = SwitchChoice(m_ui->choiceBox->itemData(index).toInt());
    const QModelIndexList rows = m_ui->folderTable->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        m_folders->choose(row.row(), choice);
}

void SwitchGuide::openException(const QTableView &, const QModelIndex &index)
{
    const SwitchException &exception = m_exceptions->exception(m_sorted->mapToSource(index).row());
    if (!exception.placement)
        return;
    auto *window = new MessageWindow(m_store, m_engine, m_preferences, this);
    window->setWindowTitle(MessageWords::oneLine(exception.subject));
    window->view()->showMessage(exception.placement);
    window->show();
}

} // namespace Turnstone
