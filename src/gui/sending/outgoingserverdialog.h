// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

#include <QDialog>
#include <memory>

namespace Ui {
class OutgoingServerDialog;
}

namespace Turnstone {

class ServerForm;

/// One outgoing server of an account, with its own password where it has one. *Check* connects and
/// signs in with what is typed. Kept by *OK*, and closed once it is. Use `open()`.
class OutgoingServerDialog : public QDialog {
    Q_OBJECT
public:
    /// A server without an id is a new one.
    OutgoingServerDialog(const Account &, const OutgoingServer &, Engine &, Preferences &,
                         QWidget *parent = nullptr);
    ~OutgoingServerDialog() override;

    void accept() override;
    void done(int result) override;

private:
    enum PasswordChoice { AsIncoming, Own, Command };
    OutgoingServer server() const;
    std::optional<Secret> typedPassword() const;
    QString problem() const;
    void check();
    void checked(int check, const CheckResult &result);
    void edited();
    void updateRows();
    void showProblem(const QString &sentence);

    std::unique_ptr<Ui::OutgoingServerDialog> m_ui;
    Engine &m_engine;
    Preferences &m_preferences;
    Account m_account;
    OutgoingServer m_server;
    ServerForm *m_form;
    std::optional<MailError> m_refused; ///< by the certificate
    int m_check = 0; ///< 0: none runs
};

} // namespace Turnstone
