// SPDX-License-Identifier: MIT
#pragma once

#include "store/switchtypes.h"

#include <QAbstractTableModel>
#include <QCoreApplication>

namespace Turnstone {

/// The words by which a change of protocol is told, wherever it is.
class SwitchWords {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::SwitchWords)
public:
    /// "IMAP", "POP3".
    static QString protocol(const QString &name);
    static QString choice(SwitchChoice);
    /// As the window calls it: "Inbox", "Projects › Harbour".
    static QString folder(const SwitchFolderPlan &);
    static QString folder(const SwitchException &, FolderRole);
    /// "12 (3.4 MB)"; empty for none.
    static QString extent(const SwitchExtent &);
    /// "Step 4 of 10: comparing".
    static QString stage(const SwitchProgress &);
    static QString kind(SwitchException::Kind);
};

/// A preview's folders with what is where; columns that hold nothing at all aren't there. Values
/// are told in words as accessible text. The user's choices are kept in the preview.
class SwitchFolderModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Column {
        Folder,
        OnBoth,
        OnlyHere,
        OnlyServer,
        Ambiguous,
        TooLarge,
        OverQuota,
        ToMove,
        ToDownload,
        Choice
    };
    using QAbstractTableModel::QAbstractTableModel;

    void setPreview(const SwitchPreview &);
    const SwitchPreview &preview() const { return m_preview; }
    Column column(int index) const { return m_columns.at(index); }
    /// What may be chosen for the row, where there is something to choose.
    QList<SwitchChoice> choices(int row) const;
    void choose(int row, SwitchChoice);
    void setMoveDeletedToTrash(bool move) { m_preview.moveDeletedToTrash = move; }
    void setThorough(bool thorough) { m_preview.thorough = thorough; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation, int role) const override;

Q_SIGNALS:
    void chosen();

private:
    static SwitchExtent extent(const SwitchFolderPlan &, Column);

    SwitchPreview m_preview;
    QList<Column> m_columns;
};

/// The messages that a change can't treat as the others.
class SwitchExceptionModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Kind, Subject, From, Folder, Date, Size, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    /// With the roles of their folders, by path.
    void setExceptions(const QList<SwitchException> &, const QHash<QString, FolderRole> &roles);
    const SwitchException &exception(int row) const { return m_exceptions.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    /// Qt::UserRole: what the column is sorted by.
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation, int role) const override;

private:
    QList<SwitchException> m_exceptions;
    QHash<QString, FolderRole> m_roles;
};

} // namespace Turnstone
