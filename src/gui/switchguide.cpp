// SPDX-License-Identifier: MIT
#include "gui/switchguide.h"

#include "gui/backgroundreader.h"
#include "gui/datetext.h"
#include "gui/helpwindow.h"
#include "gui/messagewords.h"
#include "gui/serverform.h"
#include "gui/switchmodels.h"
#include "ui_switchguide.h"

#include <QHeaderView>
#include <QMessageBox>
#include <QSortFilterProxyModel>

namespace Turnstone {

namespace {

using Work = SwitchActivity::Work;
constexpr int progressSteps = 1000;

bool standsStill(const SwitchReport &report)
{
    return report.state == SwitchState::Undoing
        || (report.state == SwitchState::Open && report.stage > SwitchStage::Preview);
}

} // namespace

SwitchGuide::SwitchGuide(Store &store, Engine &engine, Preferences &preferences, AccountId account,
                         Begin begin, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::SwitchGuide>())
    , m_reader(std::make_unique<BackgroundReader>(store))
    , m_store(store)
    , m_engine(engine)
    , m_preferences(preferences)
    , m_id(account)
    , m_begin(begin)
    , m_activity(engine.protocolSwitches().activity(account))
{
    m_ui->setupUi(this);
    setModal(false);
    prepareWidgets();
    connect(&switches(), &ProtocolSwitches::changed, this, &SwitchGuide::takeActivity);
    connect(&switches(), &ProtocolSwitches::closed, this, [this](AccountId closed) {
        if (closed == m_id)
            read();
    });
    connect(m_reader.get(), &BackgroundReader::failed, this,
            [this](const MailError &error) { showProblem(error.sentence); });
    m_ui->pages->setEnabled(false);
    updateButtons();
    read();
}

SwitchGuide::~SwitchGuide()
{
    switches().disconnect(this);
}

void SwitchGuide::prepareWidgets()
{
    QFont title = m_ui->titleText->font();
    title.setPointSizeF(title.pointSizeF() * 1.3);
    m_ui->titleText->setFont(title);
    QFont bold = font();
    bold.setBold(true);
    m_ui->stageText->setFont(bold);
    m_ui->reportTitle->setFont(bold);
    m_ui->progressBar->setRange(0, 0);
    HelpWindow::prepareButton(*m_ui->helpSwitchOn, HelpTopic::SwitchOn);
    HelpWindow::prepareKey(*this, HelpTopic::Protocols);
    m_server = new ServerForm(
        {m_ui->hostEdit, m_ui->portBox, m_ui->securityBox, m_ui->clearConsent, m_ui->clearText},
        [this](ConnectionSecurity security) {
            return ServerForm::incomingPort(m_engine.registry(), toName(), security);
        },
        this);
    const auto edited = [this] {
        m_ui->sameMailbox->hide();
        m_ui->sameMailbox->setChecked(false);
        showProblem({});
        updateButtons();
    };
    connect(m_server, &ServerForm::edited, this, edited);
    connect(m_ui->userEdit, &QLineEdit::textEdited, this, edited);
    connect(m_ui->passwordEdit, &QLineEdit::textEdited, this, edited);
    connect(m_ui->sameMailbox, &QCheckBox::toggled, this, &SwitchGuide::updateButtons);

    m_folders = new SwitchFolderModel(this);
    m_ui->folderTable->setModel(m_folders);
    m_ui->folderTable->verticalHeader()->hide();
    m_ui->folderTable->horizontalHeader()->setHighlightSections(false);
    m_ui->folderTable->horizontalHeader()->setStretchLastSection(true);
    connect(m_ui->folderTable->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &SwitchGuide::updateChoice);
    connect(m_ui->choiceBox, &QComboBox::activated, this, &SwitchGuide::choose);
    connect(m_folders, &SwitchFolderModel::chosen, this, &SwitchGuide::updateSummary);
    connect(m_ui->deletedToTrash, &QCheckBox::toggled, m_folders,
            &SwitchFolderModel::setMoveDeletedToTrash);
    connect(m_ui->thoroughBox, &QCheckBox::toggled, m_folders, &SwitchFolderModel::setThorough);
    m_exceptions = new SwitchExceptionModel(this);
    m_sorted = new QSortFilterProxyModel(this);
    m_sorted->setSortRole(Qt::UserRole);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setSourceModel(m_exceptions);
    prepareExceptions(*m_ui->exceptionTable);
    prepareExceptions(*m_ui->reportExceptions);

    connect(m_ui->nextButton, &QPushButton::clicked, this, &SwitchGuide::next);
    connect(m_ui->backButton, &QPushButton::clicked, this, [this] {
        m_backAtServer = true;
        showServer();
    });
    connect(m_ui->giveUpButton, &QPushButton::clicked, this, &SwitchGuide::askToUndo);
    connect(m_ui->keepButton, &QPushButton::clicked, this, &SwitchGuide::askToKeep);
    connect(m_ui->saveButton, &QPushButton::clicked, this, &SwitchGuide::askWhereToSave);
    connect(m_ui->closeButton, &QPushButton::clicked, this, &QDialog::close);
    connect(m_ui->certificateButton, &QPushButton::clicked, this, &SwitchGuide::offerCertificate);
    m_ui->neededEdit->hide();
    m_ui->neededLabel->hide();
    m_ui->sameMailbox->hide();
    showProblem({});
}

void SwitchGuide::prepareExceptions(QTableView &view)
{
    view.setModel(m_sorted);
    view.verticalHeader()->hide();
    view.horizontalHeader()->setHighlightSections(false);
    view.sortByColumn(SwitchExceptionModel::Kind, Qt::AscendingOrder);
    const int unit = fontMetrics().averageCharWidth();
    view.setColumnWidth(SwitchExceptionModel::Kind, unit * 30);
    view.setColumnWidth(SwitchExceptionModel::Subject, unit * 32);
    view.setColumnWidth(SwitchExceptionModel::From, unit * 20);
    view.setColumnWidth(SwitchExceptionModel::Date, unit * 18);
    connect(&view, &QTableView::activated, this,
            [this, &view](const QModelIndex &index) { openException(view, index); });
    connect(view.selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &index) {
                m_ui->exceptionWhy->setText(index.data(Qt::ToolTipRole).toString());
            });
}

