// SPDX-License-Identifier: MIT
#include "net/deflatestream.h"

#include "base/mailerror.h"

#include <QCoreApplication>
#include <new>
#include <zlib.h>

namespace Turnstone {

namespace {

constexpr int rawWindowBits = -15; ///< negative: no header, no checksum (RFC 4978 4)
constexpr int deflateMemory = 8;

Bytef *octetsOf(const char *bytes)
{
    return reinterpret_cast<Bytef *>(const_cast<char *>(bytes));
}

MailError brokenStream(const char *detail)
{
    return {ErrorScope::Session, ErrorKind::Protocol, RetryClass::Later,
            QCoreApplication::translate(
                "Turnstone::DeflateStream",
                "The compressed data from the server is damaged. The connection was ended."),
            QLatin1String(detail)};
}

} // namespace

struct DeflateStream::Private {
    z_stream out{}, in{};
    QByteArray fed;
    bool more = false; ///< the last piece was full: there may be more without new input
};

DeflateStream::DeflateStream()
    : d(std::make_unique<Private>())
{
    if (deflateInit2(&d->out, Z_DEFAULT_COMPRESSION, Z_DEFLATED, rawWindowBits, deflateMemory,
                     Z_DEFAULT_STRATEGY)
        != Z_OK)
        throw std::bad_alloc();
    if (inflateInit2(&d->in, rawWindowBits) != Z_OK) {
        deflateEnd(&d->out);
        throw std::bad_alloc();
    }
}

DeflateStream::~DeflateStream()
{
    deflateEnd(&d->out);
    inflateEnd(&d->in);
}

QByteArray DeflateStream::compressed(const QByteArray &plain)
{
    QByteArray result;
    QByteArray room(64 * 1024, Qt::Uninitialized);
    d->out.next_in = octetsOf(plain.constData());
    d->out.avail_in = uInt(plain.size());
    do {
        d->out.next_out = octetsOf(room.data());
        d->out.avail_out = uInt(room.size());
        deflate(&d->out, Z_SYNC_FLUSH);
        result.append(room.constData(), room.size() - qsizetype(d->out.avail_out));
    } while (d->out.avail_out == 0);
    return result;
}

void DeflateStream::feed(const QByteArray &bytes)
{
    d->fed = QByteArray(reinterpret_cast<const char *>(d->in.next_in), qsizetype(d->in.avail_in))
        + bytes;
    d->in.next_in = octetsOf(d->fed.constData());
    d->in.avail_in = uInt(d->fed.size());
}

QByteArray DeflateStream::piece()
{
    if (d->in.avail_in == 0 && !d->more)
        return {};
    QByteArray room(pieceBytes, Qt::Uninitialized);
    d->in.next_out = octetsOf(room.data());
    d->in.avail_out = uInt(room.size());
    const int result = inflate(&d->in, Z_SYNC_FLUSH);
    if (result == Z_STREAM_END)
        throw brokenStream("the DEFLATE stream ended");
    if (result != Z_OK && result != Z_BUF_ERROR)
        throw brokenStream(d->in.msg ? d->in.msg : "no DEFLATE stream");
    d->more = d->in.avail_out == 0;
    room.truncate(room.size() - qsizetype(d->in.avail_out));
    return room;
}

} // namespace Turnstone
