// SPDX-License-Identifier: MIT
#pragma once

#include "gui/composer/composebeginning.h"
#include "gui/messageview.h"

class QToolBar;

namespace Turnstone {

/// A message in a window of its own; one that stands in no folder, a file's or an attached one, can
/// be answered and passed on from there. Deletes itself when it is closed. Main thread.
class MessageWindow : public QWidget {
    Q_OBJECT
public:
    MessageWindow(Store &, Engine &, Preferences &, QWidget *parent = nullptr);
    MessageView *view() const { return m_view; }

    /// `account`: whose mail it came with, and who answers it; none: nobody's.
    void showMessage(const QByteArray &message, AccountId account);
    /// Shows the buttons that answer it and pass it on, for whoever hears them.
    void offerAnswers();
    const QByteArray &message() const { return m_message; }
    AccountId account() const { return m_account; }

Q_SIGNALS:
    void answerRequested(Turnstone::AnswerKind kind);
    void redirectRequested();

private:
    void addShortcut(const QKeySequence &keys, std::function<void()> action);
    void fillToolBar();

    QToolBar *m_toolBar;
    MessageView *m_view = nullptr;
    QByteArray m_message;
    AccountId m_account;
};

} // namespace Turnstone
