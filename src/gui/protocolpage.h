// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "engine/protocolswitches.h"
#include "gui/switchguide.h"

#include <QWidget>

namespace Ui {
class ProtocolPage;
}

namespace Turnstone {

class BackgroundReader;

/// *How this account reads mail*: both protocols side by side with what they mean for this account,
/// and the ways into its change, on with it, and back.
class ProtocolPage : public QWidget {
    Q_OBJECT
public:
    ProtocolPage(Store &, Engine &, QWidget *parent = nullptr);
    ~ProtocolPage() override;

    void showAccount(AccountId account);

Q_SIGNALS:
    void guideRequested(Turnstone::SwitchGuide::Begin begin);
    /// What the page has for this account is there, or is other than before.
    void shown();

private:
    struct Facts {
        std::optional<Account> account;
        std::optional<SwitchReport> report;
        std::optional<SwitchPreview> preview;
        MailReader::Storage storage;
        qint64 folders = 0; ///< beside the Inbox
        ContentExtent toDownload;
    };
    void read();
    void take(const Facts &facts);
    void compare(const Facts &facts);
    void showState(const Facts &facts);

    std::unique_ptr<Ui::ProtocolPage> m_ui;
    std::unique_ptr<BackgroundReader> m_reader; ///< once an account is shown
    Store &m_store;
    Engine &m_engine;
    AccountId m_account;
    int m_reading = 0;
};

} // namespace Turnstone
