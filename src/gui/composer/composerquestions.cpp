// SPDX-License-Identifier: MIT
// What the composer asks before a message goes.
#include "gui/composer/bodyeditor.h"
#include "gui/composer/composer.h"
#include "gui/composer/sendlaterdialog.h"
#include "mail/messagewriter.h"
#include "mail/sendchecks.h"

#include "ui_composer.h"

#include <QDateTime>
#include <QMessageBox>
#include <QPushButton>

namespace Turnstone {

void Composer::requestSend(qint64 atUtc)
{
    const QList<RecipientField *> fields{m_ui->toField, m_ui->ccField, m_ui->bccField,
                                         m_ui->replyToField};
    for (RecipientField *field : fields)
        field->commit();
    const auto refuse = [this](const QString &why, QWidget *where) {
        auto *box =
            new QMessageBox(QMessageBox::Warning, tr("Can't Be Sent"), why, QMessageBox::Ok, this);
        box->setTextFormat(Qt::PlainText);
        box->setAttribute(Qt::WA_DeleteOnClose);
        connect(box, &QMessageBox::finished, where, [where] { where->setFocus(); });
        box->open();
    };
    for (RecipientField *field : fields) {
        if (const Recipient *bad = field->firstInvalid()) {
            refuse(bad->problem, field);
            return;
        }
    }
    if (!m_attaching.isEmpty()) {
        refuse(tr("Something is still being attached."), m_ui->attachments);
        return;
    }
    Composition whole = composition();
    whole.dateUtc = QDateTime::currentSecsSinceEpoch();
    const QList<CompositionProblem> problems = compositionProblems(whole);
    if (!problems.isEmpty()) {
        const bool nobody = problems.constFirst().kind == CompositionProblem::Kind::NoRecipients;
        refuse(problems.constFirst().sentence,
               nobody ? static_cast<QWidget *>(m_ui->toField) : m_ui->body);
        return;
    }
    askBeforeSending(atUtc);
}

void Composer::askBeforeSending(qint64 atUtc)
{
    const Composition whole = composition();
    SendCircumstances circumstances;
    circumstances.answersAll = m_start.answersAll;
    circumstances.wasBcc = m_start.wasBcc;
    circumstances.largest = sender().largest;
    circumstances.bytes = circumstances.largest > 0 ? writtenSize(whole) : 0;
    QStringList doubts;
    for (const SendQuestion &question : sendQuestions(whole, circumstances))
        doubts.append(question.sentence);
    if (doubts.isEmpty()) {
        Q_EMIT sendRequested(atUtc);
        return;
    }
    // All of them at once: nobody reads the third box.
    auto *box = new QMessageBox(QMessageBox::Question, tr("Send?"), tr("Send this message?"),
                                QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("sendQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(doubts.join(QStringLiteral("\n\n")));
    QPushButton *send = box->addButton(tr("Send Anyway"), QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(send, &QPushButton::clicked, this, [this, atUtc] { Q_EMIT sendRequested(atUtc); });
    box->open();
}

void Composer::askForTime()
{
    auto *dialog = new SendLaterDialog(QDateTime::currentDateTime(), window());
    connect(dialog, &SendLaterDialog::chosen, this,
            [this](const QDateTime &time) { requestSend(time.toSecsSinceEpoch()); });
    dialog->open();
}

} // namespace Turnstone
