// SPDX-License-Identifier: MIT
#include "gui/composer/recipientfield.h"

#include "gui/composer/addresscompleter.h"
#include "gui/composer/recipientchip.h"
#include "gui/composer/recipientedit.h"
#include "gui/flowlayout.h"
#include "mail/mailbox.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>
#include <QStyleOptionFrame>
#include <QTimer>
#include <QToolButton>

namespace Turnstone {

namespace {
constexpr qsizetype collapsedFrom = 24; ///< fewer are always shown, all of them
constexpr qsizetype collapsedShown = 20;
constexpr int linesShown = 5; ///< more scroll
} // namespace

RecipientField::RecipientField(QWidget *parent)
    : QScrollArea(parent)
    , m_content(new QWidget(this))
    , m_edit(new RecipientEdit(m_content))
    , m_more(new QToolButton(m_content))
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusProxy(m_edit);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSizePolicy(policy);
    m_content->setAcceptDrops(true);
    m_content->installEventFilter(this);
    viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
    auto *flow = new FlowLayout(m_content);
    flow->setContentsMargins(5, 3, 5, 3);
    flow->setSpacing(4);
    flow->setLastFills(true);
    m_edit->setAcceptDrops(false); // the field takes what is dropped
    m_more->setAutoRaise(true);
    m_more->hide();
    flow->addWidget(m_more);
    flow->addWidget(m_edit);
    connect(m_more, &QToolButton::clicked, this, [this] {
        setOpen(true);
        m_edit->setFocus(Qt::OtherFocusReason);
    });
    connectEdit();
    setWidget(m_content);
    m_content->setAutoFillBackground(false); // setWidget has it filled: the field draws its ground
}

RecipientField::~RecipientField()
{
    // The focus leaves line and chips while they go, when this is no field any more.
    const QList<QWidget *> parts = m_content->findChildren<QWidget *>();
    for (QWidget *part : parts)
        part->disconnect(this);
}

void RecipientField::setName(const QString &name)
{
    m_name = name;
    m_content->setAccessibleName(name);
    m_edit->setAccessibleName(name);
}

void RecipientField::connectEdit()
{
    connect(m_edit, &RecipientEdit::committed, this, &RecipientField::commit);
    connect(m_edit, &RecipientEdit::chosen, this, &RecipientField::choose);
    connect(m_edit, &RecipientEdit::pasted, this, &RecipientField::addText);
    connect(m_edit, &RecipientEdit::enteredEmpty, this, &RecipientField::finished);
    connect(m_edit, &RecipientEdit::backRequested, this,
            [this](bool) { focusChip(m_chips.size() - 1); });
    connect(m_edit, &RecipientEdit::focusChanged, this, [this](bool has) {
        if (has)
            setOpen(true);
        else
            QTimer::singleShot(0, this, &RecipientField::focusMayHaveLeft);
        viewport()->update();
        update();
    });
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &text) {
        if (m_completer && !text.trimmed().isEmpty())
            m_completer->ask(text.trimmed());
        else
            m_edit->propose({});
        Q_EMIT changed();
    });
}

void RecipientField::setCompleter(AddressCompleter *completer)
{
    m_completer = completer;
    connect(completer, &AddressCompleter::answered, this,
            [this](const QString &typed, const QList<AddressSuggestion> &proposals) {
                // Others ask the same one, and what was typed goes on.
                if (m_edit->hasFocus() && m_edit->text().trimmed() == typed)
                    m_edit->propose(proposals);
            });
}

void RecipientField::setNeighbours(const QList<RecipientField *> &fields)
{
    m_neighbours.clear();
    for (RecipientField *field : fields) {
        if (field != this)
            m_neighbours.append(field);
    }
}

AddressList RecipientField::addresses() const
{
    AddressList list;
    for (const Recipient &recipient : m_recipients)
        list.append(recipient.isValid() ? recipient.address : Address{recipient.text, QString()});
    return list;
}

void RecipientField::setAddresses(const AddressList &addresses)
{
    m_recipients.clear();
    m_insertAt = -1;
    m_edit->clear();
    QList<Recipient> recipients;
    for (const Address &address : addresses) {
        // A draft keeps what was no address as a name alone.
        if (address.mailbox.isEmpty())
            recipients += readRecipients(address.name);
        else
            recipients.append(checkedRecipient(address));
    }
    rebuild(0);
    insert(0, recipients);
}

void RecipientField::add(const QList<Recipient> &recipients)
{
    insert(m_recipients.size(), recipients);
}

void RecipientField::addText(const QString &list)
{
    insert(m_insertAt < 0 ? m_recipients.size() : m_insertAt, readRecipients(list));
    m_insertAt = -1;
}

