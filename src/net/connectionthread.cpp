// SPDX-License-Identifier: MIT
#include "net/connectionthread.h"

#include "base/cryptothread.h"
#include "base/log.h"

namespace Turnstone {

ConnectionThread::ConnectionThread(const QString &name, Body body, QObject *parent)
    : QThread(parent)
    , m_body(std::move(body))
{
    setObjectName(name);
}

ConnectionThread::~ConnectionThread()
{
    m_wakeup.cancel();
    wait();
}

void ConnectionThread::run()
{
    const CryptoThread crypto;
    try {
        m_body(m_wakeup);
    } catch (const Cancelled &) {
        qCDebug(lcNet) << objectName() << "cancelled";
    } catch (const MailError &error) {
        Q_EMIT failed(error);
    } catch (const std::exception &exception) {
        MailError error;
        error.kind = ErrorKind::Bug;
        error.retry = RetryClass::Later;
        error.sentence = tr("Something went wrong in this program while it talked to the server. "
                            "It will try again.");
        error.detail = QString::fromUtf8(exception.what());
        Q_EMIT failed(error);
    }
}

} // namespace Turnstone
