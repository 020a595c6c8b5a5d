// SPDX-License-Identifier: MIT
#pragma once

#include "mail/plaintext.h"

namespace Turnstone {

/// Links written out in a line of text: http, https, ftp and mailto URLs, "www." names and mail
/// addresses, without the punctuation of the sentence around them. Linear in size.
QList<TextLink> findLinks(const QString &text);

} // namespace Turnstone
