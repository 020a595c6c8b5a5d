// SPDX-License-Identifier: MIT
#pragma once

#include "engine/contacts.h"
#include "engine/engine.h"
#include "mail/address.h"

#include <QWidget>
#include <memory>

namespace Ui {
class AddressBookWindow;
}

namespace Turnstone {

class AddressCompleter;
class BackgroundReader;
class ContactForm;
class ContactListModel;
class EmptyState;
class NoticeBar;

/// The address book: who is in it, searched by typing, and the one that is selected, to be changed.
/// What is written in the form is saved before another one is shown, and when the window closes.
/// Main thread; waits for nothing.
class AddressBookWindow : public QWidget {
    Q_OBJECT
public:
    AddressBookWindow(Store &, Engine &, AddressCompleter &, QWidget *parent = nullptr);
    ~AddressBookWindow() override;

    /// Shows this one, whatever was searched for.
    void showContact(ContactId id);
    /// Who has this address, else a new one with it, not saved yet.
    void openAddress(const Address &address);
    /// A new one, with what is known already; nothing is kept before it is saved.
    void showNew(const Contact &contact);
    void importFile(const QString &path);
    /// Of those that are selected, where there are several; else of all.
    void exportFile(const QString &path, ContactFormat format);

    // The parts, for tests.
    ContactListModel &model() { return *m_model; }
    ContactForm &form() { return *m_form; }
    QString notice() const;

Q_SIGNALS:
    void writeRequested(const QList<Turnstone::Address> &to);

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void connectButtons();
    void settled();
    void selectionChanged();
    void showDetail(ContactId id);
    void updateButtons();
    void updatePages();
    void save();
    void newContact();
    void newList();
    void removeSelected();
    void write();
    void showMenu(const QPoint &position);
    void fillListsMenu(QMenu &menu);
    void addTo(ContactId list, const QList<ContactId> &ids);
    void chooseImport();
    void chooseExport();
    void tell(const QString &iconName, const QString &text, bool isFault = false);
    QString importReport(const ContactImport &import) const;
    QList<ContactId> selected() const;
    void select(const QList<ContactId> &ids);

    std::unique_ptr<Ui::AddressBookWindow> m_ui;
    Store &m_store;
    Contacts &m_contacts;
    NoticeBar *m_notice;
    EmptyState *m_empty;
    EmptyState *m_nothing; ///< beside the list, with none or several selected
    ContactForm *m_form;
    ContactListModel *m_model = nullptr;
    QList<ContactId> m_keep; ///< to be selected once the list is read
    ContactId m_shown;
    bool m_restoring = false;
    std::unique_ptr<BackgroundReader> m_reader; ///< last: it ends before what it fills
};

} // namespace Turnstone
