// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "mail/address.h"

#include <QObject>
#include <QPointer>

namespace Turnstone {

class AddressBookWindow;
class BackgroundReader;
class ComposeCommands;

/// What the main window does about the address book: its window, and addresses of messages that
/// somebody wants to be in it. Main thread; waits for nothing.
class AddressBookCommands : public QObject {
    Q_OBJECT
public:
    struct Parts {
        Store &store;
        Engine &engine;
        BackgroundReader &reader;
        ComposeCommands &composing;
        QWidget &window;
    };
    explicit AddressBookCommands(const Parts &);
    ~AddressBookCommands() override;

    void show();
    /// The contact with this address, else a new one with it, not saved yet.
    void open(const Address &address);
    /// What can be done with these addresses of a message, `copied` what *Copy* copies.
    void showMenu(const QList<Address> &addresses, const QString &copied, const QPoint &position);
    /// Null while it isn't open.
    AddressBookWindow *window() const;

private:
    AddressBookWindow &book();

    Parts m_parts;
    QPointer<AddressBookWindow> m_book;
};

} // namespace Turnstone
