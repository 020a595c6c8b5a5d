// SPDX-License-Identifier: MIT
#pragma once

#include "mail/address.h"

#include <QImage>
#include <QWidget>

namespace Turnstone {

/// A sender's picture, or initials on a circle whose colour follows from the address. Decoration
/// only.
class AvatarLabel : public QWidget {
    Q_OBJECT
public:
    explicit AvatarLabel(QWidget *parent = nullptr);
    void setAddress(const Address &);
    /// Shown in place of the initials until the next setAddress; null: none.
    void setPhoto(const QImage &);
    bool hasPhoto() const { return !m_photo.isNull(); }
    QSize sizeHint() const override;

    /// One or two letters: of first and last word of the name, or of the address.
    static QString initials(const Address &);
    /// The circle alone, for lists; `isList` has a mark in place of initials.
    static void paint(QPainter &, const QRect &, const Address &, const QPalette &, const QFont &,
                      bool isList = false);
    static void paintPhoto(QPainter &, const QRect &, const QImage &photo);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Address m_address;
    QImage m_photo;
};

} // namespace Turnstone
