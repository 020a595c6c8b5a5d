// SPDX-License-Identifier: MIT
#include "gui/messagewindow.h"

#include "gui/icons.h"
#include "gui/messagewords.h"
#include "mail/messagereader.h"

#include <QShortcut>
#include <QToolBar>
#include <QVBoxLayout>

namespace Turnstone {

namespace {
constexpr qsizetype titleChars = 200;
}

MessageWindow::MessageWindow(Store &store, Engine &engine, Preferences &preferences,
                             QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_toolBar(new QToolBar(this))
    , m_view(new MessageView(store, engine, preferences, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Message"));
    setWindowIcon(applicationIcon());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_toolBar);
    layout->addWidget(m_view, 1);
    fillToolBar();
    resize(fontMetrics().averageCharWidth() * 96, fontMetrics().height() * 36);
    addShortcut(QKeySequence::Find, [this] { m_view->find(); });
    addShortcut(QKeySequence::ZoomIn, [this] { m_view->zoomIn(); });
    addShortcut(QKeySequence::ZoomOut, [this] { m_view->zoomOut(); });
    addShortcut(QKeySequence(Qt::CTRL | Qt::Key_0), [this] { m_view->resetZoom(); });
    addShortcut(QKeySequence::Close, [this] { close(); });
    addShortcut(QKeySequence(Qt::Key_Escape), [this] { close(); });
}

void MessageWindow::fillToolBar()
{
    m_toolBar->setAccessibleName(tr("Answer"));
    m_toolBar->setIconSize(QSize(18, 18));
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->hide();
    const auto add = [this](const QString &words, const char *iconName, const QKeySequence &keys,
                            auto run) {
        QAction *action =
            m_toolBar->addAction(icon(QString::fromLatin1(iconName)), words, this, run);
        action->setShortcut(keys);
        action->setEnabled(false); // its keys, too
        if (!keys.isEmpty())
            action->setToolTip(
                QStringLiteral("%1 (%2)").arg(words, keys.toString(QKeySequence::NativeText)));
        // By Tab as well as by its keys.
        m_toolBar->widgetForAction(action)->setFocusPolicy(Qt::TabFocus);
    };
    const auto answer = [this](AnswerKind kind) {
        return [this, kind] { Q_EMIT answerRequested(kind); };
    };
    add(tr("Reply"), "mail-reply-sender", QKeySequence(Qt::CTRL | Qt::Key_R),
        answer(AnswerKind::Reply));
    add(tr("Reply All"), "mail-reply-all", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R),
        answer(AnswerKind::ReplyAll));
    add(tr("Forward"), "mail-forward", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L),
        answer(AnswerKind::Forward));
    add(tr("Forward as Attachment"), "mail-attachment", {}, answer(AnswerKind::ForwardAttached));
    add(tr("Redirect…"), "mail-send", {}, [this] { Q_EMIT redirectRequested(); });
    add(tr("Edit as New Message"), "document-edit", QKeySequence(Qt::CTRL | Qt::Key_E),
        answer(AnswerKind::EditAsNew));
}

void MessageWindow::offerAnswers()
{
    m_toolBar->show();
    for (QAction *action : m_toolBar->actions())
        action->setEnabled(true);
}

void MessageWindow::showMessage(const QByteArray &message, AccountId account)
{
    m_message = message;
    m_account = account;
    const QString subject =
        MessageWords::oneLine(readEnvelope(headerBlock(message)).subject).trimmed();
    if (!subject.isEmpty())
        setWindowTitle(tr("%1 – Turnstone", "window title").arg(subject.left(titleChars)));
    m_view->showRawMessage(message, account);
}

void MessageWindow::addShortcut(const QKeySequence &keys, std::function<void()> action)
{
    connect(new QShortcut(keys, this), &QShortcut::activated, this, std::move(action));
}

} // namespace Turnstone
