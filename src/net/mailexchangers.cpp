// SPDX-License-Identifier: MIT
#include "net/mailexchangers.h"

#include "net/networkwatch.h"

#include <QDnsLookup>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <chrono>

namespace Turnstone {

namespace {

constexpr std::chrono::seconds exchangerPatience{5};
constexpr qsizetype exchangersTaken = 20;

QStringList hostsOf(const QDnsLookup &lookup)
{
    QList<QDnsMailExchangeRecord> records;
    if (lookup.error() == QDnsLookup::NoError)
        records = lookup.mailExchangeRecords();
    std::stable_sort(records.begin(), records.end(),
                     [](const auto &a, const auto &b) { return a.preference() < b.preference(); });
    QStringList hosts;
    for (const QDnsMailExchangeRecord &record : std::as_const(records)) {
        QString host = record.exchange().toLower();
        if (host.endsWith(QLatin1Char('.')))
            host.chop(1);
        if (!host.isEmpty() && hosts.size() < exchangersTaken) // "." says: no mail (RFC 7505)
            hosts.append(host);
    }
    return hosts;
}

} // namespace

void findMailExchangers(const QString &domain, QObject *context,
                        std::function<void(const QStringList &hosts)> done)
{
    const QByteArray ace = QUrl::toAce(domain);
    // Without a network the system's resolver may sit on a question for half a minute.
    if (ace.isEmpty() || !NetworkWatch::hasInterface()) {
        QTimer::singleShot(0, context, [done = std::move(done)] { done({}); });
        return;
    }
    auto *lookup = new QDnsLookup(QDnsLookup::MX, QString::fromLatin1(ace), context);
    QTimer::singleShot(exchangerPatience, lookup, &QDnsLookup::abort); // which finishes it
    QObject::connect(lookup, &QDnsLookup::finished, context, [lookup, done = std::move(done)] {
        lookup->deleteLater();
        done(hostsOf(*lookup));
    });
    lookup->lookup();
}

} // namespace Turnstone
