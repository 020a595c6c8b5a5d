// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>
#include <memory>

namespace Ui {
class LinkDialog;
}

namespace Turnstone {

/// Asks for a link's text and address; deletes itself when it is closed.
class LinkDialog : public QDialog {
    Q_OBJECT
public:
    LinkDialog(const QString &text, const QString &address, QWidget *parent);
    ~LinkDialog() override;

Q_SIGNALS:
    /// An address that mail may link to, "https://" put before a bare name; empty: no link.
    void chosen(const QString &text, const QString &address);

private:
    QString address() const;
    std::unique_ptr<Ui::LinkDialog> m_ui;
};

} // namespace Turnstone
