// SPDX-License-Identifier: MIT
#pragma once

#include "settings/preferences.h"

#include <QDialog>
#include <memory>

namespace Ui {
class PreferencesDialog;
}

namespace Turnstone {

/// Appearance, reading, list and network preferences. A change holds at once, so there is only
/// *Close*; the window listens to Preferences::changed. Use `open()`.
class PreferencesDialog : public QDialog {
    Q_OBJECT
public:
    explicit PreferencesDialog(Preferences &, QWidget *parent = nullptr);
    ~PreferencesDialog() override;

private:
    void load();
    void connectWidgets();

    std::unique_ptr<Ui::PreferencesDialog> m_ui;
    Preferences &m_preferences;
};

} // namespace Turnstone