void RecipientField::commit()
{
    const QString text = m_edit->text();
    m_edit->propose({});
    m_edit->clear();
    if (!text.trimmed().isEmpty())
        addText(text);
    m_insertAt = -1;
}

const Recipient *RecipientField::firstInvalid() const
{
    for (const Recipient &recipient : m_recipients) {
        if (!recipient.isValid())
            return &recipient;
    }
    return nullptr;
}

void RecipientField::choose(const AddressSuggestion &proposal)
{
    m_edit->clear();
    const qsizetype at = m_insertAt < 0 ? m_recipients.size() : m_insertAt;
    m_insertAt = -1;
    // A list is everybody in it: each is seen, and may be taken out again.
    QList<Recipient> recipients;
    for (const Address &address :
         proposal.isList() ? proposal.members : AddressList{proposal.address})
        recipients.append(checkedRecipient(address));
    insert(at, recipients);
}

void RecipientField::insert(qsizetype at, const QList<Recipient> &recipients)
{
    QSet<QString> known;
    for (const Recipient &recipient : std::as_const(m_recipients)) {
        known.insert(recipient.isValid() ? comparableMailbox(recipient.address.mailbox)
                                         : recipient.text);
    }
    const qsizetype from = qBound<qsizetype>(0, at, m_recipients.size());
    qsizetype next = from;
    for (const Recipient &recipient : recipients) {
        const QString key =
            recipient.isValid() ? comparableMailbox(recipient.address.mailbox) : recipient.text;
        if (known.contains(key))
            continue;
        known.insert(key);
        m_recipients.insert(next++, recipient);
    }
    rebuild(from);
    if (next > from)
        Q_EMIT changed();
}

void RecipientField::removeAt(qsizetype at)
{
    if (at < 0 || at >= m_recipients.size())
        return;
    m_recipients.removeAt(at);
    rebuild(at);
    Q_EMIT changed();
}

qsizetype RecipientField::shownCount() const
{
    return m_open || m_recipients.size() <= collapsedFrom ? m_recipients.size() : collapsedShown;
}

void RecipientField::rebuild(qsizetype from)
{
    const qsizetype count = shownCount();
    auto *flow = static_cast<FlowLayout *>(m_content->layout());
    m_content->setUpdatesEnabled(false);
    // Else each chip that is shown has all of them arranged anew.
    flow->setEnabled(false);
    // Chips before `from` are right; of those behind, one that shows what it should is used again.
    QHash<QString, RecipientChip *> old;
    for (RecipientChip *chip : m_chips.mid(qMin(from, m_chips.size()))) {
        flow->removeWidget(chip);
        old.insert(chip->recipient().written(), chip);
    }
    m_chips.resize(qMin(m_chips.size(), qMin(from, count)));
    for (qsizetype i = m_chips.size(); i < count; ++i) {
        const Recipient &recipient = m_recipients.at(i);
        RecipientChip *chip = old.take(recipient.written());
        if (!chip) {
            chip = new RecipientChip(recipient, m_content);
            connectChip(chip);
        }
        flow->insertWidget(int(i), chip);
        chip->show();
        m_chips.append(chip);
    }
    for (RecipientChip *chip : std::as_const(old)) {
        chip->hide();
        chip->deleteLater();
    }
    const int more = int(m_recipients.size() - count);
    m_more->setVisible(more > 0);
    if (more > 0) {
        m_more->setText(tr("+ %n more", "recipients that aren't shown", more));
        m_more->setAccessibleName(tr("Show %n more recipient(s)", nullptr, more));
    }
    flow->setEnabled(true);
    flow->invalidate();
    m_content->setUpdatesEnabled(true);
    updateHeight();
}

qsizetype RecipientField::indexOf(const RecipientChip *chip) const
{
    return m_chips.indexOf(const_cast<RecipientChip *>(chip));
}

