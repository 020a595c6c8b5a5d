// SPDX-License-Identifier: MIT
#include "gui/folderpropertiesdialog.h"

#include "gui/backgroundreader.h"
#include "gui/keepdialog.h"
#include "gui/messagewords.h"
#include "gui/quotatext.h"
#include "ui_folderpropertiesdialog.h"

#include <QLayout>
#include <QPushButton>

namespace Turnstone {

namespace {
constexpr ContentLevel folderLevels[] = {ContentLevel::Everything, ContentLevel::Text,
                                         ContentLevel::Headers};
enum AgeChoice { AgeAsAccount, AgeAlways, AgeDays };
} // namespace

QString levelWords(ContentLevel level)
{
    switch (level) {
    case ContentLevel::Everything:
        return FolderPropertiesDialog::tr("Everything, with attachments");
    case ContentLevel::Text:
        return FolderPropertiesDialog::tr("Text; attachments when I open them");
    default:
        break;
    }
    return FolderPropertiesDialog::tr("Only headers; text when I read it");
}

FolderPropertiesDialog::FolderPropertiesDialog(const Folder &folder, const Account &account,
                                               const QString &name, Store &store, Engine &engine,
                                               BackgroundReader &reader, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::FolderPropertiesDialog>())
    , m_folder(folder)
    , m_account(account)
    , m_engine(engine)
    , m_reader(reader)
{
    m_ui->setupUi(this);
    QFont bold = m_ui->nameText->font();
    bold.setWeight(QFont::DemiBold);
    m_ui->nameText->setFont(bold);
    m_ui->nameText->setText(tr("%1 – %2", "folder, account").arg(name, account.name));
    fillRule();
    showFolder(folder);
    showQuota();
    connect(m_ui->keepCombo, &QComboBox::currentIndexChanged, this,
            &FolderPropertiesDialog::ruleEdited);
    connect(m_ui->ageCombo, &QComboBox::currentIndexChanged, this,
            &FolderPropertiesDialog::ruleEdited);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &FolderPropertiesDialog::apply);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&store.notifier(), &StoreNotifier::changed, this, [this](const ChangeSet &changes) {
        if (changes.many || changes.folderTree || changes.folders.contains(m_folder.id))
            refresh();
        if (changes.accounts)
            showQuota();
    });
}

/// The server's bound is the account's, and not the folder's; here it is looked for all the same.
void FolderPropertiesDialog::showQuota()
{
    m_reader.run(
        this, [id = m_account.id](MailReader &reader) { return reader.serverLimits(id); },
        [this](const ServerLimits &limits) {
            m_quota = quotaText(limits);
            showFolder(Folder(m_folder));
        });
}

FolderPropertiesDialog::~FolderPropertiesDialog() = default;

void FolderPropertiesDialog::fillRule()
{
    const BackendRegistry::Entry *entry = m_engine.registry().find(m_account.incoming.protocol);
    const bool mirrors = entry && entry->traits.foldersOnServer;
    m_ui->keepCombo->addItem(tr("As the account: %1").arg(levelWords(m_account.keep)));
    for (const ContentLevel level : folderLevels)
        m_ui->keepCombo->addItem(levelWords(level));
    if (m_folder.keep)
        m_ui->keepCombo->setCurrentIndex(*m_folder.keep == ContentLevel::Everything ? 1
                                             : *m_folder.keep == ContentLevel::Text ? 2
                                                                                    : 3);
    m_ui->ageCombo->addItem(m_account.keepDays == 0 ? tr("As the account: any age")
                                                    : tr("As the account: the last %n day(s)",
                                                         nullptr, m_account.keepDays));
    m_ui->ageCombo->addItem(tr("Any age"));
    m_ui->ageCombo->addItem(tr("The last"));
    m_ui->ageDays->setValue(m_folder.keepDays.value_or(0) > 0 ? *m_folder.keepDays : 30);
    m_ui->ageCombo->setCurrentIndex(!m_folder.keepDays            ? AgeAsAccount
                                        : *m_folder.keepDays == 0 ? AgeAlways
                                                                  : AgeDays);
    if (!mirrors)
        m_ui->noteText->setText(tr(
            "Folders, stars, tags and what was read are kept on this computer alone: POP3 knows "
            "nothing of them. What the rule doesn't keep stays on the server until you open it."));
    else if (!m_folder.onServer)
        m_ui->noteText->setText(tr("This folder is on this computer only: nothing is removed from "
                                   "it."));
    const bool ruled = m_folder.onServer && m_folder.selectable;
    for (QWidget *widget :
         {static_cast<QWidget *>(m_ui->keepCombo), static_cast<QWidget *>(m_ui->ageCombo)})
        widget->setEnabled(ruled);
    m_ui->noteText->setVisible(!m_ui->noteText->text().isEmpty());
    ruleEdited();
}

