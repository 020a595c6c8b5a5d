// SPDX-License-Identifier: MIT
#pragma once

#include "store/contactwriter.h"

#include <QFile>
#include <memory>

namespace Turnstone {

class ContactFileReader;

enum class ContactFormat { VCard3, VCard4, Csv };
/// "vcard3", "vcard4", "csv"; false for any other word.
bool fromString(const QString &word, ContactFormat *);

/// Takes a file of contacts into the address book, some at a time, each a transaction that may be
/// repeated: whatever ends it in between, once more adds the rest. Memory is bounded whatever the
/// file. Used by one thread; throws MailError (NotFound or Permission where the file can't be
/// read).
class ContactImportTask {
public:
    explicit ContactImportTask(const QString &path);
    ~ContactImportTask();

    /// Some milliseconds of work; false once all is in.
    bool step(MailWriter &);
    const ContactImport &result() const { return m_result; }
    qint64 bytesRead() const { return m_file.pos(); }
    qint64 bytesTotal() const { return m_file.size(); }

private:
    QFile m_file;
    std::unique_ptr<ContactFileReader> m_reader;
    QList<Contact> m_waiting;
    ContactImport m_result;
};

/// Writes contacts into a file, some at a time. What was begun and not ended leaves no file behind.
/// Used by one thread; throws MailError (Permission, Space; a file that exists, unless `replace`).
class ContactExportTask {
public:
    /// `only`: of these; empty: of all, as they are now.
    ContactExportTask(const QString &path, ContactFormat, bool replace,
                      const QList<ContactId> &only = {});
    ~ContactExportTask();

    bool step(MailReader &);
    /// That were written, and that CSV can't say (lists).
    qint64 written() const { return m_written; }
    qint64 leftOut() const { return m_leftOut; }

private:
    void begin(ContactReader &);
    void write(const QByteArray &);
    void finish();

    const QString m_path;
    const ContactFormat m_format;
    const bool m_replace;
    std::vector<qint64> m_ids;
    size_t m_next = 0;
    bool m_begun = false, m_done = false;
    QList<Contact> m_rows; ///< of a CSV, whose headers depend on all of them
    QFile m_file; ///< beside the path until all is written
    qint64 m_written = 0, m_leftOut = 0;
};

} // namespace Turnstone
