// SPDX-License-Identifier: MIT
#pragma once

#include "store/addresssuggestions.h"

#include <QLineEdit>

class QCompleter;
class QStandardItemModel;

namespace Turnstone {

/// The line at the end of a recipients' field in which the next one is typed, with its list of
/// proposals.
class RecipientEdit : public QLineEdit {
    Q_OBJECT
public:
    explicit RecipientEdit(QWidget *parent = nullptr);
    QSize sizeHint() const override;

    /// Shows the list below, or hides it where there is nothing to propose.
    void propose(const QList<AddressSuggestion> &);
    QCompleter *completer() const { return m_proposals; }

Q_SIGNALS:
    void committed(); ///< what stands here is complete
    void chosen(const Turnstone::AddressSuggestion &proposal); ///< from the list
    void pasted(const QString &list); ///< of several lines or addresses
    void enteredEmpty(); ///< Enter, with nothing to commit
    void backRequested(bool remove); ///< to the chip before; with `remove` by Backspace
    void focusChanged(bool has);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    bool pasteList();

    QCompleter *m_proposals;
    QStandardItemModel *m_model;
    QList<AddressSuggestion> m_proposed; ///< in the order of m_model
};

} // namespace Turnstone
