// SPDX-License-Identifier: MIT
#pragma once

#include "mail/address.h"

#include <QWidget>

namespace Turnstone {

/// A sender's initials on a circle whose colour follows from the address. Decoration only.
class AvatarLabel : public QWidget {
    Q_OBJECT
public:
    explicit AvatarLabel(QWidget *parent = nullptr);
    void setAddress(const Address &);
    QSize sizeHint() const override;

    /// One or two letters: of first and last word of the name, or of the address.
    static QString initials(const Address &);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_initials;
    int m_hue = 0;
};

} // namespace Turnstone
