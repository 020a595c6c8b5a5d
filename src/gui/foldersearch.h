// SPDX-License-Identifier: MIT
#pragma once

#include "store/storetypes.h"

#include <QCoreApplication>

namespace Turnstone {

/// How folders are called where a person reads or types their names. Any thread but `title`, which
/// translates.
class FolderWords {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::FolderWords)
public:
    /// The name of one folder: roles have words of our own, others their name on one line.
    static QString title(const Folder &);
    /// All levels, "Projects › Harbour".
    static QString path(const Folder &);
    /// With its account where there are several, "Work › Projects › Harbour".
    static QString pathWithin(const Folder &, const QList<Account> &);
    /// What a FolderSearch looks through: account and levels, the last one as `title` has it.
    static QString foldedPath(const Folder &, const QString &account);
    /// Without case, marks above and below letters, and width: how names are compared while typing.
    static QString folded(const QString &text);
};

/// The icon that goes with a folder's role.
QString folderIconName(FolderRole role);

/// What was typed to find a folder: words that are looked for in the levels of a path. Value.
class FolderSearch {
public:
    explicit FolderSearch(const QString &typed);

    bool isEmpty() const { return m_words.isEmpty(); }
    /// How well a folder fits; below 0: not at all. `foldedPath` has its levels joined by '/', the
    /// account's name as the first, and went through FolderWords::folded. The last level counts
    /// most, beginnings more than middles, and letters that merely follow each other ("phb" for
    /// "projects/harbour") least.
    int score(const QString &foldedPath) const;
    /// Every word is in the path and one of them in its last level: what a filtered tree shows.
    bool fits(const QString &foldedPath) const;

private:
    QStringList m_words;
};

} // namespace Turnstone
