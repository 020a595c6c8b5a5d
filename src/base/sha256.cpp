// SPDX-License-Identifier: MIT
#include "base/sha256.h"

#include <new>
#include <openssl/evp.h>
#include <utility>

namespace Turnstone {

namespace {
void startDigest(EVP_MD_CTX *context)
{
    // Fetched once: by name it is looked up anew, under locks, for each hash.
    static EVP_MD *const algorithm = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
    // The only way this fails is memory.
    if (!context || EVP_DigestInit_ex2(context, algorithm, nullptr) != 1)
        throw std::bad_alloc();
}
} // namespace

void Sha256::Free::operator()(evp_md_ctx_st *context) const
{
    EVP_MD_CTX_free(context);
}

Sha256::Sha256()
    : m_context(EVP_MD_CTX_new())
{ }

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256 &&) noexcept = default;
Sha256 &Sha256::operator=(Sha256 &&) noexcept = default;

void Sha256::add(QByteArrayView bytes)
{
    start();
    EVP_DigestUpdate(m_context.get(), bytes.data(), static_cast<size_t>(bytes.size()));
}

void Sha256::start()
{
    if (!std::exchange(m_started, true))
        startDigest(m_context.get());
}

QByteArray Sha256::result()
{
    start();
    QByteArray digest(32, Qt::Uninitialized);
    EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<unsigned char *>(digest.data()), nullptr);
    m_started = false;
    return digest;
}

void Sha256::restart()
{
    m_started = false;
}

QByteArray Sha256::hash(QByteArrayView bytes)
{
    Sha256 sha;
    sha.add(bytes);
    return sha.result();
}

} // namespace Turnstone
