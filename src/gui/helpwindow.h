// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>
#include <memory>

class QToolButton;

namespace Ui {
class HelpWindow;
}

namespace Turnstone {

/// In the order in which the window lists them.
enum class HelpTopic { Kept, Protocols, Ports, Missing, SwitchOn };

/// Short texts where people wonder, from resources/help/LANGUAGE/TOPIC.html; English where a
/// language has none. Needs no network; a link to a provider's page opens the desktop's browser.
/// Never modal: it stays beside what it is about. Use `showTopic()`.
class HelpWindow : public QDialog {
    Q_OBJECT
public:
    explicit HelpWindow(QWidget *parent);
    ~HelpWindow() override;

    /// The one help window of `asker`'s window, made where there is none; it goes with that.
    static HelpWindow *showTopic(HelpTopic topic, QWidget *asker);
    /// A form's "?" button: says what it is about, and opens it.
    static void prepareButton(QToolButton &button, HelpTopic topic);
    /// F1 in a dialog.
    static void prepareKey(QWidget &dialog, HelpTopic topic);
    static QString title(HelpTopic topic);
    /// As in the resources, the list of providers filled in. For tests, too.
    static QString text(HelpTopic topic);

    void show(HelpTopic topic);

private:
    std::unique_ptr<Ui::HelpWindow> m_ui;
};

} // namespace Turnstone
