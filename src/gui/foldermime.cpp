// SPDX-License-Identifier: MIT
#include "gui/foldermime.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QIODevice>
#include <QMimeData>

namespace Turnstone {

QString folderMimeType()
{
    return QStringLiteral("application/x-turnstone-folder-%1")
        .arg(QCoreApplication::applicationPid());
}

QMimeData *makeFolderMime(FolderId folder, bool favourite)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << folder.value() << favourite;
    auto *data = new QMimeData;
    data->setData(folderMimeType(), bytes);
    return data;
}

std::optional<DraggedFolder> draggedFolder(const QMimeData &data)
{
    if (!data.hasFormat(folderMimeType()))
        return {};
    QDataStream stream(data.data(folderMimeType()));
    qint64 folder = 0;
    bool favourite = false;
    stream >> folder >> favourite;
    if (stream.status() != QDataStream::Ok)
        return {};
    return DraggedFolder{FolderId(folder), favourite};
}

} // namespace Turnstone