// What there is

void SwitchGuide::read()
{
    const int reading = ++m_reading;
    m_reader->run(
        this, [id = m_id](MailReader &reader) { return readFacts(reader, id); },
        [this, reading](const Facts &facts) {
            if (reading == m_reading)
                take(facts);
        });
}

void SwitchGuide::take(const Facts &facts)
{
    m_facts = facts;
    if (!facts.account) {
        close(); // it was removed
        return;
    }
    m_ui->pages->setEnabled(true);
    m_ui->titleText->setText(tr("%1: Change to %2").arg(facts.account->name, toName().toUpper()));
    setWindowTitle(m_ui->titleText->text());
    chooseNextPage();
}

/// The protocol of the server that the account would read from.
QString SwitchGuide::toName() const
{
    if (!m_facts.account)
        return {};
    if (m_facts.report && m_facts.report->state == SwitchState::Open)
        return m_facts.report->to.protocol;
    return m_facts.account->incoming.protocol == QStringLiteral("pop3") ? QStringLiteral("imap")
                                                                        : QStringLiteral("pop3");
}

void SwitchGuide::chooseNextPage()
{
    const auto &report = m_facts.report;
    if (m_activity.isRunning() || (report && standsStill(*report)))
        showProgress();
    else if (m_facts.preview && m_begin != Begin::Report && m_begin != Begin::Undo
             && !(m_activity.last == Work::Preview && m_activity.problem))
        showPreview();
    else if (report && m_begin != Begin::Change)
        showReport();
    else
        showServer();
    showActivityProblem();
    if (m_begin == Begin::Undo && !m_activity.isRunning()) {
        m_begin = Begin::Continue;
        if (report && report->state == SwitchState::Committed)
            askToUndo();
    }
}

