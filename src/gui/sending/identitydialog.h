// SPDX-License-Identifier: MIT
#pragma once

#include "store/outboxtypes.h"

#include <QDialog>
#include <memory>

namespace Ui {
class IdentityDialog;
}

namespace Turnstone {

/// One of a user's names and addresses, with its signature. Accepted only where its addresses can
/// be used. Use `open()`; what was typed is `identity()`.
class IdentityDialog : public QDialog {
    Q_OBJECT
public:
    /// `byDefault`: the account's own among `servers`.
    IdentityDialog(const Identity &, const QList<OutgoingServer> &servers,
                   OutgoingServerId byDefault, QWidget *parent = nullptr);
    ~IdentityDialog() override;

    Identity identity() const;
    /// As the rich signature: what is hostile or too much in it is left out. A sentence where it
    /// can't be used, else empty.
    QString importHtml(const QString &html);

    void accept() override;

private:
    QString problem() const;
    void chooseFile();
    void showProblem(const QString &sentence);

    std::unique_ptr<Ui::IdentityDialog> m_ui;
    Identity m_identity;
};

} // namespace Turnstone
