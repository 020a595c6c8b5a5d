// SPDX-License-Identifier: MIT
#pragma once

#include "mail/envelope.h"

#include <QByteArray>

namespace Turnstone {

/// The store's compact form of address lists and envelopes: counted bytes, so that no text in them
/// needs escaping. What is damaged reads as far as it goes.
QByteArray packed(const AddressList &);
AddressList addressesFromPacked(QByteArrayView);

QByteArray packed(const Envelope &);
Envelope envelopeFromPacked(QByteArrayView);

} // namespace Turnstone
