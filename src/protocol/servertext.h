// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

namespace Turnstone {

/// What a server says, as a person is shown it: UTF-8, one line, nothing that isn't printed, at
/// most so many UTF-16 units. Any thread.
QString serverText(QByteArrayView said, qsizetype units);

} // namespace Turnstone
