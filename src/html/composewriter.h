// SPDX-License-Identifier: MIT
#pragma once

#include "html/composehtml.h"

#include <gumbo.h>

namespace Turnstone {

/// Writes a parsed document (of reduced HTML) in the subset that is sent. `fromEditor`: it is
/// QTextDocument's, whose margins mean quotes and whose blanks are all meant. Inside src/html only.
ComposedHtml writeComposedHtml(const GumboElement &root, bool fromEditor, const ComposeOptions &);

} // namespace Turnstone
