// SPDX-License-Identifier: MIT
#include "engine/contacts.h"

#include "engine/writingthread.h"

#include <QPointer>

namespace Turnstone {

namespace {

/// Runs `done` with what it is called with, unless `context` is gone.
template <typename... Values>
std::function<void(Values...)> guardedDone(QObject *context, std::function<void(Values...)> done)
{
    return [guard = QPointer<QObject>(context), done = std::move(done)](Values... values) {
        if (guard && done)
            done(std::move(values)...);
    };
}

} // namespace

Contacts::Contacts(Store &store, WritingThread &writing, QObject *parent)
    : QObject(parent)
    , m_writing(writing)
{
    connect(&store.notifier(), &StoreNotifier::changed, this, [this](const ChangeSet &changes) {
        if (changes.contacts)
            Q_EMIT changed();
    });
}

void Contacts::save(const Contact &contact, ContactId id, QObject *context,
                    std::function<void(ContactId, Failure)> done)
{
    const auto answer = guardedDone(context, std::move(done));
    m_writing.post(
        [this, contact, id, answer](MailWriter &writer) {
            const ContactId saved = ContactWriter(writer).save(contact, id);
            QMetaObject::invokeMethod(
                this, [answer, saved] { answer(saved, {}); }, Qt::QueuedConnection);
        },
        [answer](const MailError &error) { answer({}, error); });
}

void Contacts::remove(const QList<ContactId> &ids, QObject *context,
                      std::function<void(QList<Contact>, Failure)> done)
{
    const auto answer = guardedDone(context, std::move(done));
    m_writing.post(
        [this, ids, answer](MailWriter &writer) {
            ContactWriter book(writer);
            QList<Contact> removed;
            for (const ContactId id : ids) {
                if (const auto stored = book.contact(id))
                    removed.append(stored->contact);
            }
            book.remove(ids);
            QMetaObject::invokeMethod(
                this, [answer, removed] { answer(removed, {}); }, Qt::QueuedConnection);
        },
        [answer](const MailError &error) { answer({}, error); });
}

void Contacts::restore(const QList<Contact> &contacts)
{
    m_writing.post([contacts](MailWriter &writer) {
        ContactWriter book(writer);
        for (const Contact &contact : contacts) {
            if (!book.byUid(contact.uid))
                book.save(contact);
        }
    });
}

void Contacts::changeList(ContactId list, const std::function<void(QStringList &)> &change)
{
    m_writing.post([list, change](MailWriter &writer) {
        ContactWriter book(writer);
        std::optional<StoredContact> stored = book.contact(list);
        if (!stored || !stored->contact.isList)
            return;
        const QStringList before = stored->contact.members;
        change(stored->contact.members);
        if (stored->contact.members != before)
            book.save(stored->contact, list);
    });
}

void Contacts::addToList(ContactId list, const QStringList &members)
{
    changeList(list, [members](QStringList &all) {
        for (const QString &member : members) {
            if (!all.contains(member))
                all.append(member);
        }
    });
}

void Contacts::removeFromList(ContactId list, const QStringList &members)
{
    changeList(list, [members](QStringList &all) {
        for (const QString &member : members)
            all.removeAll(member);
    });
}

void Contacts::importFile(const QString &path, QObject *context,
                          std::function<void(ContactImport, Failure)> done)
{
    stepImport(std::make_shared<ContactImportTask>(path), guardedDone(context, std::move(done)));
}

void Contacts::stepImport(const std::shared_ptr<ContactImportTask> &task,
                          const std::function<void(ContactImport, Failure)> &ended)
{
    m_writing.post(
        [this, task, ended](MailWriter &writer) {
            const bool more = task->step(writer);
            QMetaObject::invokeMethod(
                this,
                [this, task, ended, more, at = task->bytesRead(), of = task->bytesTotal()] {
                    Q_EMIT importing(at, of);
                    if (more)
                        stepImport(task, ended);
                    else
                        ended(task->result(), {});
                },
                Qt::QueuedConnection);
        },
        [task, ended](const MailError &error) { ended(task->result(), error); });
}

void Contacts::exportFile(const QString &path, ContactFormat format, const QList<ContactId> &only,
                          QObject *context, std::function<void(qint64, qint64, Failure)> done)
{
    stepExport(std::make_shared<ContactExportTask>(path, format, true, only),
               guardedDone(context, std::move(done)));
}

void Contacts::stepExport(const std::shared_ptr<ContactExportTask> &task,
                          const std::function<void(qint64, qint64, Failure)> &ended)
{
    m_writing.post(
        [this, task, ended](MailWriter &writer) {
            const bool more = task->step(writer);
            QMetaObject::invokeMethod(
                this,
                [this, task, ended, more] {
                    if (more)
                        stepExport(task, ended);
                    else
                        ended(task->written(), task->leftOut(), {});
                },
                Qt::QueuedConnection);
        },
        [task, ended](const MailError &error) { ended(0, 0, error); });
}

} // namespace Turnstone
