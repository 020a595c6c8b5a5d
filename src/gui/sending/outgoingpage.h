// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "store/outboxtypes.h"

#include <QWidget>

namespace Ui {
class OutgoingPage;
}

namespace Turnstone {

class BackgroundReader;

/// What an account's mail is sent by: its outgoing servers, kept at once, and what becomes of sent
/// mail, which is kept with the dialog. Main thread.
class OutgoingPage : public QWidget {
    Q_OBJECT
public:
    OutgoingPage(Store &, Engine &, Preferences &, QWidget *parent = nullptr);
    ~OutgoingPage() override;

    /// None: an empty page. `foldersOnServer`: its protocol keeps sent mail at the server.
    void showAccount(const Account &, bool foldersOnServer);
    SentFiling sentFiling() const;
    /// As IdentitiesPage's.
    using Before = std::function<void(std::function<void()>)>;
    void setBefore(Before run) { m_before = std::move(run); }

Q_SIGNALS:
    void edited(); ///< sentFiling()

private:
    struct Facts {
        std::optional<Account> account;
        QList<Identity> identities;
        QList<OutgoingServer> servers;
        QHash<OutgoingServerId, qint64> largest;
    };
    void read();
    void take(const Facts &facts);
    void openDialog(bool fresh);
    void makeDefault();
    void askRemove();
    void updateButtons();
    void showFiling();
    void say(const QString &sentence);
    std::optional<OutgoingServer> current() const;
    /// Identities that name it, as text.
    QStringList usersOf(OutgoingServerId server) const;

    std::unique_ptr<Ui::OutgoingPage> m_ui;
    std::unique_ptr<BackgroundReader> m_reader; ///< once an account is shown
    Store &m_store;
    Engine &m_engine;
    Preferences &m_preferences;
    Before m_before;
    AccountId m_account;
    bool m_foldersOnServer = true;
    Facts m_facts;
};

} // namespace Turnstone
