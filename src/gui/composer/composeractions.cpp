// SPDX-License-Identifier: MIT
// The composer's menus, shortcuts and toolbar.
#include "gui/composer/bodyeditor.h"
#include "gui/composer/composer.h"
#include "gui/composer/composeraction.h"
#include "gui/icons.h"

#include "ui_composer.h"

#include <QActionGroup>
#include <QMenu>
#include <QMetaMethod>

namespace Turnstone {

void Composer::makeActions()
{
    const auto add = [this](const QString &text, const char *iconName, const QKeySequence &keys,
                            auto run) {
        auto *action = new QAction(text, this);
        if (iconName)
            action->setIcon(icon(QString::fromLatin1(iconName)));
        action->setShortcut(keys);
        // Below a message two windows' worth of shortcuts stand in one: here, the writing's count.
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        return action;
    };
    Actions &a = *m_actions;
    BodyEditor *body = m_ui->body;
    a.send = add(tr("&Send"), "mail-send", QKeySequence(Qt::CTRL | Qt::Key_Return),
                 [this] { requestSend(0); });
    a.sendLater =
        add(tr("Send &Later…"), "mail-send-later",
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return), [this] { askForTime(); });
    a.attach = add(tr("&Attach Files…"), "mail-attachment",
                   QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A), [this] { askForFiles(); });
    a.attachMessages = add(tr("Attach Selected Messa&ges"), nullptr, {},
                           [this] { Q_EMIT selectedMessagesRequested(); });
    a.close = add(tr("&Close"), nullptr, QKeySequence(QKeySequence::Close),
                  [this] { Q_EMIT closeRequested(); });
    a.discard = add(tr("&Discard"), "edit-delete", {}, [this] { Q_EMIT discardRequested(); });
    a.saveTemplate =
        add(tr("Save as &Template"), nullptr, {}, [this] { Q_EMIT templateRequested(); });
    a.toWindow =
        add(tr("&Write in Its Own Window"), nullptr, {}, [this] { Q_EMIT windowRequested(); });

    a.undo = add(tr("&Undo"), "edit-undo", {}, [body] { body->undo(); });
    a.redo = add(tr("Re&do"), nullptr, {}, [body] { body->redo(); });
    a.pasteText =
        add(tr("Paste &without Formatting"), nullptr,
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V), [body] { body->pasteAsText(); });
    a.pasteQuote =
        add(tr("Paste as &Quotation"), nullptr, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O),
            [body] { body->pasteAsQuote(); });
    a.find =
        add(tr("&Find…"), "edit-find", QKeySequence(QKeySequence::Find), [body] { body->find(); });
    a.findNext = add(tr("Find &Next"), nullptr, QKeySequence(Qt::CTRL | Qt::Key_G),
                     [body] { body->findNext(false); });
    a.findPrevious =
        add(tr("Find &Previous"), nullptr, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G),
            [body] { body->findNext(true); });

    const auto reveal = [this](int row, QWidget *field) {
        showRecipientRow(row, true);
        field->setFocus();
    };
    a.showCc = add(tr("Show &Cc"), nullptr, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
                   [this, reveal] { reveal(2, m_ui->ccField); });
    a.showBcc = add(tr("Show &Bcc"), nullptr, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B),
                    [this, reveal] { reveal(3, m_ui->bccField); });
    a.showReplyTo =
        add(tr("Show &Reply to"), nullptr, {}, [this, reveal] { reveal(4, m_ui->replyToField); });

    a.rich = add(tr("&Formatted Text"), "view-html", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F),
                 [] {});
    a.rich->setCheckable(true);
    connect(a.rich, &QAction::triggered, body, &BodyEditor::requestRich);
    a.quoteMore = add(tr("&Quote"), "format-quote", QKeySequence(Qt::CTRL | Qt::Key_BracketRight),
                      [body] { body->changeQuoteDepth(1); });
    a.quoteLess =
        add(tr("Quote &Less"), "format-unquote", QKeySequence(Qt::CTRL | Qt::Key_BracketLeft),
            [body] { body->changeQuoteDepth(-1); });
    a.toggleQuote = add(tr("&Collapse or Open the Quote"), nullptr,
                        QKeySequence(Qt::CTRL | Qt::Key_Period), [body] { body->toggleQuote(); });

    a.receipt = add(tr("Ask for a &Receipt"), nullptr, {}, [this] { noteModified(); });
    a.receipt->setCheckable(true);
    a.priorities = new QActionGroup(this);
    for (const QString &word :
         {tr("&Low Priority"), tr("&Normal Priority"), tr("&High Priority")}) {
        auto *action = new QAction(word, a.priorities);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, &Composer::noteModified);
    }
}