void SwitchGuide::takeActivity(const SwitchActivity &activity)
{
    if (activity.account != m_id)
        return;
    const bool ended = m_activity.isRunning() && !activity.isRunning();
    m_activity = activity;
    if (ended) {
        if (activity.last != Work::Preview)
            m_begin = Begin::Continue;
        else if (!activity.problem)
            m_begin = Begin::Change;
        read(); // and shows what has come of it
        m_ui->nextButton->setEnabled(false);
        return;
    }
    if (activity.isRunning())
        showProgress();
    else
        showActivityProblem();
    updateButtons();
}

void SwitchGuide::showActivityProblem()
{
    const bool running = m_activity.isRunning();
    QString sentence = m_activity.problem && !running ? m_activity.problem->sentence : QString();
    if (sentence.isEmpty() && !running && m_facts.report && standsStill(*m_facts.report))
        sentence = m_facts.report->error; // of a start before this one
    if (!sentence.isEmpty() && m_activity.nextTryUtc > 0)
        sentence += QLatin1Char(' ')
            + tr("It is tried again by itself, at %1.")
                  .arg(DateText(QDateTime::currentDateTime(), QLocale())
                           .soon(m_activity.nextTryUtc));
    const bool certificate = m_activity.problem && !m_activity.problem->certificateSha256.isEmpty();
    showProblem(sentence, certificate && !running);
    const bool needed = isPage(m_ui->progressPage) && !running
        && m_activity.missing != SwitchActivity::Missing::None;
    m_ui->neededEdit->setVisible(needed);
    m_ui->neededLabel->setVisible(needed);
    if (needed && m_facts.account && m_facts.report) {
        const SwitchReport &report = *m_facts.report;
        const bool inUse = m_activity.missing == SwitchActivity::Missing::OfServerInUse;
        const bool atNew = inUse == (m_facts.account->incoming.id == report.to.id);
        m_ui->neededLabel->setText(
            tr("Pass&word at %1:").arg((atNew ? report.to : report.from).endpoint.host));
    }
    m_ui->sameMailbox->setVisible(m_activity.mayBeAnotherMailbox && !running);
    updateButtons();
}

void SwitchGuide::showProblem(const QString &sentence, bool certificate)
{
    m_ui->problemText->setText(sentence);
    m_ui->problemText->setVisible(!sentence.isEmpty());
    m_ui->certificateButton->setVisible(certificate);
}

bool SwitchGuide::isPage(const QWidget *page) const
{
    return m_ui->pages->currentWidget() == page;
}

void SwitchGuide::showPage(QWidget *page)
{
    if (!isPage(page))
        m_ui->pages->setCurrentWidget(page);
    updateButtons();
}

// Progress

void SwitchGuide::showProgress()
{
    const SwitchProgress &progress = m_activity.progress;
    const bool running = m_activity.isRunning();
    m_ui->neededEdit->setVisible(m_ui->neededEdit->isVisible() && !running);
    m_ui->neededLabel->setVisible(m_ui->neededEdit->isVisible() && !running);
    SwitchProgress shown = progress;
    if (!running && m_facts.report) {
        shown.stage = m_facts.report->stage;
        shown.undoing = m_facts.report->state == SwitchState::Undoing;
    }
    m_ui->stageText->setText(running ? SwitchWords::stage(shown)
                                     : tr("Paused. %1").arg(SwitchWords::stage(shown)));
    const bool saysMore = !m_ui->stageText->text().endsWith(progress.activity, Qt::CaseInsensitive);
    m_ui->activityText->setText(running && saysMore ? progress.activity : QString());
    const qint64 total = progress.bytesTotal > 0 ? progress.bytesTotal : progress.total;
    const qint64 done = progress.bytesTotal > 0 ? progress.bytesDone : progress.done;
    if (running && total <= 0) {
        m_ui->progressBar->setRange(0, 0);
    } else {
        m_ui->progressBar->setRange(0, progressSteps);
        m_ui->progressBar->setValue(
            total > 0 ? int(double(qMin(done, total)) / double(total) * progressSteps) : 0);
    }
    QString amount;
    if (running && progress.total > 0)
        amount = tr("%L1 of %L2 messages").arg(progress.done).arg(progress.total);
    if (running && progress.bytesTotal > 0)
        amount += (amount.isEmpty() ? QString() : QStringLiteral(", "))
            + tr("%1 of %2")
                  .arg(MessageWords::size(progress.bytesDone),
                       MessageWords::size(progress.bytesTotal));
    m_ui->amountText->setText(amount);
    m_ui->progressBar->setVisible(running);
    m_ui->closeNote->setText(
        running ? tr("You can close this window and go on reading mail. The change goes on, and "
                     "the account's settings lead back here.")
                : tr("Nothing is lost: it goes on from here whenever you continue."));
    showPage(m_ui->progressPage);
    if (running)
        showProblem({});
}

