// SPDX-License-Identifier: MIT
#pragma once

#include "mail/address.h"

#include <QByteArray>
#include <QString>

namespace Turnstone {

/// What lists sort by, as bytes that compare as people expect: case and accents folded, at most 48
/// bytes. Kept in the store beside each placement.
QByteArray senderSortKey(const AddressList &from);
/// Without any "Re:", "Fwd:" and their like in other languages.
QByteArray subjectSortKey(const QString &subject);

} // namespace Turnstone
