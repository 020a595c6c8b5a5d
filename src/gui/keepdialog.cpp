// SPDX-License-Identifier: MIT
#include "gui/keepdialog.h"

#include "engine/connectivity.h"
#include "gui/backgroundreader.h"
#include "gui/messagewords.h"
#include "ui_keepdialog.h"

#include <QMessageBox>
#include <QPushButton>

namespace Turnstone {

namespace {
constexpr int leftAskedMs = 400;
}

KeepDialog::KeepDialog(KeepTask::Kind kind, const KeepScope &scope, const QString &name,
                       Store &store, Engine &engine, BackgroundReader &reader, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::KeepDialog>())
    , m_kind(kind)
    , m_scope(scope)
    , m_name(name)
    , m_store(store)
    , m_engine(engine)
    , m_reader(reader)
{
    m_ui->setupUi(this);
    setWindowTitle(removes() ? tr("Remove from This Computer") : tr("Download for Offline"));
    const int messages = int(scope.messages.size());
    if (removes())
        m_ui->titleText->setText(
            name.isEmpty()
                ? tr("The content of %Ln selected message(s) is removed from this computer. They "
                     "stay in the list and on the server, and are fetched again when they are "
                     "opened.",
                     nullptr, messages)
                : tr("The content of the messages in “%1” is removed from this computer. They stay "
                     "in the list and on the server, and are fetched again when they are opened.")
                      .arg(name));
    else
        m_ui->titleText->setText(
            name.isEmpty()
                ? tr("%Ln selected message(s) are downloaded whole, with attachments, and kept on "
                     "this computer.",
                     nullptr, messages)
                : tr("The messages in “%1” are downloaded whole, with attachments, and kept on "
                     "this computer.")
                      .arg(name));
    m_ui->subfolders->setVisible(scope.folders.size() == 1);
    m_ui->progress->hide();
    m_ui->noteText->hide();
    QPushButton *go = m_ui->buttons->button(QDialogButtonBox::Ok);
    go->setText(removes() ? tr("&Remove") : tr("&Download"));
    connect(go, &QPushButton::clicked, this, &KeepDialog::begin);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ui->subfolders, &QCheckBox::toggled, this, &KeepDialog::count);
    connect(&engine, &Engine::keepingChanged, this, &KeepDialog::progressed);
    m_leftTimer.setSingleShot(true);
    m_leftTimer.setInterval(leftAskedMs);
    connect(&m_leftTimer, &QTimer::timeout, this, &KeepDialog::askWhatIsLeft);
    connect(&store.notifier(), &StoreNotifier::changed, this, [this] {
        if (m_fetching && !m_leftTimer.isActive())
            m_leftTimer.start();
    });
    count();
}

KeepDialog::~KeepDialog() = default;

void KeepDialog::count()
{
    m_ui->amountText->setText(tr("Counting…"));
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
    const int counting = ++m_counting;
    m_reader.run(
        this,
        [this, scope = m_scope, below = m_ui->subfolders->isChecked(), removing = removes(),
         &registry = m_engine.registry()](MailReader &reader) {
            const auto stopping = [this] { return m_reader.isStopping(); };
            Counted counted;
            counted.scope = scope;
            if (below && scope.folders.size() == 1)
                counted.scope.folders = withSubfolders(reader, scope.folders.constFirst());
            counted.extent = removing ? reader.toFree(scope.messages, stopping)
                                      : reader.toDownload(scope.messages, stopping);
            QSet<AccountId> accounts;
            for (const FolderId id : std::as_const(counted.scope.folders)) {
                const ContentExtent one = removing ? reader.toFree(id) : reader.toDownload(id);
                counted.extent.messages += one.messages;
                counted.extent.bytes += one.bytes;
                counted.extent.onlyCopies += one.onlyCopies;
                if (const auto folder = reader.folder(id))
                    accounts.insert(folder->account);
            }
            if (const auto row = reader.row(scope.messages.value(0)))
                accounts.insert(row->account);
            for (const AccountId id : std::as_const(accounts)) {
                const auto account = reader.account(id);
                const auto *entry = account ? registry.find(account->incoming.protocol) : nullptr;
                counted.confirmsFirst =
                    counted.confirmsFirst || (entry && !entry->traits.foldersOnServer);
            }
            return counted;
        },
        [this, counting](const Counted &counted) {
            if (counting == m_counting)
                showCount(counted);
        });
}

