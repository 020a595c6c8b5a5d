// SPDX-License-Identifier: MIT
#include "gui/addressbook/addressbookcommands.h"

#include "gui/addressbook/addressbookwindow.h"
#include "gui/backgroundreader.h"
#include "gui/composer/composecommands.h"
#include "gui/icons.h"
#include "gui/sendercheck.h"
#include "store/contactreader.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace Turnstone {

namespace {

constexpr qsizetype addressesInMenu = 15;

QString menuText(const Address &address)
{
    constexpr qsizetype shownChars = 60;
    QString text = SenderCheck::shown(address);
    if (text.size() > shownChars)
        text = text.left(shownChars) + u'…';
    return text.replace(u'&', QStringLiteral("&&"));
}

} // namespace

AddressBookCommands::AddressBookCommands(const Parts &parts)
    : QObject(&parts.window)
    , m_parts(parts)
{ }

AddressBookCommands::~AddressBookCommands()
{
    delete m_book;
}

AddressBookWindow &AddressBookCommands::book()
{
    if (!m_book) {
        m_book =
            new AddressBookWindow(m_parts.store, m_parts.engine, m_parts.composing.completer());
        m_book->setAttribute(Qt::WA_DeleteOnClose);
        m_book->setWindowIcon(applicationIcon());
        connect(m_book, &AddressBookWindow::writeRequested, this,
                [this](const QList<Address> &to) { m_parts.composing.writeTo(to); });
    }
    m_book->show();
    m_book->raise();
    m_book->activateWindow();
    return *m_book;
}

AddressBookWindow *AddressBookCommands::window() const
{
    return m_book;
}

void AddressBookCommands::show()
{
    book();
}

void AddressBookCommands::open(const Address &address)
{
    book().openAddress(address);
}

void AddressBookCommands::showMenu(const QList<Address> &addresses, const QString &copied,
                                   const QPoint &position)
{
    AddressList shown;
    for (const Address &address : addresses) {
        if (!address.mailbox.isEmpty() && shown.size() < addressesInMenu)
            shown.append(address);
    }
    m_parts.reader.run(
        this,
        [shown](MailReader &reader) {
            QList<bool> known;
            ContactReader contacts(reader);
            for (const Address &address : shown)
                known.append(!contacts.byMailbox(address.mailbox).isEmpty());
            return known;
        },
        [this, shown, copied, position](const QList<bool> &known) {
            auto *menu = new QMenu(&m_parts.window);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            if (!copied.isEmpty()) {
                menu->addAction(icon(QStringLiteral("edit-copy")), tr("&Copy"), menu,
                                [copied] { QGuiApplication::clipboard()->setText(copied); });
                menu->addSeparator();
            }
            for (qsizetype i = 0; i < shown.size(); ++i) {
                const Address &address = shown.at(i);
                QMenu *place = shown.size() > 1 ? menu->addMenu(menuText(address)) : menu;
                place->addAction(icon(QStringLiteral("mail-message-new")), tr("&Write Message"),
                                 this, [this, address] { m_parts.composing.writeTo({address}); });
                place->addAction(
                    icon(QStringLiteral("edit-copy")), tr("Copy &Address"), menu,
                    [address] { QGuiApplication::clipboard()->setText(address.mailbox); });
                place->addAction(icon(QStringLiteral("account")),
                                 known.at(i) ? tr("&Edit Contact…") : tr("Add to Address &Book…"),
                                 this, [this, address] { open(address); });
            }
            menu->popup(position);
        });
}

} // namespace Turnstone
