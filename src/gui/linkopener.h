// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QUrl>

class QWidget;

namespace Turnstone {

/// Opens a link of a message, after the user's click and never otherwise: web, mail and FTP
/// addresses in the desktop's programs. Where the text names another host than the target, or the
/// target hides its host behind a user name, it asks first.
class LinkOpener {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::LinkOpener)
public:
    static void open(const QUrl &target, const QString &linkText, QWidget *parent);
    /// Why to ask before opening; empty where there is no reason.
    static QString doubt(const QUrl &target, const QString &linkText);
};

} // namespace Turnstone
