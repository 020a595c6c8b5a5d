// SPDX-License-Identifier: MIT
#pragma once

namespace Turnstone {

/// The program `turnstone [--profile DIR] [mailto:…|file.eml]`: puts store, engine and window
/// together and runs until the window is closed. Where another window has the profile, that one is
/// shown and opens what was named. Exit status: 0 done, 1 failed, 2 wrong usage, 6 profile in use.
int runApplication(int &argc, char **argv);

} // namespace Turnstone
