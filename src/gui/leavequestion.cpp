// SPDX-License-Identifier: MIT
#include "gui/leavequestion.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

namespace Turnstone {

namespace {
class LeaveText {
    Q_DECLARE_TR_FUNCTIONS(Turnstone::LeaveQuestion)
};
} // namespace

void askLeaveRule(QWidget *parent, const LeaveOnServer &rule, const LeaveExtent &extent,
                  const std::function<void(bool alsoOld)> &go)
{
    if (extent.concerned == 0) {
        go(false);
        return;
    }
    auto *box = new QMessageBox(
        QMessageBox::Question, LeaveText::tr("Leave on Server"),
        LeaveText::tr("Is the new rule also for the %Ln message(s) that are on the server already?",
                      nullptr, int(extent.concerned)),
        QMessageBox::Cancel, parent);
    box->setObjectName(QStringLiteral("leaveQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QString more = extent.atOnce > 0
        ? LeaveText::tr("Then %Ln of them would be deleted there with the next visit.", nullptr,
                        int(extent.atOnce))
        : LeaveText::tr("Then each would be deleted there once it has been here for %Ln day(s).",
                        nullptr, rule.days);
    more += QLatin1Char(' ')
        + LeaveText::tr(
                "All of them are whole on this computer, or were deleted here before. Other "
                "devices no longer find them.");
    box->setInformativeText(more);
    QPushButton *fresh =
        box->addButton(LeaveText::tr("&Only for New Mail"), QMessageBox::AcceptRole);
    fresh->setObjectName(QStringLiteral("onlyNew"));
    QPushButton *old =
        box->addButton(LeaveText::tr("For O&ld Mail Too"), QMessageBox::DestructiveRole);
    old->setObjectName(QStringLiteral("oldToo"));
    box->setDefaultButton(fresh);
    QObject::connect(fresh, &QPushButton::clicked, parent, [go] { go(false); });
    QObject::connect(old, &QPushButton::clicked, parent, [go] { go(true); });
    box->open();
}

QString leaveTermsText(const ServerTerms &terms, qint64 takenElsewhereUtc)
{
    QStringList sentences;
    if (terms.expireDays && *terms.expireDays == 0)
        sentences.append(LeaveText::tr("This server says that it deletes mail by itself as soon as "
                                       "it was collected."));
    else if (terms.expireDays && *terms.expireDays > 0)
        sentences.append(LeaveText::tr("This server says that it deletes mail by itself after %Ln "
                                       "day(s).",
                                       nullptr, *terms.expireDays));
    else if (terms.expireDays)
        sentences.append(LeaveText::tr("This server says that it never deletes mail by itself."));
    if (terms.loginDelaySeconds > 0)
        sentences.append(LeaveText::tr("It wants %Ln second(s) between two visits.", nullptr,
                                       int(terms.loginDelaySeconds)));
    if (takenElsewhereUtc > 0)
        sentences.append(
            LeaveText::tr(
                "Another program deletes mail from this server; that was first noticed on "
                "%1. What was collected stays on this computer.")
                .arg(QLocale().toString(QDateTime::fromSecsSinceEpoch(takenElsewhereUtc).date(),
                                        QLocale::LongFormat)));
    return sentences.join(QLatin1Char(' '));
}

} // namespace Turnstone
