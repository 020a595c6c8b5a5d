// SPDX-License-Identifier: MIT
#pragma once

#include "base/endpoint.h"
#include "base/mailerror.h"
#include "settings/preferences.h"

#include <QDialog>
#include <memory>

namespace Ui {
class CertificateDialog;
}

namespace Turnstone {

/// A server's certificate that can't be trusted: says why, and lets the user accept exactly this
/// one for exactly this host and port, after ticking that they have compared it. Accepting keeps
/// the pin in the preferences and ends with accepted(). Use `open()`.
class CertificateDialog : public QDialog {
    Q_OBJECT
public:
    CertificateDialog(const Endpoint &, const MailError &, Preferences &,
                      QWidget *parent = nullptr);
    ~CertificateDialog() override;

    /// "AB:CD:…" in lines that can be compared by eye.
    static QString fingerprintText(const QByteArray &sha256);

private:
    std::unique_ptr<Ui::CertificateDialog> m_ui;
};

} // namespace Turnstone
