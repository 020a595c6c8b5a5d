// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "engine/protocolswitches.h"

#include <QDialog>
#include <memory>

class QSortFilterProxyModel;
class QTableView;

namespace Ui {
class SwitchGuide;
}

namespace Turnstone {

class BackgroundReader;
class ServerForm;
class SwitchExceptionModel;
class SwitchFolderModel;

/// Leads through a change of an account's protocol: server, comparing, preview, progress, report;
/// and back. What it shows is the journal and what the engine does, so it may be closed at any time
/// and opened again, also after a restart. The program can be used meanwhile: use `show()`.
class SwitchGuide : public QDialog {
    Q_OBJECT
public:
    enum class Begin {
        Change, ///< asks for the server, or shows the preview that is there
        Continue, ///< shows what runs or stands still
        Undo, ///< asks whether to undo the change
        Report
    };
    SwitchGuide(Store &, Engine &, Preferences &, AccountId, Begin, QWidget *parent = nullptr);
    ~SwitchGuide() override;

    AccountId account() const { return m_id; }
    /// What is shown, as a document: a name that ends in ".csv" or ".html". What can't be written
    /// is shown. Doesn't wait for it.
    void saveTo(const QString &path);

private:
    struct Facts {
        std::optional<Account> account;
        std::optional<SwitchReport> report;
        QString reportHtml; ///< its first folders
        std::optional<SwitchPreview> preview;
        QList<IncomingServer> retired;
    };
    static Facts readFacts(MailReader &, AccountId);
    void prepareWidgets();
    void read();
    void take(const Facts &facts);
    void takeActivity(const SwitchActivity &activity);
    void chooseNextPage();
    void fillServer();
    void showServer();
    void showPreview();
    void showProgress();
    void showReport();
    void showPage(QWidget *page);
    void showProblem(const QString &sentence, bool certificate = false);
    void showActivityProblem();
    void updateButtons();
    void updateSummary();
    void updateChoice();
    void choose(int index);
    void next();
    void compare(bool sameMailbox);
    void askToUndo();
    void askToKeep();
    bool isUndoable() const;
    void askWhereToSave();
    void prepareExceptions(QTableView &view);
    void openException(const QTableView &view, const QModelIndex &index);
    void offerCertificate();
    QString toName() const;
    IncomingServer typedServer() const;
    QString serverProblem() const;
    ProtocolSwitches &switches() const { return m_engine.protocolSwitches(); }
    bool isPage(const QWidget *page) const;

    std::unique_ptr<Ui::SwitchGuide> m_ui;
    std::unique_ptr<BackgroundReader> m_reader;
    Store &m_store;
    Engine &m_engine;
    Preferences &m_preferences;
    const AccountId m_id;
    Begin m_begin;
    Facts m_facts;
    SwitchActivity m_activity;
    ServerForm *m_server = nullptr;
    SwitchFolderModel *m_folders = nullptr;
    SwitchExceptionModel *m_exceptions = nullptr;
    QSortFilterProxyModel *m_sorted = nullptr;
    bool m_serverFilled = false;
    bool m_backAtServer = false; ///< the user went back to it
    int m_reading = 0;
};

} // namespace Turnstone
