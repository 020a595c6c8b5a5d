// SPDX-License-Identifier: MIT
#include "gui/protocolpage.h"

#include "gui/backgroundreader.h"
#include "gui/datetext.h"
#include "gui/helpwindow.h"
#include "gui/messagewords.h"
#include "gui/switchmodels.h"
#include "store/switchreader.h"
#include "ui_protocolpage.h"

namespace Turnstone {

ProtocolPage::ProtocolPage(Store &store, Engine &engine, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ProtocolPage>())
    , m_store(store)
    , m_engine(engine)
{
    m_ui->setupUi(this);
    QFont bold = font();
    bold.setBold(true);
    for (QLabel *label : {m_ui->titleText, m_ui->imapTitle, m_ui->pop3Title, m_ui->foldersLabel,
                          m_ui->devicesLabel, m_ui->spaceLabel, m_ui->offlineLabel})
        label->setFont(bold);
    HelpWindow::prepareButton(*m_ui->helpSuits, HelpTopic::Protocols);
    const auto opens = [this](QPushButton *button, SwitchGuide::Begin begin) {
        connect(button, &QPushButton::clicked, this,
                [this, begin] { Q_EMIT guideRequested(begin); });
    };
    opens(m_ui->changeButton, SwitchGuide::Begin::Change);
    opens(m_ui->continueButton, SwitchGuide::Begin::Continue);
    opens(m_ui->undoButton, SwitchGuide::Begin::Undo);
    opens(m_ui->reportButton, SwitchGuide::Begin::Report);
    connect(&engine.protocolSwitches(), &ProtocolSwitches::changed, this,
            [this, last = SwitchActivity::Work::None](const SwitchActivity &activity) mutable {
                // Its progress is the guide's matter.
                if (activity.account == m_account && std::exchange(last, activity.work) != last)
                    read();
            });
    connect(&engine.protocolSwitches(), &ProtocolSwitches::closed, this, [this](AccountId closed) {
        if (closed == m_account)
            read(); // it can't be undone any more
    });
    for (QPushButton *button :
         {m_ui->changeButton, m_ui->continueButton, m_ui->undoButton, m_ui->reportButton})
        button->hide();
}

ProtocolPage::~ProtocolPage()
{
    m_engine.protocolSwitches().disconnect(this);
}

void ProtocolPage::showAccount(AccountId account)
{
    m_account = account;
    if (account)
        read();
}

void ProtocolPage::read()
{
    if (!m_reader) {
        m_reader = std::make_unique<BackgroundReader>(m_store);
        connect(m_reader.get(), &BackgroundReader::failed, this, [this](const MailError &error) {
            m_ui->stateText->setText(error.sentence);
            m_ui->stateText->show();
        });
    }
    const int reading = ++m_reading;
    m_reader->run(
        this,
        [id = m_account](MailReader &reader) {
            SwitchReader switches(reader);
            Facts facts{reader.account(id),
                        switches.report(id),
                        switches.preview(id),
                        reader.storage(id),
                        0,
                        0,
                        {}};
            const bool imap =
                facts.account && facts.account->incoming.protocol == QStringLiteral("imap");
            const QList<Folder> folders = reader.folders(id);
            for (const Folder &folder : folders) {
                const ContentExtent rest = imap ? reader.toDownload(folder.id) : ContentExtent();
                facts.toDownload.messages += rest.messages;
                facts.toDownload.bytes += rest.bytes;
                if (folder.role == FolderRole::Inbox)
                    continue;
                ++facts.folders;
            }
            return facts;
        },
        [this, reading](const Facts &facts) {
            if (reading == m_reading && facts.account)
                take(facts);
        });
}

void ProtocolPage::take(const Facts &facts)
{
    compare(facts);
    showState(facts);
    Q_EMIT shown();
}

void ProtocolPage::compare(const Facts &facts)
{
    const bool pop3 = facts.account->incoming.protocol == QStringLiteral("pop3");
    const int folders = int(facts.folders);
    const int messages = int(facts.storage.total);
    m_ui->imapTitle->setText(pop3 ? tr("By IMAP") : tr("By IMAP (as it is now)"));
    m_ui->pop3Title->setText(pop3 ? tr("By POP3 (as it is now)") : tr("By POP3"));
    m_ui->devicesImap->setText(
        tr("What you read, star, move or delete is so on all your devices and in the browser."));
    m_ui->devicesPop3->setText(
        tr("Each device collects mail for itself. What you do here isn't seen elsewhere."));
    if (pop3) {
        m_ui->foldersImap->setText(
            tr("Your %Ln folder(s) are made on the server, if you want, and are everywhere the "
               "same.",
               nullptr, folders));
        m_ui->foldersPop3->setText(
            tr("Your %Ln folder(s) are on this computer only; the server has an Inbox.", nullptr,
               folders));
        m_ui->spaceImap->setText(
            tr("Up to %1 of what is here would be put on the server, which needs room for it. You "
               "choose folder by folder.")
                .arg(MessageWords::size(facts.storage.bytes)));
        m_ui->spacePop3->setText(tr("%1 on this computer; the server can be emptied.")
                                     .arg(MessageWords::size(facts.storage.bytes)));
    } else {
        m_ui->foldersImap->setText(
            tr("Your %Ln folder(s) are on the server, and everywhere the same.", nullptr, folders));
        m_ui->foldersPop3->setText(
            tr("Your %Ln folder(s) become folders of this computer. Only the Inbox goes on "
               "receiving.",
               nullptr, folders));
        m_ui->spaceImap->setText(
            tr("%1 on this computer. The server keeps the rest, and needs room for all of it.")
                .arg(MessageWords::size(facts.storage.bytes)));
        m_ui->spacePop3->setText(
            facts.toDownload.messages > 0
                ? tr("Up to %1 more would be brought to this computer first. What is on the server "
                     "stays there.")
                      .arg(MessageWords::size(facts.toDownload.bytes))
                : tr("Everything is on this computer already. What is on the server stays there."));
    }
    m_ui->offlineImap->setText(
        tr("What the Storage page says is kept here; now that is %L1 of %Ln message(s).", nullptr,
           messages)
            .arg(facts.storage.onComputer));
    m_ui->offlinePop3->setText(
        tr("All %Ln message(s) can be read without a connection.", nullptr, messages));
}

void ProtocolPage::showState(const Facts &facts)
{
    const QString other = facts.account->incoming.protocol == QStringLiteral("pop3")
        ? QStringLiteral("IMAP")
        : QStringLiteral("POP3");
    const SwitchActivity activity = m_engine.protocolSwitches().activity(m_account);
    const auto &report = facts.report;
    const bool undoing = report && report->state == SwitchState::Undoing;
    const bool open = report && report->state == SwitchState::Open;
    const bool begun = undoing || (open && report->stage > SwitchStage::Preview);
    const bool undoable = report && report->state == SwitchState::Committed
        && report->undoableUntilUtc > m_store.clock().utcSeconds();
    const DateText dates(QDateTime::currentDateTime(), QLocale());
    QString state;
    if (undoing)
        state = tr("The change is being undone; the account goes back to %1.")
                    .arg(report->from.protocol.toUpper());
    else if (activity.isRunning() || begun)
        state = tr("A change to %1 is under way.").arg(other);
    else if (open)
        state = tr("A preview of a change to %1 was made on %2.")
                    .arg(other, dates.dayAndTime(facts.preview ? facts.preview->madeUtc : 0));
    else if (undoable)
        state = tr("Changed from %1 to %2 on %3. You can undo this until %4.")
                    .arg(report->from.protocol.toUpper(), report->to.protocol.toUpper(),
                         dates.dayAndTime(report->committedUtc),
                         dates.dayAndTime(report->undoableUntilUtc));
    else if (report && report->state == SwitchState::Undone)
        state = tr("The last change, to %1, was undone.").arg(report->to.protocol.toUpper());
    if (begun && !activity.isRunning())
        state += QLatin1Char(' ')
            + (activity.nextTryUtc > 0 ? tr("It waits, and goes on by itself at %1.")
                                             .arg(dates.soon(activity.nextTryUtc))
                                       : tr("It stands still."));
    m_ui->stateText->setText(state);
    m_ui->stateText->setVisible(!state.isEmpty());
    m_ui->changeButton->setText(tr("&Change to %1…").arg(other));
    m_ui->changeButton->setVisible(!open && !undoing && !activity.isRunning());
    m_ui->continueButton->setVisible(open || undoing || activity.isRunning());
    m_ui->undoButton->setVisible(undoable && !activity.isRunning());
    m_ui->reportButton->setVisible(report && !open && !undoing && !activity.isRunning());
}

} // namespace Turnstone
