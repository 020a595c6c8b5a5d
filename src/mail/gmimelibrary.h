// SPDX-License-Identifier: MIT
#pragma once

#include <gmime/gmime.h>
#include <memory>

/// Inside src/mail only: GMime, initialised, and its objects owned.
namespace Turnstone {

/// Initialises GMime once a process, whichever thread comes first. It stays until the process ends.
void ensureGMime();

struct GUnref {
    void operator()(void *object) const { g_object_unref(object); }
};
template <typename T> using GObjectPtr = std::unique_ptr<T, GUnref>;

} // namespace Turnstone
