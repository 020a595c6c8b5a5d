// SPDX-License-Identifier: MIT
#pragma once

#include "gui/composer/recipient.h"

#include <QPointer>
#include <QScrollArea>
#include <functional>

class QMimeData;
class QToolButton;

namespace Turnstone {

class AddressCompleter;
struct AddressSuggestion;
class RecipientChip;
class RecipientEdit;

/// A field of recipients: one chip each, and a line in which the next is typed. Many are shown as
/// the first few and a count until the field is entered. All of it goes by keyboard: Backspace and
/// arrows lead from the line to the chips, Delete removes one, Enter edits it.
class RecipientField : public QScrollArea {
    Q_OBJECT
public:
    explicit RecipientField(QWidget *parent = nullptr);
    ~RecipientField() override;

    /// "To"; for people who hear it and for the menus of the other fields.
    void setName(const QString &name);
    void setCompleter(AddressCompleter *);
    /// Where a chip may be moved to, in the order of its menu; this one among them is left out.
    void setNeighbours(const QList<RecipientField *> &);
    const QString &name() const { return m_name; }

    /// In order; each address once.
    const QList<Recipient> &recipients() const { return m_recipients; }
    /// Those that can be written to, and those that can't by their text: as a draft keeps them.
    AddressList addresses() const;
    void setAddresses(const AddressList &);
    void add(const QList<Recipient> &);
    void addText(const QString &list);
    bool isEmpty() const { return m_recipients.isEmpty(); }
    /// What stands in the line becomes a chip.
    void commit();
    /// The first that is no address; nothing where all are.
    const Recipient *firstInvalid() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void changed();
    /// Enter in an empty line: on to the next field.
    void finished();
    /// Somebody is to be in the address book, or looked at there.
    void bookRequested(const Turnstone::Address &address);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void connectEdit();
    void connectChip(RecipientChip *chip);
    /// Makes as many chips as are to be seen, from the first that differs.
    void rebuild(qsizetype from);
    void insert(qsizetype at, const QList<Recipient> &recipients);
    void removeAt(qsizetype at);
    void edit(qsizetype at);
    void focusChip(qsizetype at);
    qsizetype indexOf(const RecipientChip *chip) const;
    qsizetype shownCount() const;
    void setOpen(bool open);
    void choose(const AddressSuggestion &);
    void drag(RecipientChip *chip);
    bool drop(const QMimeData &mime, const QPoint &position, bool *fromHere);
    void showMenu(RecipientChip *chip, const QPoint &position);
    void copy(const RecipientChip &chip) const;
    void updateHeight();
    void focusMayHaveLeft();

    QString m_name;
    QList<Recipient> m_recipients;
    QList<RecipientChip *> m_chips; ///< of the first recipients, as many as are shown
    QWidget *m_content;
    RecipientEdit *m_edit;
    QToolButton *m_more;
    AddressCompleter *m_completer = nullptr;
    QList<QPointer<RecipientField>> m_neighbours;
    qsizetype m_insertAt = -1; ///< where the line's text goes while a chip is edited; -1: the end
    bool m_open = false;
};

/// What a dragged recipient is.
const QString &recipientMimeType();

} // namespace Turnstone
