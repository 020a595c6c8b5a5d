// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "net/mailexchangers.h"
#include "settings/autoconfiguration.h"

#include <QDialog>
#include <memory>

namespace Ui {
class AddAccountDialog;
}

namespace Turnstone {

class BackgroundReader;
class ServerForm;

/// Adds an account in two pages: who, and how its mail is collected. Also the first thing a new
/// user sees. Nothing waits: the check runs in the engine, and a result comes by signal. Use
/// `open()`.
class AddAccountDialog : public QDialog {
    Q_OBJECT
public:
    /// `exchangers` is asked whose domains are that no table has.
    AddAccountDialog(Store &, Engine &, Preferences &, QWidget *parent = nullptr,
                     ExchangerFinder exchangers = findMailExchangers);
    ~AddAccountDialog() override;

Q_SIGNALS:
    void accountAdded(Turnstone::AccountId account);

private:
    void preparePages();
    void readNames();
    void connectWidgets();
    void showPage(QWidget *page);
    void showIdentityPage();
    void showServerPage();
    void chooseProtocol(const QString &protocol);
    void suggest();
    void showSuggestion();
    void lookUpProvider();
    void updateButtons();
    void startCheck();
    void stopCheck();
    void checkFinished(int check, const CheckResult &result);
    void showResult(const QString &iconName, const QString &text);
    void offerCertificate();
    void addAccount();
    void added(const Engine::AddResult &result);
    Account typedAccount() const;
    QString freeAccountName(const QString &wish) const;
    QString identityProblem() const;
    QString serverProblem() const;
    /// What was checked no longer holds.
    void edited();

    std::unique_ptr<Ui::AddAccountDialog> m_ui;
    Engine &m_engine;
    Preferences &m_preferences;
    ServerForm *m_incoming = nullptr;
    ServerForm *m_outgoing = nullptr;
    QStringList m_takenNames;
    bool m_namesRead = false;
    const ExchangerFinder m_findExchangers;
    ServerSuggestion m_suggestion;
    int m_fullHeight = 0; ///< as the form was drawn
    QString m_protocol;
    QString m_suggestedFor; ///< the address the server fields were filled from
    int m_check = 0; ///< running; 0 none
    bool m_adding = false;
    bool m_checkedOnce = false, m_checkedWell = false;
    std::optional<MailError> m_certificateError;
    std::unique_ptr<BackgroundReader> m_reader; ///< last: it ends before what it fills
};

} // namespace Turnstone
