// SPDX-License-Identifier: MIT
#include "base/cryptothread.h"

#include <openssl/crypto.h>

namespace Turnstone {

CryptoThread::~CryptoThread()
{
    OPENSSL_thread_stop();
}

} // namespace Turnstone
