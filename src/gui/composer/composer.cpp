// SPDX-License-Identifier: MIT
#include "gui/composer/composer.h"

#include "gui/composer/addresscompleter.h"
#include "gui/composer/bodyeditor.h"
#include "gui/composer/composeraction.h"
#include "gui/composer/plaineditor.h"
#include "gui/composer/richeditor.h"
#include "gui/composer/spellcheck.h"
#include "gui/icons.h"
#include "gui/noticebar.h"
#include "gui/theme.h"

#include "ui_composer.h"

#include <QActionGroup>
#include <QMenu>
#include <QTimer>

namespace Turnstone {

namespace {
enum HeadRow { FromRow, ToRow, CcRow, BccRow, ReplyToRow, SubjectRow };
}

Composer::Composer(const QList<Sender> &senders, const ComposeStart &start,
                   AddressCompleter *completer, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::Composer>())
    , m_actions(std::make_unique<Actions>())
    , m_senders(senders)
{
    m_ui->setupUi(this);
    setAcceptDrops(true);
    m_ui->column->setStretchFactor(m_ui->body, 1);
    m_ui->toField->setName(tr("To"));
    m_ui->ccField->setName(tr("Cc"));
    m_ui->bccField->setName(tr("Bcc"));
    m_ui->replyToField->setName(tr("Reply to"));
    const QList<RecipientField *> fields{m_ui->toField, m_ui->ccField, m_ui->bccField};
    for (RecipientField *field : fields)
        field->setNeighbours(fields);
    for (RecipientField *field : fields + QList<RecipientField *>{m_ui->replyToField}) {
        if (completer)
            field->setCompleter(completer);
        connect(field, &RecipientField::changed, this, &Composer::noteModified);
        connect(field, &RecipientField::bookRequested, this, &Composer::bookRequested);
    }
    QPalette quiet = m_ui->line->palette();
    quiet.setColor(QPalette::WindowText, Theme::colours(palette()).line);
    m_ui->line->setPalette(quiet);
    // The labels stand beside the first line of a field that grows.
    const int line = m_ui->subjectEdit->sizeHint().height() + 4;
    for (QLabel *label : {m_ui->toLabel, m_ui->ccLabel, m_ui->bccLabel, m_ui->replyToLabel})
        label->setMinimumHeight(line);
    for (const Sender &sender : senders) {
        const Address &address = sender.address;
        const QString who = address.name.isEmpty()
            ? address.mailbox
            : QStringLiteral("%1 <%2>").arg(address.name, address.mailbox);
        m_ui->fromBox->addItem(
            senders.size() > 1 && !sender.accountName.isEmpty()
                ? tr("%1 – %2", "a sender, and the account").arg(who, sender.accountName)
                : who);
    }
    makeActions();
    makeMenus();
    fillToolBar();
    connectParts();
    load(start);
}

Composer::~Composer()
{
    // What ends within the parts, a name being edited, tells nobody who is half gone.
    for (QObject *part : findChildren<QObject *>())
        part->disconnect(this);
}

void Composer::connectParts()
{
    connect(m_ui->fromBox, &QComboBox::activated, this, [this](int index) {
        changeSender(index);
        noteModified();
    });
    connect(m_ui->subjectEdit, &QLineEdit::textChanged, this,
            [this] { Q_EMIT titleChanged(title()); });
    connect(m_ui->subjectEdit, &QLineEdit::textEdited, this, &Composer::noteModified);
    connect(m_ui->subjectEdit, &QLineEdit::returnPressed, this, [this] { m_ui->body->setFocus(); });
    connect(m_ui->body, &BodyEditor::modified, this, &Composer::noteModified);
    connect(m_ui->body, &BodyEditor::richChanged, this,
            [this](bool rich) { m_actions->rich->setChecked(rich); });
    connect(m_ui->body, &BodyEditor::filesDropped, this,
            qOverload<const QStringList &>(&Composer::attach));
    connect(m_ui->body, &BodyEditor::mailDropped, this, &Composer::takeMail);
    connect(m_ui->body, &BodyEditor::imagePasted, this, [this](const QImage &image) {
        // Plain text can't show it: it travels beside it.
        RichEditor carrier;
        carrier.insertImage(image, tr("picture.png"));
        for (Attachment attachment : carrier.images()) {
            attachment.disposition = Attachment::Disposition::Attachment;
            attachment.contentId.clear();
            m_ui->attachments->add(attachment);
        }
    });
    connect(m_ui->attachments, &AttachmentsEditor::changed, this, [this] {
        noteModified();
        pictureQuestion();
    });
    connect(m_ui->attachments, &AttachmentsEditor::refused, this,
            [this](const QString &why) { addNotice(QStringLiteral("dialog-warning"), why); });
    connect(m_ui->ccButton, &QToolButton::clicked, m_actions->showCc, &QAction::trigger);
    connect(m_ui->bccButton, &QToolButton::clicked, m_actions->showBcc, &QAction::trigger);
    connect(m_ui->toField, &RecipientField::finished, this, [this] {
        (m_ui->ccField->isVisible() ? static_cast<QWidget *>(m_ui->ccField)
                                    : static_cast<QWidget *>(m_ui->subjectEdit))
            ->setFocus();
    });
    for (RecipientField *field : {m_ui->ccField, m_ui->bccField, m_ui->replyToField})
        connect(field, &RecipientField::finished, this, [this] { m_ui->subjectEdit->setFocus(); });
}

void Composer::load(const ComposeStart &start)
{
    m_start = start;
    const Composition &composition = start.composition;
    m_sender = int(qBound<qsizetype>(0, start.sender, qMax<qsizetype>(0, m_senders.size() - 1)));
    m_ui->fromBox->setCurrentIndex(m_sender);
    // A reply comes from the address it was sent to, with its "+tag".
    if (!composition.from.mailbox.isEmpty() && m_sender < m_senders.size())
        m_senders[m_sender].address = composition.from;
    m_ui->toField->setAddresses(composition.to);
    m_ui->ccField->setAddresses(composition.cc);
    m_ui->bccField->setAddresses(composition.bcc);
    m_ui->replyToField->setAddresses(composition.replyTo);
    showRecipientRow(CcRow, !composition.cc.isEmpty());
    showRecipientRow(BccRow, !composition.bcc.isEmpty());
    showRecipientRow(ReplyToRow, !composition.replyTo.isEmpty());
    m_ui->subjectEdit->setText(composition.subject);
    if (composition.html.isEmpty())
        m_ui->body->setPlainText(composition.text, start.cursor);
    else
        m_ui->body->setBody(composition, start.htmlIsComposed);
    m_ui->attachments->setAttachments(composition.attachments);
    if (m_sender < m_senders.size())
        m_ui->attachments->setLargest(m_senders.at(m_sender).largest);
    m_actions->priorities->actions().at(int(composition.priority))->setChecked(true);
    m_actions->receipt->setChecked(composition.asksReceipt);
    fillSignatures();
    m_modified = start.modified;
}

ComposeStart Composer::state() const
{
    ComposeStart start = m_start;
    start.composition = composition();
    start.sender = m_sender;
    start.modified = m_modified;
    start.htmlIsComposed = false;
    start.cursor = m_ui->body->isRich() ? 0 : m_ui->body->plain().textCursor().position();
    return start;
}

Composition Composer::composition() const
{
    Composition composition = m_start.composition;
    if (m_sender < m_senders.size())
        composition.from = m_senders.at(m_sender).address;
    composition.to = m_ui->toField->addresses();
    composition.cc = m_ui->ccField->addresses();
    composition.bcc = m_ui->bccField->addresses();
    composition.replyTo = m_ui->replyToField->addresses();
    composition.subject = m_ui->subjectEdit->text();
    m_ui->body->putBody(composition);
    composition.attachments = m_ui->attachments->attachments();
    const int priority =
        int(m_actions->priorities->actions().indexOf(m_actions->priorities->checkedAction()));
    composition.priority = Composition::Priority(qBound(0, priority, 2));
    composition.asksReceipt = m_actions->receipt->isChecked();
    return composition;
}

const Sender &Composer::sender() const
{
    static const Sender none;
    return m_sender < m_senders.size() ? m_senders.at(m_sender) : none;
}

bool Composer::isModified() const
{
    return m_modified;
}

void Composer::noteModified()
{
    m_modified = true;
    Q_EMIT edited();
}

QString Composer::title() const
{
    const QString subject = m_ui->subjectEdit->text().simplified();
    return subject.isEmpty() ? tr("New Message") : subject;
}

void Composer::focusFirst()
{
    if (m_ui->toField->isEmpty())
        m_ui->toField->setFocus();
    else if (m_ui->subjectEdit->text().isEmpty())
        m_ui->subjectEdit->setFocus();
    else
        m_ui->body->setFocus();
}

BodyEditor &Composer::body()
{
    return *m_ui->body;
}

void Composer::showRecipientRow(int row, bool shown)
{
    const auto set = [shown](QWidget *label, QWidget *field) {
        label->setVisible(shown);
        field->setVisible(shown);
    };
    if (row == CcRow)
        set(m_ui->ccLabel, m_ui->ccField);
    else if (row == BccRow)
        set(m_ui->bccLabel, m_ui->bccField);
    else if (row == ReplyToRow)
        set(m_ui->replyToLabel, m_ui->replyToField);
    m_ui->ccButton->setVisible(m_ui->ccField->isHidden());
    m_ui->bccButton->setVisible(m_ui->bccField->isHidden());
    m_actions->showCc->setEnabled(m_ui->ccField->isHidden());
    m_actions->showBcc->setEnabled(m_ui->bccField->isHidden());
    m_actions->showReplyTo->setEnabled(m_ui->replyToField->isHidden());
}

void Composer::addNotice(const QString &iconName, const QString &text)
{
    auto *notice = new NoticeBar(iconName, text, NoticeBar::Tone::Warning, this);
    notice->makeDismissible();
    connect(notice, &NoticeBar::dismissed, this, [this, notice] {
        putAway(notice);
        notice->deleteLater();
    });
    m_ui->notices->addWidget(notice);
}

void Composer::checkSpelling(SpellingService &service, const QStringList &candidates)
{
    m_spelling = new SpellCheck(service, *m_ui->body, candidates, this);
    m_spelling->fillLanguageMenu(*m_actions->languages);
    m_actions->languages->menuAction()->setVisible(true);
}

void Composer::setBusy(bool busy)
{
    setEnabled(!busy);
}

} // namespace Turnstone
