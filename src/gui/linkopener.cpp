// SPDX-License-Identifier: MIT
#include "gui/linkopener.h"

#include "gui/linkcheck.h"

#include <QDesktopServices>
#include <QMessageBox>
#include <QPushButton>

namespace Turnstone {

QString LinkOpener::doubt(const QUrl &target, const QString &linkText)
{
    const QString named = misleadingHost(linkText, target);
    if (!named.isEmpty())
        return tr("The link says “%1”, but leads to “%2”.")
            .arg(named.left(200),
                 target.scheme() == QStringLiteral("mailto") ? target.path().left(200)
                                                             : target.host());
    if (target.scheme() != QStringLiteral("mailto") && !target.userName().isEmpty())
        return tr("The link's address is written so that it can be mistaken for another one. It "
                  "leads "
                  "to “%1”.")
            .arg(target.host());
    return {};
}

void LinkOpener::open(const QUrl &target, const QString &linkText, QWidget *parent)
{
    static const QStringList schemes{QStringLiteral("http"), QStringLiteral("https"),
                                     QStringLiteral("ftp"), QStringLiteral("mailto")};
    if (!target.isValid() || !schemes.contains(target.scheme()))
        return;
    const QString reason = doubt(target, linkText);
    if (reason.isEmpty()) {
        QDesktopServices::openUrl(target);
        return;
    }
    auto *box =
        new QMessageBox(QMessageBox::Warning, tr("Open Link"), reason, QMessageBox::Cancel, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("Messages that want to steal passwords are often made like this. "
                               "The whole address is: %1")
                                .arg(shownTarget(target, 300)));
    QPushButton *button = box->addButton(tr("&Open Anyway"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(button, &QPushButton::clicked, box,
                     [target] { QDesktopServices::openUrl(target); });
    box->open();
}

} // namespace Turnstone
