// SPDX-License-Identifier: MIT
#pragma once

#include "mail/address.h"
#include "store/contacttypes.h"

#include <QWidget>
#include <memory>

namespace Ui {
class ContactForm;
}

namespace Turnstone {

class AddressCompleter;
class BackgroundReader;
class RecipientField;

/// One contact, or one list, as it is read and changed. What it doesn't show of a contact stays.
/// Knows no store: says what is to be saved. Main thread; pictures are decoded by the reader's.
class ContactForm : public QWidget {
    Q_OBJECT
public:
    ContactForm(BackgroundReader &, AddressCompleter &, QWidget *parent = nullptr);
    ~ContactForm() override;

    void show(const StoredContact &contact, const QList<ContactMember> &members);
    /// Somebody new, perhaps with what is known already.
    void showNew(const Contact &contact, const QList<ContactMember> &members = {});
    ContactId contact() const { return m_stored.id; }
    bool isModified() const { return m_modified; }
    /// What is being typed in one of its fields counts from now on.
    void finishEditing();
    /// As it stands in the form.
    Contact edited() const;
    /// Nothing that could be saved: a new one that was left empty.
    bool isBlank() const;
    /// What is shown is being saved: only what is typed from now on counts as changed.
    void setSaving();
    /// Counts what was shown; the somebody new that it was then has this id now.
    quint64 serial() const { return m_serial; }
    void adopt(ContactId id) { m_stored.id = id; }
    /// Takes the file's picture, once it is read.
    void takePhoto(const QString &path);
    void focusFirst();

Q_SIGNALS:
    void saveRequested();
    /// A member of the list that is shown.
    void contactRequested(const Turnstone::Address &address);
    void modifiedChanged(bool modified);
    /// A sentence: a picture can't be read.
    void failed(const QString &sentence);

private:
    void connectFields();
    void fill();
    void fillMembers(const QList<ContactMember> &members);
    void decodePhoto();
    void composeName();
    void setModified(bool modified);
    void choosePhoto();
    QStringList editedMembers() const;

    std::unique_ptr<Ui::ContactForm> m_ui;
    BackgroundReader &m_reader;
    RecipientField *m_members;
    StoredContact m_stored; ///< as last shown or saved
    QByteArray m_photo, m_photoType; ///< as they would be saved
    QHash<QString, QString> m_memberOf; ///< comparable address to how the list names it
    QStringList m_unreachable; ///< members without an address; they stay
    QString m_composed; ///< of first and last name, while that is what it is shown as
    quint64 m_serial = 0;
    bool m_filling = false;
    bool m_modified = false;
};

} // namespace Turnstone
