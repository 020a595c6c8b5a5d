// SPDX-License-Identifier: MIT
// The address book's window: files taken in and written.
#include "gui/addressbook/addressbookwindow.h"

#include <QFileDialog>
#include <QLocale>

namespace Turnstone {

void AddressBookWindow::chooseImport()
{
    auto *dialog = new QFileDialog(this, tr("Import Contacts"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Contacts (%1)").arg(QStringLiteral("*.vcf *.vcard *.csv *.txt")),
                            tr("All files (%1)").arg(QStringLiteral("*"))});
    connect(dialog, &QFileDialog::fileSelected, this, &AddressBookWindow::importFile);
    dialog->open();
}

QString AddressBookWindow::importReport(const ContactImport &import) const
{
    QStringList sentences;
    sentences.append(tr("%n contact(s) added.", nullptr, int(import.added)));
    if (import.merged > 0)
        sentences.append(tr("%n that were here know more now.", nullptr, int(import.merged)));
    if (import.unchanged > 0)
        sentences.append(tr("%n were here already.", nullptr, int(import.unchanged)));
    if (import.unreadable > 0)
        sentences.append(tr("%n could not be read.", nullptr, int(import.unreadable)));
    if (import.unclosedLine > 0)
        sentences.append(
            tr("On line %1 a quotation mark opens that nothing closes.").arg(import.unclosedLine));
    if (import.tooMany)
        sentences.append(tr("The file holds more than %1; the rest was left out.")
                             .arg(QLocale().toString(ContactLimits::imported)));
    return sentences.join(u' ');
}

void AddressBookWindow::importFile(const QString &path)
{
    tell(QStringLiteral("document-open"), tr("Importing contacts…"));
    m_contacts.importFile(
        path, this, [this, path](const ContactImport &import, const Contacts::Failure &failure) {
            const qint64 read = import.added + import.merged + import.unchanged;
            if (failure)
                tell(QStringLiteral("dialog-error"),
                     read > 0 ? failure->sentence + u' ' + importReport(import) : failure->sentence,
                     true);
            else if (read == 0)
                tell(QStringLiteral("dialog-warning"),
                     tr("“%1” holds no contacts that can be read.").arg(path), true);
            else
                tell(QStringLiteral("task-done"), importReport(import), import.tooMany);
        });
}

void AddressBookWindow::chooseExport()
{
    const QList<ContactId> ids = selected();
    auto *dialog =
        new QFileDialog(this,
                        ids.size() > 1 ? tr("Export %n Contacts", nullptr, int(ids.size()))
                                       : tr("Export All Contacts"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QStringList filters{tr("vCard 4 (%1)").arg(QStringLiteral("*.vcf")),
                              tr("vCard 3, for older programs (%1)").arg(QStringLiteral("*.vcf")),
                              tr("CSV, for spreadsheets (%1)").arg(QStringLiteral("*.csv"))};
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(QStringLiteral("vcf"));
    dialog->selectFile(tr("contacts", "name of a file"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, filters](const QString &chosen) {
        dialog->setDefaultSuffix(filters.indexOf(chosen) == 2 ? QStringLiteral("csv")
                                                              : QStringLiteral("vcf"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, filters](const QString &path) {
        const qsizetype at = filters.indexOf(dialog->selectedNameFilter());
        exportFile(path,
                   at == 2       ? ContactFormat::Csv
                       : at == 1 ? ContactFormat::VCard3
                                 : ContactFormat::VCard4);
    });
    dialog->open();
}

void AddressBookWindow::exportFile(const QString &path, ContactFormat format)
{
    save();
    const QList<ContactId> ids = selected();
    m_contacts.exportFile(
        path, format, ids.size() > 1 ? ids : QList<ContactId>(), this,
        [this, path](qint64 written, qint64 leftOut, const Contacts::Failure &failure) {
            if (failure) {
                tell(QStringLiteral("dialog-error"), failure->sentence, true);
                return;
            }
            QString text = tr("%n contact(s) were saved in “%1”.", nullptr, int(written)).arg(path);
            if (leftOut > 0)
                text += u' ' + tr("CSV has no lists: %n left out.", nullptr, int(leftOut));
            tell(QStringLiteral("task-done"), text);
        });
}

} // namespace Turnstone
