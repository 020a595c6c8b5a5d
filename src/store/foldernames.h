// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.h"
#include "base/mailerror.h"

#include <QCoreApplication>

namespace Turnstone {

/// Why a folder can't be changed as wished.
class FolderText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::MailWriter)
public:
    static MailError refused(ErrorKind kind, const QString &sentence)
    {
        return {ErrorScope::Folder, kind, RetryClass::Never, sentence, {}};
    }
    static MailError gone() { return refused(ErrorKind::NotFound, tr("This folder is gone.")); }
    static MailError otherServer()
    {
        return {ErrorScope::Account,
                ErrorKind::Permission,
                RetryClass::Now,
                tr("This account reads its mail from another server now."),
                {}};
    }
    static MailError nameTaken(const QString &path)
    {
        return refused(ErrorKind::Permission,
                       tr("There is already a folder called “%1”. Choose another name.").arg(path));
    }
    static MailError badName()
    {
        return refused(ErrorKind::Permission, tr("A folder's name can't be empty."));
    }
    static MailError hasRole(const QString &name)
    {
        return refused(ErrorKind::Permission,
                       tr("The folder “%1” is one that the account needs.").arg(name));
    }
    static MailError notEmpty(const QString &name)
    {
        return refused(
            ErrorKind::Permission,
            tr("The folder “%1” is not empty. Move or delete what is in it first.").arg(name));
    }
    static MailError badParent(const QString &name)
    {
        return refused(ErrorKind::Permission,
                       tr("The folder “%1” can't be moved there.").arg(name));
    }
};

/// A server's folder as a Folder::path: `name` decoded, with its delimiter; `path` where that says
/// nothing.
QString storedFolderPath(const QString &name, QChar delimiter, const QByteArray &path);
/// One level of a path as the store writes it: without what would read as a level's end, or not at
/// all.
QString storedLevel(QString level);
/// The last level as people read it.
QString shownLevel(const QString &path);
/// What a removed folder is called until the server has confirmed it, so that its name is free.
QString pathOfRemoved(FolderId id, const QString &path);

} // namespace Turnstone
