// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "store/store.h"

#include <QWidget>

namespace Turnstone {

class MessageWindow;

/// One message: header, notices, body, attachments; and what is shown where there is none. Reads
/// the store in a thread of its own, so that no size of message holds up the window, and loads
/// nothing from the network but what the engine fetches from the account. It marks nothing as read:
/// the window does, after `messageShown`. Main thread.
class MessageView : public QWidget {
    Q_OBJECT
public:
    MessageView(Store &, Engine &, Preferences &, QWidget *parent = nullptr);
    ~MessageView() override;

    /// Shows the message; fetches its text where it isn't here and the account can be reached.
    void showMessage(PlacementId);
    /// A message that stands in no folder: an attached one, with the account whose mail it came
    /// with. RFC 5322 bytes.
    void showRawMessage(const QByteArray &message, AccountId account = {});
    /// Nothing at all: an empty pane.
    void clear();
    /// An empty state that says how many messages are selected in the list (0: none).
    void showNothingSelected(int selectedCount);
    /// The message shown or being loaded; none otherwise.
    PlacementId current() const;

    /// Stands below the message: an answer that is being written. Owned by the view from now on.
    void setBelow(QWidget *widget);

    /// Scrolls on by a page; false at the end, where the space key goes to the next message.
    bool scrollPage();

    // Actions of the window's menus.
    void find();
    void findNext(bool backward);
    void zoomIn();
    void zoomOut();
    void resetZoom();
    QString selectedText() const;
    /// As markup, of a message that is shown formatted; hostile.
    QString selectedHtml() const;
    void copySelection();
    void selectAll();
    void setAllHeadersShown(bool);
    bool allHeadersShown() const;
    /// Between the formatted and the plain form; does nothing where there is only one.
    void setPlainTextShown(bool);
    bool plainTextShown() const;
    bool hasBothForms() const;
    void saveAllAttachments();
    bool hasAttachments() const;

Q_SIGNALS:
    /// The message's body stands in the pane (for marking it as read).
    void messageShown(Turnstone::PlacementId id);
    /// An attached message is shown in a window of its own.
    void messageWindowOpened(Turnstone::MessageWindow *window);
    /// The user said whether the sender is to hear that the message was displayed.
    void receiptAnswered(Turnstone::PlacementId id, bool send);
    /// What is shown is to be written on, or to be begun with.
    void writingRequested(Turnstone::PlacementId id, bool isTemplate, bool begin);
    /// What the actions above can do has changed.
    void capabilitiesChanged();
    /// The target of the link under the pointer, for a status bar; empty when it leaves.
    void linkHovered(const QString &target);
    /// MessageHeader::addressMenuRequested
    void addressMenuRequested(const QList<Turnstone::Address> &addresses, const QString &copied,
                              const QPoint &globalPosition);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Turnstone
