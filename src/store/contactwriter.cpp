// SPDX-License-Identifier: MIT
#include "store/contactwriter.h"

#include "mail/charset.h"
#include "mail/mailbox.h"
#include "store/contactmerge.h"
#include "store/searchwords.h"
#include "store/writerstate.h"

#include <QCoreApplication>
#include <QUuid>

namespace Turnstone {

namespace {

constexpr qsizetype contactWords = 60; ///< that one is found by
constexpr qsizetype sortKeyChars = 64;

class ContactText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::Contacts)
public:
    static MailError empty()
    {
        return fault(ErrorKind::Protocol, tr("A contact needs a name or an address."));
    }
    static MailError uidTaken()
    {
        return fault(ErrorKind::Protocol, tr("Another contact has the same identifier."));
    }
    static MailError gone()
    {
        return fault(ErrorKind::NotFound, tr("This contact isn't in the address book any more."));
    }

private:
    static MailError fault(ErrorKind kind, const QString &sentence)
    {
        return {ErrorScope::Message, kind, RetryClass::Never, sentence, {}};
    }
};

QString sortKey(const Contact &contact)
{
    // What a name begins with is what it is looked for under, whatever stands around it.
    QString key = foldedText(shownName(contact));
    qsizetype start = 0;
    while (start < key.size() && !key.at(start).isLetterOrNumber() && !key.at(start).isSurrogate())
        ++start;
    return key.mid(start, sortKeyChars);
}

QStringList wordsOf(const Contact &c)
{
    QString text = QStringList{c.name,       c.givenName,    c.familyName,           c.nickname,
                               c.middleName, c.organisation, c.categories.join(u' ')}
                       .join(u' ');
    for (const ContactEmail &email : c.emails)
        text += u' ' + email.mailbox;
    QStringList words = foldedWords(text, 2 * contactWords);
    words.removeDuplicates();
    words.resize(qMin(words.size(), contactWords));
    return words;
}

} // namespace

ContactWriter::ContactWriter(MailWriter &writer)
    : ContactReader(writer)
    , m_writer(writer)
{ }

ContactId ContactWriter::save(const Contact &given, ContactId id)
{
    Contact contact = tidied(given);
    if (shownName(contact).isEmpty())
        throw ContactText::empty();
    WriteTransaction transaction(m_writer);
    if (contact.uid.isEmpty() && id) {
        Statement row = m_db.query("SELECT uid FROM contact WHERE id = ?", id);
        contact.uid = row.step() ? row.text(0) : QString();
    }
    if (contact.uid.isEmpty())
        contact.uid = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const ContactId holder = byUid(contact.uid);
    if (holder && holder != id)
        throw ContactText::uidTaken();
    if (!id)
        id = insert(contact);
    else if (m_db.integer("SELECT count(*) FROM contact WHERE id = ?", id) == 0)
        throw ContactText::gone();
    else
        update(id, contact);
    m_writer.d->changes.contacts = true;
    transaction.commit();
    return id;
}

void ContactWriter::remove(const QList<ContactId> &ids)
{
    WriteTransaction transaction(m_writer);
    for (const ContactId id : ids)
        m_db.run("DELETE FROM contact WHERE id = ?", id);
    m_writer.d->changes.contacts = true;
    transaction.commit();
}

ContactImport ContactWriter::merge(const QList<Contact> &contacts)
{
    ContactImport import;
    WriteTransaction transaction(m_writer);
    for (const Contact &given : contacts) {
        Contact contact = tidied(given);
        if (shownName(contact).isEmpty()) {
            ++import.unreadable;
            continue;
        }
        if (contact.uid.isEmpty())
            contact.uid = uidOfContent(contact);
        const ContactId id = counterpart(contact);
        if (!id) {
            insert(contact);
            ++import.added;
            continue;
        }
        learnUid(contact.uid, id);
        const Contact before = ContactReader::contact(id)->contact;
        const Contact merged = tidied(mergedContact(before, contact));
        if (merged == before) {
            ++import.unchanged;
        } else {
            update(id, merged);
            ++import.merged;
        }
    }
    m_writer.d->changes.contacts = import.added + import.merged > 0;
    transaction.commit();
    return import;
}

void ContactWriter::collect(const AddressList &addresses)
{
    for (const Address &address : addresses) {
        if (mailboxFault(address.mailbox) != AddressFault::None
            || !byMailbox(address.mailbox).isEmpty())
            continue;
        Contact contact;
        contact.name = address.name.isEmpty() ? address.mailbox : address.name;
        contact.emails.append({address.mailbox});
        contact = tidied(contact);
        contact.uid = QUuid::createUuid().toString(QUuid::WithoutBraces);
        insert(contact);
        m_writer.d->changes.contacts = true;
    }
}

