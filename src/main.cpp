// SPDX-License-Identifier: MIT
#include "base/allocation.h"
#include "gui/application.h"

int main(int argc, char **argv)
{
    Turnstone::keepFreedMemory();
    return Turnstone::runApplication(argc, argv);
}
