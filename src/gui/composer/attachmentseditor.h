// SPDX-License-Identifier: MIT
#pragma once

#include "mail/composition.h"

#include <QFrame>
#include <functional>

class QLabel;
class QListWidget;
class QListWidgetItem;

namespace Turnstone {

/// What travels with a message that is being written: each with name and size, renamed by F2,
/// removed by Delete, opened to view by nothing (it is the user's own). Hidden while there is none.
class AttachmentsEditor : public QFrame {
    Q_OBJECT
public:
    explicit AttachmentsEditor(QWidget *parent = nullptr);

    void setAttachments(const QList<Attachment> &);
    QList<Attachment> attachments() const;
    /// Files of this computer; folders and what can't be read are told by `refused`.
    void addFiles(const QStringList &paths);
    void add(const Attachment &);
    bool isEmpty() const;
    /// Bytes of all of them, decoded.
    qint64 totalBytes() const;
    /// What the server takes at most, bytes; 0: not told. A warning stands where it is less.
    void setLargest(qint64 bytes);
    void removeSelected();
    /// Pictures that could be sent smaller.
    bool hasLargePictures() const;
    /// Photos no larger than `side` pixels, as JPEG, made in a pool thread; what is smaller stays
    /// as it is. `done` runs in this thread, unless this goes before; where `wanted` then says no,
    /// everything stays.
    void shrinkPictures(int side, std::function<void()> done, std::function<bool()> wanted);

Q_SIGNALS:
    void changed();
    void refused(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void update();
    void showMenu(const QPoint &position);
    void replace(const QList<std::pair<Attachment, Attachment>> &made);

    QListWidget *m_list;
    QLabel *m_total;
    qint64 m_largest = 0;
};

} // namespace Turnstone
