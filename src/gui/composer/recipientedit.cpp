// SPDX-License-Identifier: MIT
#include "gui/composer/recipientedit.h"

#include "gui/composer/recipient.h"
#include "mail/hiddencharacters.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QCompleter>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QStandardItemModel>

namespace Turnstone {

namespace {
constexpr int proposalRole = Qt::UserRole; ///< its place among those proposed
} // namespace

RecipientEdit::RecipientEdit(QWidget *parent)
    : QLineEdit(parent)
    , m_proposals(new QCompleter(this))
    , m_model(new QStandardItemModel(this))
{
    setFrame(false);
    setTextMargins(0, 0, 0, 0);
    // The field around it draws the ground.
    QPalette see = palette();
    see.setColor(QPalette::Base, Qt::transparent);
    setPalette(see);
    m_proposals->setModel(m_model);
    m_proposals->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_proposals->setMaxVisibleItems(8);
    m_proposals->setWidget(this);
    m_proposals->popup()->setAccessibleName(tr("Proposed addresses"));
    m_proposals->popup()->setTextElideMode(Qt::ElideMiddle);
    connect(m_proposals, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) {
                const int at = index.data(proposalRole).toInt();
                if (at < m_proposed.size())
                    Q_EMIT chosen(AddressSuggestion(m_proposed.at(at)));
            });
}

QSize RecipientEdit::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return {metrics.averageCharWidth() * 12, metrics.height() + 8};
}

void RecipientEdit::propose(const QList<AddressSuggestion> &proposals)
{
    m_model->clear();
    m_proposed = proposals;
    for (const AddressSuggestion &proposal : proposals) {
        const QString text = proposal.isList()
            ? tr("%1 (list of %n)", "a proposal: everybody in a list of the address book",
                 int(proposal.members.size()))
                  .arg(withoutHiddenCharacters(proposal.address.name))
            : Recipient{proposal.address, {}, {}}.written();
        auto *item = new QStandardItem(text);
        item->setData(m_model->rowCount(), proposalRole);
        item->setEditable(false);
        m_model->appendRow(item);
    }
    if (proposals.isEmpty() || !hasFocus()) {
        m_proposals->popup()->hide();
        return;
    }
    const int wanted = m_proposals->popup()->sizeHintForColumn(0) + 24;
    const int width = qBound(fontMetrics().averageCharWidth() * 30, wanted, window()->width());
    m_proposals->complete(
        QRect(isRightToLeft() ? this->width() - width : 0, 0, width, height() + 2));
    // Enter and Tab take the best one, unless what is typed can be written to as it is.
    const QList<Recipient> typed = readRecipients(text());
    const bool complete = typed.size() == 1 && typed.constFirst().isValid();
    m_proposals->popup()->setCurrentIndex(complete ? QModelIndex()
                                                   : m_proposals->completionModel()->index(0, 0));
}

bool RecipientEdit::pasteList()
{
    const QString text = QGuiApplication::clipboard()->text();
    const QList<Recipient> read = readRecipients(text);
    const bool whole = read.size() == 1 && read.constFirst().isValid() && this->text().isEmpty();
    if (read.size() < 2 && !whole)
        return false;
    Q_EMIT pasted(text);
    return true;
}

bool RecipientEdit::event(QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Tab && key->modifiers() == Qt::NoModifier) {
            QAbstractItemView *list = m_proposals->popup();
            if (list->isVisible() && list->currentIndex().isValid()) {
                const QModelIndex index = list->currentIndex();
                list->hide();
                Q_EMIT m_proposals->activated(index);
                return true;
            }
            Q_EMIT committed();
        }
    }
    return QLineEdit::event(event);
}

void RecipientEdit::keyPressEvent(QKeyEvent *event)
{
    const QString typed = event->text();
    const bool separator = typed == QLatin1String(",") || typed == QLatin1String(";")
        || typed == QChar(0xff0c) || typed == QChar(0xff1b) || typed == QChar(0x060c);
    if (separator && !isOpenAddress(text().left(cursorPosition()))) {
        Q_EMIT committed();
        return;
    }
    if (event->matches(QKeySequence::Paste) && pasteList())
        return;
    const bool atStart = cursorPosition() == 0 && !hasSelectedText();
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (event->modifiers() & Qt::ControlModifier)
            break;
        if (m_proposals->popup()->isVisible() && m_proposals->popup()->currentIndex().isValid()) {
            event->ignore(); // the list takes it
            return;
        }
        m_proposals->popup()->hide();
        if (text().trimmed().isEmpty())
            Q_EMIT enteredEmpty();
        else
            Q_EMIT committed();
        return;
    case Qt::Key_Backspace:
        if (atStart && text().isEmpty()) {
            Q_EMIT backRequested(true);
            return;
        }
        break;
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (atStart && event->modifiers() == Qt::NoModifier
            && event->key() == (isRightToLeft() ? Qt::Key_Right : Qt::Key_Left)
            && (text().isEmpty() || !text().isRightToLeft() == !isRightToLeft())) {
            Q_EMIT backRequested(false);
            return;
        }
        break;
    case Qt::Key_Home:
        if (atStart && event->modifiers() == Qt::NoModifier)
            Q_EMIT backRequested(false);
        break;
    default:
        break;
    }
    QLineEdit::keyPressEvent(event);
}

void RecipientEdit::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    Q_EMIT focusChanged(true);
}

void RecipientEdit::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        Q_EMIT focusChanged(false);
}

void RecipientEdit::contextMenuEvent(QContextMenuEvent *event)
{
    std::unique_ptr<QMenu> menu(createStandardContextMenu());
    if (auto *paste = menu->findChild<QAction *>(QStringLiteral("edit-paste"))) {
        paste->disconnect(this);
        connect(paste, &QAction::triggered, this, [this] {
            if (!pasteList())
                QLineEdit::paste();
        });
    }
    menu->exec(event->globalPos());
}

} // namespace Turnstone