void RecipientField::focusChip(qsizetype at)
{
    if (at < 0 || at >= m_chips.size()) {
        m_edit->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_chips.at(at)->setFocus(Qt::OtherFocusReason);
    ensureWidgetVisible(m_chips.at(at), 0, 4);
}

void RecipientField::edit(qsizetype at)
{
    if (at < 0 || at >= m_recipients.size())
        return;
    commit();
    const QString text = m_recipients.at(at).written();
    removeAt(at);
    m_insertAt = at;
    m_edit->setText(text);
    m_edit->setFocus(Qt::OtherFocusReason);
    m_edit->selectAll();
}

void RecipientField::connectChip(RecipientChip *chip)
{
    chip->installEventFilter(this);
    connect(chip, &RecipientChip::removeRequested, this, [this, chip](bool before) {
        const qsizetype at = indexOf(chip);
        const bool focused = chip->hasFocus();
        removeAt(at);
        if (focused)
            focusChip(before && at > 0 ? at - 1 : at);
    });
    connect(chip, &RecipientChip::editRequested, this, [this, chip] { edit(indexOf(chip)); });
    connect(chip, &RecipientChip::stepRequested, this, [this, chip](int chips) {
        const qsizetype to = indexOf(chip) + chips;
        focusChip(qMax<qsizetype>(0, to));
    });
    connect(chip, &RecipientChip::endRequested, this,
            [this](bool last) { focusChip(last ? m_chips.size() : 0); });
    connect(chip, &RecipientChip::leaveRequested, this,
            [this] { m_edit->setFocus(Qt::OtherFocusReason); });
    connect(chip, &RecipientChip::typed, this, [this](const QString &text) {
        m_edit->setFocus(Qt::OtherFocusReason);
        m_edit->insert(text);
        Q_EMIT m_edit->textEdited(m_edit->text());
    });
    connect(chip, &RecipientChip::copyRequested, this, [this, chip](bool cut) {
        copy(*chip);
        if (cut)
            Q_EMIT chip->removeRequested(false);
    });
    connect(chip, &RecipientChip::dragStarted, this, [this, chip] { drag(chip); });
    connect(chip, &RecipientChip::menuRequested, this,
            [this, chip](const QPoint &position) { showMenu(chip, position); });
}

void RecipientField::copy(const RecipientChip &chip) const
{
    QGuiApplication::clipboard()->setText(chip.recipient().written());
}

bool RecipientField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_content) {
        switch (event->type()) {
        case QEvent::DragEnter:
        case QEvent::DragMove: {
            auto *move = static_cast<QDragMoveEvent *>(event);
            if (move->mimeData()->hasFormat(recipientMimeType())
                || move->mimeData()->text().contains(u'@'))
                move->acceptProposedAction();
            return true;
        }
        case QEvent::Drop: {
            auto *dropped = static_cast<QDropEvent *>(event);
            bool fromHere = dropped->source() == this;
            if (drop(*dropped->mimeData(), dropped->position().toPoint(), &fromHere)) {
                // The place was changed here already: nothing is left for the source to remove.
                dropped->setDropAction(fromHere ? Qt::CopyAction : dropped->proposedAction());
                dropped->accept();
            }
            return true;
        }
        case QEvent::MouseButtonPress:
            m_edit->setFocus(Qt::MouseFocusReason);
            return false;
        case QEvent::LayoutRequest:
            updateHeight();
            return false;
        default:
            return false;
        }
    }
    if (event->type() == QEvent::FocusOut) {
        QTimer::singleShot(0, this, &RecipientField::focusMayHaveLeft);
        update();
    } else if (event->type() == QEvent::FocusIn) {
        update();
    }
    return QScrollArea::eventFilter(watched, event);
}

void RecipientField::focusMayHaveLeft()
{
    const QWidget *focus = QApplication::focusWidget();
    if (QApplication::activePopupWidget() || (focus && isAncestorOf(focus)))
        return;
    commit();
    setOpen(false);
    update();
}

void RecipientField::setOpen(bool open)
{
    if (open == m_open)
        return;
    m_open = open;
    if (m_recipients.size() > collapsedFrom) {
        rebuild(collapsedShown);
        // Where one types; closed again, also at once, where the first of them stand.
        QTimer::singleShot(0, this, [this] {
            verticalScrollBar()->setValue(m_open ? verticalScrollBar()->maximum() : 0);
        });
    }
}

QSize RecipientField::sizeHint() const
{
    const int line = m_edit->sizeHint().height();
    const int width = viewport()->width() > 0 ? viewport()->width() : 400;
    const int wanted = m_content->layout()->heightForWidth(width);
    return {line * 20, qBound(line + 6, wanted, linesShown * (line + 4) + 6)};
}

QSize RecipientField::minimumSizeHint() const
{
    const int line = m_edit->sizeHint().height();
    return {line * 6, line + 6};
}

void RecipientField::updateHeight()
{
    updateGeometry();
}

void RecipientField::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        updateHeight();
}

void RecipientField::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateHeight();
}

void RecipientField::paintEvent(QPaintEvent *event)
{
    // Painted on the viewport, below the chips.
    QPainter painter(viewport());
    const QWidget *focus = QApplication::focusWidget();
    QStyleOptionFrame field; // as the subject's, below it
    field.initFrom(this);
    field.rect = viewport()->rect();
    field.lineWidth = style()->pixelMetric(QStyle::PM_DefaultFrameWidth, &field, this);
    field.state.setFlag(QStyle::State_Sunken);
    field.state.setFlag(QStyle::State_HasFocus, focus && isAncestorOf(focus));
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &field, &painter, this);
    QScrollArea::paintEvent(event);
}

} // namespace Turnstone
