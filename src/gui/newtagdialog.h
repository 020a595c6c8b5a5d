// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>
#include <memory>

namespace Ui {
class NewTagDialog;
}

namespace Turnstone {

/// Asks for the name of a tag that messages are to have. Use `open()`.
class NewTagDialog : public QDialog {
    Q_OBJECT
public:
    explicit NewTagDialog(QWidget *parent = nullptr);
    ~NewTagDialog() override;

Q_SIGNALS:
    /// `tag` as in FlagState::tags.
    void chosen(const QString &tag);

private:
    QString name() const;

    std::unique_ptr<Ui::NewTagDialog> m_ui;
};

} // namespace Turnstone
