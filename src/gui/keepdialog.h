// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"

#include <QDialog>
#include <QTimer>
#include <memory>

namespace Ui {
class KeepDialog;
}

namespace Turnstone {

class BackgroundReader;

/// *Download for Offline* and *Remove from This Computer*: says first how many bytes that is, then
/// how far it has come. Closing it lets the work go on. Use `open()`.
class KeepDialog : public QDialog {
    Q_OBJECT
public:
    /// `name`: a folder's, where the scope is one folder; else empty.
    KeepDialog(KeepTask::Kind, const KeepScope &, const QString &name, Store &, Engine &,
               BackgroundReader &, QWidget *parent = nullptr);
    ~KeepDialog() override;

private:
    struct Counted {
        ContentExtent extent;
        bool confirmsFirst = false; ///< goes only once a server has shown that it has them
        KeepScope scope;
    };
    void count();
    void showCount(const Counted &counted);
    void begin();
    void progressed(const KeepProgress &progress);
    void askWhatIsLeft();
    void finish(const QString &sentence);
    bool removes() const { return m_kind == KeepTask::Kind::Remove; }

    std::unique_ptr<Ui::KeepDialog> m_ui;
    const KeepTask::Kind m_kind;
    const KeepScope m_scope;
    const QString m_name;
    Store &m_store;
    Engine &m_engine;
    BackgroundReader &m_reader;
    Counted m_counted;
    int m_counting = 0; ///< the last count that was asked for
    bool m_begun = false;
    bool m_fetching = false;
    qint64 m_toCome = 0;
    QTimer m_leftTimer;
};

/// Asks before content goes off this computer; `go` runs at once where none would, and after a yes.
void confirmLess(QWidget *parent, const ContentExtent &goes, const std::function<void()> &go);

} // namespace Turnstone
