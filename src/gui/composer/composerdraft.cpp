// SPDX-License-Identifier: MIT
// What of a composer has to do with its being kept.
#include "gui/composer/composer.h"

#include "ui_composer.h"

#include <QLabel>

namespace Turnstone {

const ComposeStart &Composer::start() const
{
    return m_start;
}

void Composer::showKept(const QString &words, const QString &problem)
{
    if (!m_kept) {
        auto *space = new QWidget(m_ui->toolBar);
        space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        m_ui->toolBar->addWidget(space);
        m_kept = new QLabel(m_ui->toolBar);
        m_kept->setObjectName(QStringLiteral("kept"));
        m_kept->setTextFormat(Qt::PlainText);
        m_kept->setContentsMargins(8, 0, 8, 0);
        m_kept->setEnabled(false); // as quiet as it can be
        m_ui->toolBar->addWidget(m_kept);
    }
    m_kept->setToolTip(problem);
    m_kept->setAccessibleName(words);
    m_kept->setAccessibleDescription(problem);
    m_kept->setText(words);
    if (!problem.isEmpty() && problem != m_keptProblem)
        addNotice(QStringLiteral("dialog-warning"), problem);
    m_keptProblem = problem;
}

} // namespace Turnstone