void FolderPropertiesDialog::ruleEdited()
{
    m_ui->ageDays->setVisible(m_ui->ageCombo->currentIndex() == AgeDays);
    m_ui->ageDays->setEnabled(m_ui->ageCombo->isEnabled());
}

void FolderPropertiesDialog::refresh()
{
    m_reader.run(
        this, [id = m_folder.id](MailReader &reader) { return reader.folder(id); },
        [this](const std::optional<Folder> &folder) {
            if (folder)
                showFolder(*folder);
        });
}

void FolderPropertiesDialog::showFolder(const Folder &folder)
{
    m_folder = folder;
    const QLocale locale;
    m_ui->totalText->setText(
        tr("%1, %Ln unread", nullptr, int(folder.unread)).arg(locale.toString(folder.total)));
    m_ui->computerText->setText(tr("%1 of %2 messages, %3")
                                    .arg(locale.toString(folder.onComputer),
                                         locale.toString(folder.total),
                                         MessageWords::size(folder.bytesOnComputer)));
    m_ui->computerBar->setRange(0, 1000);
    m_ui->computerBar->setValue(folder.total > 0 ? int(1000 * folder.onComputer / folder.total)
                                                 : 0);
    const QString onServer = locale.toString(folder.total - folder.onlyHere);
    QString server = folder.onlyHere == 0
        ? tr("%1 messages").arg(onServer)
        : tr("%1 messages; %Ln only on this computer", nullptr, int(folder.onlyHere)).arg(onServer);
    if (!m_quota.isEmpty())
        server += QLatin1Char('\n') + m_quota;
    m_ui->serverText->setText(server);
    const int wanted = layout()->totalHeightForWidth(width());
    if (wanted > height())
        resize(width(), wanted);
}

std::optional<ContentLevel> FolderPropertiesDialog::typedLevel() const
{
    const int index = m_ui->keepCombo->currentIndex();
    return index > 0 ? std::optional(folderLevels[index - 1]) : std::nullopt;
}

std::optional<int> FolderPropertiesDialog::typedDays() const
{
    switch (m_ui->ageCombo->currentIndex()) {
    case AgeAlways:
        return 0;
    case AgeDays:
        return m_ui->ageDays->value();
    default:
        return std::nullopt;
    }
}

void FolderPropertiesDialog::apply()
{
    const auto level = typedLevel();
    const auto days = typedDays();
    if (level == m_folder.keep && days == m_folder.keepDays) {
        accept();
        return;
    }
    const KeepRule rule{level.value_or(m_account.keep), days.value_or(m_account.keepDays),
                        m_account.largestKept};
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
    m_reader.run(
        this,
        [id = m_folder.id, rule](MailReader &reader) {
            const KeepRule before = reader.keepRule(id);
            const bool less = rule.level < before.level
                || (rule.days > 0 && (before.days == 0 || rule.days < before.days));
            return less ? reader.beyondRule(id, rule) : ContentExtent();
        },
        [this, level, days](const ContentExtent &goes) {
            m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(true);
            confirmLess(this, goes, [this, level, days] {
                m_engine.setFolderKeep(m_folder.id, level, days);
                accept();
            });
        });
}

} // namespace Turnstone