void KeepDialog::showCount(const Counted &counted)
{
    m_counted = counted;
    const ContentExtent &extent = counted.extent;
    const QString size = MessageWords::size(extent.bytes);
    const int messages = int(extent.messages);
    QStringList notes;
    if (removes()) {
        m_ui->amountText->setText(
            messages == 0 ? tr("There is nothing to remove.")
                          : tr("%Ln message(s), %1 to free.", nullptr, messages).arg(size));
        if (extent.onlyCopies > 0)
            notes.append(tr("%Ln message(s) stay as they are: their only copy is on this computer.",
                            nullptr, int(extent.onlyCopies)));
        if (counted.confirmsFirst && messages > 0)
            notes.append(tr("The content goes when mail is fetched the next time, once the server "
                            "has shown that it still has these messages and if it keeps them."));
    } else {
        m_ui->amountText->setText(
            messages == 0 ? tr("All of it is on this computer already, and will be kept.")
                          : tr("%Ln message(s), %1 to download.", nullptr, messages).arg(size));
        if (messages > 0 && m_engine.isWorkingOffline())
            notes.append(tr("You are offline: the download begins once you are connected."));
        else if (messages > 0 && m_engine.connectivity().isMetered())
            notes.append(tr("This network is metered: its bytes may cost money."));
    }
    m_ui->noteText->setText(notes.join(QLatin1Char('\n')));
    m_ui->noteText->setVisible(!notes.isEmpty());
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(!removes() || messages > 0);
    adjustSize();
}

void KeepDialog::begin()
{
    m_begun = true;
    m_ui->subfolders->setEnabled(false);
    m_ui->progress->setRange(0, 0);
    m_ui->progress->show();
    m_ui->buttons->setStandardButtons(QDialogButtonBox::Close);
    m_ui->buttons->button(QDialogButtonBox::Close)->setText(tr("&Continue in Background"));
    auto *stop = m_ui->buttons->addButton(tr("&Stop"), QDialogButtonBox::ActionRole);
    connect(stop, &QPushButton::clicked, this, [this] {
        m_engine.cancelKeeping();
        reject();
    });
    if (removes())
        m_engine.removeFromComputer(m_counted.scope);
    else
        m_engine.download(m_counted.scope);
}

void KeepDialog::progressed(const KeepProgress &progress)
{
    if (!m_begun || m_fetching || progress.kind != m_kind)
        return;
    m_ui->progress->setRange(0, int(qMax<qint64>(progress.total, 1)));
    m_ui->progress->setValue(int(progress.done));
    if (!progress.ended)
        return;
    if (removes()) {
        finish(m_counted.confirmsFirst
                   ? tr("%Ln message(s) are removed once the server has been asked.", nullptr,
                        int(progress.extent.messages))
                   : tr("%1 were freed.").arg(MessageWords::size(progress.extent.bytes)));
        return;
    }
    m_fetching = true;
    m_toCome = m_counted.extent.messages;
    askWhatIsLeft();
}

void KeepDialog::askWhatIsLeft()
{
    m_reader.run(
        this,
        [](MailReader &reader) {
            ContentExtent left;
            const QList<Account> accounts = reader.accounts();
            for (const Account &account : accounts) {
                const ContentExtent one = reader.waitingDownloads(account.id);
                left.messages += one.messages;
                left.bytes += one.bytes;
            }
            return left;
        },
        [this](const ContentExtent &left) {
            if (left.messages == 0) {
                finish(tr("All of it is on this computer."));
                return;
            }
            m_toCome = qMax(m_toCome, left.messages);
            m_ui->progress->setRange(0, int(m_toCome));
            m_ui->progress->setValue(int(m_toCome - left.messages));
            m_ui->amountText->setText(
                tr("%Ln message(s), %1 still to come.", nullptr, int(left.messages))
                    .arg(MessageWords::size(left.bytes)));
        });
}

void KeepDialog::finish(const QString &sentence)
{
    m_fetching = false;
    m_begun = false;
    m_ui->amountText->setText(sentence);
    m_ui->noteText->hide();
    m_ui->progress->setRange(0, 1);
    m_ui->progress->setValue(1);
    m_ui->buttons->clear();
    m_ui->buttons->setStandardButtons(QDialogButtonBox::Close);
}

void confirmLess(QWidget *parent, const ContentExtent &goes, const std::function<void()> &go)
{
    if (goes.messages == 0) {
        go();
        return;
    }
    auto *box = new QMessageBox(QMessageBox::Question, KeepDialog::tr("Keep Less Here"),
                                KeepDialog::tr("Up to %1 of %Ln message(s) go off this computer.",
                                               nullptr, int(goes.messages))
                                    .arg(MessageWords::size(goes.bytes)),
                                QMessageBox::Cancel, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QString more = KeepDialog::tr("They stay on the server and are fetched again when they are "
                                  "opened.");
    if (goes.onlyCopies > 0)
        more += QLatin1Char(' ')
            + KeepDialog::tr("%Ln message(s) whose only copy is here stay whole.", nullptr,
                             int(goes.onlyCopies));
    box->setInformativeText(more);
    QPushButton *yes = box->addButton(KeepDialog::tr("&Keep Less"), QMessageBox::AcceptRole);
    box->setDefaultButton(yes);
    QObject::connect(yes, &QPushButton::clicked, parent, go);
    box->open();
}

} // namespace Turnstone