ContactId ContactWriter::counterpart(const Contact &contact)
{
    const ContactId known = byUid(contact.uid);
    const bool isList =
        known && m_db.integer("SELECT is_list FROM contact WHERE id = ?", known) != 0;
    if (known && isList == contact.isList)
        return known;
    if (contact.isList)
        return ContactId(m_db.integer("SELECT id FROM contact WHERE is_list = 1 AND sort_key = ? "
                                      "AND name = ? ORDER BY id LIMIT 1",
                                      sortKey(contact), contact.name));
    for (const ContactEmail &email : contact.emails) {
        for (const ContactId id : byMailbox(email.mailbox)) {
            // A family may share an address: by that alone two people would become one.
            const QList<ContactRow> row = rows({id});
            if (!row.isEmpty() && !row.first().isList
                && mayBeOnePerson(row.first().name, shownName(contact)))
                return id;
        }
    }
    return {};
}

void ContactWriter::learnUid(const QString &uid, ContactId id)
{
    m_db.run("INSERT OR IGNORE INTO contact_uid (uid, contact) VALUES (?, ?)", uid, id);
}

ContactId ContactWriter::insert(const Contact &given)
{
    Contact contact = given;
    // Its uid may be a list's that it can't be one with.
    if (byUid(contact.uid))
        contact.uid = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_db.run("INSERT INTO contact (uid, is_list, sort_key, name, organisation, words, given_name, "
             "family_name, middle_name, prefix, suffix, nickname, title, phones, categories, "
             "changed, notes, other) VALUES (?, ?, '', '', '', '', '', '', '', '', '', '', '', '', "
             "'', 0, '', '')",
             contact.uid, contact.isList);
    const ContactId id(m_db.lastInsertId());
    writeParts(id, contact);
    return id;
}

void ContactWriter::update(ContactId id, const Contact &contact)
{
    m_db.run("DELETE FROM contact_email WHERE contact = ?", id);
    m_db.run("DELETE FROM contact_word WHERE contact = ?", id);
    m_db.run("DELETE FROM contact_photo WHERE contact = ?", id);
    m_db.run("DELETE FROM contact_member WHERE list = ?", id);
    m_db.run("UPDATE contact SET uid = ?, is_list = ? WHERE id = ?", contact.uid, contact.isList,
             id);
    writeParts(id, contact);
}

void ContactWriter::writeParts(ContactId id, const Contact &c)
{
    const QStringList words = wordsOf(c);
    QStringList phones;
    for (const ContactPhone &phone : c.phones)
        phones.append(phone.kind + u'\t' + phone.number);
    m_db.run("UPDATE contact SET sort_key = ?, name = ?, organisation = ?, words = ?, given_name = "
             "?, family_name = ?, middle_name = ?, prefix = ?, suffix = ?, nickname = ?, title = "
             "?, phones = ?, categories = ?, changed = ?, notes = ?, other = ? WHERE id = ?",
             sortKey(c), shownName(c), c.organisation, joinedWords(words), c.givenName,
             c.familyName, c.middleName, c.prefix, c.suffix, c.nickname, c.title,
             phones.join(u'\n'), c.categories.join(u'\n'), m_store.clock().utcSeconds(), c.notes,
             c.otherProperties.join(u'\n'), id);
    learnUid(c.uid, id);
    for (const QString &word : words)
        m_db.run("INSERT INTO contact_word (word, contact) VALUES (?, ?)", word, id);
    for (qsizetype i = 0; i < c.emails.size(); ++i) {
        const ContactEmail &email = c.emails.at(i);
        const QString seen = email.mailbox.toCaseFolded();
        m_db.run("INSERT INTO contact_email (contact, position, mailbox, key, seen_key, kind, "
                 "preferred, use) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, coalesce((SELECT rank FROM "
                 "seen_address WHERE key = ?5), 0))",
                 id, qint64(i), email.mailbox, comparableMailbox(email.mailbox), seen, email.kind,
                 email.preferred);
    }
    if (!c.photo.isEmpty())
        m_db.run("INSERT INTO contact_photo (contact, type, bytes) VALUES (?, ?, ?)", id,
                 QString::fromLatin1(c.photoType), c.photo);
    for (qsizetype i = 0; i < c.members.size(); ++i)
        m_db.run("INSERT INTO contact_member (list, position, member) VALUES (?, ?, ?)", id,
                 qint64(i), c.members.at(i));
}

} // namespace Turnstone
