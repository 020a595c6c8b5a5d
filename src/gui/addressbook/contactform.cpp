// SPDX-License-Identifier: MIT
#include "gui/addressbook/contactform.h"

#include "gui/addressbook/contactphoto.h"
#include "gui/backgroundreader.h"
#include "gui/composer/recipientfield.h"
#include "mail/mailbox.h"
#include "ui_contactform.h"

#include <QFileDialog>

namespace Turnstone {

namespace {

constexpr int formPhotoSide = 256;
const QString categorySeparator = QStringLiteral(", ");

QString composedName(const QString &given, const QString &family)
{
    return (given.trimmed() + u' ' + family.trimmed()).trimmed();
}

} // namespace

ContactForm::ContactForm(BackgroundReader &reader, AddressCompleter &completer, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ContactForm>())
    , m_reader(reader)
    , m_members(new RecipientField(this))
{
    m_ui->setupUi(this);
    m_ui->emailsTable->prepare(tr("E-mail addresses"),
                               {{QString(), tr("Other", "kind of an address")},
                                {QStringLiteral("home"), tr("Private", "kind of an address")},
                                {QStringLiteral("work"), tr("Work", "kind of an address")}},
                               true);
    m_ui->phonesTable->prepare(tr("Phone numbers"),
                               {{QString(), tr("Other", "kind of a number")},
                                {QStringLiteral("home"), tr("Private", "kind of a number")},
                                {QStringLiteral("work"), tr("Work", "kind of a number")},
                                {QStringLiteral("cell"), tr("Mobile", "kind of a number")},
                                {QStringLiteral("fax"), tr("Fax", "kind of a number")},
                                {QStringLiteral("pager"), tr("Pager", "kind of a number")}},
                               false);
    m_members->setName(tr("Members"));
    m_members->setCompleter(&completer);
    m_ui->membersPlace->addWidget(m_members);
    m_ui->membersLabel->setBuddy(m_members);
    connectFields();
}

ContactForm::~ContactForm() = default;

void ContactForm::connectFields()
{
    const auto edited = [this] {
        if (!m_filling)
            setModified(true);
    };
    for (QLineEdit *edit :
         {m_ui->nameEdit, m_ui->middleEdit, m_ui->prefixEdit, m_ui->suffixEdit, m_ui->nicknameEdit,
          m_ui->organisationEdit, m_ui->titleEdit, m_ui->categoriesEdit, m_ui->listNameEdit})
        connect(edit, &QLineEdit::textEdited, this, edited);
    for (QLineEdit *edit : {m_ui->givenEdit, m_ui->familyEdit}) {
        connect(edit, &QLineEdit::textEdited, this, [this, edited] {
            composeName();
            edited();
        });
    }
    connect(m_ui->notesEdit, &QPlainTextEdit::textChanged, this, edited);
    connect(m_ui->emailsTable, &ValuesTable::edited, this, edited);
    connect(m_ui->phonesTable, &ValuesTable::edited, this, edited);
    connect(m_members, &RecipientField::changed, this, edited);
    connect(m_members, &RecipientField::bookRequested, this, &ContactForm::contactRequested);
    connect(m_ui->choosePhotoButton, &QPushButton::clicked, this, &ContactForm::choosePhoto);
    connect(m_ui->removePhotoButton, &QPushButton::clicked, this, [this] {
        m_photo.clear();
        m_photoType.clear();
        decodePhoto();
        setModified(true);
    });
    connect(m_ui->saveButton, &QPushButton::clicked, this, &ContactForm::saveRequested);
    connect(m_ui->revertButton, &QPushButton::clicked, this, [this] {
        fill();
        setModified(false);
    });
}

void ContactForm::composeName()
{
    // Where it was made of the two, it stays so.
    const QString composed = composedName(m_ui->givenEdit->text(), m_ui->familyEdit->text());
    if (m_ui->nameEdit->text().isEmpty() || m_ui->nameEdit->text() == m_composed)
        m_ui->nameEdit->setText(composed);
    m_composed = composed;
}

void ContactForm::show(const StoredContact &contact, const QList<ContactMember> &members)
{
    ++m_serial;
    m_stored = contact;
    fillMembers(members);
    fill();
    setModified(false);
}

void ContactForm::showNew(const Contact &contact, const QList<ContactMember> &members)
{
    ++m_serial;
    m_stored = {{}, contact, 0};
    fillMembers(members);
    fill();
    setModified(!shownName(contact).isEmpty() || !members.isEmpty());
}

void ContactForm::fillMembers(const QList<ContactMember> &members)
{
    m_filling = true;
    m_memberOf.clear();
    m_unreachable.clear();
    AddressList addresses;
    for (const ContactMember &member : members) {
        if (member.mailbox.isEmpty()) {
            m_unreachable.append(member.member);
            continue;
        }
        m_memberOf.insert(comparableMailbox(member.mailbox), member.member);
        addresses.append({member.name == member.mailbox ? QString() : member.name, member.mailbox});
    }
    m_members->setAddresses(addresses);
    m_ui->stateText->clear();
    if (!m_unreachable.isEmpty())
        m_ui->stateText->setText(tr("%n member(s) without an address, or not in the address book",
                                    nullptr, int(m_unreachable.size())));
    m_filling = false;
}

void ContactForm::fill()
{
    m_filling = true;
    const Contact &c = m_stored.contact;
    m_ui->pages->setCurrentWidget(c.isList ? m_ui->listPage : m_ui->personPage);
    m_ui->listNameEdit->setText(c.name);
    m_ui->givenEdit->setText(c.givenName);
    m_ui->familyEdit->setText(c.familyName);
    m_ui->middleEdit->setText(c.middleName);
    m_ui->prefixEdit->setText(c.prefix);
    m_ui->suffixEdit->setText(c.suffix);
    m_ui->categoriesEdit->setText(c.categories.join(categorySeparator));
    m_ui->nameEdit->setText(c.name);
    m_composed = composedName(c.givenName, c.familyName);
    m_ui->nicknameEdit->setText(c.nickname);
    m_ui->organisationEdit->setText(c.organisation);
    m_ui->titleEdit->setText(c.title);
    QList<ValuesTable::Value> emails, phones;
    for (const ContactEmail &email : c.emails)
        emails.append({email.mailbox, email.kind, email.preferred});
    for (const ContactPhone &phone : c.phones)
        phones.append({phone.number, phone.kind, false});
    m_ui->emailsTable->setValues(emails);
    m_ui->phonesTable->setValues(phones);
    m_ui->notesEdit->setPlainText(c.notes);
    m_photo = c.photo;
    m_photoType = c.photoType;
    m_filling = false;
    decodePhoto();
}

void ContactForm::decodePhoto()
{
    const Contact &c = m_stored.contact;
    m_ui->avatar->setAddress({shownName(c), c.emails.isEmpty() ? c.uid : c.emails[0].mailbox});
    m_ui->removePhotoButton->setEnabled(!m_photo.isEmpty());
    if (m_photo.isEmpty())
        return;
    m_reader.run(
        this, [photo = m_photo](MailReader &) { return decodedPhoto(photo, formPhotoSide); },
        [this, photo = m_photo](const QImage &image) {
            if (photo == m_photo)
                m_ui->avatar->setPhoto(image);
        });
}

void ContactForm::choosePhoto()
{
    auto *dialog = new QFileDialog(this, tr("Choose a Photo"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Pictures (%1)")
                              .arg(QStringLiteral("*.png *.jpg *.jpeg *.webp "
                                                  "*.gif *.bmp")));
    connect(dialog, &QFileDialog::fileSelected, this, &ContactForm::takePhoto);
    dialog->open();
}

void ContactForm::takePhoto(const QString &path)
{
    m_reader.run(
        this, [path](MailReader &) { return preparedPhoto(path); },
        [this, path, shown = m_stored.id](const std::optional<PreparedPhoto> &photo) {
            if (shown != m_stored.id)
                return; // another one is shown meanwhile
            if (!photo) {
                Q_EMIT failed(tr("“%1” holds no picture that can be used.").arg(path));
                return;
            }
            m_photo = photo->bytes;
            m_photoType = photo->type;
            decodePhoto();
            setModified(true);
        });
}

QStringList ContactForm::editedMembers() const
{
    QStringList members;
    for (const Address &address : m_members->addresses()) {
        if (!address.mailbox.isEmpty())
            members.append(m_memberOf.value(comparableMailbox(address.mailbox), address.mailbox));
    }
    return members + m_unreachable;
}

void ContactForm::finishEditing()
{
    m_ui->emailsTable->finishEditing();
    m_ui->phonesTable->finishEditing();
    m_members->commit();
}

Contact ContactForm::edited() const
{
    Contact c = m_stored.contact;
    if (c.isList) {
        c.name = m_ui->listNameEdit->text();
        c.members = editedMembers();
        return c;
    }
    c.givenName = m_ui->givenEdit->text();
    c.familyName = m_ui->familyEdit->text();
    c.middleName = m_ui->middleEdit->text();
    c.prefix = m_ui->prefixEdit->text();
    c.suffix = m_ui->suffixEdit->text();
    // One that has a comma in its name stays as it is while nobody changes them.
    if (m_ui->categoriesEdit->text() != c.categories.join(categorySeparator)) {
        c.categories.clear();
        for (const QString &word : m_ui->categoriesEdit->text().split(u',', Qt::SkipEmptyParts)) {
            if (!word.trimmed().isEmpty() && !c.categories.contains(word.trimmed()))
                c.categories.append(word.trimmed());
        }
    }
    c.name = m_ui->nameEdit->text().trimmed();
    c.nickname = m_ui->nicknameEdit->text();
    c.organisation = m_ui->organisationEdit->text();
    c.title = m_ui->titleEdit->text();
    c.emails.clear();
    for (const ValuesTable::Value &value : m_ui->emailsTable->values())
        c.emails.append({value.text, value.kind, value.preferred});
    c.phones.clear();
    for (const ValuesTable::Value &value : m_ui->phonesTable->values())
        c.phones.append({value.text, value.kind});
    c.notes = m_ui->notesEdit->toPlainText();
    c.photo = m_photo;
    c.photoType = m_photoType;
    return c;
}

bool ContactForm::isBlank() const
{
    return shownName(edited()).trimmed().isEmpty();
}

void ContactForm::setSaving()
{
    m_stored.contact = edited();
    setModified(false);
}

void ContactForm::setModified(bool modified)
{
    m_ui->saveButton->setEnabled(modified);
    m_ui->revertButton->setEnabled(modified && m_stored.id);
    if (m_modified == modified)
        return;
    m_modified = modified;
    Q_EMIT modifiedChanged(modified);
}

void ContactForm::focusFirst()
{
    QLineEdit *edit = m_stored.contact.isList ? m_ui->listNameEdit : m_ui->givenEdit;
    edit->setFocus(Qt::OtherFocusReason);
    edit->selectAll();
}

} // namespace Turnstone
