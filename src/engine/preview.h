// SPDX-License-Identifier: MIT
#pragma once

#include "mail/bodystructure.h"

#include <QByteArrayView>
#include <QString>

namespace Turnstone {

/// The leaf a list's preview is made from: the plain text, else the HTML; null where there is none.
const BodyPart *previewPart(const BodyStructure &);
/// One line for a list, from the encoded bytes of that leaf, or as many of them as are at hand.
QString previewOf(QByteArrayView encoded, const BodyPart &);
/// Running text of HTML: what a preview needs and no more. Linear; never for showing.
QString roughText(const QString &html);

} // namespace Turnstone