// What is done

void SwitchGuide::next()
{
    if (m_activity.isRunning()) {
        switches().pause(m_id);
    } else if (isPage(m_ui->serverPage)) {
        compare(m_ui->sameMailbox->isChecked());
    } else if (isPage(m_ui->previewPage)) {
        switches().apply(m_folders->preview());
    } else if (isPage(m_ui->progressPage)) {
        SwitchPasswords passwords;
        if (!m_ui->neededEdit->text().isEmpty())
            (m_activity.missing == SwitchActivity::Missing::OfServerInUse ? passwords.inUse
                                                                          : passwords.other) =
                Secret(m_ui->neededEdit->text().toUtf8());
        m_ui->neededEdit->clear();
        switches().resume(m_id, passwords);
    }
}

void SwitchGuide::askToUndo()
{
    const bool committed = m_facts.report && m_facts.report->state == SwitchState::Committed;
    auto *box = new QMessageBox(
        QMessageBox::Question, committed ? tr("Undo the Change") : tr("Give Up"),
        committed
            ? tr("Undo the change and go back to %1?").arg(m_facts.report->from.protocol.toUpper())
            : tr("Give this change up?"),
        QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(
        committed
            ? tr("All mail that has arrived since stays. What the change put on the server, and "
                 "nobody has altered since, is taken off it again.")
            : tr("The account stays as it is. What was put on the server so far is taken off it "
                 "again."));
    QPushButton *yes = box->addButton(committed ? tr("&Undo the Change") : tr("&Give Up"),
                                      QMessageBox::AcceptRole);
    box->setDefaultButton(yes);
    connect(yes, &QPushButton::clicked, this, [this] { switches().undo(m_id); });
    box->open();
}

void SwitchGuide::updateButtons()
{
    const bool running = m_activity.isRunning();
    const bool server = isPage(m_ui->serverPage), preview = isPage(m_ui->previewPage),
               progress = isPage(m_ui->progressPage), report = isPage(m_ui->reportPage);
    const bool known = m_facts.account.has_value();
    QString text = tr("&Compare");
    bool enabled = known;
    if (running) {
        text = m_activity.work == Work::Preview ? tr("&Stop") : tr("&Pause");
        enabled = !m_activity.pausing;
    } else if (preview) {
        text = tr("&Change to %1").arg(toName().toUpper());
    } else if (progress) {
        text = tr("C&ontinue");
    } else if (server) {
        const QString problem = known ? serverProblem() : QString();
        enabled = known && problem.isEmpty()
            && (!m_activity.mayBeAnotherMailbox || m_ui->sameMailbox->isHidden()
                || m_ui->sameMailbox->isChecked());
        m_ui->nextButton->setToolTip(problem);
    }
    m_ui->nextButton->setText(text);
    m_ui->nextButton->setEnabled(enabled);
    m_ui->nextButton->setVisible(!report);
    m_ui->nextButton->setDefault(true);
    m_ui->backButton->setVisible(preview && !running);
    m_ui->saveButton->setVisible((preview || report) && !running);
    const auto &state = m_facts.report;
    const bool open = state && state->state == SwitchState::Open;
    m_ui->keepButton->setVisible(report && isUndoable() && !running);
    m_ui->giveUpButton->setText(report ? tr("&Undo the Change…") : tr("&Give Up…"));
    m_ui->giveUpButton->setVisible(
        !running && ((report && isUndoable()) || (open && (preview || progress))));
}

} // namespace Turnstone
