// SPDX-License-Identifier: MIT
#include "gui/sending/identitiespage.h"

#include "engine/outbox.h"
#include "engine/sendingsettings.h"
#include "gui/backgroundreader.h"
#include "gui/messagewords.h"
#include "gui/sending/identitydialog.h"
#include "mail/mailbox.h"
#include "store/outboxreader.h"
#include "ui_identitiespage.h"

#include <QMessageBox>
#include <QPushButton>

namespace Turnstone {

IdentitiesPage::IdentitiesPage(Store &store, Engine &engine, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::IdentitiesPage>())
    , m_store(store)
    , m_engine(engine)
{
    m_ui->setupUi(this);
    m_ui->noteText->hide();
    const auto on = [this](QPushButton *button, auto run) {
        connect(button, &QPushButton::clicked, this, [this, run] { m_before(run); });
    };
    m_before = [](const std::function<void()> &run) { run(); };
    on(m_ui->addButton, [this] { add(); });
    on(m_ui->editButton, [this] { edit(); });
    on(m_ui->removeButton, [this] { askRemove(); });
    on(m_ui->upButton, [this] { move(-1); });
    on(m_ui->downButton, [this] { move(1); });
    connect(m_ui->identityList, &QListWidget::currentRowChanged, this,
            &IdentitiesPage::updateButtons);
    connect(m_ui->identityList, &QListWidget::itemActivated, this,
            [this] { m_before([this] { edit(); }); });
    connect(&store.notifier(), &StoreNotifier::changed, this, [this](const ChangeSet &changes) {
        if (changes.accounts)
            read();
    });
    updateButtons();
}

IdentitiesPage::~IdentitiesPage() = default;

int IdentitiesPage::row() const
{
    const int row = m_ui->identityList->currentRow();
    return row < m_facts.identities.size() ? row : -1;
}

void IdentitiesPage::showAccount(AccountId account)
{
    if (account != m_account) {
        m_account = account;
        m_select = 0;
        m_ui->noteText->hide();
        take({});
    }
    read();
}

void IdentitiesPage::read()
{
    if (!m_account)
        return;
    if (!m_reader) {
        m_reader = std::make_unique<BackgroundReader>(m_store);
        connect(m_reader.get(), &BackgroundReader::failed, this, [this](const MailError &error) {
            m_ui->noteText->setText(error.sentence);
            m_ui->noteText->show();
        });
    }
    m_reader->run(
        this,
        [account = m_account](MailReader &reader) {
            OutboxReader outbox(reader);
            return Facts{reader.account(account), outbox.identities(account),
                         outbox.outgoingServers(account)};
        },
        [this, account = m_account](const Facts &facts) {
            if (account == m_account)
                take(facts);
        });
}

void IdentitiesPage::take(const Facts &facts)
{
    const int select = m_select >= 0 ? m_select : qMax(0, row());
    m_facts = facts;
    m_ui->identityList->clear();
    for (qsizetype i = 0; i < facts.identities.size(); ++i) {
        const Identity &identity = facts.identities.at(i);
        QString text = MessageWords::oneLine(formatAddress({identity.name, identity.email}));
        if (i == 0 && facts.identities.size() > 1)
            text = tr("%1 (first choice)", "identity").arg(text);
        QStringList more;
        if (!identity.replyTo.isEmpty())
            more.append(tr("answers go to %1").arg(MessageWords::oneLine(identity.replyTo)));
        if (!identity.signatureText.isEmpty() || !identity.signatureHtml.isEmpty())
            more.append(tr("with a signature"));
        for (const OutgoingServer &server : facts.servers) {
            if (server.id == identity.outgoing)
                more.append(tr("by %1", "outgoing server").arg(server.endpoint.host));
        }
        auto *item = new QListWidgetItem(text, m_ui->identityList);
        if (!more.isEmpty())
            item->setText(text + QLatin1Char('\n') + more.join(QStringLiteral(" · ")));
    }
    m_ui->identityList->setCurrentRow(qMin(select, int(facts.identities.size()) - 1));
    m_select = -1;
    updateButtons();
}

void IdentitiesPage::updateButtons()
{
    const int at = row();
    const auto count = int(m_facts.identities.size());
    m_ui->addButton->setEnabled(m_facts.account.has_value());
    m_ui->editButton->setEnabled(at >= 0);
    m_ui->removeButton->setEnabled(at >= 0 && count > 1);
    m_ui->upButton->setEnabled(at > 0);
    m_ui->downButton->setEnabled(at >= 0 && at + 1 < count);
}

void IdentitiesPage::add()
{
    openDialog(-1);
}

void IdentitiesPage::edit()
{
    if (row() >= 0)
        openDialog(row());
}

void IdentitiesPage::openDialog(int at)
{
    if (!m_facts.account)
        return;
    Identity identity = m_facts.identities.value(at);
    identity.account = m_account;
    if (at < 0)
        identity.name = m_facts.identities.value(0).name;
    auto *dialog =
        new IdentityDialog(identity, m_facts.servers, m_facts.account->outgoing.id, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, at, account = m_account] {
        if (account != m_account)
            return;
        QList<Identity> identities = m_facts.identities;
        const Identity typed = dialog->identity();
        // Read again meanwhile, it may stand elsewhere.
        for (Identity &one : identities) {
            if (at >= 0 && one.id == typed.id)
                one = typed;
        }
        if (at < 0)
            identities.append(typed);
        keep(identities, at < 0 ? int(identities.size()) - 1 : at);
    });
    dialog->open();
}

void IdentitiesPage::move(int by)
{
    const int at = row(), to = at + by;
    if (at < 0 || to < 0 || to >= m_facts.identities.size())
        return;
    QList<Identity> identities = m_facts.identities;
    identities.move(at, to);
    keep(identities, to);
}

void IdentitiesPage::askRemove()
{
    const int at = row();
    if (at < 0 || m_facts.identities.size() < 2)
        return;
    const Identity gone = m_facts.identities.at(at);
    auto *box = new QMessageBox(
        QMessageBox::Question, tr("Remove Identity"),
        tr("Remove “%1”?").arg(MessageWords::oneLine(formatAddress({gone.name, gone.email}))),
        QMessageBox::Cancel, window());
    box->setObjectName(QStringLiteral("removeIdentityQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("Mail that was sent by it stays. What waits in the outbox is sent "
                               "as it is written."));
    QPushButton *button = box->addButton(tr("&Remove"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(button, &QPushButton::clicked, this, [this, gone] {
        QList<Identity> left;
        for (const Identity &one : std::as_const(m_facts.identities)) {
            if (one.id != gone.id)
                left.append(one);
        }
        if (!left.isEmpty())
            keep(left, 0);
    });
    box->open();
}

void IdentitiesPage::keep(const QList<Identity> &identities, int select)
{
    m_select = select;
    m_ui->noteText->hide();
    m_engine.outbox().settings().setIdentities(m_account, identities, this,
                                               [this](const std::optional<MailError> &error) {
                                                   if (!error)
                                                       return; // it is read again
                                                   m_ui->noteText->setText(error->sentence);
                                                   m_ui->noteText->show();
                                               });
}

} // namespace Turnstone
