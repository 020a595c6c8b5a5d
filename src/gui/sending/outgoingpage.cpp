// SPDX-License-Identifier: MIT
#include "gui/sending/outgoingpage.h"

#include "engine/outbox.h"
#include "engine/sendingsettings.h"
#include "gui/backgroundreader.h"
#include "gui/messagewords.h"
#include "gui/sending/outgoingserverdialog.h"
#include "mail/mailbox.h"
#include "store/outboxreader.h"
#include "ui_outgoingpage.h"

#include <QMessageBox>
#include <QPushButton>
#include <QSignalBlocker>

namespace Turnstone {

OutgoingPage::OutgoingPage(Store &store, Engine &engine, Preferences &preferences, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::OutgoingPage>())
    , m_store(store)
    , m_engine(engine)
    , m_preferences(preferences)
{
    m_ui->setupUi(this);
    m_ui->noteText->hide();
    m_before = [](const std::function<void()> &run) { run(); };
    const auto on = [this](QPushButton *button, auto run) {
        connect(button, &QPushButton::clicked, this, [this, run] { m_before(run); });
    };
    on(m_ui->addButton, [this] { openDialog(true); });
    on(m_ui->editButton, [this] { openDialog(false); });
    on(m_ui->removeButton, [this] { askRemove(); });
    on(m_ui->defaultButton, [this] { makeDefault(); });
    connect(m_ui->serverList, &QListWidget::currentRowChanged, this, &OutgoingPage::updateButtons);
    connect(m_ui->serverList, &QListWidget::itemActivated, this,
            [this] { m_before([this] { openDialog(false); }); });
    connect(m_ui->sentCombo, &QComboBox::currentIndexChanged, this, [this] {
        showFiling();
        Q_EMIT edited();
    });
    connect(&store.notifier(), &StoreNotifier::changed, this, [this](const ChangeSet &changes) {
        if (changes.accounts)
            read();
    });
    updateButtons();
}

OutgoingPage::~OutgoingPage() = default;

void OutgoingPage::showAccount(const Account &account, bool foldersOnServer)
{
    if (account.id != m_account) {
        m_account = account.id;
        say({});
        take({});
    }
    m_foldersOnServer = foldersOnServer;
    {
        const QSignalBlocker blocker(m_ui->sentCombo);
        m_ui->sentCombo->setCurrentIndex(int(account.sentFiling));
    }
    m_ui->sentForm->setRowVisible(m_ui->sentCombo, foldersOnServer);
    showFiling();
    read();
}

SentFiling OutgoingPage::sentFiling() const
{
    return SentFiling(qMax(0, m_ui->sentCombo->currentIndex()));
}

void OutgoingPage::showFiling()
{
    if (!m_foldersOnServer) {
        m_ui->sentNote->setText(tr("This account's server keeps no sent mail: what you send stands "
                                   "in Sent on this computer."));
        return;
    }
    switch (sentFiling()) {
    case SentFiling::Auto:
        m_ui->sentNote->setText(tr("Some servers keep a copy of what is sent by them, as Gmail "
                                   "does. So it is looked for first, and put into the server's "
                                   "Sent folder where it isn't. Right for nearly every server."));
        return;
    case SentFiling::Append:
        m_ui->sentNote->setText(tr("The copy is put into the server's Sent folder, also where the "
                                   "server may keep one of its own."));
        return;
    case SentFiling::ByServer:
        m_ui->sentNote->setText(tr("Nothing is put there: the server's own copy is awaited. Choose "
                                   "this where sent mail stands in Sent twice."));
        return;
    }
}

void OutgoingPage::say(const QString &sentence)
{
    m_ui->noteText->setText(sentence);
    m_ui->noteText->setVisible(!sentence.isEmpty());
}

void OutgoingPage::read()
{
    if (!m_account)
        return;
    if (!m_reader) {
        m_reader = std::make_unique<BackgroundReader>(m_store);
        connect(m_reader.get(), &BackgroundReader::failed, this,
                [this](const MailError &error) { say(error.sentence); });
    }
    m_reader->run(
        this,
        [account = m_account](MailReader &reader) {
            OutboxReader outbox(reader);
            Facts facts{reader.account(account),
                        outbox.identities(account),
                        outbox.outgoingServers(account),
                        {}};
            for (const OutgoingServer &server : std::as_const(facts.servers))
                facts.largest.insert(server.id, outbox.largest(server.id));
            return facts;
        },
        [this, account = m_account](const Facts &facts) {
            if (account == m_account)
                take(facts);
        });
}

QStringList OutgoingPage::usersOf(OutgoingServerId server) const
{
    QStringList users;
    for (const Identity &identity : m_facts.identities) {
        if (identity.outgoing == server)
            users.append(MessageWords::oneLine(formatAddress({identity.name, identity.email})));
    }
    return users;
}

void OutgoingPage::take(const Facts &facts)
{
    const auto before = current();
    m_facts = facts;
    m_ui->serverList->clear();
    // One that was never set up is no server to people.
    for (const OutgoingServer &server : facts.servers) {
        if (server.endpoint.host.isEmpty())
            continue;
        QString text = QStringLiteral("%1:%2").arg(server.endpoint.host).arg(server.endpoint.port);
        if (server.id == facts.account->outgoing.id)
            text = tr("%1 (by default)", "outgoing server").arg(text);
        QStringList more{server.endpoint.security == ConnectionSecurity::None ? tr("not encrypted")
                                                                              : tr("encrypted")};
        more.append(server.user.isEmpty() ? tr("signs in as for incoming mail")
                                          : tr("signs in as %1").arg(server.user));
        if (server.ownPassword)
            more.append(tr("with a password of its own"));
        if (const qint64 largest = facts.largest.value(server.id))
            more.append(tr("takes messages of up to %1").arg(MessageWords::size(largest)));
        auto *item = new QListWidgetItem(
            text + QLatin1Char('\n') + more.join(QStringLiteral(" · ")), m_ui->serverList);
        item->setData(Qt::UserRole, server.id.value());
        if (before && before->id == server.id)
            m_ui->serverList->setCurrentItem(item);
    }
    if (m_ui->serverList->currentRow() < 0)
        m_ui->serverList->setCurrentRow(0);
    updateButtons();
}

std::optional<OutgoingServer> OutgoingPage::current() const
{
    const QListWidgetItem *item = m_ui->serverList->currentItem();
    for (const OutgoingServer &server : m_facts.servers) {
        if (item && server.id.value() == item->data(Qt::UserRole).toLongLong())
            return server;
    }
    return {};
}

void OutgoingPage::updateButtons()
{
    const auto server = current();
    const bool isDefault = server && m_facts.account && server->id == m_facts.account->outgoing.id;
    m_ui->addButton->setEnabled(m_facts.account.has_value());
    m_ui->editButton->setEnabled(server.has_value());
    m_ui->removeButton->setEnabled(server && !isDefault);
    m_ui->removeButton->setToolTip(
        isDefault ? tr("Another server has to be the one used by default first.") : QString());
    m_ui->defaultButton->setEnabled(server && !isDefault);
}

void OutgoingPage::openDialog(bool fresh)
{
    if (!m_facts.account)
        return;
    OutgoingServer server;
    server.endpoint.security = ConnectionSecurity::Tls;
    if (!fresh) {
        if (!current())
            return;
        server = *current();
    } else if (m_facts.account->outgoing.endpoint.host.isEmpty()) {
        server.id = m_facts.account->outgoing.id; // the one that was never set up
    }
    say({});
    auto *dialog =
        new OutgoingServerDialog(*m_facts.account, server, m_engine, m_preferences, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void OutgoingPage::makeDefault()
{
    if (const auto server = current()) {
        m_engine.outbox().settings().setDefaultOutgoingServer(
            m_account, server->id, this, [this](const std::optional<MailError> &error) {
                if (error)
                    say(error->sentence);
            });
    }
}

void OutgoingPage::askRemove()
{
    const auto server = current();
    if (!server || !m_facts.account)
        return;
    auto *box = new QMessageBox(QMessageBox::Question, tr("Remove Outgoing Server"),
                                tr("Remove “%1”?").arg(server->endpoint.host), QMessageBox::Cancel,
                                window());
    box->setObjectName(QStringLiteral("removeServerQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    const QStringList users = usersOf(server->id);
    const QString instead = m_facts.account->outgoing.endpoint.host;
    const QString falls = users.isEmpty()
        ? QString()
        : tr("From now on %2 is used by: %1.").arg(users.join(QStringLiteral(", ")), instead);
    box->setInformativeText(users.isEmpty() ? tr("No identity uses it.") : falls);
    QPushButton *button = box->addButton(tr("&Remove"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(button, &QPushButton::clicked, this, [this, id = server->id, falls] {
        m_engine.outbox().settings().removeOutgoingServer(
            m_account, id, this, [this, falls](const std::optional<MailError> &error) {
                say(error ? error->sentence : falls);
            });
    });
    box->open();
}

} // namespace Turnstone
