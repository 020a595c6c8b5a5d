// SPDX-License-Identifier: MIT
#pragma once

#include "engine/contactfiles.h"

#include <QObject>
#include <functional>
#include <optional>

namespace Turnstone {

class WritingThread;

/// The address book as the user changes it: written by the engine's writing thread, in the order
/// asked. Main thread; no call waits. `done` runs there too, and is dropped when `context` goes;
/// what was asked for isn't. What is in the book: ContactReader; that it changed, also:
/// StoreNotifier.
class Contacts : public QObject {
    Q_OBJECT
public:
    Contacts(Store &, WritingThread &, QObject *parent = nullptr);

    using Failure = std::optional<MailError>;
    /// Adds (no id) or changes.
    void save(const Contact &, ContactId, QObject *context,
              std::function<void(ContactId, Failure)> done);
    /// `done` gets what was removed, to be added again by `restore`.
    void remove(const QList<ContactId> &, QObject *context,
                std::function<void(QList<Contact>, Failure)> done);
    void restore(const QList<Contact> &);
    /// Adds members to a list; those that are in it stay as they are.
    void addToList(ContactId list, const QStringList &members);
    void removeFromList(ContactId list, const QStringList &members);
    /// In steps, so that the user's actions come in between. A fault in between keeps what came
    /// before it.
    void importFile(const QString &path, QObject *context,
                    std::function<void(ContactImport, Failure)> done);
    /// In place of a file that is there. `done` hears how many, and how many CSV left out.
    void exportFile(const QString &path, ContactFormat, const QList<ContactId> &only,
                    QObject *context, std::function<void(qint64, qint64, Failure)> done);

Q_SIGNALS:
    void changed(); ///< something is another than it was
    /// Of the import that runs, bytes.
    void importing(qint64 done, qint64 total);

private:
    void stepImport(const std::shared_ptr<ContactImportTask> &,
                    const std::function<void(ContactImport, Failure)> &ended);
    void stepExport(const std::shared_ptr<ContactExportTask> &,
                    const std::function<void(qint64, qint64, Failure)> &ended);
    void changeList(ContactId list, const std::function<void(QStringList &)> &change);

    WritingThread &m_writing;
};

} // namespace Turnstone
