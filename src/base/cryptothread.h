// SPDX-License-Identifier: MIT
#pragma once

namespace Turnstone {

/// Stands first in a thread that may use OpenSSL, and frees what OpenSSL keeps for that thread when
/// its work is done. OpenSSL would free it by itself, but at the very end of the thread, after
/// QThread::wait has returned: a process that exits in between leaks it (OPENSSL_thread_stop(3)).
class CryptoThread {
public:
    CryptoThread() = default;
    ~CryptoThread();
    CryptoThread(const CryptoThread &) = delete;
    CryptoThread &operator=(const CryptoThread &) = delete;
};

} // namespace Turnstone
