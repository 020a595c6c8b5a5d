// SPDX-License-Identifier: MIT
#pragma once

#include "store/addresssuggestions.h"

#include <QObject>

namespace Turnstone {

/// Proposes addresses for what is typed. Answers come later, in the main thread, and never hold up
/// the window; of several questions only the last one need be answered.
class AddressCompleter : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void ask(const QString &typed) = 0;

Q_SIGNALS:
    /// The best first.
    void answered(const QString &typed, const QList<Turnstone::AddressSuggestion> &proposals);
};

} // namespace Turnstone
