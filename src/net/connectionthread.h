// SPDX-License-Identifier: MIT
#pragma once

#include "base/mailerror.h"
#include "base/wakeup.h"

#include <QThread>
#include <functional>

namespace Turnstone {

/// A thread that runs one straight-line function. It ends when the function returns or throws;
/// Cancelled ends it silently, anything else is told by `failed`. Owned by the thread that made it;
/// destroying it cancels and waits, which takes milliseconds because every wait can be cancelled.
class ConnectionThread : public QThread {
    Q_OBJECT
public:
    using Body = std::function<void(Wakeup &)>;

    /// `name` shows in a debugger. The body starts with `start()`; what it captures must outlive
    /// this object.
    ConnectionThread(const QString &name, Body body, QObject *parent = nullptr);
    ~ConnectionThread() override;

    /// Any thread.
    Wakeup &wakeup() { return m_wakeup; }
    void cancel() { m_wakeup.cancel(); }

Q_SIGNALS:
    /// Emitted from the thread itself, at most once, just before it ends.
    void failed(const Turnstone::MailError &error);

protected:
    void run() override;

private:
    Wakeup m_wakeup;
    Body m_body;
};

} // namespace Turnstone