void Composer::makeMenus()
{
    Actions &a = *m_actions;
    const auto menu = [this](const QString &title) {
        auto *made = new QMenu(title, this);
        m_menus.append(made);
        return made;
    };
    QMenu *message = menu(tr("&Message"));
    message->addActions({a.send, a.sendLater});
    message->addSeparator();
    message->addActions({a.attach, a.attachMessages});
    message->addSeparator();
    message->addAction(a.saveTemplate);
    message->addSeparator();
    message->addActions({a.discard, a.close});
    QMenu *edit = menu(tr("&Edit"));
    edit->addActions({a.undo, a.redo});
    edit->addSeparator();
    edit->addActions({a.pasteText, a.pasteQuote});
    edit->addSeparator();
    edit->addActions({a.find, a.findNext, a.findPrevious});
    QMenu *view = menu(tr("&View"));
    view->addActions({a.showCc, a.showBcc, a.showReplyTo});
    QMenu *format = menu(tr("F&ormat"));
    format->addAction(a.rich);
    format->addSeparator();
    format->addActions({a.quoteMore, a.quoteLess, a.toggleQuote});
    a.options = menu(tr("O&ptions"));
    a.signatures = a.options->addMenu(icon(QStringLiteral("text-signature")), tr("&Signature"));
    a.languages = a.options->addMenu(icon(QStringLiteral("spelling")), tr("Lan&guage of Spelling"));
    a.languages->menuAction()->setVisible(false); // until there is a checker
    a.options->addSeparator();
    a.options->addActions(a.priorities->actions());
    a.options->addSeparator();
    a.options->addAction(a.receipt);
}

void Composer::fillToolBar()
{
    Actions &a = *m_actions;
    QToolBar &bar = *m_ui->toolBar;
    bar.setIconSize(QSize(18, 18));
    const auto put = [&bar](QAction *action, const QString &words) {
        action->setIconText(words);
        action->setToolTip(
            QStringLiteral("%1 (%2)").arg(QString(action->text()).remove(u'&').remove(u'…'),
                                          action->shortcut().toString(QKeySequence::NativeText)));
        bar.addAction(action);
    };
    put(a.send, tr("Send"));
    put(a.attach, tr("Attach"));
    put(a.rich, tr("Format"));
    auto *options = new QToolButton(&bar);
    options->setText(tr("Options"));
    options->setAccessibleName(tr("Options"));
    options->setIcon(icon(QStringLiteral("preferences-system")));
    options->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    options->setPopupMode(QToolButton::InstantPopup);
    options->setFocusPolicy(Qt::TabFocus);
    auto *menu = new QMenu(options);
    menu->addAction(a.sendLater);
    menu->addSeparator();
    menu->addActions({a.showCc, a.showBcc, a.showReplyTo});
    menu->addSeparator();
    menu->addMenu(a.signatures);
    menu->addMenu(a.languages);
    menu->addActions(a.priorities->actions());
    menu->addAction(a.receipt);
    menu->addSeparator();
    menu->addActions({a.toWindow, a.discard});
    connect(menu, &QMenu::aboutToShow, this, [this] {
        // Only below a message does somebody hear it: in a window it is there already.
        static const QMetaMethod wanted = QMetaMethod::fromSignal(&Composer::windowRequested);
        m_actions->toWindow->setVisible(isSignalConnected(wanted));
    });
    options->setMenu(menu);
    bar.addWidget(options);
}

} // namespace Turnstone
