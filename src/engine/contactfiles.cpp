// SPDX-License-Identifier: MIT
#include "engine/contactfiles.h"

#include "base/log.h"

#include "mail/contactfile.h"
#include "mail/mailbox.h"
#include "mail/messagereader.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRandomGenerator>

#include <cerrno>
#include <cstdio>
#include <unistd.h>

namespace Turnstone {

namespace {

constexpr qsizetype importedAtOnce = 200; ///< a transaction of some 20 ms
constexpr size_t exportedAtOnce = 200;

class ContactFileText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::Contacts)
public:
    static MailError unreadable(const QFile &file)
    {
        return fault(file.exists() ? ErrorKind::Permission : ErrorKind::NotFound,
                     tr("“%1” can't be read: %2.").arg(file.fileName(), file.errorString()));
    }
    static MailError unwritable(const QString &path, const QFile &file)
    {
        return fault(file.error() == QFileDevice::ResourceError ? ErrorKind::Space
                                                                : ErrorKind::Permission,
                     tr("“%1” can't be written: %2.").arg(path, file.errorString()));
    }
    static MailError exists(const QString &path)
    {
        return fault(ErrorKind::Permission,
                     tr("“%1” exists already; nothing was written.").arg(path));
    }

private:
    static MailError fault(ErrorKind kind, const QString &sentence)
    {
        return {ErrorScope::Message, kind, RetryClass::Never, sentence, {}};
    }
};

} // namespace

bool fromString(const QString &word, ContactFormat *format)
{
    if (word == QLatin1String("vcard3"))
        *format = ContactFormat::VCard3;
    else if (word == QLatin1String("vcard4"))
        *format = ContactFormat::VCard4;
    else if (word == QLatin1String("csv"))
        *format = ContactFormat::Csv;
    else
        return false;
    return true;
}

ContactImportTask::ContactImportTask(const QString &path)
    : m_file(path)
{ }

ContactImportTask::~ContactImportTask() = default;

bool ContactImportTask::step(MailWriter &writer)
{
    if (!m_reader) {
        // A folder opens, and a pipe may never end.
        if (!m_file.open(QIODevice::ReadOnly) || !QFileInfo(m_file).isFile())
            throw ContactFileText::unreadable(m_file);
        m_reader = std::make_unique<ContactFileReader>(m_file);
    }
    if (m_waiting.isEmpty()) {
        std::optional<ReadContacts> read = m_reader->next();
        if (!m_reader->fault().isEmpty())
            throw ContactFileText::unreadable(m_file);
        if (!read)
            return false;
        m_result.unreadable += read->unreadable;
        m_result.unclosedLine = m_reader->unclosedLine();
        m_result.tooMany = m_result.tooMany || read->tooMany;
        m_waiting = std::move(read->contacts);
    }
    const qint64 left =
        ContactLimits::imported - m_result.added - m_result.merged - m_result.unchanged;
    if (left <= 0 && !m_waiting.isEmpty()) {
        m_result.tooMany = true;
        return false;
    }
    const QList<Contact> batch = m_waiting.mid(0, qMin<qint64>(importedAtOnce, left));
    m_waiting.remove(0, batch.size());
    if (batch.isEmpty())
        return true;
    const ContactImport import = ContactWriter(writer).merge(batch);
    m_result.added += import.added;
    m_result.merged += import.merged;
    m_result.unchanged += import.unchanged;
    m_result.unreadable += import.unreadable;
    return true;
}

ContactExportTask::ContactExportTask(const QString &path, ContactFormat format, bool replace,
                                     const QList<ContactId> &only)
    : m_path(path)
    , m_format(format)
    , m_replace(replace)
{
    for (const ContactId id : only)
        m_ids.push_back(id.value());
}

ContactExportTask::~ContactExportTask()
{
    if (m_begun && !m_done)
        m_file.remove();
}

void ContactExportTask::begin(ContactReader &contacts)
{
    if (!m_replace && QFileInfo::exists(m_path))
        throw ContactFileText::exists(m_path);
    if (m_ids.empty())
        m_ids = contacts.ids();
    // One that a crash left behind is in nobody's way.
    m_file.setFileName(m_path + u'.' + QString::number(QRandomGenerator::system()->generate(), 36)
                       + QStringLiteral(".part"));
    // NewOnly: never through a link that somebody put there. Nobody else's eyes: these are people.
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                     QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        throw ContactFileText::unwritable(m_path, m_file);
    m_begun = true;
}

void ContactExportTask::write(const QByteArray &bytes)
{
    if (m_file.write(bytes) != bytes.size())
        throw ContactFileText::unwritable(m_path, m_file);
}

bool ContactExportTask::step(MailReader &reader)
{
    ContactReader contacts(reader);
    if (!m_begun)
        begin(contacts);
    QList<Contact> batch;
    for (size_t end = qMin(m_ids.size(), m_next + exportedAtOnce); m_next < end; ++m_next) {
        const auto stored = contacts.contact(ContactId(m_ids[m_next]));
        if (!stored)
            continue; // removed meanwhile
        Contact contact = stored->contact;
        if (m_format == ContactFormat::Csv) {
            contact.photo.clear();
            contact.otherProperties.clear();
            m_leftOut += contact.isList ? 1 : 0;
        }
        if (m_format != ContactFormat::Csv || !contact.isList)
            batch.append(contact);
    }
    m_written += batch.size();
    if (m_format == ContactFormat::Csv)
        m_rows += batch;
    else
        write(writeVCards(batch,
                          m_format == ContactFormat::VCard3 ? VCardVersion::V3 : VCardVersion::V4));
    if (m_next < m_ids.size())
        return true;
    finish();
    return false;
}

void ContactExportTask::finish()
{
    if (m_format == ContactFormat::Csv)
        write(writeContactsCsv(m_rows));
    if (!m_file.flush() || ::fsync(m_file.handle()) != 0)
        throw ContactFileText::unwritable(m_path, m_file);
    m_file.close();
    const QByteArray from = QFile::encodeName(m_file.fileName()), to = QFile::encodeName(m_path);
    if (m_replace) {
        if (std::rename(from.constData(), to.constData()) != 0)
            throw ContactFileText::unwritable(m_path, m_file);
    } else if (::link(from.constData(), to.constData()) == 0) {
        ::unlink(from.constData());
    } else if (errno == EEXIST || !m_file.rename(m_path)) {
        // Where links aren't known, a rename that replaces nothing.
        throw ContactFileText::exists(m_path);
    }
    m_done = true;
}

} // namespace Turnstone
