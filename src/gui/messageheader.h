// SPDX-License-Identifier: MIT
#pragma once

#include "gui/shownmessage.h"

#include <QFrame>

class QLabel;
class QToolButton;
class QTreeWidget;

namespace Turnstone {

class AvatarLabel;

/// A message's head: who, to whom, what about, when, its tags, how it came here; all header fields
/// on demand. Every text of the message is shown as plain text.
class MessageHeader : public QFrame {
    Q_OBJECT
public:
    explicit MessageHeader(QWidget *parent = nullptr);

    void showMessage(const ShownMessage &);
    void clear();
    void setAllHeadersShown(bool shown);
    bool allHeadersShown() const;
    /// Whether there is a formatted and a plain form to choose from, and which one is shown.
    void setForms(bool both, bool plain);

Q_SIGNALS:
    void plainTextToggled(bool plain);
    void allHeadersToggled(bool shown);
    /// A menu for the addresses of a line; `copied`: what is marked there, else all of it.
    void addressMenuRequested(const QList<Turnstone::Address> &addresses, const QString &copied,
                              const QPoint &globalPosition);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showRecipients(const Envelope &);
    void showTags(const MessageDetail &);
    void showSecurity(const ShownMessage &);
    void fillHeaders();
    void dress();
    void offerAddressMenus();

    AvatarLabel *m_avatar = nullptr;
    QLabel *m_subject = nullptr;
    QLabel *m_from = nullptr;
    QLabel *m_date = nullptr;
    QLabel *m_recipients = nullptr;
    QToolButton *m_more = nullptr;
    QLabel *m_tags = nullptr;
    QLabel *m_securityIcon = nullptr;
    QLabel *m_security = nullptr;
    QToolButton *m_formButton = nullptr;
    QToolButton *m_headersButton = nullptr;
    QTreeWidget *m_headers = nullptr;

    QString m_shortRecipients, m_allRecipients, m_securityIconName;
    AddressList m_fromAddresses, m_toAddresses;
    QList<QPair<QString, QString>> m_fields;
};

} // namespace Turnstone
