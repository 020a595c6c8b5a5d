// SPDX-License-Identifier: MIT
#pragma once

#include "backend/remote.h"

namespace Turnstone {

/// The parts that a message's text is made of, and its header; the whole message where the
/// structure isn't known.
PartSelection textSelection(const BodyStructure &);

} // namespace Turnstone
