// SPDX-License-Identifier: MIT
// The address book's window: its menu, and lists that contacts are added to.
#include "gui/addressbook/addressbookwindow.h"
#include "gui/backgroundreader.h"
#include "gui/messagewords.h"
#include "store/contactreader.h"
#include "ui_addressbookwindow.h"

#include <QMenu>

namespace Turnstone {

namespace {
constexpr qsizetype addedToListMost = 500;
constexpr qsizetype listsInMenu = 30;
} // namespace

void AddressBookWindow::addTo(ContactId list, const QList<ContactId> &ids)
{
    m_reader->run(
        this,
        [ids](MailReader &reader) {
            ContactReader contacts(reader);
            QStringList uids;
            for (const ContactId id : ids.mid(0, addedToListMost)) {
                if (const auto stored = contacts.contact(id))
                    uids.append(stored->contact.uid);
            }
            return uids;
        },
        [this, list](const QStringList &uids) { m_contacts.addToList(list, uids); });
}

void AddressBookWindow::fillListsMenu(QMenu &menu)
{
    // Filled once it is read, mostly before it is opened.
    m_reader->run(
        &menu, [](MailReader &reader) { return ContactReader(reader).lists(); },
        [this, &menu](const QList<ContactRow> &lists) {
            for (const ContactRow &list : lists.mid(0, listsInMenu)) {
                QString name = MessageWords::oneLine(list.name);
                menu.addAction(name.replace(u'&', QStringLiteral("&&")), this,
                               [this, id = list.id] { addTo(id, selected()); });
            }
            menu.setEnabled(!lists.isEmpty());
        });
}

void AddressBookWindow::showMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool any = !selected().isEmpty();
    menu->addAction(m_ui->writeButton->icon(), tr("&Write Message"), this, [this] { write(); })
        ->setEnabled(any);
    QMenu *lists = menu->addMenu(tr("&Add to List"));
    lists->setEnabled(false);
    if (any)
        fillListsMenu(*lists);
    menu->addAction(tr("New &List"), this, [this] { newList(); });
    menu->addSeparator();
    menu->addAction(tr("&Export…"), this, [this] { chooseExport(); });
    menu->addSeparator();
    menu->addAction(m_ui->removeButton->icon(), tr("&Delete"), this, [this] { removeSelected(); })
        ->setEnabled(any);
    menu->popup(position);
}

} // namespace Turnstone
