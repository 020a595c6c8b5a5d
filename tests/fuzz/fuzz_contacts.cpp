// SPDX-License-Identifier: MIT
// vCard and CSV: what is read is written, and then read as the same; files are read in pieces.
#include "mail/contact.h"
#include "mail/contactfile.h"

#include <QBuffer>
#include <cstdlib>

using namespace Turnstone;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QList<Contact> cards = readVCards(bytes).contacts;
    for (const VCardVersion version : {VCardVersion::V3, VCardVersion::V4}) {
        const QByteArray written = writeVCards(cards, version);
        for (const QByteArray &line : written.split('\n')) {
            if (line.size() > 76)
                std::abort();
        }
        const QList<Contact> again = readVCards(written).contacts;
        if (again.size() != cards.size())
            std::abort();
        for (qsizetype i = 0; i < cards.size(); ++i) {
            if (again.at(i).emails.size() != cards.at(i).emails.size()
                || again.at(i).isList != cards.at(i).isList
                || again.at(i).notes != cards.at(i).notes)
                std::abort();
        }
    }
    const QList<Contact> rows = readContactsCsv(bytes).contacts;
    readContactsCsv(writeContactsCsv(rows));
    // In pieces it comes to an end.
    QBuffer device;
    device.setData(bytes);
    device.open(QIODevice::ReadOnly);
    ContactFileReader reader(device);
    size_t pieces = 0;
    while (reader.next()) {
        if (++pieces > size + 1)
            std::abort();
    }
    return 0;
}
